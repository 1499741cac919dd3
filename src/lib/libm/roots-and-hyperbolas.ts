/**
 * cosh, asinh, acosh and cbrt in the steps that C's mathematical library takes, so that their last bits are its own: these it does not
 * round to the nearest double. (`Math.sinh`, `tanh`, `atanh`, `expm1` and `log1p` are the same programs in JavaScript engines.)
 */
import { exp, log } from './elementary.ts';

const LN2 = Math.LN2;

/** `cosh(x)` */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5 * LN2) {
    const t = Math.expm1(size);
    const w = 1 + t;
    return size < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (size >= 700) return Math.cosh(x);
  const t = exp(size);
  return size < 22 ? 0.5 * t + 0.5 / t : 0.5 * t;
}

/** `asinh(x)` */
export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -28) || size === Infinity) return x;
  const square = size * size;
  let y;
  if (size > 2 ** 28) y = log(size) + LN2;
  else if (size > 2) y = log(2 * size + 1 / (Math.sqrt(square + 1) + size));
  else y = Math.log1p(size + square / (1 + Math.sqrt(1 + square)));
  return x < 0 ? -y : y;
}

/** `acosh(x)` */
export function acosh(x: number): number {
  if (!(x >= 1) || x === Infinity) return Math.acosh(x);
  if (x >= 2 ** 28) return log(x) + LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}

/** Cube roots of 1/4, 1/2, 1, 2 and 4. */
const CBRT2 = 1.2599210498948731648;
const SQR_CBRT2 = 1.5874010519681994748;
const FACTORS = [1 / SQR_CBRT2, 1 / CBRT2, 1, CBRT2, SQR_CBRT2];

/** `cbrt(x)` */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const size = Math.abs(x);
  let exponent = Math.floor(Math.log2(size)) + 1;
  let m = size / 2 ** exponent;
  if (size < 2 ** -1022 || exponent > 1023) return Math.cbrt(x);
  if (m >= 1) [exponent, m] = [exponent + 1, m / 2];
  if (m < 0.5) [exponent, m] = [exponent - 1, m * 2];
  const u =
    0.35489576504391986 +
    (1.508191937815849 -
      (2.1149949416737129 -
        (2.4469312256353443 - (1.8346927748361308 - (0.78493234497663926 - 0.14526389938548637 * m) * m) * m) * m) *
        m) *
      m;
  const cube = u * u * u;
  const root = ((u * (cube + 2 * m)) / (2 * cube + m)) * FACTORS[2 + (exponent % 3)]!;
  return (x < 0 ? -root : root) * 2 ** Math.trunc(exponent / 3);
}
