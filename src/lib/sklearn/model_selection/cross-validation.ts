/** Fitting and scoring an estimator on each split. */
import {
  call, callMethod, currentRun, exc, getAttr, getAttrOr, getItem, isCallable, iterate, list, PyDict, repr, typeOf, type Functions, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { ndarray } from '../../numpy/ndarray.ts';
import { concatenate, takeAlong } from '../../numpy/joining.ts';
import { clone, isClassifier } from '../estimator/base.ts';
import { namedScorer, scoreWith } from '../metrics/scorers.ts';
import { checkConsistentLength, samplesAt, typeOfTarget } from '../validation.ts';
import { kFoldType, stratifiedKFoldType } from './folds.ts';
import type { Places } from './splitter.ts';

/** Places of the training and of the test samples. */
export interface SplitPlaces {
  readonly train: Places;
  readonly test: Places;
}

/** The splits that a `cv` argument names: a number of folds, a splitter, or pairs of places. */
export function* splitsOf(cv: Value, estimator: Value, x: Value, y: Value, groups: Value): Task<SplitPlaces[]> {
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
  const splits: SplitPlaces[] = [];
  for (const pair of pairs) {
    const [train, test] = yield* iterate(pair);
    splits.push({
      train: Float64Array.from((yield* toArray(train!)).values()),
      test: Float64Array.from((yield* toArray(test!)).values()),
    });
  }
  return splits;
}

/** What each fold gave. */
export interface Fold {
  readonly test: Readonly<Record<string, number>>;
  readonly train: Readonly<Record<string, number>>;
  /** Seconds. */
  readonly fitTime: number;
  readonly scoreTime: number;
  readonly estimator: Value;
}

/** What is to be scored by, under the name that results give it. */
export type Scorers = ReadonlyMap<string, Value>;

/** The scorers that `scoring` asks for: one named `score`, or several by their names. */
export function* scorersOf(scoring: Value, estimator: Value): Task<Scorers> {
  if (scoring === null || typeof scoring === 'string' || isCallable(scoring)) {
    if (scoring === null && (yield* getAttrOr(estimator, 'score', null)) === null) {
      throw exc.TypeError(
        `If no scoring is specified, the estimator passed should have a 'score' method. The estimator ${yield* repr(estimator)} does not.`,
      );
    }
    return new Map([['score', typeof scoring === 'string' ? yield* namedScorer(scoring) : scoring]]);
  }
  const scorers = new Map<string, Value>();
  for (const name of yield* iterate(scoring)) {
    const value = scoring instanceof PyDict ? scoring.get(name)! : name;
    scorers.set(name as string, typeof value === 'string' ? yield* namedScorer(value) : value);
  }
  return scorers;
}

function* scoreAll(scorers: Scorers, estimator: Value, x: Value, y: Value): Task<Record<string, number>> {
  const scores: Record<string, number> = {};
  for (const [name, scorer] of scorers) scores[name] = yield* scoreWith(scorer, estimator, x, y);
  return scores;
}

export interface Trial {
  readonly estimator: Value;
  readonly x: Value;
  readonly y: Value;
  readonly scorers: Scorers;
  readonly alsoTrain: boolean;
  readonly fitArguments: ReadonlyMap<string, Value> | null;
}

/** Fits a copy of the estimator to the training part of a split and scores it on the test part. */
export function* fitAndScore(
  { estimator, x, y, scorers, alsoTrain, fitArguments }: Trial,
  { train, test }: SplitPlaces,
): Task<Fold> {
  const { clock } = currentRun();
  const part = function* (values: Value, places: Places): Task {
    return values === null ? null : yield* samplesAt(values, places);
  };
  const fresh = yield* clone(estimator);
  const [trainX, trainY] = [yield* part(x, train), yield* part(y, train)];
  const start = clock();
  yield* callMethod(fresh, 'fit', trainY === null ? [trainX] : [trainX, trainY], fitArguments);
  const fitted = clock();
  const tested = yield* scoreAll(scorers, fresh, yield* part(x, test), yield* part(y, test));
  const scored = clock();
  return {
    test: tested,
    train: alsoTrain ? yield* scoreAll(scorers, fresh, trainX, trainY) : {},
    fitTime: fitted - start,
    scoreTime: scored - fitted,
    estimator: fresh,
  };
}

/** Raises for what cannot be fitted and for collections of different lengths. */
export function* checkTrial(estimator: Value, x: Value, y: Value, groups: Value): Task<void> {
  if ((yield* getAttrOr(estimator, 'fit', null)) === null) {
    throw exc.TypeError(
      `estimator should be an estimator implementing 'fit' method, ${yield* repr(estimator)} was passed`,
    );
  }
  yield* checkConsistentLength(x, y, groups);
}

/** The argument `fit_params` as keywords. */
export function* keywordsOf(given: Value): Task<ReadonlyMap<string, Value> | null> {
  if (given === null) return null;
  const keywords = new Map<string, Value>();
  for (const name of yield* iterate(given)) keywords.set(name as string, yield* getItem(given, name));
  return keywords;
}

function* folds(
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
  cv: Value,
  trial: Omit<Trial, 'estimator' | 'x' | 'y'>,
): Task<Fold[]> {
  const found: Fold[] = [];
  for (const split of yield* splitsOf(cv, estimator, x, y, groups)) {
    found.push(yield* fitAndScore({ estimator, x, y, ...trial }, split));
  }
  return found;
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

function* crossValScore(
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
  scoring: Value,
  cv: Value,
  _jobs: Value,
  _verbose: Value,
  fit: Value,
): Task {
  if (scoring !== null && typeof scoring !== 'string' && !isCallable(scoring)) {
    throw exc.ValueError(
      `For evaluating multiple scores, use sklearn.model_selection.cross_validate instead. ${yield* repr(scoring)} was passed.`,
    );
  }
  yield* checkTrial(estimator, x, y, groups);
  const scorers = yield* scorersOf(scoring, estimator);
  const trial = { scorers, alsoTrain: false, fitArguments: yield* keywordsOf(fit) };
  return vector((yield* folds(estimator, x, y, groups, cv, trial)).map(({ test }) => test.score!));
}

function* crossValidate(
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
  scoring: Value,
  cv: Value,
  _jobs: Value,
  _verbose: Value,
  fit: Value,
  _dispatch: Value,
  withTrain: Value,
  withEstimator: Value,
): Task {
  yield* checkTrial(estimator, x, y, groups);
  const scorers = yield* scorersOf(scoring, estimator);
  const trial = { scorers, alsoTrain: withTrain === true, fitArguments: yield* keywordsOf(fit) };
  const found = yield* folds(estimator, x, y, groups, cv, trial);
  const results = PyDict.of([
    ['fit_time', vector(found.map(({ fitTime }) => fitTime))],
    ['score_time', vector(found.map(({ scoreTime }) => scoreTime))],
  ]);
  if (withEstimator === true) results.set('estimator', list(found.map((fold) => fold.estimator)));
  for (const name of scorers.keys()) {
    results.set(`test_${name}`, vector(found.map(({ test }) => test[name]!)));
    if (withTrain === true) results.set(`train_${name}`, vector(found.map(({ train }) => train[name]!)));
  }
  return results;
}

export const crossValidationFunctions: Functions = {
  [`cross_val_score(estimator, X, y=None, *, groups=None, scoring=None, ${REST}, error_score=nan)`]: crossValScore,
  [`cross_validate(estimator, X, y=None, *, groups=None, scoring=None, ${REST}, return_train_score=False, return_estimator=False, error_score=nan)`]:
    crossValidate,
  [`cross_val_predict(estimator, X, y=None, *, groups=None, ${REST}, method="predict")`]: (estimator: Value, x: Value, y: Value, groups: Value, cv: Value, _jobs: Value, _verbose: Value, _fit: Value, _pre: Value, method: Value) => crossValPredict(estimator, x, y, groups, cv, method), // prettier-ignore
};
