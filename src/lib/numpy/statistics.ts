/** Medians, quantiles, histograms, correlations. */
import { exc, type Functions, PyFloat, repr, type Task, toInt, tuple, type Value } from '../python/bind.ts';
import { axesArgument } from './axes.ts';
import { binCountBy } from './bin-widths.ts';
import { toArray } from './conversion.ts';
import { isFloat, type DTypeName } from './dtype.ts';
import { mapBinary } from './elementwise.ts';
import { asFunctions, output, type ArrayFunctions } from './functions.ts';
import { less } from './introsort.ts';
import { matmul } from './linear-algebra.ts';
import { castArray, NdArray, ndarray } from './ndarray.ts';
import { mean, sum } from './reductions.ts';
import { reducedShape } from './reduce.ts';
import { returned } from './scalar.ts';
import { insertionPoint } from './sorting.ts';
import { transpose } from './shaping.ts';

/** The elements along axes, one row for each result, sorted with NaN last. */
function sortedRows(x: NdArray, axes: readonly number[]): { rows: Float64Array[]; n: number } {
  const kept = [...x.shape.keys()].filter((i) => !axes.includes(i));
  const values = transpose(x, [...kept, ...axes]).values();
  const n = axes.reduce((size, axis) => size * x.shape[axis]!, 1);
  const rows: Float64Array[] = [];
  for (let start = 0; start < values.length; start += n) {
    rows.push(
      Float64Array.from(values.subarray(start, start + n)).sort((a, b) => (less(a, b) ? -1 : less(b, a) ? 1 : 0)),
    );
  }
  return { rows, n };
}

const floatOf = (x: NdArray): DTypeName => (isFloat(x.dtype) ? x.dtype : 'float64');

function median(x: NdArray, axis: Value, out: Value, _overwrite: Value, keepDims: Value): Value {
  const axes = axesArgument(axis, x.ndim);
  const { rows, n } = sortedRows(x, axes);
  const results = rows.map((row) => {
    if (n === 0 || Number.isNaN(row[n - 1])) return NaN;
    const half = n >> 1;
    return n % 2 === 1 ? row[half]! : (row[half - 1]! + row[half]!) / 2;
  });
  if (n === 0) results.push(NaN);
  return output(ndarray(results, reducedShape(x.shape, axes, keepDims === true), floatOf(x)), out);
}

/**
 * Alpha and beta of R. J. Hyndman's and Y. Fan's continuous definitions of a quantile ("Sample Quantiles in Statistical Packages",
 * 1996).
 */
const CONTINUOUS = {
  linear: [1, 1],
  hazen: [1 / 2, 1 / 2],
  weibull: [0, 0],
  median_unbiased: [1 / 3, 1 / 3],
  normal_unbiased: [3 / 8, 3 / 8],
  interpolated_inverted_cdf: [0, 1],
} as const;

type Interpolation = keyof typeof CONTINUOUS | 'lower' | 'higher' | 'midpoint' | 'nearest';

/** Where among n sorted elements a quantile is. */
function placeOf(q: number, n: number, how: Interpolation): number {
  if (how === 'linear' || !(how in CONTINUOUS)) return (n - 1) * q;
  const [alpha, beta] = CONTINUOUS[how as keyof typeof CONTINUOUS];
  return Math.min(n - 1, Math.max(0, n * q + (alpha + q * (1 - alpha - beta)) - 1));
}

/** The value between the sorted elements at a fraction of the way from first to last. */
function quantileOf(row: Float64Array, q: number, how: Interpolation): number {
  const n = row.length;
  if (Number.isNaN(row[n - 1])) return NaN;
  const at = placeOf(q, n, how);
  const low = Math.floor(at);
  const high = Math.min(low + 1, n - 1);
  switch (how) {
    case 'lower':
      return row[low]!;
    case 'higher':
      return row[Math.ceil(at)]!;
    case 'nearest':
      return row[at - low === 0.5 ? low + (low % 2) : Math.round(at)]!;
    case 'midpoint':
      return at === low ? row[low]! : (row[low]! + row[high]!) / 2;
    default: {
      const t = at - low;
      const difference = row[high]! - row[low]!;
      return t >= 0.5 ? row[high]! - difference * (1 - t) : row[low]! + difference * t;
    }
  }
}

const METHODS = new Set([...Object.keys(CONTINUOUS), 'lower', 'higher', 'midpoint', 'nearest']);

