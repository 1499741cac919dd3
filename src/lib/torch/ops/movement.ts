/** Views: the same elements under another shape, in another order, or some of them. */
import { exc, toInt, type Functions, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, stridesOf, type Shape } from '../../tensor/shape.ts';
import { layoutMethods } from './memory.ts';
import { dimArgument, inferSizes, sizesArgument } from '../arguments.ts';
import { TENSOR_TYPE_NAMES } from '../dtypes.ts';
import { viewStrides } from '../layout.ts';
import { apply, backwardName, shapeChecked, type Tensor, type ViewStep } from '../tensor.ts';
import { written } from './index-places.ts';

/** A view of the same elements in row-major order under another shape. */
export function reshaped(x: Tensor, shape: Shape, name = 'View'): Tensor {
  const original = x.shape;
  const { strides, offset } = x.layout;
  const seen = shapeChecked(() => op.reshape(x.node, shape)) && viewStrides(original, strides, shape);
  if (seen === null) {
    if (name !== 'View') return apply('UnsafeView', (node) => op.reshape(copied(node), shape), x);
    throw exc.RuntimeError(
      "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
    );
  }
  return x.view(
    { get: (base) => op.reshape(base, shape), put: (_base, values) => op.reshape(values, original) },
    backwardName(name),
    { strides: seen, offset },
  );
}

/** The same values as a new one, which nothing that is written elsewhere reaches. */
const copied = (node: Node): Node => op.reshape(op.add(node, op.full([], 0, node.dtype)), node.shape);

/** A view with the dimensions in another order. */
export function permuted(x: Tensor, order: readonly number[], name = 'Permute'): Tensor {
  if (order.length !== x.shape.length) {
    throw exc.RuntimeError(
      `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${x.shape.length} is not equal to len(dims) = ${order.length}`,
    );
  }
  if (new Set(order).size < order.length) throw exc.RuntimeError('permute(): duplicate dims are not allowed.');
  const inverse = order.map((_, i) => order.indexOf(i));
  return x.view(
    { get: (base) => op.permute(base, order), put: (_base, values) => op.permute(values, inverse) },
    backwardName(name),
    { strides: order.map((i) => x.layout.strides[i]!), offset: x.layout.offset },
  );
}

/** An order of dimensions counted from the front; one of another length is left to `permuted` to refuse. */
const dimsOf = (x: Tensor, dims: readonly number[]): readonly number[] =>
  dims.length === x.shape.length ? dims.map((dim) => dimArgument(dim, x.shape.length)) : dims;

function transposed(x: Tensor, a: Value, b: Value): Tensor {
  const rank = x.shape.length;
  const [i, j] = [dimArgument(a, rank), dimArgument(b, rank)];
  const order = x.shape.map((_, axis) => (axis === i ? j : axis === j ? i : axis));
  return permuted(x, order, 'Transpose');
}

/** `x.t()`: at most two dimensions. */
export function matrixTransposed(x: Tensor): Tensor {
  if (x.shape.length > 2)
    throw exc.RuntimeError(`t() expects a tensor with <= 2 dimensions, but self is ${x.shape.length}D`);
  return x.shape.length < 2 ? x : permuted(x, [1, 0], 'T');
}

/** Dimensions `start` to `end`, both included, as one. */
export function flattened(x: Tensor, start: Value, end: Value): Tensor {
  const rank = x.shape.length;
  if (rank === 0) return reshaped(x, [1], 'ReshapeAlias');
  const [from, to] = [dimArgument(start, rank), dimArgument(end, rank)];
  if (from > to) throw exc.RuntimeError('flatten() has invalid args: start_dim cannot come after end_dim');
  if (from === to) return x;
  const { shape } = x;
  return reshaped(
    x,
    [...shape.slice(0, from), sizeOf(shape.slice(from, to + 1)), ...shape.slice(to + 1)],
    'ReshapeAlias',
  );
}

function squeezed(x: Tensor, dim: Value): Tensor {
  const axes = dim === null ? x.shape.map((_, i) => i) : [dimArgument(dim, x.shape.length)];
  const shape = x.shape.filter((n, i) => n !== 1 || !axes.includes(i));
  return reshaped(x, shape, dim === null ? 'Squeeze' : 'Squeeze#1');
}

/** A view with a dimension of size 1 put in. */
export function unsqueezed(x: Tensor, dim: Value): Tensor {
  return reshaped(x, x.shape.toSpliced(dimArgument(dim, x.shape.length + 1), 0, 1), 'Unsqueeze');
}

