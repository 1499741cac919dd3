/** Activations beyond relu, sigmoid and tanh, made of primitive operations. */
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { apply, type Tensor } from '../tensor.ts';
import { applyToFloats } from './dtype-refusals.ts';

const positive = (x: Node): Node => op.binary('greater', x, op.number(0));

/** max(0, x) + slope min(0, x). */
export const leakyRelu = (x: Tensor, slope: number): Tensor =>
  applyToFloats('leaky_relu_cpu', 'LeakyRelu', (n) => op.where(positive(n), n, op.mul(n, op.number(slope))), x);

export const elu = (x: Tensor, alpha: number): Tensor =>
  applyToFloats(
    'elu_cpu',
    'Elu',
    (n) => {
      const low = op.where(positive(n), op.full(n.shape, 0, 'float32'), n);
      return op.where(positive(n), n, op.mul(op.unary('expm1', low), op.number(alpha)));
    },
    x,
  );

/** Exact GELU: x Φ(x). */
export const gelu = (x: Tensor, approximate: string): Tensor =>
  applyToFloats(
    'GeluKernelImpl',
    'Gelu',
    (n) => {
      const half = op.mul(n, op.number(0.5));
      if (approximate === 'none')
        return op.mul(half, op.add(op.unary('erf', op.mul(n, op.number(Math.SQRT1_2))), op.number(1)));
      const cubic = op.mul(op.mul(op.mul(n, n), n), op.number(0.044715));
      return op.mul(
        half,
        op.add(op.unary('tanh', op.mul(op.add(n, cubic), op.number(Math.sqrt(2 / Math.PI)))), op.number(1)),
      );
    },
    x,
  );

export const silu = (x: Tensor): Tensor =>
  applyToFloats('silu_cpu', 'Silu', (n) => op.mul(n, op.unary('sigmoid', n)), x);

/** log(1 + exp(beta x)) / beta, the identity beyond `threshold`. */
export const softplus = (x: Tensor, beta: number, threshold: number): Tensor =>
  applyToFloats(
    'softplus_cpu',
    'Softplus',
    (n) => {
      const scaled = op.mul(n, op.number(beta));
      const linear = op.binary('greater', scaled, op.number(threshold));
      const curved = op.unary('log1p', op.unary('exp', op.binary('minimum', scaled, op.number(threshold))));
      return op.where(linear, n, op.div(curved, op.number(beta)));
    },
    x,
  );

export const hardtanh = (x: Tensor, low: number, high: number): Tensor =>
  apply(
    'Hardtanh',
    (n) => {
      const above = op.where(op.binary('lessEqual', n, op.number(low)), op.full(n.shape, low, 'float32'), n);
      return op.where(op.binary('greaterEqual', n, op.number(high)), op.full(n.shape, high, 'float32'), above);
    },
    x,
  );

/** log(sigmoid(x)), without overflow. */
export const logSigmoid = (x: Tensor): Tensor => applyToFloats('log_sigmoid_cpu', 'LogSigmoid', logSigmoidNode, x);

export function logSigmoidNode(x: Node): Node {
  return op.sub(op.binary('minimum', x, op.number(0)), op.unary('log1p', op.unary('exp', op.neg(op.unary('abs', x)))));
}
