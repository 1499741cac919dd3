/**
 * Scores along something: `learning_curve` along the number of training samples, `validation_curve` along a parameter, and
 * `permutation_test_score` over shuffled labels.
 */
import {
  callMethod,
  exc,
  exceptionTypes,
  iterate,
  PyTuple,
  toInt,
  warn,
  type Functions,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { toArray } from '../../numpy/conversion.ts';
import { kindOf } from '../../numpy/dtype.ts';
import { ndarray, type NdArray } from '../../numpy/ndarray.ts';
import { permutedPlaces } from '../../numpy/random/choosing.ts';
import { scalar } from '../../numpy/scalar.ts';
import { clone } from '../estimator/base.ts';
import { checkRandomState, countSamples, samplesAt } from '../validation.ts';
import { checkTrial, fitAndScore, keywordsOf, scorersOf, splitsOf, type Fold, type Trial } from './cross-validation.ts';
import type { Places } from './splitter.ts';

/** `[fold][tick]` as an array of a row a tick and a column a fold. */
const byTick = (found: readonly (readonly number[])[], ticks: number): NdArray =>
  ndarray(
    Array.from({ length: ticks }, (_, tick) => found.map((fold) => fold[tick]!)).flat(),
    [ticks, found.length],
    'float64',
  );

/** The numbers of samples that `train_sizes` means, sorted, each once: shares of `most`, or numbers themselves. */
function* sizesOf(given: Value, most: number): Task<number[]> {
  const array = yield* toArray(given);
  const sizes = [...array.values()];
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const shares = kindOf(array.dtype) === 'f';
  if (shares && (low <= 0 || high > 1)) {
    throw exc.ValueError(`train_sizes has been interpreted as fractions of the maximum number of training samples and must be within (0, 1], but is within [${low.toFixed(6)}, ${high.toFixed(6)}].`); // prettier-ignore
  }
  if (!shares && (low <= 0 || high > most)) {
    throw exc.ValueError(`train_sizes has been interpreted as absolute numbers of training samples and must be within (0, ${most}], but is within [${low}, ${high}].`); // prettier-ignore
  }
  const counts = shares ? sizes.map((share) => Math.min(Math.max(Math.trunc(share * most), 1), most)) : sizes;
  const once = [...new Set(counts)].sort((a, b) => a - b);
  if (once.length < counts.length) {
    yield* warn(
      `Removed duplicate entries from 'train_sizes'. Number of ticks will be less than the size of 'train_sizes': ${once.length} instead of ${counts.length}.`,
      exceptionTypes.RuntimeWarning,
    );
  }
  return once;
}

/** What both curves score with: by the estimator's own score or one scorer, training and test part alike. */
function* trialOf(estimator: Value, x: Value, y: Value, groups: Value, scoring: Value, fit: Value): Task<Trial> {
  yield* checkTrial(estimator, x, y, groups);
  const scorers = yield* scorersOf(scoring, estimator);
  return { estimator, x, y, scorers, alsoTrain: true, fitArguments: yield* keywordsOf(fit) };
}

function* learningCurve(
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
  trainSizes: Value,
  cv: Value,
  scoring: Value,
  incremental: Value,
  _jobs: Value,
  _dispatch: Value,
  _verbose: Value,
  shuffled: Value,
  randomState: Value,
  _error: Value,
  withTimes: Value,
  fit: Value,
): Task {
  if (incremental === true) {
    throw exc.NotImplementedError(
      'exploit_incremental_learning does not run here; without it each size is fitted anew',
    );
  }
  const trial = yield* trialOf(estimator, x, y, groups, scoring, fit);
  let splits = yield* splitsOf(cv, estimator, x, y, groups);
  const fifths = ndarray([0.1, 0.325, 0.55, 0.775, 1], [5], 'float64');
  const sizes = yield* sizesOf(trainSizes ?? fifths, splits[0]!.train.length);
  if (shuffled === true) {
    const { stream } = yield* checkRandomState(randomState);
    const mixed = (train: Places): Places =>
      permutedPlaces(train.length, (most) => stream.interval(most)).map((place) => train[place]!);
    splits = splits.map(({ train, test }) => ({ train: mixed(train), test }));
  }
  const found: Fold[][] = [];
  for (const { train, test } of splits) {
    const ticks: Fold[] = [];
    for (const size of sizes) ticks.push(yield* fitAndScore(trial, { train: train.slice(0, size), test }));
    found.push(ticks);
  }
  const along = (of: (fold: Fold) => number): NdArray =>
    byTick(
      found.map((ticks) => ticks.map(of)),
      sizes.length,
    );
  const curve = [
    ndarray(sizes, [sizes.length], 'int64'),
    along(({ train }) => train.score!),
    along(({ test }) => test.score!),
  ];
  const times = withTimes === true ? [along(({ fitTime }) => fitTime), along(({ scoreTime }) => scoreTime)] : [];
  return new PyTuple([...curve, ...times]);
}

function* validationCurve(
  estimator: Value,
  x: Value,
  y: Value,
  name: Value,
  range: Value,
  groups: Value,
  cv: Value,
  scoring: Value,
  _jobs: Value,
  _dispatch: Value,
  _verbose: Value,
  _error: Value,
  fit: Value,
): Task {
  const trial = yield* trialOf(estimator, x, y, groups, scoring, fit);
  const values = yield* iterate(range);
  const [train, test]: [number[][], number[][]] = [[], []];
  for (const split of yield* splitsOf(cv, estimator, x, y, groups)) {
    const ticks: Fold[] = [];
    for (const value of values) {
      const set = yield* clone(estimator);
      yield* callMethod(set, 'set_params', [], new Map([[name as string, value]]));
      ticks.push(yield* fitAndScore({ ...trial, estimator: set }, split));
    }
    train.push(ticks.map((fold) => fold.train.score!));
    test.push(ticks.map((fold) => fold.test.score!));
  }
  return new PyTuple([byTick(train, values.length), byTick(test, values.length)]);
}

function* permutationTestScore(
  estimator: Value,
  x: Value,
  y: Value,
  groups: Value,
  cv: Value,
  permutations: Value,
  _jobs: Value,
  randomState: Value,
  _verbose: Value,
  scoring: Value,
  fit: Value,
): Task {
  if (groups !== null) {
    throw exc.NotImplementedError(
      'groups of permutation_test_score do not run here; without them all labels are shuffled',
    );
  }
  const trial = { ...(yield* trialOf(estimator, x, y, groups, scoring, fit)), alsoTrain: false };
  const { stream } = yield* checkRandomState(randomState);
  const meanScore = function* (labels: Value): Task<number> {
    const scores: number[] = [];
    for (const split of yield* splitsOf(cv, estimator, x, labels, groups)) {
      scores.push((yield* fitAndScore({ ...trial, y: labels }, split)).test.score!);
    }
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  const score = yield* meanScore(y);
  const count = yield* countSamples(y);
  const shuffled: number[] = [];
  for (let i = 0; i < toInt(permutations, 'n_permutations'); i++) {
    const places = permutedPlaces(count, (most) => stream.interval(most));
    shuffled.push(yield* meanScore(yield* samplesAt(y, places)));
  }
  const better = shuffled.filter((other) => other >= score).length;
  return new PyTuple([
    scalar(score, 'float64'),
    ndarray(shuffled, [shuffled.length], 'float64'),
    scalar((better + 1) / (shuffled.length + 1), 'float64'),
  ]);
}

export const curveFunctions: Functions = {
  'learning_curve(estimator, X, y, *, groups=None, train_sizes=None, cv=None, scoring=None, exploit_incremental_learning=False, n_jobs=None, pre_dispatch="all", verbose=0, shuffle=False, random_state=None, error_score=nan, return_times=False, fit_params=None)': learningCurve, // prettier-ignore
  'validation_curve(estimator, X, y, *, param_name, param_range, groups=None, cv=None, scoring=None, n_jobs=None, pre_dispatch="all", verbose=0, error_score=nan, fit_params=None)': validationCurve, // prettier-ignore
  'permutation_test_score(estimator, X, y, *, groups=None, cv=None, n_permutations=100, n_jobs=None, random_state=0, verbose=0, scoring=None, fit_params=None)': permutationTestScore, // prettier-ignore
};
