import type { LogEvent } from '../../lib/run/protocol.ts';
import type { Point } from '../../lib/charts/series.ts';

/**
 * The precision-recall curve, a point for each threshold that tells examples apart, from the surest example to all of
 * them. Empty where no example has label 1.
 * @returns Recall and precision, in order of recall.
 */
export function precisionRecall({
  labels,
  predictions,
}: Pick<Extract<LogEvent, { kind: 'pr_curve' }>, 'labels' | 'predictions'>): Point[] {
  const positives = labels.filter((label) => label === 1).length;
  if (positives === 0) return [];
  const surest = predictions.map((_, i) => i).sort((a, b) => predictions[b]! - predictions[a]!);
  const curve: Point[] = [];
  let found = 0;
  for (const [rank, i] of surest.entries()) {
    found += labels[i]!;
    // Examples of one probability are taken all together or not at all.
    const next = surest[rank + 1];
    if (next === undefined || predictions[next] !== predictions[i]) curve.push([found / positives, found / (rank + 1)]);
  }
  return curve;
}

/** The area under the steps of the curve: the mean of the precisions at which the positives are found. */
export function averagePrecision(curve: readonly Point[]): number {
  let [area, before] = [0, 0];
  for (const [recall, precision] of curve) {
    area += (recall - before) * precision;
    before = recall;
  }
  return area;
}
