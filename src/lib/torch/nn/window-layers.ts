/** Layers that rearrange windows and channels, products of two inputs, and normalization across neighbouring channels. */
import { exc, float, toFloat, toInt, type Functions, type PyType, type Task, type Value } from '../../python/bind.ts';
import { exponential, fill } from '../../random/torch-distributions.ts';
import { dataNode, type Node, type Window2d } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import { leakyRelu } from '../ops/activations.ts';
import { pair } from '../ops/convolution.ts';
import { avgPool1d, avgPool2d } from '../ops/pooling.ts';
import { maybeInPlace } from '../ops/in-place.ts';
import { uniformTensor } from '../ops/random.ts';
import { readTensor } from '../ops/reading.ts';
import { interpolate } from '../ops/interpolation.ts';
import { unflattened } from '../ops/rearranging.ts';
import { pixelShuffle } from '../ops/resizing.ts';
import { softmax } from '../ops/softmax.ts';
import { torchState } from '../state.ts';
import { apply, named, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain, weightDType, words } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { Parameter } from './parameter.ts';
import { linePooling } from './spatial-layers.ts';
import { poolingArguments } from './pooling.ts';

const number = (value: number): Node => op.full([], value, 'float32');

/** A slope for what is not above zero: drawn for each such element while training, the middle one otherwise. */
function* rrelu(x: Tensor, lower: number, upper: number, training: boolean, inplace: Value): Task<Tensor> {
  if (!training)
    return maybeInPlace(x, inplace, (y) => named(leakyRelu(y, (lower + upper) / 2), 'RreluWithNoise', [y]));
  const { generator } = torchState();
  const slopes = Float32Array.from(yield* readTensor(x), (value) =>
    value <= 0 ? generator.uniformDouble() * (upper - lower) + lower : 1,
  );
  const noise = dataNode(slopes, x.shape, 'float32');
  return maybeInPlace(x, inplace, (y) => apply('RreluWithNoise', (n) => op.mul(n, noise), y));
}

/** Sums over both inputs of products with a weight [out, in1, in2]. */
function bilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  if (a.shape.at(-1) !== weight.shape[1] || b.shape.at(-1) !== weight.shape[2]) {
    throw exc.RuntimeError(
      `bilinear(): input sizes do not match weight size: got ${a.shape.at(-1)} and ${b.shape.at(-1)} but expected ${weight.shape[1]} and ${weight.shape[2]}`,
    );
  }
  return apply(
    bias === null ? 'ReshapeAlias' : 'Add',
    (x, y, w, shift) => {
      const [out, m, n] = w.shape as [number, number, number];
      const lead = x.shape.slice(0, -1);
      const rows = lead.reduce((product, k) => product * k, 1);
      // [rows, in1] [in1, out in2] -> [rows, out, in2], then with the second input.
      const left = op.matmul(op.reshape(x, [rows, m]), op.reshape(op.permute(w, [1, 0, 2]), [m, out * n]));
      const both = op.mul(op.reshape(left, [rows, out, n]), op.reshape(y, [rows, 1, n]));
      const sums = op.reshape(op.reduce('sum', both, [2]), [...lead, out]);
      return shift === undefined ? sums : op.add(sums, shift);
    },
    ...(bias === null ? [a, b, weight] : [a, b, weight, bias]),
  );
}

/** Every window of an image as a column: [n, c kh kw, windows]. */
function unfold(x: Tensor, kernel: Value, dilation: Value, padding: Value, stride: Value): Tensor {
  const window: Window2d = { kernel: pair(kernel, 'kernel_size'), stride: pair(stride, 'stride'), dilation: pair(dilation, 'dilation') }; // prettier-ignore
  const around = pair(padding, 'padding');
  return apply('Im2Col', (node) => op.unfold2d(op.pad(node, [0, 0, ...around], [0, 0, ...around]), window), x);
}

