/** What the generators of data sets draw, in scikit-learn's order, from a `RandomState`. */
import { permutedPlaces } from '../../numpy/random/choosing.ts';
import type { NumPyRandomState } from '../../random/numpy-random-state.ts';

export type Stream = NumPyRandomState;

/** Samples in rows, with one label each. */
export interface Sample {
  readonly x: Float64Array<ArrayBuffer>;
  readonly y: Float64Array<ArrayBuffer>;
  readonly width: number;
}

export const normals = (stream: Stream, count: number, scale = 1): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: count }, () => scale * stream.normal());

export const uniforms = (stream: Stream, count: number, low = 0, high = 1): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: count }, () => low + (high - low) * stream.nextDouble());

const permuted = (stream: Stream, n: number): Float64Array<ArrayBuffer> =>
  permutedPlaces(n, (most) => stream.interval(most));

/** Rows and labels in a random order. */
export function shuffled({ x, y, width }: Sample, stream: Stream): Sample {
  const order = permuted(stream, y.length);
  const rows = new Float64Array(x.length);
  order.forEach((place, i) => rows.set(x.subarray(place * width, (place + 1) * width), i * width));
  return { x: rows, y: order.map((place) => y[place]!), width };
}

/** Columns in a random order, which is answered. */
export function shuffleColumns(x: Float64Array, width: number, stream: Stream): Float64Array {
  const order = permuted(stream, width);
  for (let start = 0; start < x.length; start += width) {
    const row = x.slice(start, start + width);
    order.forEach((place, j) => (x[start + j] = row[place]!));
  }
  return order;
}

/** Adds normal noise to every number. */
export function addNoise(x: Float64Array, scale: number, stream: Stream): void {
  for (let i = 0; i < x.length; i++) x[i]! += scale * stream.normal();
}

/** `count` different integers below `population`, as `sklearn.utils.random.sample_without_replacement` chooses them. */
export function distinct(population: number, count: number, stream: Stream): number[] {
  const ratio = population === 0 ? 1 : count / population;
  if (ratio > 0.01 && ratio < 0.99) return [...permuted(stream, population).subarray(0, count)];
  if (ratio < 0.2) {
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(stream.interval(population - 1));
    return [...chosen];
  }
  const reservoir = Array.from({ length: count }, (_, i) => i);
  for (let i = count; i < population; i++) {
    const j = stream.interval(i);
    if (j < count) reservoir[j] = i;
  }
  return reservoir;
}
