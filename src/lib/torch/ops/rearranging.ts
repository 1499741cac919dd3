/** The same elements in another order, or several times. */
import { exc, PyTuple, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { broadcastShapes, sizeOf, type Shape } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument, inferSizes, sequenceItems, sizesArgument, tensorArgument } from '../arguments.ts';
import { size } from '../size.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';
import { expanded, permuted, reshaped } from './movement.ts';
import { readTensor } from './reading.ts';

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');
const ranks = (x: Tensor): number[] => x.shape.map((_, i) => i);

/** Each element as often as it says, along a dimension or of all elements. */
function* repeatInterleave(x: Tensor, repeats: Value, dim: Value): Task<Tensor> {
  const source = dim === null ? reshaped(x, [sizeOf(x.shape)]) : x;
  const axis = dim === null ? 0 : dimArgument(dim, x.shape.length);
  const n = source.shape[axis]!;
  const given = repeats instanceof Tensor ? Array.from(yield* readTensor(repeats)) : [toInt(repeats, 'repeats')];
  const counts = given.length === 1 ? Array.from({ length: n }, () => given[0]!) : given;
  if (counts.some((count) => count < 0)) throw exc.RuntimeError('repeats can not be negative');
  if (counts.length !== n) throw exc.RuntimeError('repeats must have the same size as input along dim');
  const at = counts.flatMap((count, i) => Array.from({ length: count }, () => i));
  return apply('IndexSelect', (node) => op.indexSelect(node, axis, ints(at)), source);
}

function rot90(x: Tensor, k: Value, dims: Value): Tensor {
  const [a, b] = dimsArgument(dims, x.shape.length) as [number, number];
  const turns = ((toInt(k, 'k') % 4) + 4) % 4;
  const swap = ranks(x).map((i) => (i === a ? b : i === b ? a : i));
  return apply('Rot90', (node) => {
    if (turns === 2) return op.flip(node, [a, b]);
    if (turns === 1) return op.permute(op.flip(node, [b]), swap);
    return turns === 3 ? op.flip(op.permute(node, swap), [b]) : node;
  }, x); // prettier-ignore
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
  const count = dims === null ? 1 : (sequenceItems(dims) ?? [dims]).length;
  if (amounts.length !== count && (dims !== null || amounts.length > 1)) {
    throw exc.RuntimeError(
      `shifts and dimensions must align. shifts: ${amounts.length}, dims:${dims === null ? 0 : count}`,
    );
  }
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

/** [n, m, k] -> [n, r, m k] -> [n, r m, k], for each axis: TensorFlow.js has six dimensions at most. */
const repeatedByAxis = (x: Node, repeats: readonly number[]): Node =>
  repeats.reduce((part, times, axis) => {
    if (times === 1) return part;
    const [outer, inner] = [sizeOf(part.shape.slice(0, axis)), sizeOf(part.shape.slice(axis))];
    const wide = op.expand(op.reshape(part, [outer, 1, inner]), [outer, times, inner]);
    return op.reshape(wide, part.shape.with(axis, part.shape[axis]! * times));
  }, x);

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
      if (shape.length > 3) return repeatedByAxis(op.reshape(node, shape), repeats);
      // [n, m] -> [r, n, s, m] -> [r n, s m]
      const between = op.reshape(node, shape.flatMap((n) => [1, n])); // prettier-ignore
      const wide = op.expand(between, shape.flatMap((n, i) => [repeats[i]!, n])); // prettier-ignore
      return op.reshape(wide, shape.map((n, i) => n * repeats[i]!)); // prettier-ignore
    },
    x,
  );
}

