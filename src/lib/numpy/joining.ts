/** Joining, repeating and splitting arrays. */
import { exc, iterate, list, PyList, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { axesArgument, axisArgument } from './axes.ts';
import { convert, shapeArgument, toArray } from './conversion.ts';
import { isNumeric, makeData, promote } from './dtype.ts';
import { store } from './elementwise.ts';
import type { ArrayFunctions } from './functions.ts';
import { NdArray, sizeOf } from './ndarray.ts';
import { expandDims, ravel, reshape } from './shaping.ts';

/** Arrays one after another along an axis. Raises ValueError where the other sizes differ. */
export function concatenate(arrays: readonly NdArray[], axis: number): NdArray {
  const [first] = arrays;
  if (first === undefined) throw exc.ValueError('need at least one array to concatenate');
  if (first.ndim === 0) throw exc.ValueError('zero-dimensional arrays cannot be concatenated');
  arrays.forEach((x, i) => {
    if (x.ndim !== first.ndim) {
      throw exc.ValueError(
        `all the input arrays must have same number of dimensions, but the array at index 0 has ${first.ndim} dimension(s) and the array at index ${i} has ${x.ndim} dimension(s)`,
      );
    }
    x.shape.forEach((n, dim) => {
      if (dim === axis || n === first.shape[dim]) return;
      throw exc.ValueError(
        `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${dim}, the array at index 0 has size ${first.shape[dim]} and the array at index ${i} has size ${n}`,
      );
    });
  });
  const dtype = arrays.map((x) => x.dtype).reduce(promote);
  const total = arrays.reduce((sum, x) => sum + x.shape[axis]!, 0);
  const shape = first.shape.map((n, i) => (i === axis ? total : n));
  const table: Value[] = [];
  const result = new NdArray(makeData(dtype, sizeOf(shape)), dtype, shape, undefined, table);
  let at = 0;
  for (const x of arrays) {
    const part = result.view(x.shape, result.strides, result.offset + at * result.strides[axis]!);
    store(part, isNumeric(dtype) ? x : appended(convert(x, dtype), table));
    at += x.shape[axis]!;
  }
  return result;
}

function appended(x: NdArray, table: Value[]): NdArray {
  const places = Float64Array.from(x.values(), (place) => table.push(x.table[place]!) - 1);
  return new NdArray(places, x.dtype, x.shape, undefined, table);
}

/** Each item as an array. */
export function* arraysOf(value: Value): Task<NdArray[]> {
  const arrays: NdArray[] = [];
  for (const item of yield* iterate(value)) arrays.push(yield* toArray(item));
  return arrays;
}

function stack(arrays: readonly NdArray[], axis: Value): NdArray {
  const [first] = arrays;
  if (first === undefined) throw exc.ValueError('need at least one array to stack');
  if (arrays.some((x) => String(x.shape) !== String(first.shape))) {
    throw exc.ValueError('all input arrays must have the same shape');
  }
  const at = axisArgument(axis, first.ndim + 1);
  return concatenate(arrays.map((x) => expandDims(x, at)), at); // prettier-ignore
}

const atLeast = (x: NdArray, ndim: number): NdArray =>
  x.ndim >= ndim ? x : x.view([...new Array<number>(ndim - x.ndim).fill(1), ...x.shape], [...new Array<number>(ndim - x.ndim).fill(0), ...x.strides]); // prettier-ignore

/** Arrays nested in lists: the innermost lists join along the last axis. */
function* block(nested: Value): Task<NdArray> {
  const depthOf = (value: Value): number => (value instanceof PyList ? 1 + depthOf(value.items[0] ?? null) : 0);
  const depth = depthOf(nested);
  const leaves: NdArray[] = [];
  const collect = function* (value: Value): Task<void> {
    if (value instanceof PyList) for (const item of value.items) yield* collect(item);
    else leaves.push(yield* toArray(value));
  };
  yield* collect(nested);
  const ndim = Math.max(depth, ...leaves.map((leaf) => leaf.ndim));
  let next = 0;
  const join = (value: Value, level: number): NdArray => {
    if (!(value instanceof PyList)) return atLeast(leaves[next++]!, ndim);
    return concatenate(value.items.map((item) => join(item, level + 1)), ndim - depth + level); // prettier-ignore
  };
  return join(nested, 0);
}

function horizontally(arrays: readonly NdArray[]): NdArray {
  const parts = arrays.map((x) => atLeast(x, 1));
  return concatenate(parts, parts[0]?.ndim === 1 ? 0 : 1);
}

/** Views of consecutive parts along an axis, ending at each of `ends` (and at the end). */
function splitAt(x: NdArray, ends: readonly number[], axis: number): Value {
  const n = x.shape[axis]!;
  const bound = (end: number): number => Math.max(0, Math.min(n, end < 0 ? end + n : end));
  const edges = [0, ...ends.map(bound), n];
  const parts = edges.slice(1).map((end, i) => {
    const start = edges[i]!;
    const shape = x.shape.map((m, dim) => (dim === axis ? Math.max(0, end - start) : m));
    return x.view(shape, x.strides, x.offset + start * x.strides[axis]!);
  });
  return list(parts);
}

/** Views of parts along an axis: at given places, or that many; `even` refuses parts of unlike size. */
export const splitting =
  (even: boolean) =>
  (x: NdArray, sections: Value, axis: Value): Value => {
    const along = axisArgument(axis, x.ndim);
    if (typeof sections !== 'number') return splitAt(x, sizes(sections), along);
    const n = x.shape[along]!;
    if (sections <= 0) throw exc.ValueError('number sections must be larger than 0.');
    if (even && n % sections !== 0) throw exc.ValueError('array split does not result in an equal division');
    const size = Math.floor(n / sections);
    const larger = n % sections;
    const end = (i: number): number => i * size + Math.min(i, larger);
    return splitAt(x, Array.from({ length: sections - 1 }, (_, i) => end(i + 1)), along); // prettier-ignore
  };

const sizes = (value: Value): number[] =>
  value instanceof NdArray ? [...value.values()] : 'items' in (value as object) ? (value as unknown as { items: Value[] }).items.map((item) => toInt(item, 'indices')) : shapeArgument(value); // prettier-ignore

/** The rows at `places` along an axis, copied. */
export function takeAlong(x: NdArray, places: ArrayLike<number>, axis: number): NdArray {
  const shape = x.shape.map((n, i) => (i === axis ? places.length : n));
  const lead = x.shape.slice(0, axis);
  const rest = x.shape.slice(axis + 1);
  const outer = x.view(lead, x.strides.slice(0, axis)).offsets();
  const inner = x.view(rest, x.strides.slice(axis + 1), 0).offsets();
  const offsets = new Int32Array(sizeOf(shape));
  let filled = 0;
  for (const start of outer) {
    for (let i = 0; i < places.length; i++) {
      const at = start + places[i]! * x.strides[axis]!;
      for (const step of inner) offsets[filled++] = at + step;
    }
  }
  return x.like(x.gather(offsets), shape);
}

function* repeat(x: NdArray, repeats: Value, axis: Value): Task {
  const source = axis === null ? ravel(x) : x;
  const along = axis === null ? 0 : axisArgument(axis, x.ndim);
  const n = source.shape[along]!;
  const counts = (yield* toArray(repeats)).values();
  if (counts.length !== 1 && counts.length !== n) {
    throw exc.ValueError(`operands could not be broadcast together with shape (${n},) (${counts.length},)`);
  }
  const places: number[] = [];
  for (let i = 0; i < n; i++) {
    const count = counts.length === 1 ? counts[0]! : counts[i]!;
    if (count < 0) throw exc.ValueError('repeats may not contain negative values.');
    for (let k = 0; k < count; k++) places.push(i);
  }
  return takeAlong(source, places, along);
}

function tile(x: NdArray, reps: Value): NdArray {
  const times = reps instanceof NdArray ? [...reps.values()] : shapeArgument(reps);
  const rank = Math.max(times.length, x.ndim);
  let result = atLeast(x, rank);
  const padded = [...new Array<number>(rank - times.length).fill(1), ...times];
  padded.forEach((count, axis) => {
    const n = result.shape[axis]!;
    result = takeAlong(result, Int32Array.from({ length: n * count }, (_, i) => i % n), axis); // prettier-ignore
  });
  return result;
}

function roll(x: NdArray, shift: Value, axis: Value): NdArray {
  if (axis === null) return reshape(rolled(ravel(x), toInt(shift, 'shift'), 0), x.shape);
  const axes = axesArgument(axis, x.ndim);
  const shifts = shapeOfShifts(shift, axes.length);
  return axes.reduce((result, along, i) => rolled(result, shifts[i]!, along), x);
}

const shapeOfShifts = (shift: Value, n: number): number[] =>
  typeof shift === 'number' ? new Array<number>(n).fill(shift) : sizes(shift);

function rolled(x: NdArray, shift: number, axis: number): NdArray {
  const n = x.shape[axis]!;
  return takeAlong(x, Int32Array.from({ length: n }, (_, i) => (((i - shift) % n) + n) % n), axis); // prettier-ignore
}

export const joiningFunctions: Functions = {
  'concatenate(arrays, axis=0)': function* (values: Value, axis: Value): Task {
    const arrays = yield* arraysOf(values);
    if (axis === null) return concatenate(arrays.map(ravel), 0);
    return concatenate(arrays, axisArgument(axis, arrays[0]?.ndim ?? 1));
  },
  'stack(arrays, axis=0)': function* (values: Value, axis: Value): Task {
    return stack(yield* arraysOf(values), axis);
  },
  'vstack(tup)': function* (values: Value): Task {
    return concatenate((yield* arraysOf(values)).map((x) => atLeast(x, 2)), 0); // prettier-ignore
  },
  'hstack(tup)': function* (values: Value): Task {
    return horizontally(yield* arraysOf(values));
  },
  'column_stack(tup)': function* (values: Value): Task {
    const columns = (yield* arraysOf(values)).map((x) => (x.ndim < 2 ? x.like(x.values(), [x.size, 1]) : x));
    return concatenate(columns, 1);
  },
  'block(arrays)': block,
  'append(arr, values, axis=None)': function* (value: Value, more: Value, axis: Value): Task {
    const arrays = [yield* toArray(value), yield* toArray(more)];
    if (axis === null) return concatenate(arrays.map(ravel), 0);
    return concatenate(arrays, axisArgument(axis, arrays[0]!.ndim));
  },
};

export const splittingFunctions: ArrayFunctions = {
  'split(ary, indices_or_sections, axis=0)': splitting(true),
  'array_split(ary, indices_or_sections, axis=0)': splitting(false),
  'tile(A, reps)': tile,
  'roll(a, shift, axis=None)': roll,
};

/** Functions and methods alike. */
export const repeatFunctions: ArrayFunctions = { 'repeat(a, repeats, axis=None)': repeat };
