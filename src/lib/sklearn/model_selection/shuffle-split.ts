/** Random splits into training and test samples. */
import type { PyInstance } from '../../python/bind.ts';
import {
  defineClass, exc, isInstance, list, repr, str, toInt, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { numberArray, toArray } from '../../numpy/conversion.ts';
import { kindOf } from '../../numpy/dtype.ts';
import { permutedPlaces } from '../../numpy/random/choosing.ts';
import { unique } from '../../numpy/sorting.ts';
import type { NumPyRandomState } from '../../random/numpy-random-state.ts';
import { get } from '../estimator/define.ts';
import { describe } from '../estimator/description.ts';
import { checkConsistentLength, checkRandomState, column, countSamples, indexable, samplesAt } from '../validation.ts';
import { groupsOf, placesWhere } from './groups.ts';
import { splitIterator, type NextSplit, type Places, type Split } from './splitter.ts';

interface Size {
  readonly value: number;
  readonly kind: 'i' | 'f';
}

/** A size argument: a count or a fraction. Null for None. Raises ValueError. */
function* sizeOf(size: Value, name: string, count: number): Task<Size | null> {
  if (size === null) return null;
  const array = numberArray(size);
  const kind = array === undefined ? undefined : kindOf(array.dtype);
  if (array === undefined || (kind !== 'i' && kind !== 'f')) {
    throw exc.ValueError(`Invalid value for ${name}: ${yield* str(size)}`);
  }
  const value = array.at();
  if (value <= 0 || value >= (kind === 'i' ? count : 1)) {
    throw exc.ValueError(
      `${name}=${yield* str(size)} should be either positive and smaller than the number of samples ${count} or a float in the (0, 1) range`,
    );
  }
  return { value, kind };
}

/** How many samples training and test get. */
function* splitSizes(
  count: number,
  testSize: Value,
  trainSize: Value,
  otherwise: number,
): Task<{ train: number; test: number }> {
  let test = yield* sizeOf(testSize, 'test_size', count);
  const train = yield* sizeOf(trainSize, 'train_size', count);
  if (test === null && train === null) test = { value: otherwise, kind: 'f' };
  if (test?.kind === 'f' && train?.kind === 'f' && train.value + test.value > 1) {
    throw exc.ValueError(
      `The sum of test_size and train_size = ${train.value + test.value}, should be in the (0, 1) range. Reduce test_size and/or train_size.`,
    );
  }
  const testCount = test === null ? null : test.kind === 'f' ? Math.ceil(test.value * count) : test.value;
  const trainCount = train === null ? null : train.kind === 'f' ? Math.floor(train.value * count) : train.value;
  const inTrain = trainCount ?? count - testCount!;
  const inTest = testCount ?? count - trainCount!;
  if (inTrain + inTest > count) {
    throw exc.ValueError(
      `The sum of train_size and test_size = ${inTrain + inTest}, should be smaller than the number of samples ${count}. Reduce test_size and/or train_size.`,
    );
  }
  if (inTrain === 0) {
    throw exc.ValueError(
      `With n_samples=${count}, test_size=${test === null ? 'None' : test === null || testSize !== null ? yield* str(testSize) : test.value} and train_size=${yield* repr(trainSize)}, the resulting train set will be empty. Adjust any of the aforementioned parameters.`,
    );
  }
  return { train: inTrain, test: inTest };
}

const permuted = (stream: NumPyRandomState, n: number): Places => permutedPlaces(n, (most) => stream.interval(most));

/** One random split. */
function shuffled(stream: NumPyRandomState, count: number, sizes: { train: number; test: number }): Split {
  const order = permuted(stream, count);
  return { test: order.slice(0, sizes.test), train: order.slice(sizes.test, sizes.test + sizes.train) };
}

/** Shares `draws` among classes in proportion to their counts; what is left over goes by remainder, ties at random. */
function shares(counts: readonly number[], draws: number, stream: NumPyRandomState): number[] {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const exact = counts.map((n) => (n / total) * draws);
  const whole = exact.map(Math.floor);
  let missing = Math.trunc(draws - whole.reduce((sum, n) => sum + n, 0));
  const rest = exact.map((share, i) => share - whole[i]!);
  for (const value of [...new Set(rest)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const tied = [...rest.keys()].filter((i) => rest[i] === value);
    const now = Math.min(tied.length, missing);
    for (const place of permuted(stream, tied.length).subarray(0, now)) whole[tied[place]!]!++;
    missing -= now;
  }
  return whole;
}

interface Classes {
  readonly counts: readonly number[];
  /** The places of each class's samples, ascending. */
  readonly places: readonly number[][];
}

function* classesOf(y: Value, sizes: { train: number; test: number }): Task<Classes> {
  const { inverse, counts } = unique(column(yield* toArray(y)));
  if (Math.min(...counts) < 2) {
    throw exc.ValueError(
      'The least populated class in y has only 1 member, which is too few. The minimum number of groups for any class cannot be less than 2.',
    );
  }
  for (const [name, n] of Object.entries(sizes)) {
    if (n < counts.length) {
      throw exc.ValueError(
        `The ${name}_size = ${n} should be greater or equal to the number of classes = ${counts.length}`,
      );
    }
  }
  const places = counts.map((): number[] => []);
  inverse.forEach((label, i) => places[label]!.push(i));
  return { counts, places };
}

/** One random split with the classes in proportion. */
function stratified(stream: NumPyRandomState, classes: Classes, sizes: { train: number; test: number }): Split {
  const { counts, places } = classes;
  const inTrain = shares(counts, sizes.train, stream);
  const left = counts.map((n, i) => n - inTrain[i]!);
  const inTest = shares(left, sizes.test, stream);
  const train: number[] = [];
  const test: number[] = [];
  counts.forEach((n, label) => {
    const order = permuted(stream, n);
    const own = Array.from(order, (i) => places[label]![i]!); // prettier-ignore
    train.push(...own.slice(0, inTrain[label]));
    test.push(...own.slice(inTrain[label], inTrain[label]! + inTest[label]!));
  });
  const mixed = (chosen: readonly number[]): Places => permuted(stream, chosen.length).map((i) => chosen[i]!);
  return { train: mixed(train), test: mixed(test) };
}

function* begin(self: PyInstance, x: Value, y: Value, groups: Value): Task<NextSplit> {
  const source = yield* indexable(x);
  yield* checkConsistentLength(source, y, groups);
  const grouped = isInstance(self, groupShuffleSplitType) ? yield* groupsOf(groups) : null;
  const count = grouped === null ? yield* countSamples(source) : grouped.counts.length;
  const sizes = yield* splitSizes(count, get(self, 'test_size'), get(self, 'train_size'), grouped === null ? 0.1 : 0.2);
  const byClass = isInstance(self, stratifiedShuffleSplitType) ? yield* classesOf(y, sizes) : null;
  const { stream } = yield* checkRandomState(get(self, 'random_state'));
  let left = toInt(get(self, 'n_splits'), 'n_splits');
  return () => {
    if (left-- <= 0) return undefined;
    if (byClass !== null) return stratified(stream, byClass, sizes);
    const split = shuffled(stream, count, sizes);
    return grouped === null ? split : samplesOfGroups(split, grouped.codes);
  };
}

/** A split of groups as one of their samples. */
function samplesOfGroups({ train, test }: Split, codes: Float64Array): Split {
  const places = (groups: Places): Places => Float64Array.from(placesWhere(codes, (code) => groups.includes(code)));
  return { train: places(train), test: places(test) };
}

const PARAMETERS = ['n_splits', 'random_state', 'test_size', 'train_size'];

function initializeShuffle(self: PyInstance, splits: Value, testSize: Value, trainSize: Value, state: Value): null {
  self.dict.set('n_splits', splits);
  self.dict.set('test_size', testSize);
  self.dict.set('train_size', trainSize);
  self.dict.set('random_state', state);
  return null;
}

export const shuffleSplitType: PyType = defineClass({
  name: 'ShuffleSplit',
  module: 'sklearn.model_selection._split',
  methods: {
    '__init__(self, n_splits=10, *, test_size=None, train_size=None, random_state=None)': initializeShuffle,
    '__repr__(self)': (self: PyInstance) => describe(self, PARAMETERS, (name) => get(self, name)),
    'get_n_splits(self, X=None, y=None, groups=None)': (self: PyInstance) => get(self, 'n_splits'),
    'split(self, X, y=None, groups=None)': (self: PyInstance, x: Value, y: Value, groups: Value) =>
      splitIterator(() => begin(self, x, y, groups), [self, x, y, groups]),
  },
});

export const stratifiedShuffleSplitType: PyType = defineClass({
  name: 'StratifiedShuffleSplit',
  module: 'sklearn.model_selection._split',
  bases: [shuffleSplitType],
});

export const groupShuffleSplitType: PyType = defineClass({
  name: 'GroupShuffleSplit',
  module: 'sklearn.model_selection._split',
  bases: [shuffleSplitType],
  methods: {
    '__init__(self, n_splits=5, *, test_size=None, train_size=None, random_state=None)': initializeShuffle,
  },
});

/** `train_test_split(*arrays, …)`: for each collection its training and its test samples. */
export function* trainTestSplit(
  given: readonly Value[],
  testSize: Value,
  trainSize: Value,
  state: Value,
  shuffle: Value,
  stratify: Value,
): Task {
  if (given.length === 0) throw exc.ValueError('At least one array required as input');
  const arrays: Value[] = [];
  for (const array of given) arrays.push(yield* indexable(array));
  yield* checkConsistentLength(...arrays);
  const count = yield* countSamples(arrays[0]!);
  const sizes = yield* splitSizes(count, testSize, trainSize, 0.25);
  let split: Split;
  if (shuffle === false) {
    if (stratify !== null) throw exc.ValueError('Stratified train/test split is not implemented for shuffle=False');
    const from = (start: number, n: number): Places => Float64Array.from({ length: n }, (_, i) => start + i);
    split = { train: from(0, sizes.train), test: from(sizes.train, sizes.test) };
  } else if (stratify !== null) {
    yield* checkConsistentLength(arrays[0]!, stratify);
    const classes = yield* classesOf(stratify, sizes);
    const { stream } = yield* checkRandomState(state);
    split = stratified(stream, classes, sizes);
  } else split = shuffled((yield* checkRandomState(state)).stream, count, sizes);
  const parts: Value[] = [];
  for (const array of arrays) parts.push(yield* samplesAt(array, split.train), yield* samplesAt(array, split.test));
  return list(parts);
}