/** A view that repeats dimensions of size 1; -1 keeps a size. */
export function expanded(x: Tensor, sizes: readonly number[]): Tensor {
  const lead = sizes.length - x.shape.length;
  if (lead < 0) {
    throw exc.RuntimeError(
      `expand(${TENSOR_TYPE_NAMES[x.dtype]}{[${x.shape.join(', ')}]}, size=[${sizes.join(', ')}]): the number of sizes provided (${sizes.length}) must be greater or equal to the number of dimensions in the tensor (${x.shape.length})`,
    );
  }
  const shape = sizes.map((n, i) => (n === -1 ? x.shape[i - lead]! : n));
  for (const [i, n] of [...x.shape.entries()].reverse()) {
    if (n !== 1 && n !== shape[i + lead]) {
      throw exc.RuntimeError(
        `The expanded size of the tensor (${shape[i + lead]}) must match the existing size (${n}) at non-singleton dimension ${i + lead}.  Target sizes: [${shape.join(', ')}].  Tensor sizes: [${x.shape.join(', ')}]`,
      );
    }
  }
  const put = () => {
    throw exc.RuntimeError(
      'unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.',
    );
  };
  return x.view({ get: (base) => op.expand(base, shape), put }, 'ExpandBackward0', {
    strides: shape.map((n, i) => (i < lead || (x.shape[i - lead] === 1 && n !== 1) ? 0 : x.layout.strides[i - lead]!)),
    offset: x.layout.offset,
  });
}

/** A view of `size` elements from `start` along `axis`. */
export function narrowed(x: Tensor, axis: number, start: number, size: number, name = 'Slice'): Tensor {
  const starts = x.shape.map((_, i) => (i === axis ? start : 0));
  const shape = x.shape.with(axis, size);
  const steps = shape.map(() => 1);
  return x.view(
    {
      get: (base) => op.slice(base, starts, shape, steps),
      put: (base, values) => {
        const behind = base.shape[axis]! - start - size;
        const part = (from: number, count: number) =>
          op.slice(base, base.shape.map((_, i) => (i === axis ? from : 0)), base.shape.with(axis, count), steps); // prettier-ignore
        const parts = [start > 0 ? [part(0, start)] : [], [values], behind > 0 ? [part(start + size, behind)] : []];
        return op.concat(parts.flat(), axis);
      },
    },
    backwardName(name),
    { strides: x.layout.strides, offset: x.layout.offset + start * x.layout.strides[axis]! },
  );
}

/** A view of the elements at flat `places` of a tensor that lies row by row, under a shape. */
export function viewAt(
  x: Tensor,
  places: Int32Array<ArrayBuffer>,
  shape: Shape,
  name: string,
  strides: readonly number[],
  offset = 0,
): Tensor {
  const at = dataNode(places, [places.length], 'int64');
  const step: ViewStep = {
    get: (base) => op.reshape(op.indexSelect(op.reshape(base, [sizeOf(base.shape)]), 0, at), shape),
    put: (base, values) => written(base, places, op.reshape(values, [places.length])),
  };
  return x.view(step, backwardName(name), { strides, offset: x.layout.offset + offset });
}

/** `x.unfold(dim, size, step)`: all windows along a dimension, as a last dimension. */
function unfolded(x: Tensor, dim: Value, size: Value, step: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  const [width, stride] = [toInt(size, 'size'), toInt(step, 'step')];
  const n = x.shape[axis] ?? 1;
  if (width > n) throw exc.RuntimeError(`maximum size for tensor at dimension ${axis} is ${n} but size is ${width}`);
  if (stride <= 0) throw exc.RuntimeError(`step is ${stride} but must be > 0`);
  const own = stridesOf(x.shape);
  const shape = [...x.shape.with(axis, Math.floor((n - width) / stride) + 1), width];
  const steps = [...own.with(axis, own[axis]! * stride), own[axis]!];
  const lies = [...x.layout.strides.with(axis, x.layout.strides[axis]! * stride), x.layout.strides[axis]!];
  return viewAt(x, placesOf(shape, steps, 0), shape, 'Unfold', lies);
}

/** Flat positions of the elements that lie `steps` apart in each dimension. */
export function placesOf(shape: Shape, steps: readonly number[], offset: number): Int32Array<ArrayBuffer> {
  const strides = stridesOf(shape);
  return Int32Array.from({ length: sizeOf(shape) }, (_, flat) =>
    shape.reduce((sum, n, i) => sum + (Math.floor(flat / strides[i]!) % n) * steps[i]!, offset),
  );
}

