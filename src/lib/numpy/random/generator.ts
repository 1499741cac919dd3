/** `numpy.random.default_rng` and `numpy.random.Generator`, on PCG64. */
import {
  defineClass,
  exc,
  nativeFunction,
  PyInstance,
  toInt,
  type PyType,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { maskedInterval, multipliedInterval } from '../../random/bit-source.ts';
import { Pcg64 } from '../../random/pcg64.ts';
import { generateState } from '../../random/seed-sequence.ts';
import { zigguratExponential, zigguratNormal } from '../../random/ziggurat.ts';
import { axisArgument } from '../axes.ts';
import { toArray } from '../conversion.ts';
import { dtypeArgument } from '../dtype-object.ts';
import { NdArray, sizeOf } from '../ndarray.ts';
import { scalar } from '../scalar.ts';
import { moveAxis } from '../shaping.ts';
import { absentGeneratorMethods } from './absent-draws.ts';
import { countIn, permutation, picked, populationOf, probabilitiesOf, shuffle, shufflePlaces, weighted, weightedWithoutReplacement } from './choosing.ts'; // prettier-ignore
import { randomBytes } from './bytes.ts';
import { floats, integers, sizeArgument } from './draws.ts';
import type { Draws } from './families.ts';
import { familyMethods } from './family-methods.ts';
import { entropyWords, freshSeed, SeedSequenceObject } from './seed-sequence.ts';

/** `numpy.random.PCG64`: bits without distributions. */
class BitGeneratorObject extends PyInstance {
  source = new Pcg64(generateState(freshSeed(), 8));

  static of(source: Pcg64): BitGeneratorObject {
    const bits = new BitGeneratorObject(pcg64Type);
    bits.source = source;
    return bits;
  }
}

/** `numpy.random.Generator`. */
export class GeneratorObject extends PyInstance {
  source = new Pcg64(generateState(freshSeed(), 8));
}

function* seeded(seed: Value): Task<Pcg64> {
  if (seed instanceof BitGeneratorObject || seed instanceof GeneratorObject) return seed.source;
  if (seed instanceof SeedSequenceObject) return new Pcg64(seed.state(8));
  return new Pcg64(generateState(seed === null ? freshSeed() : yield* entropyWords(seed), 8));
}

const drawsOf = ({ source }: GeneratorObject): Draws => ({
  bits: source,
  uniform: () => source.nextDouble(),
  normal: () => zigguratNormal(source),
  exponential: () => zigguratExponential(source),
  legacy: false,
});

const multiplied = (source: Pcg64) => (most: number) => multipliedInterval(source, most);
const masked = (source: Pcg64) => (most: number) => maskedInterval(source, most);

/** Below this many elements, or where few of them are wanted, different places are drawn one by one. */
const TAIL_SHUFFLE = 10000;

/** `count` different places below `n` (R. W. Floyd's algorithm, or the tail of a shuffle). */
function distinctPlaces(source: Pcg64, n: number, count: number, shuffled: boolean): Float64Array<ArrayBuffer> {
  const interval = multiplied(source);
  if (n > TAIL_SHUFFLE && count > Math.floor(n / (shuffled ? 50 : 20))) {
    const places = Float64Array.from({ length: n }, (_, i) => i);
    shufflePlaces(places, interval, Math.max(n - count, 1));
    return places.slice(n - count);
  }
  const places = new Float64Array(count);
  const taken = new Set<number>();
  for (let j = n - count; j < n; j++) {
    const drawn = interval(j);
    const place = taken.has(drawn) ? j : drawn;
    taken.add(place);
    places[j - (n - count)] = place;
  }
  if (shuffled) shufflePlaces(places, interval);
  return places;
}

function* choice(
  self: GeneratorObject,
  a: Value,
  size: Value,
  replace: Value,
  p: Value,
  axis: Value,
  shuffled: Value,
): Task {
  const { source } = self;
  const shape = sizeArgument(size);
  const count = countIn(shape);
  const along = toInt(axis, 'axis');
  const population = yield* populationOf(a, along, count);
  const probabilities = yield* probabilitiesOf(p, population.count);
  const uniform = (): number => source.nextDouble();
  if (replace !== true && count > population.count) {
    throw exc.ValueError('Cannot take a larger sample than population when replace is False');
  }
  const places =
    probabilities !== null
      ? (replace === true ? weighted : weightedWithoutReplacement)(probabilities, count, uniform)
      : replace === true
        ? Float64Array.from({ length: count }, () => multipliedInterval(source, population.count - 1))
        : distinctPlaces(source, population.count, count, shuffled === true);
  return picked(population, places, shape, along);
}

/** `shuffle` draws by masking. */
function* shuffleFunction(self: GeneratorObject, x: Value, axis: Value): Task {
  const target = x instanceof NdArray && axis !== 0 ? moveAxis(x, axisArgument(axis, x.ndim), 0) : x;
  return yield* shuffle(target, masked(self.source));
}

function* permutationFunction(self: GeneratorObject, x: Value, axis: Value): Task {
  if (typeof x === 'number') return yield* permutation(x, masked(self.source));
  const array = yield* toArray(x);
  if (array.ndim < 2) return yield* permutation(array, masked(self.source));
  const along = axisArgument(axis, array.ndim);
  const rows = moveAxis(array, along, 0);
  return moveAxis((yield* permutation(rows, masked(self.source))) as NdArray, 0, along);
}

/** `permuted(x, axis)`: each line along the axis for itself; without one, all elements. */
function* permutedFunction(self: GeneratorObject, x: Value, axis: Value): Task {
  const array = yield* toArray(x);
  const along = axis === null ? null : axisArgument(axis, array.ndim);
  const lines = along === null ? array.copy() : moveAxis(array, along, array.ndim - 1).copy();
  const n = along === null ? lines.size : lines.shape[lines.ndim - 1]!;
  for (let start = 0; start < lines.size; start += n) {
    shufflePlaces(lines.data.subarray(start, start + n) as Float64Array, masked(self.source));
  }
  return along === null ? lines : moveAxis(lines, array.ndim - 1, along).copy();
}

function* random(self: GeneratorObject, size: Value, dtype: Value): Task {
  const type = yield* dtypeArgument(dtype, 'float64');
  const shape = sizeArgument(size);
  if (type === 'float64') return floats(shape, () => self.source.nextDouble());
  if (type !== 'float32') throw exc.TypeError(`Unsupported dtype dtype('${type}') for random`);
  const single = (): number => (self.source.next32() >>> 8) * 2 ** -24;
  if (shape === null) return scalar(single(), 'float32');
  return new NdArray(Float32Array.from({ length: sizeOf(shape) }, single), 'float32', shape); // prettier-ignore
}

/** Raises NotImplementedError for float32, which has tables of its own. */
function* onlyDouble(dtype: Value, name: string): Task<void> {
  if ((yield* dtypeArgument(dtype, 'float64')) !== 'float64') {
    throw exc.NotImplementedError(`Generator.${name} draws float64 here; round it with .astype(np.float32)`);
  }
}

export const generatorType: PyType = defineClass({
  name: 'Generator',
  module: 'numpy.random._generator',
  allocate: (type) => new GeneratorObject(type),
  methods: {
    ...absentGeneratorMethods,
    '__init__(self, bit_generator)': function* (self: GeneratorObject, bits: Value): Task {
      self.source = yield* seeded(bits);
      return null;
    },
    '__repr__(self)': (self: GeneratorObject) =>
      `Generator(PCG64) at 0x${(0x7f0000000000 + self.id * 16).toString(16).toUpperCase()}`,
    '__str__(self)': () => 'Generator(PCG64)',
    'random(self, size=None, dtype=None, out=None)': random,
    'integers(self, low, high=None, size=None, dtype=None, endpoint=False)': function* (
      self: GeneratorObject,
      low: Value,
      high: Value,
      size: Value,
      dtype: Value,
      endpoint: Value,
    ): Task {
      // prettier-ignore
      const type = yield* dtypeArgument(dtype, 'int64');
      const drawn = yield* integers(self.source, 'multiplied', { low, high, closed: endpoint === true }, size, type);
      return typeof drawn === 'number' ? scalar(drawn, type) : drawn;
    },
    'standard_normal(self, size=None, dtype=None)': function* (self: GeneratorObject, size: Value, dtype: Value): Task {
      yield* onlyDouble(dtype, 'standard_normal');
      return floats(sizeArgument(size), () => zigguratNormal(self.source));
    },
    "standard_exponential(self, size=None, dtype=None, method='zig')": function* (
      self: GeneratorObject,
      size: Value,
      dtype: Value,
      method: Value,
    ): Task {
      yield* onlyDouble(dtype, 'standard_exponential');
      const inverted = (): number => -Math.log1p(-self.source.nextDouble());
      return floats(sizeArgument(size), method === 'inv' ? inverted : () => zigguratExponential(self.source));
    },
    'bytes(self, length)': (self: GeneratorObject, length: Value) => randomBytes(self.source, toInt(length, 'length')),
    'permuted(self, x, axis=None)': permutedFunction,
    ...Object.fromEntries(
      Object.entries(familyMethods(drawsOf)).map(([text, run]) => [text.replace('(', '(self, '), run]),
    ),
    'choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True)': choice,
    'shuffle(self, x, axis=0)': shuffleFunction,
    'permutation(self, x, axis=0)': permutationFunction,
  },
  properties: { bit_generator: (self: GeneratorObject) => BitGeneratorObject.of(self.source) },
});

export const pcg64Type: PyType = defineClass({
  name: 'PCG64',
  module: 'numpy.random._pcg64',
  allocate: (type) => new BitGeneratorObject(type),
  methods: {
    '__init__(self, seed=None)': function* (self: BitGeneratorObject, seed: Value): Task {
      self.source = yield* seeded(seed);
      return null;
    },
  },
});

export const defaultRng = nativeFunction(
  'default_rng(seed=None)',
  function* (seed: Value): Task {
    if (seed instanceof GeneratorObject) return seed;
    const generator = new GeneratorObject(generatorType);
    generator.source = yield* seeded(seed);
    return generator;
  },
  { module: 'numpy.random' },
);
