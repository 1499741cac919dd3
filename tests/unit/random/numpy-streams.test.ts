import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskedInterval, multipliedInterval, SmallDraws } from '../../../src/lib/random/bit-source.ts';
import { NumPyRandomState } from '../../../src/lib/random/numpy-random-state.ts';
import { Pcg64 } from '../../../src/lib/random/pcg64.ts';
import { PythonRandom } from '../../../src/lib/random/python-random.ts';
import { generateState } from '../../../src/lib/random/seed-sequence.ts';
import { zigguratNormal } from '../../../src/lib/random/ziggurat.ts';

// Expected values are those of NumPy 1.24 and CPython 3.11.
const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

test('RandomState: uniforms, normals and integers of one stream', () => {
  const stream = new NumPyRandomState(42);
  assert.deepEqual(times(2, () => stream.nextDouble()), [0.3745401188473625, 0.9507143064099162]); // prettier-ignore
  assert.deepEqual(times(3, () => stream.normal()), [0.6476885381006925, 1.5230298564080254, -0.23415337472333597]); // prettier-ignore
  assert.deepEqual(times(6, () => stream.interval(9)), [7, 4, 3, 7, 7, 2]); // prettier-ignore
});

test('RandomState: a saved state goes on as it would have', () => {
  const stream = new NumPyRandomState([1, 2, 3]);
  stream.normal();
  const saved = stream.save();
  const once = times(5, () => stream.normal());
  stream.restore(saved);
  assert.deepEqual(times(5, () => stream.normal()), once); // prettier-ignore
});

test('Generator: PCG64 from a SeedSequence', () => {
  const source = new Pcg64(generateState([42], 8));
  assert.deepEqual(times(2, () => source.nextDouble()), [0.7739560485559633, 0.4388784397520523]); // prettier-ignore
  assert.deepEqual(times(3, () => zigguratNormal(source)), [0.7504511958064572, 0.9405647163912139, -1.9510351886538364]); // prettier-ignore
  assert.deepEqual(times(5, () => multipliedInterval(source, 99)), [52, 97, 73, 76, 71]); // prettier-ignore
});

test('integers stay in their interval and reach both ends', () => {
  const source = new NumPyRandomState(1);
  for (const draw of [maskedInterval, multipliedInterval]) {
    for (const most of [0, 1, 2, 6, 255, 2 ** 31, 0xffffffff, 2 ** 40]) {
      const drawn = times(300, () => draw(source, most));
      assert.ok(drawn.every((n) => Number.isInteger(n) && n >= 0 && n <= most));
      if (most <= 6) assert.deepEqual([Math.min(...drawn), Math.max(...drawn)], [0, most]);
    }
  }
  const small = new SmallDraws(source, 8);
  assert.ok(times(500, () => small.multiplied(9)).every((n) => n >= 0 && n <= 9));
});

test('Python: seeds of ints and texts', () => {
  const stream = new PythonRandom();
  stream.seedInt(-42n);
  assert.equal(stream.random(), 0.6394267984578837);
  stream.seedBytes(new TextEncoder().encode('hello'));
  assert.equal(stream.random(), 0.3537754404730722);
  assert.equal(stream.bits(0), 0n);
  assert.ok(times(100, () => stream.below(3)).every((n) => n < 3));
});
