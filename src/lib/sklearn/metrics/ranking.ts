/** Scores of predicted scores: ROC and precision-recall curves. */
import { exc, float, PyFloat, tuple, type Functions, type Task, type Value } from '../../python/bind.ts';
import { convert, toArray } from '../../numpy/conversion.ts';
import { sortPlaces } from '../../numpy/introsort.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { ndarray } from '../../numpy/ndarray.ts';
import { sum } from '../../numpy/reductions.ts';
import { scalar } from '../../numpy/scalar.ts';
import { unique } from '../../numpy/sorting.ts';
import { checkConsistentLength, column, typeOfTarget } from '../validation.ts';
import { weightsOf } from './labels.ts';
import { logLoss } from './log-loss.ts';

const vector = (values: ArrayLike<number>): NdArray => ndarray(values, [values.length], 'float64');
const total = (values: ArrayLike<number>): number => sum(vector(values), [0], false).at();

/** Cumulated false and true positives at each distinct score, from the highest down. */
interface Counts {
  readonly falsePositives: number[];
  readonly truePositives: number[];
  readonly thresholds: number[];
}

/** Which samples are of the positive class: that of `pos_label`, or 1 where labels are {0, 1}, {-1, 1} or one of them. */
function* positives(truth: NdArray, positive: Value): Task<boolean[]> {
  const kind = typeOfTarget(truth);
  if (kind !== 'binary' && !(kind === 'multiclass' && positive !== null))
    throw exc.ValueError(`${kind} format is not supported`);
  const y = column(truth);
  if (positive !== null) {
    const label = yield* toArray(positive);
    const wanted = label.dtype === 'str' ? label.table[label.at()] : label.at();
    return Array.from(y.values(), (value) => (y.dtype === 'str' ? y.table[value] : value) === wanted);
  }
  const { values } = unique(y);
  const list = y.dtype === 'str' ? null : [...values.values()].join();
  if (list === null || !['0,1', '-1,1', '0', '-1', '1'].includes(list)) {
    const shown =
      y.dtype === 'str'
        ? `{${values.table.map((text) => `'${text as string}'`).join(', ')}}`
        : `{${[...values.values()].join(', ')}}`;
    throw exc.ValueError(
      `y_true takes value in ${shown} and pos_label is not specified: either make y_true take value in {0, 1} or {-1, 1} or pass pos_label explicitly.`,
    );
  }
  return Array.from(y.values(), (value) => value === 1);
}

function checkFinite(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) continue;
    throw exc.ValueError(
      `Input contains ${Number.isNaN(values[i]!) ? 'NaN' : "infinity or a value too large for dtype('float64')"}.`,
    );
  }
}

/** Counts for samples of which `positive` says whether each is one. */
function cumulate(positive: readonly boolean[], scores: ArrayLike<number>, weights: ArrayLike<number> | null): Counts {
  checkFinite(scores);
  const order = Int32Array.from({ length: scores.length }, (_, i) => i);
  sortPlaces(scores, order, true);
  order.reverse();
  const counts: Counts = { falsePositives: [], truePositives: [], thresholds: [] };
  let [f, t] = [0, 0];
  order.forEach((place, i) => {
    const weight = weights?.[place] ?? 1;
    if (positive[place] === true) t += weight;
    else f += weight;
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[place]) return;
    counts.falsePositives.push(f);
    counts.truePositives.push(t);
    counts.thresholds.push(scores[place]!);
  });
  return counts;
}

/** Leaves out points that lie on a straight line with their neighbours. */
function corners({ falsePositives: f, truePositives: t, thresholds }: Counts): Counts {
  const bends = (values: readonly number[], i: number): boolean =>
    values[i + 1]! - values[i]! - (values[i]! - values[i - 1]!) !== 0;
  const kept = f.flatMap((_, i) => (i === 0 || i === f.length - 1 || bends(f, i) || bends(t, i) ? [i] : []));
  const at = (values: readonly number[]): number[] => kept.map((i) => values[i]!);
  return { falsePositives: at(f), truePositives: at(t), thresholds: at(thresholds) };
}

interface Curve {
  readonly falseRate: number[];
  readonly trueRate: number[];
  readonly thresholds: number[];
}

function rocCurve(
  positive: readonly boolean[],
  scores: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  drop: boolean,
): Curve {
  const all = cumulate(positive, scores, weights);
  const counts = drop && all.thresholds.length > 2 ? corners(all) : all;
  const rate = (values: readonly number[]): number[] => {
    const most = values.at(-1)!;
    return [0, ...values].map((value) => (most <= 0 ? NaN : value / most));
  };
  return {
    falseRate: rate(counts.falsePositives),
    trueRate: rate(counts.truePositives),
    thresholds: [counts.thresholds[0]! + 1, ...counts.thresholds],
  };
}

/** The area under points by the trapezoidal rule. Raises ValueError where x turns back. */
function area(x: readonly number[], y: readonly number[]): number {
  if (x.length < 2)
    throw exc.ValueError(`At least 2 points are needed to compute area under curve, but x.shape = (${x.length},)`);
  const steps = x.slice(1).map((value, i) => value - x[i]!);
  const falling = steps.some((step) => step < 0);
  if (falling && steps.some((step) => step > 0))
    throw exc.ValueError('x is neither increasing nor decreasing : [' + x.join(' ') + '].');
  return (falling ? -1 : 1) * total(steps.map((step, i) => (step * (y[i + 1]! + y[i]!)) / 2));
}

/** The scores of samples, one each. */
function* scoresOf(truth: Value, scores: Value): Task<NdArray> {
  yield* checkConsistentLength(truth, scores);
  return column(convert(yield* toArray(scores), 'float64'));
}

