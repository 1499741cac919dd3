/** `GridSearchCV`: every combination of settings, cross-validated; the best is fitted to everything. */
import {
  callMethod, currentRun, defineClass, exc, getAttr, getAttrOr, iterate, length, list, NativeIterator, PyDict, PyList, PyTuple, repr, typeName, type PyInstance, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { NdArray } from '../../numpy/ndarray.ts';
import { scalar } from '../../numpy/scalar.ts';
import { clone } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { notFitted } from '../exceptions.ts';
import { vector } from '../features.ts';
import { scoreWith } from '../metrics/scorers.ts';
import { checkTrial, fitAndScore, scorersOf, splitsOf } from './cross-validation.ts';

type Settings = ReadonlyMap<string, Value>;

/** All combinations of a dict of lists, or of several: the names sorted, the last one changing fastest. */
function* combinations(grid: Value): Task<Settings[]> {
  const grids = grid instanceof PyDict ? [grid] : yield* iterate(grid);
  const all: Settings[] = [];
  for (const one of grids) {
    if (!(one instanceof PyDict)) throw exc.TypeError(`Parameter grid is not a dict (${yield* repr(one)})`);
    let found: Settings[] = [new Map()];
    for (const key of [...one.keys()].sort((a, b) => ((a as string) < (b as string) ? -1 : 1))) {
      const values = one.get(key)!;
      if (!(
        values instanceof PyList ||
        values instanceof PyTuple ||
        values instanceof NdArray ||
        typeName(values) === 'range'
      )) {
        throw exc.TypeError(
          `Parameter grid for parameter ${yield* repr(key)} needs to be a list or a numpy array, but got ${yield* repr(values)} (of type ${typeName(values)}) instead. Single values need to be wrapped in a list with one element.`,
        );
      }
      if ((yield* length(values)) === 0) {
        throw exc.ValueError(`Parameter grid for parameter ${yield* repr(key)} need to be a non-empty sequence, got: ${yield* repr(values)}`); // prettier-ignore
      }
      const items = yield* iterate(values);
      found = found.flatMap((settings) => items.map((item) => new Map([...settings, [key as string, item]])));
    }
    all.push(...found);
  }
  return all;
}

const dictOf = (settings: Settings): PyDict => PyDict.of(settings);

export const parameterGridType: PyType = defineClass({
  name: 'ParameterGrid',
  module: 'sklearn.model_selection._search',
  methods: {
    '__init__(self, param_grid)': function* (self: PyInstance, grid: Value): Task {
      yield* combinations(grid);
      self.dict.set('param_grid', grid instanceof PyDict ? list([grid]) : grid);
      return null;
    },
    '__len__(self)': function* (self: PyInstance): Task {
      return (yield* combinations(get(self, 'param_grid'))).length;
    },
    '__iter__(self)': function* (self: PyInstance): Task {
      const left = (yield* combinations(get(self, 'param_grid'))).map(dictOf);
      return new NativeIterator(() => left.shift(), [self], 'generator');
    },
  },
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

/** 1 for the best; equal scores share the better rank. */
const ranksOf = (scores: readonly number[]): number[] =>
  scores.map((score) => 1 + scores.filter((other) => other > score || (Number.isNaN(score) && !Number.isNaN(other))).length); // prettier-ignore

/** For each candidate one number for each fold. */
type Table = readonly (readonly number[])[];

function addColumns(results: PyDict, name: string, table: Table, perSplit: boolean, ranked: boolean): void {
  const splits = table[0]!.length;
  if (perSplit) for (let i = 0; i < splits; i++) results.set(`split${i}_${name}`, vector(table.map((row) => row[i]!)));
  results.set(`mean_${name}`, vector(table.map(mean)));
  results.set(`std_${name}`, vector(table.map(deviation)));
  const ranks = ranked ? Int32Array.from(ranksOf(table.map(mean))) : null;
  if (ranks !== null) results.set(`rank_${name}`, new NdArray(ranks, 'int32', [ranks.length]));
}

function* fit(self: PyInstance, x: Value, y: Value, groups: Value, fitArguments: ReadonlyMap<string, Value>): Task {
  const estimator = get(self, 'estimator');
  yield* checkTrial(estimator, x, y, groups);
  const scorers = yield* scorersOf(get(self, 'scoring'), estimator);
  const names = [...scorers.keys()];
  const refit = get(self, 'refit');
  const chosen = names.length === 1 && names[0] === 'score' ? 'score' : refit;
  if (refit !== false && !names.includes(chosen as string)) {
    throw exc.ValueError(
      `For multi-metric scoring, the parameter refit must be set to a scorer key or a callable to refit an estimator with the best parameter setting on the whole data and make the best_* attributes available for that metric. If this is not needed, refit should be set to False explicitly. ${yield* repr(refit)} was passed.`,
    );
  }
  const splits = yield* splitsOf(get(self, 'cv'), estimator, x, y, groups);
  const candidates = yield* combinations(get(self, 'param_grid'));
  const alsoTrain = get(self, 'return_train_score') === true;
  const tables = { fit_time: [] as number[][], score_time: [] as number[][] };
  const scored: Record<string, number>[][][] = [];
  for (const settings of candidates) {
    const candidate = yield* callMethod(yield* clone(estimator), 'set_params', [], settings);
    const folds = [];
    for (const split of splits) {
      folds.push(yield* fitAndScore({ estimator: candidate, x, y, scorers, alsoTrain, fitArguments }, split));
    }
    tables.fit_time.push(folds.map(({ fitTime }) => fitTime));
    tables.score_time.push(folds.map(({ scoreTime }) => scoreTime));
    scored.push(folds.map(({ test, train }) => [test, train]));
  }
  const results = new PyDict();
  addColumns(results, 'fit_time', tables.fit_time, false, false);
  addColumns(results, 'score_time', tables.score_time, false, false);
  for (const key of new Set(candidates.flatMap((settings) => [...settings.keys()]))) {
    const values = candidates.map((settings) => settings.get(key) ?? null);
    results.set(
      `param_${key}`,
      new NdArray(Float64Array.from(values.keys()), 'object', [values.length], undefined, values),
    );
  }
  results.set('params', list(candidates.map(dictOf)));
  for (const name of names) {
    addColumns(results, `test_${name}`, scored.map((folds) => folds.map(([test]) => test![name]!)), true, true); // prettier-ignore
    if (alsoTrain) addColumns(results, `train_${name}`, scored.map((folds) => folds.map(([, train]) => train![name]!)), true, false); // prettier-ignore
  }
  self.dict.set('cv_results_', results);
  self.dict.set('n_splits_', splits.length);
  self.dict.set('scorer_', scorers.get(names[0]!)!);
  self.dict.set('multimetric_', chosen !== 'score');
  if (refit === false && chosen !== 'score') return self;
  const ranks = (results.get(`rank_test_${chosen as string}`) as NdArray).values();
  const best = ranks.indexOf(1);
  const means = (results.get(`mean_test_${chosen as string}`) as NdArray).values();
  self.dict.set('best_index_', scalar(best, 'int64'));
  self.dict.set('best_score_', scalar(means[best]!, 'float64'));
  self.dict.set('best_params_', dictOf(candidates[best]!));
  if (refit !== false) {
    const { clock } = currentRun();
    const winner = yield* callMethod(yield* clone(estimator), 'set_params', [], candidates[best]);
    const start = clock();
    yield* callMethod(winner, 'fit', y === null ? [x] : [x, y], fitArguments);
    self.dict.set('refit_time_', scalar(clock() - start, 'float64'));
    self.dict.set('best_estimator_', winner);
  }
  return self;
}

/** The fitted winner. Raises NotFittedError before. */
function winnerOf(self: PyInstance): Value {
  const best = self.dict.get('best_estimator_');
  if (best !== undefined) return best;
  throw notFitted(self.type.name);
}

const ofWinner = (method: string) =>
  function* (self: PyInstance, x: Value): Task {
    return yield* callMethod(winnerOf(self), method, [x]);
  };

export const gridSearchType: PyType = defineEstimator({
  name: 'GridSearchCV',
  module: 'sklearn.model_selection._search',
  parameters:
    'estimator, param_grid, *, scoring=None, n_jobs=None, refit=True, cv=None, verbose=0, pre_dispatch="2*n_jobs", error_score=nan, return_train_score=False',
  properties: {
    classes_: function* (self: PyInstance): Task {
      return yield* getAttr(winnerOf(self), 'classes_');
    },
    n_features_in_: function* (self: PyInstance): Task {
      return yield* getAttr(winnerOf(self), 'n_features_in_');
    },
    _estimator_type: function* (self: PyInstance): Task {
      return yield* getAttrOr(get(self, 'estimator'), '_estimator_type', null);
    },
  },
  methods: {
    'fit(self, X, y=None, *, groups=None, **fit_params)': fit,
    'predict(self, X)': ofWinner('predict'),
    'predict_proba(self, X)': ofWinner('predict_proba'),
    'predict_log_proba(self, X)': ofWinner('predict_log_proba'),
    'decision_function(self, X)': ofWinner('decision_function'),
    'transform(self, X)': ofWinner('transform'),
    'score(self, X, y=None)': function* (self: PyInstance, x: Value, y: Value): Task {
      const scorer = get(self, 'scorer_');
      return scalar(yield* scoreWith(scorer, winnerOf(self), x, y), 'float64');
    },
  },
});
