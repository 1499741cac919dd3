/** Layers along a line, transposed convolutions, adaptive and mirrored ones, and distances. */
import {
  exc,
  float,
  PyTuple,
  toFloat,
  toInt,
  typeOf,
  type Functions,
  type PyType,
  type Value,
} from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument, sequenceItems, wording } from '../arguments.ts';
import { conv1d, convTranspose2d, pair, type Convolution } from '../ops/convolution.ts';
import { avgPool1d, maxPool1d, type Pooling } from '../ops/pooling.ts';
import { interpolate } from '../ops/interpolation.ts';
import { adaptiveMaxPool, padded, pixelShuffle } from '../ops/resizing.ts';
import { apply, type Tensor } from '../tensor.ts';
import { bordered, checkPaddingMode, convolutionArguments } from './convolution.ts';
import { attribute, defineModuleClass, plain, words } from './definition.ts';
import { initializeAffine, redrawAffine } from './linear.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';
import { adaptivePooling } from './pooling.ts';

/** One int, alone or as a tuple of one, as PyTorch keeps it: `(3,)`. */
const single = (value: Value, what: string): number => toInt(sequenceItems(value)?.[0] ?? value, what);
const keepSingle = (self: ModuleObject, ...names: string[]): void => {
  for (const name of names) {
    const value = attribute(self, name);
    if (typeof value !== 'string') self.dict.set(name, new PyTuple([single(value, name)]));
  }
};

/** A geometry along a line as one of images of a single row. */
function lineConvolution(stride: Value, padding: Value, dilation: Value, groups: Value): Convolution {
  const rest = { stride: [1, single(stride, 'stride')], dilation: [1, single(dilation, 'dilation')], groups: toInt(groups, 'groups') } as const; // prettier-ignore
  if (padding === 'same') {
    if (rest.stride[1] !== 1) throw exc.ValueError("padding='same' is not supported for strided convolutions");
    return { ...rest, padding: 'same' };
  }
  return { ...rest, padding: [0, padding === 'valid' ? 0 : single(padding, 'padding')] };
}

export function linePooling(kernel: Value, stride: Value, padding: Value, dilation: Value, ceil: Value): Pooling {
  return {
    kernel: [1, single(kernel, 'kernel_size')],
    stride: [1, single(stride ?? kernel, 'stride')],
    padding: [0, single(padding, 'padding')],
    dilation: [1, single(dilation, 'dilation')],
    ceilMode: ceil === true,
  };
}

function checkChannels(self: ModuleObject, transposes = false): { channels: number; out: number; groups: number } {
  const [channels, out, groups] = ['in_channels', 'out_channels', 'groups'].map((name) => toInt(attribute(self, name), name)) as [number, number, number]; // prettier-ignore
  if (channels % groups !== 0) throw exc.ValueError('in_channels must be divisible by groups');
  if (out % groups !== 0) throw exc.ValueError('out_channels must be divisible by groups');
  checkPaddingMode(self);
  if (transposes && attribute(self, 'padding_mode') !== 'zeros') {
    throw exc.ValueError(`Only "zeros" padding mode is supported for ${typeOf(self).name}`);
  }
  return { channels, out, groups };
}

/** What stands behind the channels in a convolution's repr: only what is not usual. */
export function convolutionRepr(self: ModuleObject, zero: string, one: string): string {
  const text = (name: string) => plain(attribute(self, name));
  const parts = [text('in_channels'), text('out_channels'), `kernel_size=${text('kernel_size')}`, `stride=${text('stride')}`]; // prettier-ignore
  if (text('padding') !== zero) parts.push(`padding=${text('padding').replaceAll("'", '')}`);
  if (text('dilation') !== one) parts.push(`dilation=${text('dilation')}`);
  const extra = attribute(self, 'output_padding');
  if (extra !== null && plain(extra) !== zero) parts.push(`output_padding=${plain(extra)}`);
  if (attribute(self, 'groups') !== 1) parts.push(`groups=${text('groups')}`);
  if (!self.parameters.get('bias')) parts.push('bias=False');
  if (attribute(self, 'padding_mode') !== 'zeros')
    parts.push(`padding_mode=${wording(attribute(self, 'padding_mode'))}`);
  return parts.join(', ');
}

/** A layer's weight and bias. */
export const tensorsOf = (self: ModuleObject): [Tensor, Tensor | null] => [
  weightOf(self, 'weight')!,
  weightOf(self, 'bias'),
];
const settle = (self: ModuleObject, weightShape: readonly number[], biasSize?: number): void => {
  const bias = attribute(self, 'bias') !== false;
  self.dict.delete('bias');
  initializeAffine(self, weightShape, bias, biasSize);
};

