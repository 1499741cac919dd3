/** Functions of `torch` that few programs call: parts put into a copy, windows of signal processing, slopes along a grid, choices of elements. */
import { exc, float, PyTuple, toFloat, toInt, type Functions, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument, dimsArgument, sequenceItems, tensorArgument } from '../arguments.ts';
import { dtypeArgument } from '../dtypes.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';
import { withGrad } from './creation.ts';
import { diagonal } from './diagonals.ts';
import { narrowed, selected } from './movement.ts';

/** A copy of `x` in which `part` of it, a view, has other values. */
function scattered(name: string, x: Tensor, source: Value, part: (copy: Tensor) => Tensor): Tensor {
  const values = tensorArgument(source, `${name}(): argument 'src' (position 2)`);
  const copy = apply('Clone', (node) => op.add(node, op.full([], 0, node.dtype)), x);
  const view = part(copy);
  if (view.shape.join() !== values.shape.join()) {
    throw exc.RuntimeError(
      `expected src to have a size equal to the slice of self. src size = [${values.shape.join(', ')}], slice size = [${view.shape.join(', ')}]`,
    );
  }
  view.assign(values.input);
  return copy;
}

const sliceScatter = (x: Tensor, source: Value, dim: Value, start: Value, end: Value, step: Value): Tensor => {
  if (step !== 1) throw exc.NotImplementedError('slice_scatter runs here with step=1; x[a:b:c] = y runs here');
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const bound = (value: Value, usual: number): number => {
    const at = value === null ? usual : toInt(value, 'start');
    return Math.min(Math.max(at < 0 ? at + n : at, 0), n);
  };
  const from = bound(start, 0);
  return scattered('slice_scatter', x, source, (copy) => narrowed(copy, axis, from, Math.max(0, bound(end, n) - from)));
};

/** All choices of `r` elements, in order. */
function combinations(x: Tensor, r: Value, replace: Value): Tensor {
  if (x.shape.length !== 1) throw exc.RuntimeError('Expect a 1D vector, but got shape ['.concat(x.shape.join(', '), ']')); // prettier-ignore
  const size = toInt(r, 'r');
  const n = x.shape[0]!;
  const rows: number[][] = [];
  const extend = (row: number[], from: number): void => {
    if (row.length === size) return void rows.push(row);
    for (let i = from; i < n; i++) extend([...row, i], replace === true ? i : i + 1);
  };
  extend([], 0);
  const at = dataNode(Int32Array.from(rows.flat()), [rows.length * size], 'int64');
  return apply('Stack', (node) => op.reshape(op.indexSelect(node, 0, at), [rows.length, size]), x);
}

/** A periodic or symmetric window by its shape over 0 … 1. */
const window =
  (shape: (t: number, options: readonly number[]) => number, options = 0) =>
  (length: Value, periodic: Value, ...rest: Value[]): Tensor => {
    const n = toInt(length, 'window_length');
    const [given, [dtype = null, , grad = null]] = [rest.slice(0, options), rest.slice(options)];
    const last = periodic === false ? n - 1 : n;
    const numbers = given.map((value) => toFloat(value, 'alpha'));
    const values = Float32Array.from({ length: n }, (_, i) => (n === 1 ? 1 : shape(i / last, numbers)));
    return withGrad(new Tensor(dataNode(values, [n], dtypeArgument(dtype, 'float32'))), grad);
  };

const cosine = (t: number, k = 1): number => Math.cos(2 * Math.PI * k * t);
const OPTIONS = '*, dtype=None, device=None, requires_grad=False';

