/** Layers along lines [n, c, l]: convolution and pooling. */
import { exc, PyTuple, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems } from '../arguments.ts';
import { conv1d, type Convolution } from '../ops/convolution.ts';
import { avgPool1d, maxPool1d, type Pooling } from '../ops/pooling.ts';
import { adaptiveMaxPool } from '../ops/resizing.ts';
import { apply, type Tensor } from '../tensor.ts';
import { bordered, checkedChannels, CONVOLUTION, convolutionRepr, tensorsOf } from './convolution.ts';
import { attribute, defineModuleClass, functionModule, words } from './definition.ts';
import { initializeAffine, redrawAffine, takeBias } from './linear.ts';
import type { ModuleObject } from './module.ts';
import { adaptivePooling, keepStride } from './pooling.ts';

/** One int, alone or as a tuple of one, as PyTorch keeps it: `(3,)`. */
export const single = (value: Value, what: string): number => toInt(sequenceItems(value)?.[0] ?? value, what);
/** Keeps arguments as PyTorch does: a tuple of one int each. */
export const keepSingle = (self: ModuleObject, ...names: string[]): void => {
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

/** A pooling along a line as one of images of a single row; the stride is the window's size where it was left out. */
export function linePooling(kernel: Value, stride: Value, padding: Value, dilation: Value, ceil: Value): Pooling {
  return {
    kernel: [1, single(kernel, 'kernel_size')],
    stride: [1, single(stride ?? kernel, 'stride')],
    padding: [0, single(padding, 'padding')],
    dilation: [1, single(dilation, 'dilation')],
    ceilMode: ceil === true,
  };
}

/** Lines as images of one row each. */
export const asRows = (x: Tensor): Tensor =>
  apply('Unsqueeze', (node) => op.reshape(node, [...node.shape.slice(0, -1), 1, node.shape.at(-1)!]), x);

/** Images of one row each as lines again; `name` is what the whole is called in the graph. */
export const asLines = (name: string, images: Tensor): Tensor =>
  apply(name, (node) => op.reshape(node, [...node.shape.slice(0, -2), node.shape.at(-1)!]), images);

export const conv1dType: PyType = defineModuleClass({
  name: 'Conv1d',
  module: 'conv',
  parameters: `in_channels, ${CONVOLUTION}`,
  setup: (self) => {
    const { channels, out, groups } = checkedChannels(self);
    const kernel = single(attribute(self, 'kernel_size'), 'kernel_size');
    keepSingle(self, 'kernel_size', 'stride', 'padding', 'dilation');
    initializeAffine(self, [out, channels / groups, kernel], takeBias(self));
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

function withoutIndices(indices: Value): null {
  if (indices === true)
    throw exc.NotImplementedError('max_pool1d runs here without return_indices=True; max_pool2d has it');
  return null;
}

const maxPool1dType: PyType = defineModuleClass({
  name: 'MaxPool1d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
  setup: keepStride,
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
const adaptiveAvgPool1d = (x: Tensor, output: Value): Tensor =>
  asLines('Squeeze#1', adaptivePooling(asRows(x), new PyTuple([1, single(output, 'output_size')])));

const adaptiveMaxPool1d = (x: Tensor, output: Value): Tensor => adaptiveMaxPool(x, output, 1);

export const lineLayers: Readonly<Record<string, PyType>> = {
  Conv1d: conv1dType,
  MaxPool1d: maxPool1dType,
  AvgPool1d: avgPool1dType,
  AdaptiveAvgPool1d: functionModule('AdaptiveAvgPool1d', 'pooling', 'output_size', adaptiveAvgPool1d),
  AdaptiveMaxPool1d: functionModule('AdaptiveMaxPool1d', 'pooling', 'output_size', adaptiveMaxPool1d),
};

export const lineFunctions: Functions = {
  'conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)': (x: Tensor, w: Tensor, b: Tensor | null, stride: Value, pad: Value, dilation: Value, groups: Value) => conv1d(x, w, b, lineConvolution(stride, pad, dilation, groups)), // prettier-ignore
  'max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)': (x: Tensor, kernel: Value, stride: Value, pad: Value, dilation: Value, ceil: Value, indices: Value) => withoutIndices(indices) ?? maxPool1d(x, linePooling(kernel, stride, pad, dilation, ceil)), // prettier-ignore
  'avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)': (x: Tensor, kernel: Value, stride: Value, pad: Value, ceil: Value, count: Value) => avgPool1d(x, linePooling(kernel, stride, pad, 1, ceil), count !== false), // prettier-ignore
  'adaptive_avg_pool1d(input, output_size)': adaptiveAvgPool1d,
  'adaptive_max_pool1d(input, output_size)': adaptiveMaxPool1d,
};
