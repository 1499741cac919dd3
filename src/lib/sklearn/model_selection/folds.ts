/** KFold and its kind: every sample is in one test set. */
import type { PyInstance } from '../../python/bind.ts';
import {
  call, callMethod, defineClass, exc, NativeIterator, next, repr, toInt, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { shufflePlaces } from '../../numpy/random/choosing.ts';
import { isScalar } from '../../numpy/scalar.ts';
import { unique } from '../../numpy/sorting.ts';
import { get } from '../estimator/define.ts';
import { describe } from '../estimator/description.ts';
import {
  checkConsistentLength,
  checkRandomState,
  column,
  columnOf,
  countSamples,
  indexable,
  typeOfTarget,
  typeText,
} from '../validation.ts';
import { byTestPlaces, splitIterator, type NextSplit } from './splitter.ts';

export const baseCrossValidatorType: PyType = defineClass({
  name: 'BaseCrossValidator',
  module: 'sklearn.model_selection._split',
  methods: {
    '__repr__(self)': (self: PyInstance) => describe(self, [...self.dict.keys()], (name) => get(self, name)),
    'get_n_splits(self, X=None, y=None, groups=None)': (self: PyInstance) => get(self, 'n_splits'),
  },
});

/** Raises what KFold's constructor raises, and sets its attributes. */
export function* initializeFolds(self: PyInstance, splits: Value, shuffle: Value, randomState: Value): Task {
  if (typeof splits !== 'number' && !(isScalar(splits) && splits.type.name.includes('int'))) {
    throw exc.ValueError(
      `The number of folds must be of Integral type. ${yield* repr(splits)} of type ${typeText(splits)} was passed.`,
    );
  }
  const n = toInt(splits, 'n_splits');
  if (n <= 1) {
    throw exc.ValueError(
      `k-fold cross-validation requires at least one train/test split by setting n_splits=2 or more, got n_splits=${n}.`,
    );
  }
  if (typeof shuffle !== 'boolean') throw exc.TypeError(`shuffle must be True or False; got ${yield* repr(shuffle)}`);
  if (!shuffle && randomState !== null) {
    throw exc.ValueError(
      'Setting a random_state has no effect since shuffle is False. You should leave random_state to its default (None), or set shuffle=True.',
    );
  }
  self.dict.set('n_splits', n);
  self.dict.set('random_state', randomState);
  self.dict.set('shuffle', shuffle);
  return null;
}

function* checkedCount(self: PyInstance, x: Value, y: Value): Task<number> {
  const source = yield* indexable(x);
  yield* checkConsistentLength(source, y);
  const count = yield* countSamples(source);
  const splits = get(self, 'n_splits') as number;
  if (splits > count) {
    throw exc.ValueError(
      `Cannot have number of splits n_splits=${splits} greater than the number of samples: n_samples=${count}.`,
    );
  }
  return count;
}

function* kFold(self: PyInstance, x: Value, y: Value): Task<NextSplit> {
  const count = yield* checkedCount(self, x, y);
  const order = Float64Array.from({ length: count }, (_, i) => i);
  if (get(self, 'shuffle') === true) {
    const { stream } = yield* checkRandomState(get(self, 'random_state'));
    shufflePlaces(order, (most) => stream.interval(most));
  }
  const splits = get(self, 'n_splits') as number;
  const size = Math.floor(count / splits);
  const larger = count % splits;
  const end = (i: number): number => i * size + Math.min(i, larger);
  return byTestPlaces(count, Array.from({ length: splits }, (_, i) => order.subarray(end(i), end(i + 1)))); // prettier-ignore
}

export const kFoldType: PyType = defineClass({
  name: 'KFold',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self, n_splits=5, *, shuffle=False, random_state=None)': initializeFolds,
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value) =>
      splitIterator(() => kFold(self, x, y), [self, x, y]),
  },
});

