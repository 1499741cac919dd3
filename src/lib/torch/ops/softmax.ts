/** Softmax and what belongs to it, computed from the largest element down so that nothing overflows. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument } from '../arguments.ts';
import { dtypeArgument, scalarName } from '../dtypes.ts';
import { apply, type Tensor } from '../tensor.ts';

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

/** Only floats have a softmax. Raises RuntimeError. */
function refuseIntegers(x: Tensor, name: string): void {
  if (isFloating(x.dtype)) return;
  throw exc.RuntimeError(`"${name}_lastdim_kernel_impl" not implemented for '${scalarName(x.dtype)}'`);
}

/** In the dtype that was asked for. */
const inDType = (x: Tensor, dtype: Value): Tensor => {
  const wanted = dtypeArgument(dtype, x.dtype);
  return wanted === x.dtype ? x : apply('ToCopy', (node) => op.cast(node, wanted), x);
};

export function logSoftmax(given: Tensor, dim: Value, dtype: Value = null): Tensor {
  const x = inDType(given, dtype);
  refuseIntegers(x, 'log_softmax');
  return apply('LogSoftmax', (node) => logSoftmaxNode(node, dimArgument(dim, node.shape.length)), x);
}

export function softmax(given: Tensor, dim: Value, dtype: Value = null): Tensor {
  const x = inDType(given, dtype);
  refuseIntegers(x, 'softmax');
  return apply('Softmax', (node) => softmaxNode(node, dimArgument(dim, node.shape.length)), x);
}

export const softmaxFunctions: Functions = {
  'softmax(input, dim, *, dtype=None)': softmax,
  'log_softmax(input, dim, *, dtype=None)': logSoftmax,
};
