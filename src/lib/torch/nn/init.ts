/** `nn.init`: weights drawn anew, in place, with PyTorch's formulas and its stream. */
import { defineModule, exc, toFloat, type Value } from '../../python/bind.ts';
import { wording } from '../arguments.ts';
import * as op from '../../tensor/ops.ts';
import { normalTensor, uniformTensor } from '../ops/random.ts';
import { torchState } from '../state.ts';
import type { Tensor } from '../tensor.ts';

/** Inputs and outputs of one unit. Throws ValueError for fewer than two dimensions. */
function fans({ shape }: Tensor): { fanIn: number; fanOut: number } {
  if (shape.length < 2) {
    throw exc.ValueError('Fan in and fan out can not be computed for tensor with fewer than 2 dimensions');
  }
  const field = shape.slice(2).reduce((product, n) => product * n, 1);
  return { fanIn: shape[1]! * field, fanOut: shape[0]! * field };
}

/** `calculate_gain`. */
function gain(nonlinearity: Value, parameter: Value): number {
  switch (nonlinearity) {
    case 'tanh':
      return 5 / 3;
    case 'relu':
      return Math.sqrt(2);
    case 'leaky_relu':
      return Math.sqrt(2 / (1 + (parameter === null ? 0.01 : toFloat(parameter, 'param')) ** 2));
    case 'selu':
      return 0.75;
    case 'linear':
    case 'conv2d':
    case 'sigmoid':
      return 1;
    default:
      throw exc.ValueError(`Unsupported nonlinearity ${wording(nonlinearity)}`);
  }
}

const uniform = (x: Tensor, low: number, high: number): Tensor => {
  x.overwrite(uniformTensor(x.shape, low, high, torchState().generator).node);
  return x;
};

const normal = (x: Tensor, mean: number, std: number): Tensor => {
  x.overwrite(normalTensor(x.shape, mean, std, torchState().generator).node);
  return x;
};

const constant = (x: Tensor, value: number): Tensor => {
  x.overwrite(op.full(x.shape, value, x.dtype));
  return x;
};

function kaimingStd(x: Tensor, a: Value, mode: Value, nonlinearity: Value): number {
  const { fanIn, fanOut } = fans(x);
  if (mode !== 'fan_in' && mode !== 'fan_out') {
    throw exc.ValueError(`Mode ${wording(mode)} not supported, please use one of ['fan_in', 'fan_out']`);
  }
  return gain(nonlinearity, a) / Math.sqrt(mode === 'fan_in' ? fanIn : fanOut);
}

function xavierStd(x: Tensor, factor: Value): number {
  const { fanIn, fanOut } = fans(x);
  return toFloat(factor, 'gain') * Math.sqrt(2 / (fanIn + fanOut));
}

export const initModule = defineModule({
  name: 'torch.nn.init',
  functions: {
    'uniform_(tensor, a=0.0, b=1.0)': (x: Tensor, a: Value, b: Value) => uniform(x, toFloat(a, 'a'), toFloat(b, 'b')),
    'normal_(tensor, mean=0.0, std=1.0)': (x: Tensor, mean: Value, std: Value) => normal(x, toFloat(mean, 'mean'), toFloat(std, 'std')), // prettier-ignore
    'constant_(tensor, val)': (x: Tensor, value: Value) => constant(x, toFloat(value, 'val')),
    'zeros_(tensor)': (x: Tensor) => constant(x, 0),
    'ones_(tensor)': (x: Tensor) => constant(x, 1),
    'xavier_uniform_(tensor, gain=1.0)': (x: Tensor, factor: Value) => {
      const bound = Math.sqrt(3) * xavierStd(x, factor);
      return uniform(x, -bound, bound);
    },
    'xavier_normal_(tensor, gain=1.0)': (x: Tensor, factor: Value) => normal(x, 0, xavierStd(x, factor)),
    "kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu')": (
      x: Tensor,
      a: Value,
      mode: Value,
      f: Value,
    ) => {
      const bound = Math.sqrt(3) * kaimingStd(x, a, mode, f);
      return uniform(x, -bound, bound);
    },
    "kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu')": (
      x: Tensor,
      a: Value,
      mode: Value,
      f: Value,
    ) => normal(x, 0, kaimingStd(x, a, mode, f)),
  },
  absent: { orthogonal_: 'xavier_uniform_ and kaiming_uniform_ run here' },
});