const conv1dType: PyType = defineModuleClass({
  name: 'Conv1d',
  module: 'conv',
  parameters:
    "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None",
  setup: (self) => {
    const { channels, out, groups } = checkChannels(self);
    const kernel = single(attribute(self, 'kernel_size'), 'kernel_size');
    keepSingle(self, 'kernel_size', 'stride', 'padding', 'dilation');
    settle(self, [out, channels / groups, kernel]);
  },
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Tensor) => {
    const [weight, bias] = tensorsOf(self);
    const geometry = lineConvolution(attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'dilation'), attribute(self, 'groups')); // prettier-ignore
    const [line, options] = bordered(self, input, geometry, weight.shape.slice(2));
    return conv1d(line, weight, bias, options);
  },
  extraRepr: (self) => convolutionRepr(self, '(0,)', '(1,)'),
});

type TransposeOptions = Convolution & { readonly outputPadding: readonly [number, number] };
function transposed(stride: Value, padding: Value, extra: Value, groups: Value, dilation: Value): TransposeOptions {
  return { ...convolutionArguments(stride, padding, dilation, groups), outputPadding: pair(extra, 'output_padding') };
}

const convTranspose2dType: PyType = defineModuleClass({
  name: 'ConvTranspose2d',
  module: 'conv',
  parameters:
    "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None",
  setup: (self) => {
    const { channels, out, groups } = checkChannels(self, true);
    const kernel = pair(attribute(self, 'kernel_size'), 'kernel_size');
    for (const name of ['kernel_size', 'stride', 'padding', 'output_padding', 'dilation']) {
      self.dict.set(name, new PyTuple([...pair(attribute(self, name), name)]));
    }
    settle(self, [channels, out / groups, ...kernel], out);
  },
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Tensor) =>
    convTranspose2d(input, ...tensorsOf(self), transposed(attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'output_padding'), attribute(self, 'groups'), attribute(self, 'dilation'))), // prettier-ignore
  extraRepr: (self) => convolutionRepr(self, '(0, 0)', '(1, 1)'),
});

/** A transposed convolution along a line, as one of images of a single row. */
function convTranspose1d(x: Tensor, weight: Tensor, bias: Tensor | null, geometry: readonly Value[]): Tensor {
  const [stride, pad, extra, groups, dilation] = geometry as [Value, Value, Value, Value, Value];
  const row = (value: Value, other: number): Value => new PyTuple([other, single(value, 'size')]);
  const options = transposed(row(stride, 1), row(pad, 0), row(extra, 0), groups, row(dilation, 1));
  const wide = (y: Tensor) => apply('Unsqueeze', (node) => op.reshape(node, [...node.shape.slice(0, -1), 1, node.shape.at(-1)!]), y); // prettier-ignore
  const made = convTranspose2d(wide(x), wide(weight), bias, options);
  return apply('Convolution', (node) => op.reshape(node, [...node.shape.slice(0, -2), node.shape.at(-1)!]), made);
}

const convTranspose1dType: PyType = defineModuleClass({
  name: 'ConvTranspose1d',
  module: 'conv',
  parameters:
    "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None",
  setup: (self) => {
    const { channels, out, groups } = checkChannels(self, true);
    const kernel = single(attribute(self, 'kernel_size'), 'kernel_size');
    keepSingle(self, 'kernel_size', 'stride', 'padding', 'output_padding', 'dilation');
    settle(self, [channels, out / groups, kernel], out);
  },
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Tensor) =>
    convTranspose1d(input, ...tensorsOf(self), ['stride', 'padding', 'output_padding', 'groups', 'dilation'].map((name) => attribute(self, name))), // prettier-ignore
  extraRepr: (self) => convolutionRepr(self, '(0,)', '(1,)'),
});

function withoutIndices(indices: Value): null {
  if (indices === true)
    throw exc.NotImplementedError('max_pool1d runs here without return_indices=True; max_pool2d has it');
  return null;
}

const maxPool1dType: PyType = defineModuleClass({
  name: 'MaxPool1d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
  setup: (self) => {
    if (attribute(self, 'stride') === null) self.dict.set('stride', attribute(self, 'kernel_size'));
  },
  forward: (self: ModuleObject, input: Tensor) =>
    maxPool1d(input, linePooling(attribute(self, 'kernel_size'), attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'dilation'), attribute(self, 'ceil_mode'))), // prettier-ignore
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode'),
});

const avgPool1dType: PyType = defineModuleClass({
  name: 'AvgPool1d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True',
  setup: (self) => {
    keepSingle(self, 'kernel_size', 'padding');
    self.dict.set('stride', new PyTuple([single(attribute(self, 'stride') ?? attribute(self, 'kernel_size'), 'stride')])); // prettier-ignore
  },
  forward: (self: ModuleObject, input: Tensor) =>
    avgPool1d(input, linePooling(attribute(self, 'kernel_size'), attribute(self, 'stride'), attribute(self, 'padding'), 1, attribute(self, 'ceil_mode')), attribute(self, 'count_include_pad') !== false), // prettier-ignore
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding'),
});

