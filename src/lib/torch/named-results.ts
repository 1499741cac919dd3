/** What `x.max(dim)`, `x.sort()` and their like return: a named tuple of tensors. */
import { defineClass, PyTuple, tupleType, type PyType, type Task, type Value } from '../python/bind.ts';
import { tensorRepr } from './ops/reading.ts';
import type { Tensor } from './tensor.ts';

/** A maker of named tuples that print as PyTorch prints them. */
export function namedResult(
  name: string,
  fields: readonly string[] = ['values', 'indices'],
): (...items: Tensor[]) => Value {
  const type: PyType = defineClass({
    name,
    module: 'torch.return_types',
    bases: [tupleType],
    methods: {
      '__repr__(self)': function* (self: PyTuple): Task<string> {
        const parts: string[] = [];
        for (const [i, field] of fields.entries()) parts.push(`${field}=${yield* tensorRepr(self.items[i] as Tensor)}`);
        return `torch.return_types.${name}(\n${parts.join(',\n')})`;
      },
    },
    properties: Object.fromEntries(fields.map((field, i) => [field, (self: PyTuple) => self.items[i]!])),
  });
  return (...items) => new PyTuple(items, type);
}

/** One maker for each operation that returns a pair. */
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
  nanmedian: namedResult('nanmedian'),
  aminmax: namedResult('aminmax', ['min', 'max']),
  histogram: namedResult('histogram', ['hist', 'bin_edges']),
};
