/** Float arguments, and the doubles next to each other. */
import { exc } from '../../objects/exceptions.ts';
import { PyFloat, PyObject, typeName } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { invoke } from '../../operations/call.ts';
import { intOf, intToNumber } from '../../operations/numbers.ts';

/** A float argument: a float, an int, or what has `__float__`. */
export function* real(value: Value): Task<number> {
  if (value instanceof PyFloat) return value.value;
  const i = intOf(value);
  if (i !== undefined) return intToNumber(i);
  const method = value instanceof PyObject ? value.type.lookup('__float__') : undefined;
  if (method === undefined) throw exc.TypeError(`must be real number, not ${typeName(value)}`);
  const made = yield* finish(invoke(method, [value], null));
  if (!(made instanceof PyFloat))
    throw exc.TypeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(made)})`);
  return made.value;
}

/** The double next to `x` in the direction of `y`. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(x).buffer);
  bits[0]! += x < y === x > 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0]!;
}
