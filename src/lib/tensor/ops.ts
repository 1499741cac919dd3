/**
 * Ways to extend the graph: each function checks shapes, broadcasts, promotes dtypes and returns a new node.
 * Nothing is computed here. Axes are 0-based and already normalised; names follow the operations of `node.ts`.
 */
import { promote, type DType } from './dtype.ts';
import { checkRange } from './integer-range.ts';
import {
  COMPARISONS,
  Node,
  type BinaryOp,
  type Operation,
  type ReduceOp,
  type UnaryOp,
  type Window2d,
} from './node.ts';
import { broadcastShapes, sameShape, ShapeError, sizeOf, type Shape } from './shape.ts';

const DIFFERENTIABLE: ReadonlySet<DType> = new Set<DType>(['float32', 'float64']);

let recording = true;

/** Builds graph through which no gradient will flow, whatever its inputs require: gradients themselves, for one. */
export function withoutHistory<T>(build: () => T): T {
  const before = recording;
  recording = false;
  try {
    return build();
  } finally {
    recording = before;
  }
}

function make(operation: Operation, inputs: readonly Node[], shape: Shape, dtype: DType): Node {
  const requiresGrad = recording && DIFFERENTIABLE.has(dtype) && inputs.some((input) => input.requiresGrad);
  const node = new Node(operation, inputs, shape, dtype, requiresGrad);
  if (dtype === 'int64') checkRange(node);
  return node;
}

/** A number whose value is no part of the program, as a 0-d node. */
export const scalar = (value: number, dtype: DType): Node => new Node({ kind: 'scalar', value }, [], [], dtype);

/** The same value everywhere. */
export const full = (shape: Shape, value: number, dtype: DType): Node =>
  new Node({ kind: 'full', value }, [], shape, dtype);

/** A float of no dimensions that is the same in every step. */
export const number = (value: number): Node => full([], value, 'float32');

/** Whether a node is known to be zero everywhere. */
export const isZero = (node: Node): boolean => node.operation.kind === 'full' && node.operation.value === 0;

export const unary = (op: UnaryOp, x: Node): Node =>
  make({ kind: 'unary', op }, [x], x.shape, op === 'not' || op === 'isnan' ? 'bool' : x.dtype);

/** `a op b` with broadcasting and dtype promotion. Comparisons give bool. Throws ShapeError with PyTorch's message. */
export function binary(op: BinaryOp, a: Node, b: Node): Node {
  const shape = broadcastShapes(a.shape, b.shape);
  const dtype = promote(a.dtype, b.dtype);
  const inputs = [expand(cast(a, dtype), shape), expand(cast(b, dtype), shape)];
  return make({ kind: 'binary', op }, inputs, shape, COMPARISONS.has(op) ? 'bool' : dtype);
}

export const add = (a: Node, b: Node): Node => binary('add', a, b);
export const sub = (a: Node, b: Node): Node => binary('sub', a, b);
export const mul = (a: Node, b: Node): Node => binary('mul', a, b);
export const div = (a: Node, b: Node): Node => binary('div', a, b);
export const neg = (x: Node): Node => unary('neg', x);

/** In how many dimensions every engine selects, slices, flips and sums up. */
const MOST_DIMENSIONS = 4;

/** `build` of `x` with the dimensions before `axis` as one, and those behind it, so that `axis` is the second of three. */
function alongAxis(x: Node, axis: number, build: (lines: Node) => Node): Node {
  const { shape } = x;
  const made = build(reshape(x, [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))]));
  return reshape(made, shape.with(axis, made.shape[1]!));
}

/** Elements of `yes` where `condition` is true, else of `no`; the three broadcast. */
export function where(condition: Node, yes: Node, no: Node): Node {
  const shape = broadcastShapes(broadcastShapes(condition.shape, yes.shape), no.shape);
  const dtype = promote(yes.dtype, no.dtype);
  const inputs = [expand(condition, shape), expand(cast(yes, dtype), shape), expand(cast(no, dtype), shape)];
  if (shape.length <= MOST_DIMENSIONS) return make({ kind: 'where' }, inputs, shape, dtype);
  const flat = [sizeOf(shape)];
  return reshape(make({ kind: 'where' }, inputs.map((x) => reshape(x, flat)), flat, dtype), shape); // prettier-ignore
}

