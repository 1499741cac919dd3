/** The same elements in another arrangement. Those that PyTorch makes views of are views here. */
import { exc, PyTuple, toInt, typeName, type Functions, type Value } from '../../python/bind.ts';
import { isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { layoutMethods } from './memory.ts';
import { dimArgument, dimsArgument, inferSizes, sequenceItems, sizesArgument, tensorArgument } from '../arguments.ts';
import { viewStrides } from '../layout.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';

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
    `${name}Backward0`,
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
    `${name}Backward0`,
    { strides: order.map((i) => x.layout.strides[i]!), offset: x.layout.offset },
  );
}

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
  const axes = dimsArgument(dim, x.shape.length);
  const shape = x.shape.filter((n, i) => n !== 1 || !axes.includes(i));
  return reshaped(x, shape, 'Squeeze');
}

/** A view with a dimension of size 1 put in. */
export function unsqueezed(x: Tensor, dim: Value): Tensor {
  return reshaped(x, x.shape.toSpliced(dimArgument(dim, x.shape.length + 1), 0, 1), 'Unsqueeze');
}

function expanded(x: Tensor, sizes: readonly number[]): Tensor {
  const lead = sizes.length - x.shape.length;
  const shape = sizes.map((n, i) => (n === -1 ? x.shape[i - lead]! : n));
  for (const [i, n] of x.shape.entries()) {
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

/** The tensors of a list or tuple argument. */
function tensorList(value: Value, caller: string): Tensor[] {
  const items = sequenceItems(value);
  if (items === null) throw exc.TypeError(`${caller}(): argument 'tensors' (position 1) must be tuple of Tensors`);
  if (items.length === 0) {
    throw exc.RuntimeError(
      caller === 'stack'
        ? 'stack expects a non-empty TensorList'
        : `torch.${caller}(): expected a non-empty list of Tensors`,
    );
  }
  return items.map((item, i) => {
    if (item instanceof Tensor) return item;
    throw exc.TypeError(`expected Tensor as element ${i} in argument 0, but got ${typeName(item)}`);
  });
}

/** `torch.cat`. */
export function concatenated(tensors: readonly Tensor[], dim: Value): Tensor {
  const first = tensors[0]!.shape;
  const axis = dimArgument(dim, first.length);
  tensors.forEach(({ shape }, i) => {
    if (shape.length !== first.length) {
      throw exc.RuntimeError(`Tensors must have same number of dimensions: got ${first.length} and ${shape.length}`);
    }
    const wrong = shape.findIndex((n, j) => j !== axis && n !== first[j]);
    if (wrong >= 0) {
      throw exc.RuntimeError(
        `Sizes of tensors must match except in dimension ${axis}. Expected size ${first[wrong]} but got size ${shape[wrong]} for tensor number ${i} in the list.`,
      );
    }
  });
  return apply('Cat', (...nodes) => op.concat(nodes, axis), ...tensors);
}

/** `torch.stack`: tensors of one shape along a new dimension. */
export function stacked(tensors: readonly Tensor[], dim: Value): Tensor {
  const first = tensors[0]!.shape;
  const axis = dimArgument(dim, first.length + 1);
  tensors.forEach(({ shape }, i) => {
    if (shape.length === first.length && shape.every((n, j) => n === first[j])) return;
    throw exc.RuntimeError(
      `stack expects each tensor to be equal size, but got [${first.join(', ')}] at entry 0 and [${shape.join(', ')}] at entry ${i}`,
    );
  });
  const wide = first.toSpliced(axis, 0, 1);
  return apply('Stack', (...nodes) => op.concat(nodes.map((node) => op.reshape(node, wide)), axis), ...tensors); // prettier-ignore
}

/** A view of `size` elements from `start` along `axis`. */
export function narrowed(x: Tensor, axis: number, start: number, size: number): Tensor {
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
    'SliceBackward0',
    { strides: x.layout.strides, offset: x.layout.offset + start * x.layout.strides[axis]! },
  );
}

/** Parts of the given sizes along `axis`. */
function parted(x: Tensor, axis: number, sizes: readonly number[]): Value {
  let start = 0;
  return new PyTuple(
    sizes.map((size) => {
      const part = narrowed(x, axis, start, size);
      start += size;
      return part;
    }),
  );
}

function split(x: Tensor, sizes: Value, dim: Value): Value {
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const list = sequenceItems(sizes)?.map((size) => toInt(size, 'split_size'));
  if (list) {
    const total = list.reduce((sum, size) => sum + size, 0);
    if (total !== n) {
      throw exc.RuntimeError(
        `split_with_sizes expects split_sizes to sum exactly to ${n} (input tensor's size at dimension ${axis}), but got split_sizes=[${list.join(', ')}]`,
      );
    }
    return parted(x, axis, list);
  }
  const size = toInt(sizes, 'split_size');
  if (size <= 0) throw exc.RuntimeError(`split expects split_size be non-negative, but got split_size=${size}`);
  return parted(x, axis, Array.from({ length: Math.max(1, Math.ceil(n / size)) }, (_, i) => Math.min(size, n - i * size))); // prettier-ignore
}

function chunk(x: Tensor, chunks: Value, dim: Value): Value {
  const n = x.shape[dimArgument(dim, x.shape.length)]!;
  return split(x, Math.max(1, Math.ceil(n / toInt(chunks, 'chunks'))), dim);
}

function unbind(x: Tensor, dim: Value): Value {
  const axis = dimArgument(dim, x.shape.length);
  const shape = x.shape.filter((_, i) => i !== axis);
  return new PyTuple(
    Array.from({ length: x.shape[axis]! }, (_, i) => reshaped(narrowed(x, axis, i, 1), shape, 'Unbind')),
  );
}

function roll(x: Tensor, shifts: Value, dims: Value): Tensor {
  const byAxis = (node: Node, shift: number, axis: number): Node => {
    const n = node.shape[axis]!;
    const at = (((-shift % n) + n) % n) | 0;
    if (at === 0) return node;
    const part = (start: number, size: number) =>
      op.slice(node, node.shape.map((_, i) => (i === axis ? start : 0)), node.shape.with(axis, size), node.shape.map(() => 1)); // prettier-ignore
    return op.concat([part(at, n - at), part(0, at)], axis);
  };
  const amounts = (sequenceItems(shifts) ?? [shifts]).map((shift) => toInt(shift, 'shifts'));
  return apply(
    'Roll',
    (node) => {
      if (dims === null) return op.reshape(byAxis(op.reshape(node, [sizeOf(node.shape)]), amounts[0]!, 0), node.shape);
      const axes = (sequenceItems(dims) ?? [dims]).map((dim) => dimArgument(dim, node.shape.length));
      return axes.reduce((result, axis, i) => byAxis(result, amounts[i]!, axis), node);
    },
    x,
  );
}

/** Zeros above (or below) the `diagonal`-th diagonal of the last two dimensions. */
function triangle(keepsLower: boolean): (x: Tensor, diagonal: Value) => Tensor {
  return (x, diagonal) => {
    const [rows, columns] = x.shape.slice(-2) as [number, number];
    const offset = toInt(diagonal, 'diagonal');
    const mask = new Uint8Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++)
        mask[i * columns + j] = (keepsLower ? j - i <= offset : j - i >= offset) ? 1 : 0;
    }
    const kept = dataNode(mask, [rows, columns], 'bool');
    return apply(keepsLower ? 'Tril' : 'Triu', (node) => op.where(kept, node, op.full(node.shape, 0, node.dtype)), x);
  };
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const movementFunctions: Functions = {
  'split(input, split_size_or_sections, dim=0)': split,
  'chunk(input, chunks, dim=0)': chunk,
  'unbind(input, dim=0)': unbind,
  'roll(input, shifts, dims=None)': roll,
  'trace(input)': (x: Tensor) => apply('Trace', (node) => op.reduce('sum', node, [0]), diag(x)),
  'tril(input, diagonal=0)': triangle(true),
  'triu(input, diagonal=0)': triangle(false),
  'narrow(input, dim, start, length)': (x: Tensor, dim: Value, start: Value, size: Value) =>
    narrowed(x, dimArgument(dim, x.shape.length), toInt(start, 'start'), toInt(size, 'length')),
  'cumsum(input, dim, *, dtype=None)': (x: Tensor, dim: Value) =>
    apply('Cumsum', (node) => op.cumsum(isFloating(node.dtype) ? node : op.cast(node, 'int64'), dimArgument(dim, node.shape.length)), x), // prettier-ignore
  'flatten(input, start_dim=0, end_dim=-1)': flattened,
  'squeeze(input, dim=None)': squeezed,
  'unsqueeze(input, dim)': unsqueezed,
  'transpose(input, dim0, dim1)': transposed,
  't(input)': matrixTransposed,
  'flip(input, dims)': (x: Tensor, dims: Value) => apply('Flip', (node) => op.flip(node, dimsArgument(dims, node.shape.length)), x), // prettier-ignore
};

