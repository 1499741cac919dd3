/** `numpy.partition` and `argpartition`: what is less before, what is greater behind. */
import { exc, type Task, type Value } from '../python/bind.ts';
import { toArray } from './conversion.ts';
import { isFloat } from './dtype.ts';
import type { ArrayFunctions } from './functions.ts';
import { selectPlaces } from './introselect.ts';
import { NdArray } from './ndarray.ts';
import { axisLast } from './reductions.ts';
import { along, axisBack, sortKeys } from './sorting.ts';

function* wantedPlaces(kth: Value, n: number): Task<number[]> {
  const given = yield* toArray(kth);
  if (isFloat(given.dtype)) throw exc.TypeError('Partition index must be integer');
  return Array.from(given.values(), (place) => {
    if (place < -n || place >= n) throw exc.ValueError(`kth(=${place < 0 ? place + n : place}) out of bounds (${n})`);
    return place < 0 ? place + n : place;
  }).sort((a, b) => a - b);
}

/** For each row along the axis (then last), the places that part it. */
function* parted(x: NdArray, kth: Value, axis: Value): Task<{ rows: NdArray; orders: Int32Array; axis: number }> {
  const { source, axis: at } = along(x, axis);
  const rows = axisLast(source, at);
  const n = rows.shape.at(-1)!;
  const wanted = yield* wantedPlaces(kth, n);
  const keys = sortKeys(rows);
  const orders = new Int32Array(keys.length);
  for (let start = 0; start < keys.length; start += n) {
    const row = Float64Array.from({ length: n }, (_, i) => keys[start + i]!);
    const places = Int32Array.from(row, (_, i) => i);
    selectPlaces(row, places, wanted, isFloat(x.dtype));
    orders.set(places, start);
  }
  return { rows, orders, axis: at };
}

/** A copy that is parted along the axis. */
export function* partition(x: NdArray, kth: Value, axis: Value): Task<NdArray> {
  const { rows, orders, axis: at } = yield* parted(x, kth, axis);
  const n = rows.shape.at(-1)!;
  const values = rows.values();
  const result = rows.copy();
  orders.forEach((place, i) => (result.data[i] = values[i - (i % n) + place]!));
  return axisBack(result, at);
}

/** Functions and methods alike. */
export const partitionFunctions: ArrayFunctions = {
  'argpartition(a, kth, axis=-1, kind="introselect", order=None)': function* (
    x: NdArray,
    kth: Value,
    axis: Value,
  ): Task {
    const { rows, orders, axis: at } = yield* parted(x, kth, axis);
    return axisBack(new NdArray(Float64Array.from(orders), 'int64', rows.shape), at);
  },
};

/** The function of the module; the method works in place. */
export const partitionModuleFunctions: ArrayFunctions = {
  'partition(a, kth, axis=-1, kind="introselect", order=None)': partition,
};
