/**
 * Elementary functions to more than a double's precision, and rounded to the nearest double. C's mathematical library
 * rounds nearly all its results correctly, JavaScript engines need not; random streams and `math` take these.
 */
import { add, divide, multiply, negate, pair, round, squareRoot } from './double-double.ts';
import type { DoubleDouble } from './double-double.ts';

const LN2: DoubleDouble = [0.6931471805599453, 2.3190468138462996e-17];
const HALF_PI: DoubleDouble = [1.5707963267948966, 6.123233995736766e-17];

/** Coefficients 1/(2k+1) of the series of atanh, and 1/k! of the others. */
const ATANH = Array.from({ length: 24 }, (_, k) => divide(pair(1), pair(2 * k + 1)));
const FACTORIAL_INVERSE = (() => {
  const inverses: DoubleDouble[] = [pair(1)];
  for (let k = 1; k < 30; k++) inverses.push(divide(inverses[k - 1]!, pair(k)));
  return inverses;
})();

/** The binary exponent and the significand in [sqrt(1/2), sqrt(2)) of a positive, finite double. */
function decompose(x: number): [exponent: number, significand: number] {
  let exponent = 0;
  let m = x;
  if (m < 2 ** -1022) {
    m *= 2 ** 54;
    exponent -= 54;
  }
  const shift = Math.floor(Math.log2(m));
  m = shift < -1000 ? (m * 2 ** 200) / 2 ** (shift + 200) : m / 2 ** shift;
  exponent += shift;
  while (m >= Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  while (m < Math.SQRT1_2) {
    m *= 2;
    exponent--;
  }
  return [exponent, m];
}

/** The natural logarithm of a positive, finite pair, to about 100 bits. */
export function logPair(x: DoubleDouble): DoubleDouble {
  const [exponent, high] = decompose(x[0]);
  const m: DoubleDouble = [high, (x[1] / x[0]) * high];
  const s = divide(add(m, pair(-1)), add(m, pair(1)));
  const squared = multiply(s, s);
  let sum = ATANH[23]!;
  for (let k = 22; k >= 0; k--) sum = add(multiply(sum, squared), ATANH[k]!);
  const atanh = multiply(s, sum);
  return add(multiply(LN2, pair(exponent)), [2 * atanh[0], 2 * atanh[1]]);
}

/** The exponential of a pair, to about 100 bits; its double part must not overflow or underflow. */
export function expPair(x: DoubleDouble): DoubleDouble {
  const k = Math.round(x[0] / LN2[0]);
  const rest = add(x, negate(multiply(LN2, pair(k))));
  // A 64th of the argument needs few terms; six squarings undo the division.
  const small: DoubleDouble = [rest[0] / 64, rest[1] / 64];
  let sum = FACTORIAL_INVERSE[14]!;
  for (let i = 13; i >= 0; i--) sum = add(multiply(sum, small), FACTORIAL_INVERSE[i]!);
  for (let i = 0; i < 6; i++) sum = multiply(sum, sum);
  const half = Math.trunc(k / 2);
  const scale = 2 ** half;
  const rest2 = 2 ** (k - half);
  return [sum[0] * scale * rest2, sum[1] * scale * rest2];
}

/** `log(x)`, correctly rounded but for the rarest of cases. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity || x === 1) return Math.log(x);
  return round(quickLog(x));
}

/** log to about 70 bits: the series' first terms in pairs, the others in doubles. */
function quickLog(x: number): DoubleDouble {
  const [exponent, m] = decompose(x);
  const s = divide(pair(m - 1), add(pair(m), pair(1)));
  const squared = multiply(s, s);
  const z = squared[0];
  let tail = 1 / 27;
  for (let k = 25; k >= 9; k -= 2) tail = tail * z + 1 / k;
  let sum = add(multiply(pair(tail), squared), ATANH[3]!);
  for (let k = 2; k >= 0; k--) sum = add(multiply(sum, squared), ATANH[k]!);
  const atanh = multiply(s, sum);
  return add(multiply(LN2, pair(exponent)), [2 * atanh[0], 2 * atanh[1]]);
}

/** `exp(x)`, correctly rounded but for the rarest of cases. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 700) || x === 0) return Math.exp(x);
  return round(expPair(pair(x)));
}

/** `log2(x)`, correctly rounded but for the rarest of cases. */
export function log2(x: number): number {
  return x > 0 && x !== Infinity ? round(divide(logPair(pair(x)), LN2)) : Math.log2(x);
}

/** The constants of the Sun library's `log10`, which C libraries still go by: 1/ln 10, and log10 2 in two parts. */
const IVLN10 = 4.34294481903251816668e-1;
const LOG10_2_HIGH = 3.01029995663611771306e-1;
const LOG10_2_LOW = 3.69423907715893078616e-13;

/** `log10(x)` in the steps of the Sun library, whose rounding it has. */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return Math.log10(x);
  let [exponent, m] = decompose(x);
  // Their significand is in [1, 2) for what is at least 1, in [1/2, 1) for what is less.
  if (m < 1) [exponent, m] = [exponent - 1, m * 2];
  if (exponent < 0) [exponent, m] = [exponent + 1, m / 2];
  return exponent * LOG10_2_LOW + IVLN10 * log(m) + exponent * LOG10_2_HIGH;
}

