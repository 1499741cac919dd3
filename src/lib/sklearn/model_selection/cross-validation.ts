/** Fitting and scoring an estimator on each split. */
import {
  call, callMethod, currentRun, exc, getAttr, getAttrOr, isCallable, iterate, PyDict, repr, toFloat, typeOf, type Functions, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { ndarray } from '../../numpy/ndarray.ts';
import { concatenate, takeAlong } from '../../numpy/joining.ts';
import { clone, isClassifier } from '../base.ts';
import { metricsModule } from '../metrics/index.ts';
import { checkConsistentLength, samplesAt, typeOfTarget } from '../validation.ts';
import { kFoldType, stratifiedKFoldType } from './folds.ts';
import type { Places } from './splitter.ts';

/** The splits that a `cv` argument names: a number of folds, a splitter, or pairs of places. */
function* splitsOf(
  cv: Value,
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
): Task<{ train: Places; test: Places }[]> {
  let splitter: Value = cv ?? 5;
  if (typeof splitter === 'number') {
    const classes = (yield* isClassifier(estimator)) === true && y !== null ? typeOfTarget(yield* toArray(y)) : '';
    const stratify = classes === 'binary' || classes === 'multiclass';
    splitter = yield* call(stratify ? stratifiedKFoldType : kFoldType, [splitter]);
  }
  const hasSplit = (yield* getAttrOr(splitter, 'split', null)) !== null && typeof splitter !== 'string';
  const iterable = typeof splitter !== 'string' && typeOf(splitter).lookup('__iter__') !== undefined;
  if (!hasSplit && !iterable) {
    throw exc.ValueError(
      `Expected cv as an integer, cross-validation object (from sklearn.model_selection) or an iterable. Got ${yield* repr(splitter)}.`,
    );
  }
  const pairs = yield* iterate(hasSplit ? yield* callMethod(splitter, 'split', [x, y, groups]) : splitter);
  const splits: { train: Places; test: Places }[] = [];
  for (const pair of pairs) {
    const [train, test] = yield* iterate(pair);
    splits.push({
      train: Float64Array.from((yield* toArray(train!)).values()),
      test: Float64Array.from((yield* toArray(test!)).values()),
    });
  }
  return splits;
}

/** Functions of true and predicted labels that `scoring` may name; losses count negative. */
const SCORERS: Readonly<Record<string, { readonly metric: string; readonly sign: 1 | -1; readonly options?: Value }>> =
  {
    accuracy: { metric: 'accuracy_score', sign: 1 },
    balanced_accuracy: { metric: 'balanced_accuracy_score', sign: 1 },
    f1: { metric: 'f1_score', sign: 1 },
    f1_macro: { metric: 'f1_score', sign: 1, options: 'macro' },
    f1_micro: { metric: 'f1_score', sign: 1, options: 'micro' },
    f1_weighted: { metric: 'f1_score', sign: 1, options: 'weighted' },
    precision: { metric: 'precision_score', sign: 1 },
    recall: { metric: 'recall_score', sign: 1 },
    r2: { metric: 'r2_score', sign: 1 },
    neg_mean_squared_error: { metric: 'mean_squared_error', sign: -1 },
    neg_mean_absolute_error: { metric: 'mean_absolute_error', sign: -1 },
  };

/** The score of a fitted estimator. */
function* scoreOf(estimator: Value, x: Value, y: Value, scoring: Value): Task<number> {
  if (scoring === null) {
    return toFloat(yield* callMethod(estimator, 'score', y === null ? [x] : [x, y]), 'score');
  }
  if (typeof scoring !== 'string') return toFloat(yield* call(scoring, [estimator, x, y]), 'score');
  const scorer = SCORERS[scoring];
  if (scorer === undefined) {
    throw exc.ValueError(
      `'${scoring}' is not a valid scoring value here. Use one of ${Object.keys(SCORERS).map((name) => `'${name}'`).join(', ')}, or a function of (estimator, X, y).`, // prettier-ignore
    );
  }
  const predicted = yield* callMethod(estimator, 'predict', [x]);
  const options = scorer.options === undefined ? null : new Map([['average', scorer.options]]);
  return scorer.sign * toFloat(yield* call(metricsModule.member(scorer.metric)!, [y, predicted], options), 'score');
}

interface Scored {
  readonly test: number[];
  readonly train: number[];
  /** Seconds. */
  readonly fitTime: number[];
  readonly scoreTime: number[];
}

function* scoreSplits(
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
  scoring: Value,
  cv: Value,
  alsoTrain: boolean,
): Task<Scored> {
  // prettier-ignore
  if ((yield* getAttrOr(estimator, 'fit', null)) === null) {
    throw exc.TypeError(`estimator should be an estimator implementing 'fit' method, ${yield* repr(estimator)} was passed`);
  }
  if (scoring === null && (yield* getAttrOr(estimator, 'score', null)) === null) {
    throw exc.TypeError(
      `If no scoring is specified, the estimator passed should have a 'score' method. The estimator ${yield* repr(estimator)} does not.`,
    );
  }
  yield* checkConsistentLength(x, y, groups);
  const scored: Scored = { test: [], train: [], fitTime: [], scoreTime: [] };
  const { clock } = currentRun();
  const part = function* (values: Value, places: Places): Task {
    return values === null ? null : yield* samplesAt(values, places);
  };
  for (const { train, test } of yield* splitsOf(cv, estimator, x, y, groups)) {
    const fresh = yield* clone(estimator);
    const [trainX, trainY] = [yield* part(x, train), yield* part(y, train)];
    const start = clock();
    yield* callMethod(fresh, 'fit', trainY === null ? [trainX] : [trainX, trainY]);
    const fitted = clock();
    scored.test.push(yield* scoreOf(fresh, yield* part(x, test), yield* part(y, test), scoring));
    scored.fitTime.push(fitted - start);
    scored.scoreTime.push(clock() - fitted);
    if (alsoTrain) scored.train.push(yield* scoreOf(fresh, trainX, trainY, scoring));
  }
  return scored;
}

const vector = (values: readonly number[]): NdArray => ndarray(values, [values.length], 'float64');

function* crossValPredict(estimator: Value, x: Value, y: Value, groups: Value, cv: Value, method: Value): Task {
  const parts: NdArray[] = [];
  const places: number[] = [];
  for (const { train, test } of yield* splitsOf(cv, estimator, x, y, groups)) {
    const fresh = yield* clone(estimator);
    yield* callMethod(fresh, 'fit', [yield* samplesAt(x, train), ...(y === null ? [] : [yield* samplesAt(y, train)])]);
    parts.push(yield* toArray(yield* call(yield* getAttr(fresh, method as string), [yield* samplesAt(x, test)])));
    places.push(...test);
  }
  const back = new Float64Array(places.length);
  places.forEach((place, i) => (back[place] = i));
  if (new Set(places).size !== places.length) throw exc.ValueError('cross_val_predict only works for partitions');
  return takeAlong(concatenate(parts, 0), back, 0);
}

const REST = 'cv=None, n_jobs=None, verbose=0, fit_params=None, pre_dispatch="2*n_jobs"';

function single(scoring: Value): void {
  if (scoring === null || typeof scoring === 'string' || isCallable(scoring)) return;
  throw exc.NotImplementedError('one score at a time runs here: give a name or a function');
}

export const crossValidationFunctions: Functions = {
  [`cross_val_score(estimator, X, y=None, *, groups=None, scoring=None, ${REST}, error_score=nan)`]: function* (
    estimator: Value,
    x: Value,
    y: Value,
    groups: Value,
    scoring: Value,
    cv: Value,
  ): Task {
    // prettier-ignore
    single(scoring);
    return vector((yield* scoreSplits(estimator, x, y, groups, scoring, cv, false)).test);
  },
  [`cross_validate(estimator, X, y=None, *, groups=None, scoring=None, ${REST}, return_train_score=False)`]: function* (
    estimator: Value,
    x: Value,
    y: Value,
    groups: Value,
    scoring: Value,
    cv: Value,
    _jobs: Value,
    _verbose: Value,
    _fit: Value,
    _pre: Value,
    alsoTrain: Value,
  ): Task {
    // prettier-ignore
    single(scoring);
    const { test, train, fitTime, scoreTime } = yield* scoreSplits(
      estimator,
      x,
      y,
      groups,
      scoring,
      cv,
      alsoTrain === true,
    );
    const results = PyDict.of([
      ['fit_time', vector(fitTime)],
      ['score_time', vector(scoreTime)],
      ['test_score', vector(test)],
    ]);
    if (alsoTrain === true) results.set('train_score', vector(train));
    return results;
  },
  [`cross_val_predict(estimator, X, y=None, *, groups=None, ${REST}, method="predict")`]: (estimator: Value, x: Value, y: Value, groups: Value, cv: Value, _jobs: Value, _verbose: Value, _fit: Value, _pre: Value, method: Value) => crossValPredict(estimator, x, y, groups, cv, method), // prettier-ignore
};
