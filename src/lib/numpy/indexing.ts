/** `x[key]` and `x[key] = value`: ints, slices, `...` and None make views; arrays of indices, and masks, make copies. */
import {
  answerNow,
  ELLIPSIS,
  exc,
  PyFloat,
  PyList,
  PyObject,
  PySlice,
  PyTuple,
  sliceBounds,
  type Value,
} from '../python/bind.ts';
import { commonShape } from './broadcast.ts';
import { arrayNow, toArray } from './conversion.ts';
import { isInteger } from './dtype.ts';
import { NdArray, offsetsOf, shapeText, sizeOf, type Shape } from './ndarray.ts';
import { NumPyScalar } from './scalar.ts';

/** What one part of an index does to one dimension of the array. */
type Part =
  | { readonly kind: 'int'; readonly at: number }
  | { readonly kind: 'slice'; readonly start: number; readonly size: number; readonly step: number }
  | { readonly kind: 'new' }
  | { readonly kind: 'indices'; readonly values: ArrayLike<number>; readonly shape: Shape };

const invalid = (): Error =>
  exc.IndexError(
    'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices',
  );

/** A part of a key, as it is or as an array of indices. */
function keyPart(key: Value): Value | NdArray {
  if (key === null || key === ELLIPSIS || key instanceof PySlice || typeof key === 'number') return key;
  if (key instanceof NumPyScalar && isInteger(key.dtype)) return key.value;
  if (typeof key === 'string' || key instanceof PyFloat) throw invalid();
  const array = arrayNow(key) ?? throughIndex(key);
  if (typeof array === 'number') return array;
  if (array.ndim === 0 && isInteger(array.dtype)) return array.at();
  if (array.dtype === 'bool' || isInteger(array.dtype)) return array;
  if (array.size === 0 && !(key instanceof NdArray)) return new NdArray(new Float64Array(0), 'int64', array.shape);
  if (key instanceof NdArray) throw exc.IndexError('arrays used as indices must be of integer (or boolean) type');
  throw invalid();
}

/** An object that says what array or int it is, such as a tensor of ints. */
function throughIndex(key: Value): NdArray | number {
  if (!(key instanceof PyObject)) throw invalid();
  if (key instanceof PyList || key.type.lookup('__array__') !== undefined)
    return answerNow(key, '__array__', toArray(key)) as NdArray;
  if (key.type.lookup('__index__') === undefined) throw invalid();
  return sliceBounds(new PySlice(key, null, null), Number.MAX_SAFE_INTEGER).start;
}

/** How many dimensions of the array a part of a key speaks of. */
function consumes(part: Value | NdArray): number {
  if (part === null || part === ELLIPSIS) return 0;
  return part instanceof NdArray && part.dtype === 'bool' ? part.ndim : 1;
}

function outOfBounds(index: number, axis: number, n: number): Error {
  return exc.IndexError(`index ${index} is out of bounds for axis ${axis} with size ${n}`);
}

/** The places where a mask is true, one array of indices for each of its dimensions. */
function maskParts(mask: NdArray, axis: number, shape: Shape): Part[] {
  mask.shape.forEach((n, i) => {
    if (n === shape[axis + i]) return;
    throw exc.IndexError(
      `boolean index did not match indexed array along dimension ${axis + i}; dimension is ${shape[axis + i]} but corresponding boolean dimension is ${n}`,
    );
  });
  return placesOf(mask).map((values) => ({ kind: 'indices', values, shape: [values.length] }));
}

/** The coordinates of the elements that are not zero, in row-major order, by dimension. */
export function placesOf(x: NdArray): Float64Array<ArrayBuffer>[] {
  const values = x.values();
  const flat: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) flat.push(i);
  let step = values.length;
  return x.shape.map((n) => {
    step /= n;
    return Float64Array.from(flat, (place) => Math.floor(place / step) % n);
  });
}

/** Reads a key against a shape: one part for each dimension of the array and each new one. */
function parseIndex(key: Value, shape: Shape): Part[] {
  const keys = (key instanceof PyTuple ? key.items : [key]).map(keyPart);
  const consumed = keys.reduce<number>((sum, part) => sum + consumes(part), 0);
  if (consumed > shape.length) {
    throw exc.IndexError(
      `too many indices for array: array is ${shape.length}-dimensional, but ${consumed} were indexed`,
    );
  }
  if (keys.filter((part) => part === ELLIPSIS).length > 1) {
    throw exc.IndexError("an index can only have a single ellipsis ('...')");
  }
  const parts: Part[] = [];
  let axis = 0;
  const whole = (): Part => ({ kind: 'slice', start: 0, size: shape[axis++]!, step: 1 });
  for (const part of keys) {
    if (part === null) parts.push({ kind: 'new' });
    else if (part === ELLIPSIS) for (let rest = shape.length - consumed; rest > 0; rest--) parts.push(whole());
    else if (typeof part === 'number') {
      const n = shape[axis]!;
      if (part < -n || part >= n) throw outOfBounds(part, axis, n);
      parts.push({ kind: 'int', at: part < 0 ? part + n : part });
      axis++;
    } else if (part instanceof PySlice) {
      const bounds = sliceBounds(part, shape[axis]!);
      parts.push({ kind: 'slice', start: bounds.start, size: bounds.length, step: bounds.step });
      axis++;
    } else if (part instanceof NdArray && part.dtype === 'bool') {
      parts.push(...maskParts(part, axis, shape));
      axis += part.ndim;
    } else {
      parts.push(indexPart(part as NdArray, axis, shape[axis]!));
      axis++;
    }
  }
  while (axis < shape.length) parts.push(whole());
  return parts;
}

