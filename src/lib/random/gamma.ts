import { log } from '../libm/elementary.ts';
import type { TorchGenerator } from './torch-generator.ts';

/** PyTorch writes these constants in single precision. */
const THIRD = Math.fround(1 / 3);
const SQUEEZE = Math.fround(0.0331);

/** A standard gamma variate, as PyTorch draws it (G. Marsaglia and W. Tsang, 2000). */
export function gamma(stream: TorchGenerator, alpha: number): number {
  let scale = 1;
  let shape = alpha;
  if (shape < 1) {
    if (shape === 0) return 0;
    scale = (1 - stream.uniformDouble()) ** (1 / shape);
    shape += 1;
  }
  const d = shape - THIRD;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    let x: number;
    let y: number;
    do {
      x = stream.normalDouble();
      y = 1 + c * x;
    } while (y <= 0);
    const v = y * y * y;
    const u = 1 - stream.uniformDouble();
    const square = x * x;
    if (u < 1 - SQUEEZE * square * square || log(u) < 0.5 * square + d * (1 - v + log(v))) return scale * d * v;
  }
}

const LEAST = 2 ** -126;
/** The largest float32 below 1. */
const MOST = 1 - 2 ** -24;

/** Points of a simplex: rows of `n` float32, for rows of concentrations. */
export function dirichlet(stream: TorchGenerator, alphas: ArrayLike<number>, n: number): Float32Array<ArrayBuffer> {
  const draws = Float64Array.from(alphas, (alpha) => Math.max(Number.MIN_VALUE * 2 ** 52, gamma(stream, alpha)));
  return Float32Array.from(draws, (draw, i) => {
    const row = i - (i % n);
    let sum = 0;
    for (let j = row; j < row + n; j++) sum += draws[j]!;
    return Math.min(MOST, Math.max(LEAST, Math.fround(draw / sum)));
  });
}
