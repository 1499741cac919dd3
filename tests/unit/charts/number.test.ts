import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixed, significant, tickText } from '../../../src/lib/charts/number.ts';

test('significant digits are never written with an exponent', () => {
  assert.equal(significant(0.00031234, 2), '0.00031');
  assert.equal(significant(0.99763, 4), '0.9976');
  assert.equal(significant(1234.5, 2), '1235');
  assert.equal(significant(0, 3), '0');
});

test('a negative number has a minus sign, and what rounds to zero has none', () => {
  assert.equal(fixed(-0.25, 2), '−0.25');
  assert.equal(fixed(-0.001, 2), '0.00');
  assert.equal(fixed(0.5, 2), '0.50');
  assert.equal(tickText(-1, [-1, 0, 1]), '−1');
});
