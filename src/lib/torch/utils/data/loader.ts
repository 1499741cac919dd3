import {
  call, defineClass, exc, getItem, isInstance, iterate, iterator, length, NativeIterator, next, PyInstance, PyList, repr, toFloat, toInt, typeOf,
  type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { streamOf } from '../../generator.ts';
import { collateFunction, convertFunction, defaultCollate, defaultConvert } from './collate.ts';
import { iterableDatasetType } from './combined.ts';
import { isBatchDataset } from './dataset.ts';
import { batches, batchSamplerType, numbersOf, randomSamplerType, sequentialSamplerType } from './sampler.ts';

/** An instance of `DataLoader`; its arguments are Python attributes under their own names. */
class LoaderObject extends PyInstance {
  /** Once set up, what decides the order of samples stays as it is. */
  ready = false;

  get(name: string): Value {
    return this.dict.get(name) ?? null;
  }

  get iterable(): boolean {
    return isInstance(this.get('dataset'), iterableDatasetType);
  }
}

const NAMES = [
  'dataset', 'batch_size', 'shuffle', 'sampler', 'batch_sampler', 'num_workers', 'collate_fn', 'pin_memory', 'drop_last', 'timeout',
  'worker_init_fn', 'multiprocessing_context', 'generator', 'prefetch_factor', 'persistent_workers', 'pin_memory_device',
] as const; // prettier-ignore

const SIGNATURE =
  '__init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, prefetch_factor=2, persistent_workers=False, pin_memory_device="")';

/** Raises ValueError for options that PyTorch refuses. Workers are accepted: samples are loaded without them. */
function checkWorkers(self: LoaderObject): void {
  const workers = toInt(self.get('num_workers'), 'num_workers');
  if (workers < 0) {
    throw exc.ValueError('num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.');
  }
  if (toFloat(self.get('timeout'), 'timeout') < 0) throw exc.ValueError('timeout option should be non-negative');
  if (workers === 0 && self.get('prefetch_factor') !== 2) {
    throw exc.ValueError(
      'prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable multiprocessing.',
    );
  }
  if (self.get('persistent_workers') === true && workers === 0) {
    throw exc.ValueError('persistent_workers option needs num_workers > 0');
  }
}

function* checkSampling(self: LoaderObject, shuffle: Value): Task<void> {
  const [sampler, batchSampler] = [self.get('sampler'), self.get('batch_sampler')];
  if (self.iterable) {
    const unexpected = { shuffle: shuffle === false ? null : shuffle, sampler, batch_sampler: batchSampler };
    for (const [name, value] of Object.entries(unexpected)) {
      if (value === null) continue;
      throw exc.ValueError(
        `DataLoader with IterableDataset: expected unspecified ${name} option, but got ${name}=${yield* repr(value)}`,
      );
    }
  }
  if (sampler !== null && shuffle === true) throw exc.ValueError('sampler option is mutually exclusive with shuffle');
  const [size, dropLast] = [self.get('batch_size'), self.get('drop_last')];
  if (batchSampler !== null) {
    if (size !== 1 || shuffle === true || sampler !== null || dropLast === true) {
      throw exc.ValueError(
        'batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last',
      );
    }
    self.dict.set('batch_size', null);
  } else if (size === null && dropLast === true) {
    throw exc.ValueError('batch_size=None option disables auto-batching and is mutually exclusive with drop_last');
  }
}

function* init(self: LoaderObject, ...values: Value[]): Task {
  NAMES.forEach((name, i) => self.dict.set(name, values[i] ?? null));
  const shuffle = self.get('shuffle');
  self.dict.delete('shuffle');
  checkWorkers(self);
  yield* checkSampling(self, shuffle);
  if (self.get('sampler') === null && !self.iterable) {
    const arguments_ = shuffle === true ? [self.get('dataset'), false, null, self.get('generator')] : [self.get('dataset')]; // prettier-ignore
    self.dict.set('sampler', yield* call(shuffle === true ? randomSamplerType : sequentialSamplerType, arguments_));
  }
  const size = self.get('batch_size');
  if (size !== null && self.get('batch_sampler') === null) {
    self.dict.set('batch_sampler', yield* call(batchSamplerType, [self.get('sampler'), size, self.get('drop_last')]));
  }
  if (self.get('collate_fn') === null) {
    self.dict.set('collate_fn', self.get('batch_sampler') === null ? convertFunction : collateFunction);
  }
  self.ready = true;
  return null;
}

/** Gives the indices of the next batch, or of the next sample alone; undefined at the end. */
type Groups = () => Task<readonly Value[] | undefined>;

/** The groups of indices of one pass over the data, drawn as they are needed. */
function* groupsOf(self: LoaderObject): Task<Groups> {
  const [sampler, batchSampler] = [self.get('sampler'), self.get('batch_sampler')];
  const own = batchSampler !== null && typeOf(batchSampler) === batchSamplerType ? batchSampler : null;
  const numbers = own instanceof PyInstance ? numbersOf(own.dict.get('sampler') ?? null) : null;
  if (own instanceof PyInstance && numbers !== null) {
    // Nothing here is the program's: no Python needs to run for an index.
    const size = toInt(own.dict.get('batch_size') ?? null, 'batch_size');
    const groups = batches(yield* numbers, size, own.dict.get('drop_last') === true);

    return function* () {
      return groups.next().value as number[] | undefined;
    };
  }
  const items = yield* iterator(batchSampler ?? sampler);
  return function* () {
    const item = yield* next(items);
    if (item === undefined) return undefined;
    return batchSampler === null ? [item] : yield* iterate(item);
  };
}

/** The program's `collate_fn`; null where it is PyTorch's own. */
function ownCollate(self: LoaderObject): Value {
  const collate = self.get('collate_fn');
  return collate === collateFunction || collate === convertFunction ? null : collate;
}

/** Samples as a batch, by the program's `collate_fn` or PyTorch's own. */
function* collated(self: LoaderObject, samples: Value[]): Task {
  const collate = ownCollate(self);
  const single = self.get('batch_sampler') === null;
  if (collate !== null) return yield* call(collate, [single ? samples[0]! : new PyList(samples)]);
  return single ? defaultConvert(samples[0]!) : defaultCollate(samples);
}

function* fetch(self: LoaderObject, indices: readonly Value[]): Task {
  const dataset = self.get('dataset');
  if (ownCollate(self) === null && self.get('batch_sampler') !== null && isBatchDataset(dataset)) {
    const numbers = indices.filter((index) => typeof index === 'number' && index >= 0) as number[];
    const batch = numbers.length === indices.length ? yield* dataset.batch(numbers, yield* length(dataset)) : null;
    if (batch !== null) return batch;
  }
  const samples: Value[] = [];
  for (const index of indices) samples.push(yield* getItem(dataset, index));
  return yield* collated(self, samples);
}

/** The next batch of a data set that is only walked through. */
function* fetchNext(self: LoaderObject, items: Value): Task<Value | undefined> {
  const size = self.get('batch_size');
  const count = size === null ? 1 : toInt(size, 'batch_size');
  const samples: Value[] = [];
  while (samples.length < count) {
    const sample = yield* next(items);
    if (sample === undefined) break;
    samples.push(sample);
  }
  const short = samples.length < count;
  if (samples.length === 0 || (short && self.get('drop_last') === true)) return undefined;
  return yield* collated(self, samples);
}

function* passOver(self: LoaderObject): Task {
  // PyTorch draws a seed for its workers at the start of each pass, needed or not: the stream must move on here too.
  streamOf(self.get('generator')).int64();
  if (self.iterable) {
    const items = yield* iterator(self.get('dataset'));
    return new NativeIterator(() => fetchNext(self, items), [self, items], '_SingleProcessDataLoaderIter');
  }
  let groups: Groups | null = null;
  const step = function* (): Task<Value | undefined> {
    groups ??= yield* groupsOf(self);
    const group = yield* groups();
    return group === undefined ? undefined : yield* fetch(self, group);
  };
  return new NativeIterator(step, [self], '_SingleProcessDataLoaderIter');
}

function* loaderLength(self: LoaderObject): Task<number> {
  if (!self.iterable) return yield* length(self.get('batch_sampler') ?? self.get('sampler'));
  const n = yield* length(self.get('dataset'));
  const size = self.get('batch_size') === null ? 1 : toInt(self.get('batch_size'), 'batch_size');
  return self.get('drop_last') === true ? Math.floor(n / size) : Math.ceil(n / size);
}

const FIXED: ReadonlySet<string> = new Set(['batch_size', 'batch_sampler', 'sampler', 'drop_last', 'dataset', 'persistent_workers']); // prettier-ignore

export const loaderType: PyType = defineClass({
  name: 'DataLoader',
  module: 'torch.utils.data.dataloader',
  allocate: (type) => new LoaderObject(type),
  methods: {
    [SIGNATURE]: init,
    '__iter__(self)': passOver,
    '__len__(self)': loaderLength,
    '__setattr__(self, attr, val, /)': (self: LoaderObject, name: string, value: Value) => {
      if (self.ready && FIXED.has(name)) {
        throw exc.ValueError(`${name} attribute should not be set after ${typeOf(self).name} is initialized`);
      }
      self.dict.set(name, value);
      return null;
    },
  },
});