const quantiles = (percent: boolean, skipNan: boolean) =>
  function* (x: NdArray, q: Value, axis: Value, out: Value, method: Value, keepDims: Value): Task {
    if (!METHODS.has(method as string)) {
      throw exc.NotImplementedError(
        `the method ${yield* repr(method)} does not run here; linear, hazen, weibull, lower, higher, midpoint, nearest and the unbiased ones do`,
      );
    }
    const wanted = yield* toArray(q);
    const fractions = Array.from(wanted.values(), (value) => (percent ? value / 100 : value));
    if (fractions.some((fraction) => !(fraction >= 0 && fraction <= 1))) {
      throw exc.ValueError(
        percent ? 'Percentiles must be in the range [0, 100]' : 'Quantiles must be in the range [0, 1]',
      );
    }
    const axes = axesArgument(axis, x.ndim);
    const { rows } = sortedRows(x, axes);
    const known = skipNan ? rows.map((row) => row.filter((value) => !Number.isNaN(value))) : rows;
    const results = fractions.flatMap((fraction) =>
      known.map((row) => quantileOf(row, fraction, method as Interpolation)),
    );
    // Methods that pick an element keep its dtype; the rarer ones that interpolate do so in doubles.
    const interpolated = (method as string) in CONTINUOUS ? 'float64' : x.dtype;
    const dtype = method === 'linear' || method === 'midpoint' ? floatOf(x) : interpolated;
    return output(ndarray(results, [...wanted.shape, ...reducedShape(x.shape, axes, keepDims === true)], dtype), out);
  };

function* average(x: NdArray, axis: Value, weights: Value, returnedToo: Value): Task {
  const axes = axesArgument(axis, x.ndim);
  if (weights === null) return output(mean(x, axes, false), null);
  const given = yield* toArray(weights);
  const w = given.ndim === x.ndim ? given : given.view(x.shape.map((n, i) => (axes.includes(i) ? n : 1)));
  const dtype = isFloat(x.dtype) ? x.dtype : 'float64';
  const products = mapBinary(x, w, 'float64', dtype, (a, b) => a * b);
  const total = sum(castArray(w.expand(x.shape), 'float64'), axes, false);
  if (total.values().some((value) => value === 0)) {
    throw exc.ZeroDivisionError("Weights sum to zero, can't be normalized");
  }
  const result = mapBinary(sum(products, axes, false), total, 'float64', dtype, (a, b) => a / b);
  return returnedToo === true ? tuple(returned(result), returned(total)) : returned(result);
}

const linearQuantile = (sorted: Float64Array, q: number): number => quantileOf(sorted, q, 'linear');

/** The edges of bins: given, or equally wide over a range, that many or as many as a rule gives. */
export function binEdges(
  values: ArrayLike<number>,
  bins: Value,
  range: readonly [number, number] | null,
): Float64Array {
  if (bins instanceof NdArray) return Float64Array.from(bins.values());
  const n = typeof bins === 'string' ? binCountBy(bins, values, range, linearQuantile) : toInt(bins, 'bins');
  if (n < 1) throw exc.ValueError('`bins` must be positive, when an integer');
  let [low, high] = range ?? [Infinity, -Infinity];
  if (range === null) {
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
    if (values.length === 0) [low, high] = [0, 1];
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw exc.ValueError(
      `autodetected range of [${low}, ${high}] is not finite`.replace(/NaN/g, 'nan').replace(/Infinity/g, 'inf'),
    );
  }
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const step = (high - low) / n;
  return Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? high : i * step + low));
}

function* histogram(x: NdArray, bins: Value, range: Value, density: Value, weights: Value): Task {
  const limits = range === null ? null : ((yield* toArray(range)).values() as unknown as [number, number]);
  if (typeof bins === 'string' && weights !== null) {
    throw exc.TypeError('Automated estimation of the number of bins is not supported for weighted data');
  }
  const given = typeof bins === 'number' || typeof bins === 'string' ? bins : yield* toArray(bins);
  const values = x.values();
  const edges = binEdges(values, given, limits === null ? null : [limits[0], limits[1]]);
  const w = weights === null ? null : (yield* toArray(weights)).values();
  const last = edges.length - 2;
  const counts = new Float64Array(last + 1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= edges[0]! && value <= edges[last + 1]!)) continue;
    counts[Math.min(last, insertionPoint(edges, value, 'right') - 1)]! += w === null ? 1 : w[i]!;
  }
  const histogramArray = new NdArray(counts, w === null ? 'int64' : 'float64', [last + 1]);
  const edgesArray = given instanceof NdArray ? given : ndarray(edges, [edges.length], 'float64');
  if (density !== true) return tuple(histogramArray, edgesArray);
  const total = sum(histogramArray, [0], false).at();
  const densities = counts.map((count, i) => count / (edges[i + 1]! - edges[i]!) / total);
  return tuple(ndarray(densities, [counts.length], 'float64'), edgesArray);
}

