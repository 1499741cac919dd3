/** Polynomials as arrays of their coefficients, that of the highest power first. */
import { exc } from '../python/bind.ts';
import { BINARY } from './binary.ts';
import { isFloat } from './dtype.ts';
import { commonDType } from './elementwise.ts';
import { eigenvaluesOf } from './eigenvalues.ts';
import { concatenate, takeAlong } from './joining.ts';
import { castArray, ndarray, type NdArray } from './ndarray.ts';
import { ravel } from './shaping.ts';

/** Coefficients as one row. Raises ValueError for arrays of more dimensions. */
export const coefficientRow = (x: NdArray): NdArray => (x.ndim === 0 ? x.view([1]) : x);

const zerosLike = (n: number, x: NdArray): NdArray => castArray(ndarray(new Float64Array(n), [n], 'float64'), x.dtype);

/** The shorter one with zeros before it. */
function padded(a: NdArray, b: NdArray): [NdArray, NdArray] {
  const missing = b.size - a.size;
  if (missing === 0) return [a, b];
  return missing > 0 ? [concatenate([zerosLike(missing, a), a], 0), b] : [a, concatenate([zerosLike(-missing, b), b], 0)]; // prettier-ignore
}

export const added = (a: NdArray, b: NdArray): NdArray => BINARY.add!(...padded(a, b));
export const subtracted = (a: NdArray, b: NdArray): NdArray => BINARY.subtract!(...padded(a, b));

export function multiplied(a: NdArray, b: NdArray): NdArray {
  const [long, short] = b.size > a.size ? [b, a] : [a, b];
  const [x, y] = [long.values(), short.values()];
  const sums = new Float64Array(x.length + y.length - 1);
  for (let i = 0; i < sums.length; i++) {
    for (let j = Math.max(0, i - x.length + 1); j <= Math.min(i, y.length - 1); j++) sums[i]! += x[i - j]! * y[j]!;
  }
  return ndarray(sums, [sums.length], commonDType(a, b));
}

/** Quotient and rest. */
export function divided(numerator: NdArray, denominator: NdArray): [quotient: NdArray, rest: NdArray] {
  const dtype = commonDType(numerator, denominator);
  const kind = isFloat(dtype) ? dtype : 'float64';
  const [u, v] = [castArray(numerator, kind), castArray(denominator, kind)];
  const [m, n] = [u.size - 1, v.size - 1];
  const quotient = castArray(ndarray(new Float64Array(Math.max(m - n + 1, 1)), [Math.max(m - n + 1, 1)], 'float64'), kind); // prettier-ignore
  const rest = u.copy();
  const scale = 1 / v.data[0]!;
  for (let k = 0; k <= m - n; k++) {
    const d = scale * rest.data[k]!;
    quotient.data[k] = d;
    for (let i = 0; i <= n; i++) rest.data[k + i]! -= d * v.data[i]!;
  }
  // Leading coefficients of the rest that rounding alone has left.
  let first = 0;
  while (first < rest.size - 1 && Math.abs(rest.data[first]!) <= 1e-8) first++;
  return [quotient, rest.view([rest.size - first], [1], first)];
}

/** The derivative of some order. */
export function derived(p: NdArray, order: number): NdArray {
  if (order < 0) throw exc.ValueError('Order of derivative must be positive (see polyint)');
  let result = p;
  for (let i = 0; i < order; i++) {
    const n = result.size - 1;
    const powers = ndarray(Float64Array.from({ length: Math.max(0, n) }, (_, k) => n - k), [Math.max(0, n)], 'int64'); // prettier-ignore
    result = BINARY.multiply!(result.view([Math.max(0, n)], result.strides), powers);
  }
  return result;
}

/** The integral of some order, with the constants of the integrations. */
export function integrated(p: NdArray, order: number, constants: NdArray | null): NdArray {
  if (order < 0) throw exc.ValueError('Order of integral must be positive (see polyder)');
  const given = constants === null ? [0] : Array.from(ravel(constants).values());
  if (given.length < order && given.length !== 1) throw exc.ValueError('k must be a scalar or a rank-1 array of length 1 or >m.'); // prettier-ignore
  let result = p;
  for (let i = 0; i < order; i++) {
    const n = result.size;
    const powers = ndarray(Float64Array.from({ length: n }, (_, k) => n - k), [n], 'int64'); // prettier-ignore
    const constant = ndarray([given[given.length === 1 ? 0 : i]!], [1], 'float64');
    result = concatenate([BINARY.divide!(result, powers), constant], 0);
  }
  return result;
}

/** The polynomial with those roots, or of a matrix: that with its eigenvalues. */
export function withRoots(zeros: NdArray): NdArray | null {
  const square = zeros.ndim === 2 && zeros.shape[0] === zeros.shape[1] && zeros.size > 0;
  if (zeros.ndim > 1 && !square) throw exc.ValueError('input must be 1d or non-empty square 2d array.');
  const values = square ? ndarray(eigenvaluesOf(zeros, 'numpy.poly'), [zeros.shape[0]!], 'float64') : coefficientRow(zeros);
  if (values.size === 0) return null;
  const dtype = values.dtype === 'float32' ? 'float32' : 'float64';
  let result = ndarray([1], [1], dtype);
  for (const zero of values.values()) result = multiplied(result, ndarray([1, -zero], [2], dtype));
  return result;
} // prettier-ignore

/** The roots, all of them real. */
export function rootsOf(p: NdArray): NdArray {
  const row = coefficientRow(p);
  if (row.ndim !== 1) throw exc.ValueError('Input must be a rank-1 array.');
  const values = Array.from(row.values());
  const [first, last] = [values.findIndex((c) => c !== 0), values.findLastIndex((c) => c !== 0)];
  if (first < 0) return ndarray([], [0], 'float64');
  const inner = values.slice(first, last + 1);
  const n = inner.length - 1;
  const companion = new Float64Array(n * n);
  for (let i = 1; i < n; i++) companion[i * n + i - 1] = 1;
  for (let j = 0; j < n; j++) companion[j] = -inner[j + 1]! / inner[0]!;
  const zeros = new Array<number>(values.length - 1 - last).fill(0);
  const found = n === 0 ? [] : eigenvaluesOf(ndarray(companion, [n, n], 'float64'), 'numpy.roots');
  return ndarray([...found, ...zeros], [n + zeros.length], row.dtype === 'float32' ? 'float32' : 'float64');
}

/** Values of a polynomial, by Horner's rule. */
export function valuesAt(p: NdArray, x: NdArray): NdArray {
  let result: NdArray = ndarray(new Float64Array(x.size), x.shape, x.dtype === 'bool' ? 'int64' : 'float64');
  result = castArray(result, x.dtype);
  for (const place of p.values().keys()) {
    result = BINARY.add!(BINARY.multiply!(result, x), p.view([], [], p.offset + place * (p.strides[0] ?? 1)));
  }
  return result;
}

/** Without the zeros before the first coefficient that is none; a single 0 if all are. */
export function trimmed(p: NdArray): NdArray {
  const first = p.values().findIndex((c) => c !== 0);
  if (first < 0) return castArray(ndarray([0], [1], 'float64'), p.dtype);
  return first === 0 ? p : takeAlong(p, Array.from({ length: p.size - first }, (_, i) => first + i), 0);
} // prettier-ignore
