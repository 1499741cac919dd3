/** Walking over tokens, with the errors that belong to any place in the grammar. */
import type { Span } from './ast.ts';
import { SyntaxProblem } from './problem.ts';
import type { SyntaxKind } from './problem.ts';
import type { Token, TokenKind } from './tokens.ts';

export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Keywords with which an expression can begin. */
const EXPRESSION_KEYWORDS = new Set(['False', 'None', 'True', 'await', 'lambda', 'not']);

export class Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  at = 0;
  /** The furthest token that was looked at: where CPython's parser would report a plain error. */
  furthest = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.tokens = tokens;
  }

  get token(): Token {
    if (this.at > this.furthest) this.furthest = this.at;
    return this.tokens[this.at]!;
  }

  get previous(): Token {
    return this.tokens[this.at - 1]!;
  }

  peek(ahead = 1): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  advance(): Token {
    const token = this.token;
    if (token.kind === 'error') throw token.problem!;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  is(kind: TokenKind): boolean {
    return this.token.kind === kind;
  }

  isOp(text: string): boolean {
    const { token } = this;
    return token.kind === 'op' && token.text === text;
  }

  isWord(text: string): boolean {
    const { token } = this;
    return token.kind === 'name' && token.text === text;
  }

  takeOp(text: string): boolean {
    if (!this.isOp(text)) return false;
    this.at++;
    return true;
  }

  takeWord(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.at++;
    return true;
  }

  expectOp(text: string): void {
    if (!this.takeOp(text)) this.unexpected();
  }

  expectWord(text: string): void {
    if (!this.takeWord(text)) this.unexpected();
  }

  /** For places where CPython says what it wanted. */
  forceOp(text: string): void {
    if (!this.takeOp(text)) this.fail(`expected '${text}'`, this.checked());
  }

  /** An identifier that is no keyword. */
  expectName(): Token {
    const { token } = this;
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) this.unexpected();
    this.at++;
    return token;
  }

  isIdentifier(token: Token = this.token): boolean {
    return token.kind === 'name' && !KEYWORDS.has(token.text);
  }

  /** Whether an expression can begin at the token. */
  startsExpression(token: Token = this.token): boolean {
    switch (token.kind) {
      case 'number':
      case 'string':
        return true;
      case 'name':
        return !KEYWORDS.has(token.text) || EXPRESSION_KEYWORDS.has(token.text);
      case 'op':
        return ['(', '[', '{', '-', '+', '~', '...'].includes(token.text);
      default:
        return false;
    }
  }

  /** The current token, unless the tokenizer found it wrong. */
  checked(): Token {
    const { token } = this;
    if (token.kind === 'error') throw token.problem!;
    return token;
  }

  fail(message: string, span: Span, kind?: SyntaxKind): never {
    throw new SyntaxProblem(message, { from: span.from, to: span.to }, kind);
  }

  /** "invalid syntax" at the current token, or what the tokenizer says of it. */
  unexpected(): never {
    const token = this.checked();
    if (token.kind === 'indent') this.fail('unexpected indent', token, 'IndentationError');
    if (token.kind === 'dedent') this.fail('unexpected unindent', token, 'IndentationError');
    return this.fail('invalid syntax', token.from === token.to ? { from: token.from, to: token.from + 1 } : token);
  }

  /** Runs a part of the parser for what it would find; null (and back where it was) if it fails. */
  attempt<T>(parse: () => T): T | null {
    const { at } = this;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      this.at = at;
      return null;
    }
  }
}
