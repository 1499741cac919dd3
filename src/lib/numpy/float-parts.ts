/** Floats by their parts: fraction and whole, mantissa and exponent, and the floats next to a float. */
import { exc, tuple, type Functions, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { floatingType, isFloat, type DTypeName } from './dtype.ts';
import { mapBinary, mapUnary } from './elementwise.ts';
import { asFunctions, output } from './functions.ts';
import { castArray, type NdArray } from './ndarray.ts';
import { returned } from './scalar.ts';

const double = new Float64Array(1);
const doubleBits = new BigInt64Array(double.buffer);
const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);

/** The float that many steps further from zero. */
function stepped(x: number, steps: 1 | -1, isSingle: boolean): number {
  if (isSingle) {
    single[0] = x;
    singleBits[0]! += steps;
    return single[0];
  }
  double[0] = x;
  doubleBits[0]! += BigInt(steps);
  return double[0];
}

const least = (isSingle: boolean): number => (isSingle ? 2 ** -149 : Number.MIN_VALUE);

/** The next float from `x` on the way to `y`. */
function nextAfter(x: number, y: number, isSingle: boolean): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? least(isSingle) : -least(isSingle);
  return stepped(x, x < y === x > 0 ? 1 : -1, isSingle);
}

/** The distance from `x` to the next float away from zero, with the sign of `x`. */
function spacing(x: number, isSingle: boolean): number {
  if (!Number.isFinite(x)) return NaN;
  return x === 0 ? least(isSingle) : stepped(x, 1, isSingle) - x;
}

/** A mantissa of at least a half and below one, and the exponent of two that goes with it. */
export function mantissaAndExponent(x: number): [mantissa: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  double[0] = x;
  // Numbers too small for a full mantissa are scaled first.
  const lift = Math.abs(x) < 2 ** -1022 ? 54 : 0;
  if (lift > 0) double[0] = x * 2 ** lift;
  const exponent = Number((doubleBits[0]! >> 52n) & 0x7ffn) - 1022;
  doubleBits[0] = (doubleBits[0]! & ~(0x7ffn << 52n)) | (1022n << 52n);
  return [double[0], exponent - lift];
}

/** `x * 2 ** exponent`, in steps where the power alone would be no double. */
function scaled(x: number, exponent: number): number {
  let [value, left] = [x, Math.max(-5000, Math.min(5000, exponent))];
  for (; left > 1000; left -= 1000) value *= 2 ** 1000;
  for (; left < -1000; left += 1000) value *= 2 ** -1000;
  return value * 2 ** left;
}

/** Functions of one float that look at its neighbours; by NumPy's names. */
export const NEIGHBOR_UNARY = {
  spacing: (x: NdArray): NdArray => {
    const dtype = floatingType(x.dtype);
    return mapUnary(x, dtype, (value) => spacing(value, dtype === 'float32'));
  },
};

const floatResult = (x: NdArray, y: NdArray, f: (a: number, b: number, isSingle: boolean) => number): NdArray => {
  const [a, b] = [floatingType(x.dtype), floatingType(y.dtype)];
  const dtype: DTypeName = a === 'float32' && b === 'float32' ? 'float32' : 'float64';
  return mapBinary(x, y, dtype, dtype, (p, q) => f(p, q, dtype === 'float32'));
};

/** Functions of two numbers on a float's parts; by NumPy's names. */
export const NEIGHBOR_BINARY = {
  nextafter: (x: NdArray, y: NdArray): NdArray => floatResult(x, y, nextAfter),
  ldexp: (x: NdArray, y: NdArray): NdArray => {
    if (isFloat(y.dtype)) {
      throw exc.TypeError(
        "ufunc 'ldexp' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''",
      );
    }
    return mapBinary(x, y, 'float64', floatingType(x.dtype), scaled);
  },
};

function parts(x: NdArray): Value {
  const dtype = floatingType(x.dtype);
  const fraction = mapUnary(x, dtype, (value) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? NaN : value > 0 ? 0 : -0;
    const rest = value - Math.trunc(value);
    return rest === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rest;
  });
  return tuple(returned(fraction), returned(mapUnary(x, dtype, Math.trunc)));
}

function mantissas(x: NdArray): Value {
  const source = castArray(x, floatingType(x.dtype));
  return tuple(
    returned(mapUnary(source, source.dtype, (value) => mantissaAndExponent(value)[0])),
    returned(mapUnary(source, 'int32', (value) => mantissaAndExponent(value)[1])),
  );
}

const truth = (holds: (value: number) => boolean) =>
  function* (x: NdArray, out: Value): Task {
    if (out !== null) yield* toArray(out);
    return output(mapUnary(x, 'bool', (value) => (holds(value) ? 1 : 0)), out); // prettier-ignore
  };

export const floatPartFunctions: Functions = asFunctions({
  'modf(x)': parts,
  'frexp(x)': mantissas,
  'fix(x, out=None)': (x: NdArray, out: Value) => output(mapUnary(x, floatingType(x.dtype), Math.trunc), out),
  'isposinf(x, out=None)': truth((value) => value === Infinity),
  'isneginf(x, out=None)': truth((value) => value === -Infinity),
});
