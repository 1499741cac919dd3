/** Python's regular expressions as JavaScript's, which differ in a few spellings. */
import { exc, exceptionTypes, makeError } from '../../objects/exceptions.ts';
import type { PythonError } from '../../objects/exceptions.ts';
import { PyType } from '../../objects/object.ts';

/** The flags, with Python's numbers. */
export const FLAGS = {
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  ASCII: 256,
} as const;
const LETTERS: Readonly<Record<string, number>> = { i: 2, L: 4, m: 8, s: 16, u: 32, x: 64, a: 256 };

/** `re.error` */
export const patternError = new PyType({ name: 'error', module: 're', bases: [exceptionTypes.Exception] });

export function badPattern(message: string, pattern: string, at: number): PythonError {
  const error = makeError(patternError, [`${message} at position ${at}`]);
  for (const [name, value] of Object.entries({ msg: message, pattern, pos: at })) error.exception.dict.set(name, value);
  return error;
}

/** A pattern that JavaScript understands. */
export interface Translated {
  readonly regex: RegExp;
  readonly groups: number;
  /** Group numbers by name. */
  readonly names: ReadonlyMap<string, number>;
  readonly flags: number;
}

/** Characters that `u` regular expressions of JavaScript let nobody escape in vain. */
const NEEDLESS = /[^\^$\\.*+?()[\]{}|/\-]/;

class Translator {
  readonly #pattern: string;
  #flags: number;
  #at = 0;
  #out = '';
  #groups = 0;
  #open: number[] = [];
  /** `\W` and `\S` of the set at hand, which are sets of their own. */
  #apart: string[] = [];
  readonly #names = new Map<string, number>();

  constructor(pattern: string, flags: number) {
    this.#pattern = pattern;
    this.#flags = flags;
  }