export const cast = (x: Node, dtype: DType): Node =>
  x.dtype === dtype ? x : make({ kind: 'cast' }, [x], x.shape, dtype);

/** Reduces over `axes`, which go away. */
export function reduce(op: ReduceOp, x: Node, axes: readonly number[]): Node {
  if (axes.length === 0) return x;
  const shape = x.shape.filter((_, i) => !axes.includes(i));
  return make({ kind: 'reduce', op, axes }, [x], shape, x.dtype);
}

export const allAxes = (x: Node): number[] => x.shape.map((_, i) => i);

/** `x` with `axes` put back with size 1, after a reduction over them. */
export const keepAxes = (reduced: Node, original: Shape, axes: readonly number[]): Node =>
  reshape(
    reduced,
    original.map((n, i) => (axes.includes(i) ? 1 : n)),
  );

export const argExtreme = (kind: 'argmax' | 'argmin', x: Node, axis: number): Node =>
  make({ kind, axis }, [x], x.shape.filter((_, i) => i !== axis), 'int64'); // prettier-ignore

/** Matrix product of the last two dimensions; the leading ones broadcast. Inputs have at least two. */
export function matmul(a: Node, b: Node): Node {
  const [m, k] = a.shape.slice(-2) as [number, number];
  const [k2, n] = b.shape.slice(-2) as [number, number];
  if (k !== k2) throw new ShapeError(`mat1 and mat2 shapes cannot be multiplied (${m}x${k} and ${k2}x${n})`);
  const lead = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const inputs = [expand(a, [...lead, m, k]), expand(b, [...lead, k, n])];
  return make({ kind: 'matmul' }, inputs, [...lead, m, n], promote(a.dtype, b.dtype));
}

export function reshape(x: Node, shape: Shape): Node {
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(x.shape) !== sizeOf(shape)) {
    throw new ShapeError(`shape '[${shape.join(', ')}]' is invalid for input of size ${sizeOf(x.shape)}`);
  }
  return make({ kind: 'reshape' }, [x], shape, x.dtype);
}

export function permute(x: Node, order: readonly number[]): Node {
  if (order.every((axis, i) => axis === i)) return x;
  const shape = order.map((axis) => x.shape[axis]!);
  return make({ kind: 'permute', order }, [x], shape, x.dtype);
}

/** The last two dimensions swapped. */
export function transpose(x: Node): Node {
  const order = allAxes(x);
  const last = order.length - 1;
  [order[last - 1], order[last]] = [order[last]!, order[last - 1]!];
  return permute(x, order);
}

/** Repeats to `shape`, as broadcasting does: leading dimensions are added, sizes of 1 grow. Throws ShapeError. */
export function expand(x: Node, shape: Shape): Node {
  if (sameShape(x.shape, shape)) return x;
  const together = broadcastShapes(shape, x.shape);
  if (!sameShape(together, shape)) {
    throw new ShapeError(
      `output with shape [${shape.join(', ')}] doesn't match the broadcast shape [${together.join(', ')}]`,
    );
  }
  const aligned = reshape(x, [...new Array<number>(shape.length - x.shape.length).fill(1), ...x.shape]);
  return sameShape(aligned.shape, shape) ? aligned : make({ kind: 'expand' }, [aligned], shape, x.dtype);
}

/** The inverse of `expand` for gradients: sums what was repeated. */
export function sumTo(x: Node, shape: Shape): Node {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const axes = allAxes(x).filter((i) => i < lead || (shape[i - lead] === 1 && x.shape[i] !== 1));
  return reshape(reduce('sum', x, axes), shape);
}

/** Every `steps[i]`-th element from `starts[i]`, `sizes[i]` of them, in each dimension. Steps are positive. */
export function slice(x: Node, starts: readonly number[], sizes: Shape, steps: readonly number[]): Node {
  if (sameShape(x.shape, sizes)) return x;
  if (sizes.length > MOST_DIMENSIONS) return slicedByAxis(x, starts, sizes, steps);
  return make({ kind: 'slice', starts, steps }, [x], sizes, x.dtype);
}

/** The same, one dimension after the other. */
const slicedByAxis = (x: Node, starts: readonly number[], sizes: Shape, steps: readonly number[]): Node =>
  sizes.reduce((node, size, axis) => {
    if (size === node.shape[axis]) return node;
    return alongAxis(node, axis, (lines) =>
      slice(lines, [0, starts[axis]!, 0], lines.shape.with(1, size), [1, steps[axis]!, 1]),
    );
  }, x);

