/** Over dimensions: sums, extremes, statistics. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import { isFloating, type DType } from '../../tensor/dtype.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument } from '../arguments.ts';
import { dtypeArgument } from '../dtypes.ts';
import { namedResults } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';

/** Reduces over `dim` (None: everything) and puts the dimensions back with size 1 if asked to. */
function reduced(x: Node, dim: Value, keepdim: Value, reduce: (x: Node, axes: readonly number[]) => Node): Node {
  const axes = dimsArgument(dim, x.shape.length);
  const result = reduce(x, axes);
  return keepdim === true ? op.keepAxes(result, x.shape, axes) : result;
}

/** The extreme over `dim`. */
export const reducedBy = (x: Node, dim: Value, keepdim: Value, kind: 'max' | 'min'): Node =>
  reduced(x, dim, keepdim, (n, axes) => op.reduce(kind, n, axes));

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
    const names: Partial<Record<DType, string>> = { int64: 'Long', int32: 'Int', bool: 'Bool', uint8: 'Byte' };
    throw exc.RuntimeError(
      `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${names[as]}`,
    );
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
    const root = (node: Node): Node => (name === 'Std' ? op.unary('sqrt', node) : node);
    return apply(name, (node) => root(variance(node, dim, less, keepdim)), x);
  };
}

/** `max()` of everything, `max(dim)` with indices, `max(other)` element by element. */
function extreme(kind: 'max' | 'min') {
  return (x: Tensor, dim: Value, keepdim: Value): Value => {
    if (dim instanceof Tensor) {
      return apply(kind === 'max' ? 'Maximum' : 'Minimum', (a, b) => op.binary(`${kind}imum`, a, b), x, dim);
    }
    if (dim === null) {
      return apply(kind === 'max' ? 'Max#1' : 'Min#1', (node) => op.reduce(kind, node, op.allAxes(node)), x);
    }
    const axis = dimArgument(dim, x.shape.length);
    const indices = apply('Arg', (node) => op.argExtreme(`arg${kind}`, node, axis), x);
    const at = op.keepAxes(indices.node, x.shape, [axis]);
    const shape = (node: Node) => (keepdim === true ? node : op.reshape(node, indices.shape));
    const values = apply(kind === 'max' ? 'Max' : 'Min', (node) => shape(op.gather(node, axis, at)), x);
    return namedResults[kind](values, keepdim === true ? new Tensor(at) : indices);
  };
}

function argExtreme(kind: 'argmax' | 'argmin') {
  return (x: Tensor, dim: Value, keepdim: Value): Tensor =>
    apply(
      'Arg',
      (node) => {
        if (dim === null) return op.argExtreme(kind, op.reshape(node, [sizeOf(node.shape)]), 0);
        return reduced(node, dimArgument(dim, node.shape.length), keepdim, (n, [axis]) =>
          op.argExtreme(kind, n, axis!),
        );
      },
      x,
    );
}

/** True everywhere, or anywhere. */
function quantifier(kind: 'min' | 'max') {
  return (x: Tensor, dim: Value, keepdim: Value): Tensor =>
    apply(
      'Quantifier',
      (node) => {
        const ones = op.cast(op.cast(node, 'bool'), 'int32');
        return op.cast(
          reduced(ones, dim, keepdim, (n, axes) => op.reduce(kind, n, axes)),
          'bool',
        );
      },
      x,
    );
}

export function norm(x: Tensor, p: Value, dim: Value, keepdim: Value): Tensor {
  const sumOf = (n: Node) => reduced(n, dim, keepdim, (m, axes) => op.reduce('sum', m, axes));
  const power = p === null || p === 'fro' ? 2 : Number(typeof p === 'object' && 'value' in p ? p.value : p);
  return apply(
    dim === null ? 'Norm#1' : 'Norm#2',
    (node) => {
      if (power === 2) return op.unary('sqrt', sumOf(op.mul(node, node)));
      const magnitude = op.unary('abs', node);
      if (power === 1) return sumOf(magnitude);
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
  'prod(input, dim=None, keepdim=False)': (x: Tensor, dim: Value, keepdim: Value) =>
    apply(
      dim === null ? 'Prod' : 'Prod#1',
      (node) => reduced(node, dim, keepdim, (n, axes) => op.reduce('prod', n, axes)),
      x,
    ),
  'max(input, dim=None, keepdim=False)': extreme('max'),
  'min(input, dim=None, keepdim=False)': extreme('min'),
  'amax(input, dim=(), keepdim=False)': (x: Tensor, dim: Value, keepdim: Value) =>
    apply('Amax', (node) => reduced(node, dim, keepdim, (n, axes) => op.reduce('max', n, axes)), x),
  'amin(input, dim=(), keepdim=False)': (x: Tensor, dim: Value, keepdim: Value) =>
    apply('Amin', (node) => reduced(node, dim, keepdim, (n, axes) => op.reduce('min', n, axes)), x),
  'argmax(input, dim=None, keepdim=False)': argExtreme('argmax'),
  'argmin(input, dim=None, keepdim=False)': argExtreme('argmin'),
  'all(input, dim=None, keepdim=False)': quantifier('min'),
  'any(input, dim=None, keepdim=False)': quantifier('max'),
  "norm(input, p='fro', dim=None, keepdim=False)": norm,
};
