/** Matrix products, with PyTorch's rules for vectors and batches. */
import { exc, type Functions, type Value } from '../../python/bind.ts';
import type { Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { numberValue, tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { GradFn } from '../grad-fn.ts';
import { apply, shapeChecked, Tensor } from '../tensor.ts';
import { sameProductTypes, sameScalarType } from './dtype-refusals.ts';

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
  if (a.shape.length === 2 && b.shape.length === 2) shapeChecked(() => op.matmul(a.node, op.cast(b.node, a.dtype)));
  if (a.dtype !== b.dtype && a.shape.length === 1 && b.shape.length === 1) {
    throw exc.RuntimeError(
      `dot : expected both vectors to have same dtype, but found ${scalarName(a.dtype)} and ${scalarName(b.dtype)}`,
    );
  }
  sameScalarType(a, b);
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
  const kernel = ra <= 2 && rb <= 2 ? (ra === 2 && rb === 2 ? 'addmm_impl_cpu_' : 'addmv_impl_cpu') : 'bmm';
  if (a.dtype === 'bool') throw exc.RuntimeError(`"${kernel}" not implemented for 'Bool'`);
  const name = ra === 2 && rb === 2 ? 'Mm' : ra <= 2 && rb <= 2 ? (ra === 1 ? 'Squeeze#3' : 'Mv') : 'UnsafeView';
  return apply(name, product, a, b);
}

/** `nn.functional.linear`: `input @ weight.T + bias`. Weight has shape [out, in]; all dimensions of the input but the last are rows. */
export function linear(input: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  // PyTorch adds the bias in the same step where there is one and the input is a batch.
  if (bias !== null && input.shape.length > 1) sameProductTypes(bias, input, weight);
  else sameScalarType(input, weight);
  const matrix = input.shape.length === 2;
  const names = [
    ['Squeeze#3', 'Add'],
    ['Mm', 'Addmm'],
  ][input.shape.length - 1] ?? ['UnsafeView', 'View'];
  const name = names[bias === null ? 0 : 1]!;
  const made = apply(
    name,
    (x, w, b) => {
      const [lead, features] = [x.shape.slice(0, -1), x.shape.at(-1)!];
      const rows = op.matmul(op.reshape(x, [sizeOf(lead), features]), op.transpose(w));
      const sum = b === undefined ? rows : op.add(rows, b);
      return op.reshape(sum, [...lead, w.shape[0]!]);
    },
    ...(bias === null ? [input, weight] : [input, weight, bias]),
  );
  // PyTorch multiplies by the transposed weight, and names the bias first.
  if (matrix && made.inputFns.length > 0) {
    const [ofInput = null, ofWeight = null, ...ofBias] = made.inputFns;
    made.inputFns = [...ofBias, ofInput, ofWeight === null ? null : new GradFn('TBackward0', [ofWeight])];
  }
  return made;
}

const rankOf = (x: Value): number => (x instanceof Tensor ? x.shape.length : 0);

/** `torch.bmm`: both have three dimensions, and nothing broadcasts. */
function batched(input: Value, other: Value): Tensor {
  const a = tensorArgument(input, "bmm(): argument 'input' (position 1)");
  const b = tensorArgument(other, "bmm(): argument 'mat2' (position 2)");
  if (rankOf(a) !== 3) throw exc.RuntimeError('batch1 must be a 3D tensor');
  if (rankOf(b) !== 3) throw exc.RuntimeError('batch2 must be a 3D tensor');
  if (a.shape[0] !== b.shape[0] || a.shape[2] !== b.shape[1]) {
    throw exc.RuntimeError(
      `Expected size for first two dimensions of batch2 tensor to be: [${a.shape[0]}, ${a.shape[2]}] but got: [${b.shape[0]}, ${b.shape[1]}].`,
    );
  }
  sameScalarType(a, b);
  return apply('Bmm', product, a, b);
}

const times = (x: Node, by: Value): Node => (by === 1 ? x : op.mul(x, op.full([], numberValue(by), x.dtype)));

/** `beta * input + alpha * (a @ b)`, of so many dimensions: `torch.addmm` and its kind. */
function added(name: string, rank: number) {
  return (input: Tensor, a: Tensor, b: Tensor, beta: Value, alpha: Value): Tensor => {
    if (rank === 2) sameProductTypes(input, a, b);
    else sameScalarType(a, b);
    const result = shapeChecked(() => product(a.node, b.node)).shape;
    const lead = result.length - input.shape.length;
    input.shape.forEach((n, i) => {
      if (result.length === rank && lead >= 0 && (n === 1 || n === result[i + lead])) return;
      throw exc.RuntimeError(
        `The expanded size of the tensor (${result[i + lead]}) must match the existing size (${n}) at non-singleton dimension ${i + lead}.  Target sizes: [${result.join(', ')}].  Tensor sizes: [${input.shape.join(', ')}]`,
      );
    });
    return apply(name, (z, x, y) => op.add(times(z, beta), times(product(x, y), alpha)), input, a, b);
  };
}

/** Products of each element of one vector with each of another. */
function outer(input: Tensor, other: Value): Tensor {
  const vector = tensorArgument(other, "outer(): argument 'vec2' (position 2)");
  for (const [name, { shape }] of [['self', input], ['vec2', vector]] as const) {
    if (shape.length !== 1) throw exc.RuntimeError(`outer: Expected 1-D argument ${name}, but got ${shape.length}-D`);
  } // prettier-ignore
  return apply('Mul', (x, y) => op.mul(op.reshape(x, [x.shape[0]!, 1]), y), input, vector);
}

export const linearAlgebraFunctions: Functions = {
  'matmul(input, other)': matmul,
  'mm(input, mat2)': (a: Value, b: Value) => {
    if (rankOf(a) !== 2) throw exc.RuntimeError('self must be a matrix');
    if (rankOf(b) !== 2) throw exc.RuntimeError('mat2 must be a matrix');
    return matmul(a, b);
  },
  'bmm(input, mat2)': batched,
  'dot(input, tensor)': (a: Value, given: Value) => {
    const b = tensorArgument(given, "dot(): argument 'tensor' (position 1)");
    if (rankOf(a) === 1 && rankOf(b) === 1) return matmul(a, b);
    throw exc.RuntimeError(`1D tensors expected, but got ${rankOf(a)}D and ${rankOf(b)}D tensors`);
  },
  'outer(input, vec2)': outer,
  'ger(input, vec2)': outer,
  'addmm(input, mat1, mat2, *, beta=1, alpha=1)': added('Addmm', 2),
  'baddbmm(input, batch1, batch2, *, beta=1, alpha=1)': added('Baddbmm', 3),
  'addmv(input, mat, vec, *, beta=1, alpha=1)': added('Addmv', 1),
  'addbmm(input, batch1, batch2, *, beta=1, alpha=1)': (z: Tensor, a: Tensor, b: Tensor, beta: Value, alpha: Value) =>
    apply('Addbmm', (n, x, y) => op.add(times(n, beta), times(op.reduce('sum', op.matmul(x, y), [0]), alpha)), z, a, b),
  'addr(input, vec1, vec2, *, beta=1, alpha=1)': (z: Tensor, a: Tensor, b: Tensor, beta: Value, alpha: Value) =>
    apply(
      'Addr',
      (n, x, y) => op.add(times(n, beta), times(op.mul(op.reshape(x, [x.shape[0]!, 1]), y), alpha)),
      z,
      a,
      b,
    ),
  'mv(input, vec)': (a: Value, b: Value) => {
    if (rankOf(a) === 2 && rankOf(b) === 1) return matmul(a, b);
    throw exc.RuntimeError(`vector + matrix @ vector expected, got 1, ${rankOf(a)}, ${rankOf(b)}`);
  },
};
