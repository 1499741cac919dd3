import { exc, toInt, type PyType, type Task } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { normalTensor } from '../ops/random.ts';
import { readTensor } from '../ops/reading.ts';
import { torchState } from '../state.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { Parameter } from './parameter.ts';

/** `nn.functional.embedding`: rows of `weight` by index. Throws IndexError for indices outside. */
export function* embedding(input: Tensor, weight: Tensor): Task<Tensor> {
  const indices = Int32Array.from(yield* readTensor(input));
  if (indices.some((i) => i < 0 || i >= weight.shape[0]!)) throw exc.IndexError('index out of range in self');
  const at = dataNode(indices, [indices.length], 'int64');
  return apply('Embedding', (w) => op.reshape(op.indexSelect(w, 0, at), [...input.shape, weight.shape[1]!]), weight);
}

export const embeddingType: PyType = defineModuleClass({
  name: 'Embedding',
  module: 'sparse',
  parameters: 'num_embeddings, embedding_dim, padding_idx=None',
  setup: (self) => {
    const shape = ['num_embeddings', 'embedding_dim'].map((name) => toInt(attribute(self, name), name));
    const weight = normalTensor(shape, 0, 1, torchState().generator);
    if (attribute(self, 'padding_idx') !== null) {
      throw exc.NotImplementedError('Embedding runs here without padding_idx');
    }
    self.parameters.set('weight', new Parameter(weight.node));
  },
  forward: (self: ModuleObject, input: Tensor) => embedding(input, self.parameters.get('weight')!),
  extraRepr: (self) => `${plain(attribute(self, 'num_embeddings'))}, ${plain(attribute(self, 'embedding_dim'))}`,
});