/** Means along a line, as those of an image of one row. */
const adaptiveAvgPool1d = (x: Tensor, output: Value): Tensor => {
  const image = apply('Unsqueeze', (node) => op.reshape(node, [...node.shape.slice(0, -1), 1, node.shape.at(-1)!]), x);
  const pooled = adaptivePooling(image, new PyTuple([1, single(output, 'output_size')]));
  return apply('Squeeze#1', (node) => op.reshape(node, [...node.shape.slice(0, -2), node.shape.at(-1)!]), pooled);
};

const adaptive = (name: string, run: (x: Tensor, output: Value) => Tensor): PyType =>
  defineModuleClass({
    name,
    module: 'pooling',
    parameters: 'output_size',
    forward: (self: ModuleObject, input: Tensor) => run(input, attribute(self, 'output_size')),
    extraRepr: (self) => words(self, 'output_size'),
  });

/** Padding modules: sizes for both sides of each of the last dimensions. */
export function padding(name: string, dimensions: 1 | 2 | 3, mode: string): PyType {
  const constant = mode === 'constant';
  return defineModuleClass({
    name,
    module: 'padding',
    parameters: constant && !name.startsWith('Zero') ? 'padding, value' : 'padding',
    setup: (self) => {
      const given = attribute(self, 'padding');
      const sizes = sequenceItems(given) ?? Array.from({ length: dimensions * 2 }, () => given);
      self.dict.set('padding', new PyTuple([...sizes]));
    },
    forward: (self: ModuleObject, input: Tensor) => {
      const sizes = (sequenceItems(attribute(self, 'padding')) ?? []).map((n) => toInt(n, 'padding'));
      const value = attribute(self, 'value');
      return padded(input, sizes, mode, value === null ? 0 : toFloat(value, 'value'));
    },
    extraRepr: (self) =>
      name.startsWith('Constant')
        ? `padding=${plain(attribute(self, 'padding'))}, value=${plain(attribute(self, 'value'))}`
        : plain(attribute(self, 'padding')),
  });
}

const upsampleType: PyType = defineModuleClass({
  name: 'Upsample',
  module: 'upsampling',
  parameters: "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
  setup: (self) => {
    const factor = attribute(self, 'scale_factor');
    if (typeof factor === 'number') self.dict.set('scale_factor', float(factor));
  },
  forward: (self: ModuleObject, input: Tensor) =>
    interpolate(input, attribute(self, 'size'), attribute(self, 'scale_factor'), attribute(self, 'mode'), attribute(self, 'align_corners')), // prettier-ignore
  extraRepr: (self) =>
    words(self, attribute(self, 'scale_factor') === null ? 'size' : 'scale_factor', 'mode').replaceAll("'", ''),
});

/** Along `axis`, the cosine of the angle between `a` and `b`. */
function cosineSimilarity(a: Tensor, b: Tensor, dim: Value, eps: Value): Tensor {
  return apply(
    'Sum#1',
    (x, y) => {
      const axis = dimArgument(dim, Math.max(x.shape.length, y.shape.length));
      const shape = op.add(x, y).shape;
      const [u, v] = [op.expand(x, shape), op.expand(y, shape)];
      const sum = (node: Node) => op.reduce('sum', node, [axis]);
      const least = op.full([], toFloat(eps, 'eps'), 'float32');
      const size = (node: Node) => op.binary('maximum', op.unary('sqrt', sum(op.mul(node, node))), least);
      return op.div(sum(op.mul(u, v)), op.mul(size(u), size(v)));
    },
    a,
    b,
  );
}

/** The p-norm of the differences of rows. */
export function pairwiseDistance(a: Tensor, b: Tensor, p: Value, eps: Value, keepdim: Value): Tensor {
  return apply(
    'Norm#1',
    (x, y) => {
      const power = toFloat(p, 'p');
      const difference = op.add(op.sub(x, y), op.full([], toFloat(eps, 'eps'), 'float32'));
      const axis = difference.shape.length - 1;
      const exponent = (value: number) => op.full([], value, 'float32');
      const sum = (node: Node) => op.reduce('sum', node, [axis]);
      const size =
        power === 2
          ? op.unary('sqrt', sum(op.mul(difference, difference)))
          : op.binary('pow', sum(op.binary('pow', op.unary('abs', difference), exponent(power))), exponent(1 / power));
      return keepdim === true ? op.keepAxes(size, difference.shape, [axis]) : size;
    },
    a,
    b,
  );
}

