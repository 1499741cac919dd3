/** Distributions that both generators draw from uniforms in the same way (numpy/random/src/distributions). */
import { exc } from '../../python/bind.ts';
import type { BitSource } from '../../random/bit-source.ts';
import { exp, log } from '../../random/elementary.ts';

export function laplace(source: BitSource, loc: number, scale: number): number {
  for (;;) {
    const u = source.nextDouble();
    if (u >= 0.5) return loc - scale * log(2 - u - u);
    if (u > 0) return loc + scale * log(u + u);
  }
}

export function logistic(source: BitSource, loc: number, scale: number): number {
  for (;;) {
    const u = source.nextDouble();
    if (u > 0) return loc + scale * log(u / (1 - u));
  }
}

export function gumbel(source: BitSource, loc: number, scale: number): number {
  for (;;) {
    const u = 1 - source.nextDouble();
    if (u < 1) return loc - scale * log(-log(u));
  }
}

/** Where the binomial and Poisson distributions go over to rejection, which does not run here. */
const INVERSION_LIMIT = 30;
const MULTIPLICATION_LIMIT = 10;

/** Successes in n trials, by inversion. Raises NotImplementedError for n * min(p, 1 - p) above 30. */
export function binomial(source: BitSource, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - inverted(source, n, 1 - p);
  return inverted(source, n, p);
}

function inverted(source: BitSource, n: number, p: number): number {
  if (n * p > INVERSION_LIMIT) {
    throw exc.NotImplementedError('binomial runs here for n * p up to 30; add up draws of fewer trials');
  }
  const q = 1 - p;
  const start = exp(n * log(q));
  const mean = n * p;
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  let x = 0;
  let px = start;
  let u = source.nextDouble();
  while (u > px) {
    x++;
    if (x > bound) {
      x = 0;
      px = start;
      u = source.nextDouble();
    } else {
      u -= px;
      px = ((n - x + 1) * p * px) / (x * q);
    }
  }
  return x;
}

/** A count of mean `lam`, by multiplying uniforms. Raises NotImplementedError for a mean of 10 or more. */
export function poisson(source: BitSource, lam: number): number {
  if (lam >= MULTIPLICATION_LIMIT) {
    throw exc.NotImplementedError('poisson runs here for means below 10; add up draws of smaller means');
  }
  if (lam === 0) return 0;
  const limit = exp(-lam);
  let product = 1;
  for (let x = 0; ; x++) {
    product *= source.nextDouble();
    if (product <= limit) return x;
  }
}

const negative =
  (name: string) =>
  (_: number, scale: number): void => {
    if (scale < 0 || Object.is(scale, -0)) throw exc.ValueError(`${name} < 0`);
  };

export const scaleNotNegative = negative('scale');

export function checkProbability(_n: number, p: number): void {
  if (!(p >= 0 && p <= 1)) throw exc.ValueError(Number.isNaN(p) ? 'p is NaN' : 'p < 0, p > 1 or p is NaN');
}

export function checkMean(lam: number): void {
  if (!(lam >= 0)) throw exc.ValueError('lam < 0 or lam is NaN');
}
