/** Sorting and searching. */
import { exc, type Functions, repr, type Task, tuple, type Value } from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { toArray } from './conversion.ts';
import { axisError } from './errors.ts';
import { isNumeric } from './dtype.ts';
import { asFunctions, type ArrayFunctions } from './functions.ts';
import { less, sortPlaces } from './introsort.ts';
import { concatenate, takeAlong } from './joining.ts';
import { NdArray } from './ndarray.ts';
import { axisLast } from './reductions.ts';
import { returned } from './scalar.ts';
import { ravel, transpose } from './shaping.ts';

/** For texts: the number of each element in the order of all; for numbers, the numbers. */
export function sortKeys(x: NdArray): ArrayLike<number> {
  const values = x.values();
  if (isNumeric(x.dtype)) return values;
  const texts = Array.from(values, (place) => {
    const text = x.table[place]!;
    if (typeof text === 'string') return text;
    throw exc.NotImplementedError('sorting runs here for arrays of numbers and of texts; use sorted() on a list');
  });
  const order = new Map([...new Set(texts)].sort((a, b) => (a < b ? -1 : 1)).map((text, i) => [text, i]));
  return texts.map((text) => order.get(text)!);
}

const STABLE = new Set(['stable', 'mergesort']);

/** The places that sort each row along the last axis. */
function rowOrders(x: NdArray, kind: Value): Int32Array {
  const n = x.shape.at(-1)!;
  const keys = sortKeys(x);
  const orders = new Int32Array(keys.length);
  for (let start = 0; start < keys.length; start += n) {
    const row = Array.prototype.slice.call(keys, start, start + n) as number[];
    const places = Int32Array.from(row, (_, i) => i);
    sortPlaces(row, places, STABLE.has(kind as string));
    orders.set(places, start);
  }
  return orders;
}

export function along(x: NdArray, axis: Value): { source: NdArray; axis: number } {
  if (axis === null) return { source: ravel(x), axis: 0 };
  if (x.ndim === 0) throw axisError(-1, 0);
  return { source: x, axis: axisArgument(axis, x.ndim) };
}

/** Moves the last axis back to where it was, in new memory. */
export function axisBack(x: NdArray, axis: number): NdArray {
  const order = [...x.shape.keys()].slice(0, -1);
  order.splice(axis, 0, x.ndim - 1);
  return x.view(order.map((i) => x.shape[i]!), order.map((i) => x.strides[i]!)).copy(); // prettier-ignore
}

export function argsort(x: NdArray, axis: Value, kind: Value): NdArray {
  const { source, axis: at } = along(x, axis);
  const rows = axisLast(source, at);
  return axisBack(new NdArray(Float64Array.from(rowOrders(rows, kind)), 'int64', rows.shape), at);
}

/** A sorted copy. */
export function sorted(x: NdArray, axis: Value): NdArray {
  const { source, axis: at } = along(x, axis);
  const rows = axisLast(source, at);
  const values = rows.values();
  const orders = rowOrders(rows, 'stable');
  const result = rows.copy();
  const n = rows.shape.at(-1)!;
  for (let i = 0; i < orders.length; i++) result.data[i] = values[i - (i % n) + orders[i]!]!;
  return axisBack(result, at);
}

/** The distinct elements, sorted, and where they come from. */
export function unique(x: NdArray): { values: NdArray; first: number[]; inverse: Float64Array; counts: number[] } {
  const flat = ravel(x);
  const keys = sortKeys(flat);
  const order = Int32Array.from({ length: keys.length }, (_, i) => i);
  sortPlaces(keys, order, true);
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(order.length);
  let last: number | undefined;
  for (const place of order) {
    const key = keys[place]!;
    if (last === undefined || (key !== last && !(Number.isNaN(key) && Number.isNaN(last)))) {
      first.push(place);
      counts.push(0);
      last = key;
    }
    counts[counts.length - 1]!++;
    inverse[place] = counts.length - 1;
  }
  return { values: takeAlong(flat, first, 0), first, inverse, counts };
}

/** The different slices along an axis, in the order of their elements. */
function uniqueSlices(x: NdArray, axis: number): ReturnType<typeof unique> {
  const rows = transpose(x, [axis, ...[...x.shape.keys()].filter((i) => i !== axis)]);
  const n = rows.shape[0]!;
  const width = x.size / Math.max(1, n);
  const values = rows.values();
  const compared = (a: number, b: number): number => {
    for (let k = 0; k < width; k++) {
      const [p, q] = [values[a * width + k]!, values[b * width + k]!];
      if (p !== q) return less(p, q) ? -1 : 1;
    }
    return 0;
  };
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => compared(a, b) || a - b);
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(n);
  for (const place of order) {
    if (first.length === 0 || compared(first.at(-1)!, place) !== 0) {
      first.push(place);
      counts.push(0);
    }
    counts[counts.length - 1]!++;
    inverse[place] = counts.length - 1;
  }
  return { values: takeAlong(x, first, axis), first, inverse, counts };
}

