/** Data sets of simple shapes: blobs, moons, circles, and a line with noise. */
import { exc, iterate, PyFloat, repr, toFloat, toInt, tuple, typeName, type Functions, type Task, type Value } from '../../python/bind.ts'; // prettier-ignore
import { convert, toArray } from '../../numpy/conversion.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { scalar } from '../../numpy/scalar.ts';
import { matrixOf, vector } from '../features.ts';
import { checkRandomState } from '../validation.ts';
import { addNoise, normals, shuffleColumns, shuffled, uniforms, type Sample } from './draws.ts';

const arrays = ({ x, y, width }: Sample): [NdArray, NdArray] => [
  matrixOf(x, y.length, width),
  new NdArray(y, 'int64', [y.length]),
];

const isCount = (value: Value): boolean => typeof value === 'number' || typeName(value).startsWith('int');

/** How many samples each of `groups` gets of a total. */
function evenly(total: number, groups: number): number[] {
  return Array.from({ length: groups }, (_, i) => Math.floor(total / groups) + (i < total % groups ? 1 : 0));
}

function* makeBlobs(
  samples: Value,
  features: Value,
  centers: Value,
  deviation: Value,
  box: Value,
  shuffle: Value,
  state: Value,
  withCenters: Value,
): Task {
  const { stream } = yield* checkRandomState(state);
  const counts = isCount(samples) ? null : (yield* iterate(samples)).map((n) => toInt(n, 'n_samples'));
  const [low, high] = (yield* iterate(box)).map((value) => toFloat(value, 'center_box')) as [number, number];
  let middle: NdArray;
  if (centers === null || isCount(centers)) {
    const groups = centers === null ? (counts?.length ?? 3) : toInt(centers, 'centers');
    const wide = toInt(features, 'n_features');
    middle = matrixOf(uniforms(stream, groups * wide, low, high), groups, wide);
  } else middle = convert(yield* toArray(centers), 'float64');
  const [groups, width] = middle.shape as [number, number];
  if (counts !== null && counts.length !== groups) {
    throw exc.ValueError(
      `Length of \`n_samples\` not consistent with number of centers. Got n_samples = ${yield* repr(samples)} and centers = ${yield* repr(centers)}`,
    );
  }
  const one = deviation instanceof PyFloat || isCount(deviation);
  const spread = one
    ? new Array<number>(groups).fill(toFloat(deviation, 'cluster_std'))
    : (yield* iterate(deviation)).map((value) => toFloat(value, 'cluster_std'));
  if (spread.length !== groups) {
    throw exc.ValueError(
      `Length of \`clusters_std\` not consistent with number of centers. Got centers = ${yield* repr(middle)} and cluster_std = ${yield* repr(deviation)}`,
    );
  }
  const sizes = counts ?? evenly(toInt(samples, 'n_samples'), groups);
  const places = middle.values();
  const x: number[] = [];
  const y: number[] = [];
  sizes.forEach((n, k) => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < width; j++) x.push(places[k * width + j]! + spread[k]! * stream.normal());
      y.push(k);
    }
  });
  let sample: Sample = { x: Float64Array.from(x), y: Float64Array.from(y), width };
  if (shuffle === true) sample = shuffled(sample, stream);
  return withCenters === true ? tuple(...arrays(sample), middle) : tuple(...arrays(sample));
}

/** A sample's two numbers, for the i-th of n. */
type Curve = (i: number, n: number) => readonly [number, number];

/** Points of an outer and an inner curve, shuffled, with noise. */
function* twoCurves(samples: Value, shuffle: Value, noise: Value, state: Value, outer: Curve, inner: Curve): Task {
  let counts: number[];
  if (isCount(samples)) {
    const total = toInt(samples, 'n_samples');
    counts = [Math.floor(total / 2), total - Math.floor(total / 2)];
  } else counts = (yield* iterate(samples)).map((n) => toInt(n, 'n_samples'));
  if (counts.length !== 2) throw exc.ValueError('`n_samples` can be either an int or a two-element tuple.');
  const { stream } = yield* checkRandomState(state);
  const points = [outer, inner].flatMap((curve, k) =>
    Array.from({ length: counts[k]! }, (_, i) => curve(i, counts[k]!)),
  );
  let sample: Sample = {
    x: Float64Array.from(points.flat()),
    y: Float64Array.from(points, (_, i) => (i < counts[0]! ? 0 : 1)),
    width: 2,
  };
  if (shuffle === true) sample = shuffled(sample, stream);
  if (noise !== null) addNoise(sample.x, toFloat(noise, 'noise'), stream);
  return tuple(...arrays(sample));
}

