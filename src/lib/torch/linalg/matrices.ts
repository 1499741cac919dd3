/** Dense linear algebra on small matrices, in 64 bits. A matrix is its rows. */
export type Matrix = number[][];

export const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
export const transposed = (a: Matrix): Matrix => (a[0] ?? []).map((_, j) => a.map((row) => row[j]!));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));

/** What elimination finds: X with a X = b, or null and the first pivot, counted from 1, that is zero. */
interface Eliminated {
  readonly determinant: number;
  readonly solution: Matrix | null;
  readonly stop: number;
}

/** Gaussian elimination with partial pivoting. */
export function eliminated(a: Matrix, b: Matrix): Eliminated {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      determinant = -determinant;
    }
    const top = rows[k]!;
    determinant *= top[k]!;
    if (top[k] === 0) return { determinant: 0, solution: null, stop: k + 1 };
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![k]! / top[k]!;
      if (i === k || factor === 0) continue;
      for (let j = k; j < top.length; j++) rows[i]![j]! -= factor * top[j]!;
    }
  }
  return { determinant, solution: rows.map((row, i) => row.slice(n).map((x) => x / row[i]!)), stop: 0 };
}

/** Eigenvalues of a symmetric matrix, ascending, and eigenvectors as columns: Jacobi's rotations. */
export function symmetricEigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const n = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const v = identity(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += a[i]![j]! ** 2;
    if (off < 1e-30) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        const rotate = (m: Matrix, i: number, j: number, k: number, l: number): void => {
          const [x, y] = [m[i]![j]!, m[k]![l]!];
          m[i]![j] = c * x - s * y;
          m[k]![l] = s * x + c * y;
        };
        for (let k = 0; k < n; k++) rotate(a, k, p, k, q);
        for (let k = 0; k < n; k++) rotate(a, p, k, q, k);
        for (let k = 0; k < n; k++) rotate(v, k, p, k, q);
      }
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i]![i]! - a[j]![j]!);
  return { values: order.map((i) => a[i]![i]!), vectors: v.map((row) => order.map((i) => row[i]!)) };
}

/** a = q r with orthonormal columns in q, as many as it takes or `complete`: Householder's reflections, as LAPACK signs them. */
export function orthogonalTriangular(a: Matrix, complete = false): { q: Matrix; r: Matrix } {
  const [m, n] = [a.length, a[0]?.length ?? 0];
  const r = a.map((row) => [...row]);
  let q = identity(m);
  for (let k = 0; k < Math.min(m - 1, n); k++) {
    const x = r.map((row, i) => (i < k ? 0 : row[k]!));
    const length = Math.hypot(...x);
    if (x.slice(k + 1).every((v) => v === 0)) continue;
    x[k]! += x[k]! >= 0 ? length : -length;
    const square = x.reduce((sum, v) => sum + v * v, 0);
    const reflection = identity(m).map((row, i) => row.map((v, j) => v - (2 * x[i]! * x[j]!) / square));
    r.splice(0, m, ...product(reflection, r));
    q = product(q, reflection);
  }
  const k = complete ? m : Math.min(m, n);
  return { q: q.map((row) => row.slice(0, k)), r: r.slice(0, k).map((row, i) => row.map((v, j) => (j < i ? 0 : v))) };
}

/** a = u diag(s) vt with the singular values descending, as many as the smaller side: one-sided rotations of the columns. */
export function singularValues(a: Matrix): { u: Matrix; s: number[]; vt: Matrix } {
  if (a.length < (a[0]?.length ?? 0)) {
    const { u, s, vt } = singularValues(transposed(a));
    return { u: transposed(vt), s, vt: transposed(u) };
  }
  const columns = transposed(a);
  const n = columns.length;
  const v = identity(n);
  const dot = (x: number[], y: number[]): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const turn = (m: Matrix, p: number, q: number, c: number, s: number): void => {
    const [x, y] = [m[p]!, m[q]!];
    m[p] = x.map((value, i) => c * value - s * y[i]!);
    m[q] = x.map((value, i) => s * value + c * y[i]!);
  };
  for (let sweep = 0, moved = true; moved && sweep < 60; sweep++) {
    moved = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [alpha, beta, gamma] = [dot(columns[p]!, columns[p]!), dot(columns[q]!, columns[q]!), dot(columns[p]!, columns[q]!)]; // prettier-ignore
        if (gamma === 0 || Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta)) continue;
        moved = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(zeta, 1));
        const c = 1 / Math.hypot(t, 1);
        turn(columns, p, q, c, c * t);
        turn(v, p, q, c, c * t);
      }
    }
  }
  const lengths = columns.map((column) => Math.hypot(...column));
  const order = lengths.map((_, i) => i).sort((i, j) => lengths[j]! - lengths[i]!);
  const unit = order.map((i) => columns[i]!.map((x) => (lengths[i] === 0 ? 0 : x / lengths[i]!)));
  return { u: transposed(unit), s: order.map((i) => lengths[i]!), vt: order.map((i) => v[i]!) };
}

/** The lower triangle l with l lᵀ = a; the row that fails where a is not positive definite. */
export function cholesky(a: Matrix): Matrix | number {
  const l = a.map((row) => row.map(() => 0));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j && !(sum > 0)) return i + 1;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  }
  return l;
}
