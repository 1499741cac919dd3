import { area, line } from 'd3';
import { position } from './axis.ts';
import type { Axis, Position } from './axis.ts';
import { clipped, drawing, textWidth, xAxis, xAxisHeight, yAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import type { Histogram } from './histogram.ts';
import { element, escapeMarkup, px } from './markup.ts';
import type { Strength } from './marks.ts';
import { significant } from './number.ts';
import { numbersTable } from './numbers-table.ts';

/** How weights are distributed, and what a penalty asks of each size of weight. */
export interface WeightsChart {
  readonly x: Axis;
  readonly histogram: Histogram;
  /** Another distribution as an outline, for example that without a penalty. */
  readonly compared?: { readonly name: string; readonly histogram: Histogram } | undefined;
  readonly name: string;
  /** Whose the weights are; saved where left out. */
  readonly strength?: Strength;
  /** Densities at the bottom and at the top, in weights to 0.01 of the axis: fixed, so that settings compare. */
  readonly densities: readonly [number, number];
  /** Drawn over the whole height, for its form: it has no number in common with the axis. null where there is none. */
  readonly penalty: { readonly label: string; readonly at: (weight: number) => number } | null;
}

const MARGIN = { top: 34, right: 14, left: 52 };
const PER = 0.01;

/** Weights to 0.01 of the axis in each bin: bins may differ in width. */
export const densitiesOf = ({ edges, counts }: Histogram): number[] =>
  counts.map((count, i) => (PER * count) / Math.max(Number.MIN_VALUE, edges[i + 1]! - edges[i]!));

interface Step {
  readonly x: number;
  readonly density: number;
}

/** Corners of the histogram's steps. */
function corners(histogram: Histogram): Step[] {
  return densitiesOf(histogram).flatMap((density, i) => [
    { x: histogram.edges[i]!, density },
    { x: histogram.edges[i + 1]!, density },
  ]);
}

/** The penalty's curve, over the plot's whole height. */
function penaltyCurve({ penalty, x: { domain } }: WeightsChart, plot: Plot, x: Position): string {
  if (!penalty) return '';
  const weights = Array.from({ length: 121 }, (_, i) => domain[0] + ((domain[1] - domain[0]) * i) / 120);
  const values = weights.map((weight) => penalty.at(weight));
  const most = Math.max(Number.MIN_VALUE, ...values.filter(Number.isFinite));
  const path = line<number>()
    .defined((_, i) => Number.isFinite(values[i]))
    .x((weight) => x(weight))
    .y((_, i) => plot.bottom - ((plot.bottom - plot.top) * values[i]!) / most)
    .digits(1);
  return element('path', { class: 'penalty', d: path(weights) ?? '' });
}

/** The histogram with a logarithmic height, the distribution compared with, and the penalty's curve, as SVG text. */
export function weightsMarkup(chart: WeightsChart, size: ChartSize): string {
  const plot = {
    left: MARGIN.left,
    right: size.width - MARGIN.right,
    top: MARGIN.top,
    bottom: size.height - xAxisHeight(chart.x.title, MARGIN.right),
  };
  const yDensity: Axis = { title: 'weights to each 0.01 (log scale)', domain: chart.densities, scale: 'log' };
  const x = position(chart.x, [plot.left, plot.right]);
  const y = position(yDensity, [plot.bottom, plot.top]);
  // An empty bin has no place on a logarithmic axis: it is at the ground.
  const height = ({ density }: Step): number => (density > 0 ? Math.min(plot.bottom, y(density)) : plot.bottom);
  const filled = area<Step>()
    .x((step) => x(step.x))
    .y0(plot.bottom)
    .y1(height)
    .digits(1);
  const outline = line<Step>()
    .x((step) => x(step.x))
    .y(height)
    .digits(1);
  const { compared, penalty } = chart;
  const label = (text: string, kind: string, at: number): string =>
    element('text', { class: `name ${kind}`, x: px(at), y: plot.top - 4, 'text-anchor': 'end' }, escapeMarkup(text));
  return drawing(
    'weights',
    size,
    yAxis(yDensity, y, plot),
    xAxis(chart.x, x, plot, size),
    clipped(
      plot,
      1.5,
      element('path', {
        class: 'bins',
        d: filled(corners(chart.histogram)) ?? '',
        'data-strength': chart.strength ?? 'saved',
      }),
      compared ? element('path', { class: 'compared', d: outline(corners(compared.histogram)) ?? '' }) : '',
      penaltyCurve(chart, plot, x),
    ),
    penalty ? label(penalty.label, 'penalty-name', plot.right) : '',
    nameBeside(chart, plot, x, y),
    compared ? nameOver(compared.name, compared.histogram, plot, x, y) : '',
  );
}

/** The name of the distribution at the right of its peak: between the arms of a penalty there is room. */
function nameBeside({ name, histogram }: WeightsChart, plot: Plot, x: Position, y: Position): string {
  const densities = densitiesOf(histogram);
  const peak = Math.max(...densities, 0);
  if (peak === 0) return '';
  const edge = x(histogram.edges[densities.indexOf(peak) + 1] ?? 0);
  const place = {
    x: px(Math.min(edge + 6, plot.right - textWidth(name))),
    y: px(Math.max(plot.top + 10, y(peak) + 2)),
  };
  return element('text', { class: 'name bins-name', ...place }, escapeMarkup(name));
}

/** The name of what is compared with, over its outline at the left of the middle. */
function nameOver(name: string, histogram: Histogram, plot: Plot, x: Position, y: Position): string {
  const at = plot.left + (plot.right - plot.left) * 0.34;
  const bin = histogram.edges.findLastIndex((edge) => x(edge) <= at);
  const density = densitiesOf(histogram)[bin] ?? 0;
  if (!(density > 0)) return '';
  const place = { x: px(at), y: px(y(density) - 8), 'text-anchor': 'middle' };
  return element('text', { class: 'name compared-name', ...place }, escapeMarkup(name));
}

/** The distribution in a sentence: how many weights there are and where the middle half of them lies. */
export function describeWeights({ histogram, penalty, name }: WeightsChart): string {
  const { edges, counts } = histogram;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return `${name}: no weights yet.`;
  const binAt = (share: number): number => {
    let below = 0;
    return counts.findIndex((count) => (below += count) >= share * total);
  };
  const [low, high] = [edges[binAt(0.25)] ?? 0, edges[binAt(0.75) + 1] ?? 0].map((edge) => significant(edge, 2));
  const over = penalty ? ` Over them, the form of ${penalty.label}.` : '';
  return `${name}: ${total.toLocaleString('en')} weights between ${significant(edges[0] ?? 0, 2)} and ${significant(edges.at(-1) ?? 0, 2)}, the middle half of them between about ${low} and ${high}.${over}`;
}

/** The weights in each bin as a table. */
export function weightsTable({ histogram: { edges, counts } }: WeightsChart, caption: string): string {
  const rows = counts.map((count, i) => [
    `${significant(edges[i]!, 2)} to ${significant(edges[i + 1]!, 2)}`,
    String(count),
  ]);
  return numbersTable(caption, ['weight', 'how many'], rows);
}
