/** Real-valued distributions, with the algorithms of Python's Lib/random.py. */
import { exc } from '../../../python/bind.ts';
import { cos, exp, log } from '../../../libm/elementary.ts';
import type { PythonRandom } from '../../../random/python-random.ts';

const LOG4 = log(4);
const SG_MAGIC = 1 + log(4.5);

export function triangular(stream: PythonRandom, low: number, high: number, mode: number | null): number {
  let u = stream.random();
  if (mode !== null && high === low) return low;
  let c = mode === null ? 0.5 : (mode - low) / (high - low);
  let [from, to] = [low, high];
  if (u > c) {
    u = 1 - u;
    c = 1 - c;
    [from, to] = [high, low];
  }
  return from + (to - from) * Math.sqrt(u * c);
}

/** Cheng's algorithm above 1, Ahrens and Dieter's GS below. */
export function gamma(stream: PythonRandom, alpha: number, beta: number): number {
  if (alpha <= 0 || beta <= 0) throw exc.ValueError('gammavariate: alpha and beta must be > 0.0');
  if (alpha === 1) return -log(1 - stream.random()) * beta;
  return (alpha > 1 ? largeGamma(stream, alpha) : smallGamma(stream, alpha)) * beta;
}

function largeGamma(stream: PythonRandom, alpha: number): number {
  const inverse = Math.sqrt(2 * alpha - 1);
  const b = alpha - LOG4;
  const c = alpha + inverse;
  for (;;) {
    const u1 = stream.random();
    if (!(u1 > 1e-7 && u1 < 0.9999999)) continue;
    const u2 = 1 - stream.random();
    const v = log(u1 / (1 - u1)) / inverse;
    const x = alpha * exp(v);
    const z = u1 * u1 * u2;
    const r = b + c * v - x;
    if (r + SG_MAGIC - 4.5 * z >= 0 || r >= log(z)) return x;
  }
}

function smallGamma(stream: PythonRandom, alpha: number): number {
  for (;;) {
    const b = (Math.E + alpha) / Math.E;
    const p = b * stream.random();
    const x = p <= 1 ? p ** (1 / alpha) : -log((b - p) / alpha);
    const u = stream.random();
    if (p > 1 ? u <= x ** (alpha - 1) : u <= exp(-x)) return x;
  }
}

export function beta(stream: PythonRandom, alpha: number, b: number): number {
  const y = gamma(stream, alpha, 1);
  return y === 0 ? 0 : y / (y + gamma(stream, b, 1));
}

export const exponential = (stream: PythonRandom, rate: number): number => {
  if (rate === 0) throw exc.ZeroDivisionError('float division by zero');
  return -log(1 - stream.random()) / rate;
};

export const pareto = (stream: PythonRandom, alpha: number): number => (1 - stream.random()) ** (-1 / alpha);

export const weibull = (stream: PythonRandom, alpha: number, shape: number): number =>
  alpha * (-log(1 - stream.random())) ** (1 / shape);

/** An angle in [0, 2 pi) around `mu` (D. J. Best and N. I. Fisher, Applied Statistics 28(2), 1979). */
export function vonMises(stream: PythonRandom, mu: number, kappa: number): number {
  const turn = 2 * Math.PI;
  if (kappa <= 1e-6) return turn * stream.random();
  const s = 0.5 / kappa;
  const r = s + Math.sqrt(1 + s * s);
  let z: number;
  for (;;) {
    z = cos(Math.PI * stream.random());
    const d = z / (r + z);
    const u = stream.random();
    if (u < 1 - d * d || u <= (1 - d) * exp(d)) break;
  }
  const q = 1 / r;
  const angle = Math.acos((q + z) / (1 + q * z));
  const theta = (stream.random() > 0.5 ? mu + angle : mu - angle) % turn;
  return theta < 0 ? theta + turn : theta;
}
