/** Choosing elements: by condition, and by index along a dimension. */
import { exc, PyTuple, typeName, type Functions, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { promote, type DType } from '../../tensor/dtype.ts';
import { broadcastShapes, stridesOf } from '../../tensor/shape.ts';
import { dimArgument, maybeTensor, numberDType, numberValue } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { apply, named, shapeChecked, Tensor } from '../tensor.ts';
import { getIndex } from './indexing.ts';
import { expanded } from './movement.ts';
import { readTensor } from './reading.ts';

/** `torch.where(condition, x, y)`. */
export function where(condition: Tensor, x: Value, y: Value): Tensor {
  if (condition.dtype !== 'bool' && condition.dtype !== 'uint8') {
    throw exc.RuntimeError(
      `where expected condition to be a boolean tensor, but got a tensor with dtype ${scalarName(condition.dtype)}`,
    );
  }
  const [a, b] = [maybeTensor(x), maybeTensor(y)];
  if (a === null || b === null) throw exc.TypeError('where(): x and y must be tensors or numbers');
  const typed = (value: Value, tensor: Tensor, other: Tensor): ((node: Node) => Node) => {
    if (numberDType(value) === null) return (node) => node;
    const dtype = numberDType(value) === 'float32' ? promote('float32', other.dtype) : other.dtype;
    return () => op.scalar(numberValue(value), numberDType(value) === 'float32' ? dtype : tensor.dtype);
  };
  return apply('Where', (c, t, e) => op.where(c, typed(x, a, b)(t), typed(y, b, a)(e)), condition, a, b);
}

/** Indices inside the dimension, or IndexError. Waits for the device if the indices are there. */
export function* checked(index: Tensor, size: number, caller: string, dim = 0): Task<Node> {
  if (index.dtype !== 'int64') throw exc.RuntimeError(`${caller}(): Expected dtype int64 for index`);
  const values = yield* readTensor(index);
  const wrong = values.find((i) => i < 0 || i >= size);
  if (wrong !== undefined) {
    throw exc.RuntimeError(`index ${wrong} is out of bounds for dimension ${dim} with size ${size}`);
  }
  return index.node;
}

function* gather(x: Tensor, dim: Value, index: Tensor): Task<Tensor> {
  const axis = dimArgument(dim, x.shape.length);
  if (index.shape.length !== x.shape.length) {
    throw exc.RuntimeError('Index tensor must have the same number of dimensions as input tensor');
  }
  const at = yield* checked(index, x.shape[axis]!, 'gather', axis);
  return apply(
    'Gather',
    (node) => {
      // Dimensions in which the index is smaller than the input: only the front part is looked at.
      const front = index.shape.map((n, i) => (i === axis ? node.shape[i]! : n));
      const ones = front.map(() => 1);
      return op.gather(op.slice(node, front.map(() => 0), front, ones), axis, at); // prettier-ignore
    },
    x,
  );
}

function* indexSelect(x: Tensor, dim: Value, index: Tensor): Task<Tensor> {
  const axis = dimArgument(dim, x.shape.length);
  if (index.dtype !== 'int64' && index.dtype !== 'int32') {
    throw exc.RuntimeError('index_select(): Expected dtype int32 or int64 for index');
  }
  if (index.shape.length > 1) throw exc.IndexError('index_select(): Index is supposed to be a vector');
  const n = x.shape[axis]!;
  if ((yield* readTensor(index)).some((i) => i < 0 || i >= n)) throw exc.IndexError('index out of range in self');
  const at = index.shape.length === 0 ? op.reshape(index.node, [1]) : index.node;
  return apply('IndexSelect', (node) => op.indexSelect(node, axis, at), x);
}

/** Positions of what is not zero: one row each, or one tensor for each dimension. */
function* nonzero(x: Tensor, asTuple: Value): Task {
  const values = yield* readTensor(x);
  const strides = stridesOf(x.shape);
  const places: number[] = [];
  values.forEach((value: number, i: number) => {
    if (value !== 0) places.push(i);
  });
  const coordinates = x.shape.map((n, axis) => places.map((place) => Math.floor(place / strides[axis]!) % n));
  if (asTuple === true) {
    return new PyTuple(coordinates.map((column) => new Tensor(dataNode(Int32Array.from(column), [places.length], 'int64')))); // prettier-ignore
  }
  const rows = Int32Array.from(places.flatMap((_, i) => coordinates.map((column) => column[i]!)));
  return new Tensor(dataNode(rows, [places.length, x.shape.length], 'int64'));
}

/** A value to fill with: a number or a tensor without dimensions. */
function fill(value: Value, dtype: DType): Node {
  if (!(value instanceof Tensor)) {
    if (numberDType(value) === null) {
      throw exc.TypeError(`masked_fill() received an invalid combination of arguments - got (Tensor, ${typeName(value)}), but expected one of: masked_fill(mask, value)`); // prettier-ignore
    }
    return op.scalar(numberValue(value), dtype);
  }
  if (value.shape.length === 0) return op.cast(value.input, dtype);
  throw exc.RuntimeError(
    `masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ${value.shape.length} dimension(s).`,
  );
}

/** `x[mask]` of what both are when broadcast. */
function* maskedSelect(x: Tensor, mask: Tensor): Task {
  if (mask.dtype !== 'bool' && mask.dtype !== 'uint8') {
    throw exc.RuntimeError('masked_select: expected BoolTensor or ByteTensor for mask');
  }
  const shape = shapeChecked(() => broadcastShapes(mask.shape, x.shape));
  return named(yield* getIndex(expanded(x, shape), expanded(mask, shape)), 'MaskedSelect', [x]);
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const selectionFunctions: Functions = {
  'gather(input, dim, index)': gather,
  'index_select(input, dim, index)': indexSelect,
  'nonzero(input, *, as_tuple=False)': nonzero,
  'argwhere(input)': (x: Tensor) => nonzero(x, false),
  'masked_select(input, mask)': maskedSelect,
  'masked_fill(input, mask, value)': (x: Tensor, mask: Tensor, value: Value) =>
    apply('MaskedFill', (node, m) => op.where(m, fill(value, node.dtype), node), x, mask),
};

/** `Tensor.NAME` alone. */
export const selectionMethods: Functions = {
  'masked_fill_(self, mask, value)': (self: Tensor, mask: Tensor, value: Value) => {
    self.assign(shapeChecked(() => op.where(mask.input, fill(value, self.dtype), self.input)));
    return self;
  },
};

/** `torch.NAME` alone. */
export const selectionTorchFunctions: Functions = {
  'where(condition, x=None, y=None)': (condition: Tensor, x: Value, y: Value) =>
    x === null && y === null ? nonzero(condition, true) : where(condition, x, y),
};
