/** `make_classification`: clusters about the corners of a cube, with features that are useful, redundant, repeated and noise. */
import { exc, iterate, toFloat, toInt, tuple, type Task, type Value } from '../../python/bind.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { matrixOf } from '../features.ts';
import { checkRandomState } from '../validation.ts';
import { distinct, normals, shuffleColumns, shuffled, uniforms, type Stream } from './draws.ts';

interface Sizes {
  readonly samples: number;
  readonly features: number;
  readonly informative: number;
  readonly redundant: number;
  readonly repeated: number;
  readonly classes: number;
  readonly clusters: number;
}

function checkSizes({ features, informative, redundant, repeated, classes, clusters }: Sizes): void {
  if (informative + redundant + repeated > features) {
    throw exc.ValueError(
      'Number of informative, redundant and repeated features must sum to less than the number of total features',
    );
  }
  if (informative < Math.log2(classes * clusters)) {
    throw exc.ValueError(
      `n_classes(${classes}) * n_clusters_per_class(${clusters}) must be smaller or equal 2**n_informative(${informative})=${2 ** informative}`,
    );
  }
}

function* classWeights(weights: Value, classes: number): Task<number[]> {
  if (weights === null) return Array.from({ length: classes }, () => 1 / classes);
  const given = (yield* iterate(weights)).map((weight) => toFloat(weight, 'weights'));
  if (given.length !== classes && given.length !== classes - 1) {
    throw exc.ValueError('Weights specified but incompatible with number of classes.');
  }
  return given.length === classes ? given : [...given, 1 - given.reduce((sum, weight) => sum + weight, 0)];
}

/** Corners of a cube, as rows of zeros and ones; beyond 30 dimensions put together from several cubes. */
function corners(count: number, dimensions: number, stream: Stream): number[][] {
  if (dimensions > 30) {
    const low = Array.from({ length: count }, () => Array.from({ length: dimensions - 30 }, () => stream.interval(1)));
    const rest = corners(count, 30, stream);
    return low.map((row, i) => [...row, ...rest[i]!]);
  }
  return distinct(2 ** dimensions, count, stream).map((corner) =>
    Array.from({ length: dimensions }, (_, j) => Math.floor(corner / 2 ** (dimensions - 1 - j)) % 2),
  );
}

/** rows (count × inner) times matrix (inner × outer), into columns `at`… of `x`. */
function project(
  x: Float64Array,
  width: number,
  rows: readonly [number, number],
  matrix: Float64Array,
  inner: number,
  at: number,
): void {
  const outer = matrix.length / inner;
  for (let i = rows[0]; i < rows[1]; i++) {
    const row = x.slice(i * width, i * width + inner);
    for (let j = 0; j < outer; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += row[k]! * matrix[k * outer + j]!;
      x[i * width + at + j] = sum;
    }
  }
}

const centredUniforms = (stream: Stream, count: number): Float64Array =>
  uniforms(stream, count).map((value) => 2 * value - 1);

export function* makeClassification(
  samples: Value,
  features: Value,
  informative: Value,
  redundant: Value,
  repeated: Value,
  classes: Value,
  clusters: Value,
  weights: Value,
  flip: Value,
  separation: Value,
  hypercube: Value,
  shift: Value,
  scale: Value,
  shuffle: Value,
  state: Value,
): Task {
  // prettier-ignore
  const { stream } = yield* checkRandomState(state);
  const sizes: Sizes = {
    samples: toInt(samples, 'n_samples'),
    features: toInt(features, 'n_features'),
    informative: toInt(informative, 'n_informative'),
    redundant: toInt(redundant, 'n_redundant'),
    repeated: toInt(repeated, 'n_repeated'),
    classes: toInt(classes, 'n_classes'),
    clusters: toInt(clusters, 'n_clusters_per_class'),
  };
  checkSizes(sizes);
  const shares = yield* classWeights(weights, sizes.classes);
  const apart = toFloat(separation, 'class_sep');
  let { x, y } = clustered(sizes, shares, apart, hypercube === true, stream);
  const { features: width } = sizes;
  addFeatures(x, sizes, stream);
  const flipped = toFloat(flip, 'flip_y');
  if (flipped >= 0) {
    const chosen = uniforms(stream, sizes.samples).map((value) => Number(value < flipped));
    chosen.forEach((flips, i) => {
      if (flips !== 0) y[i] = stream.interval(sizes.classes - 1);
    });
  }
  const shifts = yield* perFeature(shift, width, 'shift', () => centredUniforms(stream, width).map((v) => v * apart));
  const scales = yield* perFeature(scale, width, 'scale', () => uniforms(stream, width).map((v) => 1 + 100 * v));
  x.forEach((value, i) => (x[i] = (value + shifts[i % width]!) * scales[i % width]!));
  if (shuffle === true) {
    ({ x, y } = shuffled({ x, y, width }, stream));
    shuffleColumns(x, width, stream);
  }
  return tuple(matrixOf(x, sizes.samples, width), new NdArray(y, 'int64', [sizes.samples]));
}

