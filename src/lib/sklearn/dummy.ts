/** `sklearn.dummy`: what one gets without looking at the features. */
import {
  defineModule, equals, exc, repr, type PyInstance, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { toArray } from '../numpy/conversion.ts';
import { NdArray } from '../numpy/ndarray.ts';
import { multinomial } from '../numpy/random/count-families.ts';
import { elementAt } from '../numpy/scalar.ts';
import { classifierMixinType, regressorMixinType } from './estimator/base.ts';
import { defineEstimator, get } from './estimator/define.ts';
import { invalidParameter, notFitted } from './exceptions.ts';
import { labelsAt, labelsToFit, matrixOf, vector } from './features.ts';
import { checkConsistentLength, checkRandomState, columnOf, countSamples } from './validation.ts';

const STRATEGIES = ['most_frequent', 'prior', 'stratified', 'uniform', 'constant'];

function* checkStrategy(self: PyInstance, known: readonly string[]): Task<void> {
  const strategy = get(self, 'strategy');
  if (known.includes(strategy as string)) return;
  const names = known.map((name) => `'${name}'`).join(', ');
  throw yield* invalidParameter(self.type.name, 'strategy', `a str among {${names}}`, strategy);
}

/** The number of the class that is always answered. */
function* constantClass(self: PyInstance): Task<number> {
  const wanted = get(self, 'constant');
  if (wanted === null) throw exc.ValueError('Constant target value has to be specified when the constant strategy is used.'); // prettier-ignore
  const classes = get(self, 'classes_') as NdArray;
  for (const [k, place] of [...classes.offsets()].entries())
    if (yield* equals(elementAt(classes, place), wanted)) return k;
  throw exc.ValueError(
    `The constant target value must be present in the training data. You provided constant=${yield* repr(wanted)}.`,
  );
}

/** Of each sample the share of every class. */
function* shares(self: PyInstance, x: Value): Task<NdArray> {
  const prior = self.dict.get('class_prior_');
  if (!(prior instanceof NdArray)) throw notFitted(self.type.name);
  const n = yield* countSamples(x);
  const priors = [...prior.values()];
  const strategy = get(self, 'strategy');
  const one = (k: number): number[] => priors.map((_, j) => Number(j === k));
  const { stream } = yield* checkRandomState(get(self, 'random_state'));
  const constant = strategy === 'constant' ? yield* constantClass(self) : -1;
  const draws = { bits: stream, uniform: () => stream.nextDouble(), normal: () => stream.normal(), exponential: () => stream.exponential(), legacy: true }; // prettier-ignore
  const row = (): number[] => {
    if (strategy === 'prior') return priors;
    if (strategy === 'most_frequent') return one(priors.indexOf(Math.max(...priors)));
    if (strategy === 'uniform') return priors.map(() => 1 / priors.length);
    return strategy === 'constant' ? one(constant) : multinomial(draws, 1, priors);
  };
  return matrixOf(Float64Array.from(Array.from({ length: n }, row).flat()), n, priors.length);
}

const dummyClassifierType: PyType = defineEstimator({
  name: 'DummyClassifier',
  module: 'sklearn.dummy',
  mixins: [classifierMixinType],
  parameters: '*, strategy="prior", random_state=None, constant=None',
  methods: {
    'fit(self, X, y, sample_weight=None)': function* (self: PyInstance, x: Value, y: Value): Task {
      yield* checkStrategy(self, STRATEGIES);
      const { counts, codes } = yield* labelsToFit(self, x, y);
      self.dict.set('n_classes_', counts.length);
      self.dict.set('class_prior_', vector(counts.map((n) => n / codes.length)));
      if (get(self, 'strategy') === 'constant') yield* constantClass(self);
      return self;
    },
    'predict(self, X)': function* (self: PyInstance, x: Value): Task {
      if (get(self, 'strategy') === 'uniform' && get(self, 'class_prior_') !== null) {
        const { stream } = yield* checkRandomState(get(self, 'random_state'));
        const most = (get(self, 'n_classes_') as number) - 1;
        return labelsAt(
          self,
          Float64Array.from({ length: yield* countSamples(x) }, () => stream.interval(most)),
        );
      }
      const rows = yield* shares(self, x);
      const [n, classes] = rows.shape as [number, number];
      const values = rows.values();
      return labelsAt(
        self,
        Float64Array.from({ length: n }, (_, i) => {
          const own = values.subarray(i * classes, (i + 1) * classes);
          return own.indexOf(Math.max(...own));
        }),
      );
    },
    'predict_proba(self, X)': shares,
  },
});

const dummyRegressorType: PyType = defineEstimator({
  name: 'DummyRegressor',
  module: 'sklearn.dummy',
  mixins: [regressorMixinType],
  parameters: '*, strategy="mean", constant=None, quantile=None',
  methods: {
    'fit(self, X, y, sample_weight=None)': function* (self: PyInstance, x: Value, y: Value): Task {
      yield* checkStrategy(self, ['mean', 'median', 'constant']);
      const targets = yield* columnOf(y);
      yield* checkConsistentLength(x, targets);
      const sorted = Float64Array.from(targets.values()).sort();
      const n = sorted.length;
      let constant: number;
      if (get(self, 'strategy') === 'mean') constant = sorted.reduce((sum, value) => sum + value, 0) / n;
      else if (get(self, 'strategy') === 'median') constant = (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2;
      else constant = (yield* toArray(get(self, 'constant'))).at();
      self.dict.set('constant_', matrixOf(Float64Array.of(constant), 1, 1));
      return self;
    },
    'predict(self, X)': function* (self: PyInstance, x: Value): Task {
      const constant = self.dict.get('constant_');
      if (!(constant instanceof NdArray)) throw notFitted(self.type.name);
      return vector(new Float64Array(yield* countSamples(x)).fill(constant.at()));
    },
  },
});

export const dummyModule = defineModule({
  name: 'sklearn.dummy',
  members: { DummyClassifier: dummyClassifierType, DummyRegressor: dummyRegressorType },
});
