/** The methods that `RandomState` and `Generator` have under the same signatures. */
import { exc, iterate, toFloat, toInt, type Task, type Value } from '../../python/bind.ts';
import { binomial } from '../../random/binomial.ts';
import { exp } from '../../libm/elementary.ts';
import type { NdArray } from '../ndarray.ts';
import { ndarray, sizeOf } from '../ndarray.ts';
import { checkMean, checkProbability, gumbel, laplace, logistic, poisson, scaleNotNegative } from './distributions.ts';
import { distributed, floats, sizeArgument } from './draws.ts';
import {
  geometric, hypergeometric, logSeries, multinomial, negativeBinomial, zipf,
} from './count-families.ts'; // prettier-ignore
import {
  beta, cauchy, chiSquare, dirichlet, fRatio, gamma, pareto, power, rayleigh, studentT, triangular, vonMises, wald, weibull, type Draws,
} from './families.ts'; // prettier-ignore
import { noncentralChiSquare, noncentralF } from './noncentral-families.ts';

const positive =
  (...names: string[]) =>
  (...values: number[]): void => {
    const at = values.findIndex((value) => !(value > 0));
    if (at >= 0) throw exc.ValueError(`${names[at]} <= 0`);
  };

/** An empty name is a parameter that may be anything. */
const notNegative =
  (...names: string[]) =>
  (...values: number[]): void => {
    const at = values.findIndex((value, i) => names[i] !== '' && value < 0);
    if (at >= 0) throw exc.ValueError(`${names[at]} < 0`);
  };

function checkTriangle(left: number, mode: number, right: number): void {
  if (left > mode) throw exc.ValueError('left > mode');
  if (mode > right) throw exc.ValueError('mode > right');
  if (left === right) throw exc.ValueError('left == right');
}

function checkSuccess(p: number): void {
  if (!(p > 0 && p <= 1)) throw exc.ValueError('p <= 0, p > 1 or p contains NaNs');
}

function aboveOne(a: number): void {
  if (!(a > 1)) throw exc.ValueError('a <= 1 or a is NaN');
}

function checkSeries(p: number): void {
  if (!(p >= 0 && p < 1)) throw exc.ValueError('p < 0, p >= 1 or p is NaN');
}

function checkHypergeometric(good: number, bad: number, sample: number): void {
  notNegative('ngood', 'nbad', 'nsample')(good, bad, sample);
  if (good + bad < sample) throw exc.ValueError('ngood + nbad < nsample');
  if (sample > 10) throw exc.NotImplementedError('hypergeometric runs here for samples of at most ten');
}

/** Rows of `width` numbers, as many as `size` says. */
function rows(size: Value, width: number, dtype: 'int64' | 'float64', draw: () => number[]): NdArray {
  const shape = sizeArgument(size) ?? [];
  const data = Array.from({ length: sizeOf(shape) }, draw).flat();
  return ndarray(Float64Array.from(data), [...shape, width], dtype);
}

function* numbers(sequence: Value, what: string): Task<number[]> {
  return (yield* iterate(sequence)).map((value) => toFloat(value, what));
}

function* dirichletRows(draws: Draws, alpha: Value, size: Value): Task {
  const weights = yield* numbers(alpha, 'alpha');
  if (weights.some((a) => !(a > 0))) throw exc.ValueError('alpha <= 0');
  return rows(size, weights.length, 'float64', () => dirichlet(draws, weights));
}

function* multinomialRows(draws: Draws, n: Value, pvals: Value, size: Value): Task {
  const trials = toInt(n, 'n');
  const probabilities = yield* numbers(pvals, 'pvals');
  if (trials < 0) throw exc.ValueError('n < 0');
  if (probabilities.some((p) => !(p >= 0 && p <= 1))) {
    throw exc.ValueError('pvals < 0, pvals > 1 or pvals contains NaNs');
  }
  if (probabilities.slice(0, -1).reduce((sum, p) => sum + p, 0) > 1 + 1e-12) {
    throw exc.ValueError('sum(pvals[:-1]) > 1.0');
  }
  return rows(size, probabilities.length, 'int64', () => multinomial(draws, trials, probabilities));
}

type Method = (draws: Draws, ...args: Value[]) => Value | Task;

/** A distribution of broadcasting parameters. */
const of =
  (draw: (draws: Draws, ...parameters: number[]) => number, check?: (...parameters: number[]) => void, dtype?: 'int64') =>
  (draws: Draws, ...args: Value[]): Task =>
    distributed(args.slice(0, -1), args.at(-1)!, (...parameters) => draw(draws, ...parameters), check, dtype); // prettier-ignore

