/** Convolution over images [n, c, h, w], and what all convolutions have in common. */
import { exc, toInt, PyTuple, type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument, wording } from '../arguments.ts';
import { conv2d, pair, type Convolution } from '../ops/convolution.ts';
import { padded } from '../ops/resizing.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import { initializeAffine, redrawAffine, takeBias } from './linear.ts';
import type { ModuleObject } from './module.ts';
import { weightOf } from './module-object.ts';

/** The parameters behind the input's channels. */
export const CONVOLUTION = "out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None"; // prettier-ignore

/** How a program wrote the geometry of a convolution. */
export function convolutionArguments(stride: Value, padding: Value, dilation: Value, groups: Value): Convolution {
  const geometry = {
    stride: pair(stride, 'stride'),
    dilation: pair(dilation, 'dilation'),
    groups: toInt(groups, 'groups'),
  };
  if (padding === 'same') {
    if (geometry.stride.some((s) => s !== 1)) {
      throw exc.ValueError("padding='same' is not supported for strided convolutions");
    }
    return { ...geometry, padding: 'same' };
  }
  if (padding === 'valid') return { ...geometry, padding: [0, 0] };
  if (typeof padding === 'string') {
    throw exc.ValueError(`Invalid padding string '${padding}', should be one of {'valid', 'same'}`);
  }
  return { ...geometry, padding: pair(padding, 'padding') };
}

/** Raises ValueError for a mode that PyTorch does not know. */
function checkPaddingMode(self: ModuleObject): void {
  const mode = attribute(self, 'padding_mode');
  if (['zeros', 'reflect', 'replicate', 'circular'].some((known) => known === mode)) return;
  throw exc.ValueError(
    `padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='${wording(mode)}'`,
  );
}

export interface Channels {
  readonly channels: number;
  readonly out: number;
  readonly groups: number;
}

/** How many channels go in and out, and in how many groups. Raises ValueError where they do not go together. */
export function checkedChannels(self: ModuleObject): Channels {
  const [channels, out, groups] = ['in_channels', 'out_channels', 'groups'].map((name) => toInt(attribute(self, name), name)) as [number, number, number]; // prettier-ignore
  if (channels % groups !== 0) throw exc.ValueError('in_channels must be divisible by groups');
  if (out % groups !== 0) throw exc.ValueError('out_channels must be divisible by groups');
  checkPaddingMode(self);
  return { channels, out, groups };
}

/** The input with a border of its own pixels, where the mode says so, and the geometry that is left. */
export function bordered(
  self: ModuleObject,
  input: Tensor,
  options: Convolution,
  kernel: readonly number[],
): [Tensor, Convolution] {
  const mode = wording(attribute(self, 'padding_mode'));
  if (mode === 'zeros') return [input, options];
  const sides = [1, 0].slice(0, kernel.length).flatMap((axis) => {
    if (options.padding !== 'same') return [options.padding[axis]!, options.padding[axis]!];
    const total = options.dilation[axis]! * (kernel.at(axis - 2)! - 1);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  });
  return [padded(input, sides, mode, 0), { ...options, padding: [0, 0] }];
}

const argumentsOf = (self: ModuleObject): Convolution =>
  convolutionArguments(attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'dilation'), attribute(self, 'groups')); // prettier-ignore

function setup(self: ModuleObject): void {
  const { channels, out, groups } = checkedChannels(self);
  const kernel = pair(attribute(self, 'kernel_size'), 'kernel_size');
  for (const name of ['kernel_size', 'stride', 'dilation'])
    self.dict.set(name, new PyTuple([...pair(attribute(self, name), name)]));
  if (typeof attribute(self, 'padding') !== 'string') {
    self.dict.set('padding', new PyTuple([...pair(attribute(self, 'padding'), 'padding')]));
  }
  argumentsOf(self);
  initializeAffine(self, [out, channels / groups, ...kernel], takeBias(self));
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

export const conv2dType: PyType = defineModuleClass({
  name: 'Conv2d',
  module: 'conv',
  parameters: `in_channels, ${CONVOLUTION}`,
  setup,
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Value): Tensor => {
    const given = tensorArgument(input, "conv2d(): argument 'input' (position 1)");
    const [weight, bias] = tensorsOf(self);
    const [image, options] = bordered(self, given, argumentsOf(self), weight.shape.slice(2));
    return conv2d(image, weight, bias, options);
  },
  extraRepr: (self) => convolutionRepr(self, '(0, 0)', '(1, 1)'),
});
