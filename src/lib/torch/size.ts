import {
  defineClass,
  exc,
  PySlice,
  PyTuple,
  resolveIndex,
  sliceBounds,
  toInt,
  tupleType,
  typeName,
  type PyType,
  type Value,
} from '../python/bind.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';

/** `torch.Size`: a tuple of ints that prints as one. */
export const sizeType: PyType = defineClass({
  name: 'Size',
  module: 'torch',
  bases: [tupleType],
  methods: {
    '__repr__(self)': (self: PyTuple) => `torch.Size([${self.items.map(String).join(', ')}])`,
    '__getitem__(self, index, /)': (self: PyTuple, index: Value) => {
      if (!(index instanceof PySlice))
        return self.items[resolveIndex(toInt(index, 'index'), self.items.length, 'tuple index')]!;
      const { start, step, length } = sliceBounds(index, self.items.length);
      return new PyTuple(Array.from({ length }, (_, i) => self.items[start + i * step]!), sizeType); // prettier-ignore
    },
    '__add__(self, other, /)': (self: PyTuple, other: Value) =>
      other instanceof PyTuple ? new PyTuple([...self.items, ...other.items], sizeType) : refuseToJoin(other),
    'numel(self)': (self: PyTuple) => sizeOf(self.items as readonly number[]),
  },
});

function refuseToJoin(other: Value): never {
  throw exc.TypeError(`can only concatenate tuple (not "${typeName(other)}") to tuple`);
}

/** A shape as a program sees it. */
export const size = (shape: Shape): Value => new PyTuple(shape, sizeType);
