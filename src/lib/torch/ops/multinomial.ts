/** `torch.multinomial`. */
import { exc, toInt, type Task, type Value } from '../../python/bind.ts';
import { exponential } from '../../random/torch-distributions.ts';
import type { TorchGenerator } from '../../random/torch-generator.ts';
import { isFloating, type HostArray } from '../../tensor/dtype.ts';
import { TENSOR_TYPE_NAMES } from '../dtypes.ts';
import { streamOf } from '../generator.ts';
import type { Tensor } from '../tensor.ts';
import { hostTensor } from './creation.ts';
import { readTensor } from './reading.ts';

/** Draws indices with the weights in each row of `input`; [n] or [rows, n] of int64. Raises RuntimeError. */
export function* multinomial(input: Tensor, numSamples: Value, replacement: Value, generator: Value): Task {
  const count = toInt(numSamples, 'num_samples');
  check(input, count, replacement === true);
  const weights = yield* readTensor(input);
  const n = input.shape.at(-1)!;
  const rows = weights.length / n;
  const stream = streamOf(generator);
  const draw = replacement === true ? withReplacement : withoutReplacement;
  const picks = draw(weights, rows, n, count, stream, input.dtype === 'float64');
  return hostTensor(Int32Array.from(picks), [...input.shape.slice(0, -1), count], 'int64');
}

/** Draws of `WeightedRandomSampler`, whose weights are in double precision: indices. Raises RuntimeError. */
export function multinomialDraws(
  weights: readonly number[],
  count: number,
  replacement: boolean,
  stream: TorchGenerator,
): number[] {
  if (!replacement && count > weights.length) {
    throw exc.RuntimeError('cannot sample n_sample > prob_dist.size(-1) samples without replacement');
  }
  const draw = replacement ? withReplacement : withoutReplacement;
  return draw(Float64Array.from(weights), 1, weights.length, count, stream, true);
}

function check(input: Tensor, count: number, replacement: boolean): void {
  const { shape, dtype } = input;
  if (shape.length === 0 || shape.length > 2) throw exc.RuntimeError('prob_dist must be 1 or 2 dim');
  if (!isFloating(dtype)) {
    const name = TENSOR_TYPE_NAMES[dtype].slice('torch.'.length, -'Tensor'.length);
    throw exc.RuntimeError(`multinomial only supports floating-point dtypes for input, got: ${name}`);
  }
  if (count <= 0) throw exc.RuntimeError('cannot sample n_sample <= 0 samples');
  if (!replacement && count > shape.at(-1)!) {
    throw exc.RuntimeError('cannot sample n_sample > prob_dist.size(-1) samples without replacement');
  }
}

type Draw = (
  weights: HostArray | Float64Array,
  rows: number,
  n: number,
  count: number,
  stream: TorchGenerator,
  double: boolean,
) => number[];

/** The largest of weights divided by exponentials: a draw without replacement (P. Efraimidis and P. Spirakis, 2006). */
const withoutReplacement: Draw = (weights, rows, n, count, stream, double) => {
  if (weights.some((w) => !(w >= 0 && w < Infinity))) {
    throw exc.RuntimeError('probability tensor contains either `inf`, `nan` or element < 0');
  }
  for (let row = 0; row < rows; row++) {
    if (weights.subarray(row * n, (row + 1) * n).every((w) => w === 0)) {
      throw exc.RuntimeError('invalid multinomial distribution (sum of probabilities <= 0)');
    }
  }
  const round = double ? (x: number) => x : Math.fround;
  const keys = Float64Array.from(weights, (weight) => round(weight / round(exponential(stream, 1))));
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: n }, (_, i) => i)
      .sort((a, b) => keys[row * n + b]! - keys[row * n + a]!)
      .slice(0, count),
  ).flat();
};

/** A search in the summed weights, which are rounded to the tensor's precision. */
const withReplacement: Draw = (weights, rows, n, count, stream, double) => {
  const round = double ? (x: number) => x : Math.fround;
  const picks: number[] = [];
  for (let row = 0; row < rows; row++) {
    const sums: number[] = [];
    let sum = 0;
    for (const weight of weights.subarray(row * n, (row + 1) * n)) {
      if (!(weight >= 0)) {
        throw exc.RuntimeError('invalid multinomial distribution (encountering probability entry < 0)');
      }
      if (weight === Infinity) {
        throw exc.RuntimeError('invalid multinomial distribution (encountering probability entry = infinity or NaN)');
      }
      sums.push((sum = round(sum + weight)));
    }
    if (!(sum > 0)) throw exc.RuntimeError('invalid multinomial distribution (sum of probabilities <= 0)');
    if (sum > 1 || sum < 1 - 0.00001) sums.forEach((s, i) => (sums[i] = round(s / sum)));
    sums[n - 1] = 1;
    for (let k = 0; k < count; k++) {
      const at = stream.uniformDouble();
      let [low, high] = [0, n];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sums[middle]! < at) low = middle + 1;
        else high = middle;
      }
      picks.push(low);
    }
  }
  return picks;
};