/** Classes numbered in the order in which they first appear. */
function encodeByAppearance(y: NdArray): { codes: Float64Array; counts: number[] } {
  const { first, inverse, counts } = unique(y);
  const appearance = first.map((_, i) => i).sort((a, b) => first[a]! - first[b]!);
  const rank = new Float64Array(first.length);
  appearance.forEach((label, i) => (rank[label] = i));
  return { codes: inverse.map((label) => rank[label]!), counts: appearance.map((label) => counts[label]!) };
}

function* stratifiedKFold(self: PyInstance, x: Value, target: Value): Task<NextSplit> {
  const count = yield* checkedCount(self, x, target);
  const { stream } = yield* checkRandomState(get(self, 'random_state'));
  const given = yield* toArray(target);
  const kind = typeOfTarget(given);
  if (kind !== 'binary' && kind !== 'multiclass') {
    throw exc.ValueError(`Supported target types are: ('binary', 'multiclass'). Got '${kind}' instead.`);
  }
  const splits = get(self, 'n_splits') as number;
  const { codes, counts } = encodeByAppearance(column(given));
  if (counts.every((n) => splits > n)) {
    throw exc.ValueError(`n_splits=${splits} cannot be greater than the number of members in each class.`);
  }
  const ordered = codes.slice().sort();
  const folds = new Float64Array(count);
  counts.forEach((_, label) => {
    // How many of this class each fold gets: those at every n_splits-th place of the sorted classes.
    const blocks: number[] = [];
    for (let fold = 0; fold < splits; fold++) {
      for (let i = fold; i < count; i += splits) if (ordered[i] === label) blocks.push(fold);
    }
    const order = Float64Array.from(blocks);
    if (get(self, 'shuffle') === true) shufflePlaces(order, (most) => stream.interval(most));
    let at = 0;
    codes.forEach((code, i) => {
      if (code === label) folds[i] = order[at++]!;
    });
  });
  const tests = Array.from({ length: splits }, (_, fold) => [...folds.keys()].filter((i) => folds[i] === fold));
  return byTestPlaces(count, tests);
}

export const stratifiedKFoldType: PyType = defineClass({
  name: 'StratifiedKFold',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self, n_splits=5, *, shuffle=False, random_state=None)': initializeFolds,
    'split(self, X, y, groups=None)': (self: PyInstance, x: Value, y: Value) =>
      splitIterator(() => stratifiedKFold(self, x, y), [self, x, y]),
  },
});

export const leaveOneOutType: PyType = defineClass({
  name: 'LeaveOneOut',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self)': () => null,
    'get_n_splits(self, X, y=None, groups=None)': (_self: PyInstance, x: Value) => countSamples(x),
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value) =>
      splitIterator(function* () {
        const source = yield* indexable(x);
        yield* checkConsistentLength(source, y);
        const count = yield* countSamples(source);
        if (count <= 1) throw exc.ValueError(`Cannot perform LeaveOneOut with n_samples=${count}.`);
        return byTestPlaces(count, Array.from({ length: count }, (_, i) => [i])); // prettier-ignore
      }, [self, x, y]), // prettier-ignore
  },
});

/** All choices of `p` of `n` places, in the order of `itertools.combinations`. */
function* choices(n: number, p: number, from = 0): Generator<number[]> {
  if (p === 0) yield [];
  else for (let i = from; i <= n - p; i++) for (const rest of choices(n, p - 1, i + 1)) yield [i, ...rest];
}

function combinationCount(n: number, p: number): number {
  let count = 1;
  for (let i = 1; i <= p; i++) count = (count * (n - p + i)) / i;
  return Math.round(count);
}

const asked = (self: PyInstance): number => get(self, 'p') as number;

