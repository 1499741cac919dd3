/** Inverses, determinants and solutions of linear equations, with gradients. */
import { exc, toInt, type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { tensorArgument } from '../arguments.ts';
import { namedResult } from '../named-results.ts';
import { matmul } from '../ops/linear-algebra.ts';
import { apply, Tensor } from '../tensor.ts';
import { batchOf, linAlgError, matrixNode, numberNode, squaresOf, tied, type Batch } from './batches.ts';
import { eliminated, identity, singularValues, transposed, type Matrix } from './matrices.ts';

/** The inverse of each matrix of a batch. Raises LinAlgError for a singular one. */
function inverses(batch: Batch): Node {
  const found = batch.matrices.map((matrix, i) => {
    const { solution, stop } = eliminated(matrix, identity(matrix.length));
    if (solution !== null) return solution;
    throw linAlgError('linalg.inv', `The diagonal element ${stop} is zero, the inversion could not be completed because the input matrix is singular.`, batch, i); // prettier-ignore
  });
  return matrixNode(found, batch.rows, batch.rows, batch);
}

/** `inv`: d(a⁻¹) = -a⁻¹ da a⁻¹. */
export function* inverse(x: Value): Task<Tensor> {
  const batch = yield* squaresOf(x, 'inv');
  const found = inverses(batch);
  return tied('LinalgInvEx', found, batch, (da) => op.neg(op.matmul(op.matmul(found, da), found)));
}

/** The sum over both dimensions of a matrix. */
const total = (x: Node): Node => op.reduce('sum', x, [x.shape.length - 2, x.shape.length - 1]);

/** Determinants, and inverses with zeros for what has none. */
function determinants(batch: Batch): { values: number[]; inverse: Node } {
  const found = batch.matrices.map((matrix) => eliminated(matrix, identity(matrix.length)));
  const zeros = identity(batch.rows).map((row) => row.map(() => 0));
  return {
    values: found.map(({ determinant }) => determinant),
    inverse: matrixNode(found.map(({ solution }) => solution ?? zeros), batch.rows, batch.rows, batch), // prettier-ignore
  };
}

/** `det`: its gradient is det(a) a⁻ᵀ. */
export function* determinant(x: Value): Task<Tensor> {
  const batch = yield* squaresOf(x, 'det');
  const { values, inverse: found } = determinants(batch);
  const value = numberNode(values, batch);
  return tied('LinalgDet', value, batch, (da) => op.mul(value, total(op.mul(op.transpose(found), da))));
}

const slogdetResults = { linalg: namedResult('linalg_slogdet', ['sign', 'logabsdet']), torch: namedResult('slogdet', ['sign', 'logabsdet']) }; // prettier-ignore

/** `slogdet`: the gradient of log |det a| is a⁻ᵀ. */
export const signAndLog = (which: keyof typeof slogdetResults) =>
  function* (x: Value): Task {
    const batch = yield* squaresOf(x, 'slogdet');
    const { values, inverse: found } = determinants(batch);
    const size = numberNode(values.map((value) => Math.log(Math.abs(value))), batch); // prettier-ignore
    const log = tied('LinalgSlogdet', size, batch, (da) => total(op.mul(op.transpose(found), da)));
    return slogdetResults[which](new Tensor(numberNode(values.map(Math.sign), batch)), log);
  };

/** `logdet`: nan for a negative determinant. */
export function* logDeterminant(x: Value): Task<Tensor> {
  const batch = yield* squaresOf(x, 'slogdet');
  const { values, inverse: found } = determinants(batch);
  return tied('Logdet', numberNode(values.map(Math.log), batch), batch, (da) => total(op.mul(op.transpose(found), da))); // prettier-ignore
}

/** `solve`: X with A X = B; B is a vector, or has the shape of a batch of them or of matrices. */
export function* solve(a: Value, b: Value): Task<Tensor> {
  const right = tensorArgument(b, "linalg_solve(): argument 'B' (position 2)");
  const batch = yield* squaresOf(a, 'solve');
  const vector = right.shape.length === 1 || right.shape.join() === [...batch.lead, batch.rows].join();
  if (right.shape.at(vector ? -1 : -2) !== batch.rows) {
    throw exc.RuntimeError(
      `linalg.solve: Incompatible shapes of A and B for the equation AX = B (${batch.rows}x${batch.columns} and ${vector ? `${right.shape[0]}x1` : right.shape.slice(-2).join('x')})`,
    );
  }
  batch.matrices.forEach((matrix, i) => {
    if (eliminated(matrix, identity(matrix.length)).solution !== null) return;
    throw linAlgError('torch.linalg.solve', 'The solver failed because the input matrix is singular.', batch, i);
  });
  const found = yield* inverse(a);
  if (!vector || batch.lead.length === 0) return matmul(found, right);
  const columns = apply('Unsqueeze', (node) => op.reshape(node, [...node.shape, 1]), right);
  return apply('Squeeze#1', (node) => op.reshape(node, node.shape.slice(0, -1)), matmul(found, columns));
}

/** Singular values so small beside the largest count as zero. */
const cutoff = (batch: Batch): number => Math.max(batch.rows, batch.columns) * 2 ** -23;

function pseudoInverse(matrix: Matrix, least: number): Matrix {
  const { u, s, vt } = singularValues(matrix);
  const inverse = s.map((value) => (value > (s[0] ?? 0) * least ? 1 / value : 0));
  return transposed(vt).map((row) => u.map((other) => row.reduce((sum, v, k) => sum + v * inverse[k]! * other[k]!, 0)));
}

/** `pinv`: the pseudo-inverse, with the derivative that Golub and Pereyra found (1973). */
export function* pseudoInverses(x: Value, rtol: Value = null): Task<Tensor> {
  const batch = yield* batchOf(x, 'pinv');
  const least = rtol === null ? cutoff(batch) : Number(typeof rtol === 'object' && 'value' in rtol ? rtol.value : rtol);
  const found = batch.matrices.map((matrix) => pseudoInverse(matrix, least));
  const p = matrixNode(found, batch.columns, batch.rows, batch);
  return tied('LinalgPinv', p, batch, (da) => {
    const a = op.detach(batch.tensor.node);
    const one = (n: number): Node => matrixNode(batch.matrices.map(() => identity(n)), n, n, batch); // prettier-ignore
    const [pt, dat] = [op.transpose(p), op.transpose(da)];
    const outside = op.matmul(op.matmul(op.matmul(p, pt), dat), op.sub(one(batch.rows), op.matmul(a, p)));
    const inside = op.matmul(op.matmul(op.matmul(op.sub(one(batch.columns), op.matmul(p, a)), dat), pt), p);
    return op.add(op.sub(outside, op.matmul(op.matmul(p, da), p)), inside);
  });
}

const lstsqResult = namedResult('linalg_lstsq', ['solution', 'residuals', 'rank', 'singular_values']);

/** `lstsq` as the pseudo-inverse times B, of matrices of full rank. */
export function* leastSquares(a: Value, b: Value): Task {
  const right = tensorArgument(b, "linalg_lstsq(): argument 'b' (position 2)");
  const batch = yield* batchOf(a, 'lstsq');
  const solution = matmul(yield* pseudoInverses(a), right);
  const empty = (dtype: 'float32' | 'int64') => new Tensor(op.full([0], 0, dtype));
  const ranks = new Tensor(op.full(batch.lead, Math.min(batch.rows, batch.columns), 'int64'));
  if (batch.rows <= batch.columns) return lstsqResult(solution, empty('float32'), ranks, empty('float32'));
  const missed = apply('Sub', (x, y) => op.sub(x, y), matmul(batch.tensor, solution), right);
  const squares = apply('Sum#1', (node) => op.reduce('sum', op.mul(node, node), [node.shape.length - 2]), missed);
  return lstsqResult(solution, squares, ranks, empty('float32'));
}

/** `matrix_power`: products, of the inverse for a negative power. */
export function* matrixPower(a: Value, power: Value): Task<Tensor> {
  const n = toInt(power, 'n');
  const base = n < 0 ? yield* inverse(a) : tensorArgument(a, "linalg_matrix_power(): argument 'A' (position 1)");
  const size = base.shape.at(-1)!;
  if (n === 0) {
    const batch = yield* squaresOf(a, 'matrix_power');
    return new Tensor(matrixNode(batch.matrices.map(() => identity(size)), size, size, batch)); // prettier-ignore
  }
  return Array.from({ length: Math.abs(n) - 1 }).reduce<Tensor>((made) => matmul(made, base), base);
}

/** `matrix_exp` by Taylor's series of the matrix halved until it is small, squared as often. */
export function* matrixExponential(x: Value): Task<Tensor> {
  const batch = yield* squaresOf(x, 'matrix_exp');
  const norms = batch.matrices.map((matrix) => Math.max(0, ...matrix.map((row) => row.reduce((sum, v) => sum + Math.abs(v), 0)))); // prettier-ignore
  const halvings = Math.max(0, Math.ceil(Math.log2(Math.max(1e-30, ...norms))) + 2);
  const TERMS = 9;
  return apply('LinalgMatrixExp', (a) => {
    const scaled = op.mul(a, op.full([], 2 ** -halvings, a.dtype));
    let term = matrixNode(batch.matrices.map((matrix) => identity(matrix.length)), batch.rows, batch.rows, batch);
    let sum = term;
    for (let k = 1; k <= TERMS; k++) {
      term = op.div(op.matmul(term, scaled), op.full([], k, a.dtype));
      sum = op.add(sum, term);
    }
    return Array.from({ length: halvings }).reduce<Node>((made) => op.matmul(made, made), sum);
  }, batch.tensor); // prettier-ignore
}

/** Keeps the triangle that a matrix is taken for, with ones on the diagonal where it says so. */
function triangle(x: Node, upper: boolean, unit: boolean): Node {
  const n = x.shape.at(-1)!;
  const mask = (test: (i: number, j: number) => boolean): Node =>
    dataNode(Float32Array.from({ length: n * n }, (_, k) => Number(test(Math.floor(k / n), k % n))), [n, n], x.dtype); // prettier-ignore
  const inside = op.mul(
    x,
    mask((i, j) => (i === j ? !unit : upper ? j > i : j < i)),
  );
  return unit
    ? op.add(
        inside,
        mask((i, j) => i === j),
      )
    : inside;
}

/** `solve_triangular`: only one triangle of A is looked at. */
export function* solveTriangular(a: Value, b: Value, upper: boolean, left = true, unit = false): Task<Tensor> {
  const matrix = tensorArgument(a, "linalg_solve_triangular(): argument 'A' (position 1)");
  const right = tensorArgument(b, "linalg_solve_triangular(): argument 'B' (position 2)");
  const found = yield* inverse(apply('Triu', (node) => triangle(node, upper, unit), matrix));
  return left ? matmul(found, right) : matmul(right, found);
}

/** The inverse of l lᵀ (of uᵀ u for an upper triangle), given that triangle. */
export function* inverseOfFactor(factor: Value, upper: Value): Task<Tensor> {
  const found = yield* inverse(factor);
  const turned = apply('Transpose', op.transpose, found);
  return upper === true ? matmul(found, turned) : matmul(turned, found);
}
