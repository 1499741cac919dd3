/** str: constructor and methods. Places are code points, as in Python. */
import { decodeText, encodeText } from '../format/codecs.ts';
import { formatPercent } from '../format/percent.ts';
import { stringRepr } from '../format/string.ts';
import { formatTemplate } from '../format/template.ts';
import { PyBytes, PySlice, PyTuple, tuple, PyList } from '../objects/containers.ts';
import { derivedFrom, plainValue } from '../objects/derived.ts';
import { PyDict } from '../objects/dict.ts';
import { extendType } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { NOT_IMPLEMENTED, strType, typeName, typeOf } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { compareValues } from '../operations/comparison.ts';
import { codePointLength, hashOf, hasSurrogates, strOf } from '../operations/conversion.ts';
import { characterAt, contains, getItemOf } from '../operations/items.ts';
import { iterate, iteratorOf } from '../operations/iteration.ts';
import { formatOf } from '../operations/formatting.ts';
import { sliceBounds, toIndex } from '../operations/slicing.ts';
import { codecName } from './bytes.ts';
import { repetitions } from './sequences.ts';
import { capitalized, folded, isTitle, titled } from './letter-case.ts';

/** What Python counts as white space. */
const SPACE = '\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING = new RegExp(`^[${SPACE}]+`);
const TRAILING = new RegExp(`[${SPACE}]+$`);
/** What `splitlines` takes for the end of a line. */
const ENDS = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINES = new RegExp(`[^${ENDS}]*(?:\\r\\n|[${ENDS}])|[^${ENDS}]+$`, 'g');
const LINE_END = new RegExp(`(?:\\r\\n|[${ENDS}])$`);
const RUNS = new RegExp(`[${SPACE}]+`);

function stripLeft(text: string, chars: Value): string {
  if (chars === null) return text.replace(LEADING, '');
  const set = new Set(wanted(chars, 'strip arg'));
  const points = [...text];
  let i = 0;
  while (i < points.length && set.has(points[i]!)) i++;
  return points.slice(i).join('');
}

function stripRight(text: string, chars: Value): string {
  if (chars === null) return text.replace(TRAILING, '');
  const set = new Set(wanted(chars, 'strip arg'));
  const points = [...text];
  let end = points.length;
  while (end > 0 && set.has(points[end - 1]!)) end--;
  return points.slice(0, end).join('');
}

function wanted(value: Value, what: string): string {
  if (typeof value !== 'string') throw exc.TypeError(`${what} must be None or str`);
  return value;
}

function text(value: Value, what: string): string {
  if (typeof value !== 'string') throw exc.TypeError(`${what} must be str, not ${typeName(value)}`);
  return value;
}

function splitText(self: string, separator: Value, limit: Value, fromRight: boolean): PyList {
  const most = toIndex(limit);
  let parts: string[];
  if (separator === null) {
    const body = self.replace(LEADING, '').replace(TRAILING, '');
    if (body === '') return new PyList([]);
    if (most < 0) return new PyList(body.split(RUNS));
    return new PyList(
      fromRight ? splitSpacesRight(self.replace(TRAILING, ''), most) : splitSpaces(self.replace(LEADING, ''), most),
    );
  }
  if (typeof separator !== 'string') throw exc.TypeError(`must be str or None, not ${typeName(separator)}`);
  if (separator === '') throw exc.ValueError('empty separator');
  parts = self.split(separator);
  if (most >= 0 && parts.length > most + 1) {
    parts = fromRight
      ? [parts.slice(0, parts.length - most).join(separator), ...parts.slice(parts.length - most)]
      : [...parts.slice(0, most), parts.slice(most).join(separator)];
  }
  return new PyList(parts);
}

function splitSpaces(body: string, most: number): string[] {
  const parts: string[] = [];
  let rest = body;
  while (parts.length < most) {
    const found = RUNS.exec(rest);
    if (found === null) break;
    parts.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + found[0].length);
    if (rest === '') return parts;
  }
  return [...parts, rest.replace(parts.length < most ? TRAILING : /$^/, '')];
}

function splitSpacesRight(body: string, most: number): string[] {
  const pieces = [...body].reverse().join('');
  return splitSpaces(pieces, most)
    .map((part) => [...part].reverse().join(''))
    .reverse();
}