function* rocFunction(truth: Value, scores: Value, positive: Value, weight: Value, drop: Value): Task {
  const s = yield* scoresOf(truth, scores);
  const chosen = yield* positives(yield* toArray(truth), positive);
  const curve = rocCurve(chosen, s.values(), yield* weightsOf(weight, chosen.length), drop === true);
  return tuple(vector(curve.falseRate), vector(curve.trueRate), vector(curve.thresholds));
}

function aucOf(positive: readonly boolean[], scores: ArrayLike<number>, weights: ArrayLike<number> | null): number {
  if (!positive.includes(true) || !positive.includes(false)) {
    throw exc.ValueError('Only one class present in y_true. ROC AUC score is not defined in that case.');
  }
  const { falseRate, trueRate } = rocCurve(positive, scores, weights, true);
  return area(falseRate, trueRate);
}

function* rocAuc(
  truth: Value,
  scores: Value,
  average: Value,
  weight: Value,
  maxFpr: Value,
  multiClass: Value,
  labels: Value,
): Task {
  if (maxFpr !== null) throw exc.NotImplementedError('max_fpr does not run here; roc_curve gives the whole curve');
  yield* checkConsistentLength(truth, scores);
  const y = yield* toArray(truth);
  const s = yield* toArray(scores);
  const kind = typeOfTarget(y);
  if (kind === 'multiclass' || (kind === 'binary' && s.ndim === 2 && s.shape[1]! > 2)) {
    if (multiClass === 'raise') throw exc.ValueError("multi_class must be in ('ovo', 'ovr')");
    return yield* multiclassAuc(y, s, labels, multiClass, average);
  }
  if (kind !== 'binary') throw exc.ValueError(`${kind} format is not supported`);
  const { inverse, first } = unique(column(y));
  const chosen = Array.from(inverse, (label) => label === first.length - 1 && first.length > 1);
  return scalar(aucOf(chosen, column(s).values(), yield* weightsOf(weight, chosen.length)), 'float64');
}

/** One against the rest, averaged over classes. */
function* multiclassAuc(y: NdArray, s: NdArray, labels: Value, multiClass: Value, average: Value): Task {
  const rows = s.values();
  const columns = s.shape[1]!;
  const sums = Array.from({ length: s.shape[0]! }, (_, i) => total(rows.subarray(i * columns, (i + 1) * columns)));
  if (sums.some((value) => Math.abs(value - 1) > 1e-8 + 1e-5)) {
    throw exc.ValueError(
      'Target scores need to be probabilities for multiclass roc_auc, i.e. they should sum up to 1.0 over classes',
    );
  }
  if (multiClass !== 'ovr' || labels !== null)
    throw exc.NotImplementedError("multi_class='ovr' without labels runs here");
  const { inverse, first, counts } = unique(column(y));
  if (first.length !== columns) {
    throw exc.ValueError("Number of classes in y_true not equal to the number of columns in 'y_score'");
  }
  const areas = first.map(
    (_, k) =>
    aucOf(Array.from(inverse, (label) => label === k), Array.from({ length: inverse.length }, (_row, i) => rows[i * columns + k]!), null), // prettier-ignore
  );
  if (average === null) return vector(areas);
  if (average === 'weighted')
    return scalar(total(areas.map((value, k) => value * counts[k]!)) / total(counts), 'float64');
  return scalar(total(areas) / areas.length, 'float64');
}

/** Precision and recall at each threshold, from the lowest up; the last point is (1, 0). */
function* precisionRecall(
  truth: Value,
  scores: Value,
  positive: Value,
): Task<{ precision: number[]; recall: number[]; thresholds: number[] }> {
  const s = yield* scoresOf(truth, scores);
  const chosen = yield* positives(yield* toArray(truth), positive);
  const { falsePositives: f, truePositives: t, thresholds } = cumulate(chosen, s.values(), null);
  const precision = t.map((n, i) => (n + f[i]! === 0 ? 0 : n / (n + f[i]!)));
  const most = t.at(-1)!;
  const recall = t.map((n) => (most === 0 ? 1 : n / most));
  return { precision: [...precision.reverse(), 1], recall: [...recall.reverse(), 0], thresholds: thresholds.reverse() };
}

function* averagePrecision(truth: Value, scores: Value, _average: Value, positive: Value): Task {
  const { precision, recall } = yield* precisionRecall(truth, scores, positive);
  return float(-total(recall.slice(1).map((value, i) => (value - recall[i]!) * precision[i]!)));
}

export const rankingFunctions: Functions = {
  'roc_curve(y_true, y_score, *, pos_label=None, sample_weight=None, drop_intermediate=True)': rocFunction,
  'roc_auc_score(y_true, y_score, *, average="macro", sample_weight=None, max_fpr=None, multi_class="raise", labels=None)': rocAuc, // prettier-ignore
  'auc(x, y)': function* (x: Value, y: Value): Task {
    yield* checkConsistentLength(x, y);
    return new PyFloat(area([...(yield* toArray(x)).values()], [...(yield* toArray(y)).values()]));
  },
  'precision_recall_curve(y_true, probas_pred, *, pos_label=None)': function* (
    truth: Value,
    scores: Value,
    positive: Value,
  ): Task {
    // prettier-ignore
    const { precision, recall, thresholds } = yield* precisionRecall(truth, scores, positive);
    return tuple(vector(precision), vector(recall), vector(thresholds));
  },
  'average_precision_score(y_true, y_score, *, average="macro", pos_label=1)': averagePrecision,
  'log_loss(y_true, y_pred, *, eps="auto", normalize=True, sample_weight=None, labels=None)': logLoss,
};
