/** `x[...]`: ints, slices, `...` and None make views; lists and tensors of indices, and masks, make copies. */
import { exc, NativeIterator, typeName, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { valueRange } from '../../tensor/value-range.ts';
import { maybeTensor, numberDType } from '../arguments.ts';
import { scalarName, TENSOR_TYPE_NAMES } from '../dtypes.ts';
import { apply, Tensor } from '../tensor.ts';
import { consumes, isAdvanced, parseIndex, type Index, type Part } from './index-parts.ts';
import { advancedPlaces, basicLayout, basicView, written } from './index-places.ts';

/**
 * A single tensor of indices for the first dimension: a selection that the device can do, without reading the indices here, where
 * the way they are made leaves none outside.
 */
function rowSelection(x: Tensor, key: Value): Tensor | null {
  if (!(key instanceof Tensor) || key.dtype !== 'int64' || x.shape.length === 0) return null;
  if (key.node.host !== null || key.shape.length !== 1) return null;
  const size = x.shape[0]!;
  const { least, most } = valueRange(key.node);
  if (least < -size || most >= size) return null;
  const n = op.full([], size, key.dtype);
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
    if (!consumes(part)) return [];
    const size = shape[dim++]!;
    return [part.kind === 'int' ? part : { kind: 'slice', start: 0, size, step: 1 }];
  });
}

/** Whether a slice takes all of a dimension, in order. */
function isWhole(part: Part & { kind: 'slice' }, size: number): boolean {
  return part.start === 0 && part.step === 1 && part.size === size;
}

/** The elements that an index with tensors in it names. */
function advanced(x: Tensor, parts: Index): Tensor {
  const [rows, ...rest] = parts;
  if (rows?.kind === 'indices' && rest.every((part, i) => part.kind === 'slice' && isWhole(part, x.shape[i + 1]!))) {
    // Whole rows, the way to make a batch: one index a row, not one an element.
    const at = dataNode(Int32Array.from(rows.values), [rows.values.length], 'int64');
    const result = [...rows.shape, ...x.shape.slice(1)];
    return apply('Index', (node) => op.reshape(op.indexSelect(node, 0, at), result), x);
  }
  const { places, result } = advancedPlaces(parts, x.shape);
  const at = dataNode(places, [places.length], 'int64');
  return apply('Index', (node) => op.reshape(op.indexSelect(op.reshape(node, [sizeOf(node.shape)]), 0, at), result), x);
}

/** `x[key] = value`. */
export function* setIndex(x: Tensor, key: Value, value: Value): Task<void> {
  const source = maybeTensor(value);
  if (source === null) throw exc.TypeError(`can't assign a ${typeName(value)} to a ${TENSOR_TYPE_NAMES[x.dtype]}`);
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
const put = (x: Tensor, parts: Index, given: Node): void =>
  x.assign(replaced(x, parts, given, false), 'IndexPutBackward0');

/** The values of `x` with others, or their sums with others, at the places that an index names. */
function replaced(x: Tensor, parts: Index, given: Node, accumulate: boolean): Node {
  const { places, result } = advancedPlaces(parts, x.shape);
  if (!spreads(withoutFront(given.shape, result.length), result)) {
    throw exc.RuntimeError(
      `shape mismatch: value tensor of shape [${given.shape.join(', ')}] cannot be broadcast to indexing result of shape [${result.join(', ')}]`,
    );
  }
  const values = op.expand(op.reshape(given, withoutFront(given.shape, result.length)), result);
  const flat = op.reshape(values, [places.length]);
  if (!accumulate) return written(x.input, places, flat);
  const at = dataNode(places, [places.length], 'int64');
  return op.add(x.input, op.reshape(op.indexAdd(op.cast(flat, x.dtype), 0, at, sizeOf(x.shape)), x.shape));
}

/** What `x.index_put(key, values)` makes. Raises IndexError and RuntimeError. */
export function* indexPut(x: Tensor, key: Value, values: Tensor, accumulate: boolean): Task<Node> {
  if (values.dtype !== x.dtype) {
    throw exc.RuntimeError(
      `Index put requires the source and destination dtypes match, got ${scalarName(x.dtype)} for the destination and ${scalarName(values.dtype)} for the source.`,
    );
  }
  return replaced(x, yield* parseIndex(key, x.shape), values.input, accumulate);
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
