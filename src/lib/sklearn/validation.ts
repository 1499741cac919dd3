/** What scikit-learn asks of its arguments (sklearn/utils/validation.py), and picking samples from any of them. */
import {
  exc, getAttrOr, getItem, isCallable, length, list, PyList, PyTuple, repr, typeName, typeOf, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { toArray } from '../numpy/conversion.ts';
import { takeAlong } from '../numpy/joining.ts';
import { NdArray } from '../numpy/ndarray.ts';
import { globalRandomState, RandomStateObject, randomStateType } from '../numpy/random/random-state.ts';
import { NumPyRandomState } from '../random/numpy-random-state.ts';
import { isScalar } from '../numpy/scalar.ts';

/** The value's class as Python writes it. */
export function typeText(value: Value): string {
  const type = typeOf(value);
  return `<class '${type.module === 'builtins' ? '' : `${type.module}.`}${type.qualname}'>`;
}

/** A collection that can be indexed: itself, or else an array of it. */
export function* indexable(x: Value): Task {
  if (x === null || typeof x === 'string' || typeOf(x).lookup('__getitem__') !== undefined) return x;
  return yield* toArray(x);
}

/** How many samples a collection has. Raises TypeError for what is none. */
export function* countSamples(x: Value): Task<number> {
  const message = `Expected sequence or array-like, got ${typeText(x)}`;
  if (x instanceof NdArray) {
    if (x.ndim === 0) throw exc.TypeError(`Singleton array ${yield* repr(x)} cannot be considered a valid collection.`);
    return x.shape[0]!;
  }
  const fit = yield* getAttrOr(x, 'fit', null);
  if (fit !== null && isCallable(fit)) throw exc.TypeError(message);
  const shape = yield* getAttrOr(x, 'shape', null);
  if (shape instanceof PyTuple) {
    if (shape.items.length === 0)
      throw exc.TypeError(`Singleton array ${yield* repr(x)} cannot be considered a valid collection.`);
    if (typeof shape.items[0] === 'number') return shape.items[0];
  }
  if (typeof x !== 'string' && typeOf(x).lookup('__len__') === undefined) throw exc.TypeError(message);
  return yield* length(x);
}

/** Raises ValueError where collections differ in their number of samples. None is no collection. */
export function* checkConsistentLength(...values: Value[]): Task<void> {
  const lengths: number[] = [];
  for (const value of values) if (value !== null) lengths.push(yield* countSamples(value));
  if (new Set(lengths).size > 1) {
    throw exc.ValueError(`Found input variables with inconsistent numbers of samples: [${lengths.join(', ')}]`);
  }
}

/** The samples at places, in a collection of the same kind: a list for sequences, an array or tensor for those. */
export function* samplesAt(x: Value, places: Float64Array<ArrayBuffer>): Task {
  if (x instanceof NdArray) return takeAlong(x, places, 0);
  if ((yield* getAttrOr(x, 'shape', null)) !== null) return yield* getItem(x, list([...places]));
  const chosen: Value[] = [];
  for (const place of places) chosen.push(yield* getItem(x, place));
  return new PyList(chosen);
}

/** The stream that a `random_state` argument names: None is NumPy's own, an int begins one, a RandomState is itself. */
export function* checkRandomState(seed: Value): Task<RandomStateObject> {
  if (seed === null) return globalRandomState();
  if (seed instanceof RandomStateObject) return seed;
  const n = typeof seed === 'number' ? seed : isScalar(seed) && typeName(seed).includes('int') ? seed.value : undefined;
  if (n === undefined) {
    throw exc.ValueError(`${yield* repr(seed)} cannot be used to seed a numpy.random.RandomState instance`);
  }
  if (n < 0 || n > 0xffffffff) throw exc.ValueError('Seed must be between 0 and 2**32 - 1');
  return new RandomStateObject(randomStateType, new NumPyRandomState(n));
}

/** What kind of target an array is: `binary`, `multiclass`, `continuous` or one of several outputs. */
export function typeOfTarget(y: NdArray): string {
  if (y.ndim > 2) return 'unknown';
  const columns = y.ndim === 2 ? y.shape[1]! : 1;
  const suffix = columns > 1 ? '-multioutput' : '';
  const values = y.values();
  const distinct = new Set(values);
  if (y.dtype.startsWith('float') && values.some((value) => !Number.isInteger(value))) return `continuous${suffix}`;
  if (columns > 1) return distinct.size <= 2 && [...distinct].every((value) => value === 0 || value === 1) ? 'multilabel-indicator' : 'multiclass-multioutput'; // prettier-ignore
  const count = y.dtype === 'str' ? new Set(Array.from(values, (place) => y.table[place])).size : distinct.size;
  return count > 2 ? 'multiclass' : 'binary';
}

/** One-dimensional labels; a single column counts as such. Raises ValueError. */
export function column(y: NdArray): NdArray {
  if (y.ndim === 1) return y;
  if (y.ndim === 2 && y.shape[1] === 1) return y.like(y.values(), [y.size]);
  const shape = y.shape.length === 0 ? '()' : `(${y.shape.join(', ')})`;
  throw exc.ValueError(`y should be a 1d array, got an array of shape ${shape} instead.`);
}

export function* columnOf(y: Value): Task<NdArray> {
  return column(yield* toArray(y));
}
