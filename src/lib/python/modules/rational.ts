/** Exact arithmetic with ratios of integers, for `fractions` and `statistics`. */
import { exc } from '../objects/exceptions.ts';
import { bitLength, integerRatio } from '../operations/numbers.ts';
import { normalizeInt } from '../objects/object.ts';

/** A ratio in lowest terms with a positive denominator. */
export interface Ratio {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

export function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `top / bottom` in lowest terms. Raises ZeroDivisionError as `Fraction` does. */
export function ratio(top: bigint, bottom = 1n): Ratio {
  if (bottom === 0n) throw exc.ZeroDivisionError(`Fraction(${top}, 0)`);
  const common = greatestCommon(top, bottom) * (bottom < 0n ? -1n : 1n);
  return common === 1n ? { top, bottom } : { top: top / common, bottom: bottom / common };
}

/** A double is a ratio too: exactly that. Raises for what is no number. */
export function ratioOf(x: number): Ratio {
  if (Number.isNaN(x)) throw exc.ValueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) throw exc.OverflowError('cannot convert Infinity to integer ratio');
  return ratio(...integerRatio(x));
}

export const add = (a: Ratio, b: Ratio): Ratio => ratio(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const subtract = (a: Ratio, b: Ratio): Ratio => ratio(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const multiply = (a: Ratio, b: Ratio): Ratio => ratio(a.top * b.top, a.bottom * b.bottom);
export const divide = (a: Ratio, b: Ratio): Ratio => ratio(a.top * b.bottom, a.bottom * b.top);

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Rounded down. */
export function floorOf({ top, bottom }: Ratio): bigint {
  const quotient = top / bottom;
  return top % bottom < 0n ? quotient - 1n : quotient;
}

/** To the nearest integer, halves to even. */
export function roundedOf(value: Ratio): bigint {
  const floor = floorOf(value);
  const rest = subtract(value, ratio(floor));
  const half = compare(rest, { top: 1n, bottom: 2n });
  if (half !== 0) return half < 0 ? floor : floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

const bitsOf = (n: bigint): number => bitLength(normalizeInt(absolute(n)));

/** The nearest double. */
export function nearestDouble({ top, bottom }: Ratio): number {
  // A quotient of at least 64 bits with a sticky last one rounds as the ratio itself does.
  const shift = Math.max(0, 66 - bitsOf(top) + bitsOf(bottom));
  const scaled = absolute(top) << BigInt(shift);
  const quotient = scaled / bottom;
  const sticky = scaled % bottom === 0n ? quotient : quotient | 1n;
  const value = Number(sticky);
  const half = Math.floor(shift / 2);
  const result = value / 2 ** half / 2 ** (shift - half);
  return top < 0n ? -result : result;
}

/** The double next to the square root, correctly rounded up to its last bit. */
export const squareRoot = (value: Ratio): number => Math.sqrt(nearestDouble(value));