  translate(): Translated {
    const global = /^\(\?([aiLmsux]+)\)/.exec(this.#pattern);
    if (global !== null) {
      for (const letter of global[1]!) this.#flags |= LETTERS[letter]!;
      this.#at = global[0].length;
    }
    while (this.#at < this.#pattern.length) this.#piece();
    if (this.#open.length > 0) throw this.#bad('missing ), unterminated subpattern', this.#open.at(-1));
    const flags = `dgu${this.#flags & FLAGS.IGNORECASE ? 'i' : ''}`;
    let regex: RegExp;
    try {
      regex = new RegExp(this.#out, flags);
    } catch (error) {
      if (/[*+?}]\+/.test(this.#pattern)) {
        throw exc.NotImplementedError('a possessive repeat such as a++ does not run here; a+ does, and may go back');
      }
      if (String(error).includes('Range out of order')) {
        const range = [...this.#pattern.matchAll(/(?=([^\\])-([^\\]))/g)].find(([, from, to]) => from! > to!);
        if (range !== undefined) throw this.#bad(`bad character range ${range[1]}-${range[2]}`, range.index);
      }
      const twice = /[*+?]([*+])/.exec(this.#pattern);
      if (twice !== null) throw this.#bad('multiple repeat', twice.index + 1);
      if (!/Nothing to repeat/.test(String(error))) throw this.#bad('the pattern is not one that runs here', 0);
      throw this.#bad('nothing to repeat', Math.max(0, this.#pattern.search(/(?:^|[(|])[*+?]/)));
    }
    return { regex, groups: this.#groups, names: this.#names, flags: this.#flags };
  }

  #bad(message: string, at = this.#at): PythonError {
    return badPattern(message, this.#pattern, at);
  }

  #piece(): void {
    const char = String.fromCodePoint(this.#pattern.codePointAt(this.#at)!);
    if (char === '\\') return this.#escape(false);
    if (char === '[') return this.#set();
    if (char === '(') return this.#group();
    this.#at += char.length;
    const verbose = (this.#flags & FLAGS.VERBOSE) !== 0;
    if (verbose && /\s/.test(char)) return;
    if (verbose && char === '#') {
      const end = this.#pattern.indexOf('\n', this.#at);
      this.#at = end < 0 ? this.#pattern.length : end + 1;
    } else if (char === ')') {
      if (this.#open.pop() === undefined) throw this.#bad('unbalanced parenthesis', this.#at - 1);
      this.#out += ')';
    } else if (char === '.') this.#out += this.#flags & FLAGS.DOTALL ? '[^]' : '[^\\n]';
    else if (char === '^') this.#out += this.#flags & FLAGS.MULTILINE ? '(?<![^\\n])' : '(?<![^])';
    else if (char === '$') this.#out += this.#flags & FLAGS.MULTILINE ? '(?![^\\n])' : '(?=\\n?(?![^]))';
    else if (char === '{' && !/^\{\d*,?\d*\}/.test(this.#pattern.slice(this.#at - 1))) this.#out += '\\{';
    else if (char === '{') {
      const [repeat] = /^\{\d*,?\d*\}/.exec(this.#pattern.slice(this.#at - 1))!;
      this.#at += repeat.length - 1;
      const [least, most] = repeat.slice(1, -1).split(',');
      if (least !== '' && most !== undefined && most !== '' && Number(least) > Number(most))
        throw this.#bad('min repeat greater than max repeat', this.#at - repeat.length + 1);
      this.#out += repeat === '{}' ? '\\{\\}' : repeat.replace('{,', '{0,');
    } else this.#out += char === '}' || char === ']' ? `\\${char}` : char;
  }

  /** What follows a backslash, in a set or outside. */
  #escape(inSet: boolean): void {
    const start = this.#at;
    const char = this.#pattern[start + 1];
    if (char === undefined) throw this.#bad('bad escape (end of pattern)', start);
    this.#at += 2;
    const unicode = (this.#flags & FLAGS.ASCII) === 0;
    if (/[0-9]/.test(char)) return this.#numbered(char, inSet, start);
    if (char === 'x' || char === 'u' || char === 'U') {
      const size = { x: 2, u: 4, U: 8 }[char];
      const digits = this.#pattern.slice(this.#at, this.#at + size);
      if (!/^[0-9a-f]+$/i.test(digits) || digits.length < size) {
        throw this.#bad(`incomplete escape \\${char}${/^[0-9a-f]*/i.exec(digits)![0]}`, start);
      }
      this.#at += size;
      this.#out += `\\u{${digits}}`;
    } else if (!inSet && char === 'A') this.#out += '(?<![^])';
    else if (!inSet && char === 'Z') this.#out += '(?![^])';
    else if (!inSet && char === 'b') this.#out += unicode ? BOUNDARY : '\\b';
    else if (!inSet && char === 'B') this.#out += unicode ? `(?!${BOUNDARY})` : '\\B';
    else if (char === 'a') this.#out += '\\x07';
    else if (inSet && char === 'b') this.#out += '\\x08';
    else if (unicode && inSet && /[WS]/.test(char)) this.#apart.push(unicodeClass(char, false));
    else if (unicode && /[dDwWsS]/.test(char)) this.#out += unicodeClass(char, inSet);
    else if (/[dDwWsSnrtfv]/.test(char)) this.#out += `\\${char}`;
    else if (/[a-z]/i.test(char)) throw this.#bad(`bad escape \\${char}`, start);
    else this.#out += NEEDLESS.test(char) ? char : `\\${char}`;
  }

  #numbered(first: string, inSet: boolean, start: number): void {
    const rest = /^\d*/.exec(this.#pattern.slice(this.#at))![0];
    if (first === '0' || inSet) {
      const octal = /^[0-7]{0,2}/.exec(rest)![0];
      this.#at += octal.length;
      this.#out += `\\u{${parseInt(first + octal, 8).toString(16)}}`;
      return;
    }
    const digits = first + rest.slice(0, 1);
    const number = Number(digits);
    if (number > this.#groups) throw this.#bad(`invalid group reference ${number}`, start + 1);
    this.#at += digits.length - 1;
    this.#out += `(?:\\${number})`;
  }

  #set(): void {
    const start = this.#at++;
    const before = this.#out;
    this.#out = '';
    this.#apart = [];
    const negative = this.#pattern[this.#at] === '^';
    if (negative) this.#at++;
    for (let first = true; ; first = false) {
      const point = this.#pattern.codePointAt(this.#at);
      if (point === undefined) throw this.#bad('unterminated character set', start);
      const char = String.fromCodePoint(point);
      if (char === ']' && !first) break;
      if (char === '\\') {
        this.#escape(true);
        continue;
      }
      const isRange = char === '-' && !first && this.#pattern[this.#at + 1] !== ']';
      this.#at += char.length;
      this.#out += char === '-' && !isRange ? '\\-' : /[\^$.*+?()[\]{}|/\\]/.test(char) ? `\\${char}` : char;
    }
    this.#at++;
    const own = this.#out;
    if (this.#apart.length === 0) this.#out = `${before}[${negative ? '^' : ''}${own}]`;
    else {
      const either = [...this.#apart, ...(own === '' ? [] : [`[${own}]`])].join('|');
      this.#out = before + (negative ? `(?:(?!${either})[^])` : `(?:${either})`);
    }
  }

  #group(): void {
    const start = this.#at;
    const rest = this.#pattern.slice(start);
    const comment = /^\(\?#[^)]*\)/.exec(rest);
    if (comment !== null) {
      this.#at += comment[0].length;
      return;
    }
    const reference = /^\(\?P=(\w+)\)/.exec(rest);
    if (reference !== null) {
      const number = this.#names.get(reference[1]!);
      if (number === undefined) throw this.#bad(`unknown group name '${reference[1]!}'`, start + 4);
      this.#at += reference[0].length;
      this.#out += `(?:\\${number})`;
      return;
    }
    this.#open.push(start);
    const named = /^\(\?P<([^>]*)>/.exec(rest);
    const plain = /^\(\?(?::|=|!|<=|<!)/.exec(rest);
    if (named !== null) this.#name(named[1]!, start);
    else if (plain !== null) this.#out += plain[0];
    else if (rest.startsWith('(?>')) {
      throw exc.NotImplementedError('an atomic group such as (?>a+) does not run here; (?:a+) does, and may go back');
    } else if (rest.startsWith('(?')) throw this.#bad(`unknown extension ?${rest[2] ?? ''}`, start + 1);
    else {
      this.#groups++;
      this.#out += '(';
    }
    this.#at += named?.[0].length ?? plain?.[0].length ?? 1;
  }

  #name(name: string, start: number): void {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw this.#bad(`bad character in group name '${name}'`, start + 4);
    const known = this.#names.get(name);
    this.#groups++;
    if (known !== undefined) {
      throw this.#bad(`redefinition of group name '${name}' as group ${this.#groups}; was group ${known}`, start + 4);
    }
    this.#names.set(name, this.#groups);
    this.#out += '(';
  }
}

const WORD = '\\p{L}\\p{N}_';
const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;

/** `\d`, `\w`, `\s` of texts: all of Unicode, not ASCII alone. In a set, of the negative ones only `\D`. */
function unicodeClass(char: string, inSet: boolean): string {
  const inside = { d: '\\p{Nd}', w: WORD, s: '\\s\\x1c-\\x1f\\x85' }[char.toLowerCase()]!;
  if (char === char.toLowerCase()) return inSet ? inside : `[${inside}]`;
  if (!inSet) return `[^${inside}]`;
  return '\\P{Nd}';
}

/** Reads a pattern; raises `re.error`. */
export function translate(pattern: string, flags: number): Translated {
  return new Translator(pattern, flags).translate();
}
