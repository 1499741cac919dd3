/** Text to tokens, with indentation, and the mistakes that CPython's tokenizer finds. */
import type { Span } from './ast.ts';
import { SyntaxProblem } from './problem.ts';
import type { SyntaxKind } from './problem.ts';

export type TokenKind = 'name' | 'number' | 'string' | 'op' | 'newline' | 'indent' | 'dedent' | 'end' | 'error';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** How many brackets are open around it. */
  readonly level: number;
  /** For `error`: what is wrong. */
  readonly problem?: SyntaxProblem;
  /** For `error`: the brackets that are open there, outermost first. */
  readonly open?: readonly Span[];
}

const SPACES = /[ \t\f]*/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y;
const STRING_START = /(?:[rR][bB]?|[bB][rR]?|[fF][rR]?|[rR][fF]|[uU])?(?:'''|"""|'|")/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|<<|>>|<=|>=|==|!=|<>|->|:=|[-+*/%@&|^]=|[-+*/%@&|^~<>=()[\]{},:.;]/y;
const NEWLINE = /\r\n|\r|\n/y;
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const MAX_BRACKETS = 200;
const MAX_INDENT = 100;
const TAB = 8;

/** Cuts a text (or the part of one that is an f-string's expression, `inside` brackets) into tokens. */
export function tokenize(text: string, range: Span = { from: 0, to: text.length }, inside = false): Token[] {
  const tokenizer = new Tokenizer(text, range, inside);
  try {
    tokenizer.run();
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    tokenizer.stopAt(error);
  }
  return tokenizer.tokens;
}

class Tokenizer {
  readonly tokens: Token[] = [];
  readonly #text: string;
  readonly #end: number;
  readonly #inside: boolean;
  #at: number;
  #brackets: { text: string; from: number }[] = [];
  #indents = [0];
  /** The same indents with a tab as one column: both must agree on what is deeper. */
  #tabless = [0];

  constructor(text: string, range: Span, inside: boolean) {
    this.#text = range.to === text.length ? text : text.slice(0, range.to);
    this.#at = range.from;
    this.#end = range.to;
    this.#inside = inside;
  }

  stopAt(problem: SyntaxProblem): void {
    const open = this.#brackets.map((b) => ({ from: b.from, to: b.from + 1 }));
    const { from, to } = problem.span;
    this.tokens.push({ kind: 'error', text: '', from, to, level: this.#brackets.length, problem, open });
  }

  run(): void {
    if (this.#text.charCodeAt(0) === 0xfeff && this.#at === 0) this.#at = 1;
    if (!this.#inside) this.#indentation();
    while (this.#at < this.#end) this.#next();
    if (this.#brackets.length > 0) {
      const innermost = this.#brackets.at(-1)!;
      this.#fail(`'${innermost.text}' was never closed`, innermost.from, innermost.from + 1);
    }
    if (!this.#inside) {
      const last = this.tokens.at(-1);
      if (last !== undefined && last.kind !== 'newline' && last.kind !== 'dedent')
        this.#push('newline', this.#end, this.#end);
      while (this.#indents.length > 1) this.#dedent();
    }
    this.#push('end', this.#end, this.#end);
  }

  #push(kind: TokenKind, from: number, to: number): void {
    this.tokens.push({
      kind,
      text: this.#text.slice(from, to),
      from,
      to,
      level: this.#brackets.length + (this.#inside ? 1 : 0),
    });
  }

  #fail(message: string, from: number, to: number, kind?: SyntaxKind): never {
    throw new SyntaxProblem(message, { from, to }, kind);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return null;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #dedent(): void {
    this.#indents.pop();
    this.#tabless.pop();
    this.#push('dedent', this.#at, this.#at);
  }

  /** At the start of a line: skips blank lines, then compares the indentation with the enclosing ones. */
  #indentation(): void {
    for (;;) {
      const start = this.#at;
      const blank = this.#match(SPACES)!;
      const next = this.#text[this.#at];
      if (next === '#') while (this.#at < this.#end && !/[\r\n]/.test(this.#text[this.#at]!)) this.#at++;
      if (this.#at >= this.#end) return;
      if (this.#match(NEWLINE) !== null) continue;
      if (next === '\\' && /[\r\n]/.test(this.#text[this.#at + 1] ?? '')) return;
      this.#compareIndent(start, blank);
      return;
    }
  }

  #compareIndent(start: number, blank: string): void {
    let columns = 0;
    let tabless = 0;
    for (const char of blank) {
      if (char === '\f') columns = tabless = 0;
      else {
        columns = char === '\t' ? (Math.floor(columns / TAB) + 1) * TAB : columns + 1;
        tabless++;
      }
    }
    const inconsistent = (): never =>
      this.#fail('inconsistent use of tabs and spaces in indentation', start, this.#at, 'TabError');
    const current = this.#indents.at(-1)!;
    if (columns === current) {
      if (tabless !== this.#tabless.at(-1)) inconsistent();
    } else if (columns > current) {
      if (tabless <= this.#tabless.at(-1)!) inconsistent();
      if (this.#indents.length >= MAX_INDENT)
        this.#fail('too many levels of indentation', start, this.#at, 'IndentationError');
      this.#indents.push(columns);
      this.#tabless.push(tabless);
      this.#push('indent', start, this.#at);
    } else {
      while (columns < this.#indents.at(-1)!) this.#dedent();
      if (columns !== this.#indents.at(-1)) {
        const message = 'unindent does not match any outer indentation level';
        this.#fail(message, start, this.#lineEnd(start), 'IndentationError');
      }
      if (tabless !== this.#tabless.at(-1)) inconsistent();
    }
  }

  #lineEnd(from: number): number {
    let at = from;
    while (at < this.#end && !/[\r\n]/.test(this.#text[at]!)) at++;
    return at;
  }

  #next(): void {
    this.#match(SPACES);
    const from = this.#at;
    if (from >= this.#end) return;
    const char = this.#text[from]!;
    if (char === '#') {
      this.#at = this.#lineEnd(from);
      return;
    }
    if (char === '\\') {
      this.#continuation(from);
      return;
    }
    if (this.#match(NEWLINE) !== null) {
      if (this.#brackets.length > 0 || this.#inside) return;
      this.#push('newline', from, from + 1);
      this.#indentation();
      return;
    }
    const opening = this.#match(STRING_START);
    if (opening !== null) this.#string(from, opening);
    else if (/\d/.test(char) || (char === '.' && /\d/.test(this.#text[from + 1] ?? ''))) this.#number(from);
    else if (this.#match(NAME) !== null) this.#push('name', from, this.#at);
    else if (this.#match(OPERATOR) !== null) this.#operator(from);
    else this.#strange(from);
  }

  #continuation(from: number): void {
    this.#at = from + 1;
    if (this.#match(NEWLINE) === null) {
      if (this.#at >= this.#end) this.#fail('unexpected EOF while parsing', from, from + 1);
      this.#fail('unexpected character after line continuation character', from + 1, from + 2);
    }
    if (this.#at >= this.#end) this.#fail('unexpected EOF while parsing', from, from + 1);
  }

  #string(from: number, opening: string): void {
    const quote = opening.replace(/^[a-zA-Z]+/, '');
    const long = quote.length === 3;
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      if (at >= this.#end || (!long && (text[at] === '\n' || text[at] === '\r'))) {
        const line =
          text.slice(0, long ? this.#end : at).split(/\r\n|\r|\n/).length - (long && /[\r\n]$/.test(text) ? 1 : 0);
        this.#fail(
          `unterminated ${long ? 'triple-quoted ' : ''}string literal (detected at line ${line})`,
          from,
          from + 1,
        );
      }
      if (text[at] === '\\') at += text.startsWith('\r\n', at + 1) ? 3 : 2;
      else if (text.startsWith(quote, at)) break;
      else at++;
    }
    this.#at = at + quote.length;
    this.#push('string', from, this.#at);
  }

  #number(from: number): void {
    const text = this.#match(NUMBER) ?? '';
    const after = this.#text.slice(this.#at);
    const radix = /^0([xXoObB])/.exec(this.#text.slice(from));
    if (radix !== null && text.length <= 1) {
      const name = { x: 'hexadecimal', o: 'octal', b: 'binary' }[radix[1]!.toLowerCase()]!;
      const digit = /^_?(\d)/.exec(this.#text.slice(from + 2))?.[1];
      const what = digit === undefined ? `invalid ${name} literal` : `invalid digit '${digit}' in ${name} literal`;
      this.#fail(what, from, from + 2);
    }
    if (radix !== null && /^\d/.test(after)) {
      const name = radix[1]!.toLowerCase() === 'o' ? 'octal' : 'binary';
      this.#fail(`invalid digit '${after[0]!}' in ${name} literal`, this.#at, this.#at + 1);
    }
    if (/^0[\d_]*[1-9]/.test(text) && /^[\d_]+$/.test(text)) {
      const message =
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
      this.#fail(message, from, this.#at);
    }
    // `1if x else 2` is allowed, with a warning; `1abc` is not.
    if (/^_/.test(after) || (/^[\p{ID_Start}]/u.test(after) && !/^(?:and|else|for|if|in|is|not|or)\b/.test(after))) {
      const name = radix === null ? 'decimal' : { x: 'hexadecimal', o: 'octal', b: 'binary' }[radix[1]!.toLowerCase()]!;
      const place = radix === null ? from + text.length - 1 : this.#at - 1;
      this.#fail(`invalid ${name} literal`, place, place + 1);
    }
    this.#push('number', from, this.#at);
  }

  #operator(from: number): void {
    const text = this.#text.slice(from, this.#at);
    if (text in CLOSER) {
      if (this.#brackets.length >= MAX_BRACKETS) this.#fail('too many nested parentheses', from, this.#at);
      this.#push('op', from, this.#at);
      this.#brackets.push({ text, from });
      return;
    }
    if (text === ')' || text === ']' || text === '}') {
      const open = this.#brackets.pop();
      if (open === undefined) this.#fail(`unmatched '${text}'`, from, this.#at);
      if (CLOSER[open.text] !== text) {
        const lines = this.#text.slice(open.from, from).split(/\r\n|\r|\n/).length;
        const line = this.#text.slice(0, open.from).split(/\r\n|\r|\n/).length;
        const where = lines > 1 ? ` on line ${line}` : '';
        this.#fail(
          `closing parenthesis '${text}' does not match opening parenthesis '${open.text}'${where}`,
          from,
          this.#at,
        );
      }
    }
    this.#push('op', from, this.#at);
  }

  #strange(from: number): void {
    const point = String.fromCodePoint(this.#text.codePointAt(from)!);
    const to = from + point.length;
    const code = point.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    if (point.charCodeAt(0) < 0x80 && /[!-~]/.test(point)) this.#fail('invalid syntax', from, to);
    if (/[\p{C}\p{Z}]/u.test(point)) this.#fail(`invalid non-printable character U+${code}`, from, to);
    this.#fail(`invalid character '${point}' (U+${code})`, from, to);
  }
}
