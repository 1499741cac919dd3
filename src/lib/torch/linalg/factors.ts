/** Factors of matrices: singular values, eigenvectors of symmetric ones, QR and Cholesky's. */
import { type Task, type Value } from '../../python/bind.ts';
import { dataNode, type Node } from '../../tensor/node.ts';
import * as op from '../../tensor/ops.ts';
import { namedResult } from '../named-results.ts';
import { apply, Tensor } from '../tensor.ts';
import {
  batchOf,
  linAlgError,
  matrixNode,
  refuseGradient,
  squaresOf,
  tied,
  vectorNode,
  type Batch,
} from './batches.ts';
import { cholesky, eliminated, identity, orthogonalTriangular, singularValues, symmetricEigen, transposed, type Matrix } from './matrices.ts'; // prettier-ignore

const eighResult = namedResult('linalg_eigh', ['eigenvalues', 'eigenvectors']);
const svdResults = { linalg: namedResult('linalg_svd', ['U', 'S', 'Vh']), torch: namedResult('svd', ['U', 'S', 'V']) };
const qrResults = { linalg: namedResult('linalg_qr', ['Q', 'R']), torch: namedResult('qr', ['Q', 'R']) };

/** The diagonals of square matrices, as their last dimension. */
function diagonal(x: Node): Node {
  const n = x.shape.at(-1)!;
  const lead = x.shape.slice(0, -2);
  const places = Int32Array.from({ length: n }, (_, i) => i * (n + 1));
  return op.indexSelect(op.reshape(x, [...lead, n * n]), lead.length, dataNode(places, [n], 'int64'));
}

/** `eigvalsh`: an eigenvalue changes by vᵀ da v. */
export function* eigenvalues(x: Value): Task<Tensor> {
  const batch = yield* squaresOf(x, 'eigvalsh');
  const found = batch.matrices.map(symmetricEigen);
  const v = matrixNode(found.map(({ vectors }) => vectors), batch.rows, batch.rows, batch); // prettier-ignore
  const values = vectorNode(found.map((pair) => pair.values), batch.rows, batch); // prettier-ignore
  return tied('LinalgEigh', values, batch, (da) => diagonal(op.matmul(op.matmul(op.transpose(v), da), v)));
}

/** 1 / (a_j - a_i), and 0 on the diagonal. */
const gaps = (values: readonly number[]): Matrix =>
  values.map((a, i) => values.map((b, j) => (i === j || a === b ? 0 : 1 / (b - a))));

/** `eigh`: an eigenvector changes by the others, each divided by the distance of the eigenvalues. */
export function* eigen(x: Value): Task {
  const batch = yield* squaresOf(x, 'eigh');
  const n = batch.rows;
  const found = batch.matrices.map(symmetricEigen);
  const v = matrixNode(found.map(({ vectors }) => vectors), n, n, batch); // prettier-ignore
  const distances = matrixNode(found.map(({ values }) => gaps(values)), n, n, batch); // prettier-ignore
  // Both halves of the matrix move as one.
  const inside = (da: Node): Node => {
    const even = op.mul(op.add(da, op.transpose(da)), op.full([], 0.5, da.dtype));
    return op.matmul(op.matmul(op.transpose(v), even), v);
  };
  return eighResult(
    tied('LinalgEigh', vectorNode(found.map(({ values }) => values), n, batch), batch, (da) => diagonal(inside(da))), // prettier-ignore
    tied('LinalgEigh', v, batch, (da) => op.matmul(v, op.mul(distances, inside(da)))),
  );
}

/** Columns that complete those of `u` to an orthonormal basis. */
function completed(u: Matrix): Matrix {
  const k = u[0]?.length ?? 0;
  const { q } = orthogonalTriangular(u, true);
  return u.map((row, i) => [...row, ...q[i]!.slice(k)]);
}

/** `svdvals`: a singular value changes by uᵀ da v. */
export function* singularValuesOf(x: Value, caller = 'svdvals'): Task<Tensor> {
  const batch = yield* batchOf(x, caller);
  const { s, change } = decomposed(batch);
  return tied('LinalgSvd', s, batch, (da) => change(da).s);
}

/** Factors of a batch, and by what they change with it. */
interface Decomposed {
  readonly found: readonly { readonly u: Matrix; readonly vt: Matrix }[];
  readonly u: Node;
  readonly s: Node;
  readonly vt: Node;
  readonly change: (da: Node) => { u: Node; s: Node; v: Node };
}

/** Reduced singular factors. The change of the vectors is that of eigenvectors, and what leaves their span. */
function decomposed(batch: Batch): Decomposed {
  const k = Math.min(batch.rows, batch.columns);
  const found = batch.matrices.map(singularValues);
  const [u, vt] = [matrixNode(found.map((f) => f.u), batch.rows, k, batch), matrixNode(found.map((f) => f.vt), k, batch.columns, batch)]; // prettier-ignore
  const s = vectorNode(found.map((f) => f.s), k, batch); // prettier-ignore
  const change = (da: Node) => {
    const [v, ut] = [op.transpose(vt), op.transpose(u)];
    const inside = op.matmul(op.matmul(ut, da), v);
    const across = matrixNode(found.map((f) => gaps(f.s.map((value) => value * value))), k, k, batch); // prettier-ignore
    const inverse = vectorNode(found.map((f) => f.s.map((value) => (value === 0 ? 0 : 1 / value))), k, batch); // prettier-ignore
    const [row, inverseRow] = [op.reshape(s, [...batch.lead, 1, k]), op.reshape(inverse, [...batch.lead, 1, k])];
    const column = op.reshape(s, [...batch.lead, k, 1]);
    const turned = op.transpose(inside);
    const outside = (x: Node, part: Node): Node => op.sub(part, op.matmul(x, op.matmul(op.transpose(x), part)));
    return {
      s: diagonal(inside),
      u: op.add(
        op.matmul(u, op.mul(across, op.add(op.mul(inside, row), op.mul(column, turned)))),
        op.mul(outside(u, op.matmul(da, v)), inverseRow),
      ),
      v: op.add(
        op.matmul(v, op.mul(across, op.add(op.mul(column, inside), op.mul(turned, row)))),
        op.mul(outside(v, op.matmul(op.transpose(da), u)), inverseRow),
      ),
    };
  };
  return { found, u, s, vt, change };
}

