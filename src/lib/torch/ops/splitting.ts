/** One tensor as several: views of its parts. */
import { exc, PyTuple, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dimArgument, sequenceItems } from '../arguments.ts';
import { Tensor } from '../tensor.ts';
import { narrowed, reshaped } from './movement.ts';
import { readTensor } from './reading.ts';

/** Parts of the given sizes along `axis`. */
function parted(x: Tensor, axis: number, sizes: readonly number[], name = 'Slice'): Value {
  let start = 0;
  return new PyTuple(
    sizes.map((size) => {
      const part = narrowed(x, axis, start, size, name);
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
    return parted(x, axis, list, 'SplitWithSizes');
  }
  const size = toInt(sizes, 'split_size');
  if (size < 0) throw exc.RuntimeError(`split expects split_size be non-negative, but got split_size=${size}`);
  if (size === 0 && n > 0) {
    throw exc.RuntimeError(`split_size can only be 0 if dimension size is 0, but got dimension size of ${n}`);
  }
  return parted(x, axis, Array.from({ length: Math.max(1, Math.ceil(n / size)) }, (_, i) => Math.min(size, n - i * size)), 'Split'); // prettier-ignore
}

function chunk(x: Tensor, chunks: Value, dim: Value): Value {
  const n = x.shape[dimArgument(dim, x.shape.length)]!;
  const count = toInt(chunks, 'chunks');
  if (count <= 0) throw exc.RuntimeError(`chunk expects \`chunks\` to be greater than 0, got: ${count}`);
  return split(x, Math.max(1, Math.ceil(n / count)), dim);
}

function unbind(x: Tensor, dim: Value): Value {
  const axis = dimArgument(dim, x.shape.length);
  const shape = x.shape.filter((_, i) => i !== axis);
  return new PyTuple(
    Array.from({ length: x.shape[axis]! }, (_, i) => reshaped(narrowed(x, axis, i, 1), shape, 'Unbind')),
  );
}

/** `torch.tensor_split`: into so many parts of nearly one size, or before each of the indices. */
function* tensorSplit(x: Tensor, given: Value, dim: Value): Task {
  if (x.shape.length === 0)
    throw exc.RuntimeError('tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims');
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const list =
    given instanceof Tensor && given.shape.length === 1
      ? Array.from(yield* readTensor(given))
      : sequenceItems(given)?.map((i) => toInt(i, 'indices'));
  if (list !== undefined) {
    const bounds = [0, ...list.map((i) => Math.min(i < 0 ? Math.max(i + n, 0) : i, n)), n];
    return new PyTuple(
      bounds.slice(1).map((end, i) => narrowed(x, axis, Math.min(bounds[i]!, n), Math.max(0, end - bounds[i]!))),
    );
  }
  const count = given instanceof Tensor ? (yield* readTensor(given))[0]! : toInt(given, 'indices_or_sections');
  if (count <= 0) throw exc.RuntimeError(`number of sections must be larger than 0, got ${count}`);
  return parted(
    x,
    axis,
    Array.from({ length: count }, (_, i) => Math.floor(n / count) + (i < n % count ? 1 : 0)),
  );
}

/** `hsplit` and its kind: along the second, first or third dimension, into equal parts. */
const along =
  (name: string, least: number, axisOf: (rank: number) => number) =>
  (x: Tensor, given: Value): Task | Value => {
    const rank = x.shape.length;
    if (rank < least)
      throw exc.RuntimeError(
        `torch.${name} requires a tensor with at least ${least} dimension${least > 1 ? 's' : ''}, but got a tensor with ${rank} dimensions!`,
      );
    const axis = axisOf(rank);
    if (typeof given === 'number' && x.shape[axis]! % given !== 0) {
      throw exc.RuntimeError(
        `torch.${name} attempted to split along dimension ${axis}, but the size of the dimension ${x.shape[axis]} is not divisible by the split_size ${given}!`,
      );
    }
    return tensorSplit(x, given, axis);
  };

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const splittingFunctions: Functions = {
  'split(input, split_size_or_sections, dim=0)': split,
  'split_with_sizes(input, split_sizes, dim=0)': split,
  'chunk(input, chunks, dim=0)': chunk,
  'unbind(input, dim=0)': unbind,
  'tensor_split(input, indices_or_sections, dim=0)': tensorSplit,
  'hsplit(input, indices_or_sections)': along('hsplit', 1, (rank) => (rank === 1 ? 0 : 1)),
  'vsplit(input, indices_or_sections)': along('vsplit', 2, () => 0),
  'dsplit(input, indices_or_sections)': along('dsplit', 3, () => 2),
};
