/** Scores of predicted numbers. */
import { exc, type Functions, type Task, type Value } from '../../python/bind.ts';
import { convert, toArray } from '../../numpy/conversion.ts';
import { ndarray } from '../../numpy/ndarray.ts';
import { sum } from '../../numpy/reductions.ts';
import { scalar } from '../../numpy/scalar.ts';
import { checkConsistentLength, column } from '../validation.ts';

const total = (values: ArrayLike<number>): number => sum(ndarray(values, [values.length], 'float64'), [0], false).at();

function* pairs(truth: Value, prediction: Value): Task<{ y: ArrayLike<number>; p: ArrayLike<number>; n: number }> {
  yield* checkConsistentLength(truth, prediction);
  const y = column(convert(yield* toArray(truth), 'float64')).values();
  const p = column(convert(yield* toArray(prediction), 'float64')).values();
  return { y, p, n: y.length };
}

const meanOf = (f: (difference: number) => number, root = false) =>
  function* (truth: Value, prediction: Value, squared: Value = true): Task {
    const { y, p, n } = yield* pairs(truth, prediction);
    const mean = total(Array.from({ length: n }, (_, i) => f(y[i]! - p[i]!))) / n;
    return scalar(root && squared === false ? Math.sqrt(mean) : mean, 'float64');
  };

export function* r2Score(truth: Value, prediction: Value): Task {
  const { y, p, n } = yield* pairs(truth, prediction);
  if (n < 2) return scalar(NaN, 'float64');
  const mean = total(y) / n;
  const residual = total(Array.from({ length: n }, (_, i) => (y[i]! - p[i]!) ** 2));
  const spread = total(Array.from({ length: n }, (_, i) => (y[i]! - mean) ** 2));
  if (spread === 0) return scalar(residual === 0 ? 1 : 0, 'float64');
  return scalar(1 - residual / spread, 'float64');
}

export const regressionFunctions: Functions = {
  'mean_squared_error(y_true, y_pred, *, squared=True)': meanOf((x) => x * x, true),
  'mean_absolute_error(y_true, y_pred)': meanOf(Math.abs),
  'r2_score(y_true, y_pred)': r2Score,
  'max_error(y_true, y_pred)': function* (truth: Value, prediction: Value): Task {
    const { y, p, n } = yield* pairs(truth, prediction);
    if (n === 0) throw exc.ValueError('Found array with 0 sample(s) (shape=(0,)) while a minimum of 1 is required.');
    return scalar(
      Array.from({ length: n }, (_, i) => Math.abs(y[i]! - p[i]!)).reduce((a, b) => Math.max(a, b), 0),
      'float64',
    );
  },
};
