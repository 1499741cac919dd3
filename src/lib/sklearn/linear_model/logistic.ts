/** `LogisticRegression`, fitted by L-BFGS as scikit-learn's default solver is. */
import type { PyInstance } from '../../python/bind.ts';
import { call, exc, PyDict, repr, toFloat, toInt, warn, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { elementAt } from '../../numpy/scalar.ts';
import { classifierMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { convergenceWarningType, invalidParameter } from '../exceptions.ts';
import { featuresToFit, featuresToRead, labelsAt, labelsToFit, matrixOf, vector, type Rows, type Targets } from '../features.ts'; // prettier-ignore
import { minimize, type Minimum } from '../optimize/lbfgs.ts';
import { binaryLoss, multinomialLoss, sigmoid } from './logistic-loss.ts';

/** Raises for what does not run here, so that nothing is fitted in another way than asked. */
function* checkParameters(self: PyInstance): Task<{ penalty: number; multinomial: boolean | null }> {
  const penalty = get(self, 'penalty');
  if (get(self, 'solver') !== 'lbfgs') {
    throw exc.NotImplementedError(`solver=${yield* repr(get(self, 'solver'))} does not run here; solver='lbfgs' does`);
  }
  if (penalty !== 'l2' && penalty !== 'none' && penalty !== null) {
    if (penalty === 'l1' || penalty === 'elasticnet') {
      throw exc.ValueError(`Solver lbfgs supports only 'l2' or 'none' penalties, got ${penalty} penalty.`);
    }
    throw yield* invalidParameter(
      'LogisticRegression',
      'penalty',
      "a str among {'l1', 'none' (deprecated), 'l2', 'elasticnet'} or None",
      penalty,
    );
  }
  const strength = toFloat(get(self, 'C'), 'C');
  if (!(strength > 0)) {
    throw yield* invalidParameter('LogisticRegression', 'C', 'a float in the range (0, inf]', get(self, 'C'));
  }
  const how = get(self, 'multi_class');
  if (how !== 'auto' && how !== 'ovr' && how !== 'multinomial') {
    throw yield* invalidParameter(
      'LogisticRegression',
      'multi_class',
      "a str among {'auto', 'multinomial', 'ovr'}",
      how,
    );
  }
  return { penalty: penalty === 'l2' ? 1 / strength : 0, multinomial: how === 'auto' ? null : how === 'multinomial' };
}

/** Of each sample its own weight times that of its class. */
function* weightsOf(self: PyInstance, { classes, codes, counts }: Targets, given: Value): Task<Float64Array> {
  const own = given === null ? null : (yield* toArray(given)).values();
  if (own !== null && own.length !== codes.length) {
    throw exc.ValueError(`sample_weight.shape == (${own.length},), expected (${codes.length},)!`);
  }
  const byClass = get(self, 'class_weight');
  let factors = counts.map(() => 1);
  if (byClass === 'balanced') factors = counts.map((n) => codes.length / (counts.length * n));
  else if (byClass instanceof PyDict) {
    factors = Array.from(classes.offsets(), (place) => toFloat(byClass.get(elementAt(classes, place)) ?? 1, 'class_weight')); // prettier-ignore
  } else if (byClass !== null) {
    throw yield* invalidParameter(
      'LogisticRegression',
      'class_weight',
      "an instance of 'dict', a str among {'balanced'} or None",
      byClass,
    );
  }
  return Float64Array.from(codes, (code, i) => factors[code]! * (own?.[i] ?? 1));
}

const ADVICE = `lbfgs failed to converge (status=1):
STOP: TOTAL NO. of ITERATIONS REACHED LIMIT.

Increase the number of iterations (max_iter) or scale the data as shown in:
    https://scikit-learn.org/stable/modules/preprocessing.html
Please also refer to the documentation for alternative solver options:
    https://scikit-learn.org/stable/modules/linear_model.html#logistic-regression`;

function* fit(self: PyInstance, x: Value, y: Value, sampleWeight: Value): Task {
  const { penalty, multinomial } = yield* checkParameters(self);
  const rows = yield* featuresToFit(self, x);
  const targets = yield* labelsToFit(self, x, y);
  const classes = targets.counts.length;
  if (classes < 2) {
    const only = yield* repr(elementAt(targets.classes, targets.classes.offset));
    throw exc.ValueError(
      `This solver needs samples of at least 2 classes in the data, but the data contains only one class: ${only}`,
    );
  }
  const intercept = get(self, 'fit_intercept') === true;
  const stride = rows.width + (intercept ? 1 : 0);
  const sampleWeights = yield* weightsOf(self, targets, sampleWeight);
  const problem = { x: rows, sampleWeights, penalty, intercept };
  const tolerance = toFloat(get(self, 'tol'), 'tol');
  const most = toInt(get(self, 'max_iter'), 'max_iter');
  const found: Minimum[] = [];
  const together = multinomial ?? classes > 2;
  if (together) {
    const loss = multinomialLoss({ ...problem, codes: targets.codes }, classes);
    found.push(yield* minimize(loss, new Float64Array(classes * stride), tolerance, most));
  } else {
    for (const chosen of classes === 2 ? [1] : targets.counts.keys()) {
      const codes = targets.codes.map((code) => (code === chosen ? 1 : 0));
      found.push(yield* minimize(binaryLoss({ ...problem, codes }), new Float64Array(stride), tolerance, most));
    }
  }
  for (const { converged, iterations } of found) {
    if (!converged && iterations >= most) yield* warn(yield* call(convergenceWarningType, [ADVICE]));
  }
  keep(self, together && classes === 2 ? twoAsOne(found, stride) : found, rows.width, stride);
  return self;
}

/** Two classes fitted together are kept as the weights of the second. */
const twoAsOne = ([both]: Minimum[], stride: number): Minimum[] => [{ ...both!, point: both!.point.slice(stride) }];

function keep(self: PyInstance, found: readonly Minimum[], width: number, stride: number): void {
  const lines = found.flatMap(({ point }) =>
    Array.from({ length: point.length / stride }, (_, k) => point.subarray(k * stride, (k + 1) * stride)),
  );
  const coefficients = new Float64Array(lines.length * width);
  lines.forEach((line, k) => coefficients.set(line.subarray(0, width), k * width));
  self.dict.set('coef_', matrixOf(coefficients, lines.length, width));
  self.dict.set('intercept_', vector(lines.map((line) => (stride > width ? line[width]! : 0))));
  self.dict.set('n_iter_', new NdArray(Int32Array.from(found, ({ iterations }) => iterations), 'int32', [found.length])); // prettier-ignore
}

/** Of each sample a score for each class, or one for two classes. */
function scores(
  self: PyInstance,
  { values, count, width }: Rows,
): { readonly raw: Float64Array<ArrayBuffer>; readonly columns: number } {
  const weights = (get(self, 'coef_') as NdArray).values();
  const intercepts = (get(self, 'intercept_') as NdArray).values();
  const columns = intercepts.length;
  const raw = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < columns; k++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += values[i * width + j]! * weights[k * width + j]!;
      raw[i * columns + k] = sum + intercepts[k]!;
    }
  }
  return { raw, columns };
}

