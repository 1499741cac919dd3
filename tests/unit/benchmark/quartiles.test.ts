import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median, quartiles } from '../../../src/lib/benchmark/quartiles.ts';

describe('quartiles', () => {
  it('takes values between neighbours in proportion', () => {
    assert.deepEqual(quartiles([4, 1, 3, 2]), { median: 2.5, low: 1.75, high: 3.25, count: 4 });
  });

  it('is the value itself for one', () => {
    assert.deepEqual(quartiles([7]), { median: 7, low: 7, high: 7, count: 1 });
  });

  it('sorts by size, not by text', () => {
    assert.equal(median([100, 9, 20]), 20);
  });

  it('refuses no values', () => {
    assert.throws(() => median([]), RangeError);
  });
});
