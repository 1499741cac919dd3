/** Windows for signals, and the Bessel function that Kaiser's is made of. */
import { float, toFloat, type Functions, type Value } from '../python/bind.ts';
import { isFloat } from './dtype.ts';
import { mapUnary } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { NdArray } from './ndarray.ts';

/** Coefficients of Chebyshev series for I0, up to 8 and beyond (Cephes Math Library, `i0.c`). */
const NEAR = [
  -4.4153416464793395e-18, 3.3307945188222384e-17, -2.431279846547955e-16, 1.715391285555133e-15, -1.1685332877993451e-14,
  7.676185498604936e-14, -4.856446783111929e-13, 2.95505266312964e-12, -1.726826291441556e-11, 9.675809035373237e-11,
  -5.189795601635263e-10, 2.6598237246823866e-9, -1.300025009986248e-8, 6.046995022541919e-8, -2.670793853940612e-7,
  1.1173875391201037e-6, -4.4167383584587505e-6, 1.6448448070728896e-5, -5.754195010082104e-5, 0.00018850288509584165,
  -0.0005763755745385824, 0.0016394756169413357, -0.004324309995050576, 0.010546460394594998, -0.02373741480589947,
  0.04930528423967071, -0.09490109704804764, 0.17162090152220877, -0.3046826723431984, 0.6767952744094761,
]; // prettier-ignore
const FAR = [
  -7.233180487874754e-18, -4.830504485944182e-18, 4.46562142029676e-17, 3.461222867697461e-17, -2.8276239805165836e-16,
  -3.425485619677219e-16, 1.7725601330565263e-15, 3.8116806693526224e-15, -9.554846698828307e-15, -4.150569347287222e-14,
  1.54008621752141e-14, 3.8527783827421426e-13, 7.180124451383666e-13, -1.7941785315068062e-12, -1.3215811840447713e-11,
  -3.1499165279632416e-11, 1.1889147107846439e-11, 4.94060238822497e-10, 3.3962320257083865e-9, 2.266668990498178e-8,
  2.0489185894690638e-7, 2.8913705208347567e-6, 6.889758346916825e-5, 0.0033691164782556943, 0.8044904110141088,
]; // prettier-ignore

/** A Chebyshev series, by Clenshaw's recurrence. */
function chebyshev(x: number, coefficients: readonly number[]): number {
  let [now, before, earlier] = [coefficients[0]!, 0, 0];
  for (const c of coefficients.slice(1)) [now, before, earlier] = [x * now - before + c, now, before];
  return 0.5 * (now - earlier);
}

/** The modified Bessel function of the first kind and order 0. */
function besselI0(x: number): number {
  const size = Math.abs(x);
  const growth = Math.exp(size);
  if (size <= 8) return growth * chebyshev(size / 2 - 2, NEAR);
  return (growth * chebyshev(32 / size - 2, FAR)) / Math.sqrt(size);
}

/** A window whose elements are a function of the odd or even numbers from 1 - n to n - 1. */
const window = (f: (at: number, n: number) => number) => (size: Value): Value => {
  const n = toFloat(size, 'M');
  const values = n === 1 ? [1] : Array.from({ length: n < 1 ? 0 : Math.ceil(n - 0.5) }, (_, i) => f(1 - n + 2 * i, n));
  return new NdArray(Float64Array.from(values), 'float64', [values.length]);
}; // prettier-ignore

const cosine = (at: number, n: number, times = 1): number => Math.cos((times * Math.PI * at) / (n - 1));

export const windowFunctions: Functions = {
  'bartlett(M)': window((at, n) => (at <= 0 ? 1 + at / (n - 1) : 1 - at / (n - 1))),
  'hanning(M)': window((at, n) => 0.5 + 0.5 * cosine(at, n)),
  'hamming(M)': window((at, n) => 0.54 + 0.46 * cosine(at, n)),
  'blackman(M)': window((at, n) => 0.42 + 0.5 * cosine(at, n) + 0.08 * cosine(at, n, 2)),
  'kaiser(M, beta)': (size: Value, shape: Value) => {
    const beta = toFloat(shape, 'beta');
    const whole = besselI0(beta);
    return window((at, n) => {
      const middle = (n - 1) / 2;
      const place = ((at + n - 1) / 2 - middle) / middle;
      return besselI0(beta * Math.sqrt(1 - place * place)) / whole;
    })(size);
  },
  ...asFunctions({
    'i0(x)': (x: NdArray) =>
      x.ndim === 0 ? float(besselI0(x.at())) : mapUnary(x, isFloat(x.dtype) ? x.dtype : 'float64', besselI0),
  }),
};
