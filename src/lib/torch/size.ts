import { defineClass, PyTuple, tupleType, type PyType, type Value } from '../python/bind.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';

/** `torch.Size`: a tuple of ints that prints as one. */
export const sizeType: PyType = defineClass({
  name: 'Size',
  module: 'torch',
  bases: [tupleType],
  methods: {
    '__repr__(self)': (self: PyTuple) => `torch.Size([${self.items.map(String).join(', ')}])`,
    'numel(self)': (self: PyTuple) => sizeOf(self.items as readonly number[]),
  },
});

/** A shape as a program sees it. */
export const size = (shape: Shape): Value => new PyTuple(shape, sizeType);
