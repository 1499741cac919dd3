/** The module `json`. */
import { floatRepr } from '../format/float.ts';
import { PyBytes, PyList, PyTuple } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { plainValue } from '../objects/derived.ts';
import { PyDict } from '../objects/dict.ts';
import { exc, exceptionTypes, makeError } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { float, normalizeInt, PyFloat, PyType, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { intText } from '../operations/conversion.ts';
import { sortValues } from '../operations/sorting.ts';
import { intOf } from '../operations/numbers.ts';

interface Layout {
  readonly indent: string | null;
  readonly item: string;
  readonly key: string;
  readonly sortKeys: boolean;
  readonly ascii: boolean;
  readonly otherwise: Value;
}

function quoted(text: string, ascii: boolean): string {
  const json = JSON.stringify(text);
  if (!ascii) return json;
  return json.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function number(value: PyFloat): string {
  if (Number.isFinite(value.value)) return floatRepr(value.value);
  return Number.isNaN(value.value) ? 'NaN' : value.value < 0 ? '-Infinity' : 'Infinity';
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return String(key);
  if (key instanceof PyFloat) return number(key);
  const i = intOf(key);
  if (i !== undefined) return intText(i);
  throw exc.TypeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function* dump(given: Value, layout: Layout, level: string, seen: readonly Value[]): Task<string> {
  const value = plainValue(given);
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value, layout.ascii);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof PyFloat) return number(value);
  const i = intOf(value);
  if (i !== undefined) return intText(i);
  if (seen.includes(value)) throw exc.ValueError('Circular reference detected');
  const inside = layout.indent === null ? '' : level + layout.indent;
  const wrap = (open: string, parts: string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (layout.indent === null) return open + parts.join(layout.item) + close;
    return `${open}\n${inside}${parts.join(`${layout.item.trimEnd()}\n${inside}`)}\n${level}${close}`;
  };
  const inner = function* (part: Value): Task<string> {
    return (yield { kind: 'run', task: dump(part, layout, inside, [...seen, value]), holds: [part] }) as string;
  };
  if (value instanceof PyList || value instanceof PyTuple) {
    const parts: string[] = [];
    for (const item of value.items) parts.push(yield* inner(item));
    return wrap('[', parts, ']');
  }
  if (value instanceof PyDict) {
    const parts: string[] = [];
    const keys = layout.sortKeys ? yield* sortValues([...value.keys()], null, false) : [...value.keys()];
    for (const key of keys)
      parts.push(quoted(keyText(key), layout.ascii) + layout.key + (yield* inner(value.get(key)!)));
    return wrap('{', parts, '}');
  }
  if (layout.otherwise !== null) return yield* inner(yield* call(layout.otherwise, [value]));
  throw exc.TypeError(`Object of type ${typeName(value)} is not JSON serializable`);
}

const decodeError = new PyType({ name: 'JSONDecodeError', module: 'json.decoder', bases: [exceptionTypes.ValueError] });

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #fail(message: string, at = this.#at): PythonError {
    const before = this.#text.slice(0, at).split('\n');
    const column = before[before.length - 1]!.length + 1;
    const error = makeError(decodeError, [`${message}: line ${before.length} column ${column} (char ${at})`]);
    const facts = { msg: message, doc: this.#text, pos: at, lineno: before.length, colno: column };
    for (const [name, value] of Object.entries(facts)) error.exception.dict.set(name, value);
    return error;
  }

  #skip(): string {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at++;
    return this.#text[this.#at] ?? '';
  }

  document(): Value {
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#fail('Extra data');
    return value;
  }

  #value(depth: number): Value {
    if (depth > 900) throw exc.RecursionError('maximum recursion depth exceeded while decoding a JSON document');
    const char = this.#skip();
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return this.#string();
    const literal = /^(?:true|false|null|NaN|Infinity|-Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(
      this.#text.slice(this.#at, this.#at + 5000),
    );
    if (literal === null) throw this.#fail('Expecting value');
    this.#at += literal[0].length;
    const names: Record<string, Value> = {
      true: true,
      false: false,
      null: null,
      NaN: float(NaN),
      Infinity: float(Infinity),
      '-Infinity': float(-Infinity),
    };
    if (Object.hasOwn(names, literal[0])) return names[literal[0]]!;
    return /[.eE]/.test(literal[0]) ? float(Number(literal[0])) : normalizeInt(BigInt(literal[0]));
  }

  #string(): string {
    const found = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/.exec(this.#text.slice(this.#at));
    if (found === null) throw this.#fail('Unterminated string starting at');
    this.#at += found[0].length;
    return JSON.parse(found[0]) as string;
  }

  #array(depth: number): Value {
    const items: Value[] = [];
    this.#at++;
    if (this.#skip() === ']') {
      this.#at++;
      return new PyList(items);
    }
    for (;;) {
      items.push(this.#value(depth + 1));
      const char = this.#skip();
      if (char !== ',' && char !== ']') throw this.#fail("Expecting ',' delimiter");
      this.#at++;
      if (char === ']') return new PyList(items);
    }
  }

  #object(depth: number): Value {
    const dict = new PyDict();
    this.#at++;
    if (this.#skip() === '}') {
      this.#at++;
      return dict;
    }
    for (;;) {
      if (this.#skip() !== '"') throw this.#fail('Expecting property name enclosed in double quotes');
      const key = this.#string();
      if (this.#skip() !== ':') throw this.#fail("Expecting ':' delimiter");
      this.#at++;
      dict.set(key, this.#value(depth + 1));
      const char = this.#skip();
      if (char !== ',' && char !== '}') throw this.#fail("Expecting ',' delimiter");
      this.#at++;
      if (char === '}') return dict;
    }
  }
}

/** What the options of `dump` and `dumps` ask for. */
function layoutOf([, ascii, , , , indent, separators, otherwise, sortKeys]: readonly (Value | undefined)[]): Layout {
  const given = separators instanceof PyTuple ? (separators.items as string[]) : [', ', ': '];
  const depth = indent ?? null;
  return {
    indent: depth === null ? null : typeof depth === 'string' ? depth : ' '.repeat(Math.max(0, Number(depth))),
    item: given[0]!,
    key: given[1]!,
    sortKeys: sortKeys === true,
    ascii: ascii !== false,
    otherwise: otherwise ?? null,
  };
}

function loads(text: Value): Value {
  const read = text instanceof PyBytes ? new TextDecoder().decode(text.bytes) : text;
  if (typeof read !== 'string')
    throw exc.TypeError(`the JSON object must be str, bytes or bytearray, not ${typeName(text)}`);
  return new Reader(read).document();
}

/** What a file object's method answers. */
function* ask(file: Value, name: string, args: readonly Value[]): Task {
  return yield* call(yield* finish(getAttribute(file, name)), args);
}

const OPTIONS =
  'skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False';
const HOOKS =
  'cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None';

export const json = defineModule({
  name: 'json',
  members: { JSONDecodeError: decodeError },
  functions: {
    [`dumps(obj, *, ${OPTIONS})`]: (value: Value, ...options: Value[]) => dump(value, layoutOf(options), '', []),
    [`dump(obj, fp, *, ${OPTIONS})`]: function* (value: Value, file: Value, ...options: Value[]): Task<null> {
      yield* ask(file, 'write', [yield* dump(value, layoutOf(options), '', [])]);
      return null;
    },
    [`loads(s, *, ${HOOKS})`]: loads,
    [`load(fp, *, ${HOOKS})`]: function* (file: Value): Task {
      return loads(yield* ask(file, 'read', []));
    },
  },
});
