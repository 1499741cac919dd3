import { area, curveLinear, line, scaleLinear } from 'd3';
import { element, escapeMarkup, px } from './markup.ts';
import { tickText } from './number.ts';
import { placeLabels } from './place-labels.ts';
import type { BandPoint } from './series.ts';

/** What a curve is of. Each role has one hue and one dash everywhere on the site. */
/** `series` is any other quantity, told from its neighbours by its dash and its label. */
export type CurveRole = 'training' | 'validation' | 'wrong' | 'reference' | 'series';

/** How a curve is drawn: `saved` pale with its band, `own` strong, `broad` as a wide pale ribbon to compare against. */
export type CurveStrength = 'saved' | 'own' | 'broad';

export interface Curve {
  readonly role: CurveRole;
  readonly strength: CurveStrength;
  /** Printed at the curve's end; null leaves the curve without a label. */
  readonly label: string | null;
  readonly points: readonly BandPoint[];
  /** What tables and sentences call the curve; its role where left out. */
  readonly name?: string;
  /** Which of the dashes a `series` has, from 0. */
  readonly dash?: number;
}

/** One chart: fixed axes, so that runs compare, and the curves on them. */
export interface CurvesChart {
  /** What the y axis shows, with its unit. */
  readonly title: string;
  readonly xTitle: string;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly yTicks: readonly number[];
  /** A level worth knowing, for example what guessing gives. */
  readonly level?: { readonly y: number; readonly label: string } | undefined;
  readonly curves: readonly Curve[];
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const MARGIN = { top: 30, right: 88, bottom: 34, left: 40 };
const LABEL_GAP = 15;

/** Where the plot lies inside the chart, and its scales: for drawing, and for finding x under a pointer. */
export function curvesScales(chart: CurvesChart, { width, height }: ChartSize) {
  return {
    x: scaleLinear(chart.xDomain, [MARGIN.left, width - MARGIN.right]),
    y: scaleLinear(chart.yDomain, [height - MARGIN.bottom, MARGIN.top]),
  };
}

/** The last point of a curve, where its label stands. */
const endOf = (curve: Curve): BandPoint | undefined => curve.points.at(-1);

/** A filled disc for training, an open square for validation, a cross for wrong labels, a triangle for the reference. */
function marker(role: CurveRole, x: number, y: number): string {
  const attributes = { class: 'curve-marker', 'data-role': role };
  if (role === 'training') return element('circle', { ...attributes, cx: px(x), cy: px(y), r: 3.5 });
  const d = {
    validation: `M${px(x - 3.2)},${px(y - 3.2)}h6.4v6.4h-6.4z`,
    wrong: `M${px(x - 3.5)},${px(y - 3.5)}l7,7m0,-7l-7,7`,
    reference: `M${px(x)},${px(y - 4)}l4,7h-8z`,
    series: `M${px(x)},${px(y - 4)}l4,4l-4,4l-4,-4z`,
  }[role];
  return element('path', { ...attributes, d });
}

function axes(chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const bottom = size.height - MARGIN.bottom;
  const right = size.width - MARGIN.right;
  const yAxis = chart.yTicks.map((tick) =>
    element(
      'g',
      { class: 'tick', transform: `translate(0,${px(y(tick))})` },
      element('line', { x1: MARGIN.left, x2: px(right) }),
      element(
        'text',
        { x: MARGIN.left - 8, dy: '0.32em', 'text-anchor': 'end' },
        escapeMarkup(tickText(tick, chart.yTicks)),
      ),
    ),
  );
  const xAxis = x
    .ticks(size.width < 420 ? 3 : 5)
    .filter(Number.isInteger)
    .map((tick) =>
      element(
        'g',
        { class: 'tick', transform: `translate(${px(x(tick))},${bottom})` },
        element('line', { y2: 5 }),
        element('text', { y: 18, 'text-anchor': 'middle' }, String(tick)),
      ),
    );
  return element(
    'g',
    { class: 'axes' },
    ...yAxis,
    ...xAxis,
    element('text', { class: 'axis-title', x: 0, y: 13 }, escapeMarkup(chart.title)),
    element('text', { class: 'axis-title', x: px(right + 16), y: bottom + 18 }, escapeMarkup(chart.xTitle)),
  );
}

function level(chart: CurvesChart, size: ChartSize): string {
  if (!chart.level) return '';
  const { x, y } = curvesScales(chart, size);
  const [from, to] = x.range() as [number, number];
  const at = y(chart.level.y);
  return element(
    'g',
    { class: 'level' },
    element('line', { x1: px(from), x2: px(to), y1: px(at), y2: px(at) }),
    element('text', { x: px(from + 6), y: px(at - 5) }, escapeMarkup(chart.level.label)),
  );
}

function curveMarkup(curve: Curve, chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const path = line<BandPoint>()
    .x((p) => x(p.x))
    .y((p) => y(p.mean))
    .curve(curveLinear)
    .digits(1);
  const band = area<BandPoint>()
    .x((p) => x(p.x))
    .y0((p) => y(p.low))
    .y1((p) => y(p.high))
    .digits(1);
  const last = endOf(curve);
  const banded = curve.strength === 'saved' && curve.points.some((p) => p.high > p.low);
  const drawn = element('path', { class: 'curve', d: path([...curve.points]) ?? '' });
  return element(
    'g',
    { 'data-role': curve.role, 'data-strength': curve.strength, 'data-dash': curve.dash },
    banded ? element('path', { class: 'band', d: band([...curve.points]) ?? '' }) : '',
    drawn,
    last && curve.strength !== 'broad' ? marker(curve.role, x(last.x), y(last.mean)) : '',
  );
}

function labels(chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const labelled = chart.curves.flatMap((curve) => {
    const end = endOf(curve);
    return end && curve.label !== null ? [{ curve, end, text: curve.label }] : [];
  });
  const [bottom, top] = y.range() as [number, number];
  const placed = placeLabels(
    labelled.map(({ end }) => Math.min(bottom, Math.max(top, y(end.mean)))),
    LABEL_GAP,
    top,
    bottom,
  );
  return labelled
    .map(({ curve, end, text }, i) =>
      element(
        'text',
        {
          class: 'curve-label',
          'data-role': curve.role,
          'data-strength': curve.strength,
          x: px(x(end.x) + 9),
          y: px(placed[i] ?? 0),
          dy: '0.32em',
        },
        escapeMarkup(text),
      ),
    )
    .join('');
}

/** A vertical rule at `x`, and each curve's marker where it crosses. */
function cursorMarkup(at: number, chart: CurvesChart, size: ChartSize): string {
  const { x, y } = curvesScales(chart, size);
  const [bottom, top] = y.range() as [number, number];
  const crossings = chart.curves.flatMap((curve) => {
    const point = curve.points.find((p) => p.x === at);
    return point && curve.strength !== 'broad' ? [marker(curve.role, x(at), y(point.mean))] : [];
  });
  const rule = element('line', { x1: px(x(at)), x2: px(x(at)), y1: px(top), y2: px(bottom) });
  return element('g', { class: 'cursor' }, rule, ...crossings);
}

/**
 * The chart as SVG text. What lies outside the fixed axes is cut at the plot's edge by an inner `<svg>`, which clips
 * without an id. The SVG is hidden from assistive technology: `describeCurves` and the data table speak for it.
 *
 * @param cursor x of the vertical rule, or null for none
 */
export function curvesMarkup(chart: CurvesChart, size: ChartSize, cursor: number | null = null): string {
  const plot = {
    x: MARGIN.left,
    y: MARGIN.top - 6,
    width: size.width - MARGIN.left - MARGIN.right + 6,
    height: size.height - MARGIN.top - MARGIN.bottom + 12,
  };
  return element(
    'svg',
    {
      class: 'curves',
      viewBox: `0 0 ${px(size.width)} ${px(size.height)}`,
      width: px(size.width),
      height: px(size.height),
      'aria-hidden': 'true',
      focusable: 'false',
    },
    axes(chart, size),
    level(chart, size),
    element(
      'svg',
      {
        ...plot,
        viewBox: `${plot.x} ${plot.y} ${plot.width} ${plot.height}`,
        overflow: 'hidden',
        class: 'plot',
      },
      ...chart.curves.map((curve) => curveMarkup(curve, chart, size)),
      cursor === null ? '' : cursorMarkup(cursor, chart, size),
    ),
    labels(chart, size),
  );
}
