import { exc, floatRepr, toFloat, type Value } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { tensorArgument } from '../arguments.ts';
import { torchState } from '../state.ts';
import { apply, type Tensor } from '../tensor.ts';

/** The probability in an argument. Throws ValueError outside [0, 1]. */
export function dropoutProbability(p: Value): number {
  const value = toFloat(p, 'p');
  if (!(value >= 0 && value <= 1)) {
    const shown = typeof p === 'number' ? String(p) : floatRepr(value);
    throw exc.ValueError(`dropout probability has to be between 0 and 1, but got ${shown}`);
  }
  return value;
}

/**
 * Inverted dropout: elements are kept with probability 1 - p and scaled by 1 / (1 - p). The mask is drawn on the host, from the
 * run's generator and with PyTorch's own draws, when the program calls; p = 0 and p = 1 draw nothing.
 */
export function dropout(x: Tensor, p: number, training: boolean): Tensor {
  const size = sizeOf(x.shape);
  if (!training || p === 0 || size === 0) return x;
  if (p === 1) return apply('Mul', (node) => op.mul(node, op.full([], 0, node.dtype)), x);
  const mask = new Float32Array(size);
  torchState().generator.fillBernoulli(mask, 1 - p);
  const scale = Math.fround(1 / Math.fround(1 - p));
  for (let i = 0; i < size; i++) mask[i] = mask[i]! * scale;
  return apply('Mul', (node) => op.mul(node, dataNode(mask, x.shape, 'float32')), x);
}

/** `nn.functional.dropout`. */
export const functionalDropout = (input: Value, p: Value, training: Value): Tensor =>
  dropout(tensorArgument(input, "dropout(): argument 'input' (position 1)"), dropoutProbability(p), training !== false);