function indexPart(indices: NdArray, axis: number, n: number): Part {
  const values = Float64Array.from(indices.values());
  for (let i = 0; i < values.length; i++) {
    const index = values[i]!;
    if (index < -n || index >= n) throw outOfBounds(index, axis, n);
    if (index < 0) values[i] = index + n;
  }
  return { kind: 'indices', values, shape: indices.shape };
}

/** Where in the array's memory an index points, and the shape of what it picks. */
export type Picked =
  | { readonly kind: 'view'; readonly view: NdArray }
  | { readonly kind: 'copy'; readonly offsets: Int32Array; readonly shape: Shape };

/** Resolves a key. Raises IndexError as NumPy does. */
export function pick(x: NdArray, key: Value): Picked {
  const parts = parseIndex(key, x.shape);
  if (!parts.some((part) => part.kind === 'indices')) return { kind: 'view', view: basicView(x, parts) };
  return advancedPick(x, parts);
}

function basicView(x: NdArray, parts: readonly Part[]): NdArray {
  const shape: number[] = [];
  const strides: number[] = [];
  let { offset } = x;
  let axis = 0;
  for (const part of parts) {
    if (part.kind === 'new') {
      shape.push(1);
      strides.push(0);
      continue;
    }
    const stride = x.strides[axis++]!;
    if (part.kind === 'int') offset += part.at * stride;
    else if (part.kind === 'slice') {
      if (part.size > 0) offset += part.start * stride;
      shape.push(part.size);
      strides.push(part.step * stride);
    }
  }
  return x.view(shape, strides, offset);
}

/** NumPy's advanced indexing: index arrays broadcast together, and their dimensions replace those that they index. */
function advancedPick(x: NdArray, parts: readonly Part[]): Picked {
  const arrays = parts.filter((part) => part.kind === 'indices');
  const common = commonShape(arrays.map((part) => part.shape));
  if (common === null) {
    throw exc.IndexError(
      `shape mismatch: indexing arrays could not be broadcast together with shapes ${arrays.map((part) => shapeText(part.shape)).join(' ')} `,
    );
  }
  const advanced = parts.flatMap((part, i) => (part.kind === 'indices' || part.kind === 'int' ? [i] : []));
  const adjacent = advanced.every((at, i) => i === 0 || at === advanced[i - 1]! + 1);
  const places = new Int32Array(sizeOf(common));
  const shape: number[] = [];
  const strides: number[] = [];
  let { offset } = x;
  let axis = 0;
  let front = adjacent ? -1 : 0;
  for (const part of parts) {
    if (part.kind === 'new') {
      shape.push(1);
      strides.push(0);
      continue;
    }
    const stride = x.strides[axis++]!;
    if (part.kind === 'slice') {
      if (part.size > 0) offset += part.start * stride;
      shape.push(part.size);
      strides.push(part.step * stride);
    } else {
      if (front < 0) front = shape.length;
      if (part.kind === 'int') offset += part.at * stride;
      else addPlaces(places, part, common, stride);
    }
  }
  const rows = offsetsOf(shape.slice(0, front), strides.slice(0, front), offset);
  const inner = offsetsOf(shape.slice(front), strides.slice(front), 0);
  const offsets = new Int32Array(rows.length * places.length * inner.length);
  let filled = 0;
  for (const row of rows) for (const place of places) for (const rest of inner) offsets[filled++] = row + place + rest;
  return { kind: 'copy', offsets, shape: [...shape.slice(0, front), ...common, ...shape.slice(front)] };
}

function addPlaces(places: Int32Array, part: Part & { kind: 'indices' }, common: Shape, stride: number): void {
  const indices = new NdArray(Float64Array.from(part.values), 'int64', part.shape).expand(common).values();
  for (let i = 0; i < places.length; i++) places[i] = places[i]! + indices[i]! * stride;
}

/** Whether a key is a single mask. */
export const isMask = (key: Value): boolean =>
  (key instanceof NdArray && key.dtype === 'bool') || (key instanceof PyList && arrayNow(key)?.dtype === 'bool');
