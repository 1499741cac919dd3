/** `format(value, spec)`, and what f-strings do with their fields. */
import { formatFloat, formatInt, formatString, parseSpec } from '../format/spec.ts';
import { asciiRepr } from '../format/string.ts';
import { NativeFunction } from '../objects/callable.ts';
import { DerivedValue } from '../objects/derived.ts';
import { exc } from '../objects/exceptions.ts';
import { objectType, PyFloat, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { isTask, then } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { invoke } from './call.ts';
import { reprOf, strOf } from './conversion.ts';
import { intToNumber } from './numbers.ts';

/** A field of an f-string; `conversion` is 0 (none), 1 (!s), 2 (!r) or 3 (!a). */
export function formatValue(value: Value, spec: string, conversion: number): Eventual<string> {
  switch (conversion) {
    case 1:
      return then(strOf(value), (text) => formatOf(text, spec));
    case 2:
      return then(reprOf(value), (text) => formatOf(text, spec));
    case 3:
      return then(reprOf(value), (text) => formatOf(asciiRepr(text), spec));
    default:
      return formatOf(value, spec);
  }
}

/** `format(value, spec)` */
export function formatOf(value: Value, spec: string): Eventual<string> {
  if (typeof value === 'string') return spec === '' ? value : formatString(value, parseSpec(spec, 'str'));
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (spec === '') return strOf(value);
    const parsed = parseSpec(spec, 'int');
    return 'eEfFgG%'.includes(parsed.type || '?') ? formatFloat(intToNumber(value), parsed) : formatInt(value, parsed);
  }
  if (value instanceof PyFloat) return spec === '' ? strOf(value) : formatFloat(value.value, parseSpec(spec, 'float'));
  if (typeof value === 'boolean') {
    if (spec === '') return strOf(value);
    const parsed = parseSpec(spec, 'bool');
    return 'eEfFgG%'.includes(parsed.type || '?')
      ? formatFloat(Number(value), parsed)
      : formatInt(Number(value), parsed, 'bool');
  }
  const method = typeOf(value).lookup('__format__');
  if (method !== undefined && method !== null && method !== objectType.dict.get('__format__')) {
    // Without a spec, int's and its like show what the object's own __str__ says.
    if (spec === '' && value instanceof DerivedValue && method instanceof NativeFunction) return strOf(value);
    const text = invoke(method, [value, spec], null);
    return isTask(text) ? laterText(text) : checkedText(text);
  }
  if (spec !== '') throw exc.TypeError(`unsupported format string passed to ${typeName(value)}.__format__`);
  return strOf(value);
}

function* laterText(text: Task): Task<string> {
  return checkedText(yield* text);
}

function checkedText(text: Value): string {
  if (typeof text !== 'string') throw exc.TypeError(`__format__ must return a str, not ${typeName(text)}`);
  return text;
}