/** sin and cos of a pair in [-pi/4, pi/4]. */
function kernel(x: DoubleDouble, odd: boolean): DoubleDouble {
  const squared = multiply(x, x);
  let sum = pair(0);
  for (let k = 13; k >= 0; k--) {
    const c = FACTORIAL_INVERSE[2 * k + (odd ? 1 : 0)]!;
    sum = add(multiply(sum, squared), k % 2 === 0 ? c : negate(c));
  }
  return odd ? multiply(x, sum) : sum;
}

/** sin (`quarter` 0) or cos (1) of a double. */
function circular(x: number, quarter: number): DoubleDouble {
  const k = Math.round(x / HALF_PI[0]);
  const rest = add(pair(x), negate(multiply(HALF_PI, pair(k))));
  const quadrant = (((k + quarter) % 4) + 4) % 4;
  const value = kernel(rest, quadrant % 2 === 0);
  return quadrant < 2 ? value : negate(value);
}

/** Beyond this the reduction by multiples of pi/2 needs more digits of pi than a pair has. */
const LARGEST_ANGLE = 1e5;

const isReduced = (x: number): boolean => Math.abs(x) < LARGEST_ANGLE;

/** `sin(x)`, correctly rounded but for the rarest of cases (for |x| up to 100,000; the engine's own beyond). */
export const sin = (x: number): number => (isReduced(x) && x !== 0 ? round(circular(x, 0)) : Math.sin(x));

/** `cos(x)`, likewise. */
export const cos = (x: number): number => (isReduced(x) ? round(circular(x, 1)) : Math.cos(x));

/** `tan(x)`, likewise. */
export const tan = (x: number): number =>
  isReduced(x) && x !== 0 ? round(divide(circular(x, 0), circular(x, 1))) : Math.tan(x);

/** The angle of a place in the plane: the engine's own, made better by one step of Newton's. */
function angle(y: DoubleDouble, x: DoubleDouble): number {
  const near = Math.atan2(y[0], x[0]);
  if (near === 0 || !Number.isFinite(y[0]) || !Number.isFinite(x[0])) return near;
  const [s, c] = [circular(near, 0), circular(near, 1)];
  const across = add(multiply(y, c), negate(multiply(x, s)));
  const along = add(multiply(x, c), multiply(y, s));
  return round(add(pair(near), divide(across, along)));
}

/** Two numbers by the power of two that brings the larger near 1: what is small or large loses no digits in a pair. */
function scaled(y: number, x: number): [number, number] {
  const shift = -Math.floor(Math.log2(Math.max(Math.abs(y), Math.abs(x))));
  const half = Math.trunc(shift / 2);
  return [y * 2 ** half * 2 ** (shift - half), x * 2 ** half * 2 ** (shift - half)];
}

/** `atan2(y, x)`, correctly rounded but for the rarest of cases. */
export function atan2(y: number, x: number): number {
  if (y === 0 || x === 0 || !Number.isFinite(y) || !Number.isFinite(x)) return Math.atan2(y, x);
  const [a, b] = scaled(y, x);
  // Too far apart for a pair: the quotient says it.
  if (Math.abs(a) < 1e-150 || Math.abs(b) < 1e-150) return Math.atan2(y, x);
  return angle(pair(a), pair(b));
}

/** `atan(x)`, likewise. */
export const atan = (x: number): number => (Math.abs(x) < 1e150 ? atan2(x, 1) : Math.atan(x));

/** The cathetus beside `x` in a right triangle whose hypotenuse is 1. */
const beside = (x: number): DoubleDouble => squareRoot(multiply(add(pair(1), pair(-x)), add(pair(1), pair(x))));

/** `asin(x)`, likewise. */
export const asin = (x: number): number => (Math.abs(x) <= 1 && x !== 0 ? angle(pair(x), beside(x)) : Math.asin(x));

/** `acos(x)`, likewise. */
export const acos = (x: number): number => (Math.abs(x) < 1 ? angle(beside(x), pair(x)) : Math.acos(x));
