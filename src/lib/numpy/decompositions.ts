/** Factors of matrices: singular values, eigenvectors of symmetric ones, QR and Cholesky's. Row-major doubles throughout. */
import { linAlgError } from './errors.ts';

export interface Matrix {
  readonly values: Float64Array<ArrayBuffer>;
  readonly rows: number;
  readonly columns: number;
}

export const transposed = ({ values, rows, columns }: Matrix): Matrix => {
  const turned = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j]!;
  return { values: turned, rows: columns, columns: rows };
};

export interface Singular {
  /** rows × k, k the lesser of both sizes. */
  readonly u: Matrix;
  /** Descending. */
  readonly values: Float64Array<ArrayBuffer>;
  /** k × columns. */
  readonly vt: Matrix;
}

const SWEEPS = 60;

/** Turns two lines of `length` numbers by an angle. */
function rotate(x: Float64Array, a: number, b: number, length: number, cosine: number, sine: number): void {
  for (let i = 0; i < length; i++) {
    const [p, q] = [x[a + i]!, x[b + i]!];
    x[a + i] = cosine * p - sine * q;
    x[b + i] = sine * p + cosine * q;
  }
}

const lengthOf = (line: Float64Array): number => Math.sqrt(line.reduce((sum, value) => sum + value * value, 0));

/** Singular values by M. R. Hestenes' one-sided rotations, which are accurate for small ones too. Signs are free. */
export function singular(matrix: Matrix): Singular {
  if (matrix.rows < matrix.columns) {
    const { u, values, vt } = singular(transposed(matrix));
    return { u: transposed(vt), values, vt: transposed(u) };
  }
  const { rows: m, columns: n } = matrix;
  // Lines of `columns` are the columns of the matrix, which become orthogonal; `turns` collects the rotations.
  const columns = transposed(matrix).values;
  const turns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) turns[j * n + j] = 1;
  let turned = true;
  for (let sweep = 0; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let a = 0; a < n - 1; a++) {
      for (let b = a + 1; b < n; b++) {
        let [aa, bb, ab] = [0, 0, 0];
        for (let i = 0; i < m; i++) {
          const [p, q] = [columns[a * m + i]!, columns[b * m + i]!];
          aa += p * p;
          bb += q * q;
          ab += p * q;
        }
        if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb) || ab === 0) continue;
        turned = true;
        const zeta = (bb - aa) / (2 * ab);
        const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        rotate(columns, a * m, b * m, m, cosine, cosine * tangent);
        rotate(turns, a * n, b * n, n, cosine, cosine * tangent);
      }
    }
  }
  const lengths = Array.from({ length: n }, (_, j) => lengthOf(columns.subarray(j * m, (j + 1) * m)));
  const order = lengths.map((_, j) => j).sort((a, b) => lengths[b]! - lengths[a]!);
  const u = new Float64Array(n * m);
  const vt = new Float64Array(n * n);
  order.forEach((j, k) => {
    const line = columns.subarray(j * m, (j + 1) * m);
    u.set(lengths[j]! > 1e-300 ? line.map((value) => value / lengths[j]!) : line, k * m);
    vt.set(turns.subarray(j * n, (j + 1) * n), k * n);
  });
  completeBasis(u, order.filter((j) => lengths[j]! > 1e-300).length, n, m);
  return {
    u: transposed({ values: u, rows: n, columns: m }),
    values: Float64Array.from(order, (j) => lengths[j]!),
    vt: { values: vt, rows: n, columns: n },
  };
}

/** Gives the lines from `known` on directions orthogonal to all before them. */
function completeBasis(lines: Float64Array, known: number, count: number, length: number): void {
  let candidate = 0;
  for (let k = known; k < count;) {
    const line = lines.subarray(k * length, (k + 1) * length).fill(0);
    line[candidate++] = 1;
    for (let j = 0; j < k; j++) {
      const other = lines.subarray(j * length, (j + 1) * length);
      const product = other.reduce((sum, value, i) => sum + value * line[i]!, 0);
      other.forEach((value, i) => (line[i]! -= product * value));
    }
    const size = lengthOf(line);
    if (size < 1e-8) continue;
    line.forEach((value, i) => (line[i] = value / size));
    k++;
  }
}