/** The transpose of `unfold`: columns added up to an image of a size. */
function fold(x: Tensor, size: Value, kernel: Value, dilation: Value, padding: Value, stride: Value): Tensor {
  const window: Window2d = { kernel: pair(kernel, 'kernel_size'), stride: pair(stride, 'stride'), dilation: pair(dilation, 'dilation') }; // prettier-ignore
  const [around, output] = [pair(padding, 'padding'), pair(size, 'output_size')];
  const [n, rows, columns] = x.shape as [number, number, number];
  const channels = rows / (window.kernel[0] * window.kernel[1]);
  const wide = [output[0] + 2 * around[0], output[1] + 2 * around[1]] as const;
  const counts = op.windowCounts(...wide, window);
  if (!Number.isInteger(channels) || counts[0] * counts[1] !== columns) {
    throw exc.RuntimeError(
      `Given output_size=(${output.join(', ')}), kernel_size=(${window.kernel.join(', ')}), expected size of input's dimension 2 to match the calculated number of sliding blocks ${counts.join(' * ')} = ${counts[0] * counts[1]}, but got input.size(2)=${columns}.`,
    );
  }
  return apply('Col2Im', (node) => op.slice(op.fold2d(node, [n, channels, ...wide], window), [0, 0, ...around], [n, channels, ...output], [1, 1, 1, 1]), x); // prettier-ignore
}

/** Channels of each group taken in turn. */
const channelShuffle = (x: Tensor, groups: Value): Tensor =>
  apply('NotImplemented', (node) => {
    const [n, c, ...rest] = node.shape as [number, number, ...number[]];
    const g = toInt(groups, 'groups');
    const split = op.reshape(node, [n, g, c / g, ...rest]);
    return op.reshape(op.permute(split, [0, 2, 1, ...rest.map((_, i) => i + 3)]), node.shape);
  }, x); // prettier-ignore

/** Divides by a power of the mean square over neighbouring channels. */
const localResponseNorm = (x: Tensor, size: Value, alpha: Value, beta: Value, k: Value): Tensor =>
  apply('Div', (node) => {
    const width = toInt(size, 'size');
    const around = (before: number, after: number) => op.pad(op.mul(node, node), node.shape.map((_, i) => (i === 1 ? before : 0)), node.shape.map((_, i) => (i === 1 ? after : 0)));
    const wide = around(width >> 1, (width - 1) >> 1);
    const parts = Array.from({ length: width }, (_, i) => op.slice(wide, node.shape.map((__, axis) => (axis === 1 ? i : 0)), node.shape, node.shape.map(() => 1)));
    const mean = op.div(parts.reduce(op.add), number(width));
    const size_ = op.add(op.mul(mean, number(toFloat(alpha, 'alpha'))), number(toFloat(k, 'k')));
    return op.div(node, op.binary('pow', size_, number(toFloat(beta, 'beta'))));
  }, x); // prettier-ignore

/** The p-norm over windows: a mean of powers times the window's size, and its root. */
function powerPooling(x: Tensor, power: number, elements: number, mean: (x: Tensor) => Tensor): Tensor {
  const raised = apply('Pow', (node) => op.binary('pow', node, number(power)), x);
  return apply(
    'Pow',
    (node) => {
      const clipped = op.unary('relu', op.unary('abs', node));
      return op.binary('pow', op.mul(op.mul(op.unary('sign', node), clipped), number(elements)), number(1 / power));
    },
    mean(raised),
  );
}

const lpPool2d = (x: Tensor, p: Value, kernel: Value, stride: Value, ceil: Value): Tensor => {
  const [kh, kw] = pair(kernel, 'kernel_size');
  return powerPooling(x, toFloat(p, 'norm_type'), kh * kw, (y) => avgPool2d(y, poolingArguments(kernel, stride, 0, 1, ceil), true, null)); // prettier-ignore
};