const ints = (values: ArrayLike<number>): NdArray => new NdArray(Float64Array.from(values), 'int64', [values.length]);

function uniqueFunction(x: NdArray, index: Value, inverse: Value, counts: Value, axis: Value): Value {
  const found = axis !== null && x.ndim > 1 ? uniqueSlices(x, axisArgument(axis, x.ndim)) : unique(x);
  const parts: Value[] = [found.values];
  if (index === true) parts.push(ints(found.first));
  if (inverse === true)
    parts.push(new NdArray(found.inverse as Float64Array<ArrayBuffer>, 'int64', [found.inverse.length]));
  if (counts === true) parts.push(ints(found.counts));
  return parts.length === 1 ? found.values : tuple(...parts);
}

/** Where `value` would be inserted into sorted `a`. */
export function insertionPoint(a: ArrayLike<number>, value: number, side: 'left' | 'right'): number {
  let low = 0;
  let high = a.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (side === 'left' ? less(a[middle]!, value) : !less(value, a[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* searchSorted(a: NdArray, wanted: Value, side: Value, sorter: Value): Task {
  if (side !== 'left' && side !== 'right')
    throw exc.ValueError(`search side must be 'left' or 'right' (got ${yield* repr(side)})`);
  let values = a.values();
  if (sorter !== null) values = takeAlong(ravel(a), (yield* toArray(sorter)).values(), 0).values();
  const v = yield* toArray(wanted);
  const points = Float64Array.from(v.values(), (value) => insertionPoint(values, value, side));
  return returned(new NdArray(points, 'int64', v.shape));
}

function* digitize(x: NdArray, bins: Value, right: Value): Task {
  const edges = (yield* toArray(bins)).values();
  const descending = edges.length > 1 && edges[0]! > edges[edges.length - 1]!;
  const ascending = descending ? edges.slice().reverse() : edges;
  // NumPy swaps the sides: `right` says which end of a bin is closed.
  const side = (right === true) !== descending ? 'left' : 'right';
  const points = Float64Array.from(x.values(), (value) => {
    const point = insertionPoint(ascending, value, descending ? (side === 'left' ? 'left' : 'right') : side);
    return descending ? edges.length - point : point;
  });
  return returned(new NdArray(points, 'int64', x.shape));
}

const setOperation = (keep: (inFirst: boolean, inSecond: boolean) => boolean) =>
  function* (first: Value, second: Value): Task {
    const a = ravel(yield* toArray(first));
    const b = ravel(yield* toArray(second));
    const { values, inverse } = unique(concatenate([a, b], 0));
    const inFirst = new Set(inverse.subarray(0, a.size));
    const inSecond = new Set(inverse.subarray(a.size));
    const places = Array.from(values.values().keys()).filter((i) => keep(inFirst.has(i), inSecond.has(i)));
    return takeAlong(values, places, 0);
  };

/** Functions and methods alike. */
export const sortingFunctions: ArrayFunctions = {
  'argsort(a, axis=-1, kind=None, order=None)': argsort,
  'searchsorted(a, v, side="left", sorter=None)': searchSorted,
};

export const sortingModuleFunctions: Functions = {
  ...asFunctions({
    'sort(a, axis=-1, kind=None, order=None)': sorted,
    'msort(a)': (x: NdArray) => sorted(x, 0),
    'unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None)': uniqueFunction,
    'digitize(x, bins, right=False)': digitize,
  }),
  'lexsort(keys, axis=-1)': function* (keys: Value): Task {
    const table = yield* toArray(keys);
    const [count, n] = table.shape as [number, number];
    const values = table.values();
    let order = Int32Array.from({ length: n }, (_, i) => i);
    for (let k = 0; k < count; k++) {
      const row = values.subarray(k * n, (k + 1) * n);
      const places = Int32Array.from(order, (_, i) => i);
      sortPlaces(Array.from(order, (at) => row[at]!), places, true); // prettier-ignore
      order = Int32Array.from(places, (at) => order[at]!);
    }
    return ints(order);
  },
  'intersect1d(ar1, ar2)': setOperation((a, b) => a && b),
  'union1d(ar1, ar2)': setOperation(() => true),
  'setdiff1d(ar1, ar2)': setOperation((a, b) => a && !b),
  'setxor1d(ar1, ar2)': setOperation((a, b) => a !== b),
};