/** A dimension as several. Raises RuntimeError where their sizes do not multiply up. */
export function unflattened(x: Tensor, dim: Value, sizes: Value): Tensor {
  const axis = dimArgument(dim, x.shape.length);
  const given = sizesArgument([sizes]);
  const n = x.shape[axis]!;
  const known = given.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  if (given.includes(-1) ? n % known !== 0 : n !== known) {
    throw exc.RuntimeError(
      `unflatten: Provided sizes [${given.join(', ')}] don't multiply up to the size of dim ${axis} (${n}) in the input tensor`,
    );
  }
  return reshaped(x, x.shape.toSpliced(axis, 1, ...inferSizes(given, [n])));
}

const tiled = (x: Tensor, sizes: readonly number[]): Tensor =>
  repeated(x, [...new Array<number>(Math.max(0, x.shape.length - sizes.length)).fill(1), ...sizes]);

function moved(x: Tensor, source: Value, destination: Value): Tensor {
  const from = dimsArgument(source, x.shape.length);
  const to = dimsArgument(destination, x.shape.length);
  const rest = ranks(x).filter((i) => !from.includes(i));
  return permuted(x, ranks(x).map((i) => (to.includes(i) ? from[to.indexOf(i)]! : rest.shift()!))); // prettier-ignore
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const rearrangingFunctions: Functions = {
  'repeat_interleave(input, repeats, dim=None, *, output_size=None)': repeatInterleave,
  'roll(input, shifts, dims=None)': roll,
  'flip(input, dims)': (x: Tensor, dims: Value) => flipped(x, dimsArgument(dims, x.shape.length)),
  'rot90(input, k=1, dims=(0, 1))': rot90,
  'fliplr(input)': (x: Tensor) => {
    if (x.shape.length < 2) throw exc.RuntimeError('Input must be >= 2-d.');
    return flipped(x, [1]);
  },
  'flipud(input)': (x: Tensor) => {
    if (x.shape.length < 1) throw exc.RuntimeError('Input must be >= 1-d.');
    return flipped(x, [0]);
  },
  'moveaxis(input, source, destination)': moved,
  'movedim(input, source, destination)': moved,
  'unflatten(input, dim, sizes)': unflattened,
  'ravel(input)': (x: Tensor) => reshaped(x, [sizeOf(x.shape)], 'ReshapeAlias'),
};

const flipped = (x: Tensor, axes: readonly number[]): Tensor => apply('Flip', (node) => op.flip(node, axes), x);

/** `Tensor.NAME` alone. */
export const rearrangingMethods: Functions = {
  'broadcast_to(self, *size)': (self: Tensor, sizes: Value[]) => expanded(self, sizesArgument(sizes)),
  'repeat(self, *sizes)': (self: Tensor, sizes: Value[]) => {
    if (sizes.length === 0) throw exc.TypeError("repeat() missing 1 required positional argument: 'repeats'");
    return repeated(self, sizesArgument(sizes, 'repeats'));
  },
  'tile(self, *dims)': (self: Tensor, dims: Value[]) => tiled(self, sizesArgument(dims, 'dims')),
  // prettier-ignore
  'flip(self, *dims)': (self: Tensor, dims: Value[]) => flipped(self, dimsArgument(new PyTuple(sizesArgument(dims, 'dims')), self.shape.length)),
};

/** `torch.NAME` alone. */
export const rearrangingTorchFunctions: Functions = {
  'broadcast_to(input, size)': (x: Tensor, sizes: Value) => expanded(x, sizesArgument([sizes])),
  'tile(input, dims)': (x: Tensor, dims: Value) => tiled(x, sizesArgument([dims], 'dims')),
  'broadcast_tensors(*tensors)': (tensors: Value[]) => {
    const list = tensors.map((x) => tensorArgument(x, 'broadcast_tensors(): tensors'));
    const shape = shapeChecked(() => list.map((x) => x.shape).reduce(broadcastShapes));
    return new PyTuple(list.map((x) => expanded(x, shape)));
  },
  'broadcast_shapes(*shapes)': (shapes: Value[]) =>
    size(shapeChecked(() => shapes.map((shape) => sizesArgument([shape]) as Shape).reduce(broadcastShapes))),
};
