/** String literals: joining neighbours, and the expressions inside f-strings. */
import { PyBytes } from '../objects/containers.ts';
import type { Expression, Span } from './ast.ts';
import { ExpressionParser } from './expressions.ts';
import { stringParts, unescape } from './literals.ts';
import type { StringParts } from './literals.ts';
import { SyntaxProblem } from './problem.ts';
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

const MAX_NESTING = 2;

/** One or more string tokens in a row as an expression. */
export function parseStrings(text: string, tokens: readonly Token[]): Expression {
  const span = { from: tokens[0]!.from, to: tokens.at(-1)!.to };
  const parts = tokens.map((token) => stringParts(text, token));
  if (parts.some((part) => part.bytes !== parts[0]!.bytes)) {
    throw new SyntaxProblem('cannot mix bytes and nonbytes literals', span);
  }
  if (parts[0]!.bytes) return { kind: 'Constant', value: bytesOf(text, parts, span), ...span };
  const values: Expression[] = [];
  parts.forEach((part, i) => {
    const token = tokens[i]!;
    if (part.format) new FormatString(text, part, token).parse(values);
    else addText(values, literal(text.slice(part.from, part.to), part.raw, token), span);
  });
  if (parts.some((part) => part.format)) return { kind: 'JoinedStr', values, ...span };
  const value = values[0]?.kind === 'Constant' ? values[0].value : '';
  return { kind: 'Constant', value, ...span };
}

function literal(source: string, raw: boolean, span: Span): string {
  return raw ? source.replace(/\r\n?/g, '\n') : unescape(source, false, span);
}

function addText(values: Expression[], text: string, span: Span): void {
  if (text === '') return;
  const last = values.at(-1);
  if (last?.kind === 'Constant' && typeof last.value === 'string') {
    values[values.length - 1] = { ...last, value: last.value + text };
  } else values.push({ kind: 'Constant', value: text, from: span.from, to: span.to });
}

function bytesOf(text: string, parts: readonly StringParts[], span: Span): PyBytes {
  let all = '';
  for (const part of parts) {
    const source = text.slice(part.from, part.to);

    if (/[^\x00-\x7f]/.test(source)) throw new SyntaxProblem('bytes can only contain ASCII literal characters', span);
    all += part.raw ? source : unescape(source, true, span);
  }
  return new PyBytes(Uint8Array.from(all, (char) => char.charCodeAt(0)));
}

class FormatString {
  readonly #text: string;
  readonly #part: StringParts;
  readonly #token: Span;
  #at: number;

  constructor(text: string, part: StringParts, token: Span) {
    this.#text = text;
    this.#part = part;
    this.#token = token;
    this.#at = part.from;
  }

  parse(values: Expression[]): void {
    this.#pieces(values, 0);
  }

  #fail(message: string): never {
    throw new SyntaxProblem(`f-string${message.startsWith('expression part') ? '' : ':'} ${message}`, this.#token);
  }

