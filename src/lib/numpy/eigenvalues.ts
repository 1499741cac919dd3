/**
 * Eigenvalues of general real matrices: balanced, brought to Hessenberg form, then by Francis' double steps (G. H. Golub, C. F. Van
 * Loan, "Matrix Computations", 4th edition, 7.4 and 7.5; J. H. Wilkinson and C. Reinsch, "Linear Algebra", II/11 to II/15).
 */

import { exc } from '../python/bind.ts';
import type { NdArray } from './ndarray.ts';

const STEPS = 60;

/** Scales rows and columns by powers of two until they are about as long as each other. */
function balance(a: Float64Array, n: number): void {
  for (let done = false; !done;) {
    done = true;
    for (let i = 0; i < n; i++) {
      let row = Math.hypot(...a.subarray(i * n, (i + 1) * n));
      let column = Math.hypot(...Array.from({ length: n }, (_, j) => a[j * n + i]!));
      if (row === 0 || column === 0) continue;
      const total = row + column;
      let factor = 1;
      for (; column < row / 2; row /= 2, column *= 2) factor *= 2;
      for (; column / 2 >= row; row *= 2, column /= 2) factor /= 2;
      if (factor === 1 || row + column >= 0.95 * total) continue;
      done = false;
      for (let j = 0; j < n; j++) a[i * n + j]! /= factor;
      for (let j = 0; j < n; j++) a[j * n + i]! *= factor;
    }
  }
}

/** Householder's reflections from both sides, until all below the first subdiagonal is 0. */
function toHessenberg(a: Float64Array, n: number): void {
  for (let k = 0; k < n - 2; k++) {
    const v = Float64Array.from({ length: n - k - 1 }, (_, i) => a[(k + 1 + i) * n + k]!);
    if (v.subarray(1).every((value) => value === 0)) continue;
    v[0]! += (v[0]! < 0 ? -1 : 1) * Math.hypot(...v);
    reflect(a, n, v, k + 1, k, n, 0, n);
    for (let i = k + 2; i < n; i++) a[i * n + k] = 0;
  }
}

/** Reflects rows `at…` in columns `from…to`, and columns `at…` in rows `top…bottom`, along `v`. */
function reflect(
  a: Float64Array,
  n: number,
  v: Float64Array,
  at: number,
  from: number,
  to: number,
  top: number,
  bottom: number,
): void {
  const square = v.reduce((sum, value) => sum + value * value, 0);
  if (square === 0) return;
  for (let j = from; j < to; j++) {
    let dot = 0;
    for (let i = 0; i < v.length; i++) dot += v[i]! * a[(at + i) * n + j]!;
    for (let i = 0; i < v.length; i++) a[(at + i) * n + j]! -= (2 * dot * v[i]!) / square;
  }
  for (let i = top; i < bottom; i++) {
    let dot = 0;
    for (let j = 0; j < v.length; j++) dot += v[j]! * a[i * n + at + j]!;
    for (let j = 0; j < v.length; j++) a[i * n + at + j]! -= (2 * dot * v[j]!) / square;
  }
}

/** One implicit double step on the block from `low` to `high`. */
function francis(h: Float64Array, n: number, low: number, high: number, exceptional: boolean): void {
  const at = (i: number, j: number): number => h[i * n + j]!;
  const last = at(high, high);
  let trace = at(high - 1, high - 1) + last;
  let determinant = at(high - 1, high - 1) * last - at(high - 1, high) * at(high, high - 1);
  const square = (trace * trace) / 4 - determinant;
  if (square > 0) {
    // Of two real shifts, the one nearer to the last element serves twice, as in LAPACK.
    const [larger, smaller] = [trace / 2 + Math.sqrt(square), trace / 2 - Math.sqrt(square)];
    const shift = Math.abs(larger - last) <= Math.abs(smaller - last) ? larger : smaller;
    trace = 2 * shift;
    determinant = shift * shift;
  }
  if (exceptional) {
    const size = Math.abs(at(high, high - 1)) + Math.abs(at(high - 1, high - 2));
    trace = 1.5 * size;
    determinant = size * size;
  }
  let x = at(low, low) ** 2 + at(low, low + 1) * at(low + 1, low) - trace * at(low, low) + determinant;
  let y = at(low + 1, low) * (at(low, low) + at(low + 1, low + 1) - trace);
  let z = at(low + 1, low) * at(low + 2, low + 1);
  for (let k = low; k < high; k++) {
    const v = Float64Array.from(k < high - 1 ? [x, y, z] : [x, y]);
    v[0]! += (x < 0 ? -1 : 1) * Math.hypot(...v);
    reflect(h, n, v, k, Math.max(low, k - 1), n, 0, Math.min(high, k + 3) + 1);
    if (k > low) for (let i = k + 1; i < k + v.length; i++) h[i * n + k - 1] = 0;
    x = at(k + 1, k);
    y = k < high - 1 ? at(k + 2, k) : 0;
    z = k < high - 2 ? at(k + 3, k) : 0;
  }
}

/** The eigenvalues of a 2 × 2 block, the one nearer to its end last; null if they are complex. */
function ofPair(a: number, b: number, c: number, d: number): [number, number] | null {
  const half = (a - d) / 2;
  const discriminant = half * half + b * c;
  if (discriminant < 0) return null;
  const reach = half + (half < 0 || Object.is(half, -0) ? -1 : 1) * Math.sqrt(discriminant);
  return reach === 0 ? [d, d] : [d + reach, d - (b * c) / reach];
}

/** The eigenvalues of a row-major matrix, which is overwritten; null if some of them are complex. */
function realEigenvalues(matrix: Float64Array, n: number): Float64Array | null {
  balance(matrix, n);
  toHessenberg(matrix, n);
  const values = new Float64Array(n);
  const at = (i: number, j: number): number => matrix[i * n + j]!;
  let steps = 0;
  for (let high = n - 1; high >= 0;) {
    let low = high;
    while (low > 0 && Math.abs(at(low, low - 1)) > Number.EPSILON * (Math.abs(at(low, low)) + Math.abs(at(low - 1, low - 1)))) low--; // prettier-ignore
    if (low === high) {
      values[high] = at(high, high);
      high--;
      steps = 0;
    } else if (low === high - 1) {
      const pair = ofPair(at(low, low), at(low, high), at(high, low), at(high, high));
      if (pair === null) return null;
      [values[low], values[high]] = pair;
      high -= 2;
      steps = 0;
    } else {
      if (++steps > STEPS) return null;
      francis(matrix, n, low, high, steps % 10 === 0);
    }
  }
  return values;
}

/** The real eigenvalues of a square matrix. Raises NotImplementedError for the function of that name if some are complex. */
export function eigenvaluesOf(matrix: NdArray, name: string): Float64Array {
  const found = realEigenvalues(Float64Array.from(matrix.values()), matrix.shape[0]!);
  if (found !== null) return found;
  throw exc.NotImplementedError(
    `${name} runs here where all its results are real; arrays here hold no complex numbers`,
  );
}
