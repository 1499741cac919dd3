/** The module `sklearn.feature_selection`: the best features by a score of each, or those that vary enough. */
import {
  call, defineModule, exc, nativeFunction, PyTuple, PyList, repr, toFloat, toInt, type PyInstance, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import { takeAlong } from '../../numpy/joining.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { transformerMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { notFitted } from '../exceptions.ts';
import { featuresToFit, fittedMatrix, vector } from '../features.ts';
import { scoreFunctions } from './scores.ts';

/** Whether each feature is kept. */
type Support = (self: PyInstance) => boolean[];

const placesOf = (support: readonly boolean[]): number[] => support.flatMap((kept, j) => (kept ? [j] : []));

/** What all selectors share. */
const selection = (support: Support) => ({
  'transform(self, X)': function* (self: PyInstance, x: Value): Task {
    const array = yield* fittedMatrix(self, x);
    return takeAlong(array, placesOf(support(self)), 1);
  },
  'get_support(self, indices=False)': (self: PyInstance, indices: Value): Value => {
    if (get(self, 'n_features_in_') === null) throw notFitted(self.type.name);
    const kept = support(self);
    if (indices !== true) return new NdArray(Uint8Array.from(kept, Number), 'bool', [kept.length]);
    const places = placesOf(kept);
    return new NdArray(Float64Array.from(places), 'int64', [places.length]);
  },
  'inverse_transform(self, X)': function* (self: PyInstance, x: Value): Task {
    const kept = support(self);
    const given = yield* toArray(x);
    const [rows, width] = given.shape as [number, number];
    const places = placesOf(kept);
    if (width !== places.length) throw exc.ValueError('X has a different shape than during fitting.');
    const values = given.values();
    const result = new Float64Array(rows * kept.length);
    for (let i = 0; i < rows; i++) places.forEach((place, j) => (result[i * kept.length + place] = values[i * width + j]!)); // prettier-ignore
    return new NdArray(result, 'float64', [rows, kept.length]);
  },
});

/** Fits a selector that scores each feature. */
function* fitScores(self: PyInstance, x: Value, y: Value): Task {
  const { width } = yield* featuresToFit(self, x);
  const k = get(self, 'k');
  if (k !== null && typeof k !== 'string' && toInt(k, 'k') > width) {
    throw exc.ValueError(
      `k should be <= n_features = ${width}; got ${yield* repr(k)}. Use k='all' to return all features.`,
    );
  }
  const found = yield* call(get(self, 'score_func'), [x, y]);
  const [scores, pvalues] = found instanceof PyTuple || found instanceof PyList ? found.items : [found];
  self.dict.set('scores_', yield* toArray(scores!));
  self.dict.set('pvalues_', pvalues === undefined ? null : yield* toArray(pvalues));
  return self;
}

/** The scores, with the least of all where there is none. */
const known = (self: PyInstance): number[] =>
  Array.from((get(self, 'scores_') as NdArray).values(), (score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score));

const byScore = (scores: readonly number[]): number[] =>
  scores.map((_, j) => j).sort((a, b) => scores[a]! - scores[b]!);

function bestK(self: PyInstance): boolean[] {
  const scores = known(self);
  const k = get(self, 'k');
  const count = k === 'all' ? scores.length : toInt(k, 'k');
  const chosen = new Set(count === 0 ? [] : byScore(scores).slice(-count));
  return scores.map((_, j) => chosen.has(j));
}

function bestShare(self: PyInstance): boolean[] {
  const scores = known(self);
  const percent = toFloat(get(self, 'percentile'), 'percentile');
  if (percent === 100 || percent === 0) return scores.map(() => percent === 100);
  const sorted = [...scores].sort((a, b) => a - b);
  const at = ((100 - percent) / 100) * (scores.length - 1);
  const below = sorted[Math.floor(at)]!;
  const threshold = below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
  const kept = scores.map((score) => score > threshold);
  let left = Math.trunc((scores.length * percent) / 100) - placesOf(kept).length;
  return kept.map((chosen, j) => chosen || (scores[j] === threshold && left-- > 0));
}

const SCORE = 'score_func=feature_selection.f_classif';
const fClassif = nativeFunction('f_classif(X, y)', scoreFunctions['f_classif(X, y)']!, { module: 'sklearn.feature_selection' }); // prettier-ignore

function selector(name: string, own: string, support: Support): PyType {
  return defineEstimator({
    name,
    module: 'sklearn.feature_selection._univariate_selection',
    mixins: [transformerMixinType],
    parameters: `${SCORE}, *, ${own}`,
    defaults: new Map<string, Value>([['score_func', fClassif]]),
    methods: { 'fit(self, X, y)': fitScores, ...selection(support) },
  });
}

const varianceThresholdType = defineEstimator({
  name: 'VarianceThreshold',
  module: 'sklearn.feature_selection._variance_threshold',
  mixins: [transformerMixinType],
  parameters: 'threshold=0.0',
  methods: {
    'fit(self, X, y=None)': function* (self: PyInstance, x: Value): Task {
      const { values, count, width } = yield* featuresToFit(self, x);
      const threshold = toFloat(get(self, 'threshold'), 'threshold');
      const variances = Float64Array.from({ length: width }, (_, j) => {
        const column = Array.from({ length: count }, (_row, i) => values[i * width + j]!);
        const mean = column.reduce((sum, value) => sum + value, 0) / count;
        const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
        // Against rounding, a constant feature is known by its range too.
        const range = column.reduce((a, b) => Math.max(a, b)) - column.reduce((a, b) => Math.min(a, b));
        return threshold === 0 ? Math.min(variance, range) : variance;
      });
      self.dict.set('variances_', vector(variances));
      if (variances.every((variance) => !(variance > threshold))) {
        throw exc.ValueError(`No feature in X meets the variance threshold ${threshold.toFixed(5)}`);
      }
      return self;
    },
    ...selection((self) => {
      const threshold = toFloat(get(self, 'threshold'), 'threshold');
      return Array.from((get(self, 'variances_') as NdArray).values(), (variance) => variance > threshold);
    }),
  },
});

const NEAR = 'SelectKBest with f_classif runs here';

export const featureSelectionModule = defineModule({
  name: 'sklearn.feature_selection',
  functions: { 'f_regression(X, y, *, center=True, force_finite=True)': Object.values(scoreFunctions)[1]! },
  members: {
    f_classif: fClassif,
    SelectKBest: selector('SelectKBest', 'k=10', bestK),
    SelectPercentile: selector('SelectPercentile', 'percentile=10', bestShare),
    VarianceThreshold: varianceThresholdType,
  },
  absent: {
    chi2: NEAR,
    mutual_info_classif: NEAR,
    mutual_info_regression: 'f_regression runs here',
    RFE: NEAR,
    RFECV: NEAR,
    SelectFromModel: NEAR,
    SelectFpr: NEAR,
    SequentialFeatureSelector: NEAR,
  },
});
