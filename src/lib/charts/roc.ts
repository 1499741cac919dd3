/** How an attack that calls positive what scores at least a threshold does at every threshold. */
export interface RocCurve {
  /** Share of the negatives called positive, ascending from 0 to 1. */
  readonly falsePositive: readonly number[];
  /** Share of the positives called positive, ascending from 0 to 1. */
  readonly truePositive: readonly number[];
  /** The least score that is called positive; the first is infinite, where nothing is. */
  readonly thresholds: readonly number[];
}

/**
 * The ROC curve, a point for each score that occurs: examples of one score are called the same, so ties are one step.
 * An example whose score is not a number is left out. Without positives or without negatives there is no curve: no points.
 *
 * @param labels 1 or true for a positive
 * @throws {RangeError} when there are not as many labels as scores.
 */
export function rocCurve(labels: readonly (number | boolean)[], scores: readonly number[]): RocCurve {
  if (labels.length !== scores.length)
    throw new RangeError(
      `There are ${labels.length} labels and ${scores.length} scores; give one of each for an example.`,
    );
  const examples = scores
    .map((score, i) => ({ score, positive: Boolean(labels[i]) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score);
  const positives = examples.filter(({ positive }) => positive).length;
  const negatives = examples.length - positives;
  if (positives === 0 || negatives === 0) return { falsePositive: [], truePositive: [], thresholds: [] };
  const falsePositive = [0];
  const truePositive = [0];
  const thresholds = [Infinity];
  let [hits, alarms] = [0, 0];
  for (const [i, { score, positive }] of examples.entries()) {
    if (positive) hits++;
    else alarms++;
    if (examples[i + 1]?.score === score) continue;
    falsePositive.push(alarms / negatives);
    truePositive.push(hits / positives);
    thresholds.push(score);
  }
  return { falsePositive, truePositive, thresholds };
}

/**
 * The area under the curve: how often a positive scores above a negative, ties counting half. NaN where there is no curve.
 */
export function auc({ falsePositive, truePositive }: RocCurve): number {
  if (falsePositive.length === 0) return NaN;
  let area = 0;
  for (let i = 1; i < falsePositive.length; i++)
    area += ((falsePositive[i]! - falsePositive[i - 1]!) * (truePositive[i]! + truePositive[i - 1]!)) / 2;
  return area;
}

/** Where on the curve a threshold is: the shares that score at least as much. */
export function rocAt(curve: RocCurve, threshold: number): { falsePositive: number; truePositive: number } {
  // Thresholds descend: the last that is not below is the place.
  const index = curve.thresholds.findLastIndex((each) => each >= threshold);
  return { falsePositive: curve.falsePositive[index] ?? 0, truePositive: curve.truePositive[index] ?? 0 };
}
