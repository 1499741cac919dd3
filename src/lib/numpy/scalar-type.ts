/** What programs can do with NumPy's scalars: make them by their class, compute with them, ask them for dtype and value. */
import {
  exc, extendType, float, getAttr, PyFloat, repr, tuple, toInt, call, type Functions, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { convert, numberArray, toArray } from './conversion.ts';
import { numPyDType } from './dtype-object.ts';
import { isFloat, itemSize, type DTypeName } from './dtype.ts';
import { wholeText } from './element-format.ts';
import { scalarText } from './float-text.ts';
import type { NdArray } from './ndarray.ts';
import { ndarray } from './ndarray.ts';
import { operatorMethods } from './operators.ts';
import type { NumPyScalar } from './scalar.ts';
import {
  genericType,
  isScalar,
  pythonNumber,
  returned,
  scalar,
  scalarDType,
  SCALAR_TYPES,
  type Scalar,
} from './scalar.ts';
import { around } from './unary.ts';

function text(self: Scalar): string {
  const dtype = scalarDType(self);
  if (isFloat(dtype)) return scalarText(self.value, dtype === 'float32');
  if (dtype === 'bool') return self.value !== 0 ? 'True' : 'False';
  return wholeText(self.value);
}

const python = (self: Scalar): Value => pythonNumber(self.value, scalarDType(self));

const asArray = (self: Scalar): NdArray => numberArray(self)!;

function whole(self: Scalar): number {
  if (Number.isNaN(self.value)) throw exc.ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(self.value)) throw exc.OverflowError('cannot convert float infinity to integer');
  return Math.trunc(self.value) + 0;
}

/** Methods that give back what the same method of a 0-d array gives. */
const arrayMethods = ['sum', 'mean', 'std', 'var', 'min', 'max', 'prod', 'all', 'any', 'argmax', 'argmin', 'reshape', 'ravel', 'flatten', 'squeeze', 'transpose', 'clip', 'repeat', 'cumsum', 'dot', 'argsort']; // prettier-ignore

const throughArray: Functions = Object.fromEntries(
  arrayMethods.map((name) => [
    `${name}(self, *args, **kwargs)`,
    function* (self: Scalar, args: Value[], kwargs: ReadonlyMap<string, Value>): Task {
      return yield* call(yield* getAttr(asArray(self), name), args, kwargs.size === 0 ? null : kwargs);
    },
  ]),
);

extendType(genericType, {
  methods: {
    ...operatorMethods,
    ...throughArray,
    '__repr__(self, /)': text,
    '__str__(self, /)': text,
    '__bool__(self, /)': (self: Scalar) => self.value !== 0,
    '__hash__(self, /)': (self: Scalar) =>
      Number.isInteger(self.value) ? self.value : Math.trunc(self.value * 2 ** 20),
    '__float__(self, /)': (self: Scalar) => float(self.value),
    '__int__(self, /)': whole,
    '__trunc__(self, /)': whole,
    '__complex__(self, /)': () => {
      throw exc.NotImplementedError('complex numbers do not run here');
    },
    '__format__(self, format_spec, /)': function* (self: Scalar, spec: string): Task {
      if (spec === '') return text(self);
      return yield* call(yield* getAttr(python(self), '__format__'), [spec]);
    },
    '__round__(self, ndigits=None, /)': (self: Scalar, digits: Value) => {
      if (digits === null)
        return isFloat(scalarDType(self)) ? whole(returned(around(asArray(self), 0)) as Scalar) : whole(self);
      return returned(around(asArray(self), toInt(digits, 'ndigits')));
    },
    '__getitem__(self, key, /)': function* (self: Scalar, key: Value): Task {
      if (key !== null && typeof key === 'object' && 'items' in key && (key.items as Value[]).length === 0) return self;
      if (key === null) return asArray(self).view([1]);
      throw exc.IndexError('invalid index to scalar variable.');
    },
    '__array__(self, dtype=None)': (self: Scalar) => asArray(self),
    '__copy__(self)': (self: Scalar) => self,
    '__deepcopy__(self, memo, /)': (self: Scalar) => self,
    'item(self)': python,
    'tolist(self)': python,
    'copy(self)': (self: Scalar) => self,
    'round(self, decimals=0)': (self: Scalar, decimals: Value) =>
      returned(around(asArray(self), toInt(decimals, 'decimals'))),
    'astype(self, dtype, copy=True)': function* (self: Scalar, dtype: Value): Task {
      const converted = yield* call(yield* getAttr(asArray(self), 'astype'), [dtype]);
      return returned(converted as NdArray);
    },
    'is_integer(self)': (self: Scalar) => Number.isInteger(self.value),
  },
  properties: {
    dtype: (self: Scalar) => numPyDType(scalarDType(self)),
    shape: () => tuple(),
    ndim: () => 0,
    size: () => 1,
    itemsize: (self: Scalar) => itemSize(scalarDType(self)),
    nbytes: (self: Scalar) => itemSize(scalarDType(self)),
    T: (self: Scalar) => self,
    real: (self: Scalar) => self,
    imag: (self: Scalar) => scalar(0, scalarDType(self)),
  },
});

/** `numpy.float32(x)`: a scalar of a number or text, an array of anything with dimensions. */
const make = (dtype: DTypeName) =>
  function* (_type: Value, value: Value): Task {
    if (isScalar(value) && scalarDType(value) === dtype) return value;
    if (typeof value === 'bigint' && isFloat(dtype)) return returned(ndarray([Number(value)], [], dtype));
    if (value instanceof PyFloat && dtype === 'float64') return scalar(value.value, 'float64');
    const source = yield* toArray(value);
    if (source.dtype === 'object')
      throw exc.TypeError(`float() argument must be a string or a real number, not ${yield* repr(value)}`);
    if (
      source.ndim === 0 &&
      !isFloat(dtype) &&
      source.dtype !== 'str' &&
      Number.isNaN(source.at()) &&
      dtype !== 'bool'
    ) {
      throw exc.ValueError('cannot convert float NaN to integer');
    }
    return returned(convert(source, dtype));
  };

for (const [name, type] of Object.entries(SCALAR_TYPES)) {
  const dtype = name as DTypeName;
  extendType(type, { statics: { '__new__(cls, x=0, /)': make(dtype) } });
  // Only integers may stand where Python wants an index.
  if (dtype.includes('int')) {
    extendType(type, {
      methods: { '__index__(self, /)': (self: NumPyScalar) => pythonNumber(self.value, self.dtype) },
      properties: { numerator: (self: NumPyScalar) => self, denominator: () => ndarray([1], [], dtype).at() },
    });
  }
}
