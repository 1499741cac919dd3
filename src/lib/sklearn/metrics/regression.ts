/** Scores of predicted numbers. */
import { exc, toFloat, type Functions, type Task, type Value } from '../../python/bind.ts';
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

/** The mean of a number for each pair. */
const meanOver = (f: (y: number, p: number) => number) =>
  function* (truth: Value, prediction: Value): Task {
    const { y, p, n } = yield* pairs(truth, prediction);
    return scalar(total(Array.from({ length: n }, (_, i) => f(y[i]!, p[i]!))) / n, 'float64');
  };

function* explainedVariance(truth: Value, prediction: Value): Task {
  const { y, p, n } = yield* pairs(truth, prediction);
  const variance = (values: readonly number[]): number => {
    const mean = total(values) / n;
    return total(values.map((value) => (value - mean) ** 2)) / n;
  };
  const left = variance(Array.from({ length: n }, (_, i) => y[i]! - p[i]!));
  const all = variance(Array.from(y));
  if (left === 0) return scalar(1, 'float64');
  return scalar(all === 0 ? 0 : 1 - left / all, 'float64');
}

function* medianError(truth: Value, prediction: Value): Task {
  const { y, p, n } = yield* pairs(truth, prediction);
  const errors = Array.from({ length: n }, (_, i) => Math.abs(y[i]! - p[i]!)).sort((a, b) => a - b);
  return scalar((errors[(n - 1) >> 1]! + errors[n >> 1]!) / 2, 'float64');
}

function* logarithmicError(truth: Value, prediction: Value, squared: Value): Task {
  const { y, p, n } = yield* pairs(truth, prediction);
  const logs = [y, p].map((values) => Array.from(values, (value) => Math.log1p(value)));
  if ([...Array.from(y), ...Array.from(p)].some((value) => value < 0)) {
    throw exc.ValueError('Mean Squared Logarithmic Error cannot be used when targets contain negative values.');
  }
  const mean = total(logs[0]!.map((value, i) => (value - logs[1]![i]!) ** 2)) / n;
  return scalar(squared === false ? Math.sqrt(mean) : mean, 'float64');
}

export const regressionFunctions: Functions = {
  'mean_squared_error(y_true, y_pred, *, squared=True)': meanOf((x) => x * x, true),
  'mean_absolute_error(y_true, y_pred)': meanOf(Math.abs),
  'r2_score(y_true, y_pred)': r2Score,
  'explained_variance_score(y_true, y_pred)': explainedVariance,
  'median_absolute_error(y_true, y_pred)': medianError,
  'mean_absolute_percentage_error(y_true, y_pred)': meanOver(
    (y, p) => Math.abs(p - y) / Math.max(Math.abs(y), Number.EPSILON),
  ),
  'mean_squared_log_error(y_true, y_pred, *, squared=True)': logarithmicError,
  'mean_pinball_loss(y_true, y_pred, *, alpha=0.5)': function* (truth: Value, prediction: Value, alpha: Value): Task {
    const a = toFloat(alpha, 'alpha');
    return yield* meanOver((y, p) => (y >= p ? a * (y - p) : (1 - a) * (p - y)))(truth, prediction);
  },
  'max_error(y_true, y_pred)': function* (truth: Value, prediction: Value): Task {
    const { y, p, n } = yield* pairs(truth, prediction);
    if (n === 0) throw exc.ValueError('Found array with 0 sample(s) (shape=(0,)) while a minimum of 1 is required.');
    const most = Array.from({ length: n }, (_, i) => Math.abs(y[i]! - p[i]!)).reduce((a, b) => Math.max(a, b), 0);
    const whole = [yield* toArray(truth), yield* toArray(prediction)].every(({ dtype }) => dtype.startsWith('int'));
    return scalar(most, whole ? 'int64' : 'float64');
  },
};
