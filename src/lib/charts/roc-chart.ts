import { line } from 'd3';
import { position } from './axis.ts';
import type { Axis } from './axis.ts';
import { drawing, xAxis, yAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import type { Strength } from './marks.ts';
import { percent, significant } from './number.ts';
import { numbersTable } from './numbers-table.ts';
import { auc, rocAt } from './roc.ts';
import type { RocCurve } from './roc.ts';

export interface RocChart {
  /** What the positives and the negatives are called: `members`, `others`. */
  readonly positives: string;
  readonly negatives: string;
  /** Pale ones first; the last is the one that the threshold is shown on. */
  readonly curves: readonly { readonly name: string; readonly strength: Strength; readonly roc: RocCurve }[];
  /** The present threshold, in the scores' units; null for none. */
  readonly threshold: number | null;
}

const MARGIN = { top: 30, left: 44, right: 14, bottom: 46 };

const axesOf = ({ positives, negatives }: RocChart): { x: Axis; y: Axis } => ({
  x: { title: `${negatives} called ${positives}`, domain: [0, 1], ticks: [0, 0.5, 1] },
  y: { title: `${positives} found`, domain: [0, 1], ticks: [0, 0.5, 1] },
});

/** The curves as SVG text. The plot is a square, as large as the size allows. */
export function rocMarkup(chart: RocChart, size: ChartSize): string {
  const side = Math.min(size.width - MARGIN.left - MARGIN.right, size.height - MARGIN.top - MARGIN.bottom);
  const plot: Plot = { left: MARGIN.left, right: MARGIN.left + side, top: MARGIN.top, bottom: MARGIN.top + side };
  const axes = axesOf(chart);
  const x = position(axes.x, [plot.left, plot.right]);
  const y = position(axes.y, [plot.bottom, plot.top]);
  const path = line<number>()
    .x((share) => x(share))
    .digits(1);
  const curves = chart.curves.map(({ roc, strength }) =>
    element(
      'g',
      { 'data-role': 'series', 'data-strength': strength },
      element('path', {
        class: 'curve',
        d: path.y((_, i) => y(roc.truePositive[i] ?? 0))(roc.falsePositive) ?? '',
      }),
    ),
  );
  const drawn = chart.curves.filter(({ roc }) => roc.thresholds.length > 0);
  const areas = drawn.map(({ name, strength, roc }, i) =>
    element(
      'text',
      {
        class: 'curve-label',
        'data-role': 'series',
        'data-strength': strength,
        x: px(plot.right - 8),
        y: px(plot.bottom - 12 - 17 * (drawn.length - 1 - i)),
        'text-anchor': 'end',
      },
      escapeMarkup(`${name}: AUC ${auc(roc).toFixed(2)}`),
    ),
  );
  const last = drawn.at(-1);
  const at = last && chart.threshold !== null ? rocAt(last.roc, chart.threshold) : null;
  return drawing(
    'roc curves',
    { width: size.width, height: plot.bottom + MARGIN.bottom },
    yAxis(axes.y, y, plot),
    xAxis(axes.x, x, plot, { width: plot.right, height: size.height }),
    element('g', { class: 'level' }, element('line', { x1: px(x(0)), y1: px(y(0)), x2: px(x(1)), y2: px(y(1)) })),
    ...curves,
    ...areas,
    at
      ? element('circle', { class: 'threshold-point', cx: px(x(at.falsePositive)), cy: px(y(at.truePositive)), r: 5 })
      : '',
  );
}

/** The curves in a sentence: each one's area, and what the present threshold gives. */
export function describeRoc({ curves, threshold, positives, negatives }: RocChart): string {
  const drawn = curves.filter(({ roc }) => roc.thresholds.length > 0);
  const last = drawn.at(-1);
  if (!last) return `ROC curve: ${positives} and ${negatives} are both needed, and there is one of them at most.`;
  const areas = drawn.map(({ name, roc }) => `${name} has an area of ${auc(roc).toFixed(2)}`).join(', ');
  if (threshold === null) return `ROC curve: ${areas}; guessing has 0.50.`;
  const at = rocAt(last.roc, threshold);
  return `ROC curve: ${areas}; guessing has 0.50. The threshold finds ${percent(at.truePositive)} of the ${positives} and takes ${percent(at.falsePositive)} of the ${negatives} for ${positives}.`;
}

/** The points of the last curve as a table, at most about 30 of them. */
export function rocTable({ curves, positives, negatives }: RocChart, caption: string): string {
  const { thresholds, falsePositive, truePositive } = curves.at(-1)?.roc ?? {
    thresholds: [],
    falsePositive: [],
    truePositive: [],
  };
  const every = Math.max(1, Math.ceil(thresholds.length / 30));
  const rows = thresholds.flatMap((threshold, i) =>
    i % every === 0 || i === thresholds.length - 1
      ? [
          [
            Number.isFinite(threshold) ? significant(threshold, 3) : 'above all',
            significant(truePositive[i] ?? 0, 3),
            significant(falsePositive[i] ?? 0, 3),
          ],
        ]
      : [],
  );
  return numbersTable(
    caption,
    ['score at least', `share of ${positives} found`, `share of ${negatives} called ${positives}`],
    rows,
  );
}
