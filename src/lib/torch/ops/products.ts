/** Products of whole tensors beside `matmul`, and distances between rows. */
import { exc, toFloat, toInt, type Functions, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument, sequenceItems, tensorArgument } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';
import { matmul } from './linear-algebra.ts';
import { binaryOperation } from './pointwise.ts';
import { rootOf } from './reductions.ts';
import { sameScalarType } from './dtype-refusals.ts';

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');
const ranks = (x: Tensor): number[] => x.shape.map((_, i) => i);

function tensordot(a: Tensor, b: Tensor, dims: Value): Tensor {
  const pair = sequenceItems(dims);
  const [left, right] = pair
    ? [dimsArgument(pair[0]!, a.shape.length), dimsArgument(pair[1]!, b.shape.length)]
    : [ranks(a).slice(a.shape.length - toInt(dims, 'dims')), ranks(b).slice(0, toInt(dims, 'dims'))];
  return tensordotOver(a, b, left, right);
}

/** Sums of products over dimensions `left` of `a` and `right` of `b`. */
function tensordotOver(a: Tensor, b: Tensor, left: readonly number[], right: readonly number[]): Tensor {
  const [keptA, keptB] = [ranks(a).filter((i) => !left.includes(i)), ranks(b).filter((i) => !right.includes(i))];
  left.forEach((i, k) => {
    const j = right[k]!;
    if (a.shape[i] === b.shape[j]) return;
    throw exc.RuntimeError(
      `contracted dimensions need to match, but first has size ${a.shape[i]} in dim ${i - a.shape.length} and second has size ${b.shape[j]} in dim ${j}`,
    );
  });
  sameScalarType(a, b);
  return apply('View', (x, y) => {
    const size = sizeOf(left.map((i) => x.shape[i]!));
    const [rows, columns] = [keptA.map((i) => x.shape[i]!), keptB.map((i) => y.shape[i]!)];
    const product = op.matmul(
      op.reshape(op.permute(x, [...keptA, ...left]), [sizeOf(rows), size]),
      op.reshape(op.permute(y, [...right, ...keptB]), [size, sizeOf(columns)]),
    );
    return op.reshape(product, [...rows, ...columns]);
  }, a, b); // prettier-ignore
}

/** Distances between all rows of `a` and all rows of `b`. */
function cdist(a: Tensor, b: Tensor, p: Value): Tensor {
  const power = toFloat(p, 'p');
  if (a.shape.at(-1) !== b.shape.at(-1)) {
    throw exc.RuntimeError(
      `X1 and X2 must have the same number of columns. X1: ${a.shape.at(-1)} X2: ${b.shape.at(-1)}`,
    );
  }
  sameScalarType(a, b);
  return apply('Cdist', (x, y) => {
    const difference = op.sub(op.reshape(x, [...x.shape.slice(0, -1), 1, x.shape.at(-1)!]), op.reshape(y, [...y.shape.slice(0, -2), 1, ...y.shape.slice(-2)]));
    const axis = [difference.shape.length - 1];
    if (power === 2) return rootOf(op.reduce('sum', op.mul(difference, difference), axis));
    const size = op.unary('abs', difference);
    if (power === 1) return op.reduce('sum', size, axis);
    if (power === Infinity) return op.reduce('max', size, axis);
    return op.binary('pow', op.reduce('sum', op.binary('pow', size, op.number(power)), axis), op.number(1 / power));
  }, a, b); // prettier-ignore
}

function kron(a: Tensor, b: Tensor): Tensor {
  return apply('UnsafeView', (x, y) => {
    const rank = Math.max(x.shape.length, y.shape.length);
    const wide = (node: Node) => [...new Array<number>(rank - node.shape.length).fill(1), ...node.shape];
    const [m, n] = [wide(x), wide(y)];
    const product = op.mul(op.reshape(x, m.flatMap((k) => [k, 1])), op.reshape(y, n.flatMap((k) => [1, k])));
    return op.reshape(product, m.map((k, i) => k * n[i]!));
  }, a, b); // prettier-ignore
}

/** Sums of products over the last dimension of both. */
function inner(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length === 0 || b.shape.length === 0) return binaryOperation('mul', a, b);
  if (a.shape.at(-1) !== b.shape.at(-1)) {
    throw exc.RuntimeError(
      `inner() the last dimension must match on both input tensors but got shapes [${a.shape.join(', ')}] and [${b.shape.join(', ')}]`,
    );
  }
  return tensordotOver(a, b, [a.shape.length - 1], [b.shape.length - 1]);
}

/** The cross product of vectors of three elements along a dimension. */
export function crossProduct(x: Tensor, y: Tensor, dim: Value): Tensor {
  if (!x.shape.includes(3)) throw exc.RuntimeError('no dimension of size 3 in input');
  return apply('LinalgCross', (a, b) => {
    const axis = dimArgument(dim, a.shape.length);
    const rolled = (node: Node, by: number) => op.indexSelect(node, axis, ints([0, 1, 2].map((i) => (i + by) % 3)));
    return op.sub(op.mul(rolled(a, 1), rolled(b, 2)), op.mul(rolled(a, 2), rolled(b, 1)));
  }, x, y); // prettier-ignore
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const productFunctions: Functions = {
  'inner(input, other)': inner,
  'vdot(input, other)': (a: Tensor, b: Tensor) => matmul(a, b),
  'kron(input, other)': kron,
  'cross(input, other, dim=-1)': crossProduct,
};

/** `torch.NAME` alone. */
export const productTorchFunctions: Functions = {
  'tensordot(a, b, dims=2)': tensordot,
  'cdist(x1, x2, p=2.0, compute_mode=None)': cdist,
  'chain_matmul(*matrices)': (matrices: Value[]) =>
    matrices.map((x) => tensorArgument(x, 'chain_matmul(): matrices')).reduce((a, b) => matmul(a, b)),
};
