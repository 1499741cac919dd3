/** Layers over volumes [n, c, d, h, w]. */
import { exc, PyTuple, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { triple } from '../ops/convolution.ts';
import { adaptiveAvgPool3d, adaptiveMaxPool } from '../ops/resizing.ts';
import { avgPool3d, conv3d, maxPool3d, type Volume } from '../ops/volumes.ts';
import type { Tensor } from '../tensor.ts';
import { checkedChannels, CONVOLUTION, convolutionRepr, tensorsOf } from './convolution.ts';
import { attribute, defineModuleClass, functionModule, words } from './definition.ts';
import { instanceNormType } from './group-norm.ts';
import { initializeAffine, redrawAffine, takeBias } from './linear.ts';
import type { ModuleObject } from './module.ts';
import { batchNormType } from './normalization.ts';
import { keepStride } from './pooling.ts';

function volumeOf(kernel: Value, stride: Value, pad: Value, dilation: Value): Volume {
  const size = triple(kernel, 'kernel_size');
  const step = triple(dilation, 'dilation');
  if (pad === 'same') {
    if (triple(stride, 'stride').some((s) => s !== 1)) {
      throw exc.ValueError("padding='same' is not supported for strided convolutions");
    }
    const around = size.map((k, i) => (step[i]! * (k - 1)) / 2) as [number, number, number];
    if (around.some((n) => !Number.isInteger(n))) {
      throw exc.NotImplementedError("conv3d runs here with padding='same' for kernels of an odd size");
    }
    return { kernel: size, stride: [1, 1, 1], padding: around, dilation: step };
  }
  const around = pad === 'valid' ? ([0, 0, 0] as const) : triple(pad, 'padding');
  return { kernel: size, stride: triple(stride, 'stride'), padding: around, dilation: step };
}

const conv3dType: PyType = defineModuleClass({
  name: 'Conv3d',
  module: 'conv',
  parameters: `in_channels, ${CONVOLUTION}`,
  setup: (self) => {
    const { channels, out, groups } = checkedChannels(self);
    if (attribute(self, 'padding_mode') !== 'zeros') {
      throw exc.NotImplementedError("nn.Conv3d runs here with padding_mode='zeros'");
    }
    for (const name of ['kernel_size', 'stride', 'padding', 'dilation']) {
      const value = attribute(self, name);
      if (typeof value !== 'string') self.dict.set(name, new PyTuple([...triple(value, name)]));
    }
    initializeAffine(
      self,
      [out, channels / groups, ...triple(attribute(self, 'kernel_size'), 'kernel_size')],
      takeBias(self),
    );
  },
  reset: redrawAffine,
  forward: (self: ModuleObject, input: Tensor) => {
    const volume = volumeOf(attribute(self, 'kernel_size'), attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'dilation')); // prettier-ignore
    return conv3d(input, ...tensorsOf(self), volume, toInt(attribute(self, 'groups'), 'groups'));
  },
  extraRepr: (self) => convolutionRepr(self, '(0, 0, 0)', '(1, 1, 1)'),
});

function refuse(given: Value, usual: Value, what: string): void {
  if (given !== usual) throw exc.NotImplementedError(`pooling over volumes runs here without ${what}`);
}

const maxPool3dType: PyType = defineModuleClass({
  name: 'MaxPool3d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
  setup: keepStride,
  forward: (self: ModuleObject, input: Tensor) => {
    refuse(attribute(self, 'return_indices'), false, 'return_indices=True');
    refuse(attribute(self, 'ceil_mode'), false, 'ceil_mode=True');
    return maxPool3d(input, volumeOf(attribute(self, 'kernel_size'), attribute(self, 'stride'), attribute(self, 'padding'), attribute(self, 'dilation'))); // prettier-ignore
  },
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode'),
});

const avgPool3dType: PyType = defineModuleClass({
  name: 'AvgPool3d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None',
  setup: keepStride,
  forward: (self: ModuleObject, input: Tensor) => {
    refuse(attribute(self, 'ceil_mode'), false, 'ceil_mode=True');
    refuse(attribute(self, 'count_include_pad'), true, 'count_include_pad=False');
    refuse(attribute(self, 'divisor_override'), null, 'divisor_override');
    return avgPool3d(input, volumeOf(attribute(self, 'kernel_size'), attribute(self, 'stride'), attribute(self, 'padding'), 1)); // prettier-ignore
  },
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding'),
});

const adaptiveMaxPool3d = (x: Tensor, output: Value): Tensor => adaptiveMaxPool(x, output, 3);

export const volumeLayers: Readonly<Record<string, PyType>> = {
  Conv3d: conv3dType,
  MaxPool3d: maxPool3dType,
  AvgPool3d: avgPool3dType,
  AdaptiveAvgPool3d: functionModule('AdaptiveAvgPool3d', 'pooling', 'output_size', adaptiveAvgPool3d),
  AdaptiveMaxPool3d: functionModule('AdaptiveMaxPool3d', 'pooling', 'output_size', adaptiveMaxPool3d),
  BatchNorm3d: batchNormType('BatchNorm3d', [5]),
  InstanceNorm3d: instanceNormType('InstanceNorm3d', 5),
};

export const volumeFunctions: Functions = {
  'conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)': (
    x: Tensor, w: Tensor, b: Tensor | null, stride: Value, pad: Value, dilation: Value, groups: Value,
  ) => conv3d(x, w, b, volumeOf(new PyTuple(w.shape.slice(2)), stride, pad, dilation), toInt(groups, 'groups')), // prettier-ignore
  'max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1)': (x: Tensor, kernel: Value, stride: Value, pad: Value, dilation: Value) => maxPool3d(x, volumeOf(kernel, stride ?? kernel, pad, dilation)), // prettier-ignore
  'avg_pool3d(input, kernel_size, stride=None, padding=0)': (x: Tensor, kernel: Value, stride: Value, pad: Value) => avgPool3d(x, volumeOf(kernel, stride ?? kernel, pad, 1)), // prettier-ignore
  'adaptive_avg_pool3d(input, output_size)': adaptiveAvgPool3d,
  'adaptive_max_pool3d(input, output_size)': adaptiveMaxPool3d,
};
