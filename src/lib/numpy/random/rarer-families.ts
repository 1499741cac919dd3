/** Distributions that fewer programs draw from, as NumPy draws them (numpy/random/src/legacy and distributions). */
import { exp, log } from '../../libm/elementary.ts';
import { poisson } from './distributions.ts';
import { chiSquare, type Draws } from './families.ts';

/** Angles around `mu` (D. J. Best and N. I. Fisher, 1979). */
export function vonMises(draws: Draws, mu: number, kappa: number): number {
  if (kappa < 1e-8) return Math.PI * (2 * draws.uniform() - 1);
  const r = 1 + Math.sqrt(1 + 4 * kappa * kappa);
  const rho = (r - Math.sqrt(2 * r)) / (2 * kappa);
  const s = kappa < 1e-5 ? 1 / kappa + kappa : (1 + rho * rho) / (2 * rho);
  let w: number;
  for (;;) {
    const z = Math.cos(Math.PI * draws.uniform());
    w = (1 + s * z) / (s + z);
    const y = kappa * (s - w);
    const v = draws.uniform();
    if (y * (2 - y) - v >= 0 || log(y / v) + 1 - y >= 0) break;
  }
  const angle = (draws.uniform() < 0.5 ? -1 : 1) * Math.acos(w) + mu;
  const size = ((Math.abs(angle) + Math.PI) % (2 * Math.PI)) - Math.PI;
  return angle < 0 ? -size : size;
}

/** The inverse Gaussian distribution. */
export function wald(draws: Draws, mean: number, scale: number): number {
  const half = mean / (2 * scale);
  const normal = draws.normal();
  const y = mean * normal * normal;
  const x = mean + half * (y - Math.sqrt(4 * scale * y + y * y));
  return draws.uniform() <= mean / (mean + x) ? x : (mean * mean) / x;
}

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

export function noncentralChiSquare(draws: Draws, degrees: number, shift: number): number {
  if (shift === 0) return chiSquare(draws, degrees);
  if (degrees > 1) {
    const rest = chiSquare(draws, degrees - 1);
    const normal = draws.normal() + Math.sqrt(shift);
    return rest + normal * normal;
  }
  return chiSquare(draws, degrees + 2 * poisson(draws.bits, shift / 2));
}

export function noncentralF(draws: Draws, above: number, below: number, shift: number): number {
  const numerator = noncentralChiSquare(draws, above, shift) * below;
  return numerator / (chiSquare(draws, below) * above);
}

/** Good ones among `sample` draws without replacement, one draw after the other: for samples of at most ten. */
export function smallHypergeometric(draws: Draws, good: number, bad: number, sample: number): number {
  const rest = bad + good - sample;
  const fewer = Math.min(bad, good);
  let left = fewer;
  for (let k = sample; left > 0 && k > 0; k--) left -= Math.floor(draws.uniform() + left / (rest + k));
  const found = fewer - left;
  return good > bad ? sample - found : found;
}
