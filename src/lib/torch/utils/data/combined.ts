/** Data sets made of others: joined, and split at random. */
import {
  defineClass, exc, getItem, isInstance, iterate, iterator, length, next, NativeIterator, PyFloat, PyInstance, PyList, toFloat, toInt, call, currentRun, extendType,
  type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { streamOf } from '../../generator.ts';
import { datasetType, subsetType } from './dataset.ts';

/** What a data set that is only walked through derives from. */
export const iterableDatasetType: PyType = defineClass({
  name: 'IterableDataset',
  module: 'torch.utils.data.dataset',
  bases: [datasetType],
  methods: {
    '__iter__(self)': () => {
      throw exc.NotImplementedError('');
    },
    '__add__(self, other, /)': (self: PyInstance, other: Value) => call(chainDatasetType, [new PyList([self, other])]),
  },
});

/** `ConcatDataset(datasets)`: one after the other. */
class ConcatObject extends PyInstance {
  datasets: readonly Value[] = [];
  /** Samples up to and including each data set. */
  ends: readonly number[] = [];

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    for (const dataset of this.datasets) visit(dataset);
  }
}

export const concatDatasetType: PyType = defineClass({
  name: 'ConcatDataset',
  module: 'torch.utils.data.dataset',
  bases: [datasetType],
  allocate: (type) => new ConcatObject(type),
  methods: {
    '__init__(self, datasets)': function* (self: ConcatObject, datasets: Value): Task {
      self.datasets = yield* iterate(datasets);
      if (self.datasets.length === 0) throw exc.AssertionError('datasets should not be an empty iterable');
      const ends: number[] = [];
      for (const dataset of self.datasets) {
        if (isInstance(dataset, iterableDatasetType)) {
          throw exc.AssertionError('ConcatDataset does not support IterableDataset');
        }
        ends.push((ends.at(-1) ?? 0) + (yield* length(dataset)));
      }
      self.ends = ends;
      return null;
    },
    '__getitem__(self, idx, /)': function* (self: ConcatObject, index: Value): Task {
      const size = self.ends.at(-1)!;
      const given = toInt(index, 'index');
      if (given < -size) throw exc.ValueError('absolute value of index should not exceed dataset length');
      const at = given < 0 ? given + size : given;
      const which = self.ends.findIndex((end) => at < end);
      if (which < 0) throw exc.IndexError('list index out of range');
      return yield* getItem(self.datasets[which]!, at - (self.ends[which - 1] ?? 0));
    },
    '__len__(self)': (self: ConcatObject) => self.ends.at(-1)!,
  },
  properties: {
    datasets: (self: ConcatObject) => new PyList([...self.datasets]),
    cumulative_sizes: (self: ConcatObject) => new PyList([...self.ends]),
  },
});

extendType(datasetType, {
  methods: {
    '__add__(self, other, /)': (self: PyInstance, other: Value) => call(concatDatasetType, [new PyList([self, other])]),
  },
});

/** `ChainDataset(datasets)`: walks through one after the other. */
export const chainDatasetType: PyType = defineClass({
  name: 'ChainDataset',
  module: 'torch.utils.data.dataset',
  bases: [iterableDatasetType],
  methods: {
    '__init__(self, datasets)': (self: PyInstance, datasets: Value) => {
      self.dict.set('datasets', datasets);
      return null;
    },
    '__iter__(self)': function* (self: PyInstance): Task {
      const datasets = yield* iterate(self.dict.get('datasets') ?? null);
      let at = 0;
      let current: Value | undefined;
      const advance = function* (): Task<Value | undefined> {
        for (;;) {
          if (current === undefined) {
            const dataset = datasets[at++];
            if (dataset === undefined) return undefined;
            if (!isInstance(dataset, iterableDatasetType)) {
              throw exc.AssertionError('ChainDataset only supports IterableDataset');
            }
            current = yield* iterator(dataset);
          }
          const item = yield* next(current);
          if (item !== undefined) return item;
          current = undefined;
        }
      };
      return new NativeIterator(advance, [self, ...datasets], 'generator');
    },
    '__len__(self)': function* (self: PyInstance): Task<number> {
      let total = 0;
      for (const dataset of yield* iterate(self.dict.get('datasets') ?? null)) total += yield* length(dataset);
      return total;
    },
  },
});

/** Sizes given as shares of `size`: rounded down, with what is left over dealt out from the front. */
function sizesOfShares(shares: readonly number[], size: number): number[] {
  const sizes = shares.map((share, i) => {
    if (share < 0 || share > 1) throw exc.ValueError(`Fraction at index ${i} is not between 0 and 1`);
    return Math.floor(size * share);
  });
  const left = size - sizes.reduce((sum, n) => sum + n, 0);
  for (let i = 0; i < left; i++) sizes[i % sizes.length]!++;
  sizes.forEach((n, i) => {
    if (n === 0) currentRun().stderr(`UserWarning: Length of split at index ${i} is 0. This might result in an empty dataset.\n`); // prettier-ignore
  });
  return sizes;
}

/** `random_split(dataset, lengths, generator)`: subsets of one permutation. Lengths are counts, or shares that sum to 1. */
export function* randomSplit(dataset: Value, lengths: Value, generator: Value): Task {
  const size = yield* length(dataset);
  const given = yield* iterate(lengths);
  const numbers = given.map((value) => toFloat(value, 'lengths'));
  const sum = numbers.reduce((total, n) => total + n, 0);
  const shares = Math.abs(sum - 1) <= 1e-9 && sum <= 1;
  const sizes = shares ? sizesOfShares(numbers, size) : numbers;
  if (sizes.reduce((total, n) => total + n, 0) !== size) {
    throw exc.ValueError('Sum of input lengths does not equal the length of the input dataset!');
  }
  if (!shares && given.some((value) => value instanceof PyFloat)) {
    throw exc.TypeError('randperm(): lengths of a split are ints, or floats that sum to 1');
  }
  const order = streamOf(generator).permutation(size);
  const subsets: Value[] = [];
  let start = 0;
  for (const n of sizes) {
    const indices = new PyList(Array.from(order.subarray(start, start + n)));
    subsets.push(yield* call(subsetType, [dataset, indices]));
    start += n;
  }
  return new PyList(subsets);
}
