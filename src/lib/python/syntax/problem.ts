/** Syntax errors on their way from the tokenizer, parser or compiler to Python's SyntaxError. */
import type { Span } from './ast.ts';

export type SyntaxKind = 'SyntaxError' | 'IndentationError' | 'TabError';

/** What is wrong with the text, and where. */
export class SyntaxProblem extends Error {
  readonly span: Span;
  readonly kind: SyntaxKind;

  constructor(message: string, span: Span, kind: SyntaxKind = 'SyntaxError') {
    super(message);
    this.span = span;
    this.kind = kind;
  }
}

/** Line starts of a text, to turn offsets into lines and columns. */
export class LineTable {
  readonly starts: readonly number[];
  readonly lines: readonly string[];

  constructor(text: string) {
    const starts = [0];
    const breaks = /\r\n|\r|\n/g;
    while (breaks.exec(text) !== null) starts.push(breaks.lastIndex);
    this.starts = starts;
    this.lines = starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length).replace(/[\r\n]+$/, ''));
  }

  /** The 1-based line and 0-based column of an offset. */
  place(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low]! };
  }
}