/** Differences of neighbours to both sides, divided by twice their distance; at the ends to one side. */
function gradient(x: Tensor, spacing: Value, dim: Value, edgeOrder: Value): Value {
  if (toInt(edgeOrder, 'edge_order') !== 1) throw exc.NotImplementedError('torch.gradient runs here with edge_order=1');
  const axes = dim === null ? x.shape.map((_, i) => i) : dimsArgument(dim, x.shape.length);
  const given = sequenceItems(spacing) ?? axes.map(() => spacing);
  const results = axes.map((axis, k) => {
    const distance = given[k];
    if (distance instanceof Tensor) throw exc.NotImplementedError('torch.gradient runs here with numbers as spacing');
    const n = x.shape[axis]!;
    if (n < 2) throw exc.RuntimeError('torch.gradient expected each dimension size to be at least edge_order+1');
    const h = toFloat(distance ?? float(1), 'spacing');
    return apply('Cat', (node) => {
      const part = (from: number, count: number): Node =>
        op.slice(node, node.shape.map((_, i) => (i === axis ? from : 0)), node.shape.with(axis, count), node.shape.map(() => 1));
      const slope = (a: Node, b: Node, by: number): Node => op.div(op.sub(b, a), op.full([], by * h, 'float32'));
      const ends = [slope(part(0, 1), part(1, 1), 1), slope(part(n - 2, 1), part(n - 1, 1), 1)] as const;
      const middle = n > 2 ? [slope(part(0, n - 2), part(2, n - 2), 2)] : [];
      return op.concat([ends[0], ...middle, ends[1]], axis);
    }, x); // prettier-ignore
  });
  return new PyTuple(results);
}

/** Running sums of trapezoids. */
function cumulativeTrapezoid(y: Tensor, x: Value, dx: Value, dim: Value): Tensor {
  const axis = dimArgument(dim, y.shape.length);
  const side = (node: Node, from: number): Node =>
    op.slice(node, node.shape.map((_, i) => (i === axis ? from : 0)), node.shape.with(axis, node.shape[axis]! - 1), node.shape.map(() => 1)); // prettier-ignore
  return shapeChecked(() => apply('Cumsum', (node, places) => {
    const height = op.div(op.add(side(node, 1), side(node, 0)), op.full([], 2, 'float32'));
    if (places === undefined) return op.cumsum(op.mul(height, op.full([], toFloat(dx, 'dx'), 'float32')), axis);
    const whole = places.shape.length === node.shape.length ? places : op.expand(op.reshape(places, node.shape.map((_, i) => (i === axis ? places.shape[0]! : 1))), node.shape);
    return op.cumsum(op.mul(height, op.sub(side(whole, 1), side(whole, 0))), axis);
  }, ...(x instanceof Tensor ? [y, x] : [y]))); // prettier-ignore
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const copyFunctions: Functions = {
  'select_scatter(input, src, dim, index)': (x: Tensor, source: Value, dim: Value, index: Value) =>
    scattered('select_scatter', x, source, (copy) => selected(copy, dim, index)),
  'slice_scatter(input, src, dim=0, start=None, end=None, step=1)': sliceScatter,
  'diagonal_scatter(input, src, offset=0, dim1=0, dim2=1)': (x: Tensor, source: Value, offset: Value, a: Value, b: Value) =>
    scattered('diagonal_scatter', x, source, (copy) => diagonal(copy, offset, a, b)),
}; // prettier-ignore

/** `torch.NAME` alone. */
export const slopeFunctions: Functions = {
  'combinations(input, r=2, with_replacement=False)': combinations,
  'gradient(input, *, spacing=1, dim=None, edge_order=1)': gradient,
  'cumulative_trapezoid(y, x=None, *, dx=1.0, dim=-1)': cumulativeTrapezoid,
  [`hann_window(window_length, periodic=True, ${OPTIONS})`]: window((t) => 0.5 - 0.5 * cosine(t)),
  [`hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, ${OPTIONS})`]: window((t, [alpha, beta]) => alpha! - beta! * cosine(t), 2), // prettier-ignore
  [`blackman_window(window_length, periodic=True, ${OPTIONS})`]: window((t) => Math.fround(Math.fround(0.08 * cosine(t, 2)) - Math.fround(0.5 * cosine(t))) + Math.fround(0.42)), // prettier-ignore
  [`bartlett_window(window_length, periodic=True, ${OPTIONS})`]: window((t) => 1 - Math.abs(2 * t - 1)),
  'fill(input, value)': (x: Tensor, value: Value) =>
    apply('Fill', (node) => (value instanceof Tensor ? op.expand(op.cast(value.input, node.dtype), node.shape) : op.full(node.shape, toFloat(value, 'value'), node.dtype)), x), // prettier-ignore
  'frobenius_norm(input, dim=None, keepdim=False)': (x: Tensor) => apply('Norm#1', (node) => op.unary('sqrt', op.reduce('sum', op.mul(node, node), op.allAxes(node))), x), // prettier-ignore
};
