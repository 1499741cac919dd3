import { type PyType, type Value } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import { adaptiveAvgPool2d, avgPool2d, maxPool2d, pair, type Pooling } from '../ops/convolution.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';

/** How a program wrote the geometry of a pooling; the stride is the kernel's size where it was left out. */
export function poolingArguments(
  kernel: Value,
  stride: Value,
  padding: Value,
  dilation: Value,
  ceilMode: Value,
): Pooling {
  return {
    kernel: pair(kernel, 'kernel_size'),
    stride: pair(stride ?? kernel, 'stride'),
    padding: pair(padding, 'padding'),
    dilation: pair(dilation, 'dilation'),
    ceilMode: ceilMode === true,
  };
}

const geometry = (self: ModuleObject, dilation: Value): Pooling =>
  poolingArguments(attribute(self, 'kernel_size'), attribute(self, 'stride'), attribute(self, 'padding'), dilation, attribute(self, 'ceil_mode')); // prettier-ignore

/** The stride as PyTorch keeps it: the kernel's size where it was left out. */
const keepStride = (self: ModuleObject): void => {
  if (attribute(self, 'stride') === null) self.dict.set('stride', attribute(self, 'kernel_size'));
};

const words = (self: ModuleObject, ...names: string[]): string =>
  names.map((name) => `${name}=${plain(attribute(self, name))}`).join(', ');

export const maxPool2dType: PyType = defineModuleClass({
  name: 'MaxPool2d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
  setup: keepStride,
  forward: (self: ModuleObject, input: Tensor) => maxPool2d(input, geometry(self, attribute(self, 'dilation'))),
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode'),
});

export const avgPool2dType: PyType = defineModuleClass({
  name: 'AvgPool2d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None',
  setup: keepStride,
  forward: (self: ModuleObject, input: Tensor) =>
    avgPool2d(
      input,
      geometry(self, 1),
      attribute(self, 'count_include_pad') !== false,
      attribute(self, 'divisor_override'),
    ),
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding'),
});

/** `adaptive_avg_pool2d`, with its matrices of shares as data. */
export const adaptivePooling = (input: Tensor, outputSize: Value): Tensor =>
  adaptiveAvgPool2d(input, outputSize, (values, shape) => dataNode(Float32Array.from(values), shape, 'float32'));

export const adaptiveAvgPool2dType: PyType = defineModuleClass({
  name: 'AdaptiveAvgPool2d',
  module: 'pooling',
  parameters: 'output_size',
  forward: (self: ModuleObject, input: Tensor) => adaptivePooling(input, attribute(self, 'output_size')),
  extraRepr: (self) => words(self, 'output_size'),
});
