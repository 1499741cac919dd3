/** Python values as JSON text, as `json.dumps` writes it. */
import { floatRepr } from '../../format/float.ts';
import { PyList, PyTuple } from '../../objects/containers.ts';
import { plainValue } from '../../objects/derived.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { PyFloat, typeName } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import type { Task } from '../../objects/task.ts';
import { call } from '../../operations/call.ts';
import { intText } from '../../operations/conversion.ts';
import { intOf } from '../../operations/numbers.ts';
import { sortValues } from '../../operations/sorting.ts';

/** The options of `dumps`. */
export interface Layout {
  /** What each level is indented by; null for one line. */
  readonly indent: string | null;
  /** Between items. */
  readonly item: string;
  /** Between a key and its value. */
  readonly key: string;
  readonly sortKeys: boolean;
  /** Whether keys of other types are left out. */
  readonly skipKeys: boolean;
  readonly ascii: boolean;
  readonly allowNan: boolean;
  /** Makes something serializable of what is not; null for none. */
  readonly otherwise: Value;
}

/** The parameters of `dumps` that make a layout, in the order of `layoutOf`. */
export const OPTIONS =
  'skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False';

/** What the options of `dump` and `dumps`, given or not, ask for. */
export function layoutOf(options: readonly (Value | undefined)[]): Layout {
  const [skipKeys, ascii, , allowNan, , indent, separators, otherwise, sortKeys] = options;
  const depth = indent ?? null;
  const given = separators instanceof PyTuple ? (separators.items as string[]) : [depth === null ? ', ' : ',', ': '];
  return {
    indent: depth === null ? null : typeof depth === 'string' ? depth : ' '.repeat(Math.max(0, Number(depth))),
    item: given[0]!,
    key: given[1]!,
    sortKeys: sortKeys === true,
    skipKeys: skipKeys === true,
    ascii: ascii !== false,
    allowNan: allowNan !== false,
    otherwise: otherwise ?? null,
  };
}

function quoted(text: string, ascii: boolean): string {
  const json = JSON.stringify(text);
  if (!ascii) return json;
  return json.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function number({ value }: PyFloat, { allowNan }: Layout): string {
  if (Number.isFinite(value)) return floatRepr(value);
  if (!allowNan) throw exc.ValueError('Out of range float values are not JSON compliant');
  return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Infinity' : 'Infinity';
}

/** A key's text; null for one that is left out. */
function keyText(given: Value, layout: Layout): string | null {
  const key = plainValue(given);
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return String(key);
  if (key instanceof PyFloat) return number(key, layout);
  const i = intOf(key);
  if (i !== undefined) return intText(i);
  if (layout.skipKeys) return null;
  throw exc.TypeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

/** The error for a value that JSON has no form for. */
export const notSerializable = (value: Value): Error =>
  exc.TypeError(`Object of type ${typeName(value)} is not JSON serializable`);

/** The text of a value at `level`, an indentation, inside of the values `around` it. */
export function* dump(given: Value, layout: Layout, level = '', around: readonly Value[] = []): Task<string> {
  const value = plainValue(given);
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value, layout.ascii);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof PyFloat) return number(value, layout);
  const i = intOf(value);
  if (i !== undefined) return intText(i);
  if (around.includes(value)) throw exc.ValueError('Circular reference detected');
  const inside = layout.indent === null ? '' : level + layout.indent;
  const wrap = (open: string, parts: string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (layout.indent === null) return open + parts.join(layout.item) + close;
    return `${open}\n${inside}${parts.join(`${layout.item}\n${inside}`)}\n${level}${close}`;
  };
  const inner = function* (part: Value, at = inside): Task<string> {
    return (yield { kind: 'run', task: dump(part, layout, at, [...around, value]), holds: [part] }) as string;
  };
  if (value instanceof PyList || value instanceof PyTuple) {
    const parts: string[] = [];
    for (const item of value.items) parts.push(yield* inner(item));
    return wrap('[', parts, ']');
  }
  if (value instanceof PyDict) {
    const parts: string[] = [];
    const keys = layout.sortKeys ? yield* sortValues([...value.keys()], null, false) : [...value.keys()];
    for (const key of keys) {
      const text = keyText(key, layout);
      if (text !== null) parts.push(quoted(text, layout.ascii) + layout.key + (yield* inner(value.get(key)!)));
    }
    return wrap('{', parts, '}');
  }
  if (layout.otherwise !== null) return yield* inner(yield* call(layout.otherwise, [value]), level);
  throw notSerializable(value);
}
