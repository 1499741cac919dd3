/** Draws of PyTorch's in-place distributions (ATen/core/TransformationHelper.h): each from doubles, one element at a time. */
import { exp, log } from '../libm/elementary.ts';
import { poissonByRejection } from './poisson.ts';
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

/** Multiplied uniforms for a small rate, rejection for 10 and more. */
export function poisson(stream: TorchGenerator, rate: number): number {
  if (rate === 0) return 0;
  if (rate >= 10) return poissonByRejection(() => stream.uniformDouble(), rate);
  const limit = exp(-rate);
  let product = stream.uniformDouble();
  let count = 0;
  while (product > limit) {
    product *= stream.uniformDouble();
    count++;
  }
  return count;
}
