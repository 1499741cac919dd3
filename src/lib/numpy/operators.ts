/** Python's operators on arrays and scalars. */
import {
  exc,
  NOT_IMPLEMENTED,
  PyFloat,
  PyList,
  PyObject,
  PyTuple,
  tuple,
  type Functions,
  type Value,
} from '../python/bind.ts';
import { BINARY, compareArrays, type Relation } from './binary.ts';
import { arrayNow, numberArray } from './conversion.ts';
import { commonShape } from './broadcast.ts';
import { store } from './elementwise.ts';
import { kindOf } from './dtype.ts';
import { castError } from './errors.ts';
import { matmul } from './linear-algebra.ts';
import { NdArray, sameShape, shapeText } from './ndarray.ts';
import { NumPyFloat64, returned } from './scalar.ts';
import { UNARY } from './unary.ts';

/** Operators by the name of their method, and the function that each one is. */
const ARITHMETIC = {
  add: 'add',
  sub: 'subtract',
  mul: 'multiply',
  truediv: 'divide',
  floordiv: 'floor_divide',
  mod: 'remainder',
  pow: 'power',
  and: 'bitwise_and',
  or: 'bitwise_or',
  xor: 'bitwise_xor',
  lshift: 'left_shift',
  rshift: 'right_shift',
} as const;

const RELATIONS: Readonly<Record<string, Relation>> = { lt: '<', le: '<=', eq: '==', ne: '!=', gt: '>', ge: '>=' };

/** The other operand as an array; null for objects with operators of their own, such as tensors, which then have their turn. */
function operand(value: Value): NdArray | null {
  if (value instanceof NdArray) return value;
  if (value === null) return null;
  if (typeof value === 'string') return arrayNow(value)!;
  return numberArray(value) ?? (value instanceof PyObject ? (arrayNow(value) ?? null) : null);
}

/** An array or scalar as an array. */
const own = (self: Value): NdArray => (self instanceof NdArray ? self : numberArray(self)!);

function inPlace(self: NdArray, result: NdArray, name: string): Value {
  const order = { b: 0, u: 1, i: 1, f: 2, U: 3, O: 4 };
  if (order[kindOf(result.dtype)] > order[kindOf(self.dtype)]) throw castError(name, result.dtype, self.dtype);
  if (!sameShape(commonShape([result.shape, self.shape]) ?? [], self.shape)) {
    throw exc.ValueError(
      `non-broadcastable output operand with shape ${shapeText(self.shape)} doesn't match the broadcast shape ${shapeText(result.shape)}`,
    );
  }
  store(self, result.expand(self.shape));
  return self;
}

function equality(a: NdArray, other: Value, relation: '==' | '!='): Value {
  if (other === null || typeof other === 'string') {
    const text = arrayNow(other)!;
    return returned(compareArrays(relation, a, text));
  }
  const b = operand(other);
  if (b === null) return NOT_IMPLEMENTED;
  // NumPy 1 answers one truth for shapes that do not fit.
  if (commonShape([a.shape, b.shape]) === null) return relation === '!=';
  return returned(compareArrays(relation, a, b));
}

/** Arithmetic of two doubles that needs no arrays: loops of programs over scalars spend their time here. */
const OF_DOUBLES: Readonly<Partial<Record<string, (x: number, y: number) => number>>> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  truediv: (x, y) => x / y,
};

/** The number beside a float64: a float of any class, or a small int. */
const doubleBeside = (value: Value): number | undefined =>
  value instanceof PyFloat ? value.value : typeof value === 'number' ? value : undefined;

/** A scalar times a sequence repeats the sequence. */
const repeats = (self: Value, value: Value): boolean =>
  !(self instanceof NdArray) && (value instanceof PyList || value instanceof PyTuple || typeof value === 'string');

function arithmeticMethods(): Functions {
  const methods: Record<string, Functions[string]> = {};
  for (const [name, function_] of Object.entries(ARITHMETIC)) {
    const compute = BINARY[function_]!;
    const ofDoubles = OF_DOUBLES[name];
    const quick = (self: Value, value: Value, reflected: boolean): Value | undefined => {
      if (ofDoubles === undefined || !(self instanceof NumPyFloat64)) return undefined;
      const other = doubleBeside(value);
      if (other === undefined) return undefined;
      return new NumPyFloat64(reflected ? ofDoubles(other, self.value) : ofDoubles(self.value, other));
    };
    methods[`__${name}__(self, value, /)`] = (self: Value, value: Value) => {
      const soon = quick(self, value, false);
      if (soon !== undefined) return soon;
      if (name === 'mul' && repeats(self, value)) return NOT_IMPLEMENTED;
      const other = operand(value);
      return other === null ? NOT_IMPLEMENTED : returned(compute(own(self), other));
    };
    methods[`__r${name}__(self, value, /)`] = (self: Value, value: Value) => {
      const soon = quick(self, value, true);
      if (soon !== undefined) return soon;
      if (name === 'mul' && repeats(self, value)) return NOT_IMPLEMENTED;
      const other = operand(value);
      return other === null ? NOT_IMPLEMENTED : returned(compute(other, own(self)));
    };
  }
  for (const [name, relation] of Object.entries(RELATIONS)) {
    methods[`__${name}__(self, value, /)`] = (self: Value, value: Value) => {
      if (relation === '==' || relation === '!=') return equality(own(self), value, relation);
      const other = typeof value === 'string' && own(self).dtype !== 'str' ? null : operand(value);
      return other === null ? NOT_IMPLEMENTED : returned(compareArrays(relation, own(self), other));
    };
  }
  return methods;
}

/** For arrays and scalars alike. */
export const operatorMethods: Functions = {
  ...arithmeticMethods(),
  '__neg__(self, /)': (self: Value) => returned(UNARY.negative!(own(self))),
  '__pos__(self, /)': (self: Value) => returned(UNARY.positive!(own(self))),
  '__abs__(self, /)': (self: Value) => returned(UNARY.absolute!(own(self))),
  '__invert__(self, /)': (self: Value) => returned(UNARY.invert!(own(self))),
  '__divmod__(self, value, /)': (self: Value, value: Value) => {
    const other = operand(value);
    if (other === null) return NOT_IMPLEMENTED;
    return tuple(returned(BINARY.floor_divide!(own(self), other)), returned(BINARY.remainder!(own(self), other)));
  },
};

/** For arrays only. */
export const inPlaceMethods: Functions = {
  ...Object.fromEntries(
    Object.entries(ARITHMETIC).map(([name, function_]) => [
      `__i${name}__(self, value, /)`,
      (self: NdArray, value: Value) => {
        const other = operand(value);
        return other === null ? NOT_IMPLEMENTED : inPlace(self, BINARY[function_]!(self, other), function_);
      },
    ]),
  ),
  '__matmul__(self, value, /)': (self: NdArray, value: Value) => {
    const other = operand(value);
    return other === null ? NOT_IMPLEMENTED : returned(matmul(self, other));
  },
  '__rmatmul__(self, value, /)': (self: NdArray, value: Value) => {
    const other = operand(value);
    return other === null ? NOT_IMPLEMENTED : returned(matmul(other, self));
  },
  '__bool__(self, /)': (self: NdArray) => {
    if (self.size === 1) return self.values()[0] !== 0;
    if (self.size === 0) return false;
    throw exc.ValueError('The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()');
  },
  '__len__(self, /)': (self: NdArray) => {
    if (self.ndim === 0) throw exc.TypeError('len() of unsized object');
    return self.shape[0]!;
  },
};
