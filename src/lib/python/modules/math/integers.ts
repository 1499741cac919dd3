/** Functions of integers: exact, however large. */
import { exc } from '../../objects/exceptions.ts';
import { normalizeInt, PyFloat, typeName } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { bitLength } from '../../operations/numbers.ts';
import { indexOrNone, toIndex } from '../../operations/slicing.ts';

/** An int argument. */
export function integer(value: Value): bigint {
  const i = indexOrNone(value);
  if (i === undefined) throw exc.TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return BigInt(i);
}

/** The largest integer whose square is no more than `n`. */
export function integerRoot(n: bigint): bigint {
  if (n < 0n) throw exc.ValueError('isqrt() argument must be nonnegative');
  if (n < 2n) return n;
  let x = 1n << BigInt((bitLength(normalizeInt(n)) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** `n!` */
export function factorial(value: Value): Value {
  if (value instanceof PyFloat) throw exc.TypeError("'float' object cannot be interpreted as an integer");
  const n = toIndex(value);
  if (n < 0) throw exc.ValueError('factorial() not defined for negative values');
  if (n > 20_000) throw exc.OverflowError('factorial() argument should not exceed 20000 here');
  let product = 1n;
  for (let i = 2n; i <= BigInt(n); i++) product *= i;
  return normalizeInt(product);
}

/** In how many ways `k` of `n` things can be chosen. */
export function combinations(n: Value, k: Value): bigint {
  const [a, b] = [integer(n), integer(k)];
  if (a < 0n || b < 0n) throw exc.ValueError(`${a < 0n ? 'n' : 'k'} must be a non-negative integer`);
  if (b > a) return 0n;
  const least = b < a - b ? b : a - b;
  let result = 1n;
  for (let i = 1n; i <= least; i++) result = (result * (a - least + i)) / i;
  return result;
}

/** In how many orders `k` of `n` things can be chosen; all of them if `k` is None. */
export function permutations(n: Value, k: Value): Value {
  if (k === null) return factorial(n);
  const [a, b] = [integer(n), integer(k)];
  if (a < 0n || b < 0n) throw exc.ValueError(`${a < 0n ? 'n' : 'k'} must be a non-negative integer`);
  let result = b > a ? 0n : 1n;
  for (let i = 0n; i < b && result !== 0n; i++) result *= a - i;
  return normalizeInt(result);
}
