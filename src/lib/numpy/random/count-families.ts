/** Distributions of counts and ranks, as NumPy draws them (numpy/random/src/legacy and distributions). */
import { exp, log } from '../../libm/elementary.ts';
import { binomial } from '../../random/binomial.ts';
import { maskedInterval } from '../../random/bit-source.ts';
import { poisson } from './distributions.ts';
import { gamma, type Draws } from './families.ts';

/** The number of trials up to the first success: a search for large p, inversion for small. */
export function geometric(draws: Draws, p: number): number {
  if (p < 1 / 3) {
    const top = draws.legacy ? Math.log1p(-draws.uniform()) : -draws.exponential();
    return Math.ceil(top / Math.log1p(-p));
  }
  let count = 1;
  let sum = p;
  let term = p;
  const u = draws.uniform();
  while (u > sum) {
    term *= 1 - p;
    sum += term;
    count++;
  }
  return count;
}

/** Failures before the n-th success. */
export const negativeBinomial = (draws: Draws, n: number, p: number): number =>
  poisson(draws.bits, gamma(draws, n) * ((1 - p) / p));

/** Ranks whose probabilities fall as their power `-a`. */
export function zipf(draws: Draws, a: number): number {
  const b = 2 ** (a - 1);
  for (;;) {
    const u = 1 - draws.uniform();
    const v = draws.uniform();
    const x = Math.floor(u ** (-1 / (a - 1)));
    if (x > 2 ** 53 || x < 1) continue;
    const t = (1 + 1 / x) ** (a - 1);
    if ((v * x * (t - 1)) / (b - 1) <= t / b) return x;
  }
}

/** The logarithmic series distribution. */
export function logSeries(draws: Draws, p: number): number {
  const r = Math.log1p(-p);
  for (;;) {
    const v = draws.uniform();
    if (v >= p) return 1;
    const q = draws.legacy ? 1 - exp(r * draws.uniform()) : -Math.expm1(r * draws.uniform());
    if (v <= q * q) {
      const result = Math.floor(1 + log(v) / log(q));
      if (result < 1 || v === 0) continue;
      return result;
    }
    return v >= q ? 1 : 2;
  }
}

/** Good ones among `sample` draws without replacement, one draw after the other. */
export function hypergeometric(draws: Draws, good: number, bad: number, sample: number): number {
  if (draws.legacy) return legacyHypergeometric(draws, good, bad, sample);
  // Of more than half, those that are left out are drawn.
  const most = sample > Math.floor((good + bad) / 2);
  let left = most ? good + bad - sample : sample;
  let rest = good + bad;
  let restGood = good;
  for (; left > 0 && restGood > 0 && rest > restGood; left--) {
    rest--;
    if (maskedInterval(draws.bits, rest) < restGood) restGood--;
  }
  if (rest === restGood) restGood -= left;
  return most ? restGood : good - restGood;
}

/** The same with the formula that `RandomState` keeps. */
function legacyHypergeometric(draws: Draws, good: number, bad: number, sample: number): number {
  const rest = bad + good - sample;
  const fewer = Math.min(bad, good);
  let left = fewer;
  for (let k = sample; left > 0 && k > 0; k--) left -= Math.floor(draws.uniform() + left / (rest + k));
  const found = fewer - left;
  return good > bad ? sample - found : found;
}

/** How many of `n` trials end in each of several ways. */
export function multinomial(draws: Draws, n: number, probabilities: readonly number[]): number[] {
  const counts = probabilities.map(() => 0);
  let left = n;
  let remaining = 1;
  for (let j = 0; j < probabilities.length - 1 && left > 0; j++) {
    counts[j] = binomial(() => draws.uniform(), left, probabilities[j]! / remaining);
    left -= counts[j]!;
    remaining -= probabilities[j]!;
  }
  if (left > 0) counts[counts.length - 1] = left;
  return counts;
}