  #char(): string {
    return this.#at < this.#part.to ? this.#text[this.#at]! : '';
  }

  /** Text and replacement fields up to the end, or, inside a format spec, up to the field's `}`. */
  #pieces(values: Expression[], nesting: number): void {
    let start = this.#at;
    const flush = (): void =>
      addText(values, literal(this.#text.slice(start, this.#at), this.#part.raw, this.#token), this.#token);
    while (this.#at < this.#part.to) {
      const char = this.#char();
      if (char === '\\' && !this.#part.raw) {
        this.#at += this.#text[this.#at + 1] === '{' || this.#text[this.#at + 1] === '}' ? 1 : 2;
        continue;
      }
      if (char !== '{' && char !== '}') {
        this.#at++;
        continue;
      }
      if (this.#text[this.#at + 1] === char && nesting === 0 && this.#at + 1 < this.#part.to) {
        this.#at++;
        flush();
        start = ++this.#at;
        continue;
      }
      if (char === '}') {
        if (nesting === 0) this.#fail("single '}' is not allowed");
        break;
      }
      flush();
      this.#field(values, nesting);
      start = this.#at;
    }
    flush();
  }

  #field(values: Expression[], nesting: number): void {
    if (nesting >= MAX_NESTING) this.#fail('expressions nested too deeply');
    const from = this.#at++;
    const begin = this.#at;
    const end = this.#expressionEnd();
    if (this.#text.slice(begin, end).trim() === '') this.#fail('empty expression not allowed');
    const value = this.#expression(begin, end);
    if (this.#char() === '=') {
      this.#at++;
      while (/\s/.test(this.#char())) this.#at++;
      addText(values, this.#text.slice(begin, this.#at), this.#token);
    }
    const selfDocumenting = this.#text.slice(end, this.#at).includes('=');
    const conversion = this.#conversion();
    let spec: Expression | null = null;
    if (this.#char() === ':') {
      const at = ++this.#at;
      const parts: Expression[] = [];
      this.#pieces(parts, nesting + 1);
      spec = { kind: 'JoinedStr', values: parts, from: at, to: this.#at };
    }
    if (this.#char() !== '}') this.#fail("expecting '}'");
    this.#at++;
    const shown = conversion ?? (selfDocumenting && spec === null ? 'r' : null);
    values.push({ kind: 'FormattedValue', value, conversion: shown, spec, from, to: this.#at });
  }

  #conversion(): 's' | 'r' | 'a' | null {
    if (this.#char() !== '!') return null;
    this.#at++;
    const letter = this.#char();
    if (letter === '') this.#fail("expecting '}'");
    if (letter !== 's' && letter !== 'r' && letter !== 'a') {
      this.#fail(`invalid conversion character: expected 's', 'r', or 'a'`);
    }
    this.#at++;
    return letter;
  }

  /** Skips over a field's expression as CPython 3.11 does: to `!`, `:`, `=` or `}` outside of brackets and quotes. */
  #expressionEnd(): number {
    const open: string[] = [];
    let quote = '';
    for (; this.#at < this.#part.to; this.#at++) {
      const char = this.#char();
      if (char === '\\') this.#fail('expression part cannot include a backslash');
      if (quote !== '') {
        if (this.#text.startsWith(quote, this.#at)) {
          this.#at += quote.length - 1;
          quote = '';
        }
      } else if (char === "'" || char === '"') {
        quote = this.#text.startsWith(char.repeat(3), this.#at) ? char.repeat(3) : char;
        this.#at += quote.length - 1;
      } else if (char === '(' || char === '[' || char === '{') open.push(char);
      else if (char === '#') this.#fail("expression part cannot include '#'");
      else if (open.length === 0 && this.#endsHere(char)) break;
      else if (char === ')' || char === ']' || char === '}') this.#close(char, open.pop());
    }
    if (quote !== '') this.#fail('unterminated string');
    if (open.length > 0) this.#fail("expecting '}'");
    if (this.#at >= this.#part.to) this.#fail("expecting '}'");
    return this.#at;
  }

  #close(char: string, open: string | undefined): void {
    if (open === undefined) this.#fail(`unmatched '${char}'`);
    if (open + char !== '()' && open + char !== '[]' && open + char !== '{}') {
      this.#fail(`closing parenthesis '${char}' does not match opening parenthesis '${open}'`);
    }
  }

  #endsHere(char: string): boolean {
    const next = this.#text[this.#at + 1];
    if (char === '!' && next === '=') {
      this.#at++;
      return false;
    }
    if (char === '=' || char === '<' || char === '>') {
      if (next === '=') {
        this.#at++;
        return false;
      }
      return char === '=';
    }
    return char === '!' || char === ':' || char === '}';
  }

  #expression(from: number, to: number): Expression {
    const text = this.#text;
    try {
      return new ExpressionParser(text, tokenize(text, { from, to }, true)).parseWhole();
    } catch (error) {
      if (!(error instanceof SyntaxProblem) || error.message.startsWith('f-string')) throw error;
      throw new SyntaxProblem(`f-string: ${error.message}`, error.span, error.kind);
    }
  }
}
