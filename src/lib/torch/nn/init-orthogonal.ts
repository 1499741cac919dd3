/**
 * The orthonormal columns of a tall matrix, [rows, columns] in row-major order, by Householder's reflections in double precision. Of the
 * decompositions QR it is the one whose R has a positive diagonal, so that there is only one.
 */
export function orthonormalColumns(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const r = Float64Array.from(matrix);
  const reflections: Float64Array[] = [];
  for (let k = 0; k < columns; k++) {
    const v = Float64Array.from({ length: rows }, (_, i) => (i < k ? 0 : r[i * columns + k]!));
    const norm = Math.hypot(...v);
    v[k] = v[k]! + (v[k]! >= 0 ? norm : -norm);
    const square = v.reduce((sum, x) => sum + x * x, 0);
    if (square > 0) for (let i = 0; i < rows; i++) v[i] = v[i]! / Math.sqrt(square);
    reflect(r, v, columns);
    reflections.push(v);
  }
  const q = new Float64Array(rows * columns);
  // R's diagonal is made positive by turning columns of Q.
  for (let k = 0; k < columns; k++) q[k * columns + k] = Math.sign(r[k * columns + k]!);
  for (const v of reflections.reverse()) reflect(q, v, columns);
  return q;
}

/** Subtracts twice the projection on the unit vector `v` from each column. */
function reflect(matrix: Float64Array, v: Float64Array, columns: number): void {
  for (let j = 0; j < columns; j++) {
    let dot = 0;
    for (let i = 0; i < v.length; i++) dot += v[i]! * matrix[i * columns + j]!;
    for (let i = 0; i < v.length; i++) matrix[i * columns + j] = matrix[i * columns + j]! - 2 * dot * v[i]!;
  }
}
