import assert from 'node:assert/strict';
import { test } from 'node:test';
import { significant } from '../../../src/lib/charts/number.ts';

test('significant digits are never written with an exponent', () => {
  assert.equal(significant(0.00031234, 2), '0.00031');
  assert.equal(significant(0.99763, 4), '0.9976');
  assert.equal(significant(1234.5, 2), '1235');
  assert.equal(significant(0, 3), '0');
});