/** One of the slices along a dimension, which goes away. */
export function selected(x: Tensor, dim: Value, index: Value): Tensor {
  if (x.shape.length === 0) throw exc.IndexError('select() cannot be applied to a 0-dim tensor.');
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const at = toInt(index, 'index');
  if (at < -n || at >= n) {
    throw exc.IndexError(
      `select(): index ${at} out of range for tensor of size [${x.shape.join(', ')}] at dimension ${axis}`,
    );
  }
  const shape = x.shape.filter((_, i) => i !== axis);
  return reshaped(narrowed(x, axis, at < 0 ? at + n : at, 1), shape, 'Select');
}

function narrow(x: Tensor, dim: Value, start: Value, length: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const [given, size] = [toInt(start, 'start'), toInt(length, 'length')];
  if (size < 0) throw exc.RuntimeError('narrow(): length must be non-negative.');
  if (given < -n || given > n)
    throw exc.IndexError(`Dimension out of range (expected to be in range of [${-n}, ${n}], but got ${given})`);
  const from = given < 0 ? given + n : given;
  if (from + size > n) throw exc.RuntimeError(`start (${from}) + length (${size}) exceeds dimension size (${n}).`);
  return narrowed(x, axis, from, size);
}

/** Methods that change a tensor's own shape, whatever else looks at its memory. */
const inPlaceShapes: Functions = {
  'unsqueeze_(self, dim)': (self: Tensor, dim: Value) => self.become(unsqueezed(self, dim)),
  'squeeze_(self, dim=None)': (self: Tensor, dim: Value) => self.become(squeezed(self, dim)),
  't_(self)': (self: Tensor) => self.become(matrixTransposed(self)),
  'transpose_(self, dim0, dim1)': (self: Tensor, a: Value, b: Value) => self.become(transposed(self, a, b)),
  'swapaxes_(self, axis0, axis1)': (self: Tensor, a: Value, b: Value) => self.become(transposed(self, a, b)),
  'swapdims_(self, dim0, dim1)': (self: Tensor, a: Value, b: Value) => self.become(transposed(self, a, b)),
};

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const movementFunctions: Functions = {
  'narrow(input, dim, start, length)': narrow,
  'select(input, dim, index)': selected,
  'flatten(input, start_dim=0, end_dim=-1)': flattened,
  'squeeze(input, dim=None)': squeezed,
  'unsqueeze(input, dim)': unsqueezed,
  'transpose(input, dim0, dim1)': transposed,
  'swapaxes(input, axis0, axis1)': transposed,
  'swapdims(input, dim0, dim1)': transposed,
  't(input)': matrixTransposed,
  'adjoint(input)': (x: Tensor) => transposed(x, -2, -1),
};

/** `torch.NAME` alone. */
export const movementTorchFunctions: Functions = {
  'reshape(input, shape)': (x: Tensor, shape: Value) =>
    reshaped(x, inferSizes(sizesArgument([shape]), x.shape), 'ReshapeAlias'),
  'permute(input, dims)': (x: Tensor, dims: Value) => permuted(x, dimsOf(x, sizesArgument([dims]))),
};

/** `Tensor.NAME` alone. */
export const movementMethods: Functions = {
  'view(self, *shape)': (self: Tensor, shape: Value[]) => reshaped(self, inferSizes(sizesArgument(shape), self.shape)),
  'reshape(self, *shape)': (self: Tensor, shape: Value[]) =>
    reshaped(self, inferSizes(sizesArgument(shape), self.shape), 'ReshapeAlias'),
  'view_as(self, other)': (self: Tensor, other: Tensor) => shapeChecked(() => reshaped(self, other.shape)),
  'permute(self, *dims)': (self: Tensor, dims: Value[]) => permuted(self, dimsOf(self, sizesArgument(dims))),
  'expand(self, *sizes)': (self: Tensor, sizes: Value[]) => expanded(self, sizesArgument(sizes)),
  'expand_as(self, other)': (self: Tensor, other: Tensor) => expanded(self, other.shape),
  'contiguous(self)': (self: Tensor) => (self.contiguous ? self : apply('Clone', copied, self)),
  ...layoutMethods,
  'dim(self)': (self: Tensor) => self.shape.length,
  'numel(self)': (self: Tensor) => sizeOf(self.shape),
  ...inPlaceShapes,
  'unfold(self, dimension, size, step)': unfolded,
  'reshape_as(self, other)': (self: Tensor, other: Tensor) =>
    reshaped(self, inferSizes(other.shape, self.shape), 'ReshapeAlias'),
  'ndimension(self)': (self: Tensor) => self.shape.length,
};
