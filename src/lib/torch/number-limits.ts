/** `torch.iinfo`, `torch.finfo`, and which dtype operands meet in. */
import { defineClass, exc, float, PyObject, type Functions, type PyType, type Value } from '../python/bind.ts';
import { isFloating, promote, type DType } from '../tensor/dtype.ts';
import { dtypeArgument, torchDType } from './dtypes.ts';
import { resultDType, type Operand } from './ops/pointwise.ts';

class NumberLimits extends PyObject {
  readonly dtype: DType;
  readonly #type: PyType;

  constructor(type: PyType, dtype: DType) {
    super();
    this.#type = type;
    this.dtype = dtype;
  }

  get type(): PyType {
    return this.#type;
  }
}

const INTEGER_BITS: Partial<Record<DType, number>> = { uint8: 8, int32: 32, int64: 64 };

const integerLimits = ({ dtype }: NumberLimits): { bits: number; min: bigint; max: bigint } => {
  const bits = INTEGER_BITS[dtype]!;
  const signed = dtype === 'uint8' ? 0 : 1;
  return { bits, min: signed === 1 ? -(2n ** BigInt(bits - 1)) : 0n, max: 2n ** BigInt(bits - signed) - 1n };
};

/** Python's ints are numbers as long as they are exact. */
const asInt = (n: bigint): Value => (n >= -(2n ** 53n) + 1n && n < 2n ** 53n ? Number(n) : n);

/** `'%.6g'` of C for large numbers. */
const short = (n: number): string =>
  Math.abs(n) < 1e6 ? String(n) : n.toPrecision(6).replace(/\.?0+(?=e|$)/, '').replace(/e([+-])(\d)$/, 'e$10$2'); // prettier-ignore

export const iinfoType: PyType = defineClass({
  name: 'iinfo',
  module: 'torch',
  allocate: null,
  statics: {
    '__new__(cls, type)': (cls: PyType, dtype: Value) => {
      const of = dtypeArgument(dtype, 'int64');
      if (INTEGER_BITS[of] !== undefined) return new NumberLimits(cls, of);
      throw exc.TypeError(`torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.${of}'`);
    },
  },
  methods: {
    '__repr__(self)': (self: NumberLimits) => {
      const { min, max } = integerLimits(self);
      return `iinfo(min=${short(Number(min))}, max=${short(Number(max))}, dtype=${self.dtype})`;
    },
  },
  properties: {
    bits: (self: NumberLimits) => integerLimits(self).bits,
    min: (self: NumberLimits) => asInt(integerLimits(self).min),
    max: (self: NumberLimits) => asInt(integerLimits(self).max),
    dtype: (self: NumberLimits) => self.dtype,
  },
});

interface FloatLimits {
  readonly bits: number;
  readonly eps: number;
  readonly max: number;
  readonly tiny: number;
  readonly resolution: number;
}

const FLOATS: Partial<Record<DType, FloatLimits>> = {
  float32: { bits: 32, eps: 2 ** -23, max: (2 - 2 ** -23) * 2 ** 127, tiny: 2 ** -126, resolution: 1e-6 },
  float64: { bits: 64, eps: 2 ** -52, max: Number.MAX_VALUE, tiny: 2 ** -1022, resolution: 1e-15 },
};
const floatLimits = (self: NumberLimits): FloatLimits => FLOATS[self.dtype]!;

export const finfoType: PyType = defineClass({
  name: 'finfo',
  module: 'torch',
  allocate: null,
  statics: {
    '__new__(cls, type=None)': (cls: PyType, dtype: Value) => {
      const of = dtypeArgument(dtype, 'float32');
      if (isFloating(of)) return new NumberLimits(cls, of);
      throw exc.TypeError(
        `torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'`,
      );
    },
  },
  methods: {
    '__repr__(self)': (self: NumberLimits) => {
      const { resolution, max, eps, tiny } = floatLimits(self);
      const written = (n: number) => n.toPrecision(6).replace(/\.?0+(?=e|$)/, '').replace(/e([+-])(\d)$/, 'e$10$2'); // prettier-ignore
      const power = resolution.toExponential(0).replace(/e-(\d)$/, 'e-0$1');
      return `finfo(resolution=${power}, min=${written(-max)}, max=${written(max)}, eps=${written(eps)}, smallest_normal=${written(tiny)}, tiny=${written(tiny)}, dtype=${self.dtype})`;
    },
  },
  properties: {
    bits: (self: NumberLimits) => floatLimits(self).bits,
    eps: (self: NumberLimits) => float(floatLimits(self).eps),
    max: (self: NumberLimits) => float(floatLimits(self).max),
    min: (self: NumberLimits) => float(-floatLimits(self).max),
    tiny: (self: NumberLimits) => float(floatLimits(self).tiny),
    smallest_normal: (self: NumberLimits) => float(floatLimits(self).tiny),
    resolution: (self: NumberLimits) => float(floatLimits(self).resolution),
    dtype: (self: NumberLimits) => self.dtype,
  },
});

/** Whole numbers, floats, truth values: what a cast may not fall back from. */
const category = (dtype: DType): number => (dtype === 'bool' ? 0 : isFloating(dtype) ? 2 : 1);

export const typePromotionFunctions: Functions = {
  'result_type(tensor1, tensor2, /)': (a: Value, b: Value) => torchDType(resultDType(a as Operand, b as Operand)),
  'promote_types(type1, type2, /)': (a: Value, b: Value) => torchDType(promote(dtypeArgument(a, 'float32'), dtypeArgument(b, 'float32'))), // prettier-ignore
  'can_cast(from_, to, /)': (from: Value, to: Value) => category(dtypeArgument(from, 'float32')) <= category(dtypeArgument(to, 'float32')), // prettier-ignore
};
