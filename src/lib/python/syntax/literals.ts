/** Numbers and strings of the source text as values. */
import { complex } from '../objects/complex.ts';
import { float, normalizeInt } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { Span } from './ast.ts';
import { SyntaxProblem } from './problem.ts';

const MAX_DIGITS = 4300;

/** The value of a number token. */
export function numberValue(text: string, span: Span): Value {
  const digits = text.replace(/_/g, '');
  if (/[jJ]$/.test(digits)) return complex(0, Number(digits.slice(0, -1)));
  if (/^0[xXoObB]/.test(digits)) return normalizeInt(BigInt(digits));
  if (!/^\d+$/.test(digits)) return float(Number(digits));
  if (digits.length > MAX_DIGITS) {
    throw new SyntaxProblem(
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits.length} digits; ` +
        'use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid ' +
        'decimal conversion limits.',
      span,
    );
  }
  return normalizeInt(BigInt(digits));
}

/** A string token taken apart; `from` and `to` bound what is between the quotes. */
export interface StringParts extends Span {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
}

export function stringParts(text: string, token: Span): StringParts {
  const source = text.slice(token.from, token.to);
  const prefix = /^[a-zA-Z]*/.exec(source)![0].toLowerCase();
  const quote = source.slice(prefix.length, prefix.length + 3);
  const width = quote === '"""' || quote === "'''" ? 3 : 1;
  return {
    from: token.from + prefix.length + width,
    to: token.to - width,
    raw: prefix.includes('r'),
    bytes: prefix.includes('b'),
    format: prefix.includes('f'),
  };
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{0,2})|u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|(N)|([^]))/g;

/** The text that a string's source stands for. */
export function unescape(source: string, bytes: boolean, span: Span): string {
  const text = source.replace(/\r\n?/g, '\n');
  if (!text.includes('\\')) return text;
  return text.replace(
    ESCAPE,
    (whole, octal?: string, x?: string, u?: string, long?: string, name?: string, char?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & (bytes ? 0xff : 0x1ff));
      if (x !== undefined) return character(x, 2, whole, span, bytes);
      if (bytes && char === undefined) return whole;
      if (u !== undefined) return character(u, 4, whole, span, bytes);
      if (long !== undefined) return character(long, 8, whole, span, bytes);
      if (name !== undefined) {
        throw new SyntaxProblem('characters by name (\\N{…}) do not run here; use the character itself or \\u', span);
      }
      return SIMPLE[char!] ?? whole;
    },
  );
}

function character(digits: string, width: number, whole: string, span: Span, bytes: boolean): string {
  const letter = whole[1]!;
  if (digits.length < width) {
    const pattern = `\\${letter}${'X'.repeat(width)}`;
    if (bytes) throw new SyntaxProblem('(value error) invalid \\x escape at position 0', span);
    const problem = `truncated ${pattern} escape`;
    throw new SyntaxProblem(
      `(unicode error) 'unicodeescape' codec can't decode bytes in position 0-${digits.length + 1}: ${problem}`,
      span,
    );
  }
  const code = parseInt(digits, 16);
  if (code > 0x10ffff) {
    throw new SyntaxProblem(
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character",
      span,
    );
  }
  return String.fromCodePoint(code);
}
