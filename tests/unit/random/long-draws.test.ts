import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MT19937 } from '../../../src/lib/random/mt19937.ts';
import { longDraws } from '../../../src/lib/random/simd.ts';

/** The same draws in WebAssembly (a long float32 array) and in JavaScript (any other), and what both generators draw next. */
function both(seed: number, skipped: number, length: number, limit: number) {
  const generators = [new MT19937(seed), new MT19937(seed)] as const;
  for (const generator of generators) for (let i = 0; i < skipped; i++) generator.next();
  const [long, plain] = [new Float32Array(length), new Float64Array(length)];
  generators[0].compare53(long, limit, 2);
  generators[1].compare53(plain, limit, 2);
  return { long: [...long], plain: [...plain], next: generators.map((generator) => generator.next()) };
}

test('long draws are the draws, wherever in the stream they begin', () => {
  assert.notEqual(longDraws(1000), null, 'there are vectors here');
  for (const skipped of [0, 1, 2, 7, 622, 623, 624, 1001]) {
    for (const length of [512, 513, 1023, 40_001]) {
      for (const p of [0.5, 0.2, 0.999]) {
        const { long, plain, next } = both(skipped + length, skipped, length, p * 2 ** 53);
        assert.deepEqual(long, plain);
        assert.equal(next[0], next[1]);
      }
    }
  }
});

test('where the first word does not decide, the second does', () => {
  const generator = new MT19937(3);
  const words = Array.from({ length: 1200 }, () => generator.next());
  // Pairs at every lane of a vector, and one over the end of a state.
  for (const pair of [0, 1, 2, 3, 311, 312]) {
    const x = (words[2 * pair]! & 0x1fffff) * 2 ** 32 + words[2 * pair + 1]!;
    const kept = [x, x + 1].map((limit) => both(3, 0, 600, limit).long[pair]);
    assert.deepEqual(kept, [0, 2]);
    const { long, plain } = both(3, 1, 600, (words[2 * pair + 1]! & 0x1fffff) * 2 ** 32 + words[2 * pair + 2]!);
    assert.deepEqual(long, plain);
  }
});
