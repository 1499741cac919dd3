/** erf and erfc, rounded to the nearest double. */
import { add, divide, multiply, negate, pair, round } from './double-double.ts';
import type { DoubleDouble } from './double-double.ts';
import { expPair } from './elementary.ts';

/** The square root of pi: the nearest double, and what is left. */
const SQRT_PI: DoubleDouble = [1.7724538509055159, 1.453787399267733e-16];

/** exp(-x²) to about 100 bits. */
function bell(x: number): DoubleDouble {
  return expPair(negate(multiply(pair(x), pair(x))));
}

/** erf of a positive number: 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, all of whose terms add up. */
function series(x: number): DoubleDouble {
  const squared = multiply(pair(x), pair(x));
  let term: DoubleDouble = pair(x);
  let sum = term;
  for (let n = 1; term[0] > sum[0] * 2 ** -104; n++) {
    term = divide(multiply(term, [2 * squared[0], 2 * squared[1]]), pair(2 * n + 1));
    sum = add(sum, term);
  }
  const part = divide(multiply(bell(x), sum), SQRT_PI);
  return [2 * part[0], 2 * part[1]];
}

/** erfc of a number of at least 3, by Laplace's continued fraction. */
function fraction(x: number): DoubleDouble {
  let below = pair(x);
  for (let n = Math.ceil(20 + 900 / (x * x)); n > 0; n--) below = add(pair(x), divide(pair(n / 2), below));
  return divide(bell(x), multiply(SQRT_PI, below));
}

/** Beyond this, erf rounds to 1. */
const FULL = 6;
/** Beyond this, exp(-x²) is subnormal: the rest of erfc is nothing that can be rounded well. */
const LARGEST = 26.5;

/** `erf(x)` */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || x === 0) return x;
  return Math.sign(x) * (size > FULL ? 1 : round(series(size)));
}

/** `erfc(x)` */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return x < -FULL ? 2 : round(add(pair(1), series(-x)));
  if (x > LARGEST) return x > 27.3 ? 0 : Math.exp(-x * x) / (x * SQRT_PI[0]);
  if (x >= 3) return round(fraction(x));
  return x === 0 ? 1 : round(add(pair(1), negate(series(x))));
}
