/** Scores of how far labels agree, beyond chance or by what they have in common. */
import { exc, toFloat, type Functions, type Task, type Value } from '../../python/bind.ts';
import { NdArray, ndarray } from '../../numpy/ndarray.ts';
import { scalar } from '../../numpy/scalar.ts';
import { averaged, tallyFor, total } from './classification.ts';
import { labelled, weightsOf, type Labelled } from './labels.ts';

/** How often each class was taken for each: rows are the truth. */
function counts({ truth, predicted, classes }: Labelled, weights: ArrayLike<number> | null = null): number[][] {
  const n = classes.size;
  const table = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  truth.forEach((label, i) => (table[label]![predicted[i]!]! += weights?.[i] ?? 1));
  return table;
}

const rowSums = (table: readonly (readonly number[])[]): number[] => table.map((row) => total(row));
const columnSums = (table: readonly (readonly number[])[]): number[] =>
  table.map((_, j) => total(table.map((row) => row[j]!)));

const KAPPA_WEIGHTS: Readonly<Record<string, (distance: number) => number>> = {
  linear: Math.abs,
  quadratic: (distance) => distance ** 2,
};

function* kappa(a: Value, b: Value, labels: Value, weights: Value, sampleWeight: Value): Task {
  const both = yield* labelled(a, b, labels);
  const table = counts(both, yield* weightsOf(sampleWeight, both.truth.length));
  const [first, second] = [columnSums(table), rowSums(table)];
  const all = total(first);
  const cost = weights === null ? (d: number) => (d === 0 ? 0 : 1) : KAPPA_WEIGHTS[weights as string];
  if (cost === undefined) throw exc.ValueError('Unknown kappa weighting type.');
  const sum = (value: (i: number, j: number) => number): number =>
    total(table.flatMap((row, i) => row.map((_, j) => cost(i - j) * value(i, j))));
  const expected = sum((i, j) => (first[i]! * second[j]!) / all);
  return scalar(1 - sum((i, j) => table[i]![j]!) / expected, 'float64');
}

function* matthews(truth: Value, prediction: Value, sampleWeight: Value): Task {
  const both = yield* labelled(truth, prediction);
  const table = counts(both, yield* weightsOf(sampleWeight, both.truth.length));
  const [actual, predicted] = [rowSums(table), columnSums(table)];
  const dot = (x: readonly number[], y: readonly number[]): number => total(x.map((v, i) => v * y[i]!));
  const n = total(predicted);
  const right = total(table.map((row, i) => row[i]!));
  const spread = (n ** 2 - dot(predicted, predicted)) * (n ** 2 - dot(actual, actual));
  if (spread === 0) return scalar(0, 'float64');
  return scalar((right * n - dot(actual, predicted)) / Math.sqrt(spread), 'float64');
}

function* hammingLoss(truth: Value, prediction: Value, sampleWeight: Value): Task {
  const { truth: y, predicted: p } = yield* labelled(truth, prediction);
  const weights = yield* weightsOf(sampleWeight, y.length);
  const wrong = total(Array.from(y, (label, i) => (label === p[i] ? 0 : (weights?.[i] ?? 1))));
  return scalar(wrong / (weights === null ? y.length : total(weights)), 'float64');
}

function* jaccard(
  truth: Value,
  prediction: Value,
  labels: Value,
  positive: Value,
  average: Value,
  _weights: Value,
  zeroDivision: Value,
): Task {
  const { right, predicted, actual } = yield* tallyFor(truth, prediction, labels, positive, average);
  const zero = zeroDivision === 'warn' ? 0 : toFloat(zeroDivision, 'zero_division');
  const scores = right.map((n, i) => {
    const either = predicted[i]! + actual[i]! - n;
    return either === 0 ? zero : n / either;
  });
  if (average === null) return ndarray(scores, [scores.length], 'float64');
  return scalar(averaged(scores, actual, average, zero), 'float64');
}

/** For each class a table of its own: the class against all others. */
function* oneAgainstRest(truth: Value, prediction: Value, labels: Value): Task {
  const { right, predicted, actual } = yield* tallyFor(truth, prediction, labels, null, null);
  const n = (yield* labelled(truth, prediction, labels)).truth.length;
  const cells = right.flatMap((both, i) => {
    const [wrongly, missed] = [predicted[i]! - both, actual[i]! - both];
    return [n - both - wrongly - missed, wrongly, missed, both];
  });
  return new NdArray(Float64Array.from(cells), 'int64', [right.length, 2, 2]);
}

export const agreementFunctions: Functions = {
  'cohen_kappa_score(y1, y2, *, labels=None, weights=None, sample_weight=None)': kappa,
  'matthews_corrcoef(y_true, y_pred, *, sample_weight=None)': matthews,
  'hamming_loss(y_true, y_pred, *, sample_weight=None)': hammingLoss,
  'jaccard_score(y_true, y_pred, *, labels=None, pos_label=1, average="binary", sample_weight=None, zero_division="warn")': jaccard, // prettier-ignore
  'multilabel_confusion_matrix(y_true, y_pred, *, labels=None)': oneAgainstRest,
};
