/** Arguments as JavaScript values, for natives. */
import { exc } from '../objects/exceptions.ts';
import { isNumberLike, PyFloat, PyObject, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { invoke } from './call.ts';
import { intOf, intToNumber } from './numbers.ts';
import { indexOrNone } from './slicing.ts';
import { floatNow } from './unready.ts';

/** The number that an int, bool or float is; undefined for anything else. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof PyFloat) return value.value;
  const i = intOf(value);
  if (i !== undefined) return intToNumber(i);
  return isNumberLike(value) ? value.asNumber() : undefined;
}

/** An int (or bool, or what has `__index__`) within 2^53; raises a TypeError that names `what`. */
export function toInt(value: Value, what: string): number {
  const i = indexOrNone(value);
  if (i === undefined) throw exc.TypeError(`${what} must be an int, not ${typeName(value)}`);
  if (typeof i === 'bigint') throw exc.OverflowError(`${what} is too large`);
  return i;
}

/** A float, int or bool (or what has `__float__`) as a number; raises a TypeError that names `what`. */
export function toFloat(value: Value, what: string): number {
  const x = asNumber(value);
  if (x !== undefined) return x;
  const method = value instanceof PyObject ? value.type.lookup('__float__') : undefined;
  if (method === undefined || method === null) throw exc.TypeError(`${what} must be a float, not ${typeName(value)}`);
  return floatNow(value, invoke(method, [value], null));
}

/** A str; raises a TypeError that names `what`. */
export function toStr(value: Value, what: string): string {
  if (typeof value !== 'string') throw exc.TypeError(`${what} must be a str, not ${typeName(value)}`);
  return value;
}

/** A bool, or an int read as one; raises a TypeError that names `what`. */
export function toBool(value: Value, what: string): boolean {
  const i = intOf(value);
  if (i === undefined) throw exc.TypeError(`${what} must be a bool, not ${typeName(value)}`);
  return Number(i) !== 0;
}