const lpPool1d = (x: Tensor, p: Value, kernel: Value, stride: Value, ceil: Value): Tensor =>
  powerPooling(x, toFloat(p, 'norm_type'), toInt(kernel, 'kernel_size'), (y) => avgPool1d(y, linePooling(kernel, stride, 0, 1, ceil), true)); // prettier-ignore

/** A draw of a category for each row, as shares that gradients pass through; `hard` rounds them to one. */
function gumbelSoftmax(logits: Tensor, tau: Value, hard: Value, _eps: Value, dim: Value): Tensor {
  const axis = dimArgument(dim, logits.shape.length);
  const { generator } = torchState();
  const draws = new Float32Array(sizeOf(logits.shape));
  fill(draws, () => exponential(generator, 1));
  const noise = op.neg(op.unary('log', dataNode(draws, logits.shape, 'float32')));
  const noisy = apply('Div', (x) => op.div(op.add(x, noise), number(toFloat(tau, 'tau'))), logits);
  const soft = softmax(noisy, axis);
  if (hard !== true) return soft;
  return apply('Add', (y) => {
    const most = op.keepAxes(op.argExtreme('argmax', op.detach(y), axis), y.shape, [axis]);
    const ones = op.scatterAdd(op.full(most.shape, 1, 'float32'), axis, most, y.shape[axis]!);
    return op.add(op.sub(ones, op.detach(y)), y);
  }, soft); // prettier-ignore
}

export const windowLayerFunctions: Functions = {
  'rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)': (x: Tensor, low: Value, high: Value, training: Value, inplace: Value) => rrelu(x, toFloat(low, 'lower'), toFloat(high, 'upper'), training === true, inplace), // prettier-ignore
  'bilinear(input1, input2, weight, bias=None)': bilinear,
  'unfold(input, kernel_size, dilation=1, padding=0, stride=1)': unfold,
  'fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)': fold,
  'channel_shuffle(input, groups)': channelShuffle,
  'local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0)': localResponseNorm,
  'lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False)': lpPool1d,
  'lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False)': lpPool2d,
  'gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)': gumbelSoftmax,
};

/** A module that passes its attributes of some names to a function. */
const passing = (name: string, module: string, parameters: string, names: readonly string[], run: (x: Tensor, ...args: Value[]) => Tensor, shown: (self: ModuleObject) => string = (self) => words(self, ...names)): PyType =>
  defineModuleClass({ name, module, parameters, forward: (self: ModuleObject, x: Tensor) => run(x, ...names.map((key) => attribute(self, key))), extraRepr: shown }); // prettier-ignore

const bilinearType: PyType = defineModuleClass({
  name: 'Bilinear',
  module: 'linear',
  parameters: 'in1_features, in2_features, out_features, bias=True, device=None, dtype=None',
  setup: (self) => {
    const [m, n, out] = ['in1_features', 'in2_features', 'out_features'].map((name) => toInt(attribute(self, name), name)) as [number, number, number]; // prettier-ignore
    const bias = attribute(self, 'bias') !== false;
    self.dict.delete('bias');
    const draw = (shape: number[]) => new Parameter(uniformTensor(shape, -1 / Math.sqrt(m), 1 / Math.sqrt(m), torchState().generator, weightDType(self)).node); // prettier-ignore
    self.parameters.set('weight', draw([out, m, n]));
    self.parameters.set('bias', bias ? draw([out]) : null);
  },
  reset: (self) => {
    for (const [name, weight] of self.parameters) {
      const bound = 1 / Math.sqrt(toInt(attribute(self, 'in1_features'), 'in1_features'));
      if (weight !== null) self.parameters.set(name, new Parameter(uniformTensor(weight.shape, -bound, bound, torchState().generator, weight.dtype).node)); // prettier-ignore
    }
  },
  inputs: 'input1, input2',
  forward: (self: ModuleObject, a: Tensor, b: Tensor) =>
    bilinear(a, b, weightOf(self, 'weight')!, weightOf(self, 'bias')),
  extraRepr: (self) =>
    `${words(self, 'in1_features', 'in2_features', 'out_features')}, bias=${self.parameters.get('bias') ? 'True' : 'False'}`,
});

