/** Distributions that both generators draw from uniforms in the same way (numpy/random/src/distributions). */
import { exc } from '../../python/bind.ts';
import type { BitSource } from '../../random/bit-source.ts';
import { exp, log } from '../../libm/elementary.ts';
import { poissonByRejection } from '../../random/poisson.ts';

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

/** Where multiplying uniforms gives way to rejection. */
const MULTIPLICATION_LIMIT = 10;

/** A count of mean `lam`. */
export function poisson(source: BitSource, lam: number): number {
  if (lam >= MULTIPLICATION_LIMIT) return poissonByRejection(() => source.nextDouble(), lam);
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
