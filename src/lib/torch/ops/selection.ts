/** Choosing elements: by condition, and by index along a dimension. */
import { exc, type Functions, type Task, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { promote } from '../../tensor/dtype.ts';
import { dimArgument, maybeTensor, numberDType, numberValue } from '../arguments.ts';
import { apply, Tensor } from '../tensor.ts';
import { readTensor } from './reading.ts';

/** `torch.where(condition, x, y)`. */
function where(condition: Tensor, x: Value, y: Value): Tensor {
  const [a, b] = [maybeTensor(x), maybeTensor(y)];
  if (a === null || b === null) throw exc.TypeError('where(): x and y must be tensors or numbers');
  const typed = (value: Value, tensor: Tensor, other: Tensor): ((node: Node) => Node) => {
    if (numberDType(value) === null) return (node) => node;
    const dtype = numberDType(value) === 'float32' ? promote('float32', other.dtype) : other.dtype;
    return () => op.scalar(numberValue(value), numberDType(value) === 'float32' ? dtype : tensor.dtype);
  };
  return apply('Where', (c, t, e) => op.where(c!, typed(x, a, b)(t!), typed(y, b, a)(e!)), condition, a, b);
}

/** Indices inside the dimension, or IndexError. Waits for the device if the indices are there. */
function* checked(index: Tensor, size: number, caller: string): Task<Node> {
  if (index.dtype !== 'int64') throw exc.RuntimeError(`${caller}(): Expected dtype int64 for index`);
  const values = yield* readTensor(index);
  const wrong = values.find((i) => i < 0 || i >= size);
  if (wrong !== undefined) {
    throw exc.RuntimeError(`index ${wrong} is out of bounds for dimension 0 with size ${size}`);
  }
  return index.node;
}

function* gather(x: Tensor, dim: Value, index: Tensor): Task<Tensor> {
  const axis = dimArgument(dim, x.shape.length);
  const at = yield* checked(index, x.shape[axis]!, 'gather');
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
  const at = yield* checked(index, x.shape[axis]!, 'index_select');
  return apply('IndexSelect', (node) => op.indexSelect(node, axis, at), x);
}

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const selectionFunctions: Functions = {
  'gather(input, dim, index)': gather,
  'index_select(input, dim, index)': indexSelect,
  'masked_fill(input, mask, value)': (x: Tensor, mask: Tensor, value: Value) =>
    apply('MaskedFill', (node, m) => op.where(m!, op.scalar(numberValue(value), node!.dtype), node!), x, mask),
};

/** `torch.NAME` alone. */
export const selectionTorchFunctions: Functions = {
  'where(condition, x, y)': where,
};
