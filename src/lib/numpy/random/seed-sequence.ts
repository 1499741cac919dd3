/** `numpy.random.SeedSequence`: seeds that depend on each other in no visible way. */
import {
  defineClass, exc, normalizeInt, PyInstance, PyList, PyTuple, repr, toInt, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { wordsOf } from '../../random/bits.ts';
import { generateState } from '../../random/seed-sequence.ts';
import { toArray } from '../conversion.ts';
import { dtypeArgument } from '../dtype-object.ts';
import { ndarray } from '../ndarray.ts';

/** The words that the pool holds. */
const POOL = 4;

/** Words that no program can foresee. */
export const freshSeed = (): number[] => Array.from({ length: POOL }, () => Math.floor(Math.random() * 2 ** 32));

/** Entropy as 32-bit words, of ints and sequences of ints. Raises TypeError, ValueError. */
export function* entropyWords(seed: Value): Task<number[]> {
  if (typeof seed === 'number' || typeof seed === 'bigint') {
    if (seed < 0) throw exc.ValueError('expected non-negative integer');
    return wordsOf(BigInt(seed));
  }
  const refused = exc.TypeError(`SeedSequence expects int or sequence of ints for entropy not ${typeof seed === 'string' ? seed : yield* repr(seed)}`); // prettier-ignore
  if (typeof seed === 'string') throw refused;
  if (seed instanceof PyList || seed instanceof PyTuple) {
    const words: number[] = [];
    for (const item of seed.items) words.push(...(yield* entropyWords(item)));
    return words;
  }
  const array = yield* toArray(seed);
  if (!array.dtype.includes('int')) throw refused;
  return Array.from(array.values()).flatMap((value) => {
    if (value < 0) throw exc.ValueError('expected non-negative integer');
    return wordsOf(BigInt(value));
  });
}

export class SeedSequenceObject extends PyInstance {
  entropy: Value = null;
  words: number[] = [];
  spawnKey: readonly number[] = [];
  children = 0;

  /** `count` 32-bit words of state. */
  state(count: number): Uint32Array {
    if (this.spawnKey.length === 0) return generateState(this.words, count);
    const padding = Array.from({ length: Math.max(POOL - this.words.length, 0) }, () => 0);
    const key = this.spawnKey.flatMap((part) => wordsOf(BigInt(part)));
    return generateState([...this.words, ...padding, ...key], count);
  }

  spawn(): SeedSequenceObject {
    const child = new SeedSequenceObject(seedSequenceType);
    child.entropy = this.entropy;
    child.words = this.words;
    child.spawnKey = [...this.spawnKey, this.children++];
    return child;
  }
}

export const seedSequenceType: PyType = defineClass({
  name: 'SeedSequence',
  module: 'numpy.random.bit_generator',
  allocate: (type) => new SeedSequenceObject(type),
  methods: {
    '__init__(self, entropy=None, *, spawn_key=(), pool_size=4)': function* (
      self: SeedSequenceObject,
      entropy: Value,
      key: Value,
    ): Task {
      self.words = entropy === null ? freshSeed() : yield* entropyWords(entropy);
      self.entropy = entropy ?? normalizeInt(self.words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n));
      self.spawnKey = key instanceof PyTuple ? key.items.map((part) => toInt(part, 'spawn_key')) : [];
      return null;
    },
    '__repr__(self)': function* (self: SeedSequenceObject): Task {
      const lines = [`entropy=${yield* repr(self.entropy)}`];
      if (self.spawnKey.length > 0) lines.push(`spawn_key=${yield* repr(new PyTuple([...self.spawnKey]))}`);
      if (self.children > 0) lines.push(`n_children_spawned=${self.children}`);
      return `SeedSequence(\n${lines.map((line) => `    ${line},\n`).join('')})`;
    },
    'generate_state(self, n_words, dtype=None)': function* (self: SeedSequenceObject, n: Value, dtype: Value): Task {
      const type = yield* dtypeArgument(dtype, 'uint32');
      if (type !== 'uint32') throw exc.NotImplementedError('generate_state gives words of uint32 here');
      const words = self.state(toInt(n, 'n_words'));
      return ndarray(words, [words.length], 'uint32');
    },
    'spawn(self, n_children)': (self: SeedSequenceObject, n: Value) =>
      new PyList(Array.from({ length: toInt(n, 'n_children') }, () => self.spawn())),
  },
  properties: {
    entropy: (self: SeedSequenceObject) => self.entropy,
    spawn_key: (self: SeedSequenceObject) => new PyTuple([...self.spawnKey]),
    n_children_spawned: (self: SeedSequenceObject) => self.children,
  },
});
