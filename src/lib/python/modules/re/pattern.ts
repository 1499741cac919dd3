/** Compiled patterns. */
import { stringRepr } from '../../format/string.ts';
import { PyBytes, PyList, PyTuple } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import type { Functions } from '../../objects/define.ts';
import { PyDict } from '../../objects/dict.ts';
import { exc } from '../../objects/exceptions.ts';
import { PyObject, typeName } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import type { Task } from '../../objects/task.ts';
import { call } from '../../operations/call.ts';
import { codePointLength } from '../../operations/conversion.ts';
import { toIndex } from '../../operations/slicing.ts';
import { iteratorFrom } from '../iterators.ts';
import { Match } from './match.ts';
import { expand } from './template.ts';
import { FLAGS } from './translate.ts';
import type { Translated } from './translate.ts';

export class Pattern extends PyObject {
  readonly source: string;
  readonly translated: Translated;
  /** The same, but it has to match where the search begins, or the whole text. */
  readonly sticky: RegExp;
  readonly whole: RegExp;

  constructor(source: string, translated: Translated) {
    super();
    this.source = source;
    this.translated = translated;
    const { regex } = translated;
    this.sticky = new RegExp(regex.source, regex.flags.replace('g', 'y'));
    this.whole = new RegExp(`(?:${regex.source})(?![^])`, regex.flags.replace('g', 'y'));
  }

  get type(): PyType {
    return patternType;
  }

  /** The first match at or after a place, in UTF-16 units. */
  find(text: string, from = 0, how: RegExp = this.translated.regex): Match | null {
    how.lastIndex = from;
    const found = how.exec(text);
    return found === null ? null : new Match(this, text, found);
  }

  /** Every match, one after another; an empty one is followed by the next place. */
  *matches(text: string, from = 0): Generator<Match> {
    let at = from;
    while (at <= text.length) {
      const match = this.find(text, at);
      if (match === null) return;
      yield match;
      const { index, 0: found } = match.found;
      at = index + found.length;
      if (found.length > 0) continue;
      // An empty match: the same place may still have one that is not empty, as in Python.
      const longer = nonEmpty(this, text, at);
      if (longer !== null) {
        yield longer;
        at = longer.found.index + longer.found[0].length;
      } else at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
  }
}

function nonEmpty(pattern: Pattern, text: string, at: number): Match | null {
  const { regex } = pattern.translated;
  const longer = new RegExp(`(?=[^])(?:${regex.source})(?<!(?<![^])|^)`, regex.flags.replace('g', 'y'));
  longer.lastIndex = at;
  const found = longer.exec(text);
  return found === null || found[0] === '' ? null : new Match(pattern, text, found);
}

function textOf(value: Value): string {
  if (value instanceof PyBytes) throw exc.TypeError('cannot use a string pattern on a bytes-like object');
  if (typeof value !== 'string') throw exc.TypeError(`expected string or bytes-like object, got '${typeName(value)}'`);
  return value;
}

/** The text up to `end`, and the place of `start` in UTF-16 units. */
function window(value: Value, start: Value, end: Value): [text: string, from: number] {
  const text = textOf(value);
  const plain = codePointLength(text) === text.length;
  const units = (points: number): number => (plain ? points : [...text].slice(0, points).join('').length);
  const from = Math.max(0, units(toIndex(start)));
  const to = end === null ? text.length : units(Math.max(0, toIndex(end)));
  return [to < text.length ? text.slice(0, to) : text, from];
}

const searching = (how: (pattern: Pattern) => RegExp) => (self: Pattern, string: Value, pos: Value, endpos: Value) => {
  const [text, from] = window(string, pos, endpos);
  return from > text.length ? null : self.find(text, from, how(self));
};

function* substitute(self: Pattern, replacement: Value, string: Value, count: Value): Task<[string, number]> {
  const text = textOf(string);
  const most = toIndex(count);
  let out = '';
  let at = 0;
  let n = 0;
  for (const match of self.matches(text)) {
    if (most > 0 && n >= most) break;
    n++;
    out += text.slice(at, match.found.index);
    if (typeof replacement === 'string') out += replacement.includes('\\') ? expand(match, replacement) : replacement;
    else {
      const made = yield* call(replacement, [match]);
      if (made !== null) out += typeof made === 'string' ? made : notText(made);
    }
    at = match.found.index + match.found[0].length;
  }
  return [out + text.slice(at), n];
}

function notText(value: Value): never {
  throw exc.TypeError(`sequence item 0: expected str instance, ${typeName(value)} found`);
}

function split(self: Pattern, string: Value, limit: Value): PyList {
  const text = textOf(string);
  const most = toIndex(limit);
  const parts: Value[] = [];
  let at = 0;
  let n = 0;
  for (const match of self.matches(text)) {
    if (most > 0 && n >= most) break;
    n++;
    parts.push(text.slice(at, match.found.index), ...match.groups(null));
    at = match.found.index + match.found[0].length;
  }
  return new PyList([...parts, text.slice(at)]);
}

function findAll(self: Pattern, string: Value, pos: Value, endpos: Value): PyList {
  const [text, from] = window(string, pos, endpos);
  const { groups } = self.translated;
  return new PyList(
    [...self.matches(text, from)].map((match) =>
      groups === 0 ? match.found[0] : groups === 1 ? (match.group(1) ?? '') : new PyTuple(match.groups('')),
    ),
  );
}

/** What both patterns and the module have; the module's functions compile their first argument. */
export const METHODS: Functions = {
  'search(self, string, pos=0, endpos=None)': searching((pattern) => pattern.translated.regex),
  'match(self, string, pos=0, endpos=None)': searching((pattern) => pattern.sticky),
  'fullmatch(self, string, pos=0, endpos=None)': searching((pattern) => pattern.whole),
  'findall(self, string, pos=0, endpos=None)': findAll,
  'finditer(self, string, pos=0, endpos=None)': (self: Pattern, string: Value, pos: Value, endpos: Value) => {
    const [text, from] = window(string, pos, endpos);
    const found = self.matches(text, from);
    return iteratorFrom('callable_iterator', [self], function* () {
      yield* [];
      const step = found.next();
      return step.done === true ? undefined : step.value;
    });
  },
  'split(self, string, maxsplit=0)': split,
  'sub(self, repl, string, count=0)': function* (self: Pattern, replacement: Value, string: Value, count: Value) {
    return (yield* substitute(self, replacement, string, count))[0];
  },
  'subn(self, repl, string, count=0)': function* (self: Pattern, replacement: Value, string: Value, count: Value) {
    return new PyTuple(yield* substitute(self, replacement, string, count));
  },
};

export const patternType: PyType = defineClass({
  name: 'Pattern',
  module: 're',
  allocate: null,
  methods: {
    ...METHODS,
    '__repr__(self, /)': (self: Pattern) => {
      const names = Object.entries(FLAGS).filter(
        ([name, bit]) => name !== 'UNICODE' && (self.translated.flags & bit) !== 0,
      );
      const flags = names.map(([name]) => `re.${name}`).join('|');
      return `re.compile(${stringRepr(self.source)}${flags === '' ? '' : `, ${flags}`})`;
    },
  },
  properties: {
    pattern: (self: Pattern) => self.source,
    flags: (self: Pattern) => self.translated.flags | (self.translated.flags & FLAGS.ASCII ? 0 : FLAGS.UNICODE),
    groups: (self: Pattern) => self.translated.groups,
    groupindex: (self: Pattern) => PyDict.of(self.translated.names),
  },
});
