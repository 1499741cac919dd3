/** What `numpy.linalg` makes of factors of matrices, of each matrix of an array [..., rows, columns]. */
import { exc, float, iterate, tuple, type Functions, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { cholesky, householderQR, pseudoInverse, singular, symmetricEigen, type Matrix } from './decompositions.ts';
import { makeData, type DTypeName } from './dtype.ts';
import { linAlgError } from './errors.ts';
import { matmul } from './linear-algebra.ts';
import { castArray, NdArray, sizeOf } from './ndarray.ts';
import { returned } from './scalar.ts';

/** Matrices of an array, and how results of theirs become arrays. */
interface Batch {
  readonly matrices: readonly Matrix[];
  readonly lead: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly dtype: DTypeName;
}

/** Raises LinAlgError for what is no matrix. */
export function batchOf(x: NdArray): Batch {
  if (x.ndim < 2) throw linAlgError(`${x.ndim}-dimensional array given. Array must be at least two-dimensional`);
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const lead = x.shape.slice(0, -2);
  const values = Float64Array.from(x.values());
  const size = rows * columns;
  const matrices = Array.from({ length: sizeOf(lead) }, (_, i) => ({ values: values.slice(i * size, (i + 1) * size), rows, columns })); // prettier-ignore
  return { matrices, lead, rows, columns, dtype: x.dtype === 'float32' ? 'float32' : 'float64' };
}

/** As `batchOf`; the matrices must be square. */
export function squaresOf(x: NdArray): Batch {
  const batch = batchOf(x);
  if (batch.rows !== batch.columns) throw linAlgError('Last 2 dimensions of the array must be square');
  return batch;
}

/** An array of one part of a shape for each matrix. */
function gathered(parts: readonly ArrayLike<number>[], shape: readonly number[], { lead, dtype }: Batch): NdArray {
  const data = makeData(dtype, sizeOf(lead) * sizeOf(shape));
  parts.forEach((part, i) => data.set(part, i * sizeOf(shape)));
  return new NdArray(data, dtype, [...lead, ...shape]);
}

const matrices = (found: readonly Matrix[], batch: Batch): NdArray =>
  gathered(found.map(({ values }) => values), [found[0]?.rows ?? 0, found[0]?.columns ?? 0], batch); // prettier-ignore

/** Columns that complete those of `u` to an orthonormal basis. */
function completed(u: Matrix): Matrix {
  const { q } = householderQR(u, true);
  const values = q.values.slice();
  for (let i = 0; i < u.rows; i++) for (let j = 0; j < u.columns; j++) values[i * u.rows + j] = u.values[i * u.columns + j]!; // prettier-ignore
  return { values, rows: u.rows, columns: u.rows };
}

const turned = ({ values, rows, columns }: Matrix): Matrix => ({
  values: Float64Array.from({ length: values.length }, (_, k) => values[(k % rows) * columns + Math.floor(k / rows)]!),
  rows: columns,
  columns: rows,
});

function svd(x: NdArray, full: Value, vectors: Value): Value {
  const batch = batchOf(x);
  const found = batch.matrices.map(singular);
  const k = Math.min(batch.rows, batch.columns);
  const s = gathered(found.map(({ values }) => values), [k], batch); // prettier-ignore
  if (vectors === false) return s;
  const u = found.map((f) => (full === false || k === batch.rows ? f.u : completed(f.u)));
  const vt = found.map((f) => (full === false || k === batch.columns ? f.vt : turned(completed(turned(f.vt)))));
  return tuple(matrices(u, batch), s, matrices(vt, batch));
}

/** The half that counts, in both. */
const symmetric = (matrix: Matrix, upper: boolean): Matrix => (upper ? turned(matrix) : matrix);

const eigen =
  (vectors: boolean) =>
  (x: NdArray, half: Value): Value => {
    const batch = squaresOf(x);
    const found = batch.matrices.map((matrix) => symmetricEigen(symmetric(matrix, half === 'U')));
    const values = gathered(found.map((f) => f.values), [batch.rows], batch); // prettier-ignore
    return vectors ? tuple(values, matrices(found.map((f) => f.vectors), batch)) : values; // prettier-ignore
  };

function qr(x: NdArray, mode: Value): Value {
  const batch = batchOf(x);
  if (mode !== 'reduced' && mode !== 'complete' && mode !== 'r') {
    throw exc.NotImplementedError("numpy.linalg.qr runs here with mode 'reduced', 'complete' and 'r'");
  }
  const found = batch.matrices.map((matrix) => householderQR(matrix, mode === 'complete'));
  const r = matrices(found.map((f) => f.r), batch); // prettier-ignore
  return mode === 'r' ? r : tuple(matrices(found.map((f) => f.q), batch), r); // prettier-ignore
}

const EPSILON: Partial<Record<DTypeName, number>> = { float32: 2 ** -23 };
const numberOf = (value: Value): number => (typeof value === 'object' && value !== null && 'value' in value ? (value as { value: number }).value : Number(value)); // prettier-ignore

function pinv(x: NdArray, cutoff: Value): Value {
  const batch = batchOf(x);
  return matrices(batch.matrices.map((matrix) => pseudoInverse(matrix, numberOf(cutoff)).inverse), batch); // prettier-ignore
}

function matrixRank(x: NdArray, tol: Value): Value {
  if (x.ndim < 2) return x.values().some((value) => value !== 0) ? 1 : 0;
  const batch = batchOf(x);
  const ranks = batch.matrices.map((matrix) => {
    const { values } = singular(matrix);
    const least = tol === null ? values[0]! * Math.max(batch.rows, batch.columns) * (EPSILON[batch.dtype] ?? 2 ** -52) : numberOf(tol); // prettier-ignore
    return values.filter((value) => value > least).length;
  });
  return returned(new NdArray(Float64Array.from(ranks), 'int64', batch.lead));
}

/** Norms of a matrix: of its singular values, or the largest sum of a column or row. */
export function matrixNorm(matrix: Matrix, order: number | string): number {
  if (order === 2 || order === -2 || order === 'nuc') {
    const { values } = singular(matrix);
    if (order === 'nuc') return values.reduce((sum, value) => sum + value, 0);
    return order === 2 ? values[0]! : values.at(-1)!;
  }
  if (order === 'fro') return Math.sqrt(matrix.values.reduce((sum, value) => sum + value * value, 0));
  if (typeof order === 'string' || ![1, -1, Infinity, -Infinity].includes(order)) throw exc.ValueError('Invalid norm order for matrices.'); // prettier-ignore
  const [lines, step] = Math.abs(order) === 1 ? [matrix.columns, 'column'] : [matrix.rows, 'row'];
  const sums = new Float64Array(lines);
  matrix.values.forEach((value, k) => (sums[step === 'column' ? k % matrix.columns : Math.floor(k / matrix.columns)]! += Math.abs(value))); // prettier-ignore
  return order > 0 ? Math.max(...sums) : Math.min(...sums);
}

function cond(x: NdArray, p: Value, inverse: (x: NdArray) => NdArray): Value {
  const order = p === null ? 2 : typeof p === 'string' ? p : numberOf(p);
  const batch = batchOf(x);
  if (order === 2 || order === -2) {
    const ratios = batch.matrices.map((matrix) => matrixNorm(matrix, order) / matrixNorm(matrix, -order));
    return returned(gathered(ratios.map((ratio) => [ratio]), [], batch)); // prettier-ignore
  }
  if (x.ndim !== 2) throw exc.NotImplementedError('numpy.linalg.cond runs here on one matrix with this norm');
  return float(matrixNorm(batch.matrices[0]!, order) * matrixNorm(batchOf(inverse(x)).matrices[0]!, order));
}

/** Least squares by the pseudo-inverse: solution, residuals, rank and singular values. */
function* lstsq(a: Value, b: Value, cutoff: Value): Task {
  const [x, y] = [yield* toArray(a), yield* toArray(b)];
  const batch = batchOf(x);
  if (batch.rows !== y.shape[0]) throw linAlgError('Incompatible dimensions');
  const least = cutoff === null ? Math.max(batch.rows, batch.columns) * 2 ** -52 : numberOf(cutoff);
  const { inverse, rank, values } = pseudoInverse(batch.matrices[0]!, least < 0 ? 2 ** -52 : least);
  const solution = matmul(matrices([inverse], batch), castArray(y, 'float64'));
  let residuals: number[] = [];
  if (rank === batch.columns && batch.rows > batch.columns) {
    const missed = matmul(castArray(x, 'float64'), solution).values().map((value, i) => value - y.values()[i]!); // prettier-ignore
    const width = y.ndim === 1 ? 1 : y.shape[1]!;
    residuals = Array.from({ length: width }, (_, c) => Array.from(missed).reduce((sum, value, i) => sum + (i % width === c ? value * value : 0), 0)); // prettier-ignore
  }
  return tuple(solution, new NdArray(Float64Array.from(residuals), 'float64', [residuals.length]), rank, new NdArray(values, 'float64', [values.length])); // prettier-ignore
}

/** Sign and logarithm of the determinant, which itself may be too large for a double. */
export function signAndLog(matrix: Matrix): [sign: number, log: number] {
  const n = matrix.rows;
  const rows = Array.from({ length: n }, (_, i) => matrix.values.slice(i * n, (i + 1) * n));
  let [sign, log] = [1, 0];
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    const top = rows[pivot]!;
    if (top[k] === 0) return [0, -Infinity];
    if (pivot !== k) {
      rows[pivot] = rows[k]!;
      rows[k] = top;
      sign = -sign;
    }
    sign *= Math.sign(top[k]!);
    log += Math.log(Math.abs(top[k]!));
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / top[k]!;
      for (let j = k; j < n; j++) rows[i]![j]! -= factor * top[j]!;
    }
  }
  return [sign, log];
}

