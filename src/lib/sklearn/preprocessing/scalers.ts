/** Scaling columns: to mean 0 and deviation 1, or to a range. */
import type { PyInstance } from '../../python/bind.ts';
import {
  defineClass, exc, iterate, repr, toFloat, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { mapBinary } from '../../numpy/elementwise.ts';
import { castArray, NdArray, ndarray } from '../../numpy/ndarray.ts';
import { extreme, sum } from '../../numpy/reductions.ts';
import { baseEstimatorType, transformerMixinType } from '../estimator/base.ts';
import { get } from '../estimator/define.ts';
import { fittedMatrix, matrix } from '../features.ts';

const divide = (a: number, b: number): number => a / b;
const subtract = (a: number, b: number): number => a - b;

/** Column means and variances in double precision, with the correction for the mean's own rounding. */
function moments(x: NdArray): { mean: NdArray; variance: NdArray; scale: NdArray } {
  const values = castArray(x, 'float64');
  const n = x.shape[0]!;
  const total = (y: NdArray): NdArray => sum(y, [0], false);
  const over = (y: NdArray): NdArray => ndarray(y.data.map((value) => value / n), y.shape, 'float64'); // prettier-ignore
  const mean = over(total(values));
  const distance = mapBinary(values, mean, 'float64', 'float64', subtract);
  const correction = total(distance);
  const squares = total(mapBinary(distance, distance, 'float64', 'float64', (a, b) => a * b));
  const variance = over(mapBinary(squares, correction, 'float64', 'float64', (a, b) => a - (b * b) / n));
  const eps = Number.EPSILON;
  const scale = mapBinary(variance, mean, 'float64', 'float64', (v, m) =>
    v <= n * eps * v + (n * m * eps) ** 2 ? 1 : Math.sqrt(v),
  );
  return { mean, variance, scale };
}

/** Applies one number for each column. */
const byColumn = (x: NdArray, columns: Value, f: (a: number, b: number) => number): NdArray =>
  columns instanceof NdArray ? mapBinary(x, columns, x.dtype, x.dtype, f) : x;

export const standardScalerType: PyType = defineClass({
  name: 'StandardScaler',
  module: 'sklearn.preprocessing._data',
  bases: [transformerMixinType, baseEstimatorType],
  methods: {
    '__init__(self, *, copy=True, with_mean=True, with_std=True)': (
      self: PyInstance,
      copy: Value,
      mean: Value,
      std: Value,
    ) => {
      // prettier-ignore
      self.dict.set('copy', copy);
      self.dict.set('with_mean', mean);
      self.dict.set('with_std', std);
      return null;
    },
    'fit(self, X, y=None, sample_weight=None)': function* (self: PyInstance, x: Value): Task {
      const array = yield* matrix(self, x);
      const { mean, variance, scale } = moments(array);
      self.dict.set('n_features_in_', array.shape[1]!);
      self.dict.set('n_samples_seen_', array.shape[0]!);
      self.dict.set('mean_', mean);
      self.dict.set('var_', get(self, 'with_std') === true ? variance : null);
      self.dict.set('scale_', get(self, 'with_std') === true ? scale : null);
      return self;
    },
    'transform(self, X, copy=None)': function* (self: PyInstance, x: Value): Task {
      const array = yield* fittedMatrix(self, x);
      const centered = get(self, 'with_mean') === true ? byColumn(array, get(self, 'mean_'), subtract) : array;
      return byColumn(centered, get(self, 'scale_'), divide);
    },
    'inverse_transform(self, X, copy=None)': function* (self: PyInstance, x: Value): Task {
      const array = yield* fittedMatrix(self, x);
      const scaled = byColumn(array, get(self, 'scale_'), (a, b) => a * b);
      return get(self, 'with_mean') === true ? byColumn(scaled, get(self, 'mean_'), (a, b) => a + b) : scaled;
    },
  },
});

export const minMaxScalerType: PyType = defineClass({
  name: 'MinMaxScaler',
  module: 'sklearn.preprocessing._data',
  bases: [transformerMixinType, baseEstimatorType],
  methods: {
    '__init__(self, feature_range=(0, 1), *, copy=True, clip=False)': (
      self: PyInstance,
      range: Value,
      copy: Value,
      clip: Value,
    ) => {
      // prettier-ignore
      self.dict.set('feature_range', range);
      self.dict.set('copy', copy);
      self.dict.set('clip', clip);
      return null;
    },
    'fit(self, X, y=None)': function* (self: PyInstance, x: Value): Task {
      const array = yield* matrix(self, x);
      const [low, high] = (yield* iterate(get(self, 'feature_range'))).map((value) =>
        toFloat(value, 'feature_range'),
      ) as [number, number];
      if (low >= high) {
        throw exc.ValueError(
          `Minimum of desired feature range must be smaller than maximum. Got ${yield* repr(get(self, 'feature_range'))}.`,
        );
      }
      const least = extreme(array, [0], false, 'minimum');
      const most = extreme(array, [0], false, 'maximum');
      const range = mapBinary(most, least, array.dtype, array.dtype, subtract);
      const scale = ndarray(range.data.map((width) => (high - low) / (width < 10 * Number.EPSILON ? 1 : width)), range.shape, array.dtype); // prettier-ignore
      self.dict.set('n_features_in_', array.shape[1]!);
      self.dict.set('n_samples_seen_', array.shape[0]!);
      self.dict.set('data_min_', least);
      self.dict.set('data_max_', most);
      self.dict.set('data_range_', range);
      self.dict.set('scale_', scale);
      self.dict.set(
        'min_',
        mapBinary(least, scale, array.dtype, array.dtype, (a, b) => low - a * b),
      );
      return self;
    },
    'transform(self, X)': function* (self: PyInstance, x: Value): Task {
      const array = yield* fittedMatrix(self, x);
      return byColumn(byColumn(array, get(self, 'scale_'), (a, b) => a * b), get(self, 'min_'), (a, b) => a + b); // prettier-ignore
    },
    'inverse_transform(self, X)': function* (self: PyInstance, x: Value): Task {
      const array = yield* fittedMatrix(self, x);
      return byColumn(byColumn(array, get(self, 'min_'), subtract), get(self, 'scale_'), divide);
    },
  },
});
