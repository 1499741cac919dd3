import {
  call, defineClass, exc, getItem, iterate, length, NativeIterator, PyInstance, PyList, toInt, type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { streamOf } from '../../ops/random.ts';
import { torchState } from '../../state.ts';
import { defaultCollate } from './collate.ts';
import { isBatchDataset } from './dataset.ts';
import { batches, sequential, shuffled } from './sampler.ts';

/** An instance of `DataLoader`; its arguments are Python attributes under their own names. */
class LoaderObject extends PyInstance {
  shuffle = false;

  get(name: string): Value {
    return this.dict.get(name) ?? null;
  }

  /** Samples in the data set. */
  size(): Task<number> {
    return length(this.get('dataset'));
  }
}

const NAMES = [
  'dataset', 'batch_size', 'shuffle', 'sampler', 'batch_sampler', 'num_workers', 'collate_fn', 'pin_memory', 'drop_last', 'timeout',
  'worker_init_fn', 'multiprocessing_context', 'generator',
] as const; // prettier-ignore

const SIGNATURE =
  '__init__(self, dataset, batch_size=1, shuffle=False, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, prefetch_factor=2, persistent_workers=False, pin_memory_device="")';

/** Where a shuffled loader of nothing complains. */
function* init(self: LoaderObject, ...values: Value[]): Task {
  NAMES.forEach((name, i) => self.dict.set(name, values[i] ?? null));
  self.shuffle = values[2] === true;
  self.dict.delete('shuffle');
  if (self.get('sampler') !== null && self.shuffle) {
    throw exc.ValueError('sampler option is mutually exclusive with shuffle');
  }
  if (
    self.get('batch_sampler') !== null &&
    (values[1] !== 1 || self.shuffle || self.get('sampler') !== null || values[8] === true)
  ) {
    throw exc.ValueError('batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last');
  }
  const size = self.get('batch_size');
  if (size !== null && toInt(size, 'batch_size') <= 0) {
    throw exc.ValueError(
      `batch_size should be a positive integer value, but got batch_size=${toInt(size, 'batch_size')}`,
    );
  }
  if (self.shuffle && (yield* self.size()) === 0) {
    throw exc.ValueError('num_samples should be a positive integer value, but got num_samples=0');
  }
  return null;
}

/** The groups of indices of one pass over the data. */
function* indexBatches(self: LoaderObject): Task<Iterator<readonly number[]>> {
  const numbers = (values: readonly Value[]) => values.map((value) => toInt(value, 'index'));
  const batchSampler = self.get('batch_sampler');
  if (batchSampler !== null) {
    const groups: number[][] = [];
    for (const group of yield* iterate(batchSampler)) groups.push(numbers(yield* iterate(group)));
    return groups[Symbol.iterator]();
  }
  const n = yield* self.size();
  const sampler = self.get('sampler');
  const generator = self.get('generator');
  let order: Iterable<number>;
  if (sampler !== null) order = numbers(yield* iterate(sampler));
  else order = self.shuffle ? shuffled(n, generator === null ? null : streamOf(generator)) : sequential(n);
  const size = self.get('batch_size');
  // batch_size=None: samples one by one, not collated.
  return batches(order, size === null ? 1 : toInt(size, 'batch_size'), self.get('drop_last') === true);
}

function* fetch(self: LoaderObject, indices: readonly number[]): Task {
  const dataset = self.get('dataset');
  const collate = self.get('collate_fn');
  if (collate === null && self.get('batch_size') !== null && isBatchDataset(dataset)) {
    const batch = yield* dataset.batch(indices, yield* self.size());
    if (batch !== null) return batch;
  }
  const samples: Value[] = [];
  for (const index of indices) samples.push(yield* getItem(dataset, index));
  if (collate !== null) return yield* call(collate, [new PyList(samples)]);
  return self.get('batch_size') === null ? samples[0]! : defaultCollate(samples);
}

function* passOver(self: LoaderObject): Task {
  // PyTorch draws a seed for its workers at the start of each pass, needed or not: the stream must move on here too.
  const generator = self.get('generator');
  (generator === null ? torchState().generator : streamOf(generator)).int64();
  const groups = yield* indexBatches(self);
  const next = (): Task | undefined => {
    const group = groups.next();
    return group.done === true ? undefined : fetch(self, group.value);
  };
  return new NativeIterator(next, [self], '_SingleProcessDataLoaderIter');
}

function* loaderLength(self: LoaderObject): Task<number> {
  if (self.get('batch_sampler') !== null) return yield* length(self.get('batch_sampler'));
  const n = self.get('sampler') === null ? yield* self.size() : yield* length(self.get('sampler'));
  const size = self.get('batch_size') === null ? 1 : toInt(self.get('batch_size'), 'batch_size');
  return self.get('drop_last') === true ? Math.floor(n / size) : Math.ceil(n / size);
}

export const loaderType: PyType = defineClass({
  name: 'DataLoader',
  module: 'torch.utils.data.dataloader',
  allocate: (type) => new LoaderObject(type),
  methods: { [SIGNATURE]: init, '__iter__(self)': passOver, '__len__(self)': loaderLength },
});
