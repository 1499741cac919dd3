import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords } from '../../../src/components/bench/duration.ts';

test('a duration is said as a person would', () => {
  assert.equal(inWords(300), 'about 1 second');
  assert.equal(inWords(12_400), 'about 12 seconds');
  assert.equal(inWords(89_000), 'about 89 seconds');
  assert.equal(inWords(91_000), 'about 2 minutes');
  assert.equal(inWords(3_600_000), 'about 60 minutes');
  assert.equal(inWords(7_000_000), 'about 2 hours');
});
