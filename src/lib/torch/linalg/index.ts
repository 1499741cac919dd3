/**
 * `torch.linalg`: norms anywhere; decompositions, solutions and determinants of single matrices, found on the host. Gradients flow through
 * norms, `inv`, `solve` and `det`.
 */
import { defineModule, exc, PyTuple, type Task, type Value } from '../../python/bind.ts';
import { dataNode } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { sequenceItems, tensorArgument } from '../arguments.ts';
import { scalarName } from '../dtypes.ts';
import { namedResult } from '../named-results.ts';
import { matmul } from '../ops/linear-algebra.ts';
import { reducedBy } from '../ops/extremes.ts';
import { readTensor } from '../ops/reading.ts';
import { norm } from '../ops/reductions.ts';
import { apply, Tensor } from '../tensor.ts';
import { cholesky, eliminated, identity, orthogonalTriangular, singularValues, symmetricEigen, transposed, type Matrix } from './matrices.ts'; // prettier-ignore

function* matrixOf(x: Value, caller: string): Task<Matrix> {
  const tensor = tensorArgument(x, `linalg.${caller}(): argument 'A' (position 1)`);
  if (tensor.shape.length < 2) {
    throw exc.RuntimeError(`linalg.${caller}: The input tensor A must have at least 2 dimensions.`);
  }
  if (tensor.shape.length > 2) throw exc.NotImplementedError(`linalg.${caller} runs here on one matrix at a time`);
  if (tensor.dtype !== 'float32' && tensor.dtype !== 'float64') {
    throw exc.RuntimeError(`linalg.${caller}: Expected a floating point or complex tensor as input. Got ${scalarName(tensor.dtype)}`); // prettier-ignore
  }
  const values = yield* readTensor(tensor);
  const columns = tensor.shape[1]!;
  return Array.from({ length: tensor.shape[0]! }, (_, i) => Array.from(values.slice(i * columns, (i + 1) * columns)));
}

function* squareOf(x: Value, caller: string): Task<Matrix> {
  const matrix = yield* matrixOf(x, caller);
  const columns = (x as Tensor).shape[1]!;
  if (matrix.length === columns) return matrix;
  throw exc.RuntimeError(
    `linalg.${caller}: A must be batches of square matrices, but they are ${matrix.length} by ${columns} matrices`,
  );
}

const tensorOf = (matrix: Matrix): Tensor =>
  new Tensor(dataNode(Float32Array.from(matrix.flat()), [matrix.length, matrix[0]?.length ?? 0], 'float32'));
const vectorOf = (values: number[]): Tensor => new Tensor(dataNode(Float32Array.from(values), [values.length], 'float32')); // prettier-ignore
const numberOf = (value: number): Tensor => new Tensor(dataNode(Float32Array.of(value), [], 'float32'));

const eighResult = namedResult('linalg_eigh', ['eigenvalues', 'eigenvectors']);
const svdResult = namedResult('linalg_svd', ['U', 'S', 'Vh']);
const qrResult = namedResult('linalg_qr', ['Q', 'R']);
const slogdetResult = namedResult('linalg_slogdet', ['sign', 'logabsdet']);

/** The inverse; its gradient needs nothing but products with itself. */
export function* inverse(x: Value): Task<Tensor> {
  const matrix = yield* squareOf(x, 'inv');
  const { solution } = eliminated(matrix, identity(matrix.length));
  if (solution === null) {
    throw exc.RuntimeError(
      'linalg.inv: The diagonal element 1 is zero, the inversion could not be completed because the input matrix is singular.',
    );
  }
  const found = tensorOf(solution).node;
  const input = x as Tensor;
  if (!input.input.requiresGrad) return new Tensor(found);
  // d(a⁻¹) = -a⁻¹ da a⁻¹: 2 b - b a b has the value b and this derivative.
  return apply('LinalgInvEx', (a) => op.sub(op.add(found, found), op.matmul(op.matmul(found, a), found)), input);
}

/** `det`: its gradient is det(a) a⁻ᵀ. */
export function* determinant(x: Value): Task<Tensor> {
  const matrix = yield* squareOf(x, 'det');
  const { determinant: value, solution } = eliminated(matrix, identity(matrix.length));
  const input = x as Tensor;
  if (!input.input.requiresGrad || solution === null) return numberOf(value);
  const slope = op.mul(op.transpose(tensorOf(solution).node), op.full([], value, 'float32'));
  return apply('LinalgDet', (a) => {
    const change = op.reduce('sum', op.mul(slope, op.sub(a, op.detach(a))), [0, 1]);
    return op.add(op.full([], value, 'float32'), change);
  }, input); // prettier-ignore
}

function* solve(a: Value, b: Value): Task<Tensor> {
  const right = tensorArgument(b, "linalg.solve(): argument 'B' (position 2)");
  const matrix = yield* squareOf(a, 'solve');
  if (right.shape[0] !== matrix.length) {
    throw exc.RuntimeError(
      `linalg.solve: Incompatible shapes of A and B for the equation AX = B (${matrix.length}x${matrix.length} and ${right.shape.join('x')})`,
    );
  }
  if (eliminated(matrix, identity(matrix.length)).solution === null) {
    throw exc.RuntimeError('torch.linalg.solve: The solver failed because the input matrix is singular.');
  }
  return matmul(yield* inverse(a), right);
}

