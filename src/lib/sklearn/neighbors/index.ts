/** The module `sklearn.neighbors`: what the nearest samples are, decides. */
import { breathe, defineModule, exc, repr, toFloat, toInt, tuple, sharedAdvice, type PyInstance, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { NdArray } from '../../numpy/ndarray.ts';
import { classifierMixinType, regressorMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { invalidParameter } from '../exceptions.ts';
import { featuresToFit, featuresToRead, labelsAt, labelsToFit, matrixOf, numbersToFit, vector, type Rows } from '../features.ts'; // prettier-ignore

const METRICS: Readonly<Record<string, number>> = { euclidean: 2, l2: 2, manhattan: 1, cityblock: 1, l1: 1, chebyshev: Infinity }; // prettier-ignore

/** The power p of the distance. Raises for metrics that do not run here. */
function* powerOf(self: PyInstance): Task<number> {
  const metric = get(self, 'metric');
  if (metric === 'minkowski') return toFloat(get(self, 'p'), 'p');
  const power = typeof metric === 'string' ? METRICS[metric] : undefined;
  if (power !== undefined) return power;
  throw exc.NotImplementedError(
    `metric=${yield* repr(metric)} does not run here; 'minkowski', 'euclidean', 'manhattan' and 'chebyshev' do`,
  );
}

function distance(a: Float64Array, b: Float64Array, i: number, j: number, width: number, p: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) {
    const difference = Math.abs(a[i * width + k]! - b[j * width + k]!);
    if (p === 2) sum += difference * difference;
    else if (p === Infinity) sum = Math.max(sum, difference);
    else sum += p === 1 ? difference : difference ** p;
  }
  if (p === 2) return Math.sqrt(sum);
  return p === 1 || p === Infinity ? sum : sum ** (1 / p);
}

/** After so many rows the page may do something else. */
const ROWS_PER_BREATH = 16;

/** The nearest samples that were fitted, nearest first, for each row. */
interface Nearest {
  readonly places: number[][];
  readonly distances: number[][];
}

const FITTED = new WeakMap<PyInstance, Rows>();

function* nearest(self: PyInstance, x: Value, count: Value = null): Task<Nearest> {
  const known = FITTED.get(self);
  const rows = x === null ? known! : yield* featuresToRead(self, x);
  const p = yield* powerOf(self);
  const k = toInt(count ?? get(self, 'n_neighbors'), 'n_neighbors');
  if (k > known!.count) {
    throw exc.ValueError(`Expected n_neighbors <= n_samples,  but n_samples = ${known!.count}, n_neighbors = ${k}`);
  }
  const places: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < rows.count; i++) {
    if (i % ROWS_PER_BREATH === 0) yield* breathe();
    const all = Float64Array.from({ length: known!.count }, (_, j) =>
      distance(rows.values, known!.values, i, j, rows.width, p),
    );
    const order = Array.from(all.keys())
      .filter((j) => x !== null || j !== i)
      .sort((a, b) => all[a]! - all[b]!)
      .slice(0, k);
    places.push(order);
    distances.push(order.map((j) => all[j]!));
  }
  return { places, distances };
}

/** How much each neighbour says: all the same, or by 1 / distance, where those at no distance alone count. */
function* weightsOf(self: PyInstance, distances: readonly number[]): Task<number[]> {
  const weights = get(self, 'weights');
  if (weights === 'uniform') return distances.map(() => 1);
  if (weights === 'distance') {
    if (distances.includes(0)) return distances.map((d) => (d === 0 ? 1 : 0));
    return distances.map((d) => 1 / d);
  }
  throw exc.NotImplementedError(`weights=${yield* repr(weights)} does not run here; 'uniform' and 'distance' do`);
}

function* fit(self: PyInstance, x: Value): Task<Rows> {
  const rows = yield* featuresToFit(self, x);
  const k = get(self, 'n_neighbors');
  if (typeof k === 'number' && k < 1) {
    throw yield* invalidParameter(self.type.name, 'n_neighbors', 'an int in the range [1, inf) or None', k);
  }
  yield* powerOf(self);
  self.dict.set('n_samples_fit_', rows.count);
  FITTED.set(self, rows);
  return rows;
}

