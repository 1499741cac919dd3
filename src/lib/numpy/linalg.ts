/** `numpy.linalg`, and the products among the functions of `numpy` itself. */
import { defineModule, exc, float, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { axesArgument } from './axes.ts';
import { toArray } from './conversion.ts';
import { isFloat, type DTypeName } from './dtype.ts';
import { mapUnary } from './elementwise.ts';
import { eigenvaluesOf } from './eigenvalues.ts';
import { linAlgErrorType } from './errors.ts';
import { asFunctions, type ArrayFunctions } from './functions.ts';
import { determinant, dot, matmul, outer, solve } from './linear-algebra.ts';
import { castArray, NdArray } from './ndarray.ts';
import { extreme, sum } from './reductions.ts';
import { returned } from './scalar.ts';
import { batchOf, factorFunctions, leastSquaresFunctions, matrixNorm, squaresOf } from './factorizations.ts';
import { concatenate } from './joining.ts';
import { diagonal, transpose } from './shaping.ts';

const binary = (f: (a: NdArray, b: NdArray) => NdArray) =>
  function* (first: Value, second: Value): Task {
    return returned(f(yield* toArray(first), yield* toArray(second)));
  };

const powers = (x: NdArray, exponent: number): NdArray =>
  mapUnary(x, x.dtype, (value) => (exponent === 2 ? value * value : Math.abs(value) ** exponent));

function norm(array: NdArray, order: Value, axis: Value, keepDims: Value): Value {
  const x = isFloat(array.dtype) ? array : castArray(array, 'float64');
  const axes = axesArgument(axis, x.ndim);
  const keep = keepDims === true;
  const root = (total: NdArray, f: (value: number) => number): Value => returned(mapUnary(total, x.dtype, f));
  if (order === null || order === 'fro' || (order === 2 && axes.length === 1)) {
    return root(sum(powers(x, 2), axes, keep), Math.sqrt);
  }
  const p = typeof order === 'number' ? order : ((order as { value?: number }).value ?? NaN);
  if (axes.length === 2) {
    const last = [x.ndim - 2, x.ndim - 1];
    const turned = transpose(x, [...x.shape.keys()].filter((i) => !axes.includes(i)).concat(axes)); // prettier-ignore
    const { matrices, lead } = batchOf(axes.join() === last.join() ? x : turned);
    const norms = matrices.map((matrix) => matrixNorm(matrix, typeof order === 'string' ? order : p));
    const shape = keep ? x.shape.map((n, i) => (axes.includes(i) ? 1 : n)) : lead;
    return returned(new NdArray(Float64Array.from(norms), 'float64', shape));
  }
  if (axes.length !== 1) throw exc.ValueError('Improper number of dimensions to norm.');
  const magnitudes = mapUnary(x, x.dtype, Math.abs);
  if (p === Infinity) return returned(extreme(magnitudes, axes, keep, 'maximum'));
  if (p === -Infinity) return returned(extreme(magnitudes, axes, keep, 'minimum'));
  if (p === 0)
    return root(
      sum(
        mapUnary(x, x.dtype, (value) => (value !== 0 ? 1 : 0)),
        axes,
        keep,
      ),
      (value) => value,
    );
  if (p === 1) return returned(sum(magnitudes, axes, keep));
  if (!Number.isFinite(p))
    throw exc.ValueError(`Invalid norm order '${typeof order === 'string' ? order : p}' for vectors`);
  return root(sum(powers(x, p), axes, keep), (value) => value ** (1 / p));
}

const normText = 'norm(x, ord=None, axis=None, keepdims=False)';

function identity(n: number, dtype: DTypeName): NdArray {
  const x = new NdArray(new Float64Array(n * n), 'float64', [n, n]);
  for (let i = 0; i < n; i++) x.data[i * n + i] = 1;
  return castArray(x, dtype);
}

function matrixPower(x: NdArray, exponent: Value): NdArray {
  const n = toInt(exponent, 'n');
  let result = identity(x.shape[0]!, x.dtype);
  const base = n < 0 ? solve(x, identity(x.shape[0]!, 'float64')) : x;
  for (let i = 0; i < Math.abs(n); i++) result = matmul(result, base);
  return result;
}

/** The inverse of each matrix of an array. Raises LinAlgError. */
function inverse(x: NdArray): NdArray {
  if (x.ndim <= 2) return solve(x, identity(x.shape[0] ?? 0, isFloat(x.dtype) ? x.dtype : 'float64'));
  const { matrices, lead, rows } = squaresOf(x);
  const parts = matrices.map(({ values }) => solve(new NdArray(values, 'float64', [rows, rows]), identity(rows, 'float64'))); // prettier-ignore
  return castArray(concatenate(parts, 0).view([...lead, rows, rows]), isFloat(x.dtype) ? x.dtype : 'float64');
}

/** The determinant of each matrix of an array. */
function determinants(x: NdArray): Value {
  if (x.ndim <= 2) return float(determinant(x));
  const { matrices, lead, rows } = squaresOf(x);
  const found = matrices.map(({ values }) => determinant(new NdArray(values, 'float64', [rows, rows])));
  return new NdArray(Float64Array.from(found), 'float64', lead);
}

/** The eigenvalues of each matrix of an array, where all are real. */
function eigenvalues(x: NdArray): NdArray {
  const { matrices, lead, rows } = squaresOf(x);
  const found = matrices.flatMap(({ values }) => [...eigenvaluesOf(new NdArray(values, 'float64', [rows, rows]), 'numpy.linalg.eigvals')]); // prettier-ignore
  return castArray(new NdArray(Float64Array.from(found), 'float64', [...lead, rows]), isFloat(x.dtype) ? x.dtype : 'float64'); // prettier-ignore
}

const linalgFunctions: ArrayFunctions = {
  ...factorFunctions(inverse),
  [normText]: norm,
  'det(a)': determinants,
  'eigvals(a)': eigenvalues,
  'inv(a)': inverse,
  'matrix_power(a, n)': matrixPower,
};

const NEAR = 'numpy.linalg.eigvals runs here, and eigh and eigvalsh for symmetric matrices';

export const linalgModule = defineModule({
  name: 'numpy.linalg',
  functions: { ...asFunctions(linalgFunctions), ...leastSquaresFunctions, 'solve(a, b)': binary(solve) },
  members: { LinAlgError: linAlgErrorType },
  absent: { eig: NEAR, tensorsolve: 'numpy.linalg.solve runs here', tensorinv: 'numpy.linalg.inv runs here' }, // prettier-ignore
});

function trace(x: NdArray): Value {
  return returned(sum(diagonal(x, 0), [0], false));
}

export const productFunctions: Functions = {
  'dot(a, b)': binary(dot),
  'matmul(x1, x2)': binary(matmul),
  'inner(a, b)': binary((a, b) => (b.ndim < 2 ? dot(a, b) : dot(a, b.view([b.shape[1]!, b.shape[0]!], [b.strides[1]!, b.strides[0]!])))), // prettier-ignore
  'vdot(a, b)': binary((a, b) => dot(a.like(a.values(), [a.size]), b.like(b.values(), [b.size]))),
  'outer(a, b)': binary(outer),
};

/** Functions and methods alike. */
export const traceFunctions: ArrayFunctions = { 'trace(a)': trace };