/** One number for all features, one for each, or random ones for None. */
function* perFeature(value: Value, width: number, name: string, random: () => Float64Array): Task<ArrayLike<number>> {
  if (value === null) return random();
  if (value instanceof NdArray) return value.expand([width]).values();
  const one = toFloat(value, name);
  return new Float64Array(width).fill(one);
}

/** The informative features about the corners, and the labels. */
function clustered(
  sizes: Sizes,
  shares: readonly number[],
  apart: number,
  hypercube: boolean,
  stream: Stream,
): { x: Float64Array<ArrayBuffer>; y: Float64Array<ArrayBuffer> } {
  const { samples, features: width, informative, classes, clusters } = sizes;
  const count = classes * clusters;
  const members = Array.from({ length: count }, (_, k) => Math.trunc((samples * shares[k % classes]!) / clusters));
  const missing = samples - members.reduce((sum, n) => sum + n, 0);
  for (let i = 0; i < missing; i++) members[i % count]!++;
  const centres = corners(count, informative, stream).map((corner) => corner.map((bit) => bit * 2 * apart - apart));
  if (!hypercube) {
    const byCluster = uniforms(stream, count);
    centres.forEach((centre, k) => centre.forEach((value, j) => (centre[j] = value * byCluster[k]!)));
    const byFeature = uniforms(stream, informative);
    centres.forEach((centre) => centre.forEach((value, j) => (centre[j] = value * byFeature[j]!)));
  }
  const x = new Float64Array(samples * width);
  const y = new Float64Array(samples);
  const drawn = normals(stream, samples * informative);
  for (let i = 0; i < samples; i++) x.set(drawn.subarray(i * informative, (i + 1) * informative), i * width);
  let stop = 0;
  centres.forEach((centre, k) => {
    const start = stop;
    stop += members[k]!;
    y.fill(k % classes, start, stop);
    project(x, width, [start, stop], centredUniforms(stream, informative ** 2), informative, 0);
    for (let i = start; i < stop; i++) centre.forEach((value, j) => (x[i * width + j]! += value));
  });
  return { x, y };
}

/** Redundant features are mixtures of the informative ones; repeated ones are copies; the rest is noise. */
function addFeatures(x: Float64Array, sizes: Sizes, stream: Stream): void {
  const { samples, features: width, informative, redundant, repeated } = sizes;
  if (redundant > 0) {
    const mixture = centredUniforms(stream, informative * redundant);
    project(x, width, [0, samples], mixture, informative, informative);
  }
  const known = informative + redundant;
  if (repeated > 0) {
    const sources = uniforms(stream, repeated).map((value) => Math.trunc((known - 1) * value + 0.5));
    for (let i = 0; i < samples; i++) sources.forEach((j, r) => (x[i * width + known + r] = x[i * width + j]!));
  }
  const useless = width - known - repeated;
  for (let i = 0; i < samples; i++) {
    for (let j = width - useless; j < width; j++) x[i * width + j] = stream.normal();
  }
}