/** The share of the weight that each class has among the neighbours of each row. */
function* shares(
  self: PyInstance,
  x: Value,
): Task<{ readonly values: Float64Array<ArrayBuffer>; readonly classes: number; readonly count: number }> {
  const { places, distances } = yield* nearest(self, x);
  const codes = (get(self, '_y') as NdArray).values();
  const classes = (get(self, 'classes_') as NdArray).size;
  const values = new Float64Array(places.length * classes);
  for (const [i, near] of places.entries()) {
    const weights = yield* weightsOf(self, distances[i]!);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    near.forEach((place, j) => (values[i * classes + codes[place]!]! += weights[j]!));
    for (let k = 0; k < classes; k++) values[i * classes + k]! /= total;
  }
  return { values, classes, count: places.length };
}

const PARAMETERS =
  'n_neighbors=5, *, weights="uniform", algorithm="auto", leaf_size=30, p=2, metric="minkowski", metric_params=None, n_jobs=None';

const shared = {
  'kneighbors(self, X=None, n_neighbors=None, return_distance=True)': function* (
    self: PyInstance,
    x: Value,
    count: Value,
    withDistance: Value,
  ): Task {
    const { places, distances } = yield* nearest(self, x, count);
    const shape = [places.length, places[0]?.length ?? 0];
    const indices = new NdArray(Float64Array.from(places.flat()), 'int64', shape);
    if (withDistance !== true) return indices;
    return tuple(new NdArray(Float64Array.from(distances.flat()), 'float64', shape), indices);
  },
};

const classifierType: PyType = defineEstimator({
  name: 'KNeighborsClassifier',
  module: 'sklearn.neighbors._classification',
  mixins: [classifierMixinType],
  parameters: PARAMETERS,
  methods: {
    ...shared,
    'fit(self, X, y)': function* (self: PyInstance, x: Value, y: Value): Task {
      yield* fit(self, x);
      const { codes } = yield* labelsToFit(self, x, y);
      self.dict.set('_y', new NdArray(Float64Array.from(codes), 'int64', [codes.length]));
      return self;
    },
    'predict(self, X)': function* (self: PyInstance, x: Value): Task {
      const { values, classes, count } = yield* shares(self, x);
      return labelsAt(
        self,
        Float64Array.from({ length: count }, (_, i) => {
          const own = values.subarray(i * classes, (i + 1) * classes);
          return own.indexOf(Math.max(...own));
        }),
      );
    },
    'predict_proba(self, X)': function* (self: PyInstance, x: Value): Task {
      const { values, classes, count } = yield* shares(self, x);
      return matrixOf(values, count, classes);
    },
  },
});

const regressorType: PyType = defineEstimator({
  name: 'KNeighborsRegressor',
  module: 'sklearn.neighbors._regression',
  mixins: [regressorMixinType],
  parameters: PARAMETERS,
  methods: {
    ...shared,
    'fit(self, X, y)': function* (self: PyInstance, x: Value, y: Value): Task {
      yield* fit(self, x);
      const targets = yield* numbersToFit(x, y);
      if (!targets.flat) throw exc.NotImplementedError('KNeighborsRegressor runs here for one target');
      self.dict.set('_y', vector(targets.values));
      return self;
    },
    'predict(self, X)': function* (self: PyInstance, x: Value): Task {
      const { places, distances } = yield* nearest(self, x);
      const targets = (get(self, '_y') as NdArray).values();
      const means: number[] = [];
      for (const [i, near] of places.entries()) {
        const weights = yield* weightsOf(self, distances[i]!);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        means.push(near.reduce((sum, place, j) => sum + weights[j]! * targets[place]!, 0) / total);
      }
      return vector(means);
    },
  },
});

const NEAR = 'KNeighborsClassifier runs here, and its kneighbors method finds neighbours';

export const neighborsModule = defineModule({
  name: 'sklearn.neighbors',
  members: { KNeighborsClassifier: classifierType, KNeighborsRegressor: regressorType },
  absent: {
    ...sharedAdvice('KNeighborsTransformer NeighborhoodComponentsAnalysis RadiusNeighborsRegressor RadiusNeighborsTransformer kneighbors_graph radius_neighbors_graph', NEAR), // prettier-ignore
    NearestNeighbors: NEAR,
    RadiusNeighborsClassifier: NEAR,
    KDTree: NEAR,
    BallTree: NEAR,
    NearestCentroid: NEAR,
    KernelDensity: NEAR,
    LocalOutlierFactor: NEAR,
  },
});
