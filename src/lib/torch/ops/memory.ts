/** How a tensor lies in memory: strides, and the storage that views share. */
import { defineClass, exc, PyObject, PyTuple, toInt, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import type { Tensor } from '../tensor.ts';
import { element, readNode } from './reading.ts';

const bytesOf = (x: Tensor): number => ({ float32: 4, float64: 8, int64: 8, int32: 4, uint8: 1, bool: 1 })[x.dtype];

/** `x.storage()`: the memory as one row of elements. */
class Storage extends PyObject {
  readonly tensor: Tensor;

  constructor(tensor: Tensor) {
    super();
    this.tensor = tensor;
  }

  get type(): PyType {
    return storageType;
  }

  override traverse(visit: (value: Value) => void): void {
    visit(this.tensor);
  }

  get size(): number {
    return sizeOf(this.tensor.stored.shape);
  }
}

const storageType: PyType = defineClass({
  name: 'TypedStorage',
  module: 'torch.storage',
  allocate: null,
  methods: {
    '__len__(self)': (self: Storage) => self.size,
    'size(self)': (self: Storage) => self.size,
    'nbytes(self)': (self: Storage) => self.size * bytesOf(self.tensor),
    'data_ptr(self)': (self: Storage) => self.tensor.address,
    '__getitem__(self, index, /)': function* (self: Storage, index: Value): Task {
      const at = toInt(index, 'index');
      if (at < -self.size || at >= self.size) {
        throw exc.IndexError(`index ${at} is out of range for storage of size ${self.size}`);
      }
      const values = yield* readNode(self.tensor.stored);
      return element(values[at < 0 ? at + self.size : at]!, self.tensor.dtype);
    },
  },
});

export const layoutMethods: Functions = {
  'is_contiguous(self)': (self: Tensor) => self.contiguous,
  'stride(self, dim=None)': (self: Tensor, dim: Value) => {
    const { strides } = self.layout;
    return dim === null ? new PyTuple([...strides]) : strides[dimArgument(dim, strides.length)]!;
  },
  'storage_offset(self)': (self: Tensor) => self.layout.offset,
  'data_ptr(self)': (self: Tensor) => self.address + self.layout.offset * bytesOf(self),
  'storage(self)': (self: Tensor) => new Storage(self),
};
