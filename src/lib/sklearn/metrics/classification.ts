/** Scores of predicted labels. */
import type { PyFloat } from '../../python/bind.ts';
import { exc, float, type Functions, str, type Task, toFloat, tuple, type Value } from '../../python/bind.ts';
import { toArray } from '../../numpy/conversion.ts';
import { NdArray, ndarray } from '../../numpy/ndarray.ts';
import { sum } from '../../numpy/reductions.ts';
import { scalar } from '../../numpy/scalar.ts';
import { column } from '../validation.ts';
import { labelled, weightsOf, type Labelled } from './labels.ts';

/** The sum, added up as NumPy adds. */
export const total = (values: ArrayLike<number>): number =>
  sum(ndarray(values, [values.length], 'float64'), [0], false).at();

export function* accuracy(truth: Value, prediction: Value, normalize: Value, sampleWeight: Value): Task {
  const { truth: y, predicted: p } = yield* labelled(truth, prediction);
  const weights = yield* weightsOf(sampleWeight, y.length);
  const right = Float64Array.from(y, (label, i) => (label === p[i] ? (weights?.[i] ?? 1) : 0));
  const score = total(right);
  if (normalize === true) return scalar(score / (weights === null ? y.length : total(weights)), 'float64');
  return weights === null ? scalar(score, 'int64') : scalar(score, 'float64');
}

/** Places of `labels` among the classes. All classes for None. */
export function* labelPlaces(labels: Value, { classes }: Labelled): Task<number[]> {
  if (labels === null) return [...classes.values().keys()];
  const wanted = column(yield* toArray(labels));
  const key = (x: NdArray, i: number): unknown => (x.dtype === 'str' ? x.table[x.values()[i]!] : x.values()[i]);
  const known = new Map(Array.from(classes.values().keys(), (i) => [key(classes, i), i]));
  return Array.from(wanted.values().keys(), (i) => known.get(key(wanted, i)) ?? -1);
}

function* confusionMatrix(truth: Value, prediction: Value, labels: Value, sampleWeight: Value, normalize: Value): Task {
  const both = yield* labelled(truth, prediction, labels);
  const places = yield* labelPlaces(labels, both);
  if (labels !== null && !both.truth.some((label) => places.includes(label))) {
    throw exc.ValueError('At least one label specified must be in y_true');
  }
  const weights = yield* weightsOf(sampleWeight, both.truth.length);
  const n = places.length;
  const rank = new Map(places.map((place, i) => [place, i]));
  const counts = new Float64Array(n * n);
  both.truth.forEach((label, i) => {
    const row = rank.get(label);
    const at = rank.get(both.predicted[i]!);
    if (row !== undefined && at !== undefined) counts[row * n + at]! += weights?.[i] ?? 1;
  });
  if (normalize === null) return new NdArray(counts, weights === null ? 'int64' : 'float64', [n, n]);
  const rows = Array.from({ length: n }, (_, i) => total(counts.subarray(i * n, (i + 1) * n)));
  const columns = Array.from({ length: n }, (_, j) => total(rows.map((_row, i) => counts[i * n + j]!)));
  const by = (i: number): number => {
    if (normalize === 'true') return rows[Math.floor(i / n)]!;
    return normalize === 'pred' ? columns[i % n]! : total(rows);
  };
  if (!['true', 'pred', 'all'].includes(normalize as string)) {
    throw exc.ValueError("normalize must be one of {'true', 'pred', 'all', None}");
  }
  return new NdArray(counts.map((count, i) => (by(i) === 0 ? 0 : count / by(i))), 'float64', [n, n]); // prettier-ignore
}

/** Of each class: how many were predicted rightly, were predicted, and are there. */
export interface Tally {
  readonly right: number[];
  readonly predicted: number[];
  readonly actual: number[];
}

function tally(both: Labelled, places: readonly number[]): Tally {
  const count = (values: Float64Array, place: number): number => values.filter((label) => label === place).length;
  return {
    right: places.map(
      (place) => both.truth.filter((label, i) => label === place && both.predicted[i] === place).length,
    ),
    predicted: places.map((place) => count(both.predicted, place)),
    actual: places.map((place) => count(both.truth, place)),
  };
}

export interface Scores {
  readonly precision: number[];
  readonly recall: number[];
  readonly fScore: number[];
  readonly support: number[];
}

const ratio = (a: number, b: number, zero: number): number => (b === 0 ? zero : a / b);

/** Precision, recall and F of tallies. */
export function scoresOf({ right, predicted, actual }: Tally, beta: number, zero: number): Scores {
  const precision = right.map((n, i) => ratio(n, predicted[i]!, zero));
  const recall = right.map((n, i) => ratio(n, actual[i]!, zero));
  const b2 = beta * beta;
  const fScore = precision.map((p, i) => {
    const below = b2 * p + recall[i]!;
    return below === 0 ? (predicted[i] === 0 && actual[i] === 0 ? zero : 0) : ((1 + b2) * p * recall[i]!) / below;
  });
  return { precision, recall, fScore, support: actual };
}

