/** `torch.linalg`: norms, solutions and factors of matrices and of batches of them. All but norms are found on the host. */
import { defineModule, PyTuple, type Functions, type Task, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { dimArgument, sequenceItems, tensorArgument } from '../arguments.ts';
import { diagonal } from '../ops/diagonals.ts';
import { matmul } from '../ops/linear-algebra.ts';
import { reducedBy } from '../ops/extremes.ts';
import { crossProduct } from '../ops/products.ts';
import { norm } from '../ops/reductions.ts';
import { readTensor } from '../ops/reading.ts';
import { apply, Tensor } from '../tensor.ts';
import { batchOf, linAlgErrorType } from './batches.ts';
import { choleskyFactor, eigen, eigenvalues, orthogonal, singular, singularValuesOf } from './factors.ts';
import { determinant, inverse, inverseOfFactor, leastSquares, logDeterminant, matrixExponential, matrixPower, pseudoInverses, signAndLog, solve, solveTriangular } from './solutions.ts'; // prettier-ignore

/** The largest sum of absolute values along a dimension, the largest singular value, or the root of the squares. */
function* matrixNorm(x: Tensor, ord: Value, dim: Value, keepdim: Value): Task<Tensor> {
  const axes = sequenceItems(dim)?.map(Number) ?? [-2, -1];
  const at = axes.map((axis) => (axis < 0 ? axis + x.shape.length : axis)) as [number, number];
  if (ord === null || ord === 'fro') return norm(x, 2, new PyTuple([...at]), keepdim, 'LinalgVectorNorm');
  const p = Number(typeof ord === 'object' && 'value' in ord ? ord.value : ord);
  if (p === 2 || p === -2 || ord === 'nuc') {
    const turned = apply(
      'Permute',
      (node) => op.permute(node, [...op.allAxes(node).filter((axis) => !at.includes(axis)), ...at]),
      x,
    );
    return apply('LinalgMatrixNorm', (s) => {
      const last = s.shape.length - 1;
      const size = op.reduce(ord === 'nuc' ? 'sum' : p === 2 ? 'max' : 'min', s, [last]);
      return keepdim === true ? op.reshape(size, x.shape.map((n, i) => (at.includes(i) ? 1 : n))) : size;
    }, yield* singularValuesOf(turned, 'matrix_norm')); // prettier-ignore
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

/** How many singular values count beside the largest. */
function* matrixRank(a: Value, tol: Value): Task<Tensor> {
  const { lead, rows, columns } = yield* batchOf(a, 'matrix_rank');
  const values = yield* readTensor(yield* singularValuesOf(new Tensor(op.detach((a as Tensor).node)), 'matrix_rank'));
  const k = Math.min(rows, columns);
  const given = tol === null ? null : Number(typeof tol === 'object' && 'value' in tol ? tol.value : tol);
  const counts = Array.from({ length: values.length / Math.max(1, k) }, (_, i) => {
    const own = values.subarray(i * k, (i + 1) * k);
    const least = given ?? (own[0] ?? 0) * Math.max(rows, columns) * 2 ** -23;
    return own.filter((value) => value > least).length;
  });
  return new Tensor(op.reshape(op.concat(counts.map((n) => op.full([1], n, 'int64')), 0), lead)); // prettier-ignore
}

/** `cond`: the ratio of the largest singular value to the least, or a norm times that of the inverse. */
function* condition(a: Value, p: Value): Task<Tensor> {
  if (p === null || p === 2 || p === -2) {
    const s = yield* singularValuesOf(a, 'cond');
    return apply('Div', (node) => {
      const side = (kind: 'max' | 'min') => op.reduce(kind, node, [node.shape.length - 1]);
      return p === -2 ? op.div(side('min'), side('max')) : op.div(side('max'), side('min'));
    }, s); // prettier-ignore
  }
  const dims = new PyTuple([-2, -1]);
  const [size, other] = [yield* matrixNorm(a as Tensor, p, dims, false), yield* matrixNorm(yield* inverse(a), p, dims, false)]; // prettier-ignore
  return apply('Mul', (x, y) => op.mul(x, y), size, other);
}

const linalgFunctions: Functions = {
  'norm(A, ord=None, dim=None, keepdim=False, *, dtype=None)': generalNorm,
  'vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None)': (x: Tensor, ord: Value, dim: Value, keepdim: Value) => norm(x, ord, dim, keepdim, 'LinalgVectorNorm'), // prettier-ignore
  "matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None)": matrixNorm,
  'det(A)': determinant,
  'inv(A)': inverse,
  'solve(A, B)': solve,
  'solve_triangular(A, B, *, upper, left=True, unitriangular=False)': (a: Value, b: Value, upper: Value, left: Value, unit: Value) => solveTriangular(a, b, upper === true, left !== false, unit === true), // prettier-ignore
  'lstsq(a, b, rcond=None, *, driver=None)': leastSquares,
  'slogdet(A)': signAndLog('linalg'),
  "eigh(A, UPLO='L')": eigen,
  "eigvalsh(A, UPLO='L')": eigenvalues,
  "qr(A, mode='reduced')": (a: Value, mode: Value) => orthogonal('linalg')(a, mode === 'complete'),
  'svd(A, full_matrices=True)': (a: Value, full: Value) => singular('linalg')(a, full !== false),
  'svdvals(A)': (a: Value) => singularValuesOf(a),
  'matrix_rank(A, tol=None)': matrixRank,
  'cond(A, p=None)': condition,
  'pinv(A, rcond=None)': pseudoInverses,
  'cholesky(A, *, upper=False)': choleskyFactor,
  'multi_dot(tensors)': (tensors: Value) => (sequenceItems(tensors) ?? []).reduce((a, b) => matmul(a, b)),
  'matrix_power(A, n)': matrixPower,
  'matrix_exp(A)': matrixExponential,
  'cross(input, other, *, dim=-1)': crossProduct,
  'diagonal(A, *, offset=0, dim1=-2, dim2=-1)': diagonal,
  'vecdot(x, y, *, dim=-1)': (x: Tensor, y: Tensor, dim: Value) =>
    apply('Sum#1', (a, b) => op.reduce('sum', op.mul(a, b), [dimArgument(dim, a.shape.length)]), x, y),
  'matmul(input, other)': matmul,
};

export const linalgModule = defineModule({
  name: 'torch.linalg',
  functions: linalgFunctions,
  members: { LinAlgError: linAlgErrorType },
  absent: {
    eig: 'its eigenvalues can be complex; linalg.eigh runs here, for symmetric matrices',
    eigvals: 'they can be complex; linalg.eigvalsh runs here, for symmetric matrices',
    lu: 'linalg.solve, inv, det and cholesky run here',
    lu_factor: 'linalg.solve, inv, det and cholesky run here',
    lu_solve: 'linalg.solve runs here',
    ldl_factor: 'linalg.cholesky runs here',
    inv_ex: 'linalg.inv runs here',
    cholesky_ex: 'linalg.cholesky runs here',
    solve_ex: 'linalg.solve runs here',
    householder_product: 'linalg.qr runs here',
    tensorinv: 'linalg.inv of a reshaped tensor runs here',
    tensorsolve: 'linalg.solve with reshaped tensors runs here',
    vander: 'torch.vander runs here',
  },
});

/** What is both `torch.NAME(input, …)` and `Tensor.NAME(…)`. */
export const matrixFunctions: Functions = {
  'det(input)': determinant,
  'inverse(input)': inverse,
  'logdet(input)': logDeterminant,
  'slogdet(input)': signAndLog('torch'),
  'matrix_power(input, n)': matrixPower,
  'matrix_exp(input)': matrixExponential,
  'pinverse(input, rcond=1e-15)': (x: Value) => pseudoInverses(x),
  'cholesky(input, upper=False)': choleskyFactor,
  'cholesky_inverse(input, upper=False)': inverseOfFactor,
  'cholesky_solve(input, input2, upper=False)': function* (b: Tensor, factor: Value, upper: Value): Task {
    return matmul(yield* inverseOfFactor(factor, upper), b);
  },
  'qr(input, some=True)': (x: Value, some: Value) => orthogonal('torch')(x, some === false),
  'svd(input, some=True, compute_uv=True)': (x: Value, some: Value) => singular('torch')(x, some === false),
};

/** `torch.NAME` alone. */
export const matrixTorchFunctions: Functions = {
  'nuclear_norm(input, keepdim=False)': (x: Tensor, keepdim: Value) => matrixNorm(x, 'nuc', new PyTuple([-2, -1]), keepdim), // prettier-ignore
};
