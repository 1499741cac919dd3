/** Sums, products, extremes, and truth of arrays along axes. */
import { exc } from '../python/bind.ts';
import { checkedInt64, isFloat, isInteger, isNumeric, kindOf, promote, type DTypeName } from './dtype.ts';
import { mapUnary } from './elementwise.ts';
import { castArray, NdArray } from './ndarray.ts';
import { oneByOne, pairwiseSum, reduceRuns, type RunCombiner } from './reduce.ts';

function requireNumbers(x: NdArray): void {
  if (!isNumeric(x.dtype)) throw exc.TypeError('cannot perform reduce with flexible type');
}

/** The dtype in which small integers are added up. */
const sumType = (dtype: DTypeName): DTypeName =>
  isFloat(dtype) ? dtype : kindOf(dtype) === 'u' ? promote(dtype, 'uint64') : promote(dtype, 'int64');

const identity = (x: number): number => x;
const rounding = (dtype: DTypeName): ((x: number) => number) => (dtype === 'float32' ? Math.fround : identity);

/** `numpy.sum` over axes. */
export function sum(x: NdArray, axes: readonly number[], keepDims: boolean, dtype: DTypeName | null = null): NdArray {
  requireNumbers(x);
  const out = dtype ?? sumType(x.dtype);
  const source = isFloat(out) && out !== x.dtype ? castArray(x, out) : x;
  const round = rounding(out);
  const total: RunCombiner = isFloat(out)
    ? (accumulated, data, start, n, stride) =>
        round(accumulated + (n === 1 ? data[start]! : pairwiseSum(data, start, n, stride, round)))
    : oneByOne((accumulated, value) => checkedInt64(accumulated + value));
  return reduceRuns(source, axes, keepDims, out, 0, total);
}

/** `numpy.prod` over axes. */
export function prod(x: NdArray, axes: readonly number[], keepDims: boolean, dtype: DTypeName | null = null): NdArray {
  requireNumbers(x);
  const out = dtype ?? sumType(x.dtype);
  const round = rounding(out);
  const times = isInteger(out) ? (a: number, b: number) => checkedInt64(a * b) : (a: number, b: number) => round(a * b);
  return reduceRuns(castArray(x, out), axes, keepDims, out, 1, oneByOne(times));
}

export const countOf = (x: NdArray, axes: readonly number[]): number => axes.reduce((n, axis) => n * x.shape[axis]!, 1);

/** Divides by a count in the array's own dtype. */
export const dividedBy = (x: NdArray, count: number): NdArray => mapUnary(x, x.dtype, (value) => value / count);

const meanType = (x: NdArray, dtype: DTypeName | null): DTypeName => dtype ?? (isFloat(x.dtype) ? x.dtype : 'float64');

/** `numpy.mean` over axes. */
export function mean(x: NdArray, axes: readonly number[], keepDims: boolean, dtype: DTypeName | null = null): NdArray {
  return dividedBy(sum(x, axes, keepDims, meanType(x, dtype)), countOf(x, axes));
}

/** `numpy.var` over axes: the mean of the squared distances from the mean. */
export function variance(
  x: NdArray,
  axes: readonly number[],
  keepDims: boolean,
  ddof: number,
  dtype: DTypeName | null = null,
): NdArray {
  // prettier-ignore
  const out = meanType(x, dtype);
  const source = x.dtype === out ? x : castArray(x, out);
  const center = mean(source, axes, true).expand(x.shape).values();
  const values = source.values();
  const round = rounding(out);
  const squares = mapUnary(source, out, identity);
  for (let i = 0; i < values.length; i++) {
    const distance = round(values[i]! - center[i]!);
    squares.data[i] = distance * distance;
  }
  return dividedBy(sum(squares, axes, keepDims), Math.max(countOf(x, axes) - ddof, 0));
}

type Extreme = 'maximum' | 'minimum';

/** `numpy.max` and `numpy.min` over axes; NaN wins. Raises ValueError where there is nothing to choose from. */
export function extreme(x: NdArray, axes: readonly number[], keepDims: boolean, which: Extreme): NdArray {
  requireNumbers(x);
  if (countOf(x, axes) === 0 && reduceIsNonEmpty(x, axes)) {
    throw exc.ValueError(`zero-size array to reduction operation ${which} which has no identity`);
  }
  const most = which === 'maximum';
  const better = (a: number, b: number): number =>
    Number.isNaN(a) ? a : Number.isNaN(b) ? b : (most ? a >= b : a <= b) ? a : b;
  const wide = reduceRuns(x, axes, keepDims, 'float64', most ? -Infinity : Infinity, oneByOne(better));
  return x.dtype === 'float64' ? wide : castArray(wide, x.dtype);
}

const reduceIsNonEmpty = (x: NdArray, axes: readonly number[]): boolean =>
  x.shape.every((n, i) => axes.includes(i) || n > 0);

/** `numpy.all` and `numpy.any` over axes. */
export function truthOver(x: NdArray, axes: readonly number[], keepDims: boolean, which: 'all' | 'any'): NdArray {
  requireNumbers(x);
  const all = which === 'all';
  const f = all
    ? (a: number, v: number) => (a !== 0 && v !== 0 ? 1 : 0)
    : (a: number, v: number) => (a !== 0 || v !== 0 ? 1 : 0);
  return reduceRuns(x, axes, keepDims, 'bool', all ? 1 : 0, oneByOne(f));
}

/** A view with the axis last. */
export function axisLast(x: NdArray, axis: number): NdArray {
  const order = [...x.shape.keys()].filter((i) => i !== axis);
  order.push(axis);
  return x.view(order.map((i) => x.shape[i]!), order.map((i) => x.strides[i]!)); // prettier-ignore
}

/** `numpy.argmax` and `numpy.argmin` along an axis: the first place of the extreme, or of NaN. */
export function argExtreme(x: NdArray, axis: number, keepDims: boolean, which: 'argmax' | 'argmin'): NdArray {
  requireNumbers(x);
  const n = x.shape[axis]!;
  if (n === 0) throw exc.ValueError(`attempt to get ${which} of an empty sequence`);
  const rows = axisLast(x, axis);
  const values = rows.values();
  const places = new Float64Array(values.length / n);
  const most = which === 'argmax';
  for (let row = 0; row < places.length; row++) {
    let best = 0;
    for (let i = 0; i < n; i++) {
      const value = values[row * n + i]!;
      const held = values[row * n + best]!;
      if (Number.isNaN(held)) break;
      if (Number.isNaN(value) || (most ? value > held : value < held)) best = i;
    }
    places[row] = best;
  }
  return new NdArray(places, 'int64', x.shape.flatMap((m, i) => (i === axis ? (keepDims ? [1] : []) : [m]))); // prettier-ignore
}

/** `numpy.cumsum` and `numpy.cumprod` along an axis. */
export function cumulative(x: NdArray, axis: number, which: 'cumsum' | 'cumprod', dtype: DTypeName | null): NdArray {
  requireNumbers(x);
  const out = dtype ?? sumType(x.dtype);
  const result = castArray(x, out);
  const rows = axisLast(result, axis);
  const offsets = rows.offsets();
  const n = x.shape[axis]!;
  const check = isInteger(out) ? checkedInt64 : identity;
  const { data } = result;
  for (let i = 0; i < offsets.length; i++) {
    if (i % n === 0) continue;
    const before = data[offsets[i - 1]!]!;
    const value = data[offsets[i]!]!;
    data[offsets[i]!] = check(which === 'cumsum' ? before + value : before * value);
  }
  return result;
}