/** Looks for a part within code point bounds; -1 if it is not there. */
function find(self: string, part: Value, start: Value, end: Value, last: boolean): number {
  if (typeof part !== 'string') throw exc.TypeError(`must be str, not ${typeName(part)}`);
  const needle = part;
  const bounds = sliceBounds(new PySlice(start, end, null), codePointLength(self));
  if (bounds.start > bounds.stop) return -1;
  const points = hasSurrogates(self) ? [...self] : null;
  const window =
    points === null ? self.slice(bounds.start, bounds.stop) : points.slice(bounds.start, bounds.stop).join('');
  const at = last ? window.lastIndexOf(needle) : window.indexOf(needle);
  return at < 0 ? -1 : bounds.start + (points === null ? at : codePointLength(window.slice(0, at)));
}

function matchesAt(self: string, prefix: Value, start: Value, end: Value, method: 'startswith' | 'endswith'): boolean {
  const window = start === null && end === null ? self : characterAt(self, new PySlice(start, end, null));
  const options = prefix instanceof PyTuple ? prefix.items : [prefix];
  for (const option of options) {
    if (typeof option !== 'string') {
      throw exc.TypeError(`${method} first arg must be str or a tuple of str, not ${typeName(option)}`);
    }
    if (method === 'startswith' ? window.startsWith(option) : window.endsWith(option)) return true;
  }
  return false;
}

function padding(self: string, width: Value, fill: Value): [number, string] {
  const char = text(fill, 'The fill character');
  if ([...char].length !== 1) throw exc.TypeError('The fill character must be exactly one character long');
  return [Math.max(0, toIndex(width) - codePointLength(self)), char];
}

const every = (pattern: RegExp) => (self: string) => pattern.test(self);

/** `<` and its like of two texts. */
function orders(): Functions {
  const methods: Record<string, (a: string, b: Value) => Value> = {};
  const operators = { lt: '<', le: '<=', gt: '>', ge: '>=', ne: '!=' } as const;
  for (const [name, operator] of Object.entries(operators)) {
    methods[`__${name}__(self, value, /)`] = (a, b) =>
      typeof b === 'string' ? (compareValues(operator, a, b) as boolean) : NOT_IMPLEMENTED;
  }
  return methods as Functions;
}

