/** `LinearRegression` and `Ridge`. */
import { exc, toFloat, type PyInstance, type PyType, type Task, type Value } from '../../python/bind.ts';
import { cholesky, product, pseudoInverse, transposed, type Matrix } from '../../numpy/decompositions.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { scalar } from '../../numpy/scalar.ts';
import { regressorMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { invalidParameter } from '../exceptions.ts';
import { featuresToFit, featuresToRead, matrixOf, numbersToFit, vector, type Rows } from '../features.ts';

/** Column means; zeros where nothing is centred. */
function meansOf({ values, count, width }: Rows, centre: boolean): Float64Array<ArrayBuffer> {
  const means = new Float64Array(width);
  if (!centre) return means;
  values.forEach((value, i) => (means[i % width]! += value));
  return means.map((total) => total / count);
}

const centred = ({ values, count, width }: Rows, means: Float64Array): Matrix => ({
  values: Float64Array.from(values, (value, i) => value - means[i % width]!),
  rows: count,
  columns: width,
});

/** Fits with `solve`, which finds the weights (features × targets) of centred features and targets. */
function* fitWith(self: PyInstance, x: Value, y: Value, solve: (x: Matrix, y: Matrix) => Matrix): Task {
  const rows = yield* featuresToFit(self, x);
  const targets = yield* numbersToFit(x, y);
  const intercept = get(self, 'fit_intercept') === true;
  const xMeans = meansOf(rows, intercept);
  const yMeans = meansOf(targets, intercept);
  const weights = transposed(solve(centred(rows, xMeans), centred(targets, yMeans)));
  const shifts = Array.from(yMeans, (mean, k) => {
    let shift = mean;
    for (let j = 0; j < rows.width; j++) shift -= xMeans[j]! * weights.values[k * rows.width + j]!;
    return shift;
  });
  self.dict.set('coef_', targets.flat ? vector(weights.values) : matrixOf(weights.values, targets.width, rows.width));
  if (!intercept) self.dict.set('intercept_', scalarZero());
  else self.dict.set('intercept_', targets.flat ? scalar(shifts[0]!, 'float64') : vector(shifts));
  return self;
}

const scalarZero = (): Value => scalar(0, 'float64');

function* predict(self: PyInstance, x: Value): Task {
  const { values, count, width } = yield* featuresToRead(self, x);
  const weights = get(self, 'coef_') as NdArray;
  const shift = get(self, 'intercept_');
  const targets = weights.ndim === 1 ? 1 : weights.shape[0]!;
  const matrix = { values: Float64Array.from(weights.values()), rows: targets, columns: width };
  const result = product({ values: Float64Array.from(values), rows: count, columns: width }, transposed(matrix));
  const shifts = shift instanceof NdArray ? shift.values() : [toFloat(shift, 'intercept_')];
  result.values.forEach((value, i) => (result.values[i] = value + shifts[i % targets]!));
  return weights.ndim === 1 ? vector(result.values) : matrixOf(result.values, count, targets);
}

export const linearRegressionType: PyType = defineEstimator({
  name: 'LinearRegression',
  module: 'sklearn.linear_model._base',
  mixins: [regressorMixinType],
  parameters: '*, fit_intercept=True, copy_X=True, n_jobs=None, positive=False',
  methods: {
    'fit(self, X, y, sample_weight=None)': function* (self: PyInstance, x: Value, y: Value, weight: Value): Task {
      if (weight !== null || get(self, 'positive') === true) {
        throw exc.NotImplementedError('LinearRegression runs here without sample_weight and positive');
      }
      return yield* fitWith(self, x, y, (a, b) => {
        const { inverse, rank, values } = pseudoInverse(a, Number.EPSILON);
        self.dict.set('rank_', rank);
        self.dict.set('singular_', vector(values));
        return product(inverse, b);
      });
    },
    'predict(self, X)': predict,
  },
});

/** Solves (A + αI) W = B for a matrix that is symmetric and positive. */
function solveShifted(a: Matrix, alpha: number, b: Matrix): Matrix {
  const shifted = { ...a, values: a.values.slice() };
  for (let i = 0; i < a.rows; i++) shifted.values[i * a.rows + i]! += alpha;
  const { values: lower } = cholesky(shifted);
  const n = a.rows;
  const w = b.values.slice();
  for (let c = 0; c < b.columns; c++) {
    for (let i = 0; i < n; i++) {
      let sum = w[i * b.columns + c]!;
      for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * w[k * b.columns + c]!;
      w[i * b.columns + c] = sum / lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = w[i * b.columns + c]!;
      for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * w[k * b.columns + c]!;
      w[i * b.columns + c] = sum / lower[i * n + i]!;
    }
  }
  return { values: w, rows: n, columns: b.columns };
}

/** Weights of the least squares with `alpha` times their squares, by the smaller of the two normal equations. */
function ridge(x: Matrix, y: Matrix, alpha: number): Matrix {
  if (alpha === 0) return product(pseudoInverse(x, Number.EPSILON).inverse, y);
  const xt = transposed(x);
  if (x.columns > x.rows) return product(xt, solveShifted(product(x, xt), alpha, y));
  return solveShifted(product(xt, x), alpha, product(xt, y));
}

export const ridgeType: PyType = defineEstimator({
  name: 'Ridge',
  module: 'sklearn.linear_model._ridge',
  mixins: [regressorMixinType],
  parameters:
    'alpha=1.0, *, fit_intercept=True, copy_X=True, max_iter=None, tol=0.0001, solver="auto", positive=False, random_state=None',
  methods: {
    'fit(self, X, y, sample_weight=None)': function* (self: PyInstance, x: Value, y: Value, weight: Value): Task {
      if (weight !== null || get(self, 'positive') === true) {
        throw exc.NotImplementedError('Ridge runs here without sample_weight and positive');
      }
      const alpha = toFloat(get(self, 'alpha'), 'alpha');
      if (alpha < 0) {
        throw yield* invalidParameter(
          'Ridge',
          'alpha',
          "a float in the range [0, inf) or an instance of 'numpy.ndarray'",
          get(self, 'alpha'),
        );
      }
      self.dict.set('n_iter_', null);
      return yield* fitWith(self, x, y, (a, b) => ridge(a, b, alpha));
    },
    'predict(self, X)': predict,
  },
});
