/** NumPy's functions of one array. */
import { exc } from '../python/bind.ts';
import { floatingType, isFloat, isNumeric, makeData, type DTypeName } from './dtype.ts';
import { mapUnary } from './elementwise.ts';
import { noLoopError } from './errors.ts';
import { NEIGHBOR_UNARY } from './float-parts.ts';
import type { NdArray } from './ndarray.ts';

export type UnaryFunction = (x: NdArray) => NdArray;

/** The dtype as messages have it: `<U3` for texts of up to three characters. */
const dtypeText = (x: NdArray): string =>
  x.dtype === 'str'
    ? `<U${Math.max(1, ...x.table.map((text) => (text as string).length))}`
    : x.dtype === 'object'
      ? 'O'
      : x.dtype;

/** Functions of two arrays that name the dtypes that they have no loop for; the others say that nothing can be coerced. */
const NAMING_DTYPES = new Set(
  'add subtract multiply maximum minimum fmax fmin gcd lcm logical_and logical_or logical_xor equal not_equal less less_equal greater greater_equal'.split(' '), // prettier-ignore
);

/** Raises the TypeError of functions that mean nothing for texts and objects. */
export function requireNumeric(name: string, ...arrays: NdArray[]): void {
  if (arrays.every((x) => isNumeric(x.dtype))) return;
  if (NAMING_DTYPES.has(name)) throw noLoopError(name, arrays.map(dtypeText)); // prettier-ignore
  throw exc.TypeError(
    `ufunc '${name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
  );
}

/** Integers become floats. */
const floating =
  (name: string, f: (x: number) => number): UnaryFunction =>
  (x) => {
    requireNumeric(name, x);
    return mapUnary(x, floatingType(x.dtype), f);
  };

/** The dtype stays; `whole` says what happens to integers (nothing, if left out). */
const keeping =
  (name: string, f: (x: number) => number, whole: ((x: number) => number) | null = null): UnaryFunction =>
  (x) => {
    requireNumeric(name, x);
    if (isFloat(x.dtype)) return mapUnary(x, x.dtype, f);
    return whole === null ? x.copy() : mapUnary(x, x.dtype, whole);
  };

/** Floats become floats of their kind, integers are made floats first: `floor` and its like. */
const rounding = (name: string, f: (x: number) => number): UnaryFunction => floating(name, f);

const testing =
  (name: string, f: (x: number) => boolean): UnaryFunction =>
  (x) => {
    requireNumeric(name, x);
    return mapUnary(x, 'bool', (value) => (f(value) ? 1 : 0));
  };

/** To the nearest integer, halves to even. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5)
    return rest < 0.5 ? floor + (x < 0 && floor === 0 ? -0 : 0) : floor + 1 === 0 && x < 0 ? -0 : floor + 1;
  const even = floor % 2 === 0 ? floor : floor + 1;
  return even === 0 && x < 0 ? -0 : even;
}

function notBool(name: string, x: NdArray, advice: string): void {
  if (x.dtype === 'bool') throw exc.TypeError(`The numpy boolean ${name}, the ${advice}`);
}

const negative: UnaryFunction = (x) => {
  requireNumeric('negative', x);
  notBool('negative', x, '`-` operator, is not supported, use the `~` operator or the logical_not function instead.');
  return mapUnary(x, x.dtype, isFloat(x.dtype) ? (value) => -value : (value) => 0 - value);
};

const invert: UnaryFunction = (x) => {
  if (x.dtype === 'bool') return mapUnary(x, 'bool', (value) => 1 - value);
  if (isFloat(x.dtype) || !isNumeric(x.dtype)) {
    throw exc.TypeError(
      "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''",
    );
  }
  return mapUnary(x, x.dtype, (value) => -value - 1);
};

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** By the names that they have in NumPy. */
export const UNARY: Readonly<Record<string, UnaryFunction>> = {
  negative,
  positive: keeping('positive', (x) => x),
  absolute: keeping('absolute', Math.abs, Math.abs),
  fabs: floating('fabs', Math.abs),
  sign: keeping('sign', (x) => (Number.isNaN(x) ? NaN : Math.sign(x) + 0), Math.sign),
  square: keeping(
    'square',
    (x) => x * x,
    (x) => x * x,
  ),
  reciprocal: keeping(
    'reciprocal',
    (x) => 1 / x,
    (x) => Math.trunc(1 / x),
  ),
  invert,
  sqrt: floating('sqrt', Math.sqrt),
  cbrt: floating('cbrt', Math.cbrt),
  exp: floating('exp', Math.exp),
  exp2: floating('exp2', (x) => 2 ** x),
  expm1: floating('expm1', Math.expm1),
  log: floating('log', Math.log),
  log2: floating('log2', Math.log2),
  log10: floating('log10', Math.log10),
  log1p: floating('log1p', Math.log1p),
  sin: floating('sin', Math.sin),
  cos: floating('cos', Math.cos),
  tan: floating('tan', Math.tan),
  arcsin: floating('arcsin', Math.asin),
  arccos: floating('arccos', Math.acos),
  arctan: floating('arctan', Math.atan),
  sinh: floating('sinh', Math.sinh),
  cosh: floating('cosh', Math.cosh),
  tanh: floating('tanh', Math.tanh),
  arcsinh: floating('arcsinh', Math.asinh),
  arccosh: floating('arccosh', Math.acosh),
  arctanh: floating('arctanh', Math.atanh),
  deg2rad: floating('deg2rad', (x) => x * (Math.PI / 180)),
  rad2deg: floating('rad2deg', (x) => x * (180 / Math.PI)),
  sinc: floating('sinc', sinc),
  floor: rounding('floor', Math.floor),
  ceil: rounding('ceil', Math.ceil),
  trunc: rounding('trunc', Math.trunc),
  ...NEIGHBOR_UNARY,
  rint: rounding('rint', roundHalfEven),
  isnan: testing('isnan', Number.isNaN),
  isinf: testing('isinf', (x) => x === Infinity || x === -Infinity),
  isfinite: testing('isfinite', Number.isFinite),
  signbit: testing('signbit', (x) => x < 0 || Object.is(x, -0)),
  logical_not: testing('logical_not', (x) => x === 0),
};

/** `numpy.around`: to that many decimals, by scaling, as NumPy does. */
export function around(x: NdArray, decimals: number): NdArray {
  requireNumeric('rint', x);
  if (!isFloat(x.dtype)) {
    if (decimals >= 0 || x.dtype === 'bool') return x.copy();
    const unit = 10 ** -decimals;
    return mapUnary(x, x.dtype, (value) => roundHalfEven(value / unit) * unit);
  }
  if (decimals === 0) return mapUnary(x, x.dtype, roundHalfEven);
  const scale = inDType(10 ** Math.abs(decimals), x.dtype);
  const narrow = x.dtype === 'float32' ? Math.fround : (value: number) => value;
  return decimals > 0
    ? mapUnary(x, x.dtype, (value) => roundHalfEven(narrow(value * scale)) / scale)
    : mapUnary(x, x.dtype, (value) => roundHalfEven(narrow(value / scale)) * scale);
}

/** The number as the dtype holds it. */
export function inDType(value: number, dtype: DTypeName): number {
  const data = makeData(dtype, 1);
  data[0] = value;
  return data[0];
}
