/** Truth values as bits of bytes, and back. */
import { exc, toInt, type Functions, type Value } from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { isFloat } from './dtype.ts';
import { asFunctions } from './functions.ts';
import { NdArray } from './ndarray.ts';
import { axisLast } from './reductions.ts';
import { ravel } from './shaping.ts';
import { axisBack } from './sorting.ts';

/** Which bit of a byte an element is. */
function bitOf(order: Value): (place: number) => number {
  if (order !== 'big' && order !== 'little') throw exc.ValueError("'order' must be either 'little' or 'big'");
  return order === 'big' ? (place) => 7 - place : (place) => place;
}

/** The array with the axis last, or flat, and where the axis goes back to. */
const rowsOf = (x: NdArray, axis: Value): { rows: NdArray; at: number } => {
  if (axis === null) return { rows: ravel(x), at: 0 };
  const at = axisArgument(axis, x.ndim);
  return { rows: axisLast(x, at), at };
};

function pack(x: NdArray, axis: Value, order: Value): NdArray {
  if (isFloat(x.dtype)) throw exc.TypeError('Expected an input array of integer or boolean data type');
  const bit = bitOf(order);
  const { rows, at } = rowsOf(x, axis);
  const n = rows.shape.at(-1)!;
  const width = Math.ceil(n / 8);
  const bytes = new Uint8Array((rows.size / Math.max(1, n)) * width);
  rows.values().forEach((value, i) => {
    if (value !== 0) bytes[Math.floor(i / n) * width + ((i % n) >> 3)]! |= 1 << bit((i % n) % 8);
  });
  return axisBack(new NdArray(bytes, 'uint8', [...rows.shape.slice(0, -1), width]), at);
}

function unpack(x: NdArray, axis: Value, count: Value, order: Value): NdArray {
  if (x.dtype !== 'uint8') throw exc.TypeError('Expected an input array of unsigned byte data type');
  const bit = bitOf(order);
  const { rows, at } = rowsOf(x, axis);
  const all = rows.shape.at(-1)! * 8;
  const wanted = count === null ? all : toInt(count, 'count');
  const n = wanted < 0 ? Math.max(0, all + wanted) : wanted;
  const values = rows.values();
  const lines = values.length / Math.max(1, all / 8);
  const bits = new Uint8Array(lines * n);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < Math.min(n, all); i++) bits[line * n + i] = (values[line * (all / 8) + (i >> 3)]! >> bit(i % 8)) & 1;
  }
  return axisBack(new NdArray(bits, 'uint8', [...rows.shape.slice(0, -1), n]), at);
} // prettier-ignore

export const packedBitFunctions: Functions = asFunctions({
  'packbits(a, /, axis=None, bitorder="big")': pack,
  'unpackbits(a, /, axis=None, count=None, bitorder="big")': unpack,
});
