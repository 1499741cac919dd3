/** How a result is written: the same text for the same numbers, curves filled into lines, so that a diff reads well. */
import type { Result } from './schema.ts';

/** Columns of a line that points of a curve fill. */
const WIDTH = 110;

/**
 * JSON, two spaces a level, points of a curve side by side, each histogram, image and table on one line, ending with a
 * newline.
 */
export const formatResult = (result: Result): string => `${format(result, '')}\n`;

function format(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  if ('step' in value) return JSON.stringify(value);
  if (!Array.isArray(value)) {
    const items = Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${format(item, inner)}`);
    return items.length === 0 ? '{}' : `{\n${items.join(',\n')}\n${indent}}`;
  }
  if (value.length === 0) return '[]';
  const texts = value.every(isPoint) ? fill(value.map(inline), inner.length) : value.map((item) => format(item, inner));
  return `[\n${texts.map((text) => inner + text).join(',\n')}\n${indent}]`;
}

/** A number, or a point of a curve. */
const isPoint = (value: unknown): boolean =>
  typeof value === 'number' || (Array.isArray(value) && value.every((item) => typeof item === 'number'));

const inline = (point: unknown): string => (Array.isArray(point) ? `[${point.join(', ')}]` : String(point));

/** The texts, as many on a line as fit. */
function fill(texts: readonly string[], indent: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && indent + last.length + text.length + 2 <= WIDTH)
      lines[lines.length - 1] = `${last}, ${text}`;
    else lines.push(text);
  }
  return lines;
}
