/** Continuous distributions made of uniforms, normals and exponentials, which NumPy's two generators draw in different ways. */
import { exp, log } from '../../libm/elementary.ts';
import type { BitSource } from '../../random/bit-source.ts';

/** What a generator gives to the distributions. */
export interface Draws {
  readonly bits: BitSource;
  /** Uniform in [0, 1). */
  uniform(): number;
  normal(): number;
  exponential(): number;
  /** `RandomState`, whose formulas are frozen. */
  readonly legacy: boolean;
}

/** Of scale 1 (G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000). */
export function gamma(draws: Draws, shape: number): number {
  if (shape === 1) return draws.exponential();
  if (shape === 0) return 0;
  if (shape < 1) return smallGamma(draws, shape);
  const b = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * b);
  for (;;) {
    let x: number;
    let v: number;
    do {
      x = draws.normal();
      v = 1 + c * x;
    } while (v <= 0);
    v = v * v * v;
    const u = draws.uniform();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (log(u) < 0.5 * x * x + b * (1 - v + log(v))) return b * v;
  }
}

function smallGamma(draws: Draws, shape: number): number {
  for (;;) {
    const u = draws.uniform();
    const v = draws.exponential();
    if (u <= 1 - shape) {
      const x = u ** (1 / shape);
      if (x <= v) return x;
    } else {
      const y = -log((1 - u) / shape);
      const x = (1 - shape + shape * y) ** (1 / shape);
      if (x <= v + y) return x;
    }
  }
}

/** M. D. Jöhnk's method for two small parameters, a ratio of gammas otherwise. */
export function beta(draws: Draws, a: number, b: number): number {
  if (a > 1 || b > 1) {
    const x = gamma(draws, a);
    return x / (x + gamma(draws, b));
  }
  for (;;) {
    const [u, v] = [draws.uniform(), draws.uniform()];
    const [x, y] = [u ** (1 / a), v ** (1 / b)];
    if (x + y > 1 || u + v <= 0) continue;
    if (x + y > 0) return x / (x + y);
    const [logX, logY] = [log(u) / a, log(v) / b];
    const most = Math.max(logX, logY);
    return exp(logX - most - log(exp(logX - most) + exp(logY - most)));
  }
}

export const chiSquare = (draws: Draws, degrees: number): number => 2 * gamma(draws, degrees / 2);

export const fRatio = (draws: Draws, a: number, b: number): number => {
  const numerator = chiSquare(draws, a) * b;
  return numerator / (chiSquare(draws, b) * a);
};

export function studentT(draws: Draws, degrees: number): number {
  const normal = draws.normal();
  return (Math.sqrt(degrees / 2) * normal) / Math.sqrt(gamma(draws, degrees / 2));
}

export const cauchy = (draws: Draws): number => {
  const numerator = draws.normal();
  return numerator / draws.normal();
};

export const pareto = (draws: Draws, a: number): number =>
  draws.legacy ? exp(draws.exponential() / a) - 1 : Math.expm1(draws.exponential() / a);

export const weibull = (draws: Draws, a: number): number => (a === 0 ? 0 : draws.exponential() ** (1 / a));

export const power = (draws: Draws, a: number): number =>
  (draws.legacy ? 1 - exp(-draws.exponential()) : -Math.expm1(-draws.exponential())) ** (1 / a);

export const rayleigh = (draws: Draws, mode: number): number =>
  mode * Math.sqrt(draws.legacy ? -2 * Math.log1p(-draws.uniform()) : 2 * draws.exponential());

export function triangular(draws: Draws, left: number, mode: number, right: number): number {
  const base = right - left;
  const u = draws.uniform();
  if (u <= (mode - left) / base) return left + Math.sqrt(u * ((mode - left) * base));
  return right - Math.sqrt((1 - u) * ((right - mode) * base));
}

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

/** Weights that sum to 1. */
export function dirichlet(draws: Draws, alpha: readonly number[]): number[] {
  const gammas = alpha.map((a) => gamma(draws, a));
  const inverse = 1 / gammas.reduce((sum, x) => sum + x, 0);
  return gammas.map((x) => x * inverse);
}
