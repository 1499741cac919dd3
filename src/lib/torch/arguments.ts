/** From Python arguments to what operations take, with PyTorch's errors. */
import { exc, PyFloat, PyList, PyTuple, toInt, typeName, type Value } from '../python/bind.ts';
import type { DType } from '../tensor/dtype.ts';
import * as op from '../tensor/ops.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';
import { Tensor } from './tensor.ts';

/** The items of a tuple or list; null for anything else. */
export const sequenceItems = (value: Value): readonly Value[] | null =>
  value instanceof PyTuple || value instanceof PyList ? value.items : null;

/** A dimension counted from the front. Throws IndexError. */
export function dimArgument(value: Value, rank: number): number {
  const dim = toInt(value, 'dim');
  // PyTorch treats a 0-d tensor as one of a single dimension here.
  const range = Math.max(rank, 1);
  if (dim < -range || dim >= range) {
    throw exc.IndexError(
      `Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${dim})`,
    );
  }
  return dim < 0 ? dim + range : dim;
}

/** Dimensions counted from the front, each once; all of them for None. */
export function dimsArgument(value: Value, rank: number): number[] {
  if (value === null) return Array.from({ length: rank }, (_, i) => i);
  const items = sequenceItems(value) ?? [value];
  const dims = items.map((item) => dimArgument(item, rank)).filter((dim) => dim < rank);
  if (new Set(dims).size < dims.length) {
    throw exc.RuntimeError(
      `dim ${dims.find((dim, i) => dims.indexOf(dim) < i)} appears multiple times in the list of dims`,
    );
  }
  return dims.length === 0 && items.length === 0 ? dimsArgument(null, rank) : dims;
}

/** Sizes given as `f(2, 3)` or `f((2, 3))`. */
export function sizesArgument(values: readonly Value[], what = 'size'): number[] {
  const items = (values.length === 1 ? sequenceItems(values[0]!) : null) ?? values;
  return items.map((item) => toInt(item, what));
}

/** `sizes` with its one -1 worked out for a tensor of shape `shape`. Throws RuntimeError. */
export function inferSizes(sizes: readonly number[], shape: Shape): number[] {
  const total = sizeOf(shape);
  const known = sizes.filter((n) => n !== -1);
  const invalid = exc.RuntimeError(`shape '[${sizes.join(', ')}]' is invalid for input of size ${total}`);
  if (sizes.length - known.length > 1) throw exc.RuntimeError('only one dimension can be inferred');
  if (known.some((n) => n < 0)) throw exc.RuntimeError(`invalid shape dimension ${known.find((n) => n < 0)}`);
  const product = sizeOf(known);
  if (known.length === sizes.length) {
    if (product !== total) throw invalid;
    return [...sizes];
  }
  if (product === 0 || total % product !== 0) throw invalid;
  return sizes.map((n) => (n === -1 ? total / product : n));
}

/** The dtype of a Python number; null for anything else. */
export function numberDType(value: Value): DType | null {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int64';
  return value instanceof PyFloat ? 'float32' : null;
}

/** A Python number as a JavaScript one. */
export const numberValue = (value: Value): number => (value instanceof PyFloat ? value.value : Number(value));

/** A tensor as it is, a Python number as a 0-d tensor; null for anything else. */
export function maybeTensor(value: Value): Tensor | null {
  if (value instanceof Tensor) return value;
  const dtype = numberDType(value);
  return dtype === null ? null : new Tensor(op.scalar(numberValue(value), dtype));
}

/** A tensor argument. `place` says which, as PyTorch does: "linear(): argument 'input' (position 1)". Throws TypeError. */
export function tensorArgument(value: Value, place: string): Tensor {
  if (value instanceof Tensor) return value;
  throw exc.TypeError(`${place} must be Tensor, not ${typeName(value)}`);
}

/** A str argument's text, for names and messages; what else a program may pass there is called by its type. */
export const wording = (value: Value): string => (typeof value === 'string' ? value : typeName(value));
