/** Special functions of one number, to about a double's precision. */
import { erf } from '../../random/inverse-erf.ts';
import { logGamma } from '../../random/log-gamma.ts';

/** ln |Γ(x)|, by reflection below 0. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x === Infinity || x === -Infinity) return Infinity;
  if (x > 0) return logGamma(x);
  if (Number.isInteger(x)) return Infinity;
  return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
}

/** B(2k), for asymptotic series. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/** The derivative of ln Γ. */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x < 0) return Number.isInteger(x) ? NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shift = 0;
  let at = x;
  for (; at < 10; at++) shift -= 1 / at;
  const square = 1 / (at * at);
  let series = 0;
  for (let k = BERNOULLI.length; k >= 1; k--) series = (series + BERNOULLI[k - 1]! / (2 * k)) * square;
  return shift + Math.log(at) - 0.5 / at - series;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** The sum of (x + k) ** -s over all k from 0: Hurwitz's zeta function, by Euler's and Maclaurin's formula. */
export function hurwitzZeta(s: number, x: number): number {
  let sum = 0;
  let at = x;
  for (; at < 12; at++) sum += at ** -s;
  sum += at ** (1 - s) / (s - 1) + 0.5 * at ** -s;
  let rising = s;
  BERNOULLI.forEach((b, i) => {
    const k = i + 1;
    sum += (b / factorial(2 * k)) * rising * at ** (-s - 2 * k + 1);
    rising *= (s + 2 * k - 1) * (s + 2 * k);
  });
  return sum;
}

/** The derivative of ln Γ of order n + 1. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  // Below 0 the recurrence leads up: ψ(x) = ψ(x + 1) - (-1)ⁿ n! x^(-n-1).
  const sign = n % 2 === 0 ? -1 : 1;
  if (x < 0) return polygamma(n, x + 1) + sign * factorial(n) * x ** (-n - 1);
  return sign * factorial(n) * hurwitzZeta(n + 1, x);
}

/** Modified Bessel functions of the first kind, of order 0 or 1, times e^-|x|. */
export function besselScaled(order: 0 | 1, x: number): number {
  const size = Math.abs(x);
  const sign = order === 1 ? Math.sign(x) : 1;
  if (size > 30) {
    // The asymptotic series, whose terms fall until far beyond a double's precision here.
    const m = 4 * order * order;
    let term = 1;
    let sum = 1;
    for (let k = 1; k < 20; k++) {
      term *= -(m - (2 * k - 1) ** 2) / (k * 8 * size);
      sum += term;
    }
    return (sign * sum) / Math.sqrt(2 * Math.PI * size);
  }
  let term = (size / 2) ** order;
  let sum = term;
  for (let k = 1; term > sum * 1e-18; k++) {
    term *= (size * size) / 4 / (k * (k + order));
    sum += term;
  }
  return sign * sum * Math.exp(-size);
}

export const bessel = (order: 0 | 1, x: number): number => besselScaled(order, x) * Math.exp(Math.abs(x));

/** The share of Γ(a) that lies below x: by its series, or by a continued fraction for what lies above. */
export function lowerGamma(a: number, x: number): number {
  if (x < 0 || a < 0 || Number.isNaN(x) || Number.isNaN(a)) return NaN;
  if (a === 0) return 1;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return front * sum;
  }
  return 1 - front * upperFraction(a, x);
}

/** Lentz's way through the continued fraction of the upper incomplete gamma function. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 500; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

/** The share of Γ(a) that lies above x. */
export function upperGamma(a: number, x: number): number {
  if (x > a + 1 && x < Infinity && a > 0) return Math.exp(a * Math.log(x) - x - logGamma(a)) * upperFraction(a, x);
  return 1 - lowerGamma(a, x);
}

/** The standard normal distribution's share below x; far out by the upper share of Γ(1/2). */
export function normalBelow(x: number): number {
  if (x < -1) return 0.5 * upperGamma(0.5, (x * x) / 2);
  return 0.5 * (1 + erf(x / Math.SQRT2));
}
