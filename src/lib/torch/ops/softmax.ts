/** Softmax and what belongs to it, computed from the largest element down so that nothing overflows. */
import { type Functions, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument } from '../arguments.ts';
import { dtypeArgument } from '../dtypes.ts';
import { apply, type Tensor } from '../tensor.ts';
import { floatsOnly } from './dtype-refusals.ts';

/** `x` less the largest element along `axis`. The shift cancels out, so no gradient goes through it. */
function shifted(x: Node, axis: number): Node {
  const largest = op.detach(op.reduce('max', x, [axis]));
  return op.sub(x, op.keepAxes(largest, x.shape, [axis]));
}

/** log(softmax(x)) along `axis`. */
export function logSoftmaxNode(x: Node, axis: number): Node {
  const low = shifted(x, axis);
  const sum = op.reduce('sum', op.unary('exp', low), [axis]);
  return op.sub(low, op.keepAxes(op.unary('log', sum), x.shape, [axis]));
}

/** softmax(x) along `axis`. */
export function softmaxNode(x: Node, axis: number): Node {
  const powers = op.unary('exp', shifted(x, axis));
  return op.div(powers, op.keepAxes(op.reduce('sum', powers, [axis]), x.shape, [axis]));
}

/** Only floats have a softmax, whose kernel depends on the dimension. Raises RuntimeError. */
function refuseIntegers(x: Tensor, name: string, dim: number): void {
  floatsOnly(x, dim >= x.shape.length - 1 ? `${name}_lastdim_kernel_impl` : 'softmax_kernel_impl');
}

/** In the dtype that was asked for. */
const inDType = (x: Tensor, dtype: Value): Tensor => {
  const wanted = dtypeArgument(dtype, x.dtype);
  return wanted === x.dtype ? x : apply('ToCopy', (node) => op.cast(node, wanted), x);
};

export function logSoftmax(given: Tensor, dim: Value, dtype: Value = null): Tensor {
  const x = inDType(given, dtype);
  const axis = dimArgument(dim, x.shape.length);
  refuseIntegers(x, 'log_softmax', axis);
  return apply('LogSoftmax', (node) => logSoftmaxNode(node, axis), x);
}

export function softmax(given: Tensor, dim: Value, dtype: Value = null): Tensor {
  const x = inDType(given, dtype);
  const axis = dimArgument(dim, x.shape.length);
  refuseIntegers(x, 'softmax', axis);
  return apply('Softmax', (node) => softmaxNode(node, axis), x);
}

export const softmaxFunctions: Functions = {
  'softmax(input, dim, *, dtype=None)': softmax,
  'log_softmax(input, dim, *, dtype=None)': logSoftmax,
};
