import { mean } from 'd3';
import { hasPlace, position } from './axis.ts';
import type { Axis, Position } from './axis.ts';
import { drawing, NARROW, textWidth, xAxisThroughRows } from './drawing.ts';
import type { Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import { mark } from './marks.ts';
import type { Role, Strength } from './marks.ts';
import { fixed, significant } from './number.ts';
import { numbersTable } from './numbers-table.ts';
import { rowHeading, rowStart, rowValue } from './rows.ts';

/** One setting: the same quantity measured on two kinds of examples. */
export interface GapRow {
  readonly name: string;
  /** Rows of one group stand together under its name. */
  readonly group?: string;
  /** Whether it is the reader's own run; else it was saved. */
  readonly own?: boolean;
  /** A number for each seed: of the first kind, and of the second. */
  readonly values: readonly [readonly number[], readonly number[]];
}

/** Rows of settings; what lies between a row's two means is its gap. */
export interface GapPlot {
  readonly x: Axis;
  /** The two kinds of examples, in the order of the rows' values, and whose hue and shape they have. */
  readonly kinds: readonly [GapKind, GapKind];
  readonly rows: readonly GapRow[];
  /** Over the numbers at the right: what the first mean less the second is called. */
  readonly gap: string;
  /** A place worth knowing on the axis; `group` says in which rows, all where left out. */
  readonly level?: { readonly x: number; readonly label: string; readonly group?: string } | undefined;
}

export interface GapKind {
  readonly role: Role;
  readonly name: string;
}

const ROW = 28;
/** From a row's middle up to the foot of its name, where that stands over it. */
const OVER = 11;
const HEADING = 30;
const TOP = 32;

interface PlacedRow extends GapRow {
  readonly middle: number;
  /** Undefined for a kind without numbers. */
  readonly means: readonly [number | undefined, number | undefined];
}

interface Layout {
  readonly plot: Plot;
  readonly x: Position;
  readonly narrow: boolean;
  readonly rows: readonly PlacedRow[];
  readonly headings: readonly { readonly text: string; readonly y: number }[];
}

const placed = (values: readonly number[], axis: Axis): number[] => values.filter((value) => hasPlace(axis, value));

/** The means of a row's two kinds. */
const meansOf = ({ values: [first, second] }: GapRow, axis: Axis): PlacedRow['means'] => [
  mean(placed(first, axis)),
  mean(placed(second, axis)),
];

/** A row's gap in two digits after the point, with a true minus; a dash where it has none. */
function gapText([first, second]: PlacedRow['means']): string {
  if (first === undefined || second === undefined) return '–';
  return fixed(first - second, 2);
}

function layoutOf(chart: GapPlot, width: number): Layout {
  const narrow = width < NARROW;
  const longest = Math.max(0, ...chart.rows.map(({ name }) => textWidth(name)));
  const left = narrow ? 8 : Math.min(longest + 20, width * 0.4);
  const right = width - Math.max(textWidth(chart.gap), textWidth('−0.00')) - 18;
  let y = TOP;
  let group: string | undefined;
  const headings: { text: string; y: number }[] = [];
  const rows = chart.rows.map((row): PlacedRow => {
    if (row.group !== undefined && row.group !== group) {
      headings.push({ text: row.group, y: y + HEADING - 10 });
      y += HEADING;
    }
    group = row.group;
    const above = narrow ? 15 : 0;
    const middle = y + above + ROW / 2;
    y = middle + ROW / 2;
    return { ...row, middle, means: meansOf(row, chart.x) };
  });
  return {
    plot: { left, right, top: TOP, bottom: y + 4 },
    x: position(chart.x, [left, right]),
    narrow,
    rows,
    headings,
  };
}

/** The line between the means, and over it a small mark for each seed and a large one for each mean. */
function rowMarkup(row: PlacedRow, chart: GapPlot, { plot, x, narrow }: Layout, width: number): string {
  const { middle, means } = row;
  const strength: Strength = row.own ? 'own' : 'saved';
  const kinds = chart.kinds.map(({ role }, i) => {
    const values = placed(row.values[i]!, chart.x);
    const at = means[i];
    return element(
      'g',
      { 'data-role': role, 'data-strength': strength },
      ...(values.length > 1 ? values.map((value) => mark(role, x(value), middle, { reach: 1.8 })) : []),
      at === undefined ? '' : mark(role, x(at), middle, { reach: row.own ? 5 : 4.5 }),
    );
  });
  const [from, to] = means;
  const between =
    from === undefined || to === undefined
      ? ''
      : element('line', { class: 'gap', x1: px(x(from)), x2: px(x(to)), y1: px(middle), y2: px(middle) });
  return element(
    'g',
    { class: 'row', 'data-strength': strength },
    rowStart(row.name, { middle, over: OVER, plot, narrow }),
    between,
    ...kinds,
    rowValue(gapText(means), middle, width),
  );
}

/** A line through the rows that the level belongs to, its name beneath the group's. */
function levelMarkup({ level, rows: all }: GapPlot, { plot, x, rows }: Layout): string {
  if (!level) return '';
  const within = rows.filter((_, i) => level.group === undefined || all[i]!.group === level.group);
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last) return '';
  const at = x(level.x);
  const [top, bottom] = [first.middle - ROW / 2, last.middle + ROW / 2];
  const fits = at + 6 + textWidth(level.label) <= plot.right;
  return element(
    'g',
    { class: 'level' },
    element('line', { x1: px(at), x2: px(at), y1: px(top - 6), y2: px(bottom) }),
    element(
      'text',
      { x: px(fits ? at + 6 : at - 6), y: px(top - 4), 'text-anchor': fits ? 'start' : 'end' },
      escapeMarkup(level.label),
    ),
  );
}

