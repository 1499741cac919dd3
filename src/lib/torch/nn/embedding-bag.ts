/** `nn.EmbeddingBag`: sums, means and extremes of rows of a table, a bag at a time. */
import { call, exc, toFloat, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import { drawTable, renormalized } from './embedding.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';

/** How rows become a bag, and which ones count. */
interface BagOptions {
  readonly mode: Value;
  /** A factor for each index, of the shape of the indices. */
  readonly perSample: Tensor | null;
  /** Whether the last offset is the end of the last bag. */
  readonly includeLast: boolean;
  readonly padding: Value;
}

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** Where each bag begins, and where the last one ends. */
function* bounds(input: Tensor, offsets: Value, includeLast: boolean): Task<number[]> {
  if (input.shape.length === 2) {
    if (offsets !== null) {
      throw exc.ValueError(
        "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>",
      );
    }
    const [rows, width] = input.shape as [number, number];
    return Array.from({ length: rows + 1 }, (_, i) => i * width);
  }
  if (input.shape.length !== 1) {
    throw exc.ValueError(`input has to be 1D or 2D Tensor, but got Tensor of dimension ${input.shape.length}`);
  }
  if (!(offsets instanceof Tensor)) throw exc.ValueError('offsets has to be a 1D Tensor but got None');
  const starts = Array.from(yield* readTensor(offsets));
  if (starts[0] !== 0) throw exc.ValueError(`offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got ${starts[0]}`); // prettier-ignore
  return includeLast ? starts : [...starts, input.shape[0]!];
}

function* embeddingBag(input: Tensor, weight: Tensor, offsets: Value, options: BagOptions): Task<Tensor> {
  const { mode, perSample, includeLast, padding } = options;
  if (mode !== 'sum' && mode !== 'mean' && mode !== 'max') throw exc.ValueError('mode has to be one of sum, mean or max'); // prettier-ignore
  if (perSample !== null && mode !== 'sum') {
    throw exc.NotImplementedError(
      `embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='${mode}'). Please open a feature request on GitHub.`,
    );
  }
  const indices = Array.from(yield* readTensor(input));
  if (indices.some((i) => i < 0 || i >= weight.shape[0]!)) throw exc.IndexError('index out of range in self');
  const starts = yield* bounds(input, offsets, includeLast);
  const count = starts.length - 1;
  const kept = indices.flatMap((index, place) => (index === padding ? [] : [place]));
  const bagOf = (place: number): number => starts.findLastIndex((start, b) => b < count && start <= place);
  const bags = kept.map(bagOf);
  const width = weight.shape[1]!;
  return apply('EmbeddingBag', (table, factors) => {
    const rows = op.indexSelect(table, 0, ints(kept.map((place) => indices[place]!)));
    if (mode === 'max') {
      const parts = Array.from({ length: count }, (_, b) => {
        const own = bags.flatMap((bag, i) => (bag === b ? [i] : []));
        if (own.length === 0) return op.full([1, width], 0, 'float32');
        return op.reshape(op.reduce('max', op.indexSelect(rows, 0, ints(own)), [0]), [1, width]);
      });
      return op.concat(parts, 0);
    }
    const weighed = factors === undefined ? rows : op.mul(rows, op.reshape(op.indexSelect(op.reshape(factors, [indices.length]), 0, ints(kept)), [kept.length, 1]));
    const sums = op.indexAdd(weighed, 0, ints(bags), count);
    if (mode === 'sum') return sums;
    const sizes = Array.from({ length: count }, (_, b) => Math.max(1, bags.filter((bag) => bag === b).length));
    return op.div(sums, dataNode(Float32Array.from(sizes), [count, 1], 'float32'));
  }, ...(perSample === null ? [weight] : [weight, perSample])); // prettier-ignore
}

const embeddingBagType: PyType = defineModuleClass({
  name: 'EmbeddingBag',
  module: 'sparse',
  parameters:
    "num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False, _weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None",
  setup: (self) => {
    const given = attribute(self, '_weight');
    self.dict.delete('_weight');
    if (given instanceof Tensor) self.parameters.set('weight', new Parameter(op.detach(given.node)));
    else drawTable(self);
  },
  reset: drawTable,
  inputs: 'input, offsets=None, per_sample_weights=None',
  forward: function* (self: ModuleObject, input: Tensor, offsets: Value, perSample: Value): Task {
    const weight = weightOf(self, 'weight')!;
    const most = attribute(self, 'max_norm');
    if (most !== null) yield* renormalized(weight, input, toFloat(most, 'max_norm'), toFloat(attribute(self, 'norm_type'), 'norm_type')); // prettier-ignore
    return yield* embeddingBag(input, weight, offsets, {
      mode: attribute(self, 'mode'),
      perSample: perSample instanceof Tensor ? perSample : null,
      includeLast: attribute(self, 'include_last_offset') === true,
      padding: attribute(self, 'padding_idx'),
    });
  },
  extraRepr: (self) => {
    const text = (name: string) => plain(attribute(self, name)).replaceAll("'", '');
    const parts = [text('num_embeddings'), text('embedding_dim')];
    if (attribute(self, 'max_norm') !== null) parts.push(`max_norm=${text('max_norm')}`);
    parts.push(`mode=${text('mode')}`);
    if (attribute(self, 'padding_idx') !== null) parts.push(`padding_idx=${text('padding_idx')}`);
    return parts.join(', ');
  },
  classMethods: {
    "from_pretrained(cls, embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False, include_last_offset=False, padding_idx=None)":
      function* (cls: PyType, embeddings: Value, freeze: Value, ...rest: Value[]): Task {
        const table = tensorArgument(embeddings, "from_pretrained(): argument 'embeddings'");
        const names = ['max_norm', 'norm_type', 'scale_grad_by_freq', 'mode', 'sparse', 'include_last_offset', 'padding_idx']; // prettier-ignore
        const options = new Map<string, Value>(names.map((name, i) => [name, rest[i] ?? null]));
        const made = (yield* call(cls, [...table.shape], options.set('_weight', table))) as ModuleObject;
        made.parameters.get('weight')!.setRequiresGrad(freeze === false);
        return made;
      },
  },
});

export const embeddingBags: Readonly<Record<string, PyType>> = { EmbeddingBag: embeddingBagType };

export const embeddingBagFunctions: Functions = {
  "embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean', sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None)":
    function* (input: Tensor, weight: Tensor, offsets: Value, most: Value, power: Value, _scale: Value, mode: Value, _sparse: Value, perSample: Value, last: Value, padding: Value): Task {
      if (most !== null) yield* renormalized(weight, input, toFloat(most, 'max_norm'), toFloat(power, 'norm_type'));
      return yield* embeddingBag(input, weight, offsets, {
        mode,
        perSample: perSample instanceof Tensor ? perSample : null,
        includeLast: last === true,
        padding,
      });
    }, // prettier-ignore
};
