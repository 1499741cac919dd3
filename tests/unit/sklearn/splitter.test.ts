import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byTestPlaces } from '../../../src/lib/sklearn/model_selection/splitter.ts';

test('training and test places of a split are all samples, each once, in ascending order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 59 }), (count, taken) => {
      const places = Array.from({ length: Math.min(taken, count - 1) }, (_, i) => (i * 7) % count);
      const next = byTestPlaces(count, [places]);
      const split = next()!;
      assert.deepEqual([...split.train, ...split.test].sort((a, b) => a - b), Array.from({ length: count }, (_, i) => i)); // prettier-ignore
      assert.deepEqual([...split.test], [...new Set(places)].sort((a, b) => a - b)); // prettier-ignore
      assert.equal(next(), undefined);
    }),
  );
});
