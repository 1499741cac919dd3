/** Normalization over the batch, and over features. */
import { exc, float, PyTuple, toFloat, toInt, type PyType, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { sequenceItems } from '../arguments.ts';
import { apply, Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, plain } from './definition.ts';
import type { ModuleObject } from './module.ts';
import { Parameter } from './parameter.ts';
import { floatsOnly, sameScalarType } from '../ops/dtype-refusals.ts';

/** Mean and biased variance over `axes`, with the axes kept. */
export function moments(x: Node, axes: readonly number[]): { mean: Node; variance: Node; count: number } {
  const count = sizeOf(axes.map((axis) => x.shape[axis]!));
  const mean = op.div(op.keepAxes(op.reduce('sum', x, axes), x.shape, axes), op.number(count));
  const centred = op.sub(x, mean);
  const squares = op.reduce('sum', op.mul(centred, centred), axes);
  return { mean, variance: op.div(op.keepAxes(squares, x.shape, axes), op.number(count)), count };
}

export const standardized = (x: Node, mean: Node, variance: Node, eps: number): Node =>
  op.mul(op.sub(x, mean), op.unary('rsqrt', op.add(variance, op.number(eps))));

/** Weight and bias of ones and zeros, or none. */
export function affineParameters(self: ModuleObject, shape: Shape, affine: boolean): void {
  self.parameters.set('weight', affine ? new Parameter(op.full(shape, 1, 'float32')) : null);
  self.parameters.set('bias', affine ? new Parameter(op.full(shape, 0, 'float32')) : null);
}

function setupBatchNorm(self: ModuleObject): void {
  const features = toInt(attribute(self, 'num_features'), 'num_features');
  affineParameters(self, [features], attribute(self, 'affine') !== false);
  const tracks = attribute(self, 'track_running_stats') !== false;
  self.buffers.set('running_mean', tracks ? new Tensor(op.full([features], 0, 'float32')) : null);
  self.buffers.set('running_var', tracks ? new Tensor(op.full([features], 1, 'float32')) : null);
  self.buffers.set('num_batches_tracked', tracks ? new Tensor(op.full([], 0, 'int64')) : null);
}

/** Forgets the batches that it has seen. */
export function resetStatistics(self: ModuleObject): null {
  for (const [name, value] of [
    ['running_mean', 0],
    ['running_var', 1],
    ['num_batches_tracked', 0],
  ] as const) {
    const buffer = self.buffers.get(name);
    buffer?.overwrite(op.full(buffer.shape, value, buffer.dtype));
  }
  return null;
}

/** What a batch normalization keeps from batch to batch, null for what it does not. */
export interface RunningStatistics {
  readonly mean: Tensor | null;
  readonly variance: Tensor | null;
  /** How many batches it has seen: counted by the module, not by the function. */
  readonly batches: Tensor | null;
}

/** Moves the running statistics towards the batch's; the variance unbiased, as PyTorch keeps it. */
function track(running: RunningStatistics, momentum: Value, mean: Node, variance: Node, count: number): void {
  const { mean: runningMean, variance: runningVar, batches } = running;
  if (!runningMean || !runningVar) return;
  op.withoutHistory(() => {
    batches?.overwrite(op.add(batches.node, op.full([], 1, 'int64')));
    const share =
      momentum === null && batches
        ? op.div(op.number(1), op.cast(batches.node, 'float32'))
        : op.number(toFloat(momentum ?? float(0.1), 'momentum'));
    const towards = (statistic: Tensor, batch: Node) => {
      const old = op.mul(statistic.node, op.sub(op.number(1), share));
      statistic.overwrite(op.add(old, op.mul(op.reshape(batch, statistic.shape), share)));
    };
    towards(runningMean, mean);
    towards(runningVar, op.mul(variance, op.number(count / Math.max(1, count - 1))));
  });
}

/** Refuses statistics and weights of another dtype than the input's: PyTorch mixes only bfloat16 with float32. Raises RuntimeError. */
function refuseMixed(input: Tensor, parameters: readonly (Tensor | null)[]): void {
  const others = parameters.filter((each) => each !== null && each.dtype !== input.dtype);
  if (others.length === 0) return;
  throw exc.RuntimeError(
    `mixed dtype (CPU): expect ${others.every((each) => each?.dtype === 'float32') ? 'input to have scalar type of BFloat16' : 'parameter to have scalar type of Float'}`,
  );
}

/** `nn.functional.batch_norm` over all dimensions but the second. Throws ValueError for a single value per channel. */
export function batchNormOf(
  input: Tensor,
  running: RunningStatistics,
  weight: Tensor | null,
  bias: Tensor | null,
  training: boolean,
  momentum: Value,
  eps: number,
): Tensor {
  floatsOnly(input, 'batch_norm');
  refuseMixed(input, [weight, bias, running.mean, running.variance]);
  const axes = input.shape.map((_, i) => i).filter((i) => i !== 1);
  const along = input.shape.map((n, i) => (i === 1 ? n : 1));
  const { mean: runningMean, variance: runningVar } = running;
  if (!training) {
    const missing = runningMean === null ? 'running_mean' : runningVar === null ? 'running_var' : null;
    if (missing !== null) throw exc.RuntimeError(`${missing} must be defined in evaluation mode`);
  }
  if (training && sizeOf(axes.map((axis) => input.shape[axis]!)) <= 1) {
    throw exc.ValueError(
      `Expected more than 1 value per channel when training, got input size torch.Size([${input.shape.join(', ')}])`,
    );
  }
  const features = weight?.shape[0] ?? runningMean?.shape[0];
  if (features !== undefined && features !== input.shape[1]) {
    throw exc.RuntimeError(
      `${runningMean ? 'running_mean' : 'weight'} should contain ${input.shape[1]} elements not ${features}`,
    );
  }
  return apply(
    'NativeBatchNorm',
    (x, w, b) => {
      const batch = training || !runningMean || !runningVar ? moments(x, axes) : null;
      if (batch !== null && training) {
        track(running, momentum, op.detach(batch.mean), op.detach(batch.variance), batch.count);
      }
      const mean = batch?.mean ?? op.reshape(runningMean!.node, along);
      const variance = batch?.variance ?? op.reshape(runningVar!.node, along);
      const normal = standardized(x, mean, variance, eps);
      return w && b ? op.add(op.mul(normal, op.reshape(w, along)), op.reshape(b, along)) : normal;
    },
    ...(weight && bias ? [input, weight, bias] : [input]),
  );
}

function batchNorm(self: ModuleObject, input: Tensor, ranks: readonly number[]): Tensor {
  const rank = input.shape.length;
  if (!ranks.includes(rank)) {
    throw exc.ValueError(`expected ${ranks.map((r) => `${r}D`).join(' or ')} input (got ${rank}D input)`);
  }
  const [mean, variance, batches] = ['running_mean', 'running_var', 'num_batches_tracked'].map((name) => self.buffers.get(name) ?? null); // prettier-ignore
  return batchNormOf(
    input,
    { mean: mean!, variance: variance!, batches: batches! },
    self.parameters.get('weight') ?? null,
    self.parameters.get('bias') ?? null,
    self.training || (mean === null && variance === null),
    attribute(self, 'momentum'),
    toFloat(attribute(self, 'eps'), 'eps'),
  );
}

/** Batch normalization of inputs with one of these numbers of dimensions. */
export const batchNormType = (name: string, ranks: readonly number[]): PyType =>
  defineModuleClass({
    name,
    module: 'batchnorm',
    parameters: 'num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None',
    setup: setupBatchNorm,
    reset: setupBatchNorm,
    methods: { 'reset_running_stats(self)': resetStatistics },
    forward: (self: ModuleObject, input: Tensor) => batchNorm(self, input, ranks),
    extraRepr: (self) =>
      `${plain(attribute(self, 'num_features'))}, ${['eps', 'momentum', 'affine', 'track_running_stats'].map((key) => `${key}=${plain(attribute(self, key))}`).join(', ')}`,
  });

export const batchNorm1dType = batchNormType('BatchNorm1d', [2, 3]);
export const batchNorm2dType = batchNormType('BatchNorm2d', [4]);

/** `layer_norm` over the last dimensions. */
export function layerNorm(
  input: Tensor,
  shape: Shape,
  weight: Tensor | null,
  bias: Tensor | null,
  eps: number,
): Tensor {
  const lead = input.shape.length - shape.length;
  if (shape.some((n, i) => input.shape[lead + i] !== n)) {
    throw exc.RuntimeError(
      `Given normalized_shape=[${shape.join(', ')}], expected input with shape [*, ${shape.join(', ')}], but got input of size[${input.shape.join(', ')}]`,
    );
  }
  floatsOnly(input, 'LayerNormKernelImpl');
  sameScalarType(input, weight);
  const axes = shape.map((_, i) => lead + i);
  return apply(
    'NativeLayerNorm',
    (x, w, b) => {
      const { mean, variance } = moments(x, axes);
      const normal = standardized(x, mean, variance, eps);
      const scaled = w ? op.mul(normal, w) : normal;
      return b ? op.add(scaled, b) : scaled;
    },
    ...[input, weight, bias].filter((tensor) => tensor !== null),
  );
}

const normalizedShape = (value: Value): number[] =>
  (sequenceItems(value) ?? [value]).map((n) => toInt(n, 'normalized_shape'));

export const layerNormType: PyType = defineModuleClass({
  name: 'LayerNorm',
  module: 'normalization',
  parameters: 'normalized_shape, eps=1e-5, elementwise_affine=True, device=None, dtype=None',
  setup: (self) => {
    const shape = normalizedShape(attribute(self, 'normalized_shape'));
    self.dict.set('normalized_shape', new PyTuple(shape));
    affineParameters(self, shape, attribute(self, 'elementwise_affine') !== false);
  },
  reset: (self) => affineParameters(self, normalizedShape(attribute(self, 'normalized_shape')), true),
  forward: (self: ModuleObject, input: Tensor) =>
    layerNorm(
      input,
      normalizedShape(attribute(self, 'normalized_shape')),
      self.parameters.get('weight') ?? null,
      self.parameters.get('bias') ?? null,
      toFloat(attribute(self, 'eps'), 'eps'),
    ),
  extraRepr: (self) =>
    `${plain(attribute(self, 'normalized_shape'))}, eps=${plain(attribute(self, 'eps'))}, elementwise_affine=${plain(attribute(self, 'elementwise_affine'))}`,
});
