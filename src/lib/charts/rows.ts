/** What plots of rows have in common: each row's line, its name before it and its number after it, and the groups' names. */
import type { Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';

/** Where a row stands. */
export interface RowPlace {
  readonly middle: number;
  /** From its middle up to the foot of its name, where that stands over the row. */
  readonly over: number;
  readonly plot: Plot;
  /** Whether the plot leaves no room beside it, so that names stand over their rows. */
  readonly narrow: boolean;
}

/** A row's line through the plot, and its name. */
export function rowStart(name: string, { middle, over, plot, narrow }: RowPlace): string {
  const y = px(middle);
  const place = narrow
    ? { x: 0, y: px(middle - over) }
    : { x: px(plot.left - 14), y, dy: '0.35em', 'text-anchor': 'end' };
  return (
    element('line', { class: 'row-line', x1: px(plot.left), x2: px(plot.right), y1: y, y2: y }) +
    element('text', { class: 'row-name', ...place }, escapeMarkup(name))
  );
}

/** What a row says at the right end of a drawing of this width. */
export const rowValue = (text: string, middle: number, width: number): string =>
  element(
    'text',
    { class: 'row-value', x: px(width), y: px(middle), dy: '0.35em', 'text-anchor': 'end' },
    escapeMarkup(text),
  );

/** The name of a group, over its rows. */
export const rowHeading = ({ text, y }: { readonly text: string; readonly y: number }): string =>
  element('text', { class: 'row-heading', x: 0, y: px(y) }, escapeMarkup(text));
