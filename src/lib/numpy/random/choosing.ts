/** Shuffling, permutations and choices, for both generators. */
import {
  exc, getItem as pythonItem, length, PyList, setItem as setPythonItem, typeName, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { arrayNow, toArray } from '../conversion.ts';
import { store } from '../elementwise.ts';
import { takeAlong } from '../joining.ts';
import { NdArray, sizeOf, type Shape } from '../ndarray.ts';
import { cumulative, sum } from '../reductions.ts';
import { elementAt } from '../scalar.ts';
import { insertionPoint, unique } from '../sorting.ts';

/** An integer in [0, most]. */
export type Interval = (most: number) => number;

/** Fisher and Yates from the back. `last` is the lowest place that is still drawn for. */
export function shufflePlaces(places: Float64Array | Int32Array, interval: Interval, last = 1): void {
  for (let i = places.length - 1; i >= last; i--) {
    const j = interval(i);
    const kept = places[j]!;
    places[j] = places[i]!;
    places[i] = kept;
  }
}

/** 0, 1, … n - 1 in random order. */
export function permutedPlaces(n: number, interval: Interval): Float64Array<ArrayBuffer> {
  const places = Float64Array.from({ length: n }, (_, i) => i);
  shufflePlaces(places, interval);
  return places;
}

/** `shuffle(x)`: in place, along the first dimension. */
export function* shuffle(x: Value, interval: Interval): Task {
  if (x instanceof PyList) {
    const { items } = x;
    for (let i = items.length - 1; i > 0; i--) {
      const j = interval(i);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return null;
  }
  if (x instanceof NdArray) {
    if (x.ndim === 0) throw exc.TypeError('len() of unsized object');
    const order = permutedPlaces(x.shape[0]!, interval);
    store(x, takeAlong(x, order, 0));
    return null;
  }
  if (x === null || typeof x !== 'object' || x.type.lookup('__setitem__') === undefined) {
    throw exc.TypeError(`'${typeName(x)}' object does not support item assignment`);
  }
  for (let i = (yield* length(x)) - 1; i > 0; i--) {
    const j = interval(i);
    const kept = yield* pythonItem(x, j);
    yield* setPythonItem(x, j, yield* pythonItem(x, i));
    yield* setPythonItem(x, i, kept);
  }
  return null;
}

/** `permutation(x)`: of an int's range, or of an array's rows, as a copy. */
export function* permutation(x: Value, interval: Interval): Task {
  if (typeof x === 'number') return new NdArray(permutedPlaces(x, interval), 'int64', [x]);
  const array = yield* toArray(x);
  if (array.ndim === 0 && array.dtype.startsWith('int')) {
    return new NdArray(permutedPlaces(array.at(), interval), 'int64', [array.at()]);
  }
  if (array.ndim === 0) throw exc.TypeError('x must be an integer or at least 1-dimensional');
  return takeAlong(array, permutedPlaces(array.shape[0]!, interval), 0);
}

/** What `choice` chooses from: `null` for the integers below `count`. */
export interface Population {
  readonly array: NdArray | null;
  readonly count: number;
}

export function* populationOf(a: Value, axis: number, chosen: number): Task<Population> {
  const array = yield* toArray(a);
  if (array.ndim === 0) {
    if (!array.dtype.includes('int')) throw exc.ValueError('a must be 1-dimensional or an integer');
    const count = array.at();
    if (count <= 0 && chosen > 0) throw exc.ValueError('a must be greater than 0 unless no samples are taken');
    return { array: null, count };
  }
  if (axis < 0 && array.ndim !== 1) throw exc.ValueError('a must be 1-dimensional');
  const count = array.shape[Math.max(axis, 0)]!;
  if (count === 0 && chosen > 0) throw exc.ValueError("'a' cannot be empty unless no samples are taken");
  return { array, count };
}

/** The probabilities of a choice, checked. */
export function* probabilitiesOf(p: Value, count: number): Task<NdArray | null> {
  if (p === null) return null;
  const given = arrayNow(p) ?? (yield* toArray(p));
  if (given.ndim !== 1) throw exc.ValueError("'p' must be 1-dimensional");
  if (given.size !== count) throw exc.ValueError("'a' and 'p' must have same size");
  const values = Float64Array.from(given.values());
  const total = sum(new NdArray(values, 'float64', [count]), [0], false).at();
  if (Number.isNaN(total)) throw exc.ValueError('probabilities contain NaN');
  if (values.some((value) => value < 0)) throw exc.ValueError('probabilities are not non-negative');
  if (Math.abs(total - 1) > Math.sqrt(Number.EPSILON)) throw exc.ValueError('probabilities do not sum to 1');
  return new NdArray(values, 'float64', [count]);
}

/** Cumulated probabilities that end at exactly 1. */
function cumulated(p: NdArray): Float64Array {
  const cdf = Float64Array.from(cumulative(p, 0, 'cumsum', null).data);
  const total = cdf[cdf.length - 1]!;
  return cdf.map((value) => value / total);
}

/** `n` independent choices with probabilities. */
export function weighted(p: NdArray, n: number, uniform: () => number): Float64Array<ArrayBuffer> {
  const cdf = cumulated(p);
  return Float64Array.from({ length: n }, () => insertionPoint(cdf, uniform(), 'right'));
}

/** `n` different choices with probabilities: draws until that many differ, giving those already drawn no weight. */
export function weightedWithoutReplacement(p: NdArray, n: number, uniform: () => number): Float64Array<ArrayBuffer> {
  if (p.data.filter((value) => value > 0).length < n) {
    throw exc.ValueError('Fewer non-zero entries in p than size');
  }
  const left = p.copy();
  const found = new Float64Array(n);
  let have = 0;
  while (have < n) {
    const draws = Float64Array.from({ length: n - have }, uniform);
    for (let i = 0; i < have; i++) left.data[found[i]!] = 0;
    const cdf = cumulated(left);
    const drawn = draws.map((u) => insertionPoint(cdf, u, 'right'));
    const first = unique(new NdArray(drawn, 'int64', [drawn.length])).first.sort((a, b) => a - b); // prettier-ignore
    for (const place of first) found[have++] = drawn[place]!;
  }
  return found;
}

/** The chosen elements in the shape asked for; a single one where the shape is null. */
export function picked(
  population: Population,
  places: Float64Array<ArrayBuffer>,
  shape: Shape | null,
  axis = 0,
): Value {
  const { array } = population;
  if (array === null) return shape === null ? places[0]! : new NdArray(places, 'int64', shape);
  if (shape === null && array.ndim === 1) return elementAt(array, array.offset + places[0]! * array.strides[0]!);
  const chosen = takeAlong(array, places, axis);
  const sizes = [...array.shape.slice(0, axis), ...(shape ?? []), ...array.shape.slice(axis + 1)];
  return chosen.view(sizes);
}

export const countIn = (shape: Shape | null): number => (shape === null ? 1 : sizeOf(shape));
