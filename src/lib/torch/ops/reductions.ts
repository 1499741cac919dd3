/** Over dimensions: sums, products, means and what is made of them. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import { isFloating, type DType } from '../../tensor/dtype.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument } from '../arguments.ts';
import { dtypeArgument, scalarName } from '../dtypes.ts';
import { apply, type Tensor } from '../tensor.ts';
import { noMeanOf } from './dtype-refusals.ts';

/** Products of truth values and integers are int64. `dim` is one dimension. */
function prod(x: Tensor, dim: Value, keepdim: Value, dtype: Value): Tensor {
  const as = summable(x.dtype, dtypeArgument(dtype, null));
  const over = dim === null ? null : dimArgument(dim, x.shape.length);
  return apply(
    dim === null ? 'Prod' : 'Prod#1',
    (node) => reduced(op.cast(node, as), over, keepdim, (n, axes) => op.reduce('prod', n, axes)),
    x,
  );
}

/** Reduces over `dim` (None: everything) and puts the dimensions back with size 1 if asked to. */
export function reduced(x: Node, dim: Value, keepdim: Value, reduce: (x: Node, axes: readonly number[]) => Node): Node {
  const axes = dimsArgument(dim, x.shape.length);
  const result = reduce(x, axes);
  return keepdim === true ? op.keepAxes(result, x.shape, axes) : result;
}

/** Sums of truth values and integers are int64. */
const summable = (dtype: DType, asked: DType | null): DType => asked ?? (isFloating(dtype) ? dtype : 'int64');

function sum(x: Tensor, dim: Value, keepdim: Value, dtype: Value): Tensor {
  const as = summable(x.dtype, dtypeArgument(dtype, null));
  return apply(
    dim === null ? 'Sum' : 'Sum#1',
    (node) => reduced(op.cast(node, as), dim, keepdim, (n, axes) => op.reduce('sum', n, axes)),
    x,
  );
}

function mean(x: Tensor, dim: Value, keepdim: Value, dtype: Value): Tensor {
  const as = dtypeArgument(dtype, x.dtype);
  if (!isFloating(as)) {
    throw noMeanOf(as);
  }
  return apply(dim === null ? 'Mean' : 'Mean#1', (node) => meanOf(op.cast(node, as), dim, keepdim), x);
}

function meanOf(x: Node, dim: Value, keepdim: Value): Node {
  const count = sizeOf(dimsArgument(dim, x.shape.length).map((axis) => x.shape[axis]!));
  const total = reduced(x, dim, keepdim, (n, axes) => op.reduce('sum', n, axes));
  return op.div(total, op.full([], count, x.dtype));
}

function variance(x: Node, dim: Value, correction: number, keepdim: Value): Node {
  const centred = op.sub(x, meanOf(x, dim, true));
  const count = sizeOf(dimsArgument(dim, x.shape.length).map((axis) => x.shape[axis]!));
  const squares = reduced(op.mul(centred, centred), dim, keepdim, (n, axes) => op.reduce('sum', n, axes));
  return op.div(squares, op.full([], Math.max(0, count - correction), x.dtype));
}

/** `var` and `std`. The first argument may be `unbiased` alone, as in `x.var(False)`. */
function spread(name: 'Var' | 'Std') {
  return (x: Tensor, given: Value, unbiased: Value, keepdim: Value, correction: Value): Tensor => {
    if (!isFloating(x.dtype)) {
      throw exc.RuntimeError('std and var only support floating point and complex dtypes');
    }
    const alone = typeof given === 'boolean';
    const [dim, biased] = alone ? [null, !given] : [given, unbiased === false];
    const less = correction === null ? (biased ? 0 : 1) : Number(correction);
    const root = (node: Node): Node => (name === 'Std' ? rootOf(node) : node);
    return apply(name, (node) => root(variance(node, dim, less, keepdim)), x);
  };
}

/** Roots whose slope at 0 is taken for 0, as PyTorch takes that of a norm and of a standard deviation. */
export function rootOf(squares: Node): Node {
  if (!squares.requiresGrad) return op.unary('sqrt', squares);
  const number = (value: number): Node => op.full([], value, squares.dtype);
  const zero = op.binary('equal', squares, number(0));
  return op.where(zero, number(0), op.unary('sqrt', op.where(zero, number(1), squares)));
}

/** `torch.norm`; `name` is the operation's in the autograd graph where another function than `norm` asks. */
export function norm(x: Tensor, p: Value, dim: Value, keepdim: Value, name?: string): Tensor {
  if (!isFloating(x.dtype)) {
    throw exc.RuntimeError(
      `norm(): input dtype should be either floating point or complex. Got ${scalarName(x.dtype)} instead.`,
    );
  }
  if (typeof p === 'string' && p !== 'fro') {
    throw exc.RuntimeError(`only valid string values are 'fro' and 'nuc', found ${p}`);
  }
  const sumOf = (n: Node) => reduced(n, dim, keepdim, (m, axes) => op.reduce('sum', m, axes));
  const power = p === null || p === 'fro' ? 2 : Number(typeof p === 'object' && 'value' in p ? p.value : p);
  return apply(
    name ?? (dim === null || p === 'fro' ? 'Norm#1' : 'Norm#2'),
    (node) => {
      if (power === 2) return rootOf(sumOf(op.mul(node, node)));
      const magnitude = op.unary('abs', node);
      if (power === 1) return sumOf(magnitude);
      if (power === 0) return sumOf(op.cast(op.binary('notEqual', node, op.full([], 0, node.dtype)), node.dtype));
      if (power === -Infinity) return reduced(magnitude, dim, keepdim, (m, axes) => op.reduce('min', m, axes));
      if (power === Infinity) return reduced(magnitude, dim, keepdim, (m, axes) => op.reduce('max', m, axes));
      const exponent = op.full([], power, node.dtype);
      return op.binary('pow', sumOf(op.binary('pow', magnitude, exponent)), op.full([], 1 / power, node.dtype));
    },
    x,
  );
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const reductionFunctions: Functions = {
  'sum(input, dim=None, keepdim=False, *, dtype=None)': sum,
  'mean(input, dim=None, keepdim=False, *, dtype=None)': mean,
  'var(input, dim=None, unbiased=True, keepdim=False, *, correction=None)': spread('Var'),
  'std(input, dim=None, unbiased=True, keepdim=False, *, correction=None)': spread('Std'),
  'prod(input, dim=None, keepdim=False, *, dtype=None)': prod,
  "norm(input, p='fro', dim=None, keepdim=False)": (x: Tensor, p: Value, dim: Value, keepdim: Value) =>
    norm(x, p, dim, keepdim),
};
