import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { histogram } from '../../../src/lib/run/modules/histogram.ts';

describe('histogram', () => {
  it('counts as numpy does', () => {
    // numpy.histogram([0, 1, 1, 2.5, 4], bins=4)
    assert.deepEqual(histogram([0, 1, 1, 2.5, 4], 4), { edges: [0, 1, 2, 3, 4], counts: [1, 2, 1, 1] });
    // numpy.histogram([3, 3], bins=2)
    assert.deepEqual(histogram([3, 3], 2), { edges: [2.5, 3, 3.5], counts: [0, 2] });
  });

  it('puts every value into the bin whose edges hold it', () => {
    // What a tensor holds: between two doubles as close as can be there is no room for edges.
    const float32 = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(Math.fround);
    const values = fc.array(float32, { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (numbers, bins) => {
        const { edges, counts } = histogram(numbers, bins);
        const expected = counts.map((_, i) => {
          const [left = 0, right = 0] = edges.slice(i, i + 2);
          return numbers.filter((x) => x >= left && (i === bins - 1 ? x <= right : x < right)).length;
        });
        assert.deepEqual(counts, expected);
      }),
    );
  });
});