export const leavePOutType: PyType = defineClass({
  name: 'LeavePOut',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self, p)': (self: PyInstance, p: Value) => {
      self.dict.set('p', toInt(p, 'p'));
      return null;
    },
    '__repr__(self)': (self: PyInstance) => `LeavePOut(p=${asked(self)})`,
    'get_n_splits(self, X, y=None, groups=None)': function* (self: PyInstance, x: Value): Task {
      if (x === null) throw exc.ValueError("The 'X' parameter should not be None.");
      return combinationCount(yield* countSamples(x), asked(self));
    },
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value) =>
      splitIterator(function* () {
        const source = yield* indexable(x);
        yield* checkConsistentLength(source, y);
        const count = yield* countSamples(source);
        if (count <= asked(self)) {
          throw exc.ValueError(`p=${asked(self)} must be strictly less than the number of samples=${count}`);
        }
        return byTestPlaces(count, [...choices(count, asked(self))]);
      }, [self, x, y]), // prettier-ignore
  },
});

/** `PredefinedSplit(test_fold)`: of each sample the fold that tests it, -1 for none. */
export const predefinedSplitType: PyType = defineClass({
  name: 'PredefinedSplit',
  module: 'sklearn.model_selection._split',
  bases: [baseCrossValidatorType],
  methods: {
    '__init__(self, test_fold)': function* (self: PyInstance, folds: Value): Task {
      self.dict.set('test_fold', yield* columnOf(folds));
      return null;
    },
    '__repr__(self)': function* (self: PyInstance): Task {
      return `PredefinedSplit(test_fold=${yield* repr(get(self, 'test_fold'))})`;
    },
    'get_n_splits(self, X=None, y=None, groups=None)': function* (self: PyInstance): Task {
      return (yield* predefined(self)).tests.length;
    },
    'split(self, X=None, y=None, groups=None)': (self: PyInstance) =>
      splitIterator(function* () {
        const { count, tests } = yield* predefined(self);
        return byTestPlaces(count, tests);
      }, [self]), // prettier-ignore
  },
});

function* predefined(self: PyInstance): Task<{ readonly count: number; readonly tests: number[][] }> {
  const folds = [...(yield* columnOf(get(self, 'test_fold'))).values()];
  const numbers = [...new Set(folds)].filter((fold) => fold !== -1).sort((a, b) => a - b);
  return { count: folds.length, tests: numbers.map((fold) => [...folds.keys()].filter((i) => folds[i] === fold)) };
}

/** Repeats a splitter with one stream of random numbers for all rounds. */
function repeated(name: string, splitter: PyType): PyType {
  return defineClass({
    name,
    module: 'sklearn.model_selection._split',
    bases: [baseCrossValidatorType],
    methods: {
      '__init__(self, *, n_splits=5, n_repeats=10, random_state=None)': (
        self: PyInstance,
        splits: Value,
        repeats: Value,
        state: Value,
      ) => {
        // prettier-ignore
        if (typeof repeats !== 'number') throw exc.ValueError('Number of repetitions must be of Integral type.');
        if (repeats <= 0) throw exc.ValueError('Number of repetitions must be greater than 0.');
        self.dict.set('n_repeats', repeats);
        self.dict.set('n_splits', splits);
        self.dict.set('random_state', state);
        return null;
      },
      'get_n_splits(self, X=None, y=None, groups=None)': (self: PyInstance) =>
        (get(self, 'n_repeats') as number) * (get(self, 'n_splits') as number),
      'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value) => {
        let rounds = 0;
        let state: Value = null;
        let inner: Value = null;
        const following = function* (): Task<Value | undefined> {
          if (rounds === 0) state = yield* checkRandomState(get(self, 'random_state'));
          for (;;) {
            const item = inner === null ? undefined : yield* next(inner);
            if (item !== undefined) return item;
            if (rounds++ >= (get(self, 'n_repeats') as number)) return undefined;
            const options = new Map([['shuffle', true], ['random_state', state], ['n_splits', get(self, 'n_splits')]] as [string, Value][]); // prettier-ignore
            inner = yield* callMethod(yield* call(splitter, [], options), 'split', [x, y]);
          }
        };
        return new NativeIterator(following, [self, x, y], 'generator');
      },
    },
  });
}

export const repeatedKFoldType = repeated('RepeatedKFold', kFoldType);
export const repeatedStratifiedKFoldType = repeated('RepeatedStratifiedKFold', stratifiedKFoldType);
