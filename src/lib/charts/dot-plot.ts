import { mean } from 'd3';
import { hasPlace, position } from './axis.ts';
import type { Axis, Position } from './axis.ts';
import { drawing, NARROW, textWidth, verticalLine, xAxisThroughRows } from './drawing.ts';
import type { Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import { mark } from './marks.ts';
import type { Role } from './marks.ts';
import { significant } from './number.ts';
import { numbersTable } from './numbers-table.ts';
import { rowHeading, rowStart, rowValue } from './rows.ts';
import { swarm } from './swarm.ts';

/** One setting and what its runs gave. */
export interface DotRow {
  readonly name: string;
  /** Rows of one group stand together under its name. */
  readonly group?: string;
  /** A number for each seed or repetition. */
  readonly values: readonly number[];
  /** What PyTorch gave: the mean of its runs. */
  readonly reference?: number | null;
  /** What the reader's own run gave: one number, or one for each of its repetitions. */
  readonly own?: number | readonly number[] | null;
  /** Printed at the right; the mean to two digits where left out. */
  readonly label?: string;
}

export interface DotPlot {
  readonly x: Axis;
  readonly rows: readonly DotRow[];
  /** Whose hue and shape the dots have. */
  readonly role: Role;
  /** What one dot is, in words: `a seed`. */
  readonly dot: string;
  /** A place worth knowing on the axis, for example the truth that is estimated. */
  readonly truth?: { readonly x: number; readonly label: string } | undefined;
}

const DOT = 5.5;
const ROW = 30;
/** The share of the width that names beside the plot may take; longer ones stand above their rows. */
const BESIDE = 0.45;
const HEADING = 26;
/** From one of the reader's marks to the next, where there are several. */
const OWN = 8;

/** Where a dot is in pixels: along the axis, and away from its row's middle. */
interface Dot {
  readonly x: number;
  readonly offset: number;
}

interface PlacedRow extends DotRow {
  readonly dots: readonly Dot[];
  readonly ownDots: readonly Dot[];
  readonly middle: number;
  /** From its middle to the edge of what its dots need. */
  readonly reach: number;
  readonly mean: number | undefined;
}

interface Layout {
  readonly plot: Plot;
  readonly x: Position;
  readonly narrow: boolean;
  readonly rows: readonly PlacedRow[];
  /** The groups' names and where they stand. */
  readonly headings: readonly { readonly text: string; readonly y: number }[];
}

/** The reader's numbers in a row, those that there are. */
const ownOf = ({ own }: DotRow): number[] => [own ?? []].flat().filter(Number.isFinite);

function layoutOf(chart: DotPlot, width: number): Layout {
  const longest = Math.max(0, ...chart.rows.map(({ name }) => textWidth(name)));
  const beside = width * BESIDE;
  // The estimate of a long name is some tenths too wide.
  const narrow = width < NARROW || 0.9 * longest + 14 > beside;
  const labelled = Math.max(0, ...chart.rows.map(({ label }) => textWidth(label ?? '0.00')));
  const left = narrow ? 8 : Math.min(longest + 20, beside);
  const right = width - labelled - 18;
  const x = position(chart.x, [left, right]);
  const top = chart.truth ? 44 : 30;
  let y = top;
  let group: string | undefined;
  const headings: { text: string; y: number }[] = [];
  const rows = chart.rows.map((row): PlacedRow => {
    if (row.group !== undefined && row.group !== group) {
      headings.push({ text: row.group, y: y + HEADING - 9 });
      y += HEADING;
    }
    group = row.group;
    const dotsOf = (values: readonly number[], size: number, limit: number): Dot[] => {
      const places = values.filter((value) => hasPlace(chart.x, value)).map(x);
      const offsets = swarm(places, size, limit);
      return places.map((at, i) => ({ x: at, offset: offsets[i]! }));
    };
    const dots = dotsOf(row.values, DOT, 4 * DOT);
    const reach = Math.max(ROW / 2, 8 + Math.max(0, ...dots.map(({ offset }) => Math.abs(offset))));
    const above = narrow ? 17 : 0;
    const middle = y + above + reach;
    y = middle + reach;
    return {
      ...row,
      dots,
      // They find their place in the row's height as it is: it does not grow when they come.
      ownDots: dotsOf(ownOf(row), OWN, reach - OWN / 2),
      middle,
      reach,
      mean: mean(row.values.filter((value) => hasPlace(chart.x, value))),
    };
  });
  return { plot: { left, right, top, bottom: y + 4 }, x, narrow, rows, headings };
}

function rowMarkup(row: PlacedRow, chart: DotPlot, { plot, x, narrow }: Layout, width: number): string {
  const { middle, reach } = row;
  const special = (value: number | null | undefined, drawn: (at: number) => string): string =>
    value != null && hasPlace(chart.x, value) ? drawn(x(value)) : '';
  return element(
    'g',
    { class: 'row', 'data-role': chart.role },
    rowStart(row.name, { middle, over: reach + 3, plot, narrow }),
    element(
      'g',
      { 'data-strength': 'saved' },
      ...row.dots.map((dot) => mark(chart.role, dot.x, middle + dot.offset, { reach: 2.6 })),
    ),
    special(row.mean, (at) =>
      element('line', { class: 'mean', x1: px(at), x2: px(at), y1: px(middle - 9), y2: px(middle + 9) }),
    ),
    special(row.reference, (at) => mark('reference', at, middle + 12, { reach: 3.5 })),
    element(
      'g',
      { 'data-role': 'series' },
      ...row.ownDots.map((dot) =>
        mark('series', dot.x, middle + dot.offset, { reach: row.ownDots.length > 1 ? 4 : 5 }),
      ),
    ),
    rowValue(row.label ?? (row.mean === undefined ? '–' : significant(row.mean, 2)), middle, width),
  );
}

/** What the marks are, in one line above the rows: only of those that are there; and over the column at the right, what it is. */
function key({ rows, role, dot }: DotPlot, width: number): string {
  const words: [string, (x: number) => string][] = [
    [dot, (x) => element('g', { 'data-strength': 'saved' }, mark(role, x, 9, { reach: 2.6 }))],
    ['mean', (x) => element('line', { class: 'mean', x1: px(x), x2: px(x), y1: 3, y2: 15 })],
  ];
  if (rows.some(({ reference }) => reference != null)) words.push(['PyTorch’s mean', (x) => mark('reference', x, 9)]);
  if (rows.some((row) => ownOf(row).length > 0)) words.push(['your run', (x) => mark('series', x, 9, { reach: 5 })]);
  let left = 5;
  const entries = words.map(([text, drawn]) => {
    const at = left;
    left += textWidth(text) + 34;
    return element('g', {}, drawn(at), element('text', { x: px(at + 9), y: 9, dy: '0.35em' }, escapeMarkup(text)));
  });
  // Rows with words of their own say it themselves.
  const wordless = rows.every(({ label = '' }) => !/[a-z]/.test(label));
  const column = wordless && left - 10 + textWidth('mean') <= width;
  return element(
    'g',
    { class: 'key', 'data-role': role },
    ...entries,
    column ? element('text', { x: px(width), y: 9, dy: '0.35em', 'text-anchor': 'end' }, 'mean') : '',
  );
}

/** A row for each setting, a dot for each run, as SVG text; as high as its rows need. */
export function dotPlotMarkup(chart: DotPlot, width: number): string {
  const layout = layoutOf(chart, width);
  const { plot, x, headings, rows } = layout;
  return drawing(
    'dot-plot',
    { width, height: plot.bottom + 42 },
    key(chart, width),
    xAxisThroughRows(chart.x, x, plot, width),
    // Under the rows, whose marks and names matter more.
    chart.truth ? verticalLine(x(chart.truth.x), chart.truth.label, { ...plot, top: plot.top - 12 }, 'truth') : '',
    ...headings.map(rowHeading),
    ...rows.map((row) => rowMarkup(row, chart, layout, width)),
  );
}

/** Numbers in words: their mean, and from where to where they go. */
function inWords(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => significant(value, 2));
  return significant(mean(values)!, 2) + (low === high ? '' : ` (${low} to ${high})`);
}

