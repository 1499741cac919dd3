/** `log_loss`: the mean of minus the logarithm of the probability that was given to the true class. */
import { exc, str, toFloat, type Task, type Value } from '../../python/bind.ts';
import { convert, toArray } from '../../numpy/conversion.ts';
import { ndarray, type NdArray } from '../../numpy/ndarray.ts';
import { sum } from '../../numpy/reductions.ts';
import { scalar } from '../../numpy/scalar.ts';
import { unique } from '../../numpy/sorting.ts';
import { checkConsistentLength, column } from '../validation.ts';
import { weightsOf } from './labels.ts';

const total = (values: ArrayLike<number>): number => sum(ndarray(values, [values.length], 'float64'), [0], false).at();

/** Probabilities are clipped by `eps`, and rows divided by their sums. Raises ValueError where classes and columns differ. */
export function* logLoss(
  truth: Value,
  prediction: Value,
  eps: Value,
  normalize: Value,
  weight: Value,
  labels: Value,
): Task {
  const given = yield* toArray(prediction);
  const p = given.dtype === 'float32' ? given : convert(given, 'float64');
  yield* checkConsistentLength(prediction, truth);
  const y = column(yield* toArray(truth));
  const { values: classes } = unique(labels === null ? y : column(yield* toArray(labels)));
  if (classes.size === 1) {
    const only = yield* str(classes);
    throw labels === null
      ? exc.ValueError(`y_true contains only one label (${only.slice(1, -1)}). Please provide the true labels explicitly through the labels argument.`) // prettier-ignore
      : exc.ValueError(`The labels array needs to contain at least two labels for log_loss, got ${only}.`);
  }
  const least = eps === 'auto' ? (p.dtype === 'float32' ? 2 ** -23 : 2 ** -52) : toFloat(eps, 'eps');
  const narrow = p.dtype === 'float32' ? Math.fround : (x: number) => x;
  const clipped = Array.from(p.values(), (value) => Math.min(narrow(1 - least), Math.max(least, value)));
  const columns = p.ndim === 1 || p.shape[1] === 1 ? 2 : p.shape[1]!;
  const rows =
    columns === 2 && clipped.length === y.size ? clipped.flatMap((value) => [narrow(1 - value), value]) : clipped;
  if (classes.size !== columns) {
    throw exc.ValueError(
      labels === null
        ? `y_true and y_pred contain different number of classes ${classes.size}, ${columns}. Please provide the true labels explicitly through the labels argument. Classes found in y_true: ${yield* str(classes)}`
        : `The number of classes in labels is different from that in y_pred. Classes found in labels: ${yield* str(classes)}`,
    );
  }
  const key = (x: NdArray, value: number): unknown => (x.dtype === 'str' ? x.table[value] : value);
  const place = new Map(Array.from(classes.values(), (value, i) => [key(classes, value), i]));
  const losses = Array.from(y.values(), (label, i) => {
    const row = rows.slice(i * columns, (i + 1) * columns);
    return -Math.log(narrow(row[place.get(key(y, label))!]! / narrow(total(row))));
  });
  const weights = yield* weightsOf(weight, losses.length);
  const weighted = weights === null ? losses : losses.map((loss, i) => loss * weights[i]!);
  if (normalize !== true) return scalar(total(weighted), 'float64');
  return scalar(total(weighted) / (weights === null ? losses.length : total(weights)), 'float64');
}
