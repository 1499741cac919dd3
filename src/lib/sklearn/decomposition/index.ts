/** The module `sklearn.decomposition`: principal components. */
import {
  defineModule, exc, PyFloat, repr, toInt, type PyInstance, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { product, singular, transposed, type Matrix, type Singular } from '../../numpy/decompositions.ts';
import { convert, toArray } from '../../numpy/conversion.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { scalar } from '../../numpy/scalar.ts';
import { transformerMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { featuresToFit, featuresToRead, matrixOf, vector, type Rows } from '../features.ts';

/** Signs by which the largest entry of each left singular vector is positive. */
function withSigns({ u, values, vt }: Singular): Singular {
  const signs = Array.from({ length: values.length }, (_, k) => {
    let most = 0;
    for (let i = 0; i < u.rows; i++) {
      const entry = u.values[i * u.columns + k]!;
      if (Math.abs(entry) > Math.abs(most)) most = entry;
    }
    return most < 0 ? -1 : 1;
  });
  return {
    u: { ...u, values: u.values.map((value, i) => value * signs[i % u.columns]!) },
    values,
    vt: { ...vt, values: vt.values.map((value, i) => value * signs[Math.floor(i / vt.columns)]!) },
  };
}

/** How many components are kept: a number, or as many as explain a share of the variance. */
function* countOf(self: PyInstance, { count, width }: Rows, ratios: Float64Array): Task<number> {
  const wanted = get(self, 'n_components');
  const most = Math.min(count, width);
  if (wanted === null) return most;
  if (wanted instanceof PyFloat && wanted.value > 0 && wanted.value < 1) {
    let sum = 0;
    return Math.min(ratios.findIndex((ratio) => (sum += ratio) > wanted.value) + 1 || most, most);
  }
  const n = typeof wanted === 'number' ? wanted : NaN;
  if (!(n >= 0 && n <= most)) {
    throw exc.ValueError(
      `n_components=${yield* repr(wanted)} must be between 0 and min(n_samples, n_features)=${most} with svd_solver='full'`,
    );
  }
  return n;
}

function centred({ values, count, width }: Rows, means: ArrayLike<number>): Matrix {
  return { values: Float64Array.from(values, (value, i) => value - means[i % width]!), rows: count, columns: width };
}

function* fit(self: PyInstance, x: Value): Task {
  const rows = yield* featuresToFit(self, x);
  const { values, count, width } = rows;
  const means = new Float64Array(width);
  values.forEach((value, i) => (means[i % width]! += value));
  means.forEach((total, j) => (means[j] = total / count));
  const found = withSigns(singular(centred(rows, means)));
  const variances = found.values.map((value) => value ** 2 / (count - 1));
  const total = variances.reduce((sum, value) => sum + value, 0);
  const ratios = variances.map((value) => value / total);
  const kept = yield* countOf(self, rows, ratios);
  const rest = variances.subarray(kept);
  self.dict.set('mean_', vector(means));
  self.dict.set('components_', matrixOf(found.vt.values.slice(0, kept * width), kept, width));
  self.dict.set('n_components_', kept);
  self.dict.set('n_samples_', count);
  self.dict.set('explained_variance_', vector(variances.slice(0, kept)));
  self.dict.set('explained_variance_ratio_', vector(ratios.slice(0, kept)));
  self.dict.set('singular_values_', vector(found.values.slice(0, kept)));
  self.dict.set('noise_variance_', scalar(rest.length === 0 ? 0 : rest.reduce((sum, value) => sum + value, 0) / rest.length, 'float64')); // prettier-ignore
  return self;
}

/** The components, those of unit variance where they are whitened. */
function components(self: PyInstance, inverse: boolean): Matrix {
  const array = get(self, 'components_') as NdArray;
  const [rows, columns] = array.shape as [number, number];
  const values = Float64Array.from(array.values());
  if (get(self, 'whiten') === true) {
    const variances = (get(self, 'explained_variance_') as NdArray).values();
    values.forEach((value, i) => {
      const deviation = Math.sqrt(variances[Math.floor(i / columns)]!);
      values[i] = inverse ? value * deviation : value / deviation;
    });
  }
  return { values, rows, columns };
}

function* transform(self: PyInstance, x: Value): Task {
  const rows = yield* featuresToRead(self, x);
  const result = product(centred(rows, (get(self, 'mean_') as NdArray).values()), transposed(components(self, false)));
  return matrixOf(result.values, result.rows, result.columns);
}

function* scoresGiven(x: Value): Task<Matrix> {
  const array = convert(yield* toArray(x), 'float64');
  if (array.ndim !== 2) throw exc.ValueError(`Expected 2D array, got ${array.ndim}D array instead`);
  return { values: Float64Array.from(array.values()), rows: array.shape[0]!, columns: array.shape[1]! };
}

const pcaType: PyType = defineEstimator({
  name: 'PCA',
  module: 'sklearn.decomposition._pca',
  mixins: [transformerMixinType],
  parameters:
    'n_components=None, *, copy=True, whiten=False, svd_solver="auto", tol=0.0, iterated_power="auto", n_oversamples=10, power_iteration_normalizer="auto", random_state=None',
  methods: {
    'fit(self, X, y=None)': (self: PyInstance, x: Value): Task => fit(self, x),
    'fit_transform(self, X, y=None)': function* (self: PyInstance, x: Value): Task {
      yield* fit(self, x);
      return yield* transform(self, x);
    },
    'transform(self, X)': transform,
    'inverse_transform(self, X)': function* (self: PyInstance, x: Value): Task {
      const width = toInt(get(self, 'n_features_in_'), 'n_features_in_');
      const fitted = components(self, true);
      const [scores, means] = [yield* scoresGiven(x), (get(self, 'mean_') as NdArray).values()];
      const result = product(scores, fitted);
      return matrixOf(result.values.map((value, i) => value + means[i % width]!), result.rows, width); // prettier-ignore
    },
  },
});

const NEAR = 'PCA runs here';

export const decompositionModule = defineModule({
  name: 'sklearn.decomposition',
  members: { PCA: pcaType },
  absent: { TruncatedSVD: NEAR, KernelPCA: NEAR, SparsePCA: NEAR, IncrementalPCA: NEAR, NMF: NEAR, FastICA: NEAR, FactorAnalysis: NEAR, LatentDirichletAllocation: NEAR }, // prettier-ignore
});
