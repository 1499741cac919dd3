/** Divisors and multiples that whole numbers have in common, and quotients with what remains. */
import { exc, PyTuple, type Functions, type Task, type Value } from '../python/bind.ts';
import { BINARY } from './binary.ts';
import { toArray } from './conversion.ts';
import { isInteger, promote } from './dtype.ts';
import { mapBinary } from './elementwise.ts';
import { returned } from './scalar.ts';

const greatestDivisor = (a: number, b: number): number => (b === 0 ? Math.abs(a) : greatestDivisor(b, a % b));

const whole = (name: string, f: (a: number, b: number) => number) =>
  function* (first: Value, second: Value): Task {
    const [a, b] = [yield* toArray(first), yield* toArray(second)];
    const dtype = promote(a.dtype, b.dtype);
    if (!isInteger(dtype)) throw exc.TypeError(`ufunc '${name}' not supported for the input types`);
    return returned(mapBinary(a, b, dtype, dtype, f));
  };

export const divisorFunctions: Functions = {
  'divmod(x1, x2)': function* (first: Value, second: Value): Task {
    const [a, b] = [yield* toArray(first), yield* toArray(second)];
    return new PyTuple([returned(BINARY.floor_divide!(a, b)), returned(BINARY.remainder!(a, b))]);
  },
  'gcd(x1, x2)': whole('gcd', greatestDivisor),
  'lcm(x1, x2)': whole('lcm', (a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / greatestDivisor(a, b))),
};
