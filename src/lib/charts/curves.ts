import { area, curveLinear, line } from 'd3';
import { hasPlace, position } from './axis.ts';
import type { Axis, Tick } from './axis.ts';
import { curveLabels, labelGap, type CurveLabel } from './curve-labels.ts';
import { clipped, drawing, textWidth, verticalLine, xAxis, xAxisHeight, yAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import { placeLevelLabel } from './level-label.ts';
import { mark } from './marks.ts';
import type { Family, Role, Strength } from './marks.ts';
import type { BandPoint } from './series.ts';

export type CurveRole = Role;

export interface Curve {
  readonly role: CurveRole;
  readonly strength: Strength;
  /** Printed at the curve's end; null leaves the curve without a label. */
  readonly label: string | null;
  readonly points: readonly BandPoint[];
  /** What tables and sentences call the curve; its role where left out. */
  readonly name?: string;
  /** Which of the five dashes and marks a `series` has, from 0. */
  readonly dash?: number;
  /** Whose hue a `series` has, where it is of a technique. */
  readonly family?: Family | undefined;
}

/** One chart: fixed axes, so that runs compare, and the curves on them. */
export interface CurvesChart {
  /** What the y axis shows, with its unit. */
  readonly title: string;
  readonly xTitle: string;
  readonly xDomain: readonly [number, number];
  /** `log` for settings that go in factors, such as a width or a strength; x must then be positive. */
  readonly xScale?: 'linear' | 'log' | undefined;
  /** Where the x axis is named, in numbers or in words; a few whole numbers where left out. */
  readonly xTicks?: readonly Tick[] | undefined;
  readonly yDomain: readonly [number, number];
  readonly yTicks: readonly number[];
  /** A level worth knowing, for example what guessing gives. */
  readonly level?: { readonly y: number; readonly label: string } | undefined;
  /** A place on the x axis worth knowing, for example where the training data are just fitted. */
  readonly markers?: readonly { readonly x: number; readonly label: string }[] | undefined;
  /** A mark at every point: for curves over a few settings instead of over a run. */
  readonly dots?: boolean | undefined;
  readonly curves: readonly Curve[];
}

const MARGIN = { top: 30, right: 88, left: 40 };
/** To the right of the longest label. */
const AIR = 3;

function axesOf(chart: CurvesChart): { x: Axis; y: Axis } {
  const x: Axis = { title: chart.xTitle, domain: chart.xDomain, scale: chart.xScale ?? 'linear' };
  return {
    x: chart.xTicks ? { ...x, ticks: chart.xTicks } : { ...x, whole: true },
    y: { title: chart.title, domain: chart.yDomain, ticks: chart.yTicks },
  };
}

/** The plot's edges: at the right there is room for the longest label, as long as half of the width stays. */
function plotOf(chart: CurvesChart, { width, height }: ChartSize): Plot {
  const labels = chart.curves.flatMap(({ label }) => (label === null ? [] : [label]));
  const longest = Math.max(0, ...labels.map(textWidth));
  const right = Math.max(MARGIN.right, Math.min(longest + labelGap(labels.length) + AIR, width / 2 - MARGIN.left));
  return {
    left: MARGIN.left,
    right: width - right,
    top: MARGIN.top,
    bottom: height - xAxisHeight(chart.xTitle, right),
  };
}

/** Where the plot lies inside the chart, and its scales: for drawing, and for finding x under a pointer. */
export function curvesScales(chart: CurvesChart, size: ChartSize) {
  const { left, right, top, bottom } = plotOf(chart, size);
  const { x, y } = axesOf(chart);
  return { x: position(x, [left, right]), y: position(y, [bottom, top]) };
}

/** The points of a curve that have a place in the chart. */
const placed = (curve: Curve, chart: CurvesChart): BandPoint[] =>
  curve.points.filter(({ x, mean }) => hasPlace({ scale: chart.xScale ?? 'linear' }, x) && Number.isFinite(mean));

/** A curve's mark; the reader's own is larger where every point has one. */
function markOf(curve: Curve, x: number, y: number, dots = false): string {
  const reach = dots && curve.strength === 'own' ? 5.5 : 3.5;
  return mark(curve.role, x, y, { series: curve.dash ?? 0, kind: 'curve-marker', reach, family: curve.family });
}

function levelLine(chart: CurvesChart, size: ChartSize): string {
  if (!chart.level) return '';
  const { left, right } = plotOf(chart, size);
  const at = px(curvesScales(chart, size).y(chart.level.y));
  return element('g', { class: 'level' }, element('line', { x1: px(left), x2: px(right), y1: at, y2: at }));
}

/** The level's name: it is drawn after the curves, so that where one crosses it, it can still be read. */
function levelName(chart: CurvesChart, size: ChartSize): string {
  if (!chart.level) return '';
  const { x, y } = curvesScales(chart, size);
  const plot = plotOf(chart, size);
  const at = y(chart.level.y);
  // The reader's run grows: over saved ones the name would move about with it.
  const still = chart.curves.filter(({ strength }) => strength === 'saved');
  const passing = (still.length > 0 ? still : chart.curves).map((curve) =>
    placed(curve, chart).map((p) => ({ x: x(p.x), low: y(p.low), high: y(p.high) })),
  );
  const place = placeLevelLabel(passing, at, textWidth(chart.level.label), plot);
  return element(
    'g',
    { class: 'level' },
    element(
      'text',
      { x: px(place.x), y: px(place.y), 'text-anchor': place.anchor === 'start' ? null : place.anchor },
      escapeMarkup(chart.level.label),
    ),
  );
}

/** What gives curves their hue: bands that have one in common are one shape. */
const hueOf = ({ role, family, strength }: Curve): string => [role, family, strength].join();

/**
 * The bands, under all lines. Those of one hue are filled together: drawn one over another, five of them would be
 * patches of five depths that mean nothing.
 */
function bands(chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const band = area<BandPoint>()
    .x((p) => x(p.x))
    .y0((p) => y(p.low))
    .y1((p) => y(p.high))
    .digits(1);
  const banded = chart.curves
    .map((curve) => ({ curve, points: placed(curve, chart) }))
    .filter(({ points }) => points.some((p) => p.high > p.low));
  const hues = [...new Set(banded.map(({ curve }) => hueOf(curve)))];
  return hues
    .map((hue) => {
      const together = banded.filter(({ curve }) => hueOf(curve) === hue);
      const { role, family, strength } = together[0]!.curve;
      return element('path', {
        class: 'band',
        'data-role': role,
        'data-family': family,
        'data-strength': strength,
        d: together.map(({ points }) => band(points) ?? '').join(''),
      });
    })
    .join('');
}

function curveMarkup(curve: Curve, chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const path = line<BandPoint>()
    .x((p) => x(p.x))
    .y((p) => y(p.mean))
    .curve(curveLinear)
    .digits(1);
  const points = placed(curve, chart);
  const marked = chart.dots ? points : points.slice(-1);
  return element(
    'g',
    {
      'data-role': curve.role,
      'data-family': curve.family,
      'data-strength': curve.strength,
      'data-dash': curve.dash,
    },
    element('path', { class: 'curve', d: path(points) ?? '' }),
    ...marked.map((p) => markOf(curve, x(p.x), y(p.mean), chart.dots)),
  );
}

function labels(chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const [bottom, top] = y.range() as [number, number];
  const labelled = chart.curves.flatMap((curve): CurveLabel[] => {
    const end = placed(curve, chart).at(-1);
    if (!end || curve.label === null) return [];
    const { role, family, strength, label } = curve;
    const look = { 'data-role': role, 'data-family': family, 'data-strength': strength };
    // Beside a larger mark.
    const beyond = chart.dots && strength === 'own' ? 4 : 0;
    return [{ text: label, x: x(end.x) + beyond, y: y(end.mean), look }];
  });
  return curveLabels(labelled, top, bottom);
}

/** A vertical rule at `x`, and each curve's marker where it crosses. */
function cursorMarkup(at: number, chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const [bottom, top] = y.range() as [number, number];
  const crossings = chart.curves.flatMap((curve) => {
    const point = placed(curve, chart).find((p) => p.x === at);
    return point ? [markOf(curve, x(at), y(point.mean))] : [];
  });
  const rule = element('line', { x1: px(x(at)), x2: px(x(at)), y1: px(top), y2: px(bottom) });
  return element('g', { class: 'cursor' }, rule, ...crossings);
}

/**
 * The chart as SVG text. What lies outside the fixed axes is cut at the plot's edge. The SVG is hidden from assistive
 * technology: `describeCurves` and the data table speak for it.
 *
 * @param cursor x of the vertical rule, or null for none
 */
export function curvesMarkup(chart: CurvesChart, size: ChartSize, cursor: number | null = null): string {
  const plot = plotOf(chart, size);
  const { x, y } = curvesScales(chart, size);
  const axes = axesOf(chart);
  return drawing(
    'curves',
    size,
    yAxis(axes.y, y, plot),
    xAxis(axes.x, x, plot, size),
    levelLine(chart, size),
    ...(chart.markers ?? []).map((each) => verticalLine(x(each.x), each.label, plot, 'marker-line')),
    clipped(
      plot,
      6,
      bands(chart, size),
      ...chart.curves.map((curve) => curveMarkup(curve, chart, size)),
      cursor === null ? '' : cursorMarkup(cursor, chart, size),
    ),
    levelName(chart, size),
    labels(chart, size),
  );
}
