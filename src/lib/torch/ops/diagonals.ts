/** Diagonals, and what lies above and below them. */
import { exc, toInt, type Functions, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, stridesOf } from '../../tensor/shape.ts';
import { dimArgument, numberValue } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { placesOf, viewAt } from './movement.ts';

const ints = (values: readonly number[]): Node => dataNode(Int32Array.from(values), [values.length], 'int64');

/** A view of the `offset`-th diagonal of two dimensions, as a last dimension. */
export function diagonal(x: Tensor, offset: Value, dim1: Value, dim2: Value): Tensor {
  const rank = x.shape.length;
  const [a, b] = [dimArgument(dim1, rank), dimArgument(dim2, rank)];
  if (a === b)
    throw exc.RuntimeError(`diagonal dimensions cannot be identical ${numberValue(dim1)}, ${numberValue(dim2)}`);
  const shift = toInt(offset, 'offset');
  const count = Math.max(0, Math.min(x.shape[a]! + Math.min(0, shift), x.shape[b]! - Math.max(0, shift)));
  const others = <T>(values: readonly T[]): T[] => values.filter((_, i) => i !== a && i !== b);
  const laid = (strides: readonly number[]) => [...others(strides), strides[a]! + strides[b]!];
  const start = (strides: readonly number[]) =>
    count === 0 ? 0 : Math.max(0, -shift) * strides[a]! + Math.max(0, shift) * strides[b]!;
  const shape = [...others(x.shape), count];
  const own = stridesOf(x.shape);
  const places = placesOf(shape, laid(own), start(own));
  return viewAt(x, places, shape, 'Diagonal', laid(x.layout.strides), start(x.layout.strides));
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

/** Matrices with the last (or another) dimension on a diagonal. */
function diagEmbed(x: Tensor, offset: Value, dim1: Value, dim2: Value): Tensor {
  const rank = x.shape.length + 1;
  const [a, b] = [dimArgument(dim1, rank), dimArgument(dim2, rank)];
  const shift = toInt(offset, 'offset');
  const along = x.shape.at(-1)!;
  const n = along + Math.abs(shift);
  const places = Array.from({ length: along }, (_, i) => (i + Math.max(0, -shift)) * n + i + Math.max(0, shift));
  const rest = Array.from({ length: rank - 2 }, (_, i) => i);
  const order = Array.from({ length: rank }, (_, i) => (i === a ? rank - 2 : i === b ? rank - 1 : rest.shift()!));
  return apply('DiagEmbed', (node) => {
    const lead = node.shape.slice(0, -1);
    return op.permute(op.reshape(op.indexAdd(node, lead.length, ints(places), n * n), [...lead, n, n]), order);
  }, x); // prettier-ignore
}

/** Zeros above (or below) the `diagonal`-th diagonal of the last two dimensions. */
function triangle(keepsLower: boolean): (x: Tensor, diagonal: Value) => Tensor {
  return (x, diagonal) => {
    dimArgument(-2, x.shape.length);
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

/** Writes a number to the diagonal. */
function fillDiagonal(self: Tensor, value: Value): Tensor {
  if (self.shape.length < 2) throw exc.RuntimeError('dimensions must larger than 1');
  const [rows, columns] = self.shape as [number, number];
  if (self.shape.length > 2 && new Set(self.shape).size > 1) {
    throw exc.RuntimeError('all dimensions of input must be of equal length');
  }
  const mask = new Uint8Array(sizeOf(self.shape));
  const step = stridesOf(self.shape).reduce((sum, stride) => sum + stride, 0);
  for (let i = 0; i < Math.min(rows, columns); i++) mask[i * step] = 1;
  const written = op.full(self.shape, numberValue(value), self.dtype);
  self.assign(op.where(dataNode(mask, self.shape, 'bool'), written, self.input), 'FillDiagonalBackward0');
  return self;
}

const triangleIndices = (lower: boolean) => (rows: Value, columns: Value, offset: Value) => {
  const shift = toInt(offset, 'offset');
  const cells = Array.from({ length: toInt(rows, 'row') }, (_, i) => Array.from({ length: toInt(columns, 'col') }, (__, j) => [i, j] as const)).flat(); // prettier-ignore
  const kept = cells.filter(([i, j]) => (lower ? j - i <= shift : j - i >= shift));
  return hostTensor(Int32Array.from([...kept.map(([i]) => i), ...kept.map(([, j]) => j)]), [2, kept.length], 'int64');
};

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const diagonalFunctions: Functions = {
  'diagonal(input, offset=0, dim1=0, dim2=1)': diagonal,
  'diag(input, diagonal=0)': diag,
  'diagflat(input, offset=0)': (x: Tensor, offset: Value) =>
    diag(
      apply('View', (node) => op.reshape(node, [sizeOf(node.shape)]), x),
      offset,
    ),
  'diag_embed(input, offset=0, dim1=-2, dim2=-1)': diagEmbed,
  'trace(input)': (x: Tensor) => {
    if (x.shape.length !== 2)
      throw exc.RuntimeError(`trace: expected a matrix, but got tensor with dim ${x.shape.length}`);
    return apply('Trace', (node) => op.reduce('sum', node, [0]), diagonal(x, 0, 0, 1));
  },
  'tril(input, diagonal=0)': triangle(true),
  'triu(input, diagonal=0)': triangle(false),
};

const writtenBack =
  (run: (x: Tensor, diagonal: Value) => Tensor) =>
  (self: Tensor, diagonal: Value): Tensor => {
    const result = run(self, diagonal);
    self.assign(result.node, result.gradName ?? undefined, result.inputFns);
    return self;
  };

/** `Tensor.NAME` alone. */
export const diagonalMethods: Functions = {
  'fill_diagonal_(self, fill_value, wrap=False)': fillDiagonal,
  'tril_(self, diagonal=0)': writtenBack(triangle(true)),
  'triu_(self, diagonal=0)': writtenBack(triangle(false)),
};

/** `torch.NAME` alone. */
export const diagonalTorchFunctions: Functions = {
  'tril_indices(row, col, offset=0, *, dtype=None, device=None)': triangleIndices(true),
  'triu_indices(row, col, offset=0, *, dtype=None, device=None)': triangleIndices(false),
};