/** The average of class scores that `average` names; null for none. */
export function averaged(values: readonly number[], support: readonly number[], average: Value, zero: number): number {
  if (average !== 'weighted') return total(values) / values.length;
  const weight = total(support);
  return weight === 0 ? zero : total(values.map((value, i) => value * support[i]!)) / weight;
}

/** The tally that the arguments of precision and its kin ask for. */
export function* tallyFor(
  truth: Value,
  prediction: Value,
  labels: Value,
  positive: Value,
  average: Value,
): Task<Tally> {
  const both = yield* labelled(truth, prediction, labels);
  if (average !== 'binary') {
    const places = yield* labelPlaces(labels, both);
    const each = tally(both, places);
    if (average !== 'micro') return each;
    return { right: [total(each.right)], predicted: [total(each.predicted)], actual: [total(each.actual)] };
  }
  if (both.kind !== 'binary') {
    throw exc.ValueError(
      "Target is multiclass but average='binary'. Please choose another average setting, one of [None, 'micro', 'macro', 'weighted'].",
    );
  }
  const [place] = yield* labelPlaces(ndarrayOf(yield* toArray(positive)), both);
  if (place === -1 && both.classes.size >= 2) {
    throw exc.ValueError(
      `pos_label=${yield* str(positive)} is not a valid label. It should be one of [${Array.from(both.classes.values()).join(', ')}]`,
    );
  }
  return tally(both, [place!]);
}

const ndarrayOf = (x: NdArray): NdArray => (x.ndim === 0 ? x.view([1]) : x);

const zeroOf = (value: Value): number => (value === 'warn' ? 0 : toFloat(value, 'zero_division'));

const AVERAGES = new Set<Value>(['binary', 'micro', 'macro', 'weighted', null]);

const score = (which: 'precision' | 'recall' | 'fScore') =>
  function* (
    truth: Value,
    prediction: Value,
    labels: Value,
    positive: Value,
    average: Value,
    weights: Value,
    zeroDivision: Value,
    beta: Value = 1,
  ): Task {
    // prettier-ignore
    if (weights !== null) throw exc.NotImplementedError('sample_weight does not run here for this score');
    if (!AVERAGES.has(average))
      throw exc.ValueError(`average has to be one of (None, 'micro', 'macro', 'weighted', 'samples')`);
    const zero = zeroOf(zeroDivision);
    const counts = yield* tallyFor(truth, prediction, labels, positive, average);
    const scores = scoresOf(counts, toFloat(beta, 'beta'), zero);
    if (average === null) return ndarray(scores[which], [scores[which].length], 'float64');
    return scalar(averaged(scores[which], scores.support, average, zero), 'float64');
  };

function* allScores(
  truth: Value,
  prediction: Value,
  beta: Value,
  labels: Value,
  positive: Value,
  average: Value,
  zeroDivision: Value,
): Task {
  // prettier-ignore
  const zero = zeroOf(zeroDivision);
  const counts = yield* tallyFor(truth, prediction, labels, positive, average);
  const { precision, recall, fScore, support } = scoresOf(counts, toFloat(beta, 'beta'), zero);
  const lists = [precision, recall, fScore];
  if (average === null) {
    return tuple(
      ...lists.map((values) => ndarray(values, [values.length], 'float64')),
      ndarray(support, [support.length], 'int64'),
    );
  }
  return tuple(...lists.map((values) => scalar(averaged(values, support, average, zero), 'float64')), null);
}

function* balancedAccuracy(truth: Value, prediction: Value): Task {
  const both = yield* labelled(truth, prediction);
  const counts = tally(both, [...both.classes.values().keys()]);
  const recalls = counts.right.flatMap((n, i) => (counts.actual[i] === 0 ? [] : [n / counts.actual[i]!]));
  return scalar(total(recalls) / recalls.length, 'float64');
}

export { tally };

const SETTINGS = 'labels=None, pos_label=1, average="binary", sample_weight=None, zero_division="warn"';

export const classificationFunctions: Functions = {
  'accuracy_score(y_true, y_pred, *, normalize=True, sample_weight=None)': accuracy,
  'balanced_accuracy_score(y_true, y_pred)': balancedAccuracy,
  'confusion_matrix(y_true, y_pred, *, labels=None, sample_weight=None, normalize=None)': confusionMatrix,
  [`precision_score(y_true, y_pred, *, ${SETTINGS})`]: score('precision'),
  [`recall_score(y_true, y_pred, *, ${SETTINGS})`]: score('recall'),
  [`f1_score(y_true, y_pred, *, ${SETTINGS})`]: score('fScore'),
  [`fbeta_score(y_true, y_pred, *, beta, ${SETTINGS})`]: (truth: Value, prediction: Value, beta: Value, ...rest: [Value, Value, Value, Value, Value]) => score('fScore')(truth, prediction, ...rest, beta), // prettier-ignore
  'precision_recall_fscore_support(y_true, y_pred, *, beta=1.0, labels=None, pos_label=1, average=None, zero_division="warn")': allScores, // prettier-ignore
  'zero_one_loss(y_true, y_pred, *, normalize=True, sample_weight=None)': function* (
    truth: Value,
    prediction: Value,
  ): Task {
    return float(1 - ((yield* accuracy(truth, prediction, true, null)) as PyFloat).value);
  },
};
