/** Splitters that keep groups together, or the order of time. */
import type { PyInstance } from '../../python/bind.ts';
import { defineClass, exc, repr, toInt, type PyType, type Task, type Value } from '../../python/bind.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { argsort, unique } from '../../numpy/sorting.ts';
import { get } from '../estimator/define.ts';
import { checkConsistentLength, columnOf, countSamples, indexable } from '../validation.ts';
import { baseCrossValidatorType, initializeFolds } from './folds.ts';
import { byTestPlaces, splitIterator, type NextSplit, type Places } from './splitter.ts';

interface Groups {
  readonly values: NdArray;
  /** Of each sample, the number of its group. */
  readonly codes: Float64Array;
  readonly counts: readonly number[];
}

/** Raises ValueError where no groups are given. */
export function* groupsOf(groups: Value): Task<Groups> {
  if (groups === null) throw exc.ValueError("The 'groups' parameter should not be None.");
  const { values, inverse, counts } = unique(yield* columnOf(groups));
  return { values, codes: inverse, counts };
}

function* samplesOf(x: Value, ...others: Value[]): Task<number> {
  const source = yield* indexable(x);
  yield* checkConsistentLength(source, ...others);
  return yield* countSamples(source);
}

/** The places of the samples of which `chosen` says so. */
export const placesWhere = (codes: Float64Array, chosen: (code: number) => boolean): number[] =>
  [...codes.keys()].filter((i) => chosen(codes[i]!));

/** The largest groups first, each into the fold that has the fewest samples so far. */
function* groupKFold(self: PyInstance, x: Value, y: Value, groups: Value): Task<NextSplit> {
  const count = yield* samplesOf(x, y, groups);
  const splits = get(self, 'n_splits') as number;
  if (splits > count) {
    throw exc.ValueError(
      `Cannot have number of splits n_splits=${splits} greater than the number of samples: n_samples=${count}.`,
    );
  }
  const { codes, counts } = yield* groupsOf(groups);
  if (splits > counts.length) {
    throw exc.ValueError(
      `Cannot have number of splits n_splits=${splits} greater than the number of groups: ${counts.length}.`,
    );
  }
  const sizes = new Float64Array(splits);
  const foldOf = new Float64Array(counts.length);
  const order = argsort(new NdArray(Float64Array.from(counts), 'int64', [counts.length]), -1, null);
  for (const group of [...order.values()].reverse()) {
    const fold = sizes.indexOf(Math.min(...sizes));
    sizes[fold]! += counts[group]!;
    foldOf[group] = fold;
  }
  return byTestPlaces(count, Array.from({ length: splits }, (_, fold) => placesWhere(codes, (code) => foldOf[code] === fold))); // prettier-ignore
}

export const groupKFoldType: PyType = defineClass({
  name: 'GroupKFold',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self, n_splits=5)': (self: PyInstance, splits: Value) => initializeFolds(self, splits, false, null),
    '__repr__(self)': (self: PyInstance) => `GroupKFold(n_splits=${get(self, 'n_splits') as number})`,
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value, groups: Value) =>
      splitIterator(() => groupKFold(self, x, y, groups), [self, x, y, groups]),
  },
});

function* leaveOneGroupOut(x: Value, y: Value, groups: Value): Task<NextSplit> {
  const count = yield* samplesOf(x, y, groups);
  const { values, codes, counts } = yield* groupsOf(groups);
  if (counts.length <= 1) {
    throw exc.ValueError(
      `The groups parameter contains fewer than 2 unique groups (${(yield* repr(values)).replace(/^array\(|\)$/g, '')}). LeaveOneGroupOut expects at least 2.`,
    );
  }
  return byTestPlaces(count, counts.map((_, group) => placesWhere(codes, (code) => code === group))); // prettier-ignore
}

export const leaveOneGroupOutType: PyType = defineClass({
  name: 'LeaveOneGroupOut',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self)': () => null,
    'get_n_splits(self, X=None, y=None, groups=None)': function* (
      _self: PyInstance,
      _x: Value,
      _y: Value,
      groups: Value,
    ): Task {
      return (yield* groupsOf(groups)).counts.length;
    },
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value, groups: Value) =>
      splitIterator(() => leaveOneGroupOut(x, y, groups), [self, x, y, groups]),
  },
});

/** Training samples end before the test samples begin, by `gap`. */
function* timeSeries(self: PyInstance, x: Value, y: Value, groups: Value): Task<NextSplit> {
  const count = yield* samplesOf(x, y, groups);
  const splits = get(self, 'n_splits') as number;
  const gap = toInt(get(self, 'gap'), 'gap');
  const given = get(self, 'test_size');
  const size = given === null ? Math.floor(count / (splits + 1)) : toInt(given, 'test_size');
  if (splits + 1 > count) {
    throw exc.ValueError(`Cannot have number of folds=${splits + 1} greater than the number of samples=${count}.`);
  }
  if (count - gap - size * splits <= 0) {
    throw exc.ValueError(
      `Too many splits=${splits} for number of samples=${count} with test_size=${size} and gap=${gap}.`,
    );
  }
  const most = get(self, 'max_train_size');
  const from = (start: number, end: number): Places => Float64Array.from({ length: end - start }, (_, i) => start + i);
  let at = count - splits * size;
  return () => {
    if (at >= count) return undefined;
    const start = at;
    at += size;
    const end = start - gap;
    const first = most === null || most === 0 ? 0 : Math.max(0, end - toInt(most, 'max_train_size'));
    return { train: from(first, end), test: from(start, start + size) };
  };
}

export const timeSeriesSplitType: PyType = defineClass({
  name: 'TimeSeriesSplit',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self, n_splits=5, *, max_train_size=None, test_size=None, gap=0)': function* (
      self: PyInstance,
      splits: Value,
      most: Value,
      size: Value,
      gap: Value,
    ): Task {
      yield* initializeFolds(self, splits, false, null);
      self.dict.delete('random_state');
      self.dict.delete('shuffle');
      self.dict.set('max_train_size', most);
      self.dict.set('test_size', size);
      self.dict.set('gap', gap);
      return null;
    },
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value, groups: Value) =>
      splitIterator(() => timeSeries(self, x, y, groups), [self, x, y, groups]),
  },
});
