/** `numpy.random.RandomState`, and the functions of `numpy.random` that draw from the one that all share. */
import type { PyFloat } from '../../python/bind.ts';
import {
  defineClass, exc, float, perRun, PyInstance, PyTuple, toInt, tuple, type Functions, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { NumPyRandomState } from '../../random/numpy-random-state.ts';
import { toArray } from '../conversion.ts';
import { dtypeArgument } from '../dtype-object.ts';
import { NdArray, ndarray } from '../ndarray.ts';
import { scalar } from '../scalar.ts';
import { absentRandomStateMethods } from './absent-draws.ts';
import { countIn, permutation, permutedPlaces, picked, populationOf, probabilitiesOf, shuffle, weighted, weightedWithoutReplacement } from './choosing.ts'; // prettier-ignore
import { randomBytes } from './bytes.ts';
import { floats, integers, sizeArgument } from './draws.ts';
import type { Draws } from './families.ts';
import { familyMethods } from './family-methods.ts';
import { freshSeed } from './seed-sequence.ts';

/** A `RandomState` of a program. */
export class RandomStateObject extends PyInstance {
  readonly stream: NumPyRandomState;

  constructor(type: PyType = randomStateType, stream = new NumPyRandomState(freshSeed())) {
    super(type);
    this.stream = stream;
  }
}

/** A seed as words: an int of 32 bits as one, arrays as they are. Raises ValueError. */
function* seedWords(seed: Value): Task<number | number[]> {
  if (seed === null) return freshSeed();
  const array = yield* toArray(seed);
  if (!array.dtype.includes('int')) {
    const what = array.ndim === 0 ? 'scalar' : 'array data';
    const dtype = typeof seed === 'string' ? `<U${seed.length}` : array.dtype;
    throw exc.TypeError(`Cannot cast ${what} from dtype('${dtype}') to dtype('int64') according to the rule 'safe'`);
  }
  const values = [...array.values()];
  if (values.some((value) => value < 0 || value > 0xffffffff))
    throw exc.ValueError('Seed must be between 0 and 2**32 - 1');
  return array.ndim === 0 ? values[0]! : values;
}

const interval = (stream: NumPyRandomState) => (most: number) => stream.interval(most);

function* randint(stream: NumPyRandomState, low: Value, high: Value, size: Value, dtype: Value): Task {
  const type = yield* dtypeArgument(dtype, 'int64');
  const drawn = yield* integers(stream, 'masked', { low, high, closed: false }, size, type);
  // Only the default dtype gives a Python int.
  return typeof drawn === 'number' && dtype !== null ? scalar(drawn, type) : drawn;
}

function* choice(stream: NumPyRandomState, a: Value, size: Value, replace: Value, p: Value): Task {
  const shape = sizeArgument(size);
  const count = countIn(shape);
  const population = yield* populationOf(a, -1, count);
  const probabilities = yield* probabilitiesOf(p, population.count);
  const uniform = (): number => stream.nextDouble();
  if (replace === true) {
    const places =
      probabilities === null
        ? Float64Array.from({ length: count }, () => stream.interval(population.count - 1))
        : weighted(probabilities, count, uniform);
    return picked(population, places, shape);
  }
  if (count > population.count) {
    throw exc.ValueError("Cannot take a larger sample than population when 'replace=False'");
  }
  const places =
    probabilities === null
      ? permutedPlaces(population.count, interval(stream)).slice(0, count)
      : weightedWithoutReplacement(probabilities, count, uniform);
  return picked(population, places, shape);
}

function state(stream: NumPyRandomState): Value {
  const { words, index, spareGauss } = stream.save();
  const key = ndarray(words, [words.length], 'uint32');
  return tuple('MT19937', key, index, spareGauss === null ? 0 : 1, float(spareGauss ?? 0));
}

function setState(stream: NumPyRandomState, saved: Value): void {
  if (!(saved instanceof PyTuple) || !(saved.items[1] instanceof NdArray)) {
    throw exc.TypeError('state must be what get_state() gave');
  }
  const [, key, index, has, spare] = saved.items as [Value, NdArray, number, number, PyFloat];
  stream.restore({ words: Uint32Array.from(key.values()), index, spareGauss: has === 1 ? spare.value : null });
}

const drawsOf = (stream: NumPyRandomState): Draws => ({
  bits: stream,
  uniform: () => stream.nextDouble(),
  normal: () => stream.normal(),
  exponential: () => stream.exponential(),
  legacy: true,
});

type Method = (stream: NumPyRandomState, ...args: never[]) => Value | undefined | void | Task<Value | void>;

/** By signature, without the `self` that methods have. */
const METHODS: Readonly<Record<string, Method>> = {
  'seed(seed=None)': function* (s, seed: Value): Task {
    s.seed(yield* seedWords(seed));
    return null;
  },
  'random_sample(size=None)': (s, size: Value) => floats(sizeArgument(size), () => s.nextDouble()),
  'ranf(size=None)': (s, size: Value) => floats(sizeArgument(size), () => s.nextDouble()),
  'sample(size=None)': (s, size: Value) => floats(sizeArgument(size), () => s.nextDouble()),
  'random(size=None)': (s, size: Value) => floats(sizeArgument(size), () => s.nextDouble()),
  'rand(*args)': (s, sizes: Value[]) => floats(sizes.length === 0 ? null : dimensions(sizes), () => s.nextDouble()),
  'randn(*args)': (s, sizes: Value[]) => floats(sizes.length === 0 ? null : dimensions(sizes), () => s.normal()),
  'randint(low, high=None, size=None, dtype=None)': randint,
  'standard_normal(size=None)': (s, size: Value) => floats(sizeArgument(size), () => s.normal()),
  'standard_exponential(size=None)': (s, size: Value) => floats(sizeArgument(size), () => s.exponential()),
  'bytes(length)': (s, length: Value) => randomBytes(s, toInt(length, 'length')),
  ...familyMethods(drawsOf),
  'choice(a, size=None, replace=True, p=None)': choice,
  'shuffle(x)': (s, x: Value) => shuffle(x, interval(s)),
  'permutation(x)': (s, x: Value) => permutation(x, interval(s)),
  'get_state()': (s) => state(s),
  'set_state(state)': (s, saved: Value) => {
    setState(s, saved);
    return null;
  },
};

const dimensions = (sizes: readonly Value[]): number[] =>
  sizes.map((size) => {
    const n = toInt(size, 'size');
    if (n < 0) throw exc.ValueError('negative dimensions are not allowed');
    return n;
  });

export const randomStateType: PyType = defineClass({
  name: 'RandomState',
  module: 'numpy.random.mtrand',
  allocate: (type) => new RandomStateObject(type),
  methods: {
    '__init__(self, seed=None)': function* (self: RandomStateObject, seed: Value): Task {
      self.stream.seed(yield* seedWords(seed));
      return null;
    },
    '__repr__(self)': (self: RandomStateObject) =>
      `RandomState(MT19937) at 0x${(0x7f0000000000 + self.id * 16).toString(16).toUpperCase()}`,
    '__str__(self)': () => 'RandomState(MT19937)',
    ...absentRandomStateMethods,
    ...Object.fromEntries(
      Object.entries(METHODS).map(([text, run]) => [
        text.replace(/\((?=\))/, '(self').replace(/\((?!self)/, '(self, '),
        (self: RandomStateObject, ...args: never[]) => run(self.stream, ...args),
      ]),
    ),
  },
});

/** The state that the functions of `numpy.random` share, one for each run. */
export const globalRandomState = perRun(() => new RandomStateObject());

export const randomStateFunctions: Functions = Object.fromEntries(
  Object.entries(METHODS).map(([text, run]) => [text, (...args: never[]) => run(globalRandomState().stream, ...args)]),
);