/** Probabilities of all classes: the softmax of scores that were fitted together, or else each sigmoid's share. */
function* probabilities(self: PyInstance, x: Value): Task<NdArray> {
  const rows = yield* featuresToRead(self, x);
  const { raw, columns } = scores(self, rows);
  const classes = (get(self, 'classes_') as NdArray).size;
  const together = get(self, 'multi_class') === 'multinomial' || (get(self, 'multi_class') === 'auto' && classes > 2);
  const result = new Float64Array(rows.count * classes);
  for (let i = 0; i < rows.count; i++) {
    const own = [...raw.subarray(i * columns, (i + 1) * columns)];
    const all = columns > 1 ? own : [together ? -own[0]! : 0, own[0]!];
    const most = Math.max(...all);
    let shares: number[];
    if (together) shares = all.map((score) => Math.exp(score - most));
    else if (columns > 1) shares = all.map(sigmoid);
    else shares = [1 - sigmoid(own[0]!), sigmoid(own[0]!)];
    const total = columns > 1 || together ? shares.reduce((sum, share) => sum + share, 0) : 1;
    shares.forEach((share, k) => (result[i * classes + k] = share / total));
  }
  return matrixOf(result, rows.count, classes);
}

const PARAMETERS =
  'penalty="l2", *, dual=False, tol=0.0001, C=1.0, fit_intercept=True, intercept_scaling=1, class_weight=None, random_state=None, solver="lbfgs", max_iter=100, multi_class="auto", verbose=0, warm_start=False, n_jobs=None, l1_ratio=None';

export const logisticRegressionType: PyType = defineEstimator({
  name: 'LogisticRegression',
  module: 'sklearn.linear_model._logistic',
  mixins: [classifierMixinType],
  parameters: PARAMETERS,
  methods: {
    'fit(self, X, y, sample_weight=None)': fit,
    'decision_function(self, X)': function* (self: PyInstance, x: Value): Task {
      const rows = yield* featuresToRead(self, x);
      const { raw, columns } = scores(self, rows);
      return columns === 1 ? vector(raw) : matrixOf(raw, rows.count, columns);
    },
    'predict(self, X)': function* (self: PyInstance, x: Value): Task {
      const rows = yield* featuresToRead(self, x);
      const { raw, columns } = scores(self, rows);
      const codes = Float64Array.from({ length: rows.count }, (_, i) => {
        const own = raw.subarray(i * columns, (i + 1) * columns);
        return columns === 1 ? Number(own[0]! > 0) : own.indexOf(Math.max(...own));
      });
      return labelsAt(self, codes);
    },
    'predict_proba(self, X)': probabilities,
    'predict_log_proba(self, X)': function* (self: PyInstance, x: Value): Task {
      const shares = yield* probabilities(self, x);
      return new NdArray(Float64Array.from(shares.values(), Math.log), 'float64', shares.shape);
    },
  },
});
