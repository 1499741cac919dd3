import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { selectPlaces } from '../../../src/lib/numpy/introselect.ts';

test('a partial sort puts the wanted elements where sorting does, and parts the others', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 300 }), fc.nat(), (values, at) => {
      const wanted = at % values.length;
      const places = Int32Array.from(values, (_, i) => i);
      selectPlaces(values, places, [wanted], false);
      const parted = Array.from(places, (place) => values[place]!);
      const sorted = [...values].sort((a, b) => a - b);
      assert.equal(parted[wanted], sorted[wanted]);
      assert.deepEqual([...places].sort((a, b) => a - b), [...values.keys()]); // prettier-ignore
      assert.ok(parted.slice(0, wanted).every((value) => value <= parted[wanted]!));
      assert.ok(parted.slice(wanted).every((value) => value >= parted[wanted]!));
    }),
  );
});

test('a partial sort is right for orders that make every pivot of three a bad one', () => {
  // Elements that rise to the middle and fall again, many times over.
  const values = Array.from({ length: 5000 }, (_, i) => Math.min(i % 100, 100 - (i % 100)) * 7919 + ((i * 31) % 13));
  const places = Int32Array.from(values, (_, i) => i);
  selectPlaces(values, places, [10, 2500, 4990], false);
  const sorted = [...values].sort((a, b) => a - b);
  for (const wanted of [10, 2500, 4990]) assert.equal(values[places[wanted]!], sorted[wanted]);
});