/** The main diagonal of a matrix as a vector, or a matrix with a vector on it. */
function diag(x: Tensor): Tensor {
  const n = x.shape[0]!;
  const along = x.shape.length === 1 ? n : Math.min(n, x.shape[1]!);
  const width = x.shape.length === 1 ? n : x.shape[1]!;
  const places = dataNode(Int32Array.from({ length: along }, (_, i) => i * width + i), [along], 'int64'); // prettier-ignore
  if (x.shape.length === 1) {
    return apply('Diag', (node) => op.reshape(op.indexAdd(node, 0, places, n * n), [n, n]), x);
  }
  return apply('Diag', (node) => op.indexSelect(op.reshape(node, [sizeOf(node.shape)]), 0, places), x);
}

/** Coordinates of a grid, one tensor for each axis. */
function meshgrid(tensors: readonly Value[], indexing: Value): Value {
  const list = (tensors.length === 1 ? sequenceItems(tensors[0]!) : null) ?? tensors;
  const axes = list.map((tensor) => tensorArgument(tensor, 'meshgrid(): tensors'));
  const swapped = indexing === 'xy' && axes.length >= 2;
  const order = axes.map((_, i) => (swapped && i < 2 ? 1 - i : i));
  const shape = order.map((i) => axes[i]!.shape[0] ?? 1);
  return new PyTuple(
    axes.map((axis, i) => {
      const along = shape.map((n, j) => (order[j] === i ? n : 1));
      return apply('Expand', (node) => op.expand(op.reshape(node, along), shape), axis);
    }),
  );
}

