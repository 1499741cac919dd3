/** What is asked of complex numbers, for arrays that are all real. */
import type { Value } from '../python/bind.ts';
import { isFloat, makeData } from './dtype.ts';
import { mapUnary } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import type { NdArray } from './ndarray.ts';
import { returned } from './scalar.ts';

export const complexPartFunctions = asFunctions({
  'real(val)': (x: NdArray) => returned(x),
  'imag(val)': (x: NdArray) => returned(x.like(makeData(x.dtype, x.size), x.shape)),
  'iscomplexobj(x)': () => false,
  'isrealobj(x)': () => true,
  'real_if_close(a, tol=100)': (x: NdArray) => x,
  'isreal(x)': (x: NdArray) => returned(mapUnary(x, 'bool', () => 1)),
  'iscomplex(x)': (x: NdArray) => returned(mapUnary(x, 'bool', () => 0)),
  'conj(x)': (x: NdArray) => returned(x.copy()),
  'conjugate(x)': (x: NdArray) => returned(x.copy()),
  'angle(z, deg=False)': (x: NdArray, degrees: Value) =>
      returned(mapUnary(x, isFloat(x.dtype) ? x.dtype : 'float64', (value) => Math.atan2(0, value) * (degrees === true ? 180 / Math.PI : 1))), // prettier-ignore
});
