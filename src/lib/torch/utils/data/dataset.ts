/** Data sets: anything with `__getitem__` and `__len__`. */
import {
  defineClass, exc, getItem, iterate, length, PyInstance, PyList, PyRange, PyTuple, toInt, type PyType, type Task, type Value,
} from '../../../python/bind.ts'; // prettier-ignore
import { dataNode } from '../../../tensor/node.ts';
import * as op from '../../../tensor/ops.ts';
import { apply, Tensor } from '../../tensor.ts';

/**
 * A data set that can hand out many samples at once, faster than one by one and with the same result as collating them.
 * `batch` gives null where it cannot after all.
 */
export interface BatchDataset {
  /** Samples at `indices`, collated. `extent` is one more than the largest index that the caller will ever ask for. */
  batch(indices: readonly number[], extent: number): Task<Value | null>;
}

export const isBatchDataset = (value: Value): value is Value & BatchDataset =>
  value instanceof PyInstance && 'batch' in value;

export const datasetType: PyType = defineClass({
  name: 'Dataset',
  module: 'torch.utils.data.dataset',
  methods: {
    '__init__(self, *args, **kwargs)': () => null,
    '__getitem__(self, index, /)': () => {
      throw exc.NotImplementedError('');
    },
  },
});

/** An index counted from the front. Throws IndexError. */
export function indexArgument(index: Value, size: number, what: string): number {
  const at = toInt(index, 'index');
  if (at < -size || at >= size) throw exc.IndexError(`${what} index out of range`);
  return at < 0 ? at + size : at;
}

/** `Subset(dataset, indices)`. */
class SubsetObject extends PyInstance implements BatchDataset {
  #numbers: readonly number[] | null = null;
  #extent = 0;

  get dataset(): Value {
    return this.dict.get('dataset') ?? null;
  }

  /** The chosen indices as numbers, read once. */
  *numbers(): Task<readonly number[]> {
    if (this.#numbers === null) {
      const indices = this.dict.get('indices') ?? null;
      this.#numbers =
        indices instanceof PyRange
          ? Array.from({ length: indices.length }, (_, i) => indices.at(i))
          : (yield* iterate(indices)).map((index) => toInt(index, 'index'));
      this.#extent = this.#numbers.reduce((most, index) => Math.max(most, index + 1), 0);
    }
    return this.#numbers;
  }

  *batch(indices: readonly number[]): Task<Value | null> {
    const { dataset } = this;
    // A program's own class may say otherwise what a sample is.
    if (this.type !== subsetType || !isBatchDataset(dataset)) return null;
    const numbers = yield* this.numbers();
    return yield* dataset.batch(indices.map((i) => numbers[i]!), this.#extent); // prettier-ignore
  }
}

export const subsetType: PyType = defineClass({
  name: 'Subset',
  module: 'torch.utils.data.dataset',
  bases: [datasetType],
  allocate: (type) => new SubsetObject(type),
  methods: {
    '__init__(self, dataset, indices)': (self: SubsetObject, dataset: Value, indices: Value) => {
      self.dict.set('dataset', dataset);
      self.dict.set('indices', indices);
      return null;
    },
    '__getitem__(self, idx, /)': function* (self: SubsetObject, index: Value): Task {
      return yield* getItem(self.dataset, yield* getItem(self.dict.get('indices')!, index));
    },
    '__len__(self)': (self: SubsetObject) => length(self.dict.get('indices')!),
  },
});

/** `TensorDataset(*tensors)`: rows of tensors that stay where they are; a batch is a selection on the device. */
class TensorDatasetObject extends PyInstance implements BatchDataset {
  tensors: readonly Tensor[] = [];

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    for (const tensor of this.tensors) visit(tensor);
  }

  *batch(indices: readonly number[]): Task<Value | null> {
    if (this.type !== tensorDatasetType) return null;
    const at = dataNode(Int32Array.from(indices), [indices.length], 'int64');
    return new PyList(this.tensors.map((tensor) => apply('Stack', (node) => op.indexSelect(node, 0, at), tensor)));
  }
}

export const tensorDatasetType: PyType = defineClass({
  name: 'TensorDataset',
  module: 'torch.utils.data.dataset',
  bases: [datasetType],
  allocate: (type) => new TensorDatasetObject(type),
  methods: {
    '__init__(self, *tensors)': (self: TensorDatasetObject, tensors: Value[]) => {
      self.tensors = tensors.map((tensor) => {
        if (tensor instanceof Tensor) return tensor;
        throw exc.TypeError('TensorDataset takes tensors');
      });
      if (self.tensors.some((tensor) => tensor.shape[0] !== self.tensors[0]!.shape[0])) {
        throw exc.AssertionError('Size mismatch between tensors');
      }
      return null;
    },
    '__getitem__(self, index, /)': function* (self: TensorDatasetObject, index: Value): Task {
      const items: Value[] = [];
      for (const tensor of self.tensors) items.push(yield* getItem(tensor, index));
      return new PyTuple(items);
    },
    '__len__(self)': (self: TensorDatasetObject) => self.tensors[0]?.shape[0] ?? 0,
  },
  properties: { tensors: (self: TensorDatasetObject) => new PyTuple(self.tensors) },
});
