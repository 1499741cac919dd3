/** What stands between the brackets of `x[...]`, read against a shape. */
import {
  ELLIPSIS, exc, PyList, PyRange, PySlice, PyTuple, sliceBounds, typeName, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { isHostArray } from '../../tensor/array-interface.ts';
import { hostArray, isFloating } from '../../tensor/dtype.ts';
import { dataNode } from '../../tensor/node.ts';
import { stridesOf, type Shape } from '../../tensor/shape.ts';
import { Tensor } from '../tensor.ts';
import { tensorOf } from './creation.ts';
import { readTensor } from './reading.ts';

/** What one part of an index does to one dimension of the tensor. */
export type Part =
  | { readonly kind: 'int'; readonly at: number }
  | { readonly kind: 'slice'; readonly start: number; readonly size: number; readonly step: number }
  | { readonly kind: 'new' }
  /** `fresh`: speaks of a dimension of size 1 that the tensor has not, as `x[True]` does. */
  | { readonly kind: 'indices'; readonly values: ArrayLike<number>; readonly shape: Shape; readonly fresh?: true };

/** A whole index, one part for each dimension of the tensor and each new one. */
export type Index = readonly Part[];

/** Whether a part speaks of a dimension that the tensor has. */
export const consumes = (part: Part): boolean =>
  part.kind !== 'new' && !(part.kind === 'indices' && part.fresh === true);

/** Whether indices of tensors or lists are among the parts: the result is a copy then. */
export const isAdvanced = (parts: Index): boolean => parts.some((part) => part.kind === 'indices');

function intPart(value: number, dim: number, n: number, shown = dim): Part {
  if (value < -n || value >= n) {
    throw exc.IndexError(`index ${value} is out of bounds for dimension ${shown} with size ${n}`);
  }
  return { kind: 'int', at: value < 0 ? value + n : value };
}

/** Indices that a tensor or a list gives: as they are, or, for truth values, the places where they are true. */
function* indexTensors(value: Tensor, dim: number, shape: Shape): Task<Part[]> {
  const values = yield* readTensor(value);
  if (isFloating(value.dtype) || value.dtype === 'int32') {
    throw exc.IndexError('tensors used as indices must be long, byte or bool tensors');
  }
  if (value.dtype !== 'bool' && value.dtype !== 'uint8') {
    const n = shape[dim]!;
    const wrong = values.find((i) => i < -n || i >= n);
    if (wrong !== undefined)
      throw exc.IndexError(`index ${wrong} is out of bounds for dimension ${dim} with size ${n}`);
    return [{ kind: 'indices', values: Int32Array.from(values, (i) => (i < 0 ? i + n : i)), shape: value.shape }];
  }
  if (value.shape.length === 0) return [truth(values[0] !== 0)];
  value.shape.forEach((n, i) => {
    if (n === shape[dim + i]) return;
    throw exc.IndexError(
      `The shape of the mask [${value.shape.join(', ')}] at index ${i} does not match the shape of the indexed tensor [${shape.join(', ')}] at index ${dim + i}`,
    );
  });
  const places: number[] = [];
  values.forEach((v, i) => {
    if (v !== 0) places.push(i);
  });
  const strides = stridesOf(value.shape);
  return value.shape.map((n, i) => ({
    kind: 'indices',
    values: places.map((flat) => Math.floor(flat / strides[i]!) % n),
    shape: [places.length],
  }));
}

/** A truth value as an index: everything, or nothing, in a dimension of its own. */
const truth = (value: boolean): Part => ({
  kind: 'indices',
  values: new Int32Array(value ? 1 : 0),
  shape: [value ? 1 : 0],
  fresh: true,
});

/** The parts of a key: a tuple's, or those of a list that holds more than numbers. */
function partsOf(key: Value): readonly Value[] {
  if (key instanceof PyTuple) return key.items;
  const nested = (item: Value): boolean =>
    item === null ||
    item === ELLIPSIS ||
    [Tensor, PyTuple, PyList, PySlice, PyRange].some((kind) => item instanceof kind);
  return key instanceof PyList && key.items.length < 32 && key.items.some(nested) ? key.items : [key];
}

/** Reads a key against a shape. Throws IndexError and TypeError as PyTorch does. */
export function* parseIndex(key: Value, shape: Shape): Task<Index> {
  const keys: Value[] = [];
  for (const part of partsOf(key)) keys.push(yield* withoutSequences(fromArray(part)));
  const consumed = keys.reduce<number>((sum, k) => sum + dimensionsOf(k), 0);
  if (consumed > shape.length) {
    throw exc.IndexError(
      shape.length === 0
        ? 'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number'
        : `too many indices for tensor of dimension ${shape.length}`,
    );
  }
  const parts: Part[] = [];
  let dim = 0;
  let rest = shape.length - consumed;
  const whole = (): Part => ({ kind: 'slice', start: 0, size: shape[dim++]!, step: 1 });
  for (const k of keys) {
    if (k === null) parts.push({ kind: 'new' });
    else if (k === ELLIPSIS) for (; rest > 0; rest--) parts.push(whole());
    else if (typeof k === 'boolean') parts.push(truth(k));
    else if (typeof k === 'number') {
      // A message counts the new dimensions in front as well.
      const before = parts.filter((part) => part.kind === 'new').length;
      parts.push(intPart(k, dim, shape[dim]!, dim + before));
      dim++;
    } else if (k instanceof PySlice) {
      const bounds = sliceBounds(k, shape[dim]!);
      if (bounds.step < 0) throw exc.ValueError('step must be greater than zero');
      parts.push({ kind: 'slice', start: bounds.start, size: bounds.length, step: bounds.step });
      dim++;
    } else {
      const tensor = indexTensor(k);
      const made = yield* indexTensors(tensor, dim, shape);
      parts.push(...made);
      dim += made.filter(consumes).length;
    }
  }
  while (dim < shape.length) parts.push(whole());
  return parts;
}

/** NumPy's arrays as tensors of indices or truth values, and its scalars as ints; any other key as it is. */
function fromArray(key: Value): Value {
  if (!isHostArray(key)) return key;
  const { values, shape, dtype } = key.hostArray();
  if (shape.length === 0 && dtype !== 'bool') return values[0]!;
  const copy = hostArray(dtype, values.length);
  copy.set(values);
  return new Tensor(dataNode(copy, shape, dtype));
}

/** How many dimensions of the tensor a part of a key speaks of. */
function dimensionsOf(key: Value): number {
  if (key === null || key === ELLIPSIS || typeof key === 'boolean') return 0;
  if (key instanceof Tensor && (key.dtype === 'bool' || key.dtype === 'uint8')) return key.shape.length;
  return 1;
}

/** Lists, tuples and ranges as tensors of indices; any other key as it is. */
function* withoutSequences(key: Value): Task {
  if (!(key instanceof PyList || key instanceof PyTuple || key instanceof PyRange)) return key;
  const empty = !(key instanceof PyRange) && key.items.length === 0;
  return empty ? new Tensor(dataNode(new Int32Array(0), [0], 'int64')) : yield* tensorOf(key, null);
}

function indexTensor(key: Value): Tensor {
  if (key instanceof Tensor) return key;
  if (typeof key === 'string') throw exc.TypeError("new(): invalid data type 'str'");
  throw exc.IndexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName(key)})`,
  );
}
