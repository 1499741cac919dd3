/** `sklearn.naive_bayes`: features that are normal within each class and know nothing of each other. */
import {
  defineModule, exc, iterate, toFloat, type PyInstance, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { NdArray } from '../numpy/ndarray.ts';
import { scalar } from '../numpy/scalar.ts';
import { classifierMixinType } from './estimator/base.ts';
import { defineEstimator, get } from './estimator/define.ts';
import { featuresToFit, featuresToRead, labelsAt, labelsToFit, matrixOf, vector } from './features.ts';

function* fit(self: PyInstance, x: Value, y: Value, weight: Value): Task {
  if (weight !== null) throw exc.NotImplementedError('GaussianNB runs here without sample_weight');
  const { values, count, width } = yield* featuresToFit(self, x);
  const { codes, counts } = yield* labelsToFit(self, x, y);
  const classes = counts.length;
  const means = new Float64Array(classes * width);
  const variances = new Float64Array(classes * width);
  const overall = new Float64Array(width);
  values.forEach((value, i) => {
    means[codes[Math.floor(i / width)]! * width + (i % width)]! += value;
    overall[i % width]! += value;
  });
  means.forEach((sum, i) => (means[i] = sum / counts[Math.floor(i / width)]!));
  const spread = new Float64Array(width);
  values.forEach((value, i) => {
    const at = codes[Math.floor(i / width)]! * width + (i % width);
    variances[at]! += (value - means[at]!) ** 2;
    spread[i % width]! += (value - overall[i % width]! / count) ** 2;
  });
  const added = toFloat(get(self, 'var_smoothing'), 'var_smoothing') * Math.max(...spread.map((sum) => sum / count));
  variances.forEach((sum, i) => (variances[i] = sum / counts[Math.floor(i / width)]! + added));
  const given = get(self, 'priors');
  const priors =
    given === null ? counts.map((n) => n / count) : (yield* iterate(given)).map((p) => toFloat(p, 'priors'));
  if (priors.length !== classes) throw exc.ValueError('Number of priors must match number of classes.');
  self.dict.set('epsilon_', scalar(added, 'float64'));
  self.dict.set('theta_', matrixOf(means, classes, width));
  self.dict.set('var_', matrixOf(variances, classes, width));
  self.dict.set('class_count_', vector(counts));
  self.dict.set('class_prior_', vector(priors));
  return self;
}

/** Of each sample the logarithm of what each class gives it. */
function* joint(self: PyInstance, x: Value): Task<{ readonly scores: number[][] }> {
  const { values, count, width } = yield* featuresToRead(self, x);
  const numbers = (name: string): ArrayLike<number> => (get(self, name) as NdArray).values();
  const [means, variances, priors] = [numbers('theta_'), numbers('var_'), numbers('class_prior_')];
  const constants = Array.from(priors, (_, k) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += Math.log(2 * Math.PI * variances[k * width + j]!);
    return Math.log(priors[k]!) - 0.5 * sum;
  });
  const scores = Array.from({ length: count }, (_, i) =>
    constants.map((constant, k) => {
      let sum = 0;
      for (let j = 0; j < width; j++)
        sum += (values[i * width + j]! - means[k * width + j]!) ** 2 / variances[k * width + j]!;
      return constant - 0.5 * sum;
    }),
  );
  return { scores };
}

function* logShares(self: PyInstance, x: Value): Task<NdArray> {
  const { scores } = yield* joint(self, x);
  const rows = scores.map((row) => {
    const most = Math.max(...row);
    const total = most + Math.log(row.reduce((sum, score) => sum + Math.exp(score - most), 0));
    return row.map((score) => score - total);
  });
  return matrixOf(Float64Array.from(rows.flat()), rows.length, rows[0]!.length);
}

const gaussianType: PyType = defineEstimator({
  name: 'GaussianNB',
  module: 'sklearn.naive_bayes',
  mixins: [classifierMixinType],
  parameters: '*, priors=None, var_smoothing=1e-09',
  methods: {
    'fit(self, X, y, sample_weight=None)': fit,
    'predict(self, X)': function* (self: PyInstance, x: Value): Task {
      const { scores } = yield* joint(self, x);
      return labelsAt(self, scores.map((row) => row.indexOf(Math.max(...row)))); // prettier-ignore
    },
    'predict_log_proba(self, X)': logShares,
    'predict_proba(self, X)': function* (self: PyInstance, x: Value): Task {
      const shares = yield* logShares(self, x);
      return new NdArray(Float64Array.from(shares.values(), Math.exp), 'float64', shares.shape);
    },
  },
});

const NEAR = 'GaussianNB runs here';

export const naiveBayesModule = defineModule({
  name: 'sklearn.naive_bayes',
  members: { GaussianNB: gaussianType },
  absent: { MultinomialNB: NEAR, BernoulliNB: NEAR, ComplementNB: NEAR, CategoricalNB: NEAR },
});