const METHODS: Readonly<Record<string, Method>> = {
  'uniform(low=0.0, high=1.0, size=None)': of((d, a, b) => a + (b - a) * d.uniform()),
  'normal(loc=0.0, scale=1.0, size=None)': of((d, m, s) => m + s * d.normal(), scaleNotNegative),
  'lognormal(mean=0.0, sigma=1.0, size=None)': of((d, m, s) => exp(m + s * d.normal()), notNegative('', 'sigma')),
  'exponential(scale=1.0, size=None)': of((d, x) => x * d.exponential(), notNegative('scale')),
  'laplace(loc=0.0, scale=1.0, size=None)': of((d, m, b) => laplace(d.bits, m, b), notNegative('', 'scale')),
  'logistic(loc=0.0, scale=1.0, size=None)': of((d, m, b) => logistic(d.bits, m, b), notNegative('', 'scale')),
  'gumbel(loc=0.0, scale=1.0, size=None)': of((d, m, b) => gumbel(d.bits, m, b), notNegative('', 'scale')),
  'binomial(n, p, size=None)': of((d, n, p) => binomial(() => d.uniform(), n, p), checkProbability, 'int64'),
  'poisson(lam=1.0, size=None)': of((d, mean) => poisson(d.bits, mean), checkMean, 'int64'),
  'beta(a, b, size=None)': of((d, a, b) => beta(d, a, b), positive('a', 'b')),
  'gamma(shape, scale=1.0, size=None)': of((d, k, scale) => scale * gamma(d, k), notNegative('shape', 'scale')),
  'standard_gamma(shape, size=None)': of((d, k) => gamma(d, k), notNegative('shape')),
  'chisquare(df, size=None)': of((d, df) => chiSquare(d, df), positive('df')),
  'f(dfnum, dfden, size=None)': of((d, a, b) => fRatio(d, a, b), positive('dfnum', 'dfden')),
  'standard_t(df, size=None)': of((d, df) => studentT(d, df), positive('df')),
  'standard_cauchy(size=None)': (d, size) => floats(sizeArgument(size), () => cauchy(d)),
  'pareto(a, size=None)': of((d, a) => pareto(d, a), positive('a')),
  'weibull(a, size=None)': of((d, a) => weibull(d, a), notNegative('a')),
  'power(a, size=None)': of((d, a) => power(d, a), positive('a')),
  'rayleigh(scale=1.0, size=None)': of((d, scale) => rayleigh(d, scale), notNegative('scale')),
  'triangular(left, mode, right, size=None)': of((d, l, m, r) => triangular(d, l, m, r), checkTriangle),
  'geometric(p, size=None)': of((d, p) => geometric(d, p), checkSuccess, 'int64'),
  'negative_binomial(n, p, size=None)': of((d, n, p) => negativeBinomial(d, n, p), undefined, 'int64'),
  'vonmises(mu, kappa, size=None)': of((d, mu, kappa) => vonMises(d, mu, kappa), notNegative('', 'kappa')),
  'wald(mean, scale, size=None)': of((d, mean, scale) => wald(d, mean, scale), positive('mean', 'scale')),
  'zipf(a, size=None)': of((d, a) => zipf(d, a), aboveOne, 'int64'),
  'logseries(p, size=None)': of((d, p) => logSeries(d, p), checkSeries, 'int64'),
  'noncentral_chisquare(df, nonc, size=None)': of((d, df, nonc) => noncentralChiSquare(d, df, nonc), positive('df')),
  'noncentral_f(dfnum, dfden, nonc, size=None)': of((d, a, b, nonc) => noncentralF(d, a, b, nonc), positive('dfnum', 'dfden')),
  'hypergeometric(ngood, nbad, nsample, size=None)': of((d, good, bad, n) => hypergeometric(d, good, bad, n), checkHypergeometric, 'int64'),
  'dirichlet(alpha, size=None)': (d, alpha, size) => dirichletRows(d, alpha, size),
  'multinomial(n, pvals, size=None)': (d, n, pvals, size) => multinomialRows(d, n, pvals, size),
}; // prettier-ignore

/** The methods, by signature without `self`, for objects whose draws `drawsOf` gives. */
export const familyMethods = <T>(drawsOf: (self: T) => Draws): Record<string, (self: T, ...args: Value[]) => Value | Task> =>
  Object.fromEntries(Object.entries(METHODS).map(([text, run]) => [text, (self: T, ...args: Value[]) => run(drawsOf(self), ...args)])); // prettier-ignore
