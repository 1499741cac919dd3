/** Running sums, products and extremes along a dimension. */
import { type Functions, type Task, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument } from '../arguments.ts';
import { dtypeArgument } from '../dtypes.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import { hostTensor, refuseWide } from './creation.ts';
import { lines } from './sorting.ts';

function cumsum(x: Tensor, dim: Value, dtype: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  const as = dtypeArgument(dtype, isFloating(x.dtype) ? x.dtype : 'int64');
  return apply(
    'Cumsum',
    (node) => (node.shape.length === 0 ? op.cast(node, as) : op.cumsum(op.cast(node, as), axis)),
    x,
  );
}

/** Running extremes, and where they were last reached. */
const running = (kind: 'cummax' | 'cummin') =>
  function* (x: Tensor, dim: Value): Task {
    const axis = dimArgument(dim, x.shape.length);
    const indices = new Int32Array(sizeOf(x.shape));
    for (const { at, values } of yield* lines(x, axis)) {
      let best = 0;
      values.forEach((value, k) => {
        if (kind === 'cummax' ? value >= values[best]! : value <= values[best]!) best = k;
        indices[at[k]!] = best;
      });
    }
    const places = dataNode(indices, x.shape, 'int64');
    const values = apply(kind === 'cummax' ? 'Cummax' : 'Cummin', (node) => op.gather(node, axis, places), x);
    return namedResults[kind](values, new Tensor(places));
  };

/** Running products, one slice after the other. */
function* cumprod(given: Tensor, dim: Value, dtype: Value): Task<Tensor> {
  const x = dtype === null ? given : apply('ToCopy', (node) => op.cast(node, dtypeArgument(dtype, node.dtype)), given);
  const axis = dimArgument(dim, x.shape.length);
  if (!isFloating(x.dtype)) {
    // Whole numbers are multiplied here, where it can be seen whether they still fit.
    const products = new Array<number>(sizeOf(x.shape));
    for (const { at, values } of yield* lines(x, axis)) {
      let product = 1;
      values.forEach((value, k) => (products[at[k]!] = product *= value));
    }
    refuseWide(products);
    return hostTensor(Int32Array.from(products), x.shape, 'int64');
  }
  return apply('Cumprod', (node) => {
    const slice = (k: number) => op.slice(node, node.shape.map((_, i) => (i === axis ? k : 0)), node.shape.with(axis, 1), node.shape.map(() => 1));
    const parts: Node[] = [];
    for (let k = 0; k < (node.shape[axis] ?? 0); k++) parts.push(k === 0 ? slice(0) : op.mul(parts[k - 1]!, slice(k)));
    return parts.length === 0 ? node : op.concat(parts, axis);
  }, x); // prettier-ignore
}

/** log of running sums of exponentials, without overflow. */
function logcumsumexp(x: Tensor, dim: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  return apply('Logcumsumexp', (node) => {
    const most = op.detach(op.keepAxes(op.reduce('max', node, [axis]), node.shape, [axis]));
    return op.add(op.unary('log', op.cumsum(op.unary('exp', op.sub(node, most)), axis)), most);
  }, x); // prettier-ignore
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const cumulativeFunctions: Functions = {
  'cumsum(input, dim, *, dtype=None)': cumsum,
  'cumprod(input, dim, *, dtype=None)': cumprod,
  'cummax(input, dim)': running('cummax'),
  'cummin(input, dim)': running('cummin'),
  'logcumsumexp(input, dim)': logcumsumexp,
};
