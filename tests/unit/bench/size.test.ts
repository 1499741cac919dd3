import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeInWords } from '../../../src/components/bench/size.ts';

test('a file’s size is said as a person would', () => {
  assert.equal(sizeInWords(0), '0 bytes');
  assert.equal(sizeInWords(1), '1 byte');
  assert.equal(sizeInWords(999), '999 bytes');
  assert.equal(sizeInWords(1000), '1.0 kB');
  assert.equal(sizeInWords(1840), '1.8 kB');
  assert.equal(sizeInWords(9_960), '10 kB');
  assert.equal(sizeInWords(999_499), '999 kB');
  assert.equal(sizeInWords(999_500), '1.0 MB');
  assert.equal(sizeInWords(24_300_000), '24 MB');
  assert.equal(sizeInWords(3_100_000_000), '3.1 GB');
});
