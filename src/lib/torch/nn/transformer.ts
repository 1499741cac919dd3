/** `nn.Transformer` and what it is built of. */
import type { PyTuple } from '../../python/bind.ts';
import {
  call,
  callMethod,
  exc,
  PyDict,
  setAttr,
  toInt,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import { deepCopy } from '../copying.ts';
import { binaryOperation } from '../ops/pointwise.ts';
import { Tensor } from '../tensor.ts';
import { attentionArguments, multiheadAttentionType, xavier } from './attention.ts';
import { moduleListType } from './containers.ts';
import { attribute, defineModuleClass } from './definition.ts';
import { dropouts } from './dropout.ts';
import { functionalModule } from './functional.ts';
import { linearType } from './linear.ts';
import { allParameters, type ModuleObject } from './module.ts';
import { layerNormType } from './normalization.ts';

const LAYER =
  "d_model, nhead, dim_feedforward=2048, dropout=0.1, activation='relu', layer_norm_eps=1e-5, batch_first=False, norm_first=False, device=None, dtype=None";

/** An activation by its name or as a function. Raises RuntimeError. */
function activationOf(given: Value): Value {
  if (typeof given !== 'string') return given;
  if (given === 'relu' || given === 'gelu') return functionalModule.member(given)!;
  throw exc.RuntimeError(`activation should be relu/gelu, not ${given}`);
}

/** Makes the parts of a layer, in PyTorch's order, as weights are drawn in it. */
function* layerParts(self: ModuleObject, attentions: readonly string[]): Task<void> {
  const [width, inner] = [attribute(self, 'd_model'), attribute(self, 'dim_feedforward')];
  const part = function* (name: string, type: PyType, args: Value[], options = new Map<string, Value>()): Task<void> {
    yield* setAttr(self, name, yield* call(type, args, options));
  };
  for (const name of attentions) yield* part(name, multiheadAttentionType, ...attentionArguments(self));
  yield* part('linear1', linearType, [width, inner]);
  const share = attribute(self, 'dropout');
  self.dict.delete('dropout');
  yield* part('dropout', dropouts.Dropout!, [share]);
  yield* part('linear2', linearType, [inner, width]);
  const steps = Array.from({ length: attentions.length + 1 }, (_, i) => i + 1);
  const norm = new Map([['eps', attribute(self, 'layer_norm_eps')]]);
  for (const i of steps) yield* part(`norm${i}`, layerNormType, [width], norm);
  for (const i of steps) yield* part(`dropout${i}`, dropouts.Dropout!, [share]);
  self.dict.set('activation', activationOf(attribute(self, 'activation')));
  for (const name of ['d_model', 'nhead', 'dim_feedforward', 'layer_norm_eps', 'batch_first', 'device', 'dtype'])
    self.dict.delete(name);
}

const child = (self: ModuleObject, name: string, ...args: Value[]): Task =>
  callMethod(self.children.get(name)!, '__call__', args);

/** Attention of `x` to `memory`, then dropout. */
function* attend(
  self: ModuleObject,
  names: [string, string],
  x: Value,
  memory: Value,
  mask: Value,
  padding: Value,
): Task {
  const options = new Map<string, Value>([
    ['attn_mask', mask],
    ['key_padding_mask', padding],
    ['need_weights', false],
  ]);
  const result = yield* call(self.children.get(names[0])!, [x, memory, memory], options);
  return yield* child(self, names[1], (result as PyTuple).items[0]!);
}

function* feedForward(self: ModuleObject, last: string, x: Value): Task {
  const inner = yield* call(attribute(self, 'activation'), [yield* child(self, 'linear1', x)]);
  return yield* child(self, last, yield* child(self, 'linear2', yield* child(self, 'dropout', inner)));
}

/** Each step is added to what it was given; the norm comes before it or after. */
function* residual(self: ModuleObject, input: Value, steps: readonly ((x: Value) => Task)[]): Task {
  let x = input;
  for (const [i, step] of steps.entries()) {
    const norm = `norm${i + 1}`;
    if (attribute(self, 'norm_first') === true) x = binaryOperation('add', x, yield* step(yield* child(self, norm, x)));
    else x = yield* child(self, norm, binaryOperation('add', x, yield* step(x)));
  }
  return x;
}

const encoderLayerType: PyType = defineModuleClass({
  name: 'TransformerEncoderLayer',
  module: 'transformer',
  parameters: LAYER,
  setup: (self) => layerParts(self, ['self_attn']),
  inputs: 'src, src_mask=None, src_key_padding_mask=None',
  forward: (self: ModuleObject, source: Value, mask: Value, padding: Value) =>
    residual(self, source, [
      (x) => attend(self, ['self_attn', 'dropout1'], x, x, mask, padding),
      (x) => feedForward(self, 'dropout2', x),
    ]),
});

const decoderLayerType: PyType = defineModuleClass({
  name: 'TransformerDecoderLayer',
  module: 'transformer',
  parameters: LAYER,
  setup: (self) => layerParts(self, ['self_attn', 'multihead_attn']),
  inputs: 'tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None',
  forward: (
    self: ModuleObject,
    target: Value,
    memory: Value,
    mask: Value,
    memoryMask: Value,
    padding: Value,
    memoryPadding: Value,
  ) =>
    residual(self, target, [
      (x) => attend(self, ['self_attn', 'dropout1'], x, x, mask, padding),
      (x) => attend(self, ['multihead_attn', 'dropout2'], x, memory, memoryMask, memoryPadding),
      (x) => feedForward(self, 'dropout3', x),
    ]),
});

/** Copies of a layer, one after the other, and a norm behind them if one was given. */
function stackOf(name: string, layer: string, inputs: string, more: string): PyType {
  return defineModuleClass({
    name,
    module: 'transformer',
    parameters: `${layer}, num_layers, norm=None${more}`,
    setup: function* (self): Task<void> {
      const [model, norm] = [attribute(self, layer), attribute(self, 'norm')];
      const layers: Value[] = [];
      for (let i = 0; i < toInt(attribute(self, 'num_layers'), 'num_layers'); i++) {
        layers.push(yield* deepCopy(model, new PyDict()));
      }
      self.dict.delete(layer);
      const list = yield* call(moduleListType, []);
      for (const copy of layers) yield* callMethod(list, 'append', [copy]);
      yield* setAttr(self, 'layers', list);
      self.dict.delete('norm');
      yield* setAttr(self, 'norm', norm);
    },
    inputs,
    forward: function* (self: ModuleObject, input: Value, ...rest: Value[]): Task {
      let x = input;
      for (const copy of self.children.get('layers')!.children.values()) {
        x = yield* callMethod(copy, '__call__', [x, ...rest]);
      }
      return self.children.get('norm') ? yield* child(self, 'norm', x) : x;
    },
  });
}

const encoderType = stackOf(
  'TransformerEncoder',
  'encoder_layer',
  'src, mask=None, src_key_padding_mask=None',
  ', enable_nested_tensor=True',
);
const decoderType = stackOf(
  'TransformerDecoder',
  'decoder_layer',
  'tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None',
  '',
);

/** -inf above the diagonal: each place sees those before it and itself. */
function subsequentMask(size: Value): Tensor {
  const n = toInt(size, 'sz');
  const values = Float32Array.from({ length: n * n }, (_, i) => (i % n > Math.floor(i / n) ? -Infinity : 0));
  return new Tensor(dataNode(values, [n, n], 'float32'));
}

function* transformerParts(self: ModuleObject): Task<void> {
  const options = new Map<string, Value>(
    ['dim_feedforward', 'dropout', 'activation', 'layer_norm_eps', 'batch_first', 'norm_first'].map((name) => [name, attribute(self, name)]),
  );
  const width = attribute(self, 'd_model');
  const eps = new Map([['eps', attribute(self, 'layer_norm_eps')]]);
  for (const [name, layer, stack] of [['encoder', encoderLayerType, encoderType], ['decoder', decoderLayerType, decoderType]] as const) {
    const custom = attribute(self, `custom_${name}`);
    self.dict.delete(`custom_${name}`);
    if (custom !== null) {
      yield* setAttr(self, name, custom);
      continue;
    }
    const model = yield* call(layer, [width, attribute(self, 'nhead')], options);
    const norm = yield* call(layerNormType, [width], eps);
    yield* setAttr(self, name, yield* call(stack, [model, attribute(self, `num_${name}_layers`), norm]));
  }
  for (const parameter of allParameters(self)) {
    const [rows, columns] = parameter.shape;
    if (parameter.shape.length === 2) parameter.overwrite(xavier(rows!, columns!).node);
  }
} // prettier-ignore

const transformerType: PyType = defineModuleClass({
  name: 'Transformer',
  module: 'transformer',
  parameters:
    "d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, activation='relu', custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-5, batch_first=False, norm_first=False, device=None, dtype=None",
  setup: transformerParts,
  inputs:
    'src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None',
  forward: function* (
    self: ModuleObject, source: Value, target: Value, sourceMask: Value, mask: Value, memoryMask: Value, sourcePadding: Value, padding: Value, memoryPadding: Value,
  ): Task {
    const memory = yield* child(self, 'encoder', source, sourceMask, sourcePadding);
    return yield* child(self, 'decoder', target, memory, mask, memoryMask, padding, memoryPadding);
  }, // prettier-ignore
  statics: { 'generate_square_subsequent_mask(sz)': subsequentMask },
});

export const transformers: Readonly<Record<string, PyType>> = {
  MultiheadAttention: multiheadAttentionType,
  Transformer: transformerType,
  TransformerEncoder: encoderType,
  TransformerEncoderLayer: encoderLayerType,
  TransformerDecoder: decoderType,
  TransformerDecoderLayer: decoderLayerType,
};
