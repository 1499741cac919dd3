/** Normalization over groups of channels, and over each channel of each example. */
import { exc, toFloat, toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { apply, type Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { affineParameters, batchNormOf, moments, standardized } from './normalization.ts';
import { floatsOnly, sameScalarType } from '../ops/dtype-refusals.ts';

/** `nn.functional.group_norm` for [n, c, …]. */
export function groupNorm(
  name: string,
  input: Tensor,
  groups: number,
  weight: Tensor | null,
  bias: Tensor | null,
  eps: number,
): Tensor {
  // prettier-ignore
  floatsOnly(input, 'GroupNormKernelImpl');
  sameScalarType(input, weight);
  const [n, c] = input.shape as [number, number];
  if (c % groups !== 0) {
    throw exc.RuntimeError(`Expected number of channels in input to be divisible by num_groups, but got input of shape [${input.shape.join(', ')}] and num_groups=${groups}`); // prettier-ignore
  }
  const along = input.shape.map((_, i) => (i === 1 ? c : 1));
  return apply(
    name,
    (x, w, b) => {
      const grouped = op.reshape(x, [n, groups, sizeOf(x.shape) / (n * groups)]);
      const { mean, variance } = moments(grouped, [2]);
      const normal = op.reshape(standardized(grouped, mean, variance, eps), x.shape);
      return w && b ? op.add(op.mul(normal, op.reshape(w, along)), op.reshape(b, along)) : normal;
    },
    ...(weight && bias ? [input, weight, bias] : [input]),
  );
}

const affine = (self: ModuleObject): [Tensor | null, Tensor | null] => [
  self.parameters.get('weight') ?? null,
  self.parameters.get('bias') ?? null,
];
const eps = (self: ModuleObject): number => toFloat(attribute(self, 'eps'), 'eps');

const groupNormType: PyType = defineModuleClass({
  name: 'GroupNorm',
  module: 'normalization',
  parameters: 'num_groups, num_channels, eps=1e-5, affine=True, device=None, dtype=None',
  setup: (self) => {
    const [groups, channels] = ['num_groups', 'num_channels'].map((name) => toInt(attribute(self, name), name)) as [number, number]; // prettier-ignore
    if (channels % groups !== 0) throw exc.ValueError('num_channels must be divisible by num_groups');
    affineParameters(self, [channels], attribute(self, 'affine') !== false);
  },
  reset: (self) => affineParameters(self, [toInt(attribute(self, 'num_channels'), 'num_channels')], true),
  forward: (self: ModuleObject, input: Tensor) =>
    groupNorm('NativeGroupNorm', input, toInt(attribute(self, 'num_groups'), 'num_groups'), ...affine(self), eps(self)),
  extraRepr: (self) =>
    `${plain(attribute(self, 'num_groups'))}, ${plain(attribute(self, 'num_channels'))}, eps=${plain(attribute(self, 'eps'))}, affine=${plain(attribute(self, 'affine'))}`,
});

/** Instance normalization of inputs with so many dimensions, or one less. */
export const instanceNormType = (name: string, rank: number): PyType =>
  defineModuleClass({
    name,
    module: 'instancenorm',
    parameters:
      'num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None',
    setup: (self) => {
      if (attribute(self, 'track_running_stats') === true) {
        throw exc.NotImplementedError(`${name} runs here without running statistics`);
      }
      const features = toInt(attribute(self, 'num_features'), 'num_features');
      affineParameters(self, [features], attribute(self, 'affine') === true);
    },
    forward: (self: ModuleObject, input: Tensor) => {
      if (input.shape.length !== rank && input.shape.length !== rank - 1) {
        throw exc.ValueError(`expected ${rank - 1}D or ${rank}D input (got ${input.shape.length}D input)`);
      }
      const alone = input.shape.length === rank - 1;
      const x = alone ? apply('Unsqueeze', (node) => op.reshape(node, [1, ...node.shape]), input) : input;
      const result = groupNorm('View', x, x.shape[1]!, ...affine(self), eps(self));
      return alone ? apply('Squeeze#1', (node) => op.reshape(node, node.shape.slice(1)), result) : result;
    },
    extraRepr: (self) =>
      `${plain(attribute(self, 'num_features'))}, ${['eps', 'momentum', 'affine', 'track_running_stats'].map((key) => `${key}=${plain(attribute(self, key))}`).join(', ')}`,
  });

export const groupNorms: Readonly<Record<string, PyType>> = {
  GroupNorm: groupNormType,
  InstanceNorm1d: instanceNormType('InstanceNorm1d', 3),
  InstanceNorm2d: instanceNormType('InstanceNorm2d', 4),
};

export const normFunctions: Functions = {
  'group_norm(input, num_groups, weight=None, bias=None, eps=1e-5)': (x: Tensor, groups: Value, w: Tensor | null, b: Tensor | null, e: Value) => groupNorm('NativeGroupNorm', x, toInt(groups, 'num_groups'), w, b, toFloat(e, 'eps')), // prettier-ignore
  'instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5)': (x: Tensor, _m: Value, _v: Value, w: Tensor | null, b: Tensor | null, _u: Value, _mo: Value, e: Value) => groupNorm('View', x, x.shape[1]!, w, b, toFloat(e, 'eps')), // prettier-ignore
  'batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5)': (
    x: Tensor, mean: Tensor | null, variance: Tensor | null, w: Tensor | null, b: Tensor | null, training: Value, momentum: Value, e: Value,
  ) => batchNormOf(x, { mean, variance, batches: null }, w, b, training === true, momentum, toFloat(e, 'eps')), // prettier-ignore
};
