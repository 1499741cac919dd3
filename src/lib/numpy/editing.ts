/** Arrays with elements added, taken out, or mended at the border. */
import {
  exc,
  type Functions,
  getItem,
  iterate,
  PyList,
  PySlice,
  PyTuple,
  repr,
  sliceBounds,
  type Task,
  toInt,
  toStr,
  type Value,
} from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { broadcastInto } from './broadcast.ts';
import { toArray, withDType } from './conversion.ts';
import { makeData } from './dtype.ts';
import { store } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { concatenate, takeAlong } from './joining.ts';
import { NdArray, sizeOf } from './ndarray.ts';
import { ravel } from './shaping.ts';

/** How far to pad before and after each axis. */
function* widthsOf(width: Value, ndim: number): Task<[number, number][]> {
  const given = yield* toArray(width);
  const values = [...given.values()].map((value) => toInt(value, 'pad_width'));
  if (values.some((value) => value < 0)) throw exc.ValueError("index can't contain negative values");
  const pairs = given.ndim === 0 ? [values[0]!, values[0]!] : values;
  if (pairs.length === 1) pairs.push(pairs[0]!);
  if (pairs.length === 2) return Array.from({ length: ndim }, () => [pairs[0]!, pairs[1]!]);
  if (pairs.length !== 2 * ndim) throw exc.ValueError(`operands could not be broadcast together with remapped shapes`);
  return Array.from({ length: ndim }, (_, i) => [pairs[2 * i]!, pairs[2 * i + 1]!]);
}

/** The place inside that a place outside repeats. */
const PLACES: Readonly<Record<string, (place: number, n: number) => number>> = {
  edge: (place, n) => Math.min(n - 1, Math.max(0, place)),
  wrap: (place, n) => ((place % n) + n) % n,
  reflect: (place, n) => {
    if (n === 1) return 0;
    const period = 2 * (n - 1);
    const at = ((place % period) + period) % period;
    return at < n ? at : period - at;
  },
  symmetric: (place, n) => {
    const at = ((place % (2 * n)) + 2 * n) % (2 * n);
    return at < n ? at : 2 * n - 1 - at;
  },
};

function* pad(x: NdArray, width: Value, mode: Value, constant: Value): Task {
  const widths = yield* widthsOf(width, x.ndim);
  if (mode !== 'constant') {
    const place = PLACES[mode as string];
    if (place === undefined) {
      throw exc.NotImplementedError(
        `mode ${yield* repr(mode)} does not run here; constant, edge, reflect, symmetric and wrap do`,
      );
    }
    return widths.reduce((padded, [before, after], axis) => {
      const n = padded.shape[axis]!;
      return takeAlong(padded, Int32Array.from({ length: before + n + after }, (_, i) => place(i - before, n)), axis); // prettier-ignore
    }, x);
  }
  const shape = x.shape.map((n, i) => n + widths[i]![0] + widths[i]![1]);
  const result = new NdArray(makeData(x.dtype, sizeOf(shape)), x.dtype, shape);
  store(result, broadcastInto(yield* toArray(constant), shape));
  const start = widths.reduce((at, [before], i) => at + before * result.strides[i]!, 0);
  store(result.view(x.shape, result.strides, start), x);
  return result;
}

/** Places along a dimension that an int, a slice, a mask or a sequence names. */
function* placesIn(key: Value, n: number): Task<number[]> {
  if (key instanceof PySlice) {
    const { start, step, length } = sliceBounds(key, n);
    return Array.from({ length }, (_, i) => start + i * step);
  }
  const given = yield* toArray(key);
  if (given.dtype === 'bool') return [...given.values().keys()].filter((i) => given.values()[i] !== 0);
  return [...given.values()].map((place) => {
    if (place < -n || place > n) throw exc.IndexError(`index ${place} is out of bounds for axis 0 with size ${n}`);
    return place < 0 ? place + n : place;
  });
}

function* remove(x: NdArray, key: Value, axis: Value): Task {
  const source = axis === null ? ravel(x) : x;
  const along = axis === null ? 0 : axisArgument(axis, x.ndim);
  const n = source.shape[along]!;
  const gone = new Set(yield* placesIn(key, n));
  for (const place of gone) {
    if (place >= n) throw exc.IndexError(`index ${place} is out of bounds for axis ${along} with size ${n}`);
  }
  return takeAlong(source, [...Array(n).keys()].filter((i) => !gone.has(i)), along); // prettier-ignore
}

function* insert(x: NdArray, key: Value, values: Value, axis: Value): Task {
  const source = axis === null ? ravel(x) : x;
  const along = axis === null ? 0 : axisArgument(axis, x.ndim);
  const n = source.shape[along]!;
  const one = typeof key === 'number';
  const places = yield* placesIn(key, n);
  const given = withDType(yield* toArray(values), source.dtype);
  const count = one
    ? given.ndim === source.ndim
      ? given.shape[along]!
      : given.ndim === 0 || source.ndim > 1
        ? 1
        : given.size
    : places.length;
  const wanted = source.shape.map((m, i) => (i === along ? count : m));
  const rows = broadcastInto(given, wanted);
  const at = one ? Array.from({ length: count }, () => places[0]!) : places;
  // Old places first, then the new ones in the order of their places.
  const order = [...Array(n).keys()].map((i) => ({ place: i, from: i, isNew: 1 }));
  at.forEach((place, i) => order.push({ place, from: n + i, isNew: 0 }));
  order.sort((a, b) => a.place - b.place || a.isNew - b.isNew || a.from - b.from);
  return takeAlong(concatenate([source, rows], along), order.map(({ from }) => from), along); // prettier-ignore
}

/** Without the zeros in front ('f') and behind ('b'); what is given may be a list as well. */
function* trimZeros(sequence: Value, ends: Value): Task {
  const items = yield* iterate(sequence);
  const isZero: boolean[] = [];
  for (const item of items) isZero.push((yield* toArray(item)).at() === 0);
  const which = toStr(ends, 'trim').toUpperCase();
  const front = isZero.indexOf(false);
  const first = !which.includes('F') ? 0 : front < 0 ? items.length : front;
  const last = which.includes('B') ? isZero.lastIndexOf(false) + 1 : items.length;
  return yield* getItem(sequence, new PySlice(first, Math.max(first, last), null));
}

export const editingFunctions: Functions = {
  'trim_zeros(filt, trim="fb")': trimZeros,
  ...asFunctions({
    'pad(array, pad_width, mode="constant", constant_values=0)': pad,
    'delete(arr, obj, axis=None)': remove,
    'insert(arr, obj, values, axis=None)': insert,
    'resize(a, new_shape)': function* (x: NdArray, shape: Value): Task {
      const items = shape instanceof PyTuple || shape instanceof PyList ? yield* iterate(shape) : [shape];
      const sizes = items.map((n) => toInt(n, 'new_shape'));
      const places = Int32Array.from({ length: sizeOf(sizes) }, (_, i) => i % x.size);
      return takeAlong(ravel(x), places, 0).view(sizes);
    },
  }),
};
