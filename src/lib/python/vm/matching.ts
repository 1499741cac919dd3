/** `case`: whether a subject matches a pattern, and what the pattern's names stand for. */
import { PyList, PyRange, PyTuple } from '../objects/containers.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { isInstance, PyType, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import type { Pattern } from '../syntax/ast.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { equal } from '../operations/comparison.ts';
import { dictGet } from '../operations/dicts.ts';
import { iterate } from '../operations/iteration.ts';

/** The captures as a tuple, in the order of `patternNames`, or None. `values` are those of `patternValues`. */
export function* matchPattern(pattern: Pattern, subject: Value, values: readonly Value[]): Task {
  const matcher = new Matcher(values);
  const captures: Value[] = [];
  return (yield* matcher.match(pattern, subject, captures)) ? new PyTuple(captures) : null;
}

const SELF_MATCHING = new Set(['bool', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']);

class Matcher {
  readonly #values: readonly Value[];
  #taken = 0;

  constructor(values: readonly Value[]) {
    this.#values = values;
  }

  #take(): Value {
    return this.#values[this.#taken++]!;
  }

  *match(pattern: Pattern, subject: Value, captures: Value[]): Task<boolean> {
    switch (pattern.kind) {
      case 'MatchValue':
        return yield* finish(equal(subject, this.#take()));
      case 'MatchSingleton':
        return subject === pattern.value;
      case 'MatchAs':
        if (pattern.pattern !== null && !(yield* this.match(pattern.pattern, subject, captures))) return false;
        if (pattern.name !== null) captures.push(subject);
        return true;
      case 'MatchOr':
        return yield* this.#alternatives(pattern, subject, captures);
      case 'MatchSequence':
        return yield* this.#sequence(pattern, subject, captures);
      case 'MatchMapping':
        return yield* this.#mapping(pattern, subject, captures);
      case 'MatchClass':
        return yield* this.#instance(pattern, subject, captures);
      case 'MatchStar':
        return true;
    }
  }

  *#alternatives(pattern: Extract<Pattern, { kind: 'MatchOr' }>, subject: Value, captures: Value[]): Task<boolean> {
    let matched = false;
    for (const alternative of pattern.patterns) {
      // Every alternative takes its values, so that the count stays right.
      const own: Value[] = [];
      if ((yield* this.match(alternative, subject, own)) && !matched) {
        matched = true;
        captures.push(...own);
      }
    }
    return matched;
  }

  *#sequence(pattern: Extract<Pattern, { kind: 'MatchSequence' }>, subject: Value, captures: Value[]): Task<boolean> {
    const before = this.#taken;
    const sequence = subject instanceof PyList || subject instanceof PyTuple || subject instanceof PyRange;
    const items = sequence ? yield* iterate(subject) : null;
    const star = pattern.patterns.findIndex((p) => p.kind === 'MatchStar');
    const fixed = pattern.patterns.length - (star < 0 ? 0 : 1);
    if (items === null || (star < 0 ? items.length !== fixed : items.length < fixed))
      return this.#skip(pattern, before);
    const after = star < 0 ? 0 : fixed - star;
    let matched = true;
    for (let i = 0; i < pattern.patterns.length; i++) {
      const part = pattern.patterns[i]!;
      if (part.kind === 'MatchStar') {
        if (part.name !== null) captures.push(new PyList(items.slice(star, items.length - after)));
        continue;
      }
      const at = star < 0 || i < star ? i : items.length - (pattern.patterns.length - i);
      if (!matched) this.#taken += countValues(part);
      else matched = yield* this.match(part, items[at]!, captures);
    }
    if (!matched) this.#taken = before + countValues(pattern);
    return matched;
  }

  #skip(pattern: Pattern, before: number): false {
    this.#taken = before + countValues(pattern);
    return false;
  }

  *#mapping(pattern: Extract<Pattern, { kind: 'MatchMapping' }>, subject: Value, captures: Value[]): Task<boolean> {
    const before = this.#taken;
    if (!(subject instanceof PyDict)) return this.#skip(pattern, before);
    const keys: Value[] = [];
    for (const part of pattern.patterns) {
      const key = this.#take();
      const value = yield* finish(dictGet(subject, key));
      if (value === undefined || !(yield* this.match(part, value, captures))) return this.#skip(pattern, before);
      keys.push(key);
    }
    if (pattern.rest !== null) {
      const rest = PyDict.of(subject.entries());
      for (const key of keys) rest.delete(key);
      captures.push(rest);
    }
    return true;
  }

  *#instance(pattern: Extract<Pattern, { kind: 'MatchClass' }>, subject: Value, captures: Value[]): Task<boolean> {
    const before = this.#taken;
    const cls = this.#take();
    if (!(cls instanceof PyType)) throw exc.TypeError('called match pattern must be a class');
    if (!isInstance(subject, cls)) return this.#skip(pattern, before);
    const names = yield* this.#positionalNames(cls, pattern.patterns.length);
    const parts = [...pattern.patterns, ...pattern.kwdPatterns];
    const attributes = [...names, ...pattern.kwdAttrs];
    for (let i = 0; i < parts.length; i++) {
      const name = attributes[i];
      const value = name === null ? subject : yield* getAttributeOr(subject, name!, undefined);
      if (value === undefined || !(yield* this.match(parts[i]!, value, captures))) return this.#skip(pattern, before);
    }
    return true;
  }

  /** Attribute names for positional parts; null for the subject itself. */
  *#positionalNames(cls: PyType, count: number): Task<(string | null)[]> {
    if (count === 0) return [];
    const given = yield* getAttributeOr(cls, '__match_args__', undefined);
    if (given instanceof PyTuple) {
      if (given.items.length < count) throw tooMany(cls, given.items.length, count);
      return given.items.slice(0, count).map(String);
    }
    if (given !== undefined) {
      throw exc.TypeError(`${cls.name}.__match_args__ must be a tuple (got ${typeName(given)})`);
    }
    const self = cls.mro.some((type) => SELF_MATCHING.has(type.name) && type.native);
    if (!self || count > 1) throw tooMany(cls, self ? 1 : 0, count);
    return [null];
  }
}

function tooMany(cls: PyType, accepted: number, given: number): Error {
  return exc.TypeError(
    `${cls.name}() accepts ${accepted} positional sub-pattern${accepted === 1 ? '' : 's'} (${given} given)`,
  );
}

function countValues(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'MatchValue':
      return 1;
    case 'MatchSequence':
    case 'MatchOr':
      return pattern.patterns.reduce((n, p) => n + countValues(p), 0);
    case 'MatchMapping':
      return pattern.patterns.reduce((n, p) => n + 1 + countValues(p), 0);
    case 'MatchClass':
      return [...pattern.patterns, ...pattern.kwdPatterns].reduce((n, p) => n + countValues(p), 1);
    case 'MatchAs':
      return pattern.pattern === null ? 0 : countValues(pattern.pattern);
    default:
      return 0;
  }
}
