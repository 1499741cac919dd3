import { exc, floatRepr, toFloat, type Functions, type Value } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { tensorArgument } from '../arguments.ts';
import { torchState } from '../state.ts';
import { apply, type Tensor } from '../tensor.ts';
import { maybeInPlace } from './in-place.ts';

/** The probability in an argument. Throws ValueError outside [0, 1]. */
export function dropoutProbability(p: Value): number {
  const value = toFloat(p, 'p');
  if (!(value >= 0 && value <= 1)) {
    const shown = typeof p === 'number' ? String(p) : floatRepr(value);
    throw exc.ValueError(`dropout probability has to be between 0 and 1, but got ${shown}`);
  }
  return value;
}

/** Draws what is kept, for `size` places: `kept` there, 0 elsewhere. */
function keptMask(size: number, p: number, kept = 1): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(size);
  torchState().generator.fillBernoulli(mask, 1 - p, kept);
  return mask;
}

/** Ones for the dimensions that one draw covers. */
type MaskShape = (shape: Shape) => Shape;
const everyElement: MaskShape = (shape) => shape;
const everyChannel: MaskShape = (shape) => shape.map((n, axis) => (axis < 2 ? n : 1));

/**
 * Inverted dropout: elements are kept with probability 1 - p and scaled by 1 / (1 - p). The mask is drawn on the host, from the
 * run's generator and with PyTorch's own draws, when the program calls; p = 0 and p = 1 draw nothing.
 */
export function dropout(x: Tensor, p: number, training: boolean, maskShape: MaskShape = everyElement): Tensor {
  const shape = maskShape(x.shape);
  if (!training || p === 0 || sizeOf(x.shape) === 0) return x;
  if (p === 1) return apply('Mul', (node) => op.mul(node, op.full([], 0, node.dtype)), x);
  const mask = keptMask(sizeOf(shape), p, Math.fround(1 / Math.fround(1 - p)));
  return apply('Mul', (node) => op.mul(node, dataNode(mask, shape, 'float32')), x);
}

/** What SELU tends to for very negative inputs, negated: scale times alpha. */
const ALPHA = 1.7580993408473766;

/** Dropout that keeps the mean and the variance of what SELU gives (Klambauer et al. 2017): what is dropped becomes -ALPHA. */
function alphaDropout(x: Tensor, p: number, training: boolean, maskShape: MaskShape): Tensor {
  if (!training || p === 0 || sizeOf(x.shape) === 0) return x;
  if (p === 1) return apply('Mul', (node) => op.mul(node, op.full([], 0, node.dtype)), x);
  const shape = maskShape(x.shape);
  const mask = keptMask(sizeOf(shape), p);
  const a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
  const f = Math.fround;
  const shift = mask.map((kept) => f(f((kept - 1) * f(ALPHA * a)) + f(ALPHA * a * p)));
  const scale = mask.map((kept) => f(kept * f(a)));
  return apply(
    'Add',
    (node) => op.add(op.mul(node, dataNode(scale, shape, 'float32')), dataNode(shift, shape, 'float32')),
    x,
  );
}

type Implementation = (x: Tensor, p: number, training: boolean, maskShape: MaskShape) => Tensor;

const functional =
  (name: string, run: Implementation, maskShape: MaskShape) =>
  (input: Value, p: Value, training: Value, inplace: Value = false): Tensor =>
    maybeInPlace(tensorArgument(input, `${name}(): argument 'input' (position 1)`), inplace, (x) =>
      run(x, dropoutProbability(p), training !== false, maskShape),
    );

/** `nn.functional.dropout`. */
export const functionalDropout = functional('dropout', dropout, everyElement);

const channels = functional('dropout', dropout, everyChannel);

/** By signature: what `nn.functional` has. In 1.13 the ones for channels take `training=True`, the alpha ones False. */
export const dropoutFunctions: Functions = {
  'dropout(input, p=0.5, training=True, inplace=False)': functionalDropout,
  'dropout1d(input, p=0.5, training=True, inplace=False)': channels,
  'dropout2d(input, p=0.5, training=True, inplace=False)': channels,
  'dropout3d(input, p=0.5, training=True, inplace=False)': channels,
  'alpha_dropout(input, p=0.5, training=False, inplace=False)': functional('dropout', alphaDropout, everyElement),
  'feature_alpha_dropout(input, p=0.5, training=False, inplace=False)': functional(
    'dropout',
    alphaDropout,
    everyChannel,
  ),
};
