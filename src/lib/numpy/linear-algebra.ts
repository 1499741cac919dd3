/** Products of vectors and matrices, and norms. */
import { exc } from '../python/bind.ts';
import { broadcastShapes } from './broadcast.ts';
import { linAlgError } from './errors.ts';
import { isFloat, makeData, type Data, type DTypeName } from './dtype.ts';
import { commonDType } from './elementwise.ts';
import { NdArray, shapeText, sizeOf, type Shape } from './ndarray.ts';
import { requireNumeric } from './unary.ts';

/** out += a (m×k) times b (k×n), all row-major, from the given places. */
function multiplyInto(
  out: Data,
  a: Data,
  b: Data,
  at: readonly [number, number, number],
  m: number,
  k: number,
  n: number,
  single: boolean,
): void {
  // prettier-ignore
  const [toAt, aAt, bAt] = at;
  const row = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    row.fill(0);
    for (let j = 0; j < k; j++) {
      const factor = a[aAt + i * k + j]!;
      const start = bAt + j * n;
      if (single) for (let c = 0; c < n; c++) row[c] = Math.fround(row[c]! + Math.fround(factor * b[start + c]!));
      else for (let c = 0; c < n; c++) row[c] = row[c]! + factor * b[start + c]!;
    }
    out.set(row, toAt + i * n);
  }
}

function mismatch(a: NdArray, b: NdArray): Error {
  const k = a.shape.at(-1)!;
  const rows = b.ndim === 1 ? b.shape[0]! : b.shape.at(-2)!;
  return exc.ValueError(
    `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${rows} is different from ${k})`,
  );
}

/** `a @ b`. A vector counts as a row on the left and as a column on the right; leading dimensions broadcast. */
export function matmul(a: NdArray, b: NdArray): NdArray {
  requireNumeric('matmul', a, b);
  if (a.ndim === 0 || b.ndim === 0) {
    const which = a.ndim === 0 ? 0 : 1;
    throw exc.ValueError(
      `matmul: Input operand ${which} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)`,
    );
  }
  const left = a.ndim === 1 ? a.like(a.values(), [1, a.size]) : a;
  const right = b.ndim === 1 ? b.like(b.values(), [b.size, 1]) : b;
  const [m, k] = left.shape.slice(-2) as [number, number];
  const [rows, n] = right.shape.slice(-2) as [number, number];
  if (k !== rows) throw mismatch(a, b);
  const batch = broadcastShapes(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const x = left.expand([...batch, m, k]).values();
  const y = right.expand([...batch, k, n]).values();
  const dtype: DTypeName = commonDType(a, b);
  const data = makeData(dtype, sizeOf(batch) * m * n);
  for (let i = 0; i < sizeOf(batch); i++) {
    multiplyInto(data, x, y, [i * m * n, i * m * k, i * k * n], m, k, n, dtype === 'float32');
  }
  const shape: Shape = [...batch, ...(a.ndim === 1 ? [] : [m]), ...(b.ndim === 1 ? [] : [n])];
  return new NdArray(data, dtype, shape);
}

/** `numpy.dot`: a product with a scalar, of vectors, or over the last axis of `a` and the last but one of `b`. */
export function dot(a: NdArray, b: NdArray): NdArray {
  const k = a.shape.at(-1) ?? 1;
  const other = b.ndim === 1 ? 0 : b.ndim - 2;
  if (k !== (b.shape[other] ?? 1)) {
    throw exc.ValueError(
      `shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} not aligned: ${k} (dim ${a.ndim - 1}) != ${b.shape[other]} (dim ${other})`,
    );
  }
  if (b.ndim <= 2) return matmul(a, b);
  throw exc.NotImplementedError('numpy.dot runs here for a right operand of one or two dimensions; use @');
}

/** `numpy.outer` of two flattened arrays. */
export function outer(a: NdArray, b: NdArray): NdArray {
  const dtype = commonDType(a, b);
  const x = a.values();
  const y = b.values();
  const data = makeData(dtype, x.length * y.length);
  for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) data[i * y.length + j] = x[i]! * y[j]!;
  return new NdArray(data, dtype, [x.length, y.length]);
}

/** Square matrices as rows of doubles. */
function squareRows(x: NdArray): Float64Array[] {
  const [n, columns] = x.shape;
  if (x.ndim !== 2) throw linAlgError(`${x.ndim}-dimensional array given. Array must be at least two-dimensional`);
  if (n !== columns) throw linAlgError('Last 2 dimensions of the array must be square');
  const values = x.values();
  return Array.from({ length: n! }, (_, i) => Float64Array.from(values.subarray(i * n!, (i + 1) * n!)));
}

/** Gaussian elimination with partial pivoting; `right` is carried along. Answers the determinant. */
function eliminate(rows: Float64Array[], right: Float64Array[]): number {
  const n = rows.length;
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    if (rows[pivot]![k] === 0) return 0;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      if (right.length > 0) [right[k], right[pivot]] = [right[pivot]!, right[k]!];
      determinant = -determinant;
    }
    determinant *= rows[k]![k]!;
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j < n; j++) rows[i]![j] = rows[i]![j]! - factor * rows[k]![j]!;
      right[i]?.forEach((value, j) => (right[i]![j] = value - factor * right[k]![j]!));
    }
  }
  return determinant;
}

/** `numpy.linalg.det` of one matrix. */
export const determinant = (x: NdArray): number => eliminate(squareRows(x), []);

/** `numpy.linalg.solve(a, b)` for one matrix. Raises LinAlgError for a singular one. */
export function solve(a: NdArray, b: NdArray): NdArray {
  const rows = squareRows(a);
  const n = rows.length;
  const columns = b.ndim === 1 ? 1 : b.shape[1]!;
  const values = b.values();
  const right = Array.from({ length: n }, (_, i) => Float64Array.from(values.subarray(i * columns, (i + 1) * columns)));
  if (eliminate(rows, right) === 0) throw linAlgError('Singular matrix');
  const result = new Float64Array(n * columns);
  for (let i = n - 1; i >= 0; i--) {
    for (let c = 0; c < columns; c++) {
      let rest = right[i]![c]!;
      for (let j = i + 1; j < n; j++) rest -= rows[i]![j]! * result[j * columns + c]!;
      result[i * columns + c] = rest / rows[i]![i]!;
    }
  }
  const solved = new NdArray(result, 'float64', b.shape);
  return isFloat(a.dtype) && a.dtype === b.dtype && a.dtype === 'float32' ? new NdArray(Float32Array.from(result), 'float32', b.shape) : solved; // prettier-ignore
}
