/** `ndarray.flat`: the elements in row-major order, to walk, to read and to write. */
import { defineClass, exceptionTypes, PyObject, PythonError, PyException, type PyType, type Task, type Value, type Visit } from '../python/bind.ts'; // prettier-ignore
import { toArray } from './conversion.ts';
import { assign, getItem, row, setItem } from './item-access.ts';
import { NdArray } from './ndarray.ts';
import { takeAlong } from './joining.ts';
import { ravel, reshape } from './shaping.ts';

class FlatIterator extends PyObject {
  readonly array: NdArray;
  at = 0;

  constructor(array: NdArray) {
    super();
    this.array = array;
  }

  get type(): PyType {
    return flatIteratorType;
  }

  override traverse(visit: Visit): void {
    visit(this.array);
  }
}

/** Writes to elements by their places in the flat array, whatever the strides of the array are. */
function* write(array: NdArray, key: Value, value: Value): Task<Value> {
  const flat = ravel(array);
  const source = yield* toArray(value);
  // Few values are repeated until all places have one.
  const wanted = key === null ? flat : getItem(flat, key);
  const size = wanted instanceof NdArray ? wanted.size : 1;
  const values = source.size > 0 && source.size !== size ? takeAlong(ravel(source), Int32Array.from({ length: size }, (_, i) => i % source.size), 0) : ravel(source); // prettier-ignore
  const fitting = wanted instanceof NdArray ? reshape(values, wanted.shape) : values.view([]);
  if (key === null) {
    assign(array, reshape(values, array.shape));
    return null;
  }
  yield* setItem(flat, key, fitting);
  if (flat.data !== array.data) assign(array, reshape(flat, array.shape));
  return null;
}

export const flatIteratorType: PyType = defineClass({
  name: 'flatiter',
  module: 'numpy',
  allocate: null,
  methods: {
    '__iter__(self)': (self: FlatIterator) => self,
    '__next__(self)': (self: FlatIterator) => {
      if (self.at >= self.array.size) throw new PythonError(new PyException(exceptionTypes.StopIteration));
      return row(ravel(self.array), self.at++);
    },
    '__len__(self)': (self: FlatIterator) => self.array.size,
    '__getitem__(self, key, /)': (self: FlatIterator, key: Value) => {
      const found = getItem(ravel(self.array), key);
      return found instanceof NdArray ? found.copy() : found;
    },
    '__setitem__(self, key, value, /)': (self: FlatIterator, key: Value, value: Value) => write(self.array, key, value),
    '__array__(self, dtype=None)': (self: FlatIterator) => ravel(self.array).copy(),
    'copy(self)': (self: FlatIterator) => ravel(self.array).copy(),
  },
  properties: { base: (self: FlatIterator) => self.array, index: (self: FlatIterator) => self.at },
});

/** The property of arrays. */
export const flatProperty = {
  get: (array: NdArray): Value => new FlatIterator(array),
  set: function* (array: NdArray, value: Value): Task<void> {
    yield* write(array, null, value);
  },
};