/** What the marks are, in one line above the rows, and what the numbers at the right are. */
function key({ kinds, gap }: GapPlot, width: number): string {
  let left = 6;
  const entries = kinds.map(({ role, name }) => {
    const at = left;
    left += textWidth(name) + 32;
    return element(
      'g',
      { 'data-role': role, 'data-strength': 'saved' },
      mark(role, at, 9, { reach: 4.5 }),
      element('text', { x: px(at + 10), y: 9, dy: '0.35em' }, escapeMarkup(name)),
    );
  });
  const over = { x: px(width), y: 9, dy: '0.35em', 'text-anchor': 'end' };
  return element('g', { class: 'key' }, ...entries, element('text', over, escapeMarkup(gap)));
}

/** A row for each setting with its two means and the gap between them, as SVG text; as high as its rows need. */
export function gapPlotMarkup(chart: GapPlot, width: number): string {
  const layout = layoutOf(chart, width);
  const { plot, headings, rows } = layout;
  return drawing(
    'gap-plot',
    { width, height: plot.bottom + 42 },
    key(chart, width),
    xAxisThroughRows(chart.x, layout.x, plot, width),
    ...headings.map(rowHeading),
    levelMarkup(chart, layout),
    ...rows.map((row) => rowMarkup(row, chart, layout, width)),
  );
}

/** The plot in a sentence: each row's two means. */
export function describeGapPlot({ x, kinds, rows }: GapPlot): string {
  const parts = rows.flatMap((row) => {
    const means = meansOf(row, x).map((value, i) =>
      value === undefined ? null : `${kinds[i]!.name} ${significant(value, 2)}`,
    );
    const said = means.filter((text) => text !== null);
    const name = row.group === undefined ? row.name : `${row.name} (${row.group})`;
    return said.length === 0 ? [] : [`${name}: ${said.join(', ')}`];
  });
  return parts.length === 0 ? `${x.title}: nothing measured yet.` : `${x.title}. ${parts.join('; ')}.`;
}

/** Every row's numbers as a table. */
export function gapPlotTable({ x, kinds, rows, gap }: GapPlot, caption: string): string {
  const number = (value: number | undefined): string => (value === undefined ? '' : significant(value, 3));
  return numbersTable(
    caption,
    ['setting', ...kinds.map(({ name }) => `mean ${x.title}, ${name}`), gap],
    rows.map((row) => {
      const means = meansOf(row, x);
      return [row.group === undefined ? row.name : `${row.group}: ${row.name}`, ...means.map(number), gapText(means)];
    }),
  );
}