/** `value` around `x`: `before[i]` times in front and `after[i]` behind, in each dimension. */
export function pad(x: Node, before: readonly number[], after: readonly number[], value = 0): Node {
  const shape = x.shape.map((n, i) => n + before[i]! + after[i]!);
  return sameShape(shape, x.shape) ? x : make({ kind: 'pad', before, after, value }, [x], shape, x.dtype);
}

export function flip(x: Node, axes: readonly number[]): Node {
  if (axes.length === 0) return x;
  if (x.shape.length <= MOST_DIMENSIONS) return make({ kind: 'flip', axes }, [x], x.shape, x.dtype);
  return axes.reduce((node, axis) => alongAxis(node, axis, (lines) => flip(lines, [1])), x);
}

export function concat(inputs: readonly Node[], axis: number): Node {
  const dtype = inputs.map((x) => x.dtype).reduce(promote);
  const size = inputs.reduce((sum, x) => sum + x.shape[axis]!, 0);
  const shape = inputs[0]!.shape.map((n, i) => (i === axis ? size : n));
  const parts = inputs.map((x) => cast(x, dtype));
  return parts.length === 1 ? parts[0]! : make({ kind: 'concat', axis }, parts, shape, dtype);
}

/** Slices of `x` along `axis`, by 1-d indices. */
export const indexSelect = (x: Node, axis: number, indices: Node): Node =>
  make({ kind: 'indexSelect', axis }, [x, indices], x.shape.with(axis, indices.shape[0]!), x.dtype);

/** Zeros of `size` along `axis`, with slices of `x` added at 1-d indices. */
export const indexAdd = (x: Node, axis: number, indices: Node, size: number): Node =>
  make({ kind: 'indexAdd', axis }, [x, indices], x.shape.with(axis, size), x.dtype);

/** `torch.gather`: out[i][j] = x[i][indices[i][j]] for axis 1. */
export const gather = (x: Node, axis: number, indices: Node): Node =>
  make({ kind: 'gather', axis }, [x, indices], indices.shape, x.dtype);

/** Zeros of `size` along `axis`, with `x` added where `indices`, of the same shape, point. */
export const scatterAdd = (x: Node, axis: number, indices: Node, size: number): Node =>
  make({ kind: 'scatterAdd', axis }, [x, indices], x.shape.with(axis, size), x.dtype);

export const cumsum = (x: Node, axis: number): Node =>
  x.shape.length > MOST_DIMENSIONS
    ? alongAxis(x, axis, (lines) => cumsum(lines, 1))
    : make({ kind: 'cumsum', axis }, [x], x.shape, x.dtype);

/** How many windows fit, `[down, across]`, into an image of `height` by `width`. */
export function windowCounts(height: number, width: number, { kernel, stride, dilation }: Window2d): [number, number] {
  const along = (size: number, i: 0 | 1) => Math.floor((size - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1;
  return [along(height, 0), along(width, 1)];
}

/** Every window of `x` [n, c, h, w] as a column: [n, c kh kw, oh ow]. */
export function unfold2d(x: Node, window: Window2d): Node {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  const [down, across] = windowCounts(h, w, window);
  const shape = [n, c * window.kernel[0] * window.kernel[1], down * across];
  return make({ kind: 'unfold2d', window }, [x], shape, x.dtype);
}

/** Adds columns [n, c kh kw, oh ow] back to where `unfold2d` took them from: `shape` is [n, c, h, w]. */
export const fold2d = (columns: Node, shape: Shape, window: Window2d): Node =>
  make({ kind: 'fold2d', window }, [columns], shape, columns.dtype);

/** The same values without a history. */
export const detach = (x: Node): Node =>
  x.requiresGrad ? new Node({ kind: 'detach' }, [x], x.shape, x.dtype, false) : x;

/** The same values as a leaf at which gradients arrive. */
export const variable = (x: Node): Node => new Node({ kind: 'variable' }, [x], x.shape, x.dtype, true);

/** The node that holds the values of `x`: `x` itself, or what it is another name for. */
export function valueOf(x: Node): Node {
  let node = x;
  while (node.operation.kind === 'detach' || node.operation.kind === 'variable') node = node.inputs[0]!;
  return node;
}
