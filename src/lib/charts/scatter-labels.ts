import { mean } from 'd3';
import type { Position } from './axis.ts';
import { textWidth } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import { mark } from './marks.ts';
import { placeLabels } from './place-labels.ts';
import type { ScatterGroup } from './scatter.ts';

/** A group's label and the middle of its points, in pixels. */
export interface FreeLabel {
  readonly group: ScatterGroup;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

const GAP = 15;
const KEY_ROW = 19;

/** Labels at the right of the plot, each with a fine line to the middle of its points; or numbers in their stead. */
export function labelsBeside(free: readonly FreeLabel[], plot: Plot, numbered: boolean): string {
  const inside = (y: number): number => Math.min(plot.bottom, Math.max(plot.top, y));
  const heights = placeLabels(
    free.map(({ y }) => inside(y)),
    GAP,
    plot.top,
    plot.bottom,
  );
  const edge = plot.right + 8;
  const drawn = free.map(({ group, label, x, y }, i) => {
    const at = heights[i] ?? 0;
    const line = `M${px(Math.min(plot.right, Math.max(plot.left, x)))},${px(inside(y))}L${px(edge)},${px(at)}H${px(edge + 7)}`;
    return element(
      'g',
      { 'data-role': group.role, 'data-family': group.family, 'data-strength': group.strength },
      element('path', { class: 'leader', d: line }),
      element(
        'text',
        { class: 'group-label', x: px(edge + 11), y: px(at), dy: '0.32em' },
        escapeMarkup(numbered ? String(i + 1) : label),
      ),
    );
  });
  return element('g', { class: 'group-labels' }, ...drawn);
}

/** A label at the place that was chosen for it, with a line to the middle of its points where one is asked for. */
export function anchoredLabel(group: ScatterGroup, x: Position, y: Position): string {
  const { label, anchor, align = 'start', leader, points, role, family, strength } = group;
  if (label === null || !anchor) return '';
  const [left, top] = [x(anchor[0]), y(anchor[1])];
  const away = align === 'end' ? 1 : -1;
  const middle = [mean(points, (p) => p.x), mean(points, (p) => p.y)];
  const line =
    leader && middle[0] !== undefined && middle[1] !== undefined
      ? element('path', {
          class: 'leader',
          d: `M${px(x(middle[0]))},${px(y(middle[1]))}L${px(left + 9 * away)},${px(top - 4)}H${px(left + 4 * away)}`,
        })
      : '';
  return element(
    'g',
    { 'data-role': role, 'data-family': family, 'data-strength': strength },
    line,
    element(
      'text',
      { class: 'group-label', x: px(left), y: px(top), 'text-anchor': align === 'start' ? null : align },
      escapeMarkup(label),
    ),
  );
}

/** Two columns where the longest label has room in half of the width. */
const columnsOf = (free: readonly FreeLabel[], width: number): number =>
  Math.max(0, ...free.map(({ label }) => textWidth(label))) + 44 <= width / 2 ? 2 : 1;

/** Height of the key under the plot, in pixels. */
export const keyHeight = (free: readonly FreeLabel[], width: number): number =>
  10 + KEY_ROW * Math.ceil(free.length / columnsOf(free, width));

/** What the numbers beside the plot stand for, with each group's mark. */
export function keyUnder(free: readonly FreeLabel[], { width, height }: ChartSize): string {
  const columns = columnsOf(free, width);
  const rows = Math.ceil(free.length / columns);
  const entries = free.map(({ group, label }, i) => {
    const left = Math.floor(i / rows) * (width / columns);
    const y = height + 14 + (i % rows) * KEY_ROW;
    return element(
      'g',
      { 'data-role': group.role, 'data-family': group.family, 'data-strength': group.strength },
      element(
        'text',
        { class: 'key-number', x: px(left + 14), y: px(y), dy: '0.32em', 'text-anchor': 'end' },
        String(i + 1),
      ),
      mark(group.role, left + 25, y, { series: group.shape ?? 0, family: group.family }),
      element('text', { class: 'group-label', x: px(left + 36), y: px(y), dy: '0.32em' }, escapeMarkup(label)),
    );
  });
  return element('g', { class: 'key' }, ...entries);
}