/** `linalg.svd`, and `torch.svd`, which gives V instead of Vᵀ and is reduced unless told otherwise. */
export const singular = (which: keyof typeof svdResults) =>
  function* (x: Value, full: boolean): Task {
    const batch = yield* batchOf(x, 'svd');
    const { found, u, s, vt, change } = decomposed(batch);
    const values = tied('LinalgSvd', s, batch, (da) => change(da).s);
    const name = which === 'linalg' ? 'LinalgSvd' : 'Transpose';
    let left = tied('LinalgSvd', u, batch, (da) => change(da).u);
    const turn = which === 'linalg' ? op.transpose : (node: Node): Node => node;
    let right = tied(name, turn(op.transpose(vt)), batch, (da) => turn(change(da).v));
    if (full && batch.rows !== batch.columns) {
      refuseGradient(batch, 'svd', 'full_matrices=False runs here with gradients');
      left = new Tensor(matrixNode(found.map((f) => completed(f.u)), batch.rows, batch.rows, batch)); // prettier-ignore
      const whole = found.map((f) => completed(transposed(f.vt)));
      right = new Tensor(turn(matrixNode(whole, batch.columns, batch.columns, batch)));
    }
    return svdResults[which](left, values, right);
  };

/** The part of a square below the diagonal, as a mask. */
const below = (n: number): Matrix => identity(n).map((row, i) => row.map((_, j) => (j < i ? 1 : 0)));

/** `linalg.qr` and `torch.qr`. */
export const orthogonal = (which: keyof typeof qrResults) =>
  function* (x: Value, complete: boolean): Task {
    const batch = yield* batchOf(x, 'qr');
    const found = batch.matrices.map((matrix) => orthogonalTriangular(matrix, complete));
    const k = complete ? batch.rows : Math.min(batch.rows, batch.columns);
    const q = matrixNode(found.map((f) => f.q), batch.rows, k, batch); // prettier-ignore
    const r = matrixNode(found.map((f) => f.r), k, batch.columns, batch); // prettier-ignore
    if (k !== batch.columns) {
      refuseGradient(batch, 'qr', 'that of a matrix with at least as many rows as columns does, reduced');
      return qrResults[which](new Tensor(q), new Tensor(r));
    }
    const change = (da: Node): { q: Node; r: Node } => {
      const inverse = matrixNode(found.map((f) => eliminated(f.r, identity(k)).solution ?? identity(k)), k, k, batch); // prettier-ignore
      const mask = matrixNode(found.map(() => below(k)), k, k, batch); // prettier-ignore
      const [qt, scaled] = [op.transpose(q), op.matmul(da, inverse)];
      const inside = op.matmul(qt, scaled);
      const lower = op.mul(inside, mask);
      const turn = op.sub(lower, op.transpose(lower));
      return {
        q: op.add(op.sub(scaled, op.matmul(q, inside)), op.matmul(q, turn)),
        r: op.sub(op.matmul(qt, da), op.matmul(turn, r)),
      };
    };
    return qrResults[which](tied('LinalgQr', q, batch, (da) => change(da).q), tied('LinalgQr', r, batch, (da) => change(da).r)); // prettier-ignore
  };

/** `cholesky`: the lower triangle l with l lᵀ = a; it changes by l Φ(l⁻¹ da l⁻ᵀ), Φ the lower triangle with half the diagonal. */
export function* choleskyFactor(x: Value, upper: Value = false): Task<Tensor> {
  const batch = yield* squaresOf(x, 'cholesky');
  const n = batch.rows;
  const found = batch.matrices.map((matrix, i) => {
    const factor = cholesky(matrix);
    if (typeof factor !== 'number') return factor;
    throw linAlgError('linalg.cholesky', `The factorization could not be completed because the input is not positive-definite (the leading minor of order ${factor} is not positive-definite).`, batch, i); // prettier-ignore
  });
  const l = matrixNode(found, n, n, batch);
  const lower = tied('LinalgCholeskyEx', l, batch, (da) => {
    const inverse = matrixNode(found.map((f) => eliminated(f, identity(n)).solution!), n, n, batch); // prettier-ignore
    const half = below(n).map((row, i) => row.map((v, j) => (i === j ? 0.5 : v)));
    const mask = matrixNode(found.map(() => half), n, n, batch); // prettier-ignore
    const even = op.mul(op.add(da, op.transpose(da)), op.full([], 0.5, da.dtype));
    return op.matmul(l, op.mul(mask, op.matmul(op.matmul(inverse, even), op.transpose(inverse))));
  });
  return upper === true ? apply('Transpose', op.transpose, lower) : lower;
}
