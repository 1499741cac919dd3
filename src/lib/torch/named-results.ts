/** What `x.max(dim)`, `x.sort()` and their like return: a named tuple of values and indices. */
import { defineClass, PyTuple, tupleType, type PyType, type Task, type Value } from '../python/bind.ts';
import { tensorRepr } from './ops/reading.ts';
import type { Tensor } from './tensor.ts';

function namedResult(name: string): (values: Tensor, indices: Tensor) => Value {
  const type: PyType = defineClass({
    name,
    module: 'torch.return_types',
    bases: [tupleType],
    methods: {
      '__repr__(self)': function* (self: PyTuple): Task<string> {
        const [values, indices] = self.items as readonly [Tensor, Tensor];
        return `torch.return_types.${name}(\nvalues=${yield* tensorRepr(values)},\nindices=${yield* tensorRepr(indices)})`;
      },
    },
    properties: { values: (self: PyTuple) => self.items[0]!, indices: (self: PyTuple) => self.items[1]! },
  });
  return (values, indices) => new PyTuple([values, indices], type);
}

/** One maker for each operation that returns such a pair. */
export const namedResults = {
  max: namedResult('max'),
  min: namedResult('min'),
  sort: namedResult('sort'),
  topk: namedResult('topk'),
  median: namedResult('median'),
  kthvalue: namedResult('kthvalue'),
  mode: namedResult('mode'),
  cummax: namedResult('cummax'),
  cummin: namedResult('cummin'),
};
