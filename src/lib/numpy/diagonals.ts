/** Places on and beside the diagonal, as tuples of index arrays, and arrays made or filled along it. */
import { call, exc, toInt, tuple, typeName, type Functions, type Task, type Value } from '../python/bind.ts';
import { broadcastInto } from './broadcast.ts';
import { toArray, withDType } from './conversion.ts';
import { filled } from './creation.ts';
import { makeData } from './dtype.ts';
import { store } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { placesOf } from './indexing.ts';
import { NdArray } from './ndarray.ts';
import { diagonal, ravel } from './shaping.ts';

const places = (values: ArrayLike<number>): NdArray => new NdArray(Float64Array.from(values), 'int64', [values.length]);

const diagonalPlaces = (n: number, ndim: number): Value => {
  const line = places(Array.from({ length: n }, (_, i) => i));
  return tuple(...new Array<Value>(ndim).fill(line));
};

type Side = (row: number, column: number, shift: number) => boolean;

const below: Side = (row, column, shift) => column - row <= shift;
const above: Side = (row, column, shift) => column - row >= shift;

/** Rows and columns of a matrix on one side of its diagonal, in row-major order. */
function triangle(rows: number, columns: number, shift: number, side: Side): Value {
  const [down, right]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!side(row, column, shift)) continue;
      down.push(row);
      right.push(column);
    }
  }
  return tuple(places(down), places(right));
}

const triangleOf =
  (side: Side) =>
  (n: Value, k: Value, m: Value): Value =>
    triangle(toInt(n, 'n'), m === null ? toInt(n, 'n') : toInt(m, 'm'), toInt(k, 'k'), side);

const triangleFrom =
  (side: Side) =>
  (x: NdArray, k: Value): Value => {
    if (x.ndim !== 2) throw exc.ValueError('input array must be 2-d');
    return triangle(x.shape[0]!, x.shape[1]!, toInt(k, 'k'), side);
  };

/** The step in a flat array from one element of the diagonal to the next. Raises ValueError. */
function diagonalStep(x: NdArray): number {
  if (x.ndim < 2) throw exc.ValueError('array must be at least 2-d');
  if (x.ndim === 2) return x.shape[1]! + 1;
  if (x.shape.some((n) => n !== x.shape[0])) throw exc.ValueError('All dimensions of input must be of equal length');
  return x.shape.reduce((sum, _, i) => sum + x.shape[0]! ** i, 0);
}

function* fillDiagonal(a: Value, value: Value, wrap: Value): Task {
  if (!(a instanceof NdArray)) throw exc.AttributeError(`'${typeName(a)}' object has no attribute 'ndim'`);
  const step = diagonalStep(a);
  // A tall matrix has only one diagonal, unless the caller wants it to go on below.
  const end = a.ndim === 2 && wrap !== true ? Math.min(a.size, a.shape[1]! ** 2) : a.size;
  const offsets = a.offsets();
  const values = ravel(withDType(yield* toArray(value), a.dtype));
  const from = values.offsets();
  for (let at = 0, i = 0; at < end; at += step, i++) {
    store(a.view([], [], offsets[at]), values.view([], [], from[i % from.length]));
  }
  return null;
}

function diagonalMatrix(x: NdArray, k: Value): NdArray {
  const shift = toInt(k, 'k');
  const line = ravel(x);
  const n = line.size + Math.abs(shift);
  const square = new NdArray(makeData(x.dtype, n * n), x.dtype, [n, n]);
  store(diagonal(square, shift), broadcastInto(line, [line.size]));
  return square;
}

export const diagonalFunctions: Functions = {
  'diag_indices(n, ndim=2)': (n: Value, ndim: Value) => diagonalPlaces(toInt(n, 'n'), toInt(ndim, 'ndim')),
  'tril_indices(n, k=0, m=None)': triangleOf(below),
  'triu_indices(n, k=0, m=None)': triangleOf(above),
  'fill_diagonal(a, val, wrap=False)': fillDiagonal,
  'mask_indices(n, mask_func, k=0)': function* (n: Value, mask: Value, k: Value): Task {
    const size = toInt(n, 'n');
    const chosen = yield* toArray(yield* call(mask, [filled([size, size], 1, 'int64'), k]));
    return tuple(...placesOf(chosen).map(places));
  },
  ...asFunctions({
    'diag_indices_from(arr)': (x: NdArray) => {
      if (x.ndim < 2) throw exc.ValueError('input array must be at least 2-d');
      if (x.shape.some((n) => n !== x.shape[0]))
        throw exc.ValueError('All dimensions of input must be of equal length');
      return diagonalPlaces(x.shape[0]!, x.ndim);
    },
    'tril_indices_from(arr, k=0)': triangleFrom(below),
    'triu_indices_from(arr, k=0)': triangleFrom(above),
    'diagflat(v, k=0)': diagonalMatrix,
  }),
};
