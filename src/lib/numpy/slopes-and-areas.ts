/** Differences and slopes of sampled functions, and areas under them. */
import { exc, list, toFloat, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { axesArgument, axisArgument } from './axes.ts';
import { BINARY } from './binary.ts';
import { numberArray, toArray } from './conversion.ts';
import { isFloat, makeData } from './dtype.ts';
import { asFunctions } from './functions.ts';
import { concatenate } from './joining.ts';
import { NdArray, ndarray } from './ndarray.ts';
import { axisLast, sum } from './reductions.ts';
import { returned } from './scalar.ts';
import { ravel } from './shaping.ts';
import { axisBack } from './sorting.ts';

/** The array without the first or without the last element along an axis, as a view. */
export const without = (x: NdArray, axis: number, which: 'first' | 'last'): NdArray =>
  x.view(
    x.shape.map((n, i) => (i === axis ? Math.max(0, n - 1) : n)),
    x.strides,
    x.offset + (which === 'first' ? x.strides[axis]! : 0),
  );

function* area(y: NdArray, x: Value, dx: Value, axis: Value): Task {
  const along = axisArgument(axis, y.ndim);
  const pair = (f: 'add' | 'subtract', of: NdArray, at: number): NdArray =>
    BINARY[f]!(without(of, at, 'first'), without(of, at, 'last'));
  let widths = numberArray(dx) ?? (yield* toArray(dx));
  if (x !== null) {
    const places = yield* toArray(x);
    const steps = pair('subtract', places, places.ndim === 1 ? 0 : along);
    // Places in one dimension are those along the axis.
    widths = places.ndim === 1 ? steps.view(y.shape.map((_, i) => (i === along ? steps.size : 1))) : steps;
  }
  const doubled = BINARY.multiply!(widths, pair('add', y, along));
  return returned(sum(BINARY.divide!(doubled, numberArray(2)!), [along], false));
}

/** The distances between samples along an axis: one for all, or each. */
type Spacing = number | Float64Array;

function* spacingOf(value: Value, n: number): Task<Spacing> {
  if (numberArray(value) !== undefined) return toFloat(value, 'spacing');
  const places = yield* toArray(value);
  if (places.ndim === 0) return places.at();
  if (places.ndim !== 1) throw exc.ValueError('distances must be either scalars or 1d');
  if (places.size !== n) throw exc.ValueError('when 1d, distances must match the length of the corresponding dimension');
  const at = places.values();
  const steps = Float64Array.from({ length: n - 1 }, (_, i) => at[i + 1]! - at[i]!);
  return steps.every((step) => step === steps[0]) ? steps[0]! : steps;
} // prettier-ignore

/** The slope at a sample from the three around it, whose two distances are given. */
const inner = (f: ArrayLike<number>, at: number, before: number, behind: number): number =>
  (-behind / (before * (before + behind))) * f[at - 1]! +
  ((behind - before) / (before * behind)) * f[at]! +
  (before / (behind * (before + behind))) * f[at + 1]!;

/** The slope at the first of three samples; `near` and `far` are their distances. With both negated, at the last. */
const outer = (first: number, second: number, third: number, near: number, far: number): number =>
  (-(2 * near + far) / (near * (near + far))) * first +
  ((near + far) / (near * far)) * second +
  (-near / (far * (near + far))) * third;

function slopes(f: ArrayLike<number>, spacing: Spacing, order: number): Float64Array {
  const n = f.length;
  const step = (i: number): number => (typeof spacing === 'number' ? spacing : spacing[i]!);
  return Float64Array.from({ length: n }, (_, i) => {
    if (i > 0 && i < n - 1) {
      return typeof spacing === 'number' ? (f[i + 1]! - f[i - 1]!) / (2 * spacing) : inner(f, i, step(i - 1), step(i));
    }
    if (order === 1) return i === 0 ? (f[1]! - f[0]!) / step(0) : (f[n - 1]! - f[n - 2]!) / step(n - 2);
    return i === 0
      ? outer(f[0]!, f[1]!, f[2]!, step(0), step(1))
      : outer(f[n - 1]!, f[n - 2]!, f[n - 3]!, -step(n - 2), -step(n - 3));
  });
}

function* gradient(x: NdArray, spacings: readonly Value[], axis: Value, edgeOrder: Value): Task {
  const axes = axesArgument(axis, x.ndim);
  const order = toInt(edgeOrder, 'edge_order');
  if (order !== 1 && order !== 2) throw exc.ValueError("'edge_order' greater than 2 not supported");
  if (spacings.length > 1 && spacings.length !== axes.length) throw exc.TypeError('invalid number of arguments');
  const dtype = isFloat(x.dtype) ? x.dtype : 'float64';
  const results: NdArray[] = [];
  for (const [i, along] of axes.entries()) {
    const n = x.shape[along]!;
    if (n < order + 1) {
      throw exc.ValueError('Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.'); // prettier-ignore
    }
    const spacing = yield* spacingOf(spacings.length > 1 ? spacings[i]! : (spacings[0] ?? 1), n);
    const rows = axisLast(x, along);
    const values = rows.values();
    const found = new Float64Array(values.length);
    for (let start = 0; start < values.length; start += n) found.set(slopes(values.subarray(start, start + n), spacing, order), start); // prettier-ignore
    results.push(axisBack(ndarray(found, rows.shape, dtype), along));
  }
  return results.length === 1 ? results[0]! : list(results);
}

/** The differences of neighbours, with more put before and behind. */
function* ediff1d(x: NdArray, end: Value, begin: Value): Task {
  const values = x.values();
  const data = makeData(x.dtype, Math.max(0, x.size - 1));
  for (let i = 0; i < data.length; i++) data[i] = values[i + 1]! - values[i]!;
  const parts = [new NdArray(data, x.dtype, [data.length])];
  if (begin !== null) parts.unshift(ravel(yield* toArray(begin)));
  if (end !== null) parts.push(ravel(yield* toArray(end)));
  return concatenate(parts, 0);
}

export const slopeFunctions: Functions = asFunctions({
  'ediff1d(ary, to_end=None, to_begin=None)': ediff1d,
  'gradient(f, *varargs, axis=None, edge_order=1)': gradient,
  'trapz(y, x=None, dx=1.0, axis=-1)': area,
});
