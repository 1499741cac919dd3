/** `x[...]`: ints, slices, `...` and None make views; lists and tensors of indices, and masks, make copies. */
import {
  ELLIPSIS, exc, NativeIterator, PyList, PySlice, PyTuple, sliceBounds, typeName, type Functions, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { isHostArray } from '../../tensor/array-interface.ts';
import { hostArray, isFloating } from '../../tensor/dtype.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { broadcastShapes, sizeOf, stridesOf, type Shape } from '../../tensor/shape.ts';
import { maybeTensor, numberDType } from '../arguments.ts';
import type { Layout } from '../layout.ts';
import { apply, shapeChecked, Tensor, type ViewStep } from '../tensor.ts';
import { readTensor } from './reading.ts';

/** What one part of an index does to one dimension of the tensor. */
type Part =
  | { readonly kind: 'int'; readonly at: number }
  | { readonly kind: 'slice'; readonly start: number; readonly size: number; readonly step: number }
  | { readonly kind: 'new' }
  | { readonly kind: 'indices'; readonly values: ArrayLike<number>; readonly shape: Shape };

/** A whole index, one part for each dimension of the tensor and each new one. */
type Index = readonly Part[];

function intPart(value: number, dim: number, n: number): Part {
  if (value < -n || value >= n) {
    throw exc.IndexError(`index ${value} is out of bounds for dimension ${dim} with size ${n}`);
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

/** Reads a key against a shape. Throws IndexError and TypeError as PyTorch does. */
function* parseIndex(key: Value, shape: Shape): Task<Index> {
  const keys = (key instanceof PyTuple ? key.items : [key]).map(fromArray);
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
  const whole = (): Part => ({ kind: 'slice', start: 0, size: shape[dim++]!, step: 1 });
  for (const k of keys) {
    if (k === null) parts.push({ kind: 'new' });
    else if (k === ELLIPSIS) for (let rest = shape.length - consumed; rest > 0; rest--) parts.push(whole());
    else if (typeof k === 'number') {
      parts.push(intPart(k, dim, shape[dim]!));
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
      dim += made.length;
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
  if (key === null || key === ELLIPSIS) return 0;
  if (key instanceof Tensor && (key.dtype === 'bool' || key.dtype === 'uint8')) return key.shape.length;
  return 1;
}

function indexTensor(key: Value): Tensor {
  if (key instanceof Tensor) return key;
  if (key instanceof PyList && key.items.every((item) => typeof item === 'number' || typeof item === 'boolean')) {
    const truths = key.items.length > 0 && key.items.every((item) => typeof item === 'boolean');
    const values = truths ? Uint8Array.from(key.items, Number) : Int32Array.from(key.items, Number);
    return new Tensor(dataNode(values, [values.length], truths ? 'bool' : 'int64'));
  }
  if (typeof key === 'string') throw exc.TypeError("new(): invalid data type 'str'");
  throw exc.IndexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName(key)})`,
  );
}

/** The part of an index that makes a view. */
function basicView(parts: Index, shape: Shape): ViewStep {
  const dims = parts.filter((part) => part.kind !== 'new');
  const starts = dims.map((part) => (part.kind === 'int' ? part.at : part.kind === 'slice' ? part.start : 0));
  const sizes = dims.map((part, i) => (part.kind === 'int' ? 1 : part.kind === 'slice' ? part.size : shape[i]!));
  const steps = dims.map((part) => (part.kind === 'slice' ? part.step : 1));
  let dim = 0;
  const result = parts.flatMap((part) => {
    if (part.kind === 'new') return [1];
    const size = sizes[dim++]!;
    return part.kind === 'int' ? [] : [size];
  });
  return {
    get: (base) => op.reshape(op.slice(base, starts, sizes, steps), result),
    put: (base, values) => {
      const flat = flatPlaces(starts, sizes, steps, base.shape);
      return written(base, flat, op.reshape(values, [flat.length]));
    },
  };
}

/** Where the elements of such a view lie. */
function basicLayout(parts: Index, { strides, offset }: Layout): Layout {
  let dim = 0;
  let start = offset;
  const seen = parts.flatMap((part) => {
    if (part.kind === 'new') return [1];
    const stride = strides[dim++]!;
    if (part.kind === 'int') start += part.at * stride;
    if (part.kind !== 'slice') return [];
    start += part.start * stride;
    return [part.step * stride];
  });
  return { strides: seen, offset: start };
}

/** Row-major positions in `shape` of the elements of a slice. */
function flatPlaces(starts: Shape, sizes: Shape, steps: Shape, shape: Shape): Int32Array<ArrayBuffer> {
  const strides = stridesOf(shape);
  const sizeStrides = stridesOf(sizes);
  return Int32Array.from({ length: sizeOf(sizes) }, (_, flat) =>
    sizes.reduce(
      (sum, n, i) => sum + (starts[i]! + (Math.floor(flat / sizeStrides[i]!) % n) * steps[i]!) * strides[i]!,
      0,
    ),
  );
}

/** `base` with `values`, of shape [places], at flat positions. Of repeated positions the last one counts. */
function written(base: Node, places: Int32Array<ArrayBuffer>, values: Node): Node {
  const total = sizeOf(base.shape);
  // For each element of the base: which value replaces it, or the base's own, behind them.
  const from = Int32Array.from({ length: total }, (_, i) => places.length + i);
  places.forEach((place, i) => (from[place] = i));
  const both = op.concat([op.cast(values, base.dtype), op.reshape(base, [total])], 0);
  return op.reshape(op.indexSelect(both, 0, dataNode(from, [total], 'int64')), base.shape);
}

/** An index with tensors in it, as flat positions in `shape` and the shape of the result (NumPy's advanced indexing). */
function advancedPlaces(parts: Index, shape: Shape): { places: Int32Array<ArrayBuffer>; result: Shape } {
  const advanced = parts.flatMap((part, i) => (part.kind === 'indices' || part.kind === 'int' ? [i] : []));
  const tensors = parts.filter((part) => part.kind === 'indices');
  const common = shapeChecked(() => tensors.map((part) => part.shape).reduce(broadcastShapes, [] as Shape));
  const adjacent = advanced.every((at, i) => i === 0 || at === advanced[i - 1]! + 1);
  const front = adjacent ? advanced[0]! : 0;
  const others = parts.flatMap((part, i) => (part.kind === 'slice' || part.kind === 'new' ? [i] : []));
  const before = others.filter((i) => adjacent && i < front);
  const after = others.filter((i) => !before.includes(i));
  const sizeAt = (i: number): number => {
    const part = parts[i]!;
    return part.kind === 'slice' ? part.size : 1;
  };
  const result = [...before.map(sizeAt), ...common, ...after.map(sizeAt)];
  const strides = stridesOf(shape);
  let dim = 0;
  const strideOf = parts.map((part) => (part.kind === 'new' ? 0 : strides[dim++]!));
  const resultStrides = stridesOf(result);
  const places = Int32Array.from({ length: sizeOf(result) }, (_, flat) => {
    const at = result.map((n, i) => Math.floor(flat / resultStrides[i]!) % n);
    const sliceAt = (i: number, coordinate: number): number => {
      const part = parts[i]!;
      return part.kind === 'slice' ? (part.start + coordinate * part.step) * strideOf[i]! : 0;
    };
    const inCommon = at.slice(before.length, before.length + common.length);
    return (
      before.reduce((sum, i, j) => sum + sliceAt(i, at[j]!), 0) +
      after.reduce((sum, i, j) => sum + sliceAt(i, at[before.length + common.length + j]!), 0) +
      parts.reduce((sum, part, i) => {
        if (part.kind === 'int') return sum + part.at * strideOf[i]!;
        if (part.kind !== 'indices') return sum;
        const lead = common.length - part.shape.length;
        const own = stridesOf(part.shape);
        const index = part.shape.reduce((s, n, j) => s + (n === 1 ? 0 : inCommon[lead + j]!) * own[j]!, 0);
        return sum + part.values[index]! * strideOf[i]!;
      }, 0)
    );
  });
  return { places, result };
}

const isAdvanced = (parts: Index): boolean => parts.some((part) => part.kind === 'indices');

/** A single tensor of indices for the first dimension: a selection that the device can do, without reading the indices here. */
function rowSelection(x: Tensor, key: Value): Tensor | null {
  if (!(key instanceof Tensor) || key.dtype === 'bool' || key.dtype === 'uint8' || x.shape.length === 0) return null;
  if (key.node.host !== null || key.shape.length !== 1) return null;
  const n = op.full([], x.shape[0]!, key.dtype);
  return apply(
    'Index',
    (node, at) => {
      const wrapped = op.where(op.binary('less', at, op.full([], 0, key.dtype)), op.add(at, n), at);
      return op.indexSelect(node, 0, wrapped);
    },
    x,
    key,
  );
}

/** `x[key]`. */
export function* getIndex(x: Tensor, key: Value): Task<Tensor> {
  const selected = rowSelection(x, key);
  if (selected !== null) return selected;
  const parts = yield* parseIndex(key, x.shape);
  const ints = isAdvanced(parts) && parts.some((part) => part.kind === 'int');
  // Ints choose before the tensors do.
  if (ints) {
    const chosen = x.view(basicView(onlyInts(parts, x.shape), x.shape), 'SelectBackward0');
    return advanced(
      chosen,
      parts.filter((part) => part.kind !== 'int'),
    );
  }
  if (!isAdvanced(parts)) {
    const selects = parts.every((part) => part.kind === 'int' || (part.kind === 'slice' && part.size === x.shape[parts.indexOf(part)])); // prettier-ignore
    return x.view(basicView(parts, x.shape), selects && parts.some((p) => p.kind === 'int') ? 'SelectBackward0' : 'SliceBackward0', basicLayout(parts, x.layout)); // prettier-ignore
  }
  return advanced(x, parts);
}

/** The ints of an index, with all of every other dimension. */
function onlyInts(parts: Index, shape: Shape): Index {
  let dim = 0;
  return parts.flatMap((part): Part[] => {
    if (part.kind === 'new') return [];
    const size = shape[dim++]!;
    return [part.kind === 'int' ? part : { kind: 'slice', start: 0, size, step: 1 }];
  });
}

/** The elements that an index with tensors in it names. */
function advanced(x: Tensor, parts: Index): Tensor {
  const { places, result } = advancedPlaces(parts, x.shape);
  const at = dataNode(places, [places.length], 'int64');
  return apply('Index', (node) => op.reshape(op.indexSelect(op.reshape(node, [sizeOf(node.shape)]), 0, at), result), x);
}

/** `x[key] = value`. */
export function* setIndex(x: Tensor, key: Value, value: Value): Task<void> {
  const source = maybeTensor(value);
  if (source === null) throw exc.TypeError(`can't assign a ${typeName(value)} to a torch.${x.dtype} tensor`);
  const parts = yield* parseIndex(key, x.shape);
  if (!isAdvanced(parts)) {
    const view = x.view(basicView(parts, x.shape), 'SliceBackward0');
    view.assign(fitted(numeric(source, value, x), view.shape));
    return;
  }
  if (parts.some((part) => part.kind === 'int')) {
    const chosen = x.view(basicView(onlyInts(parts, x.shape), x.shape), 'SelectBackward0');
    return put(chosen, parts.filter((part) => part.kind !== 'int'), numeric(source, value, x)); // prettier-ignore
  }
  put(x, parts, numeric(source, value, x));
}

/** Writes `given`, spread over the places that an index with tensors in it names. */
function put(x: Tensor, parts: Index, given: Node): void {
  const { places, result } = advancedPlaces(parts, x.shape);
  if (!spreads(withoutFront(given.shape, result.length), result)) {
    throw exc.RuntimeError(
      `shape mismatch: value tensor of shape [${given.shape.join(', ')}] cannot be broadcast to indexing result of shape [${result.join(', ')}]`,
    );
  }
  const values = op.expand(op.reshape(given, withoutFront(given.shape, result.length)), result);
  x.assign(written(x.input, places, op.reshape(values, [places.length])), 'IndexPutBackward0');
}

/** Sizes of one in front of the others' number go away. */
const withoutFront = (shape: Shape, rank: number): Shape => {
  let extra = 0;
  while (shape.length - extra > rank && shape[extra] === 1) extra++;
  return shape.slice(extra);
};

const spreads = (from: Shape, to: Shape): boolean =>
  from.length <= to.length && from.every((n, i) => n === 1 || n === to[i + to.length - from.length]);

/** Values spread over a view that is written to. Throws RuntimeError. */
function fitted(values: Node, shape: Shape): Node {
  const from = withoutFront(values.shape, shape.length);
  if (spreads(from, shape)) return op.expand(op.reshape(values, from), shape);
  const wrong = from.findLastIndex((n, i) => n !== 1 && n !== shape[i + shape.length - from.length]);
  const at = wrong + shape.length - from.length;
  throw exc.RuntimeError(
    from.length > shape.length
      ? `expand(torch.FloatTensor{[${from.join(', ')}]}, size=[${shape.join(', ')}]): the number of sizes provided (${shape.length}) must be greater or equal to the number of dimensions in the tensor (${from.length})`
      : `The expanded size of the tensor (${shape[at]}) must match the existing size (${from[wrong]}) at non-singleton dimension ${at}.  Target sizes: [${shape.join(', ')}].  Tensor sizes: [${from.join(', ')}]`,
  );
}

const numeric = (source: Tensor, value: Value, x: Tensor): Node =>
  numberDType(value) === null ? op.cast(source.input, x.dtype) : op.cast(source.node, x.dtype);

/** `for row in x`. */
function rows(x: Tensor): Value {
  let at = 0;
  return new NativeIterator(() => (at < x.shape[0]! ? getIndex(x, at++) : undefined), [x], 'generator');
}

export const indexingMethods: Functions = {
  '__getitem__(self, key, /)': getIndex,
  '__setitem__(self, key, value, /)': setIndex,
  '__len__(self)': (self: Tensor) => {
    if (self.shape.length === 0) throw exc.TypeError('len() of a 0-d tensor');
    return self.shape[0]!;
  },
  '__iter__(self)': (self: Tensor) => {
    if (self.shape.length === 0) throw exc.TypeError('iteration over a 0-d tensor');
    return rows(self);
  },
};