/** Eigenvalues, ascending, and eigenvectors as columns, of a symmetric matrix by Jacobi's rotations. Signs are free. */
export function symmetricEigen(matrix: Matrix): { values: Float64Array<ArrayBuffer>; vectors: Matrix } {
  const n = matrix.rows;
  const a = matrix.values.slice();
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) a[i * n + j] = a[j * n + i]!; // the lower half counts
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const value = a[p * n + q]!;
        const scale = Math.sqrt(Math.abs(a[p * n + p]! * a[q * n + q]!));
        if (value === 0 || Math.abs(value) <= 1e-17 * scale) continue;
        off++;
        const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * value);
        const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(1, theta));
        const cosine = 1 / Math.hypot(1, tangent);
        const sine = tangent * cosine;
        rotate(a, p * n, q * n, n, cosine, sine);
        for (let i = 0; i < n; i++) {
          const [x, y] = [a[i * n + p]!, a[i * n + q]!];
          a[i * n + p] = cosine * x - sine * y;
          a[i * n + q] = sine * x + cosine * y;
        }
        rotate(vectors, p * n, q * n, n, cosine, sine);
      }
    }
    if (off === 0) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i * n + i]! - a[j * n + j]!);
  const lines = new Float64Array(n * n);
  order.forEach((j, k) => lines.set(vectors.subarray(j * n, (j + 1) * n), k * n));
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]!),
    vectors: transposed({ values: lines, rows: n, columns: n }),
  };
}

/** Q (rows × k) and R (k × columns) by Householder's reflections, with LAPACK's signs; k is the number of rows where they shall be `complete`. */
export function householderQR(matrix: Matrix, complete = false): { q: Matrix; r: Matrix } {
  const { rows: m, columns: n } = matrix;
  const k = Math.min(m, n);
  const a = matrix.values.slice();
  const reflections: { readonly v: Float64Array; readonly tau: number }[] = [];
  const reflect = (x: Float64Array, width: number, v: Float64Array, tau: number, from: number): void => {
    for (let j = 0; j < width; j++) {
      let product = 0;
      for (let i = from; i < m; i++) product += v[i]! * x[i * width + j]!;
      for (let i = from; i < m; i++) x[i * width + j]! -= tau * product * v[i]!;
    }
  };
  for (let j = 0; j < k; j++) {
    const v = new Float64Array(m);
    let rest = 0;
    for (let i = j + 1; i < m; i++) rest += a[i * n + j]! ** 2;
    const alpha = a[j * n + j]!;
    if (rest === 0) {
      reflections.push({ v, tau: 0 });
      continue;
    }
    const beta = -Math.sign(alpha || 1) * Math.sqrt(alpha * alpha + rest);
    v[j] = 1;
    for (let i = j + 1; i < m; i++) v[i] = a[i * n + j]! / (alpha - beta);
    const tau = (beta - alpha) / beta;
    reflect(a, n, v, tau, j);
    reflections.push({ v, tau });
  }
  const width = complete ? m : k;
  const q = new Float64Array(m * width);
  for (let j = 0; j < width; j++) q[j * width + j] = 1;
  for (let j = k - 1; j >= 0; j--) reflect(q, width, reflections[j]!.v, reflections[j]!.tau, j);
  const r = a.slice(0, width * n);
  for (let i = 0; i < width; i++) for (let j = 0; j < Math.min(i, n); j++) r[i * n + j] = 0;
  return { q: { values: q, rows: m, columns: width }, r: { values: r, rows: width, columns: n } };
}

/** The lower triangle L with L Lᵀ the matrix, of which the lower half counts. Raises LinAlgError. */
export function cholesky({ values, rows: n }: Matrix): Matrix {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = values[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i !== j) lower[i * n + j] = sum / lower[j * n + j]!;
      else {
        if (!(sum > 0)) throw linAlgError('Matrix is not positive definite');
        lower[i * n + i] = Math.sqrt(sum);
      }
    }
  }
  return { values: lower, rows: n, columns: n };
}

/** The product of two matrices. */
export function product(a: Matrix, b: Matrix): Matrix {
  const values = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.values[i * a.columns + k]!;
      for (let j = 0; j < b.columns; j++) values[i * b.columns + j]! += factor * b.values[k * b.columns + j]!;
    }
  }
  return { values, rows: a.rows, columns: b.columns };
}

/** The pseudo-inverse; singular values up to `cutoff` times the largest count as zero. */
export function pseudoInverse(
  matrix: Matrix,
  cutoff: number,
): { inverse: Matrix; rank: number; values: Float64Array<ArrayBuffer> } {
  const { u, values, vt } = singular(matrix);
  const least = cutoff * (values[0] ?? 0);
  const rank = values.filter((value) => value > least).length;
  const v = transposed(vt);
  for (let i = 0; i < v.rows; i++) {
    for (let k = 0; k < v.columns; k++) v.values[i * v.columns + k]! *= values[k]! > least ? 1 / values[k]! : 0;
  }
  return { inverse: product(v, transposed(u)), rank, values };
}
