/** Linear least squares by Householder's reflections, which lose no digits to squaring. */
import { linAlgError } from './errors.ts';

/** The coefficients with which the columns come nearest to `target`. Raises LinAlgError for columns that depend on each other. */
export function leastSquares(columns: readonly Float64Array[], target: ArrayLike<number>): Float64Array {
  // Columns of equal length keep powers of large numbers from hiding the others.
  const lengths = columns.map((column) => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0)) || 1);
  const q = columns.map((column, k) => column.map((value) => value / lengths[k]!));
  const rest = Float64Array.from(target);
  const n = q.length;
  const diagonal = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const column = q[k]!;
    let norm = 0;
    for (let i = k; i < column.length; i++) norm += column[i]! ** 2;
    norm = Math.sqrt(norm);
    if (norm < 1e-14) throw linAlgError('the columns of the least squares problem depend on each other');
    const alpha = column[k]! > 0 ? -norm : norm;
    diagonal[k] = alpha;
    column[k]! -= alpha;
    const scale = norm * (norm + Math.abs(column[k]! + alpha));
    const reflect = (vector: Float64Array): void => {
      let product = 0;
      for (let i = k; i < column.length; i++) product += column[i]! * vector[i]!;
      for (let i = k; i < column.length; i++) vector[i]! -= (product / scale) * column[i]!;
    };
    for (let j = k + 1; j < n; j++) reflect(q[j]!);
    reflect(rest);
  }
  const solution = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let value = rest[k]!;
    for (let j = k + 1; j < n; j++) value -= q[j]![k]! * solution[j]!;
    solution[k] = value / diagonal[k]!;
  }
  return solution.map((value, k) => value / lengths[k]!);
}
