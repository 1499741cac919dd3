/** Scorers: functions of an estimator, features and true targets, which `scoring` names or `make_scorer` makes. */
import {
  binary, call, callMethod, defineClass, exc, getAttr, getAttrOr, nativeFunction, PyInstance, repr, str, toFloat, type Functions, type PyType, type Task, type Value, type Visit,
} from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import { takeAlong } from '../../numpy/joining.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { column, typeOfTarget } from '../validation.ts';
import { classificationFunctions } from './classification.ts';
import { rankingFunctions } from './ranking.ts';
import { regressionFunctions } from './regression.ts';

/** What a metric compares the truth with: predictions, probabilities, or scores for a threshold. */
type Needs = 'predictions' | 'probabilities' | 'scores';

class Scorer extends PyInstance {
  readonly metric: Value;
  readonly sign: 1 | -1;
  readonly needs: Needs;
  readonly options: ReadonlyMap<string, Value>;

  constructor(metric: Value, sign: 1 | -1, needs: Needs, options: ReadonlyMap<string, Value>) {
    super(scorerType);
    this.metric = metric;
    this.sign = sign;
    this.needs = needs;
    this.options = options;
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.metric);
    for (const value of this.options.values()) visit(value);
  }
}

/** The probabilities of the second class, or all of them where there are more than two. */
function* probabilities(estimator: Value, x: Value, kind: string): Task {
  const shares = yield* toArray(yield* callMethod(estimator, 'predict_proba', [x]));
  if (kind !== 'binary' || shares.ndim !== 2 || shares.shape[1]! > 2) return shares;
  return column(takeAlong(shares, [shares.shape[1]! - 1], 1));
}

function* scoresFor(estimator: Value, x: Value, kind: string): Task {
  if (kind !== 'binary') throw exc.ValueError(`${kind} format is not supported`);
  if ((yield* getAttrOr(estimator, '_estimator_type', null)) === 'regressor') return yield* callMethod(estimator, 'predict', [x]); // prettier-ignore
  if ((yield* getAttrOr(estimator, 'decision_function', null)) !== null) {
    return yield* callMethod(estimator, 'decision_function', [x]);
  }
  return yield* probabilities(estimator, x, kind);
}

function* answerOf({ needs }: Scorer, estimator: Value, x: Value, y: Value): Task {
  if (needs === 'predictions') return yield* callMethod(estimator, 'predict', [x]);
  const kind = typeOfTarget(yield* toArray(y));
  return yield* needs === 'scores' ? scoresFor(estimator, x, kind) : probabilities(estimator, x, kind);
}

function* described(self: Scorer): Task {
  const parts = [yield* str(yield* getAttr(self.metric, '__name__'))];
  if (self.sign < 0) parts.push('greater_is_better=False');
  if (self.needs !== 'predictions') parts.push(`needs_${self.needs === 'scores' ? 'threshold' : 'proba'}=True`);
  for (const [name, value] of self.options) parts.push(`${name}=${yield* str(value)}`);
  return `make_scorer(${parts.join(', ')})`;
}

const scorerType: PyType = defineClass({
  name: '_Scorer',
  module: 'sklearn.metrics._scorer',
  allocate: null,
  methods: {
    '__call__(self, estimator, X, y_true, sample_weight=None)': function* (
      self: Scorer,
      estimator: Value,
      x: Value,
      y: Value,
      weight: Value,
    ): Task {
      const options = new Map(self.options);
      if (weight !== null) options.set('sample_weight', weight);
      const answer = yield* answerOf(self, estimator, x, y);
      return yield* binary('*', self.sign, yield* call(self.metric, [y, answer], options));
    },
    '__repr__(self)': described,
  },
});

