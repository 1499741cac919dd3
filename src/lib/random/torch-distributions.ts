/** Draws of PyTorch's in-place distributions (ATen/core/TransformationHelper.h): each from doubles, one element at a time. */
import { exp, log } from './elementary.ts';
import { logGamma } from './log-gamma.ts';
import type { TorchGenerator } from './torch-generator.ts';

/** Fills `out` with `draw`'s results, in order. */
export function fill(out: { [index: number]: number; readonly length: number }, draw: () => number): void {
  for (let i = 0; i < out.length; i++) out[i] = draw();
}

export const exponential = (stream: TorchGenerator, rate: number): number =>
  (-1 / rate) * Math.log1p(-stream.uniformDouble());

export const cauchy = (stream: TorchGenerator, median: number, sigma: number): number =>
  median + sigma * Math.tan(Math.PI * (stream.uniformDouble() - 0.5));

export const logNormal = (stream: TorchGenerator, mean: number, std: number): number =>
  exp(stream.normalDouble() * std + mean);

/** The number of trials up to the first success. */
export const geometric = (stream: TorchGenerator, p: number): number =>
  Math.ceil(log(stream.uniformDouble()) / log(1 - p));

/** Multiplied uniforms for a small rate; for 10 and more W. Hörmann's transformed rejection (Insurance: Mathematics and Economics 12, 1993). */
export function poisson(stream: TorchGenerator, rate: number): number {
  if (rate === 0) return 0;
  if (rate >= 10) return rejectedPoisson(stream, rate);
  const limit = exp(-rate);
  let product = stream.uniformDouble();
  let count = 0;
  while (product > limit) {
    product *= stream.uniformDouble();
    count++;
  }
  return count;
}

function rejectedPoisson(stream: TorchGenerator, rate: number): number {
  const logRate = log(rate);
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.uniformDouble() - 0.5;
    const v = stream.uniformDouble();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const accepted = log(v) + log(inverseAlpha) - log(a / (us * us) + b);
    if (accepted <= -rate + k * logRate - logGamma(k + 1)) return k;
  }
}