function slogdet(x: NdArray): Value {
  const batch = squaresOf(x);
  const found = batch.matrices.map(signAndLog);
  const part = (i: 0 | 1): Value => returned(gathered(found.map((pair) => [pair[i]]), [], batch)); // prettier-ignore
  return tuple(part(0), part(1));
}

/** Functions of `numpy.linalg` whose first argument is an array. */
export const factorFunctions = (inverse: (x: NdArray) => NdArray) => ({
  'svd(a, full_matrices=True, compute_uv=True, hermitian=False)': svd,
  "eigh(a, UPLO='L')": eigen(true),
  "eigvalsh(a, UPLO='L')": eigen(false),
  "qr(a, mode='reduced')": qr,
  'cholesky(a)': (x: NdArray) => {
    const batch = squaresOf(x);
    return matrices(batch.matrices.map(cholesky), batch);
  },
  'pinv(a, rcond=1e-15, hermitian=False)': pinv,
  'matrix_rank(A, tol=None, hermitian=False)': matrixRank,
  'cond(x, p=None)': (x: NdArray, p: Value) => cond(x, p, inverse),
  'slogdet(a)': slogdet,
});

export const leastSquaresFunctions: Functions = {
  'lstsq(a, b, rcond=None)': lstsq,
  'multi_dot(arrays)': function* (arrays: Value): Task {
    const list: NdArray[] = [];
    for (const item of yield* iterate(arrays)) list.push(yield* toArray(item));
    if (list.length < 2) throw exc.ValueError('Expecting at least two arrays.');
    return returned(list.reduce((a, b) => matmul(a, b)));
  },
};