export const spatialLayers: Readonly<Record<string, PyType>> = {
  Conv1d: conv1dType,
  ConvTranspose1d: convTranspose1dType,
  ConvTranspose2d: convTranspose2dType,
  MaxPool1d: maxPool1dType,
  AvgPool1d: avgPool1dType,
  AdaptiveAvgPool1d: adaptive('AdaptiveAvgPool1d', adaptiveAvgPool1d),
  AdaptiveMaxPool1d: adaptive('AdaptiveMaxPool1d', (x, output) => adaptiveMaxPool(x, output, 1)),
  AdaptiveMaxPool2d: adaptive('AdaptiveMaxPool2d', (x, output) => adaptiveMaxPool(x, output, 2)),
  ZeroPad2d: padding('ZeroPad2d', 2, 'constant'),
  ConstantPad1d: padding('ConstantPad1d', 1, 'constant'),
  ConstantPad2d: padding('ConstantPad2d', 2, 'constant'),
  ReflectionPad1d: padding('ReflectionPad1d', 1, 'reflect'),
  ReflectionPad2d: padding('ReflectionPad2d', 2, 'reflect'),
  ReplicationPad1d: padding('ReplicationPad1d', 1, 'replicate'),
  ReplicationPad2d: padding('ReplicationPad2d', 2, 'replicate'),
  Upsample: upsampleType,
  PixelShuffle: defineModuleClass({
    name: 'PixelShuffle',
    module: 'pixelshuffle',
    parameters: 'upscale_factor',
    forward: (self: ModuleObject, input: Tensor) => pixelShuffle(input, attribute(self, 'upscale_factor'), false),
    extraRepr: (self) => words(self, 'upscale_factor'),
  }),
  CosineSimilarity: defineModuleClass({
    name: 'CosineSimilarity',
    module: 'distance',
    parameters: 'dim=1, eps=1e-8',
    inputs: 'x1, x2',
    forward: (self: ModuleObject, a: Tensor, b: Tensor) => cosineSimilarity(a, b, attribute(self, 'dim'), attribute(self, 'eps')), // prettier-ignore
  }),
  PairwiseDistance: defineModuleClass({
    name: 'PairwiseDistance',
    module: 'distance',
    parameters: 'p=2.0, eps=1e-6, keepdim=False',
    inputs: 'x1, x2',
    forward: (self: ModuleObject, a: Tensor, b: Tensor) => pairwiseDistance(a, b, attribute(self, 'p'), attribute(self, 'eps'), attribute(self, 'keepdim')), // prettier-ignore
  }),
};

export const spatialLayerFunctions: Functions = {
  'conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)': (x: Tensor, w: Tensor, b: Tensor | null, stride: Value, pad: Value, dilation: Value, groups: Value) => conv1d(x, w, b, lineConvolution(stride, pad, dilation, groups)), // prettier-ignore
  'conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)': (x: Tensor, w: Tensor, b: Tensor | null, ...geometry: Value[]) => convTranspose1d(x, w, b, geometry), // prettier-ignore
  'conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)': (x: Tensor, w: Tensor, b: Tensor | null, stride: Value, pad: Value, extra: Value, groups: Value, dilation: Value) => convTranspose2d(x, w, b, transposed(stride, pad, extra, groups, dilation)), // prettier-ignore
  'max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)': (x: Tensor, kernel: Value, stride: Value, pad: Value, dilation: Value, ceil: Value, indices: Value) => withoutIndices(indices) ?? maxPool1d(x, linePooling(kernel, stride, pad, dilation, ceil)), // prettier-ignore
  'avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)': (x: Tensor, kernel: Value, stride: Value, pad: Value, ceil: Value, count: Value) => avgPool1d(x, linePooling(kernel, stride, pad, 1, ceil), count !== false), // prettier-ignore
  'adaptive_avg_pool1d(input, output_size)': adaptiveAvgPool1d,
  'adaptive_max_pool1d(input, output_size)': (x: Tensor, output: Value) => adaptiveMaxPool(x, output, 1),
  'adaptive_max_pool2d(input, output_size)': (x: Tensor, output: Value) => adaptiveMaxPool(x, output, 2),
  "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False)":
    interpolate,
  "upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None)": interpolate,
  'pixel_shuffle(input, upscale_factor)': (x: Tensor, factor: Value) => pixelShuffle(x, factor, false),
  'pixel_unshuffle(input, downscale_factor)': (x: Tensor, factor: Value) => pixelShuffle(x, factor, true),
  "pad(input, pad, mode='constant', value=None)": (x: Tensor, sizes: Value, mode: Value, value: Value) => padded(x, (sequenceItems(sizes) ?? []).map((n) => toInt(n, 'pad')), mode, value === null ? 0 : toFloat(value, 'value')), // prettier-ignore
  'cosine_similarity(x1, x2, dim=1, eps=1e-8)': cosineSimilarity,
  'pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)': pairwiseDistance,
};
