/** Functions of sampled curves: convolution, interpolation, slopes, polynomials. */
import { exc, toFloat, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { isFloat, makeData } from './dtype.ts';
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

function gradient(x: NdArray, spacing: readonly Value[]): NdArray {
  if (x.ndim !== 1) throw exc.NotImplementedError('numpy.gradient runs here for one dimension');
  const h = spacing.length === 0 ? 1 : toFloat(spacing[0]!, 'spacing');
  const f = x.values();
  const n = f.length;
  if (n < 2)
    throw exc.ValueError(
      'Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.',
    );
  const slope = (i: number): number => {
    if (i === 0) return (f[1]! - f[0]!) / h;
    return i === n - 1 ? (f[n - 1]! - f[n - 2]!) / h : (f[i + 1]! - f[i - 1]!) / (2 * h);
  };
  return ndarray(Float64Array.from({ length: n }, (_, i) => slope(i)), [n], isFloat(x.dtype) ? x.dtype : 'float64'); // prettier-ignore
}

function* fit(x: NdArray, heights: Value, degree: Value): Task {
  const y = (yield* toArray(heights)).values();
  const at = x.values();
  const order = toInt(degree, 'deg') + 1;
  if (order < 1) throw exc.ValueError('expected deg >= 0');
  if (at.length === 0) throw exc.TypeError('expected non-empty vector for x');
  if (at.length !== y.length) throw exc.TypeError('expected x and y to have same length');
  const columns = Array.from({ length: order }, (_, k) => Float64Array.from(at, (value) => value ** (order - 1 - k)));
  return ndarray(leastSquares(columns, y), [order], 'float64');
}

export const curveFunctions: Functions = {
  'convolve(a, v, mode="full")': convolve,
  ...asFunctions({
    'interp(x, xp, fp, left=None, right=None)': interpolate,
    'gradient(f, *varargs)': gradient,
    'polyfit(x, y, deg)': fit,
  }),
};
