/** `numpy.linalg`, and the products among the functions of `numpy` itself. */
import { defineModule, exc, float, toInt, type Functions, type Task, type Value } from '../python/bind.ts';
import { axesArgument } from './axes.ts';
import { toArray } from './conversion.ts';
import { isFloat, type DTypeName } from './dtype.ts';
import { mapUnary } from './elementwise.ts';
import { linAlgErrorType } from './errors.ts';
import { asFunctions, type ArrayFunctions } from './functions.ts';
import { determinant, dot, matmul, outer, solve } from './linear-algebra.ts';
import { castArray, NdArray } from './ndarray.ts';
import { extreme, sum } from './reductions.ts';
import { returned } from './scalar.ts';
import { diagonal } from './shaping.ts';

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
  if (order === null || order === 'fro' || order === 2) {
    if (order === 2 && axes.length === 2) {
      throw exc.NotImplementedError('the spectral norm does not run here; the Frobenius norm (no ord) does');
    }
    return root(sum(powers(x, 2), axes, keep), Math.sqrt);
  }
  if (axes.length !== 1)
    throw exc.NotImplementedError('matrix norms run here without ord only; give an axis for vectors');
  const p = typeof order === 'number' ? order : ((order as { value?: number }).value ?? NaN);
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

const linalgFunctions: ArrayFunctions = {
  [normText]: norm,
  'det(a)': (x: NdArray) => float(determinant(x)),
  'inv(a)': (x: NdArray) => solve(x, identity(x.shape[0] ?? 0, isFloat(x.dtype) ? x.dtype : 'float64')),
  'matrix_power(a, n)': matrixPower,
};

const NEAR = 'inv, solve, det and norm run here';

export const linalgModule = defineModule({
  name: 'numpy.linalg',
  functions: { ...asFunctions(linalgFunctions), 'solve(a, b)': binary(solve) },
  members: { LinAlgError: linAlgErrorType },
  absent: { svd: NEAR, eig: NEAR, eigh: NEAR, eigvals: NEAR, eigvalsh: NEAR, qr: NEAR, cholesky: NEAR, lstsq: NEAR, pinv: NEAR, matrix_rank: NEAR, cond: NEAR }, // prettier-ignore
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
