/** Matrix products, with PyTorch's rules for vectors and batches. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import type { DType } from '../../tensor/dtype.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { tensorArgument } from '../arguments.ts';
import { apply, type Tensor } from '../tensor.ts';

/** Vectors become matrices for the product, and lose the dimension again. */
function product(a: Node, b: Node): Node {
  const [left, right] = [a.shape.length === 1, b.shape.length === 1];
  const result = op.matmul(left ? op.reshape(a, [1, ...a.shape]) : a, right ? op.reshape(b, [...b.shape, 1]) : b);
  const shape = result.shape.filter((_, i) => !(left && i === result.shape.length - 2) && !(right && i === result.shape.length - 1)); // prettier-ignore
  return op.reshape(result, shape);
}

/** `torch.matmul`, `a @ b`. */
export function matmul(input: Value, other: Value): Tensor {
  const a = tensorArgument(input, "matmul(): argument 'input' (position 1)");
  const b = tensorArgument(other, "matmul(): argument 'other' (position 2)");
  if (a.shape.length === 0 || b.shape.length === 0) {
    throw exc.RuntimeError(
      `both arguments to matmul need to be at least 1D, but they are ${a.shape.length}D and ${b.shape.length}D`,
    );
  }
  if (a.dtype !== b.dtype) {
    throw exc.RuntimeError(`expected m1 and m2 to have the same dtype, but got: ${cType(a)} != ${cType(b)}`);
  }
  const [ra, rb] = [a.shape.length, b.shape.length];
  if (ra === 1 && rb === 1) {
    if (a.shape[0] !== b.shape[0]) {
      throw exc.RuntimeError(
        `inconsistent tensor size, expected tensor [${a.shape[0]}] and src [${b.shape[0]}] to have the same number of elements, but got ${a.shape[0]} and ${b.shape[0]} elements respectively`,
      );
    }
    return apply('Dot', product, a, b);
  }
  if (ra === 2 && rb === 1 && a.shape[1] !== b.shape[0]) {
    throw exc.RuntimeError(`size mismatch, got ${a.shape[0]}, ${a.shape[0]}x${a.shape[1]},${b.shape[0]}`);
  }
  const name = ra === 2 && rb === 2 ? 'Mm' : ra <= 2 && rb <= 2 ? (ra === 1 ? 'Squeeze' : 'Mv') : 'UnsafeView';
  return apply(name, product, a, b);
}

const cType = (x: Tensor): string => ({ float32: 'float', float64: 'double', int64: 'long int', int32: 'int', uint8: 'unsigned char', bool: 'bool' })[x.dtype]; // prettier-ignore

/** `nn.functional.linear`: `input @ weight.T + bias`. Weight has shape [out, in]; all dimensions of the input but the last are rows. */
export function linear(input: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  if (input.dtype !== weight.dtype) {
    const names: Record<DType, string> = { float32: 'Float', float64: 'Double', int64: 'Long', int32: 'Int', uint8: 'Byte', bool: 'Bool' }; // prettier-ignore
    throw exc.RuntimeError(
      bias === null
        ? `expected m1 and m2 to have the same dtype, but got: ${cType(input)} != ${cType(weight)}`
        : `expected scalar type ${names[input.dtype]} but found ${names[weight.dtype]}`,
    );
  }
  const matrix = input.shape.length === 2;
  const name = bias === null ? (matrix ? 'Mm' : 'UnsafeView') : matrix ? 'Addmm' : 'View';
  return apply(
    name,
    (x, w, b) => {
      const [lead, features] = [x.shape.slice(0, -1), x.shape.at(-1)!];
      const rows = op.matmul(op.reshape(x, [sizeOf(lead), features]), op.transpose(w));
      const sum = b === undefined ? rows : op.add(rows, b);
      return op.reshape(sum, [...lead, w.shape[0]!]);
    },
    ...(bias === null ? [input, weight] : [input, weight, bias]),
  );
}

export const linearAlgebraFunctions: Functions = {
  'matmul(input, other)': matmul,
  'mm(input, mat2)': (a: Value, b: Value) => matmul(a, b),
  'bmm(input, mat2)': (a: Value, b: Value) => matmul(a, b),
  'dot(input, other)': (a: Value, b: Value) => matmul(a, b),
  'outer(input, vec2)': (a: Tensor, b: Tensor) =>
    apply('Mul', (x, y) => op.mul(op.reshape(x, [x.shape[0]!, 1]), y), a, b),
  'addmm(input, mat1, mat2)': (c: Tensor, a: Tensor, b: Tensor) => apply('Addmm', (z, x, y) => op.add(z, op.matmul(x, y)), c, a, b), // prettier-ignore
  'mv(input, vec)': (a: Value, b: Value) => matmul(a, b),
};
