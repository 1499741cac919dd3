/** JSON text, read with `json.loads`' errors. */
import { exc, exceptionTypes, makeError } from '../../objects/exceptions.ts';
import type { PythonError } from '../../objects/exceptions.ts';
import { PyType } from '../../objects/object.ts';

export const decodeError = new PyType({
  name: 'JSONDecodeError',
  module: 'json.decoder',
  bases: [exceptionTypes.ValueError],
});

/** What becomes of each part of a document. */
export interface Build<T> {
  readonly text: (text: string) => T;
  /** A number as it is written. */
  readonly number: (literal: string) => T;
  /** true, false, null, NaN, Infinity or -Infinity. */
  readonly constant: (name: string) => T;
  readonly array: (items: readonly T[]) => T;
  readonly object: (pairs: readonly (readonly [key: string, value: T])[]) => T;
}

/** Reads one document. Throws JSONDecodeError with CPython's words. */
export class Reader<T> {
  readonly #text: string;
  readonly #build: Build<T>;
  #at = 0;

  constructor(text: string, build: Build<T>) {
    this.#text = text;
    this.#build = build;
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

  document(): T {
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#fail('Extra data');
    return value;
  }

  #value(depth: number): T {
    if (depth > 900) throw exc.RecursionError('maximum recursion depth exceeded while decoding a JSON document');
    const char = this.#skip();
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return this.#build.text(this.#string());
    const literal = /^(?:true|false|null|NaN|Infinity|-Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(
      this.#text.slice(this.#at, this.#at + 5000),
    );
    if (literal === null) throw this.#fail('Expecting value');
    this.#at += literal[0].length;
    return /^-?\d/.test(literal[0]) ? this.#build.number(literal[0]) : this.#build.constant(literal[0]);
  }

  #string(): string {
    const found = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/.exec(this.#text.slice(this.#at));
    if (found === null) throw this.#badString();
    this.#at += found[0].length;
    return JSON.parse(found[0]) as string;
  }

  /** What is wrong with the string here. */
  #badString(): PythonError {
    const good = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/.exec(this.#text.slice(this.#at))![0];
    const at = this.#at + good.length;
    const rest = this.#text.slice(at, at + 2);
    if (rest === '' || rest === '\\') return this.#fail('Unterminated string starting at');
    if (rest[0] !== '\\') return this.#fail('Invalid control character at', at);
    return rest[1] === 'u' ? this.#fail('Invalid \\uXXXX escape', at + 1) : this.#fail('Invalid \\escape', at);
  }

  #array(depth: number): T {
    const items: T[] = [];
    this.#at++;
    if (this.#skip() === ']') {
      this.#at++;
      return this.#build.array(items);
    }
    for (;;) {
      items.push(this.#value(depth + 1));
      const char = this.#skip();
      if (char !== ',' && char !== ']') throw this.#fail("Expecting ',' delimiter");
      this.#at++;
      if (char === ']') return this.#build.array(items);
    }
  }

  #object(depth: number): T {
    const pairs: [string, T][] = [];
    this.#at++;
    if (this.#skip() === '}') {
      this.#at++;
      return this.#build.object(pairs);
    }
    for (;;) {
      if (this.#skip() !== '"') throw this.#fail('Expecting property name enclosed in double quotes');
      const key = this.#string();
      if (this.#skip() !== ':') throw this.#fail("Expecting ':' delimiter");
      this.#at++;
      pairs.push([key, this.#value(depth + 1)]);
      const char = this.#skip();
      if (char !== ',' && char !== '}') throw this.#fail("Expecting ',' delimiter");
      this.#at++;
      if (char === '}') return this.#build.object(pairs);
    }
  }
}