/** What a row is called where its heading does not stand over it. */
const fullName = ({ group, name }: DotRow): string => (group === undefined ? name : `${group}: ${name}`);

/** The plot in a sentence: each row's mean and range. */
export function describeDotPlot({ x, rows, truth }: DotPlot): string {
  const parts = rows.flatMap((row) => {
    const placed = row.values.filter((value) => hasPlace(x, value));
    const own = ownOf(row);
    if (placed.length === 0 && own.length === 0) return [];
    const saved = placed.length === 0 ? '' : ` ${inWords(placed)}`;
    return [`${fullName(row)}${saved}${own.length === 0 ? '' : `, your run ${inWords(own)}`}`];
  });
  if (parts.length === 0) return `${x.title}: nothing measured yet.`;
  return `${x.title}${truth ? `, ${truth.label}` : ''}: ${parts.join('; ')}.`;
}

/** Every row's numbers as a table. */
export function dotPlotTable({ x, rows }: DotPlot, caption: string): string {
  const number = (value: number | null | undefined): string => (value == null ? '' : significant(value, 3));
  const each = (values: readonly number[]): string => values.filter(Number.isFinite).map(number).join(' ');
  return numbersTable(
    caption,
    ['setting', `mean ${x.title}`, 'each', 'PyTorch’s mean', 'your run'],
    rows.map((row) => [
      fullName(row),
      number(mean(row.values.filter(Number.isFinite))),
      each(row.values),
      number(row.reference),
      each(ownOf(row)),
    ]),
  );
}
