/** Transposed convolutions over images and along lines. */
import { exc, PyTuple, typeOf, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { convTranspose2d, pair, type Convolution } from '../ops/convolution.ts';
import type { Tensor } from '../tensor.ts';
import { checkedChannels, convolutionArguments, convolutionRepr, tensorsOf, type Channels } from './convolution.ts';
import { attribute, defineModuleClass } from './definition.ts';
import { asLines, asRows, keepSingle, single } from './lines.ts';
import { initializeAffine, redrawAffine, takeBias } from './linear.ts';
import type { ModuleObject } from './module.ts';

/** The parameters behind the input's channels. */
export const TRANSPOSED = "out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None"; // prettier-ignore

function transposedChannels(self: ModuleObject): Channels {
  const channels = checkedChannels(self);
  if (attribute(self, 'padding_mode') !== 'zeros') {
    throw exc.ValueError(`Only "zeros" padding mode is supported for ${typeOf(self).name}`);
  }
  return channels;
}

type TransposeOptions = Convolution & { readonly outputPadding: readonly [number, number] };
function transposed(stride: Value, padding: Value, extra: Value, groups: Value, dilation: Value): TransposeOptions {
  return { ...convolutionArguments(stride, padding, dilation, groups), outputPadding: pair(extra, 'output_padding') };
}

const convTranspose2dType: PyType = defineModuleClass({
  name: 'ConvTranspose2d',
  module: 'conv',
  parameters: `in_channels, ${TRANSPOSED}`,
  setup: (self) => {
    const { channels, out, groups } = transposedChannels(self);
    const kernel = pair(attribute(self, 'kernel_size'), 'kernel_size');
    for (const name of ['kernel_size', 'stride', 'padding', 'output_padding', 'dilation']) {
      self.dict.set(name, new PyTuple([...pair(attribute(self, name), name)]));
    }
    initializeAffine(self, [channels, out / groups, ...kernel], takeBias(self), out);
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
  return asLines('Convolution', convTranspose2d(asRows(x), asRows(weight), bias, options));
}

const convTranspose1dType: PyType = defineModuleClass({
  name: 'ConvTranspose1d',
  module: 'conv',
  parameters: `in_channels, ${TRANSPOSED}`,
  setup: (self) => {
    const { channels, out, groups } = transposedChannels(self);
    const kernel = single(attribute(self, 'kernel_size'), 'kernel_size');
    keepSingle(self, 'kernel_size', 'stride', 'padding', 'output_padding', 'dilation');
    initializeAffine(self, [channels, out / groups, kernel], takeBias(self), out);
  },
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Tensor) =>
    convTranspose1d(input, ...tensorsOf(self), ['stride', 'padding', 'output_padding', 'groups', 'dilation'].map((name) => attribute(self, name))), // prettier-ignore
  extraRepr: (self) => convolutionRepr(self, '(0,)', '(1,)'),
});

export const transposedLayers: Readonly<Record<string, PyType>> = {
  ConvTranspose1d: convTranspose1dType,
  ConvTranspose2d: convTranspose2dType,
};

export const transposedFunctions: Functions = {
  'conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)': (x: Tensor, w: Tensor, b: Tensor | null, ...geometry: Value[]) => convTranspose1d(x, w, b, geometry), // prettier-ignore
  'conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)': (x: Tensor, w: Tensor, b: Tensor | null, stride: Value, pad: Value, extra: Value, groups: Value, dilation: Value) => convTranspose2d(x, w, b, transposed(stride, pad, extra, groups, dilation)), // prettier-ignore
};