/** The i-th of n numbers from 0 to `end`, as numpy.linspace spaces them. */
const spaced = (i: number, n: number, end: number, withEnd: boolean): number => {
  if (withEnd && i === n - 1 && n > 1) return end;
  return i * (end / Math.max(withEnd ? n - 1 : n, 1));
};

function makeMoons(samples: Value, shuffle: Value, noise: Value, state: Value): Task {
  const angle = (i: number, n: number): number => spaced(i, n, Math.PI, true);
  return twoCurves(
    samples,
    shuffle,
    noise,
    state,
    (i, n) => [Math.cos(angle(i, n)), Math.sin(angle(i, n))],
    (i, n) => [1 - Math.cos(angle(i, n)), 1 - Math.sin(angle(i, n)) - 0.5],
  );
}

function makeCircles(samples: Value, shuffle: Value, noise: Value, state: Value, factor: Value): Task {
  const radius = toFloat(factor, 'factor');
  if (radius >= 1 || radius < 0) throw exc.ValueError("'factor' has to be between 0 and 1.");
  const angle = (i: number, n: number): number => spaced(i, n, 2 * Math.PI, false);
  return twoCurves(
    samples,
    shuffle,
    noise,
    state,
    (i, n) => [Math.cos(angle(i, n)), Math.sin(angle(i, n))],
    (i, n) => [Math.cos(angle(i, n)) * radius, Math.sin(angle(i, n)) * radius],
  );
}

function* makeRegression(
  samples: Value,
  features: Value,
  informative: Value,
  targets: Value,
  bias: Value,
  rank: Value,
  _tail: Value,
  noise: Value,
  shuffle: Value,
  withCoefficients: Value,
  state: Value,
): Task {
  if (rank !== null || targets !== 1) {
    throw exc.NotImplementedError('make_regression runs here with one target and without effective_rank');
  }
  const { stream } = yield* checkRandomState(state);
  const [count, width] = [toInt(samples, 'n_samples'), toInt(features, 'n_features')];
  let x = normals(stream, count * width);
  const useful = Math.min(width, toInt(informative, 'n_informative'));
  let weights = new Float64Array(width);
  weights.set(uniforms(stream, useful).map((value) => 100 * value));
  const base = toFloat(bias, 'bias');
  let y = Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += x[i * width + j]! * weights[j]!;
    return sum + base;
  });
  const scale = toFloat(noise, 'noise');
  if (scale > 0) addNoise(y, scale, stream);
  if (shuffle === true) {
    ({ x, y } = shuffled({ x, y, width }, stream));
    weights = Float64Array.from(shuffleColumns(x, width, stream), (place) => weights[place]!);
  }
  const result: Value[] = [matrixOf(x, count, width), vector(y)];
  if (withCoefficients === true) result.push(width === 1 ? scalar(weights[0]!, 'float64') : vector(weights));
  return tuple(...result);
}

export const shapeFunctions: Functions = {
  'make_blobs(n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, center_box=(-10.0, 10.0), shuffle=True, random_state=None, return_centers=False)':
    makeBlobs,
  'make_moons(n_samples=100, *, shuffle=True, noise=None, random_state=None)': makeMoons,
  'make_circles(n_samples=100, *, shuffle=True, noise=None, random_state=None, factor=0.8)': makeCircles,
  'make_regression(n_samples=100, n_features=100, *, n_informative=10, n_targets=1, bias=0.0, effective_rank=None, tail_strength=0.5, noise=0.0, shuffle=True, coef=False, random_state=None)':
    makeRegression,
};