const unflattenType: PyType = defineModuleClass({
  name: 'Unflatten',
  module: 'flatten',
  parameters: 'dim, unflattened_size',
  forward: (self: ModuleObject, x: Tensor) =>
    unflattened(x, attribute(self, 'dim'), attribute(self, 'unflattened_size')),
  extraRepr: (self) => words(self, 'dim', 'unflattened_size'),
});

const upsampling = (name: string, mode: string, align: Value): PyType =>
  defineModuleClass({
    name,
    module: 'upsampling',
    parameters: 'size=None, scale_factor=None',
    setup: (self) => {
      const factor = attribute(self, 'scale_factor');
      if (typeof factor === 'number') self.dict.set('scale_factor', float(factor));
    },
    forward: (self: ModuleObject, x: Tensor) =>
      interpolate(x, attribute(self, 'size'), attribute(self, 'scale_factor'), mode, align),
    extraRepr: (self) =>
      `${words(self, attribute(self, 'scale_factor') === null ? 'size' : 'scale_factor')}, mode=${mode}`,
  });

export const windowLayers: Readonly<Record<string, PyType>> = {
  Bilinear: bilinearType,
  Unflatten: unflattenType,
  UpsamplingNearest2d: upsampling('UpsamplingNearest2d', 'nearest', null),
  UpsamplingBilinear2d: upsampling('UpsamplingBilinear2d', 'bilinear', true),
  Unfold: passing('Unfold', 'fold', 'kernel_size, dilation=1, padding=0, stride=1', ['kernel_size', 'dilation', 'padding', 'stride'], unfold), // prettier-ignore
  Fold: passing('Fold', 'fold', 'output_size, kernel_size, dilation=1, padding=0, stride=1', ['output_size', 'kernel_size', 'dilation', 'padding', 'stride'], fold), // prettier-ignore
  ChannelShuffle: passing('ChannelShuffle', 'channelshuffle', 'groups', ['groups'], channelShuffle),
  PixelUnshuffle: passing('PixelUnshuffle', 'pixelshuffle', 'downscale_factor', ['downscale_factor'], (x, factor) => pixelShuffle(x, factor, true)), // prettier-ignore
  LocalResponseNorm: passing('LocalResponseNorm', 'normalization', 'size, alpha=1e-4, beta=0.75, k=1.0', ['size', 'alpha', 'beta', 'k'], localResponseNorm, (self) => `${plain(attribute(self, 'size'))}, ${words(self, 'alpha', 'beta', 'k')}`), // prettier-ignore
  LPPool1d: passing('LPPool1d', 'pooling', 'norm_type, kernel_size, stride=None, ceil_mode=False', ['norm_type', 'kernel_size', 'stride', 'ceil_mode'], lpPool1d), // prettier-ignore
  LPPool2d: passing('LPPool2d', 'pooling', 'norm_type, kernel_size, stride=None, ceil_mode=False', ['norm_type', 'kernel_size', 'stride', 'ceil_mode'], lpPool2d), // prettier-ignore
  RReLU: defineModuleClass({
    name: 'RReLU',
    module: 'activation',
    parameters: 'lower=0.125, upper=0.3333333333333333, inplace=False',
    forward: (self: ModuleObject, x: Tensor) =>
      rrelu(
        x,
        toFloat(attribute(self, 'lower'), 'lower'),
        toFloat(attribute(self, 'upper'), 'upper'),
        self.training,
        attribute(self, 'inplace'),
      ),
    extraRepr: (self) => words(self, 'lower', 'upper') + (attribute(self, 'inplace') === true ? ', inplace=True' : ''),
  }),
};
