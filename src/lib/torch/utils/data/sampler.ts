/** The order in which a loader visits its samples. */
import {
  defineClass, exc, iterate, iterator, length, next, NativeIterator, PyInstance, PyList, repr, str, toFloat, toInt, type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { TorchGenerator } from '../../../random/torch-generator.ts';
import { sequenceItems } from '../../arguments.ts';
import { streamOf } from '../../generator.ts';
import { hostTensor } from '../../ops/creation.ts';
import { readTensor } from '../../ops/reading.ts';
import { multinomialDraws } from '../../ops/multinomial.ts';
import { torchState } from '../../state.ts';
import { Tensor } from '../../tensor.ts';

/** An instance of a sampler; its arguments are Python attributes under their own names. */
class SamplerObject extends PyInstance {
  get(name: string): Value {
    return this.dict.get(name) ?? null;
  }
}

/** A sampler whose order is known without asking the program. */
type NumberRule = (self: SamplerObject) => Task<Iterator<number>>;
const numberRules = new Map<PyType, NumberRule>();

/** The order as numbers, for samplers of this file that no program has derived from; null for all others. */
export function numbersOf(sampler: Value): Task<Iterator<number>> | null {
  if (!(sampler instanceof SamplerObject)) return null;
  return numberRules.get(sampler.type)?.(sampler) ?? null;
}

export const samplerType: PyType = defineClass({
  name: 'Sampler',
  module: 'torch.utils.data.sampler',
  allocate: (type) => new SamplerObject(type),
  methods: {
    '__init__(self, data_source=None)': () => null,
    '__iter__(self)': () => {
      throw exc.NotImplementedError('');
    },
  },
});

function sampler(
  name: string,
  parameters: readonly string[],
  setup: (self: SamplerObject) => Task<void>,
  rule: NumberRule,
  size: (self: SamplerObject) => Task<number>,
): PyType {
  const names = parameters.map((parameter) => parameter.split('=')[0]!);
  const type = defineClass({
    name,
    module: 'torch.utils.data.sampler',
    bases: [samplerType],
    methods: {
      [`__init__(self, ${parameters.join(', ')})`]: function* (self: SamplerObject, ...values: Value[]): Task {
        names.forEach((key, i) => self.dict.set(key, values[i] ?? null));
        yield* setup(self);
        return null;
      },
      '__iter__(self)': function* (self: SamplerObject): Task {
        const order = yield* rule(self);
        return new NativeIterator(() => order.next().value as number | undefined, [self], 'generator');
      },
      '__len__(self)': size,
    },
  });
  numberRules.set(type, rule);
  return type;
}

function* counting(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}

const sourceSize = (self: SamplerObject): Task<number> => length(self.get('data_source'));
const samplesAsked = (self: SamplerObject): number => toInt(self.get('num_samples'), 'num_samples');

function* positiveCount(self: SamplerObject): Task<void> {
  const count = self.get('num_samples');
  if (typeof count !== 'number' || count <= 0) {
    throw exc.ValueError(`num_samples should be a positive integer value, but got num_samples=${yield* repr(count)}`);
  }
}

const nothing = function* (): Task<void> {};

export const sequentialSamplerType = sampler(
  'SequentialSampler',
  ['data_source'],
  nothing,
  function* (self) {
    return counting(yield* sourceSize(self));
  },
  sourceSize,
);

/**
 * Permutations, one after the other until enough samples are drawn, or draws with replacement. Without a generator they come from a stream
 * of their own that the run's generator seeds when the first one is asked for. The last permutation is drawn even if none of it is
 * needed, because PyTorch does.
 */
function* randomOrder(n: number, count: number, replacement: boolean, given: TorchGenerator | null): Generator<number> {
  const stream = given ?? new TorchGenerator(torchState().generator.int64());
  if (replacement) {
    for (let i = 0; i < count; i++) yield stream.integer(0, n);
    return;
  }
  for (let i = 0; i < Math.floor(count / n); i++) yield* stream.permutation(n);
  yield* stream.permutation(n).subarray(0, count % n);
}

export const randomSamplerType = sampler(
  'RandomSampler',
  ['data_source', 'replacement=False', 'num_samples=None', 'generator=None'],
  function* (self) {
    const replacement = self.get('replacement');
    if (typeof replacement !== 'boolean') {
      throw exc.TypeError(`replacement should be a boolean value, but got replacement=${yield* repr(replacement)}`);
    }
    if (self.get('num_samples') === null) self.dict.set('num_samples', yield* sourceSize(self));
    yield* positiveCount(self);
  },
  function* (self) {
    const generator = self.get('generator');
    const stream = generator === null ? null : streamOf(generator);
    return randomOrder(yield* sourceSize(self), samplesAsked(self), self.get('replacement') === true, stream);
  },

  function* (self) {
    return samplesAsked(self);
  },
);

/** Chosen indices in a random order: any values, not only numbers. */
export const subsetRandomSamplerType: PyType = defineClass({
  name: 'SubsetRandomSampler',
  module: 'torch.utils.data.sampler',
  bases: [samplerType],
  methods: {
    '__init__(self, indices, generator=None)': (self: SamplerObject, indices: Value, generator: Value) => {
      self.dict.set('indices', indices);
      self.dict.set('generator', generator);
      return null;
    },
    '__iter__(self)': function* (self: SamplerObject): Task {
      const indices = yield* iterate(self.get('indices'));
      const shuffled = function* (): Generator<Value> {
        for (const i of streamOf(self.get('generator')).permutation(indices.length)) yield indices[i]!;
      };
      return NativeIterator.over(shuffled(), [self], 'generator');
    },
    '__len__(self)': (self: SamplerObject) => length(self.get('indices')),
  },
});

export const weightedRandomSamplerType = sampler(
  'WeightedRandomSampler',
  ['weights', 'num_samples', 'replacement=True', 'generator=None'],
  function* (self) {
    yield* positiveCount(self);
    const given = self.get('weights');
    const weights = given instanceof Tensor ? Array.from(yield* readTensor(given)) : flatWeights(yield* iterate(given));
    if (given instanceof Tensor && given.shape.length !== 1) {
      throw exc.ValueError(`weights should be a 1d sequence but given weights have shape (${given.shape.join(', ')})`);
    }
    self.dict.set('weights', hostTensor(Float32Array.from(weights), [weights.length], 'float64'));
    doubles.set(self, weights);
  },

  function* (self) {
    const draws = multinomialDraws(
      doubles.get(self)!,
      samplesAsked(self),
      self.get('replacement') !== false,
      streamOf(self.get('generator')),
    );
    return draws[Symbol.iterator]();
  },

  function* (self) {
    return samplesAsked(self);
  },
);
/** Weights of a list, which must be numbers. */
function flatWeights(items: readonly Value[]): number[] {
  const row = items.length > 0 ? sequenceItems(items[0]!) : null;
  if (row === null) return items.map((weight) => toFloat(weight, 'weights'));
  throw exc.ValueError(`weights should be a 1d sequence but given weights have shape (${items.length}, ${row.length})`);
}

/** PyTorch keeps these weights in double precision, which decides what is drawn. */
const doubles = new WeakMap<SamplerObject, readonly number[]>();

/** Groups of `size`; the last one may be smaller, or is left out. */
export function* batches(order: Iterator<number>, size: number, dropLast: boolean): Generator<number[]> {
  let batch: number[] = [];
  for (let at = order.next(); at.done !== true; at = order.next()) {
    batch.push(at.value);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0 && !dropLast) yield batch;
}

/** `BatchSampler(sampler, batch_size, drop_last)`: lists of what a sampler gives. */
export const batchSamplerType: PyType = defineClass({
  name: 'BatchSampler',
  module: 'torch.utils.data.sampler',
  bases: [samplerType],
  methods: {
    '__init__(self, sampler, batch_size, drop_last)': function* (
      self: SamplerObject,
      inner: Value,
      size: Value,
      dropLast: Value,
    ): Task {
      if (typeof size !== 'number' || size <= 0) {
        throw exc.ValueError(`batch_size should be a positive integer value, but got batch_size=${yield* str(size)}`);
      }
      if (typeof dropLast !== 'boolean') {
        throw exc.ValueError(`drop_last should be a boolean value, but got drop_last=${yield* str(dropLast)}`);
      }
      self.dict.set('sampler', inner);
      self.dict.set('batch_size', size);
      self.dict.set('drop_last', dropLast);
      return null;
    },
    '__iter__(self)': function* (self: SamplerObject): Task {
      const order = yield* iterator(self.get('sampler'));
      return new NativeIterator(() => nextGroup(self, order), [self, order], 'generator');
    },
    '__len__(self)': function* (self: SamplerObject): Task<number> {
      const n = yield* length(self.get('sampler'));
      const size = toInt(self.get('batch_size'), 'batch_size');
      return self.get('drop_last') === true ? Math.floor(n / size) : Math.ceil(n / size);
    },
  },
});

function* nextGroup(self: SamplerObject, order: Value): Task<Value | undefined> {
  const group: Value[] = [];
  const size = toInt(self.get('batch_size'), 'batch_size');
  while (group.length < size) {
    const item = yield* next(order);
    if (item === undefined) break;
    group.push(item);
  }
  const short = group.length < size;
  return group.length === 0 || (short && self.get('drop_last') === true) ? undefined : new PyList(group);
}
