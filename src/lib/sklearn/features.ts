/** What estimators are fitted to: a matrix of features, and labels as numbers of their classes. */
import { exc, str, type PyInstance, type Task, type Value } from '../python/bind.ts';
import { convert, toArray } from '../numpy/conversion.ts';
import { isFloat } from '../numpy/dtype.ts';
import { takeAlong } from '../numpy/joining.ts';
import { castArray, NdArray, shapeTuple } from '../numpy/ndarray.ts';
import { unique } from '../numpy/sorting.ts';
import { notFitted } from './exceptions.ts';
import { SparseMatrix } from './sparse-matrix.ts';
import { checkConsistentLength, columnOf, typeOfTarget } from './validation.ts';

/** Two-dimensional floats. Raises ValueError as scikit-learn does. */
export function* matrix(self: PyInstance, x: Value): Task<NdArray> {
  const given = x instanceof SparseMatrix ? x.dense() : yield* toArray(x);
  return yield* twoDimensional(self, isFloat(given.dtype) ? given : convert(given, 'float64'));
}

/** The array, if it has two dimensions and a row. Raises ValueError. */
export function* twoDimensional(self: PyInstance, array: NdArray): Task<NdArray> {
  if (array.ndim !== 2) {
    const which = array.ndim === 0 ? 'scalar array' : `${array.ndim}D array`;
    if (array.ndim > 2) throw exc.ValueError(`Found array with dim ${array.ndim}. ${self.type.name} expected <= 2.`);
    throw exc.ValueError(
      `Expected 2D array, got ${which} instead:\narray=${yield* str(array)}.\nReshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.`,
    );
  }
  if (array.shape[0] === 0) {
    throw exc.ValueError(
      `Found array with 0 sample(s) (shape=${shapeTuple(array.shape)}) while a minimum of 1 is required by ${self.type.name}.`,
    );
  }
  return array;
}

/** The same for an estimator that is fitted: as many columns as it was fitted to. */
export function* fittedMatrix(self: PyInstance, x: Value): Task<NdArray> {
  const features = self.dict.get('n_features_in_') ?? null;
  if (features === null) throw notFitted(self.type.name);
  const array = yield* matrix(self, x);
  if (array.shape[1] !== features) {
    throw exc.ValueError(
      `X has ${array.shape[1]} features, but ${self.type.name} is expecting ${features as number} features as input.`,
    );
  }
  return array;
}

/** What scikit-learn adds where features of an estimator are missing. */
const missingAdvice = (estimator: string): string =>
  `\n${estimator} does not accept missing values encoded as NaN natively. For supervised learning, you might want to consider sklearn.ensemble.HistGradientBoostingClassifier and Regressor which accept missing values encoded as NaNs natively. Alternatively, it is possible to preprocess the data, for instance by using an imputer transformer in a pipeline or drop samples with missing values. See https://scikit-learn.org/stable/modules/impute.html You can find a list of all estimators that handle NaN values at the following page: https://scikit-learn.org/stable/modules/impute.html#estimators-that-handle-nan-values`;

/** Raises ValueError where a number is missing or infinite; `estimator`: the name of the one whose features they are. */
export function checkFinite(x: NdArray, name: string, estimator: string | null = null): void {
  const values = x.values();
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) continue;
    throw exc.ValueError(
      Number.isNaN(values[i]!)
        ? `Input ${name} contains NaN.${estimator === null ? '' : missingAdvice(estimator)}`
        : `Input ${name} contains infinity or a value too large for dtype('${x.dtype}').`,
    );
  }
}

/** Features in double precision, row after row. */
export interface Rows {
  readonly values: Float64Array;
  readonly count: number;
  readonly width: number;
}

export const rowsOf = (x: NdArray): Rows => ({
  values: castArray(x, 'float64').values() as Float64Array,
  count: x.shape[0]!,
  width: x.shape[1]!,
});

/** The finite features to fit to; what the estimator remembers of their number is set. */
export function* featuresToFit(self: PyInstance, x: Value): Task<Rows> {
  const array = yield* matrix(self, x);
  checkFinite(array, 'X', self.type.name);
  self.dict.set('n_features_in_', array.shape[1]!);
  return rowsOf(array);
}

/** The finite features of which a fitted estimator is asked something. */
export function* featuresToRead(self: PyInstance, x: Value): Task<Rows> {
  const array = yield* fittedMatrix(self, x);
  checkFinite(array, 'X', self.type.name);
  return rowsOf(array);
}

/** Labels as numbers of the classes, which are sorted. */
export interface Targets {
  readonly classes: NdArray;
  /** Of each sample, the number of its class. */
  readonly codes: Float64Array;
  readonly counts: readonly number[];
}

/** The labels to fit to; `classes_` is set. Raises ValueError for what are no labels. */
export function* labelsToFit(self: PyInstance, x: Value, y: Value): Task<Targets> {
  if (y === null) {
    throw exc.ValueError(`This ${self.type.name} estimator requires y to be passed, but the target y is None.`);
  }
  const labels = yield* columnOf(y);
  yield* checkConsistentLength(x, labels);
  const kind = typeOfTarget(labels);
  if (kind !== 'binary' && kind !== 'multiclass') throw exc.ValueError(`Unknown label type: '${kind}'`);
  const { values, inverse, counts } = unique(labels);
  self.dict.set('classes_', values);
  return { classes: values, codes: inverse, counts };
}

/** The classes of which the numbers are given, as an array of labels. */
export const labelsAt = (self: PyInstance, codes: ArrayLike<number>): NdArray =>
  takeAlong(self.dict.get('classes_') as NdArray, codes, 0);

/** Numbers to fit to, one or several a sample: rows of `width` numbers. */
export function* numbersToFit(x: Value, y: Value): Task<Rows & { readonly flat: boolean }> {
  const array = castArray(convert(yield* toArray(y), 'float64'), 'float64');
  yield* checkConsistentLength(x, array);
  checkFinite(array, 'y');
  if (array.ndim > 2) throw exc.ValueError(`Found array with dim ${array.ndim}. Estimator expected <= 2.`);
  const width = array.ndim === 2 ? array.shape[1]! : 1;
  return { values: array.values() as Float64Array, count: array.shape[0]!, width, flat: array.ndim === 1 };
}

/** A vector of doubles. */
export const vector = (values: ArrayLike<number>): NdArray =>
  new NdArray(Float64Array.from(values), 'float64', [values.length]);

/** A matrix of doubles. */
export const matrixOf = (values: Float64Array<ArrayBuffer>, rows: number, columns: number): NdArray =>
  new NdArray(values, 'float64', [rows, columns]);
