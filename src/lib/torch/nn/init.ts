/** `nn.init`: weights drawn anew, in place, with PyTorch's formulas and its stream. */
import {
  defineModule,
  exc,
  float,
  toFloat,
  toInt,
  toStr,
  tuple,
  typeName,
  type Functions,
  type Value,
} from '../../python/bind.ts';
import { wording } from '../arguments.ts';
import * as op from '../../tensor/ops.ts';
import { erf, inverseErf } from '../../random/inverse-erf.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { hostTensor } from '../ops/creation.ts';
import { normalTensor, uniformTensor } from '../ops/random.ts';
import { torchState } from '../state.ts';
import { orthonormalColumns } from './init-orthogonal.ts';
import { Tensor } from '../tensor.ts';

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
    case 'conv1d':
    case 'conv2d':
    case 'conv3d':
    case 'conv_transpose1d':
    case 'conv_transpose2d':
    case 'conv_transpose3d':
    case 'sigmoid':
      return 1;
    default:
      throw exc.ValueError(`Unsupported nonlinearity ${wording(nonlinearity)}`);
  }
}

const uniform = (x: Tensor, low: number, high: number): Tensor => {
  x.overwrite(uniformTensor(x.shape, low, high, torchState().generator, x.dtype).node);
  return x;
};

const normal = (x: Tensor, mean: number, std: number): Tensor => {
  x.overwrite(normalTensor(x.shape, mean, std, torchState().generator, x.dtype).node);
  return x;
};

const constant = (x: Tensor, value: number): Tensor => {
  x.overwrite(op.full(x.shape, value, x.dtype));
  return x;
};

function chosenFan(x: Tensor, mode: Value): number {
  const chosen = toStr(mode, 'mode').toLowerCase();
  if (chosen !== 'fan_in' && chosen !== 'fan_out') {
    throw exc.ValueError(`Mode ${chosen} not supported, please use one of ['fan_in', 'fan_out']`);
  }
  const { fanIn, fanOut } = fans(x);
  return chosen === 'fan_in' ? fanIn : fanOut;
}

const kaimingStd = (x: Tensor, a: Value, mode: Value, nonlinearity: Value): number =>
  gain(nonlinearity, a) / Math.sqrt(chosenFan(x, mode));

function xavierStd(x: Tensor, factor: Value): number {
  const { fanIn, fanOut } = fans(x);
  return toFloat(factor, 'gain') * Math.sqrt(2 / (fanIn + fanOut));
}

/** Normals cut off at `low` and `high`: uniforms between their quantiles, taken back through the normal's distribution function. */
function truncatedNormal(x: Tensor, mean: number, std: number, low: number, high: number): Tensor {
  const quantile = (at: number): number => (1 + erf((at - mean) / std / Math.SQRT2)) / 2;
  const [from, to] = [2 * quantile(low) - 1, 2 * quantile(high) - 1];
  const draws = uniformTensor(x.shape, from, to, torchState().generator, x.dtype).node.host!;
  const f = Math.fround;
  const scale = f(std * Math.SQRT2);
  const values = Float32Array.from(draws, (u) => f(f(f(inverseErf(u)) * scale) + f(mean)));
  x.overwrite(
    hostTensor(
      values.map((v) => Math.min(Math.max(v, f(low)), f(high))),
      x.shape,
      x.dtype,
    ).node,
  );
  return x;
}

/** A (semi-)orthogonal matrix; dimensions after the first are taken as one. */
function orthogonal(x: Tensor, factor: number): Tensor {
  if (x.shape.length < 2) throw exc.ValueError('Only tensors with 2 or more dimensions are supported');
  const size = sizeOf(x.shape);
  if (size === 0) return x;
  const rows = x.shape[0]!;
  const columns = size / rows;
  const drawn = normalTensor([rows, columns], 0, 1, torchState().generator, x.dtype).node.host!;
  const wide = rows < columns;
  const transposed = (m: ArrayLike<number>, r: number, c: number) =>
    Float64Array.from({ length: r * c }, (_, i) => m[(i % r) * c + Math.floor(i / r)]!);
  const q = wide
    ? transposed(orthonormalColumns(transposed(drawn, rows, columns), columns, rows), columns, rows)
    : orthonormalColumns(drawn, rows, columns);
  x.overwrite(
    hostTensor(
      Float32Array.from(q, (v) => Math.fround(v) * factor),
      x.shape,
      x.dtype,
    ).node,
  );
  return x;
}

