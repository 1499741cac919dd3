/** How much one feature alone says about the target. */
import { exc, tuple, type Functions, type Task, type Value } from '../../python/bind.ts';
import { toArray, convert } from '../../numpy/conversion.ts';
import { unique } from '../../numpy/sorting.ts';
import { checkFinite, numbersToFit, rowsOf, vector, type Rows } from '../features.ts';
import { fTail } from '../special.ts';
import { checkConsistentLength, columnOf } from '../validation.ts';

function* features(x: Value, y: Value): Task<Rows> {
  const array = convert(yield* toArray(x), 'float64');
  if (array.ndim !== 2) throw exc.ValueError(`Expected 2D array, got ${array.ndim}D array instead`);
  checkFinite(array, 'X');
  yield* checkConsistentLength(array, y);
  return rowsOf(array);
}

/** The variance between classes over the one within, of each feature. */
function* fClassif(x: Value, y: Value): Task {
  const { values, count, width } = yield* features(x, y);
  const { inverse, counts } = unique(yield* columnOf(y));
  const classes = counts.length;
  const scores = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const sums = new Float64Array(classes);
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i * width + j]!;
      sums[inverse[i]!]! += value;
      squares += value * value;
    }
    const total = sums.reduce((sum, value) => sum + value, 0);
    const all = (total * total) / count;
    const between = sums.reduce((sum, value, k) => sum + (value * value) / counts[k]!, 0) - all;
    const within = squares - all - between;
    scores[j] = between / (classes - 1) / (within / (count - classes));
  }
  return tuple(vector(scores), vector(scores.map((f) => fTail(f, classes - 1, count - classes))));
}

/** Of each feature the F of a line through the targets. */
function* fRegression(x: Value, y: Value, center: Value): Task {
  const { values, count, width } = yield* features(x, y);
  const { values: targets } = yield* numbersToFit(x, y);
  const mean = (at: (i: number) => number): number => {
    if (center !== true) return 0;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += at(i);
    return sum / count;
  };
  const targetMean = mean((i) => targets[i]!);
  const freedom = count - (center === true ? 2 : 1);
  const scores = Float64Array.from({ length: width }, (_, j) => {
    const featureMean = mean((i) => values[i * width + j]!);
    let [xx, yy, xy] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const [a, b] = [values[i * width + j]! - featureMean, targets[i]! - targetMean];
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    const squared = xx === 0 || yy === 0 ? 0 : (xy * xy) / (xx * yy);
    return squared >= 1 ? Number.MAX_VALUE : (squared / (1 - squared)) * freedom;
  });
  return tuple(vector(scores), vector(scores.map((f) => (f === 0 ? 1 : fTail(f, 1, freedom)))));
}

export const scoreFunctions: Functions = {
  'f_classif(X, y)': fClassif,
  'f_regression(X, y, *, center=True, force_finite=True)': fRegression,
};
