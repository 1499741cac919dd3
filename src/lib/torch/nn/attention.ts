/** `nn.MultiheadAttention`. */
import {
  call,
  defineClass,
  exc,
  float,
  PyTuple,
  toFloat,
  toInt,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { tensorArgument } from '../arguments.ts';
import { dropout } from '../ops/dropout.ts';
import { linear } from '../ops/linear-algebra.ts';
import { uniformTensor } from '../ops/random.ts';
import { softmax } from '../ops/softmax.ts';
import { torchState } from '../state.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass } from './definition.ts';
import { linearType } from './linear.ts';
import { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';

/** A Linear under the name that PyTorch gives to the last layer of attention. */
const outputType: PyType = defineClass({
  name: 'NonDynamicallyQuantizableLinear',
  module: 'torch.nn.modules.linear',
  bases: [linearType],
});

const whole = (self: ModuleObject, name: string): number => toInt(attribute(self, name), name);

/** `xavier_uniform_` of a new matrix. */
export function xavier(rows: number, columns: number): Parameter {
  const bound = Math.sqrt(3) * Math.sqrt(2 / (rows + columns));
  return new Parameter(uniformTensor([rows, columns], -bound, bound, torchState().generator).node);
}

function* setup(self: ModuleObject): Task<void> {
  const [width, heads] = [whole(self, 'embed_dim'), whole(self, 'num_heads')];
  if (width % heads !== 0) throw exc.AssertionError('embed_dim must be divisible by num_heads');
  for (const name of ['add_bias_kv', 'add_zero_attn']) {
    if (attribute(self, name) === true) {
      throw exc.NotImplementedError(`MultiheadAttention runs here without ${name}=True`);
    }
  }
  const bias = attribute(self, 'bias') !== false;
  const sizes = ['kdim', 'vdim'].map((name) => attribute(self, name) ?? width) as [number, number];
  self.dict.set('kdim', sizes[0]);
  self.dict.set('vdim', sizes[1]);
  self.dict.set('head_dim', width / heads);
  for (const name of ['bias', 'device', 'dtype']) self.dict.delete(name);
  const output = yield* call(outputType, [width, width, bias]);
  if (!(output instanceof ModuleObject)) throw exc.TypeError('a Linear was expected');
  const alike = sizes[0] === width && sizes[1] === width;
  self.parameters.set('in_proj_weight', alike ? xavier(3 * width, width) : null);
  self.parameters.set('q_proj_weight', alike ? null : xavier(width, width));
  self.parameters.set('k_proj_weight', alike ? null : xavier(width, sizes[0]));
  self.parameters.set('v_proj_weight', alike ? null : xavier(width, sizes[1]));
  self.parameters.set('in_proj_bias', bias ? new Parameter(op.full([3 * width], 0, 'float32')) : null);
  output.parameters.get('bias')?.overwrite(op.full([width], 0, 'float32'));
  self.children.set('out_proj', output);
}

const part = (x: Node, index: number, size: number): Node =>
  op.slice(x, x.shape.map((_, i) => (i === 0 ? index * size : 0)), x.shape.with(0, size), x.shape.map(() => 1)); // prettier-ignore

/** Query, key or value (0, 1, 2) of [length, batch, width] as heads: [batch, heads, length, width / heads]. */
function projected(self: ModuleObject, x: Tensor, index: 0 | 1 | 2): Tensor {
  const [width, heads] = [whole(self, 'embed_dim'), whole(self, 'num_heads')];
  const packed = self.parameters.get('in_proj_weight') ?? null;
  const own = self.parameters.get(['q_proj_weight', 'k_proj_weight', 'v_proj_weight'][index]!) ?? null;
  const bias = self.parameters.get('in_proj_bias') ?? null;
  const weight = packed === null ? own! : apply('Split', (w) => part(w, index, width), packed);
  const shift = bias === null ? null : apply('Split', (b) => part(b, index, width), bias);
  return apply(
    'Transpose',
    (y) => {
      const [length, n] = y.shape as [number, number];
      return op.permute(op.reshape(y, [length, n, heads, width / heads]), [1, 2, 0, 3]);
    },
    linear(x, weight, shift),
  );
}

/** What a mask adds to the scores: truth values stand for -inf. */
function added(mask: Tensor, shape: readonly number[]): Node {
  const node = op.reshape(mask.input, shape);
  if (isFloating(mask.dtype)) return node;
  return op.where(op.cast(node, 'bool'), op.number(-Infinity), op.number(0));
}

/** Both masks, laid out as [batch, heads, length, source]. */
function masks(scores: Node, mask: Tensor | null, padding: Tensor | null): Node[] {
  const [n, heads, length, source] = scores.shape as [number, number, number, number];
  const result: Node[] = [];
  if (mask !== null) {
    const three = mask.shape.length === 3;
    const wanted = three ? [n * heads, length, source] : [length, source];
    if (mask.shape.length !== wanted.length || mask.shape.some((k, i) => k !== wanted[i])) {
      throw exc.RuntimeError(
        `The shape of the ${three ? 3 : 2}D attn_mask is torch.Size([${mask.shape.join(', ')}]), but should be (${wanted.join(', ')}).`,
      );
    }
    result.push(added(mask, three ? [n, heads, length, source] : [1, 1, length, source]));
  }
  if (padding !== null) {
    if (padding.shape.at(-1) !== source || padding.shape.reduce((a, b) => a * b, 1) !== n * source) {
      throw exc.AssertionError(
        `expecting key_padding_mask shape of (${n}, ${source}), but got torch.Size([${padding.shape.join(', ')}])`,
      );
    }
    result.push(added(padding, [n, 1, 1, source]));
  }
  return result;
}

/** Output and weights of attention for inputs laid out as the module says: [length, batch, width], batch first, or without a batch. */
export function attention(
  self: ModuleObject,
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: { padding: Tensor | null; mask: Tensor | null; needWeights: boolean; average: boolean },
): [Tensor, Tensor | null] {
  const rank = query.shape.length;
  if (rank !== 2 && rank !== 3) {
    throw exc.AssertionError(`query should be unbatched 2D or batched 3D tensor but received ${rank}-D query tensor`);
  }
  const width = whole(self, 'embed_dim');
  if (query.shape.at(-1) !== width) {
    throw exc.AssertionError(`was expecting embedding dimension of ${width}, but got ${query.shape.at(-1)}`);
  }
  const first = attribute(self, 'batch_first') === true && rank === 3;
  const laid = (x: Tensor): Tensor => {
    if (first) return apply('Transpose', (node) => op.permute(node, [1, 0, 2]), x);
    return rank === 2 ? apply('Unsqueeze', (node) => op.reshape(node, [node.shape[0]!, 1, node.shape[1]!]), x) : x;
  };
  const [q, k, v] = [query, key, value].map((x, i) => projected(self, laid(x), i as 0 | 1 | 2)) as [Tensor, Tensor, Tensor]; // prettier-ignore
  const scores = apply(
    'Bmm',
    (a, b) => {
      const scaled = op.div(a, op.full([], Math.sqrt(width / whole(self, 'num_heads')), 'float32'));
      const product = op.matmul(scaled, op.transpose(b));
      return masks(product, options.mask, options.padding).reduce(op.add, product);
    },
    q,
    k,
  );
  const weights = softmax(scores, -1);
  const dropped = dropout(weights, toFloat(attribute(self, 'dropout'), 'dropout'), self.training);
  const joined = apply(
    'View',
    (w, x) => {
      const [n, , length] = w.shape as [number, number, number];
      return op.reshape(op.permute(op.matmul(w, x), [2, 0, 1, 3]), [length, n, width]);
    },
    dropped,
    v,
  );
  const last = self.children.get('out_proj')!;
  const output = linear(joined, weightOf(last, 'weight')!, weightOf(last, 'bias'));
  const back = (node: Node): Node => (first ? op.permute(node, [1, 0, 2]) : rank === 2 ? op.reshape(node, [node.shape[0]!, node.shape[2]!]) : node); // prettier-ignore
  const result = apply(first ? 'Transpose' : rank === 2 ? 'Squeeze#1' : 'View', back, output);
  if (!options.needWeights) return [result, null];
  const shown = apply(
    rank === 2 ? 'Squeeze#1' : options.average ? 'Div' : 'View',
    (w) => {
      const heads = w.shape[1]!;
      const mean = options.average ? op.div(op.reduce('sum', w, [1]), op.full([], heads, 'float32')) : w;
      return rank === 2 ? op.reshape(mean, mean.shape.slice(1)) : mean;
    },
    dropped,
  );
  return [result, shown];
}

export const multiheadAttentionType: PyType = defineModuleClass({
  name: 'MultiheadAttention',
  module: 'activation',
  parameters:
    'embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None',
  setup,
  inputs: 'query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True',
  forward: (
    self: ModuleObject,
    q: Tensor,
    k: Value,
    v: Value,
    padding: Value,
    weights: Value,
    mask: Value,
    average: Value,
  ) => {
    const tensor = (x: Value, name: string): Tensor =>
      tensorArgument(x, `multi_head_attention_forward(): argument '${name}'`);
    const [output, shown] = attention(self, q, tensor(k, 'key'), tensor(v, 'value'), {
      padding: padding === null ? null : tensor(padding, 'key_padding_mask'),
      mask: mask === null ? null : tensor(mask, 'attn_mask'),
      needWeights: weights !== false,
      average: average !== false,
    });
    return new PyTuple([output, shown]);
  },
});

/** What the constructors of transformers pass on. */
export const attentionArguments = (self: ModuleObject): [Value[], Map<string, Value>] => [
  [attribute(self, 'd_model'), attribute(self, 'nhead')],
  new Map([
    ['dropout', attribute(self, 'dropout') ?? float(0)],
    ['batch_first', attribute(self, 'batch_first')],
  ]),
];
