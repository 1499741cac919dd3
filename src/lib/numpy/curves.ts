/** Functions of sampled curves: convolution, correlation, interpolation, and polynomials through them. */
import { exc, toFloat, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { makeData, promote } from './dtype.ts';
import { commonDType } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { leastSquares } from './least-squares.ts';
import { NdArray, ndarray } from './ndarray.ts';
import { returned } from './scalar.ts';

function* convolve(first: Value, second: Value, mode: Value): Task {
  let a = yield* toArray(first);
  let b = yield* toArray(second);
  if (a.size === 0 || b.size === 0) throw exc.ValueError(`${a.size === 0 ? 'a' : 'v'} cannot be empty`);
  if (b.size > a.size) [a, b] = [b, a];
  const [x, y] = [a.values(), b.values()];
  const dtype = commonDType(a, b);
  const full = makeData(dtype, x.length + y.length - 1);
  for (let i = 0; i < full.length; i++) {
    let sum = 0;
    for (let j = Math.max(0, i - x.length + 1); j <= Math.min(i, y.length - 1); j++) sum += x[i - j]! * y[j]!;
    full[i] = sum;
  }
  const [start, size] =
    mode === 'full'
      ? [0, full.length]
      : mode === 'same'
        ? [(y.length - 1) >> 1, x.length]
        : [y.length - 1, x.length - y.length + 1];
  if (!['full', 'same', 'valid'].includes(mode as string))
    throw exc.ValueError("mode must be one of 'valid', 'same', or 'full'");
  return new NdArray(full.slice(start, start + size), dtype, [size]);
}

function* correlate(first: Value, second: Value, mode: Value): Task {
  const [a, v] = [yield* toArray(first), yield* toArray(second)];
  const [x, y] = [Array.from(a.values()), Array.from(v.values())];
  const dtype = promote(a.dtype, v.dtype);
  const swapped = y.length > x.length;
  const [long, short] = swapped ? [y, x] : [x, y];
  // The sum of long[k + i] * short[i] for all shifts k; backwards where the arguments were swapped.
  const [least, most] =
    mode === 'valid' ? [0, long.length - short.length] : mode === 'same' ? [-(short.length >> 1), long.length - 1 - (short.length >> 1)] : [1 - short.length, long.length - 1]; // prettier-ignore
  const sums = Array.from({ length: most - least + 1 }, (_, j) => short.reduce((sum, value, i) => sum + value * (long[least + j + i] ?? 0), 0)); // prettier-ignore
  return ndarray(Float64Array.from(swapped ? sums.reverse() : sums), [sums.length], dtype);
}

function* interpolate(x: NdArray, points: Value, heights: Value, left: Value, right: Value): Task {
  const xp = (yield* toArray(points)).values();
  const fp = (yield* toArray(heights)).values();
  if (xp.length !== fp.length) throw exc.ValueError('fp and xp are not of the same length.');
  if (xp.length === 0) throw exc.ValueError('array of sample points is empty');
  const last = xp.length - 1;
  const at = (value: number): number => {
    if (Number.isNaN(value)) return NaN;
    if (value < xp[0]!) return left === null ? fp[0]! : toFloat(left, 'left');
    if (value > xp[last]!) return right === null ? fp[last]! : toFloat(right, 'right');
    let low = 0;
    for (let high = last; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (xp[middle]! <= value) low = middle;
      else high = middle;
    }
    if (value === xp[last]) return fp[last]!;
    const slope = (fp[low + 1]! - fp[low]!) / (xp[low + 1]! - xp[low]!);
    return slope * (value - xp[low]!) + fp[low]!;
  };
  return returned(ndarray(Float64Array.from(x.values(), at), x.shape, 'float64'));
}

function* fit(x: NdArray, heights: Value, degree: Value, _rcond: Value, full: Value, weights: Value, cov: Value): Task {
  if (full !== false || cov !== false)
    throw exc.NotImplementedError('full and cov do not run here; numpy.linalg.lstsq gives residuals');
  const y = (yield* toArray(heights)).values();
  const at = x.values();
  const order = toInt(degree, 'deg') + 1;
  if (order < 1) throw exc.ValueError('expected deg >= 0');
  if (at.length === 0) throw exc.TypeError('expected non-empty vector for x');
  if (at.length !== y.length) throw exc.TypeError('expected x and y to have same length');
  const columns = Array.from({ length: order }, (_, k) => Float64Array.from(at, (value) => value ** (order - 1 - k)));
  if (weights === null) return ndarray(leastSquares(columns, y), [order], 'float64');
  const w = (yield* toArray(weights)).values();
  if (w.length !== y.length) throw exc.TypeError('expected w and y to have the same length');
  const weighted = columns.map((column) => column.map((value, i) => value * w[i]!));
  return ndarray(
    leastSquares(
      weighted,
      Float64Array.from(y, (value, i) => value * w[i]!),
    ),
    [order],
    'float64',
  );
}

/** Powers of each number in a row (Vandermonde's matrix), the highest first. */
function vander(x: NdArray, columns: Value, increasing: Value): NdArray {
  if (x.ndim !== 1) throw exc.ValueError('x must be a one-dimensional array or sequence.');
  const n = columns === null ? x.size : toInt(columns, 'N');
  const values = x.values();
  const data = makeData(x.dtype, x.size * n);
  values.forEach((value, i) => {
    for (let j = 0; j < n; j++) data[i * n + j] = value ** (increasing === true ? j : n - 1 - j);
  });
  return new NdArray(data, x.dtype, [x.size, n]);
}

export const curveFunctions: Functions = {
  'convolve(a, v, mode="full")': convolve,
  'correlate(a, v, mode="valid")': correlate,
  ...asFunctions({
    'interp(x, xp, fp, left=None, right=None)': interpolate,
    'polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False)': fit,
    'vander(x, N=None, increasing=False)': vander,
  }),
};
