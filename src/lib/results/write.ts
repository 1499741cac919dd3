/** How a result is written: the same text for the same numbers, one point of a curve a line, so that a diff reads well. */
import type { Result } from './schema.ts';

/** A value of at most this many characters stands on one line. */
const INLINE = 40;

/** JSON, two spaces a level, short arrays of numbers on one line, ending with a newline. */
export const formatResult = (result: Result): string => `${format(result, '')}\n`;

function format(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const isArray = Array.isArray(value);
  if (isArray && value.every((item) => typeof item === 'number')) {
    const inline = `[${value.join(', ')}]`;
    if (inline.length <= INLINE) return inline;
  }
  const inner = `${indent}  `;
  const items = isArray
    ? value.map((item) => inner + format(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${format(item, inner)}`);
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  return items.length === 0 ? open + close : `${open}\n${items.join(',\n')}\n${indent}${close}`;
}
