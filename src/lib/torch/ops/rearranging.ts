/** More arrangements of the same elements, and products of whole tensors. */
import { exc, PyList, PyTuple, toFloat, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { dimArgument, dimsArgument, inferSizes, sequenceItems, sizesArgument } from '../arguments.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { concatenated, permuted, reshaped, stacked } from './movement.ts';
import { readTensor } from './reading.ts';

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');
const ranks = (x: Tensor): number[] => x.shape.map((_, i) => i);

/** Elements of the `offset`-th diagonal of two dimensions, as a last dimension. */
function diagonal(x: Tensor, offset: Value, dim1: Value, dim2: Value): Tensor {
  const rank = x.shape.length;
  const [a, b] = [dimArgument(dim1, rank), dimArgument(dim2, rank)];
  const shift = toInt(offset, 'offset');
  const [rows, columns] = [x.shape[a]!, x.shape[b]!];
  const count = Math.max(0, Math.min(rows + Math.min(0, shift), columns - Math.max(0, shift)));
  const places = Array.from({ length: count }, (_, i) => (i - Math.min(0, shift)) * columns + i + Math.max(0, shift));
  const order = [...ranks(x).filter((i) => i !== a && i !== b), a, b];
  return apply('Diagonal', (node) => {
    const moved = op.permute(node, order);
    const lead = moved.shape.slice(0, -2);
    return op.indexSelect(op.reshape(moved, [...lead, rows * columns]), lead.length, ints(places));
  }, x); // prettier-ignore
}

/** A matrix with a vector on its `offset`-th diagonal, or that diagonal of a matrix. */
function diag(x: Tensor, offset: Value): Tensor {
  if (x.shape.length === 2) return diagonal(x, offset, 0, 1);
  if (x.shape.length !== 1) throw exc.RuntimeError('matrix or a vector expected');
  const shift = toInt(offset, 'diagonal');
  const n = x.shape[0]! + Math.abs(shift);
  const places = Array.from({ length: x.shape[0]! }, (_, i) => (i + Math.max(0, -shift)) * n + i + Math.max(0, shift));
  return apply('Diag', (node) => op.reshape(op.indexAdd(node, 0, ints(places), n * n), [n, n]), x);
}

/** Each element as often as it says, along a dimension or of all elements. */
function* repeatInterleave(x: Tensor, repeats: Value, dim: Value): Task<Tensor> {
  const source = dim === null ? reshaped(x, [sizeOf(x.shape)]) : x;
  const axis = dim === null ? 0 : dimArgument(dim, x.shape.length);
  const n = source.shape[axis]!;
  const given = repeats instanceof Tensor ? Array.from(yield* readTensor(repeats)) : [toInt(repeats, 'repeats')];
  const counts = given.length === 1 ? Array.from({ length: n }, () => given[0]!) : given;
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

/** Tensors of a list, each with at least `rank` dimensions. */
const atLeast = (tensors: Value, shapeOf: (x: Tensor) => readonly number[]): Tensor[] =>
  (sequenceItems(tensors) ?? []).map((x) => {
    if (!(x instanceof Tensor)) throw exc.TypeError('expected a tuple of Tensors');
    const shape = shapeOf(x);
    return shape.length === x.shape.length ? x : reshaped(x, shape);
  });

const row = ({ shape }: Tensor): readonly number[] => (shape.length === 0 ? [1, 1] : shape.length === 1 ? [1, shape[0]!] : shape); // prettier-ignore

function tensordot(a: Tensor, b: Tensor, dims: Value): Tensor {
  const pair = sequenceItems(dims);
  const [left, right] = pair
    ? [dimsArgument(pair[0]!, a.shape.length), dimsArgument(pair[1]!, b.shape.length)]
    : [ranks(a).slice(a.shape.length - toInt(dims, 'dims')), ranks(b).slice(0, toInt(dims, 'dims'))];
  const [keptA, keptB] = [ranks(a).filter((i) => !left.includes(i)), ranks(b).filter((i) => !right.includes(i))];
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
  return apply('Cdist', (x, y) => {
    const difference = op.sub(op.reshape(x, [...x.shape.slice(0, -1), 1, x.shape.at(-1)!]), op.reshape(y, [...y.shape.slice(0, -2), 1, ...y.shape.slice(-2)]));
    const axis = [difference.shape.length - 1];
    if (power === 2) return op.unary('sqrt', op.reduce('sum', op.mul(difference, difference), axis));
    const size = op.unary('abs', difference);
    if (power === 1) return op.reduce('sum', size, axis);
    if (power === Infinity) return op.reduce('max', size, axis);
    const exponent = (value: number) => op.full([], value, 'float32');
    return op.binary('pow', op.reduce('sum', op.binary('pow', size, exponent(power)), axis), exponent(1 / power));
  }, a, b); // prettier-ignore
}

function kron(a: Tensor, b: Tensor): Tensor {
  return apply('View', (x, y) => {
    const rank = Math.max(x.shape.length, y.shape.length);
    const wide = (node: Node) => [...new Array<number>(rank - node.shape.length).fill(1), ...node.shape];
    const [m, n] = [wide(x), wide(y)];
    const product = op.mul(op.reshape(x, m.flatMap((k) => [k, 1])), op.reshape(y, n.flatMap((k) => [1, k])));
    return op.reshape(product, m.map((k, i) => k * n[i]!));
  }, a, b); // prettier-ignore
}

/** Values at flat positions. */
function* take(x: Tensor, index: Tensor): Task<Tensor> {
  const n = sizeOf(x.shape);
  const places = Array.from(yield* readTensor(index), (i) => {
    if (i < -n || i >= n) throw exc.IndexError('out of range: tried to access index ' + i + ` on a tensor of ${n} elements.`); // prettier-ignore
    return i < 0 ? i + n : i;
  });
  return apply('Take', (node) => op.reshape(op.indexSelect(op.reshape(node, [n]), 0, ints(places)), index.shape), x);
}

/** `x.index_add(dim, index, source)` and its kind: other values for slices at indices. */
function* indexed(
  x: Tensor,
  dim: Value,
  index: Tensor,
  source: Value,
  kind: 'add' | 'copy' | 'fill',
  alpha: Value = 1,
): Task<Node> {
  // prettier-ignore
  const axis = dimArgument(dim, x.shape.length);
  const n = x.shape[axis]!;
  const places = Array.from(yield* readTensor(index));
  if (places.some((i) => i < 0 || i >= n)) throw exc.IndexError('index out of range in self');
  const shape = x.shape.with(axis, places.length);
  const given = source instanceof Tensor ? source.input : op.full(shape, toFloat(source, 'value'), x.dtype);
  const values = op.cast(
    shapeChecked(() => op.expand(given, shape)),
    x.dtype,
  );
  if (kind === 'add') {
    const scaled = alpha === 1 ? values : op.mul(values, op.full([], toFloat(alpha, 'alpha'), x.dtype));
    return op.add(x.input, op.indexAdd(scaled, axis, ints(places), n));
  }
  // Each slice of the result comes from the source, or stays.
  const from = Array.from({ length: n }, (_, i) => {
    const last = places.lastIndexOf(i);
    return last < 0 ? places.length + i : last;
  });
  return op.indexSelect(op.concat([values, x.input], axis), axis, ints(from));
}

function* isin(elements: Tensor, test: Value): Task<Tensor> {
  const members = new Set(test instanceof Tensor ? yield* readTensor(test) : [toFloat(test, 'test_elements')]);
  const values = yield* readTensor(elements);
  return hostTensor(Uint8Array.from(values, (v) => Number(members.has(v))), elements.shape, 'bool'); // prettier-ignore
}

function* uniqueConsecutive(x: Tensor, inverse: Value, counts: Value): Task {
  const values = yield* readTensor(x);
  const starts = Array.from(values.keys()).filter((i) => i === 0 || values[i] !== values[i - 1]);
  const parts: Value[] = [apply('IndexSelect', (node) => op.indexSelect(op.reshape(node, [values.length]), 0, ints(starts)), x)]; // prettier-ignore
  let group = -1;
  const groups = Int32Array.from(values, (v: number, i: number) => (i === 0 || v !== values[i - 1] ? ++group : group));
  if (inverse === true) parts.push(hostTensor(groups, x.shape, 'int64'));
  if (counts === true) parts.push(new Tensor(ints(starts.map((start, i) => (starts[i + 1] ?? values.length) - start))));
  return parts.length === 1 ? parts[0]! : new PyTuple(parts);
}

const inPlace = (kind: 'add' | 'copy' | 'fill') =>
  function* (self: Tensor, dim: Value, index: Tensor, source: Value, alpha: Value = 1): Task {
    self.assign(yield* indexed(self, dim, index, source, kind, alpha));
    return self;
  };
const outOfPlace = (kind: 'add' | 'copy' | 'fill', name: string) =>
  function* (x: Tensor, dim: Value, index: Tensor, source: Value, alpha: Value = 1): Task {
    const node = yield* indexed(x, dim, index, source, kind, alpha);
    return apply(name, () => node);
  };

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const rearrangingFunctions: Functions = {
  'diagonal(input, offset=0, dim1=0, dim2=1)': diagonal,
  'diag(input, diagonal=0)': diag,
  'repeat_interleave(input, repeats, dim=None, *, output_size=None)': repeatInterleave,
  'rot90(input, k=1, dims=(0, 1))': rot90,
  'fliplr(input)': (x: Tensor) => apply('Flip', (node) => op.flip(node, [1]), x),
  'flipud(input)': (x: Tensor) => apply('Flip', (node) => op.flip(node, [0]), x),
  'take(input, index)': take,
  'broadcast_to(input, size)': (x: Tensor, size: Value) => apply('Expand', (node) => op.expand(node, sizesArgument([size])), x), // prettier-ignore
  'swapaxes(input, axis0, axis1)': (x: Tensor, a: Value, b: Value) => swapped(x, a, b),
  'swapdims(input, dim0, dim1)': (x: Tensor, a: Value, b: Value) => swapped(x, a, b),
  'moveaxis(input, source, destination)': (x: Tensor, source: Value, destination: Value) => moved(x, source, destination), // prettier-ignore
  'movedim(input, source, destination)': (x: Tensor, source: Value, destination: Value) => moved(x, source, destination), // prettier-ignore
  'unflatten(input, dim, sizes)': (x: Tensor, dim: Value, sizes: Value) => {
    const axis = dimArgument(dim, x.shape.length);
    return reshaped(x, x.shape.toSpliced(axis, 1, ...inferSizes(sizesArgument([sizes]), [x.shape[axis]!])));
  },
  'index_add(input, dim, index, source, *, alpha=1)': outOfPlace('add', 'IndexAdd'),
  'index_copy(input, dim, index, source)': outOfPlace('copy', 'IndexCopy'),
  'index_fill(input, dim, index, value)': outOfPlace('fill', 'IndexFill'),
  'unique_consecutive(input, return_inverse=False, return_counts=False)': uniqueConsecutive,
  'ravel(input)': (x: Tensor) => reshaped(x, [sizeOf(x.shape)]),
  'cross(input, other, dim=-1)': (x: Tensor, y: Tensor, dim: Value) =>
    apply('LinalgCross', (a, b) => {
      const axis = dimArgument(dim, a.shape.length);
      const rolled = (node: Node, by: number) => op.indexSelect(node, axis, ints([0, 1, 2].map((i) => (i + by) % 3)));
      return op.sub(op.mul(rolled(a, 1), rolled(b, 2)), op.mul(rolled(a, 2), rolled(b, 1)));
    }, x, y), // prettier-ignore
};

function swapped(x: Tensor, a: Value, b: Value): Tensor {
  const [i, j] = [dimArgument(a, x.shape.length), dimArgument(b, x.shape.length)];
  return permuted(x, ranks(x).map((axis) => (axis === i ? j : axis === j ? i : axis)), 'Transpose'); // prettier-ignore
}

function moved(x: Tensor, source: Value, destination: Value): Tensor {
  const from = dimsArgument(source, x.shape.length);
  const to = dimsArgument(destination, x.shape.length);
  const rest = ranks(x).filter((i) => !from.includes(i));
  return permuted(x, ranks(x).map((i) => (to.includes(i) ? from[to.indexOf(i)]! : rest.shift()!))); // prettier-ignore
}

/** `Tensor.NAME` alone. */
export const rearrangingMethods: Functions = {
  'index_add_(self, dim, index, source, *, alpha=1)': inPlace('add'),
  'index_copy_(self, dim, index, source)': inPlace('copy'),
  'index_fill_(self, dim, index, value)': inPlace('fill'),
};

const triangleIndices = (lower: boolean) => (rows: Value, columns: Value, offset: Value) => {
  const shift = toInt(offset, 'offset');
  const cells = Array.from({ length: toInt(rows, 'row') }, (_, i) => Array.from({ length: toInt(columns, 'col') }, (__, j) => [i, j] as const)).flat(); // prettier-ignore
  const kept = cells.filter(([i, j]) => (lower ? j - i <= shift : j - i >= shift));
  return hostTensor(Int32Array.from([...kept.map(([i]) => i), ...kept.map(([, j]) => j)]), [2, kept.length], 'int64');
};

/** `torch.NAME` alone. */
export const rearrangingTorchFunctions: Functions = {
  'tensordot(a, b, dims=2)': tensordot,
  'cdist(x1, x2, p=2.0)': cdist,
  'kron(input, other)': kron,
  'isin(elements, test_elements)': isin,
  'hstack(tensors)': (tensors: Value) => {
    const list = atLeast(tensors, ({ shape }) => (shape.length === 0 ? [1] : shape));
    return concatenated(list, (list[0]?.shape.length ?? 1) === 1 ? 0 : 1);
  },
  'vstack(tensors)': (tensors: Value) => concatenated(atLeast(tensors, row), 0),
  'row_stack(tensors)': (tensors: Value) => concatenated(atLeast(tensors, row), 0),
  'column_stack(tensors)': (tensors: Value) => concatenated(atLeast(tensors, ({ shape }) => (shape.length < 2 ? [sizeOf(shape), 1] : shape)), 1), // prettier-ignore
  'dstack(tensors)': (tensors: Value) => stacked(atLeast(tensors, row), 2),
  'tril_indices(row, col, offset=0)': triangleIndices(true),
  'triu_indices(row, col, offset=0)': triangleIndices(false),
  'broadcast_tensors(*tensors)': (tensors: Value[]) => {
    const list = tensors as Tensor[];
    const shape = shapeChecked(() => list.map((x) => x.node).reduce((a, b) => op.binary('equal', a, b)).shape);
    return new PyList(list.map((x) => apply('Expand', (node) => op.expand(node, shape), x)));
  },
};
