/** `numpy.finfo` and `numpy.iinfo`. */
import { defineClass, exc, PyObject, type PyType, type Task, type Value } from '../python/bind.ts';
import { dtypeArgument, numPyDType } from './dtype-object.ts';
import { isFloat, isInteger, itemSize, kindOf, type DTypeName } from './dtype.ts';
import { NdArray } from './ndarray.ts';
import { isScalar, scalar, scalarDType } from './scalar.ts';

class Limits extends PyObject {
  readonly dtype: DTypeName;

  constructor(dtype: DTypeName) {
    super();
    this.dtype = dtype;
  }

  get type(): PyType {
    return isFloat(this.dtype) ? finfoType : iinfoType;
  }
}

function* dtypeIn(value: Value): Task<DTypeName> {
  if (value instanceof NdArray) return value.dtype;
  if (isScalar(value)) return scalarDType(value);
  if (typeof value === 'number') return 'int64';
  return yield* dtypeArgument(value, 'float64');
}

const single = (self: Limits): boolean => self.dtype === 'float32';

const floatLimit = (of32: number, of64: number) => (self: Limits) => scalar(single(self) ? of32 : of64, self.dtype);

export const finfoType: PyType = defineClass({
  name: 'finfo',
  module: 'numpy',
  allocate: null,
  statics: {
    '__new__(cls, dtype)': function* (_type: Value, value: Value): Task {
      const dtype = yield* dtypeIn(value);
      if (!isFloat(dtype)) throw exc.ValueError(`data type <class 'numpy.${dtype}'> not inexact`);
      return new Limits(dtype);
    },
  },
  properties: {
    dtype: (self: Limits) => numPyDType(self.dtype),
    bits: (self: Limits) => (single(self) ? 32 : 64),
    eps: floatLimit(2 ** -23, 2 ** -52),
    epsneg: floatLimit(2 ** -24, 2 ** -53),
    max: floatLimit(3.4028234663852886e38, Number.MAX_VALUE),
    min: floatLimit(-3.4028234663852886e38, -Number.MAX_VALUE),
    tiny: floatLimit(2 ** -126, 2 ** -1022),
    smallest_normal: floatLimit(2 ** -126, 2 ** -1022),
    smallest_subnormal: floatLimit(2 ** -149, 2 ** -1074),
    resolution: floatLimit(Math.fround(1e-6), 1e-15),
    precision: (self: Limits) => (single(self) ? 6 : 15),
  },
});

export const iinfoType: PyType = defineClass({
  name: 'iinfo',
  module: 'numpy',
  allocate: null,
  statics: {
    '__new__(cls, type)': function* (_type: Value, value: Value): Task {
      const dtype = yield* dtypeIn(value);
      if (!isInteger(dtype)) throw exc.ValueError(`Invalid integer data type '${kindOf(dtype)}'.`);
      return new Limits(dtype);
    },
  },
  properties: {
    dtype: (self: Limits) => numPyDType(self.dtype),
    bits: (self: Limits) => itemSize(self.dtype) * 8,
    min: (self: Limits) => {
      if (kindOf(self.dtype) === 'u') return 0;
      const bits = itemSize(self.dtype) * 8 - 1;
      return bits < 53 ? -(2 ** bits) : -(1n << BigInt(bits));
    },
    max: (self: Limits) => {
      const bits = itemSize(self.dtype) * 8 - (kindOf(self.dtype) === 'u' ? 0 : 1);
      return bits < 53 ? 2 ** bits - 1 : (1n << BigInt(bits)) - 1n;
    },
  },
});