function makeScorer(metric: Value, greater: Value, proba: Value, threshold: Value, options: Map<string, Value>): Value {
  if (proba === true && threshold === true) {
    throw exc.ValueError('Set either needs_proba or needs_threshold to True, but not both.');
  }
  const needs = proba === true ? 'probabilities' : threshold === true ? 'scores' : 'predictions';
  return new Scorer(metric, greater === true ? 1 : -1, needs, options);
}

/** The functions of `sklearn.metrics` by name, for scorers of their own. */
const METRICS = new Map(
  Object.entries({ ...classificationFunctions, ...rankingFunctions, ...regressionFunctions }).map(([text, run]) => [
    text.slice(0, text.indexOf('(')),
    nativeFunction(text, run, { module: 'sklearn.metrics' }),
  ]),
);

const scorer = (
  metric: string,
  needs: Needs = 'predictions',
  sign: 1 | -1 = 1,
  options: Record<string, Value> = {},
): Scorer => new Scorer(METRICS.get(metric)!, sign, needs, new Map(Object.entries(options)));

const averagedScorers = ['f1', 'precision', 'recall'].flatMap((name) =>
  ['macro', 'micro', 'weighted'].map((average): [string, Scorer] => [
    `${name}_${average}`,
    scorer(`${name}_score`, 'predictions', 1, { average }),
  ]),
);

/** What `scoring` may name; losses count negative. */
const SCORERS: ReadonlyMap<string, Scorer> = new Map([
  ['accuracy', scorer('accuracy_score')],
  ['balanced_accuracy', scorer('balanced_accuracy_score')],
  ['f1', scorer('f1_score', 'predictions', 1, { average: 'binary' })],
  ['precision', scorer('precision_score', 'predictions', 1, { average: 'binary' })],
  ['recall', scorer('recall_score', 'predictions', 1, { average: 'binary' })],
  ...averagedScorers,
  ['roc_auc', scorer('roc_auc_score', 'scores')],
  ['roc_auc_ovr', scorer('roc_auc_score', 'probabilities', 1, { multi_class: 'ovr' })],
  ['average_precision', scorer('average_precision_score', 'scores')],
  ['neg_log_loss', scorer('log_loss', 'probabilities', -1)],
  ['r2', scorer('r2_score')],
  ['neg_mean_squared_error', scorer('mean_squared_error', 'predictions', -1)],
  ['neg_root_mean_squared_error', scorer('mean_squared_error', 'predictions', -1, { squared: false })],
  ['neg_mean_absolute_error', scorer('mean_absolute_error', 'predictions', -1)],
  ['max_error', scorer('max_error', 'predictions', -1)],
]);

/** The scorer of that name. Raises ValueError for an unknown one. */
export function* namedScorer(name: Value): Task<Value> {
  const found = typeof name === 'string' ? SCORERS.get(name) : undefined;
  if (found !== undefined) return found;
  throw exc.ValueError(
    `${yield* repr(name)} is not a valid scoring value. Use sklearn.metrics.get_scorer_names() to get valid options.`,
  );
}

/** The score of a fitted estimator: its own where `scoring` is None. */
export function* scoreWith(scoring: Value, estimator: Value, x: Value, y: Value): Task<number> {
  const truth = y === null ? [] : [y];
  const given =
    scoring === null
      ? yield* callMethod(estimator, 'score', [x, ...truth])
      : yield* call(typeof scoring === 'string' ? yield* namedScorer(scoring) : scoring, [estimator, x, ...truth]);
  if (given !== null && typeof given === 'object' && (yield* getAttrOr(given, 'shape', null)) !== null) {
    const array: NdArray = yield* toArray(given);
    if (array.size === 1) return array.at();
  }
  return toFloat(given, 'score');
}

export const scorerFunctions: Functions = {
  'make_scorer(score_func, *, greater_is_better=True, needs_proba=False, needs_threshold=False, **kwargs)': makeScorer,
  'get_scorer(scoring)': namedScorer,
};

/** The names that `scoring` may have, sorted. */
export const scorerNames = (): string[] => [...SCORERS.keys()].sort();