function* binCount(x: NdArray, weights: Value, least: Value): Task {
  if (isFloat(x.dtype))
    throw exc.TypeError("Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'");
  if (x.ndim !== 1) throw exc.ValueError('object too deep for desired array');
  const values = x.values();
  const w = weights === null ? null : (yield* toArray(weights)).values();
  let size = toInt(least, 'minlength');
  for (const value of values) {
    if (value < 0) throw exc.ValueError("'list' argument must have no negative elements");
    size = Math.max(size, value + 1);
  }
  const counts = new Float64Array(size);
  values.forEach((value, i) => (counts[value] = counts[value]! + (w === null ? 1 : w[i]!)));
  return new NdArray(counts, w === null ? 'int64' : 'float64', [size]);
}

/** The covariance of variables in rows. */
function covariance(x: NdArray, ddof: number): NdArray {
  const source = castArray(x.ndim === 1 ? x.view([1, x.size], [0, x.strides[0]!]) : x, 'float64');
  const center = mean(source, [1], true);
  const centered = mapBinary(source, center, 'float64', 'float64', (a, b) => a - b);
  const product = matmul(centered, transpose(centered, null));
  // NumPy multiplies by the reciprocal.
  const factor = 1 / (source.shape[1]! - ddof);
  return ndarray(product.values().map((value) => value * factor), product.shape, 'float64'); // prettier-ignore
}

const squeezed = (x: NdArray): Value => (x.size === 1 ? returned(x.view([])) : x);

function* bothRows(x: NdArray, y: Value): Task<NdArray> {
  if (y === null) return x;
  const other = yield* toArray(y);
  return ndarray([...x.values(), ...other.values()], [2, x.size], 'float64');
}

function* correlation(x: NdArray, y: Value, rowvar: Value): Task {
  const rows = yield* bothRows(rowvar === true ? x : transpose(x, null), y);
  const c = covariance(rows, 1);
  if (c.size === 1) return new PyFloat(1);
  const n = c.shape[0]!;
  const deviation = Array.from({ length: n }, (_, i) => Math.sqrt(c.data[i * n + i]!));
  const values = c.values().map((value, i) => value / deviation[Math.floor(i / n)]! / deviation[i % n]!);
  return ndarray(values.map((value) => Math.min(1, Math.max(-1, value))), c.shape, 'float64'); // prettier-ignore
}

const functions: ArrayFunctions = {
  'median(a, axis=None, out=None, overwrite_input=False, keepdims=False)': median,
  'nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False)': (x: NdArray, axis: Value, out: Value, _o: Value, keepDims: Value) => quantiles(false, true)(x, new PyFloat(0.5), axis, out, 'linear', keepDims), // prettier-ignore
  'quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False)': (x: NdArray, q: Value, axis: Value, out: Value, _o: Value, method: Value, keepDims: Value) => quantiles(false, false)(x, q, axis, out, method, keepDims), // prettier-ignore
  'percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False)': (x: NdArray, q: Value, axis: Value, out: Value, _o: Value, method: Value, keepDims: Value) => quantiles(true, false)(x, q, axis, out, method, keepDims), // prettier-ignore
  'nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False)': (x: NdArray, q: Value, axis: Value, out: Value, _o: Value, method: Value, keepDims: Value) => quantiles(true, true)(x, q, axis, out, method, keepDims), // prettier-ignore
  'nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False)': (x: NdArray, q: Value, axis: Value, out: Value, _o: Value, method: Value, keepDims: Value) => quantiles(false, true)(x, q, axis, out, method, keepDims), // prettier-ignore
  'average(a, axis=None, weights=None, returned=False)': average,
  'histogram(a, bins=10, range=None, density=None, weights=None)': histogram,
  'bincount(x, /, weights=None, minlength=0)': binCount,
  'cov(m, y=None, rowvar=True, bias=False, ddof=None)': function* (
    x: NdArray,
    y: Value,
    rowvar: Value,
    bias: Value,
    ddof: Value,
  ): Task {
    // prettier-ignore
    const rows = yield* bothRows(rowvar === true ? x : transpose(x, null), y);
    return squeezed(covariance(rows, ddof === null ? (bias === true ? 0 : 1) : toInt(ddof, 'ddof')));
  },
  'corrcoef(x, y=None, rowvar=True)': correlation,
  'histogram_bin_edges(a, bins=10, range=None)': function* (x: NdArray, bins: Value, range: Value): Task {
    const limits = range === null ? null : (yield* toArray(range)).values();
    const edges = binEdges(x.values(), bins, limits === null ? null : [limits[0]!, limits[1]!]);
    return ndarray(edges, [edges.length], 'float64');
  },
};

export const statisticsFunctions: Functions = asFunctions(functions);