/** The largest sum of absolute values along a dimension, the largest singular value, or the root of the squares. */
function* matrixNorm(x: Tensor, ord: Value, dim: Value, keepdim: Value): Task<Tensor> {
  const axes = sequenceItems(dim)?.map(Number) ?? [-2, -1];
  const at = axes.map((axis) => (axis < 0 ? axis + x.shape.length : axis)) as [number, number];
  if (ord === null || ord === 'fro') return norm(x, 2, new PyTuple([...at]), keepdim, 'LinalgVectorNorm');
  const p = Number(typeof ord === 'object' && 'value' in ord ? ord.value : ord);
  if (p === 2 || p === -2 || ord === 'nuc') {
    const { s } = singularValues(yield* matrixOf(x, 'matrix_norm'));
    return numberOf(ord === 'nuc' ? s.reduce((sum, v) => sum + v, 0) : p === 2 ? (s[0] ?? 0) : (s.at(-1) ?? 0));
  }
  const [inner, outer] = Math.abs(p) === 1 ? at : [at[1], at[0]];
  const sums = norm(x, 1, inner, true);
  return apply('LinalgMatrixNorm', (node) => {
    const extreme = reducedBy(node, new PyTuple([outer]), true, p > 0 ? 'max' : 'min');
    return keepdim === true ? extreme : op.reshape(extreme, x.shape.filter((_, i) => !at.includes(i)));
  }, sums); // prettier-ignore
}

function* generalNorm(x: Value, ord: Value, dim: Value, keepdim: Value): Task<Tensor> {
  const input = tensorArgument(x, "linalg.norm(): argument 'A' (position 1)");
  const matrix = sequenceItems(dim)?.length === 2 || (dim === null && input.shape.length === 2);
  if (ord === null) return norm(input, 2, dim, keepdim, 'LinalgVectorNorm');
  return matrix ? yield* matrixNorm(input, ord, dim, keepdim) : norm(input, ord, dim, keepdim, 'LinalgVectorNorm');
}

export const linalgModule = defineModule({
  name: 'torch.linalg',
  functions: {
    'norm(A, ord=None, dim=None, keepdim=False, *, dtype=None)': generalNorm,
    'vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None)': (x: Tensor, ord: Value, dim: Value, keepdim: Value) => norm(x, ord, dim, keepdim, 'LinalgVectorNorm'), // prettier-ignore
    "matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None)": matrixNorm,
    'det(A)': determinant,
    'inv(A)': inverse,
    'solve(A, B)': solve,
    'slogdet(A)': function* (a: Value): Task {
      const matrix = yield* squareOf(a, 'slogdet');
      const { determinant: value } = eliminated(matrix, identity(matrix.length));
      return slogdetResult(numberOf(Math.sign(value)), numberOf(Math.log(Math.abs(value))));
    },
    "eigh(A, UPLO='L')": function* (a: Value): Task {
      const { values, vectors } = symmetricEigen(yield* squareOf(a, 'eigh'));
      return eighResult(vectorOf(values), tensorOf(vectors));
    },
    "eigvalsh(A, UPLO='L')": function* (a: Value): Task {
      return vectorOf(symmetricEigen(yield* squareOf(a, 'eigvalsh')).values);
    },
    "qr(A, mode='reduced')": function* (a: Value): Task {
      const { q, r } = orthogonalTriangular(yield* matrixOf(a, 'qr'));
      return qrResult(tensorOf(q), tensorOf(r));
    },
    'svd(A, full_matrices=True)': function* (a: Value, full: Value): Task {
      const matrix = yield* matrixOf(a, 'svd');
      if (full === true && matrix.length !== matrix[0]?.length) {
        throw exc.NotImplementedError('linalg.svd of a matrix that is not square runs here with full_matrices=False');
      }
      const { u, s, vt } = singularValues(matrix);
      return svdResult(tensorOf(u), vectorOf(s), tensorOf(vt));
    },
    'svdvals(A)': function* (a: Value): Task {
      return vectorOf(singularValues(yield* matrixOf(a, 'svdvals')).s);
    },
    'matrix_rank(A)': function* (a: Value): Task {
      const matrix = yield* matrixOf(a, 'matrix_rank');
      const { s } = singularValues(matrix);
      const least = (s[0] ?? 0) * Math.max(matrix.length, matrix[0]?.length ?? 0) * 2 ** -23;
      return new Tensor(op.full([], s.filter((v) => v > least).length, 'int64'));
    },
    'pinv(A)': function* (a: Value): Task {
      const { u, s, vt } = singularValues(yield* matrixOf(a, 'pinv'));
      const scaled = vt.map((row, i) => row.map((v) => (s[i]! > s[0]! * 1e-6 ? v / s[i]! : 0)));
      return matmul(tensorOf(transposed(scaled)), tensorOf(transposed(u)));
    },
    'cholesky(A)': function* (a: Value): Task {
      const found = cholesky(yield* squareOf(a, 'cholesky'));
      if (typeof found !== 'number') return tensorOf(found);
      throw exc.RuntimeError(`linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading minor of order ${found} is not positive-definite).`); // prettier-ignore
    },
    'multi_dot(tensors)': (tensors: Value) => (sequenceItems(tensors) ?? []).reduce((a, b) => matmul(a, b)),
    'matrix_power(A, n)': function* (a: Value, n: Value): Task {
      const power = Number(n);
      const base =
        power < 0 ? yield* inverse(a) : tensorArgument(a, "linalg.matrix_power(): argument 'A' (position 1)");
      let result = new Tensor(tensorOf(identity(base.shape[0]!)).node);
      for (let i = 0; i < Math.abs(power); i++) result = matmul(result, base);
      return result;
    },
  },
  absent: { eig: 'linalg.eigh runs here, for symmetric matrices', lstsq: 'linalg.solve runs here' },
});