/** `torch.NAME` alone. */
export const movementTorchFunctions: Functions = {
  "meshgrid(*tensors, indexing='ij')": meshgrid,
  'reshape(input, shape)': (x: Tensor, shape: Value) =>
    reshaped(x, inferSizes(sizesArgument([shape]), x.shape), 'ReshapeAlias'),
  'permute(input, dims)': (x: Tensor, dims: Value) => permuted(x, dimsArgument(dims, x.shape.length)),
  'cat(tensors, dim=0)': (tensors: Value, dim: Value) => concatenated(tensorList(tensors, 'cat'), dim),
  'concat(tensors, dim=0)': (tensors: Value, dim: Value) => concatenated(tensorList(tensors, 'cat'), dim),
  'stack(tensors, dim=0)': (tensors: Value, dim: Value) => stacked(tensorList(tensors, 'stack'), dim),
};

/** `Tensor.NAME` alone. */
export const movementMethods: Functions = {
  'view(self, *shape)': (self: Tensor, shape: Value[]) => reshaped(self, inferSizes(sizesArgument(shape), self.shape)),
  'reshape(self, *shape)': (self: Tensor, shape: Value[]) =>
    reshaped(self, inferSizes(sizesArgument(shape), self.shape), 'ReshapeAlias'),
  'view_as(self, other)': (self: Tensor, other: Tensor) => shapeChecked(() => reshaped(self, other.shape)),
  'permute(self, *dims)': (self: Tensor, dims: Value[]) =>
    permuted(self, sizesArgument(dims).map((dim) => dimArgument(dim, self.shape.length))), // prettier-ignore
  'expand(self, *sizes)': (self: Tensor, sizes: Value[]) => expanded(self, sizesArgument(sizes)),
  'expand_as(self, other)': (self: Tensor, other: Tensor) => expanded(self, other.shape),
  'contiguous(self)': (self: Tensor) => (self.contiguous ? self : apply('Clone', copied, self)),
  ...layoutMethods,
  'dim(self)': (self: Tensor) => self.shape.length,
  'numel(self)': (self: Tensor) => sizeOf(self.shape),
  'repeat(self, *sizes)': (self: Tensor, sizes: Value[]) => repeated(self, sizes.length === 1 ? sizesArgument(sizes) : sizes.map((n) => toInt(n, 'repeats'))), // prettier-ignore
};

function repeated(x: Tensor, repeats: readonly number[]): Tensor {
  if (repeats.length < x.shape.length) {
    throw exc.RuntimeError(
      'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor',
    );
  }
  const shape = [...new Array<number>(repeats.length - x.shape.length).fill(1), ...x.shape];
  return apply(
    'Repeat',
    (node) => {
      // [n, m] -> [r, n, s, m] -> [r n, s m]
      const between = op.reshape(node, shape.flatMap((n) => [1, n])); // prettier-ignore
      const wide = op.expand(between, shape.flatMap((n, i) => [repeats[i]!, n])); // prettier-ignore
      return op.reshape(wide, shape.map((n, i) => n * repeats[i]!)); // prettier-ignore
    },
    x,
  );
}
