import type { Axis, Position } from './axis.ts';
import { ticksOf } from './axis.ts';
import { element, escapeMarkup, px } from './markup.ts';

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** The edges of the plot inside a drawing, in pixels. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Below this width in pixels a drawing is one for a phone: fewer ticks, names above instead of beside. */
export const NARROW = 480;

/** About how wide a text is in a drawing's letters, in pixels: room is kept before a browser can measure it. */
export const textWidth = (text: string): number => text.length * 7.2;

/** The root of a drawing. It is hidden from assistive technology: a sentence and a data table speak for it. */
export function drawing(kind: string, { width, height }: ChartSize, ...children: readonly string[]): string {
  return element(
    'svg',
    {
      class: `drawing ${kind}`,
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      width: px(width),
      height: px(height),
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...children,
  );
}

/** Children cut off `beyond` pixels outside the plot, by an inner `<svg>`: that clips without an id. */
export function clipped({ left, right, top, bottom }: Plot, beyond: number, ...children: readonly string[]): string {
  const box = {
    x: left - beyond,
    y: top - beyond,
    width: right - left + 2 * beyond,
    height: bottom - top + 2 * beyond,
  };
  const viewBox = [box.x, box.y, box.width, box.height].map(px).join(' ');
  const attributes = Object.fromEntries(Object.entries(box).map(([name, value]) => [name, px(value)]));
  return element('svg', { ...attributes, viewBox, overflow: 'hidden', class: 'plot' }, ...children);
}

/** The y axis: a fine line across the plot for each tick, its number at the left, the title above. */
export function yAxis(axis: Axis, y: Position, { left, right }: Plot): string {
  const ticks = ticksOf(axis, 4).map(({ at, text }) =>
    element(
      'g',
      { class: 'tick', transform: `translate(0,${px(y(at))})` },
      element('line', { x1: px(left), x2: px(right) }),
      element('text', { x: px(left - 8), dy: '0.32em', 'text-anchor': 'end' }, escapeMarkup(text)),
    ),
  );
  return element(
    'g',
    { class: 'axes' },
    ...ticks,
    element('text', { class: 'axis-title', x: 0, y: 13 }, escapeMarkup(axis.title)),
  );
}

/** Whether the x axis's title has room to the right of the ticks. */
const besideTicks = (title: string, marginRight: number): boolean => textWidth(title) + 16 <= marginRight;

/** Height that the x axis needs under the plot, in pixels. */
export const xAxisHeight = (title: string, marginRight: number): number =>
  title === '' ? 26 : besideTicks(title, marginRight) ? 34 : 46;

/** The x axis under the plot: short ticks, numbers as far as they have room, and the title. */
export function xAxis(axis: Axis, x: Position, { right, bottom }: Plot, size: ChartSize): string {
  let free = -Infinity;
  const ticks = ticksOf(axis, size.width < 420 ? 3 : 5).map(({ at, text }) => {
    const half = textWidth(text) / 2;
    const fits = x(at) - half > free;
    if (fits) free = x(at) + half + 5;
    return element(
      'g',
      { class: 'tick', transform: `translate(${px(x(at))},${px(bottom)})` },
      element('line', { y2: 5 }),
      fits ? element('text', { y: 18, 'text-anchor': 'middle' }, escapeMarkup(text)) : '',
    );
  });
  const beside = besideTicks(axis.title, size.width - right);
  const place = beside
    ? { x: px(right + 16), y: px(bottom + 18) }
    : { x: px(right), y: px(bottom + 37), 'text-anchor': 'end' };
  return element(
    'g',
    { class: 'axes' },
    ...ticks,
    element('text', { class: 'axis-title', ...place }, escapeMarkup(axis.title)),
  );
}

/** The x axis of a plot of rows: a fine line up through all of them at each tick, and the title at the right. */
export function xAxisThroughRows(axis: Axis, x: Position, { top, right, bottom }: Plot, width: number): string {
  const ticks = ticksOf(axis, width < NARROW ? 3 : 5).map(({ at, text }) =>
    element(
      'g',
      { class: 'tick', transform: `translate(${px(x(at))},0)` },
      element('line', { y1: px(top), y2: px(bottom) }),
      element('text', { y: px(bottom + 16), 'text-anchor': 'middle' }, escapeMarkup(text)),
    ),
  );
  const title = { class: 'axis-title', x: px(right), y: px(bottom + 35), 'text-anchor': 'end' };
  return element('g', { class: 'axes' }, ...ticks, element('text', title, escapeMarkup(axis.title)));
}

/** A vertical line through the plot with its name at the top, on the side that has room. */
export function verticalLine(at: number, label: string, { left, right, top, bottom }: Plot, kind: string): string {
  const fitsRight = at + 6 + textWidth(label) <= right || at - left < right - at;
  return element(
    'g',
    { class: kind },
    element('line', { x1: px(at), x2: px(at), y1: px(top), y2: px(bottom) }),
    element(
      'text',
      { x: px(fitsRight ? at + 6 : at - 6), y: px(top + 4), 'text-anchor': fitsRight ? 'start' : 'end' },
      escapeMarkup(label),
    ),
  );
}
