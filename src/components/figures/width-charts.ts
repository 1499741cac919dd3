/** The charts of the width figure: what was measured at each width, and the reader's runs over it. */
import type { Curve, CurvesChart } from '../../lib/charts/curves.ts';
import { percent } from '../../lib/charts/number.ts';
import type { BandPoint } from '../../lib/charts/series.ts';
import { mean } from '../../lib/results/statistics.ts';

export const LOSS = 'loss/validation';
export const TRAINED = 'accuracy/train';
export const VALIDATED = 'accuracy/validation';

/** Accuracy on the training set at which it counts as just fitted. */
const FITTED = 0.95;

/** What the runs of one setting ended with. */
export interface WidthPoint {
  readonly width: number;
  /** Share of the training labels that are wrong. */
  readonly wrong: number;
  /** By metric, a number for each seed. */
  readonly ends: Readonly<Record<string, readonly number[]>>;
}

const labelOf = (wrong: number): string => (wrong === 0 ? 'no wrong labels' : `${percent(wrong)} wrong labels`);

const inOrder = (points: readonly WidthPoint[]): WidthPoint[] => [...points].sort((a, b) => a.width - b.width);

const bandOf = (points: readonly WidthPoint[], metric: string): BandPoint[] =>
  inOrder(points).flatMap(({ width, ends }) => {
    const values = (ends[metric] ?? []).filter(Number.isFinite);
    if (values.length === 0) return [];
    return [{ x: width, mean: mean(values), low: Math.min(...values), high: Math.max(...values) }];
  });

/**
 * The interpolation threshold: the width at which the mean training accuracy gets to `FITTED`, between the widths that
 * were measured on a log scale; null when none does.
 */
export function thresholdOf(points: readonly WidthPoint[], wrong: number): number | null {
  const accuracy = bandOf(
    points.filter((point) => point.wrong === wrong),
    TRAINED,
  );
  const after = accuracy.findIndex((point) => point.mean >= FITTED);
  const [low, high] = [accuracy[after - 1], accuracy[after]];
  if (!high) return null;
  if (!low) return high.x;
  const share = (FITTED - low.mean) / (high.mean - low.mean);
  return low.x * (high.x / low.x) ** share;
}

/** The curves of one metric, a curve for each share of wrong labels, the noisiest first. */
function curvesOf(
  points: readonly WidthPoint[],
  metric: string,
  strength: 'saved' | 'own',
  labelled: boolean,
): Curve[] {
  const shares = [...new Set(points.map(({ wrong }) => wrong))].sort((a, b) => b - a);
  return shares.map((wrong) => {
    const training = metric === TRAINED;
    const quantity = training ? 'training' : 'validation';
    const clean = wrong === 0;
    return {
      // Clean runs are told from noisy ones by their hue and dash, and by their label.
      role: training ? 'training' : clean ? 'series' : 'validation',
      strength,
      label: labelled ? (strength === 'own' ? 'your runs' : training ? 'training' : labelOf(wrong)) : null,
      name: `${quantity}, ${labelOf(wrong)}`,
      points: bandOf(
        points.filter((point) => point.wrong === wrong),
        metric,
      ),
    };
  });
}

/** Loss and accuracy over the width, saved and the reader's own. */
export function widthCharts(
  saved: readonly WidthPoint[],
  own: readonly WidthPoint[],
): [loss: CurvesChart, accuracy: CurvesChart] {
  const threshold = thresholdOf(saved, 0.4);
  const noisy = ({ wrong }: WidthPoint): boolean => wrong > 0;
  const shared = {
    xTitle: 'hidden units',
    xDomain: [2, 128],
    xScale: 'log',
    dots: true,
  } as const;
  const marked = (label: string) => (threshold === null ? [] : [{ x: threshold, label }]);
  const loss: CurvesChart = {
    ...shared,
    title: 'Validation loss (nats)',
    markers: marked('interpolation threshold'),
    yDomain: [0, 6],
    yTicks: [0, 1, 2, 3, 4, 5, 6],
    curves: [...curvesOf(saved, LOSS, 'saved', true), ...curvesOf(own, LOSS, 'own', true)],
  };
  const accuracy: CurvesChart = {
    ...shared,
    title: 'Accuracy (share correct)',
    // The line is named in the chart beside; here its name would lie on the training curve.
    markers: marked(''),
    yDomain: [0, 1],
    yTicks: [0, 0.25, 0.5, 0.75, 1],
    level: { y: 0.1, label: 'guessing' },
    curves: [
      ...curvesOf(saved.filter(noisy), TRAINED, 'saved', true),
      ...curvesOf(saved, VALIDATED, 'saved', true),
      ...curvesOf(own.filter(noisy), TRAINED, 'own', false),
      ...curvesOf(own, VALIDATED, 'own', true),
    ],
  };
  return [loss, accuracy];
}
