import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeLabels } from '../../../src/lib/charts/place-labels.ts';

test('labels that do not collide stay where they want to be', () => {
  assert.deepEqual(placeLabels([10, 50, 90], 15, 0, 100), [10, 50, 90]);
});

test('colliding labels share the displacement and keep their order', () => {
  assert.deepEqual(placeLabels([50, 50], 10, 0, 100), [45, 55]);
  assert.deepEqual(placeLabels([52, 48], 10, 0, 100), [55, 45]);
});

test('labels are kept inside, and squeezed only when there is no room', () => {
  assert.deepEqual(placeLabels([99, 100], 10, 0, 100), [90, 100]);
  assert.deepEqual(placeLabels([0, 0, 0], 80, 0, 100), [0, 50, 100]);
  assert.deepEqual(placeLabels([], 10, 0, 100), []);
});

test('for any wishes: inside, a gap apart, in order', () => {
  const wishes = fc.array(fc.double({ min: -50, max: 150, noNaN: true }), { maxLength: 6 });
  fc.assert(
    fc.property(wishes, (wanted) => {
      const placed = placeLabels(wanted, 12, 0, 100);
      const pairs = wanted.map((wish, i) => ({ wish, at: placed[i] ?? NaN }));
      pairs.sort((a, b) => a.at - b.at);
      for (const [i, { wish, at }] of pairs.entries()) {
        assert.ok(at >= -1e-9 && at <= 100 + 1e-9);
        const before = pairs[i - 1];
        if (!before) continue;
        assert.ok(at - before.at >= 12 - 1e-9);
        assert.ok(wish >= before.wish);
      }
    }),
  );
});