extendType(strType, {
  statics: {
    '__new__(cls, object=..., encoding=..., errors="strict")': function* (
      type: PyType,
      object: Value | undefined,
      encoding: Value | undefined,
      errors: Value,
    ) {
      if (object === undefined) return derivedFrom(type, '');
      if (encoding !== undefined) {
        if (typeof object === 'string') throw exc.TypeError('decoding str is not supported');
        if (!(object instanceof PyBytes)) {
          throw exc.TypeError(`decoding to str: need a bytes-like object, ${typeName(object)} found`);
        }
        const name = codecName('str', 'encoding', encoding);
        return decodeText(object.bytes, name, codecName('str', 'errors', errors));
      }
      return derivedFrom(type, yield* finish(strOf(object)));
    },
    'maketrans(x, y=None, z=None, /)': function* (x: Value, y: Value, z: Value) {
      const table = new PyDict();
      if (x instanceof PyDict) {
        for (const [key, value] of x.entries()) table.set(typeof key === 'string' ? key.codePointAt(0)! : key, value);
        return table;
      }
      const from = [...text(x, 'maketrans argument')];
      const to = [...text(y, 'maketrans argument')];
      if (from.length !== to.length) throw exc.ValueError('the first two maketrans arguments must have equal length');
      from.forEach((char, i) => table.set(char.codePointAt(0)!, to[i]!.codePointAt(0)!));
      if (z !== null) for (const char of yield* iterate(z)) table.set((char as string).codePointAt(0)!, null);
      return table;
    },
  },
  methods: {
    '__len__(self, /)': (self: string) => codePointLength(self),
    '__iter__(self, /)': (self: string) => iteratorOf(self),
    '__getitem__(self, key, /)': (self: string, key: Value) => characterAt(self, key),
    '__contains__(self, key, /)': (self: string, item: Value) => contains(self, item),
    '__hash__(self, /)': (self: string) => hashOf(self),
    '__str__(self, /)': (self: string) => self,
    '__repr__(self, /)': (self: string) => stringRepr(self),
    '__format__(self, format_spec, /)': (self: string, spec: string) => formatOf(self, spec),
    '__eq__(self, value, /)': (self: string, other: Value) =>
      typeof other === 'string' ? self === other : NOT_IMPLEMENTED,
    ...orders(),
    '__add__(self, value, /)': (self: string, other: Value) =>
      typeof other === 'string' ? self + other : NOT_IMPLEMENTED,
    '__mul__(self, value, /)': (self: string, n: Value) => times(self, n),
    '__rmul__(self, value, /)': (self: string, n: Value) => times(self, n),
    '__mod__(self, value, /)': (self: string, values: Value) => formatPercent(self, values),
    'format(self, *args, **kwargs)': (self: string, args: Value[], kwargs: Map<string, Value>) =>
      formatTemplate(self, {
        args,
        named: (name) => {
          const value = kwargs.get(name);
          if (value === undefined) throw exc.KeyError(name);
          return value;
        },
      }),
    'format_map(self, mapping, /)': (self: string, mapping: Value) =>
      formatTemplate(self, { args: [], named: (name) => getItemOf(mapping, name) }),
    'upper(self, /)': (self: string) => self.toUpperCase(),
    'lower(self, /)': (self: string) => self.toLowerCase(),
    'casefold(self, /)': folded,
    'title(self, /)': titled,
    'capitalize(self, /)': capitalized,
    'swapcase(self, /)': (self: string) =>
      [...self].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
    'strip(self, chars=None, /)': (self: string, chars: Value) => stripRight(stripLeft(self, chars), chars),
    'lstrip(self, chars=None, /)': (self: string, chars: Value) => stripLeft(self, chars),
    'rstrip(self, chars=None, /)': (self: string, chars: Value) => stripRight(self, chars),
    'removeprefix(self, prefix, /)': (self: string, prefix: Value) => {
      const part = text(prefix, 'removeprefix() argument');
      return self.startsWith(part) ? self.slice(part.length) : self;
    },
    'removesuffix(self, suffix, /)': (self: string, suffix: Value) => {
      const part = text(suffix, 'removesuffix() argument');
      return part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self;
    },
    'split(self, sep=None, maxsplit=-1)': (self: string, separator: Value, limit: Value) =>
      splitText(self, separator, limit, false),
    'rsplit(self, sep=None, maxsplit=-1)': (self: string, separator: Value, limit: Value) =>
      splitText(self, separator, limit, true),
    'splitlines(self, keepends=False)': (self: string, keep: boolean) => {
      const lines = self.match(LINES) ?? [];
      return new PyList(keep ? [...lines] : lines.map((line) => line.replace(LINE_END, '')));
    },
    'partition(self, sep, /)': (self: string, separator: Value) => {
      if (separator === '') throw exc.ValueError('empty separator');
      const at = self.indexOf(text(separator, 'sep'));
      const size = (separator as string).length;
      return at < 0 ? tuple(self, '', '') : tuple(self.slice(0, at), separator, self.slice(at + size));
    },
    'rpartition(self, sep, /)': (self: string, separator: Value) => {
      if (separator === '') throw exc.ValueError('empty separator');
      const at = self.lastIndexOf(text(separator, 'sep'));
      const size = (separator as string).length;
      return at < 0 ? tuple('', '', self) : tuple(self.slice(0, at), separator, self.slice(at + size));
    },
    'join(self, iterable, /)': function* (self: string, iterable: Value) {
      if (!isIterable(iterable)) throw exc.TypeError('can only join an iterable');
      const items = (yield* iterate(iterable)).map(plainValue);
      items.forEach((item, i) => {
        if (typeof item !== 'string') {
          throw exc.TypeError(`sequence item ${i}: expected str instance, ${typeName(item)} found`);
        }
      });
      return (items as string[]).join(self);
    },
    'replace(self, old, new, count=-1, /)': (self: string, old: Value, fresh: Value, count: Value) => {
      const [from, to, most] = [text(old, 'replace() argument 1'), text(fresh, 'replace() argument 2'), toIndex(count)];
      if (most < 0) return from === '' ? to + [...self].map((c) => c + to).join('') : self.replaceAll(from, () => to);
      const parts = from === '' ? ['', ...self] : self.split(from);
      const head = parts.slice(0, most + 1);
      return [head.join(to), ...parts.slice(most + 1)].join(from);
    },
    'find(self, sub, start=None, end=None, /)': (self: string, sub: Value, start: Value, end: Value) =>
      find(self, sub, start, end, false),
    'rfind(self, sub, start=None, end=None, /)': (self: string, sub: Value, start: Value, end: Value) =>
      find(self, sub, start, end, true),
    'index(self, sub, start=None, end=None, /)': (self: string, sub: Value, start: Value, end: Value) =>
      found(find(self, sub, start, end, false)),
    'rindex(self, sub, start=None, end=None, /)': (self: string, sub: Value, start: Value, end: Value) =>
      found(find(self, sub, start, end, true)),
    'count(self, sub, start=None, end=None, /)': (self: string, sub: Value, start: Value, end: Value) => {
      const window = start === null && end === null ? self : characterAt(self, new PySlice(start, end, null));
      if (typeof sub !== 'string') throw exc.TypeError(`must be str, not ${typeName(sub)}`);
      const part = sub;
      return part === '' ? codePointLength(window) + 1 : window.split(part).length - 1;
    },
    'startswith(self, prefix, start=None, end=None, /)': (self: string, prefix: Value, start: Value, end: Value) =>
      matchesAt(self, prefix, start, end, 'startswith'),
    'endswith(self, suffix, start=None, end=None, /)': (self: string, suffix: Value, start: Value, end: Value) =>
      matchesAt(self, suffix, start, end, 'endswith'),
    'ljust(self, width, fillchar=" ", /)': (self: string, width: Value, fill: Value) => {
      const [missing, char] = padding(self, width, fill);
      return self + char.repeat(missing);
    },
    'rjust(self, width, fillchar=" ", /)': (self: string, width: Value, fill: Value) => {
      const [missing, char] = padding(self, width, fill);
      return char.repeat(missing) + self;
    },
    'center(self, width, fillchar=" ", /)': (self: string, width: Value, fill: Value) => {
      const [missing, char] = padding(self, width, fill);
      const left = (missing >> 1) + (missing & toIndex(width) & 1);
      return char.repeat(left) + self + char.repeat(missing - left);
    },
    'zfill(self, width, /)': (self: string, width: Value) => {
      const sign = /^[-+]/.test(self) ? self[0]! : '';
      return sign + '0'.repeat(Math.max(0, toIndex(width) - codePointLength(self))) + self.slice(sign.length);
    },
    'expandtabs(self, tabsize=8)': (self: string, size: Value) => {
      const width = toIndex(size);
      let column = 0;
      let out = '';
      for (const char of self) {
        if (char === '\t') {
          const blanks = width > 0 ? width - (column % width) : 0;
          out += ' '.repeat(blanks);
          column += blanks;
        } else {
          out += char;
          column = char === '\n' || char === '\r' ? 0 : column + 1;
        }
      }
      return out;
    },
    'encode(self, encoding="utf-8", errors="strict")': (self: string, encoding: Value, errors: Value) =>
      new PyBytes(encodeText(self, codecName('encode', 'encoding', encoding), codecName('encode', 'errors', errors))),
    'translate(self, table, /)': function* (self: string, table: Value): Task {
      let out = '';
      for (const char of self) {
        const mapped =
          table instanceof PyDict
            ? table.get(char.codePointAt(0)!)
            : yield* finish(getItemOf(table, char.codePointAt(0)!));
        if (mapped === undefined) out += char;
        else if (mapped !== null) out += typeof mapped === 'number' ? String.fromCodePoint(mapped) : (mapped as string);
      }
      return out;
    },
    'isdigit(self, /)': every(/^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u),
    'isdecimal(self, /)': every(/^\p{Nd}+$/u),
    'isnumeric(self, /)': every(/^\p{N}+$/u),
    'isalpha(self, /)': every(/^\p{L}+$/u),
    'isalnum(self, /)': every(/^[\p{L}\p{N}]+$/u),
    'isspace(self, /)': every(new RegExp(`^[${SPACE}]+$`)),
    'isupper(self, /)': (self: string) => /\p{Lu}/u.test(self) && !/\p{Ll}/u.test(self),
    'islower(self, /)': (self: string) => /\p{Ll}/u.test(self) && !/\p{Lu}/u.test(self),
    'istitle(self, /)': isTitle,
    'isidentifier(self, /)': every(/^[\p{ID_Start}_][\p{ID_Continue}]*$/u),
    'isprintable(self, /)': (self: string) =>
      stringRepr(self).slice(1, -1) === self || /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(self),

    'isascii(self, /)': every(/^[\x00-\x7f]*$/),
  },
});

function isIterable(value: Value): boolean {
  const type = typeOf(value);
  return type.lookup('__iter__') !== undefined || type.lookup('__getitem__') !== undefined;
}

function found(at: number): number {
  if (at < 0) throw exc.ValueError('substring not found');
  return at;
}

function times(self: string, n: Value): Value {
  const count = repetitions(n, self.length);
  return count === undefined ? NOT_IMPLEMENTED : self.repeat(count);
}
