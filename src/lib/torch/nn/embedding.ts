import { call, exc, toFloat, toInt, type PyType, type Task, type Value } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { TENSOR_TYPE_NAMES } from '../dtypes.ts';
import { normalTensor } from '../ops/random.ts';
import { readTensor } from '../ops/reading.ts';
import { torchState } from '../state.ts';
import { apply, Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain, weightDType } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';

/** `nn.functional.embedding`: rows of `weight` by index. Throws IndexError for indices outside. */
export function* embedding(input: Tensor, weight: Tensor, padding: Value = null): Task<Tensor> {
  if (input.dtype !== 'int64' && input.dtype !== 'int32') {
    throw exc.RuntimeError(
      `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got ${TENSOR_TYPE_NAMES[input.dtype]} instead (while checking arguments for embedding)`,
    );
  }
  const indices = Int32Array.from(yield* readTensor(input));
  if (indices.some((i) => i < 0 || i >= weight.shape[0]!)) throw exc.IndexError('index out of range in self');
  const at = dataNode(indices, [indices.length], 'int64');
  // No gradient goes to the row that stands for padding.
  const kept = padding === null ? null : Float32Array.from(indices, (i) => (i === padding ? 0 : 1));
  return apply(
    'Embedding',
    (w) => {
      const rows = op.indexSelect(w, 0, at);
      const masked =
        kept === null
          ? rows
          : op.where(op.cast(dataNode(kept, [kept.length, 1], 'float32'), 'bool'), rows, op.detach(rows));
      return op.reshape(masked, [...input.shape, weight.shape[1]!]);
    },
    weight,
  );
}

/** Normal weights, with zeros in the row that stands for padding. */
export function drawTable(self: ModuleObject): void {
  const [rows, width] = ['num_embeddings', 'embedding_dim'].map((name) => toInt(attribute(self, name), name)) as [number, number]; // prettier-ignore
  const dtype = self.parameters.get('weight')?.dtype ?? weightDType(self);
  const weight = normalTensor([rows, width], 0, 1, torchState().generator, dtype);
  const padding = attribute(self, 'padding_idx');
  if (typeof padding === 'number') weight.node.host!.fill(0, padding * width, (padding + 1) * width);
  self.parameters.set('weight', new Parameter(weight.node));
}

/** Shortens, in place, the rows that are asked for and are longer than `most`, as `max_norm` says. */
export function* renormalized(weight: Tensor, input: Tensor, most: number, power: number): Task<void> {
  const width = weight.shape[1]!;
  const values = Float32Array.from(yield* readTensor(weight));
  for (const row of new Set(yield* readTensor(input))) {
    const line = values.subarray(row * width, (row + 1) * width);
    const size = line.reduce((sum, v) => sum + Math.abs(v) ** power, 0) ** (1 / power);
    if (size > most) line.forEach((v, i) => (line[i] = v * (most / (size + 1e-7))));
  }
  weight.overwrite(dataNode(values, weight.shape, weight.dtype));
}

export const embeddingType: PyType = defineModuleClass({
  name: 'Embedding',
  module: 'sparse',
  parameters:
    'num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None, device=None, dtype=None',
  setup: (self) => {
    const shape = ['num_embeddings', 'embedding_dim'].map((name) => toInt(attribute(self, name), name));
    const rows = shape[0]!;
    let padding = attribute(self, 'padding_idx');
    if (typeof padding === 'number') {
      if (padding >= rows || padding < -rows) {
        throw exc.AssertionError('Padding_idx must be within num_embeddings');
      }
      if (padding < 0) padding += rows;
      self.dict.set('padding_idx', padding);
    }
    const given = attribute(self, '_weight');
    self.dict.delete('_weight');
    if (given instanceof Tensor) self.parameters.set('weight', new Parameter(op.detach(given.node)));
    else drawTable(self);
  },
  reset: drawTable,
  forward: function* (self: ModuleObject, input: Tensor): Task {
    const weight = weightOf(self, 'weight')!;
    const most = attribute(self, 'max_norm');
    if (most !== null) yield* renormalized(weight, input, toFloat(most, 'max_norm'), toFloat(attribute(self, 'norm_type'), 'norm_type')); // prettier-ignore
    return yield* embedding(input, weight, attribute(self, 'padding_idx'));
  },
  extraRepr: (self) => {
    const padding = attribute(self, 'padding_idx');
    const sizes = `${plain(attribute(self, 'num_embeddings'))}, ${plain(attribute(self, 'embedding_dim'))}`;
    return padding === null ? sizes : `${sizes}, padding_idx=${plain(padding)}`;
  },
  classMethods: {
    'from_pretrained(cls, embeddings, freeze=True, padding_idx=None)': function* (
      cls: PyType,
      embeddings: Value,
      freeze: Value,
      padding: Value,
    ): Task {
      const table = tensorArgument(embeddings, "from_pretrained(): argument 'embeddings'");
      const options = new Map([['padding_idx', padding], ['_weight', table]]); // prettier-ignore
      const made = (yield* call(cls, [...table.shape], options)) as ModuleObject;
      made.parameters.get('weight')!.setRequiresGrad(freeze === false);
      return made;
    },
  },
});
