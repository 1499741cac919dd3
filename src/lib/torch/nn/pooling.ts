import { exc, PyTuple, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import { sequenceItems } from '../arguments.ts';
import { dataNode } from '../../tensor/node.ts';
import { pair } from '../ops/convolution.ts';
import { adaptiveAvgPool2d, avgPool2d, maxPool2d, maxPoolIndices, maxUnpool2d, type Pooling } from '../ops/pooling.ts';
import { adaptiveMaxPool } from '../ops/resizing.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, functionModule, words } from './definition.ts';
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
export const keepStride = (self: ModuleObject): void => {
  if (attribute(self, 'stride') === null) self.dict.set('stride', attribute(self, 'kernel_size'));
};

/** The largest of each window, with their places if asked for. Raises RuntimeError. */
export function maxPooling(x: Tensor, pooling: Pooling, indices: boolean): Value {
  if (x.shape.length !== 3 && x.shape.length !== 4) {
    throw exc.RuntimeError('non-empty 3D or 4D (batch mode) tensor expected for input');
  }
  const largest = maxPool2d(x, pooling);
  return indices ? new PyTuple([largest, maxPoolIndices(x, pooling)]) : largest;
}

/** The inverse of `max_pool2d` with the places it gave; `output_size` says what pooling does not tell. */
export function maxUnpooling(
  x: Tensor,
  indices: Tensor,
  kernel: Value,
  stride: Value,
  padding: Value,
  size: Value,
): Tensor {
  const { kernel: window, stride: step, padding: around } = poolingArguments(kernel, stride, padding, 1, false);
  const [h, w] = x.shape.slice(-2) as [number, number];
  const given = sequenceItems(size)
    ?.slice(-2)
    .map((n) => toInt(n, 'output_size'));
  const sizes = given ?? [0, 1].map((i) => ([h, w][i]! - 1) * step[i]! - 2 * around[i]! + window[i]!);
  return maxUnpool2d(x, indices, sizes as [number, number]);
}

export const maxUnpool2dType: PyType = defineModuleClass({
  name: 'MaxUnpool2d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0',
  setup: (self) => {
    const pooling = poolingArguments(
      attribute(self, 'kernel_size'),
      attribute(self, 'stride'),
      attribute(self, 'padding'),
      1,
      false,
    );
    for (const name of ['kernel', 'stride', 'padding'] as const)
      self.dict.set(name === 'kernel' ? 'kernel_size' : name, new PyTuple([...pooling[name]]));
  },
  inputs: 'input, indices, output_size=None',
  forward: (self: ModuleObject, x: Tensor, indices: Tensor, size: Value) =>
    maxUnpooling(
      x,
      indices,
      attribute(self, 'kernel_size'),
      attribute(self, 'stride'),
      attribute(self, 'padding'),
      size,
    ),
  extraRepr: (self) => words(self, 'kernel_size', 'stride', 'padding'),
});

export const maxPool2dType: PyType = defineModuleClass({
  name: 'MaxPool2d',
  module: 'pooling',
  parameters: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
  setup: keepStride,
  forward: (self: ModuleObject, input: Tensor) =>
    maxPooling(input, geometry(self, attribute(self, 'dilation')), attribute(self, 'return_indices') === true),
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

const adaptiveMaxPool2d = (x: Tensor, output: Value): Tensor => adaptiveMaxPool(x, output, 2);

export const adaptivePoolings: Readonly<Record<string, PyType>> = {
  AdaptiveAvgPool2d: functionModule('AdaptiveAvgPool2d', 'pooling', 'output_size', adaptivePooling),
  AdaptiveMaxPool2d: functionModule('AdaptiveMaxPool2d', 'pooling', 'output_size', adaptiveMaxPool2d),
};

export const adaptivePoolingFunctions: Functions = {
  'adaptive_avg_pool2d(input, output_size)': adaptivePooling,
  'adaptive_max_pool2d(input, output_size)': adaptiveMaxPool2d,
};