/** Overwrites with zeros, and `value(index…)` for each element. */
function filledBy(x: Tensor, value: (index: readonly number[]) => number): Tensor {
  const values = new Float32Array(sizeOf(x.shape));
  const index = x.shape.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    values[i] = value(index);
    for (let axis = index.length - 1; axis >= 0 && ++index[axis]! === x.shape[axis]; axis--) index[axis] = 0;
  }
  x.overwrite(hostTensor(values, x.shape, 'float32').node);
  return x;
}

function eye(x: Tensor): Tensor {
  if (x.shape.length !== 2) throw exc.ValueError('Only tensors with 2 dimensions are supported');
  return filledBy(x, ([row, column]) => (row === column ? 1 : 0));
}

/** Each output channel of a convolution passes its input channel on. */
function dirac(x: Tensor, groups: number): Tensor {
  const { shape } = x;
  if (shape.length < 3 || shape.length > 5) {
    throw exc.ValueError('Only tensors with 3, 4, or 5 dimensions are supported');
  }
  if (shape[0]! % groups !== 0) throw exc.ValueError('dim 0 must be divisible by groups');
  const group = shape[0]! / groups;
  const center = shape.slice(2).map((n) => Math.floor(n / 2));
  return filledBy(x, ([out, channel, ...at]) =>
    out! % group === channel && at.every((i, axis) => i === center[axis]) ? 1 : 0,
  );
}

/** Normals, of which a fraction in each column becomes 0. */
function sparse(x: Tensor, sparsity: number, std: number): Tensor {
  const [rows, columns] = x.shape;
  if (x.shape.length !== 2) throw exc.ValueError('Only tensors with 2 dimensions are supported');
  const { generator } = torchState();
  const values = normalTensor(x.shape, 0, std, generator, x.dtype).node.host!;
  const zeros = Math.ceil(sparsity * rows!);
  for (let column = 0; column < columns!; column++) {
    for (const row of generator.permutation(rows!).subarray(0, zeros)) values[row * columns! + column] = 0;
  }
  x.overwrite(hostTensor(values, x.shape, x.dtype).node);
  return x;
}

/** Functions of a tensor that they overwrite. Raises AttributeError for anything else, as its method would. */
const ofTensors = (functions: Functions): Functions =>
  Object.fromEntries(
    Object.entries(functions).map(([text, run]) => {
      if (!text.includes('(tensor')) return [text, run];
      const made = (x: Value, ...rest: Value[]): Value => {
        if (x instanceof Tensor) return (run as (...args: Value[]) => Value)(x, ...rest);
        const name = text.slice(0, text.indexOf('('));
        throw exc.AttributeError(`'${typeName(x)}' object has no attribute '${name}'`);
      };
      return [text, made];
    }),
  );

export const initModule = defineModule({
  name: 'torch.nn.init',
  functions: ofTensors({
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
    'trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0)': (
      x: Tensor,
      mean: Value,
      std: Value,
      a: Value,
      b: Value,
    ) => truncatedNormal(x, toFloat(mean, 'mean'), toFloat(std, 'std'), toFloat(a, 'a'), toFloat(b, 'b')),
    'orthogonal_(tensor, gain=1)': (x: Tensor, factor: Value) => orthogonal(x, toFloat(factor, 'gain')),
    'eye_(tensor)': eye,
    'dirac_(tensor, groups=1)': (x: Tensor, groups: Value) => dirac(x, toInt(groups, 'groups')),
    'sparse_(tensor, sparsity, std=0.01)': (x: Tensor, sparsity: Value, std: Value) =>
      sparse(x, toFloat(sparsity, 'sparsity'), toFloat(std, 'std')),
    'calculate_gain(nonlinearity, param=None)': (nonlinearity: Value, param: Value) => {
      const value = gain(nonlinearity, param);
      return value === 1 ? 1 : float(value);
    },
    '_calculate_fan_in_and_fan_out(tensor)': (x: Tensor) => {
      const { fanIn, fanOut } = fans(x);
      return tuple(fanIn, fanOut);
    },
    '_calculate_correct_fan(tensor, mode)': (x: Tensor, mode: Value) => chosenFan(x, mode),
  }),
});
