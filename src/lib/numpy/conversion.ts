/** Python values to arrays and back. */
import {
  call, exc, getAttrOr, isTask, iterate, itemsNow, list, PyFloat, PyList, PyObject, PyRange, PyTuple, toInt, typeName,
  type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { isHostArray } from '../tensor/array-interface.ts';
import { isFloat, promote, type DTypeName } from './dtype.ts';
import { castArray, NdArray, ndarray, sameShape, shapeTuple, sizeOf, stridesOf, type Shape } from './ndarray.ts';
import { isScalar, itemAt, NumPyScalar, scalarDType } from './scalar.ts';

/** A number or NumPy scalar as a 0-d array; undefined for anything else. */
export function numberArray(value: Value): NdArray | undefined {
  switch (typeof value) {
    case 'number':
      return ndarray([value], [], 'int64');
    case 'boolean':
      return ndarray([Number(value)], [], 'bool');
    case 'bigint':
      return ndarray([int64Of(value)], [], 'int64');
    default:
  }
  if (value instanceof NumPyScalar) return ndarray([value.value], [], value.dtype);
  if (value instanceof PyFloat) return ndarray([value.value], [], isScalar(value) ? scalarDType(value) : 'float64');
  return undefined;
}

function int64Of(value: bigint): number {
  if (value >= 1n << 64n || value < -(1n << 63n)) throw exc.OverflowError('Python int too large to convert to C long');
  throw exc.NotImplementedError('int64 values beyond 2**53 do not run here; use Python ints or float64');
}

/** Nested sequences, flattened: numbers as they are, other values in a table. */
interface Flat {
  readonly numbers: number[];
  readonly table: Value[];
  shape: Shape | null;
  dtype: DTypeName | null;
}

function addLeaf(flat: Flat, leaf: NdArray): void {
  const values = leaf.values();
  const table = leaf.dtype === 'str' || leaf.dtype === 'object';
  for (let i = 0; i < values.length; i++) {
    if (table) flat.numbers.push(flat.table.push(leaf.table[values[i]!]!) - 1);
    else flat.numbers.push(values[i]!);
  }
  flat.dtype = flat.dtype === null ? leaf.dtype : promote(flat.dtype, leaf.dtype);
}

const textLeaf = (value: Value, dtype: 'str' | 'object'): NdArray =>
  new NdArray(new Float64Array(1), dtype, [], undefined, [value]);

/** Walks nested lists and tuples; false if they hold something that only the program can turn into numbers. */
function flatten(value: Value, depth: number, flat: Flat): boolean {
  const leaf =
    value instanceof NdArray ? value : typeof value === 'string' ? textLeaf(value, 'str') : numberArray(value);
  if (leaf !== undefined) {
    settleShape(flat, leaf.shape, depth);
    addLeaf(flat, leaf);
    return true;
  }
  if (value === null) {
    settleShape(flat, [], depth);
    addLeaf(flat, textLeaf(value, 'object'));
    return true;
  }
  if (!(value instanceof PyList || value instanceof PyTuple || value instanceof PyRange)) return false;
  const items = itemsNow(value)!;
  const plain = plainNumbers(items);
  if (plain !== null) {
    settleShape(flat, [items.length], depth);
    for (const number of plain.numbers) flat.numbers.push(number);
    if (items.length > 0) flat.dtype = flat.dtype === null ? plain.dtype : promote(flat.dtype, plain.dtype);
    return true;
  }
  const outer = sizes(flat, depth);
  if (outer !== undefined && outer !== items.length) throw ragged(flat, depth);
  lengths.get(flat)![depth] = items.length;
  return items.every((item) => flatten(item, depth + 1, flat));
}

/** Ints alone or floats alone, the usual case, without an array for each; null for anything else. */
function plainNumbers(items: readonly Value[]): { numbers: readonly number[]; dtype: DTypeName } | null {
  if (items.every((item) => typeof item === 'number')) return { numbers: items, dtype: 'int64' };
  if (items.every((item) => item instanceof PyFloat))
    return { numbers: items.map((item) => item.value), dtype: 'float64' };
  return null;
}

/** The lengths of the sequences at each depth, as far as they are known. */
const lengths = new WeakMap<Flat, number[]>();

const sizes = (flat: Flat, depth: number): number | undefined => lengths.get(flat)![depth];

/** All leaves must be at the same depth with the same shape. */
function settleShape(flat: Flat, leafShape: Shape, depth: number): void {
  const known = lengths.get(flat)!;
  const shape = [...known.slice(0, depth), ...leafShape];
  if (flat.shape !== null && !sameShape(flat.shape, shape)) throw ragged(flat, common(flat.shape, shape));
  if (flat.shape === null && known.length > depth) throw ragged(flat, depth);
  flat.shape = shape;
  leafShape.forEach((n, i) => (known[depth + i] = n));
}

const common = (a: Shape, b: Shape): number => {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
};

function ragged(flat: Flat, depth: number): Error {
  const detected = shapeTuple(lengths.get(flat)!.slice(0, depth));
  return exc.ValueError(
    `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${depth} dimensions. The detected shape was ${detected} + inhomogeneous part.`,
  );
}

function built(flat: Flat): NdArray {
  const shape = flat.shape ?? lengths.get(flat)!;
  const dtype = flat.dtype ?? 'float64';
  if (dtype !== 'str' && dtype !== 'object') return ndarray(flat.numbers, shape, dtype);
  if (flat.table.length !== flat.numbers.length) {
    throw exc.NotImplementedError('arrays that mix numbers with other values do not run here; use a list');
  }
  return new NdArray(Float64Array.from(flat.numbers), dtype, shape, undefined, flat.table);
}

/** A sequence or number as an array, without running the program's code; undefined if that is needed. */
export function arrayNow(value: Value): NdArray | undefined {
  if (value instanceof NdArray) return value;
  const leaf = numberArray(value);
  if (leaf !== undefined) return leaf;
  const flat: Flat = { numbers: [], table: [], shape: null, dtype: null };
  lengths.set(flat, []);
  return flatten(value, 0, flat) ? built(flat) : undefined;
}

/** Anything that NumPy would take, as an array: arrays as they are; objects through `__array__`, or item by item. */
export function* toArray(value: Value): Task<NdArray> {
  const now = arrayNow(value);
  if (now !== undefined) return now;
  if (isHostArray(value)) {
    const { values, shape, dtype } = value.hostArray();
    return ndarray(values, shape, dtype);
  }
  if (value instanceof PyObject) {
    const convert = yield* getAttrOr(value, '__array__', null);
    if (convert !== null) {
      const made = yield* call(convert);
      if (made instanceof NdArray) return made;
      throw exc.ValueError('object __array__ method not producing an array');
    }
  }
  if (value instanceof PyList || value instanceof PyTuple) return yield* stackedItems(value.items);
  if (
    value instanceof PyObject &&
    value.type.lookup('__len__') !== undefined &&
    value.type.lookup('__getitem__') !== undefined &&
    value.type.lookup('keys') === undefined
  ) {
    return yield* stackedItems(yield* iterate(value));
  }
  return new NdArray(new Float64Array(1), 'object', [], undefined, [value]);
}

function* stackedItems(items: readonly Value[]): Task<NdArray> {
  const arrays: Value[] = [];
  for (const item of items) arrays.push(yield* toArray(item));
  const stacked = arrayNow(new PyList(arrays));
  if (stacked === undefined) throw exc.TypeError('these values do not make an array');
  return stacked;
}

/** An array argument of that dtype: the same array where it has it already. */
export const withDType = (x: NdArray, dtype: DTypeName | null): NdArray =>
  dtype === null || dtype === x.dtype ? x : convert(x, dtype);

/** A copy of another dtype. Numbers become texts as Python spells them only through `str`. */
export function convert(x: NdArray, dtype: DTypeName): NdArray {
  const fromTable = x.dtype === 'str' || x.dtype === 'object';
  if (fromTable && dtype !== 'str' && dtype !== 'object') return parsed(x, dtype);
  if (!fromTable && (dtype === 'str' || dtype === 'object')) {
    const offsets = x.offsets();
    const table = Array.from(offsets, (at) => (dtype === 'object' ? itemAt(x, at) : spelled(itemAt(x, at))));
    return new NdArray(
      Float64Array.from(table, (_, i) => i),
      dtype,
      x.shape,
      undefined,
      table,
    );
  }
  if (fromTable && dtype !== x.dtype) return new NdArray(x.copy().data, dtype, x.shape, undefined, x.table);
  return castArray(x, dtype);
}

function spelled(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  throw exc.NotImplementedError('arrays of floats do not become texts here; format them with a list comprehension');
}

/** The number that a text spells; NaN if it spells none of the kind. */
const numberIn = (text: string, fraction: boolean): number =>
  text.trim() === '' || (!fraction && !/^\s*[-+]?\d+\s*$/.test(text)) ? NaN : Number(text);

function parsed(x: NdArray, dtype: DTypeName): NdArray {
  const numbers = Array.from(x.values(), (place) => {
    const value = x.table[place]!;
    const number = typeof value === 'string' ? numberIn(value, isFloat(dtype)) : numberArray(value)?.at();
    if (number === undefined || (Number.isNaN(number) && !(typeof value === 'string' && /nan/i.test(value)))) {
      const kind = isFloat(dtype) ? 'float' : 'int';
      throw typeof value === 'string'
        ? exc.ValueError(kind === 'float' ? `could not convert string to float: '${value}'` : `invalid literal for int() with base 10: '${value}'`) // prettier-ignore
        : exc.TypeError(`${kind}() argument must be a string or a real number, not '${typeName(value)}'`);
    }
    return number;
  });
  return ndarray(numbers, x.shape, dtype);
}

/** `x.tolist()` */
export function toList(x: NdArray): Value {
  const offsets = x.offsets();
  const strides = stridesOf(x.shape);
  const part = (dim: number, start: number): Value => {
    if (dim === x.ndim) return itemAt(x, offsets[start]!);
    return list(Array.from({ length: x.shape[dim]! }, (_, i) => part(dim + 1, start + i * strides[dim]!)));
  };
  return part(0, 0);
}

/** A shape argument: an int or a sequence of ints. */
export function shapeArgument(value: Value): number[] {
  const items = value instanceof NdArray ? undefined : itemsNow(value);
  const given = value instanceof NdArray ? [...value.values()] : (items ?? [value]);
  const shape = given.map((n) => {
    if (typeof n === 'string') throw exc.TypeError("'str' object cannot be interpreted as an integer");
    return toInt(n, 'shape');
  });
  if (shape.some((n) => n < 0)) throw exc.ValueError('negative dimensions are not allowed');
  if (sizeOf(shape) > 2 ** 31) throw exc.MemoryError(`Unable to allocate an array with shape ${shapeTuple(shape)}`);
  return shape;
}

export { isTask };
