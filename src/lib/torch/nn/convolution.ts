import { exc, toInt, PyTuple, type PyType, type Value } from '../../python/bind.ts';
import { tensorArgument, wording } from '../arguments.ts';
import { conv2d, pair, type Convolution } from '../ops/convolution.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import { initializeAffine } from './linear.ts';
import type { ModuleObject } from './module.ts';

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

const argumentsOf = (self: ModuleObject): Convolution =>
  convolutionArguments(attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'dilation'), attribute(self, 'groups')); // prettier-ignore

function setup(self: ModuleObject): void {
  const [channels, out, groups] = ['in_channels', 'out_channels', 'groups'].map((name) => toInt(attribute(self, name), name)) as [number, number, number]; // prettier-ignore
  if (channels % groups !== 0) throw exc.ValueError('in_channels must be divisible by groups');
  if (out % groups !== 0) throw exc.ValueError('out_channels must be divisible by groups');
  if (attribute(self, 'padding_mode') !== 'zeros') {
    throw exc.NotImplementedError("Conv2d runs here with padding_mode='zeros' only");
  }
  const kernel = pair(attribute(self, 'kernel_size'), 'kernel_size');
  const bias = attribute(self, 'bias') !== false;
  for (const name of ['bias', 'device', 'dtype']) self.dict.delete(name);
  for (const name of ['kernel_size', 'stride', 'dilation'])
    self.dict.set(name, new PyTuple([...pair(attribute(self, name), name)]));
  if (typeof attribute(self, 'padding') !== 'string') {
    self.dict.set('padding', new PyTuple([...pair(attribute(self, 'padding'), 'padding')]));
  }
  argumentsOf(self);
  initializeAffine(self, [out, channels / groups, ...kernel], bias);
}

function extraRepr(self: ModuleObject): string {
  const text = (name: string) => plain(attribute(self, name));
  let line = `${text('in_channels')}, ${text('out_channels')}, kernel_size=${text('kernel_size')}, stride=${text('stride')}`;
  if (text('padding') !== '(0, 0)')
    line += `, padding=${typeof attribute(self, 'padding') === 'string' ? wording(attribute(self, 'padding')) : text('padding')}`;
  if (text('dilation') !== '(1, 1)') line += `, dilation=${text('dilation')}`;
  if (attribute(self, 'groups') !== 1) line += `, groups=${text('groups')}`;
  return self.parameters.get('bias') ? line : `${line}, bias=False`;
}

export const conv2dType: PyType = defineModuleClass({
  name: 'Conv2d',
  module: 'conv',
  parameters:
    "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None",
  setup,
  forward: (self: ModuleObject, input: Value): Tensor =>
    conv2d(
      tensorArgument(input, "conv2d(): argument 'input' (position 1)"),
      self.parameters.get('weight')!,
      self.parameters.get('bias') ?? null,
      argumentsOf(self),
    ),
  extraRepr,
});
