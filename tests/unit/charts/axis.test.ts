import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasPlace, position, ticksOf } from '../../../src/lib/charts/axis.ts';
import type { Axis } from '../../../src/lib/charts/axis.ts';

const texts = (axis: Axis): string[] => ticksOf(axis, 4).map(({ text }) => text);

test('a linear axis has a few round numbers, with the same decimals', () => {
  assert.deepEqual(texts({ title: '', domain: [0, 1] }), ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  assert.deepEqual(texts({ title: '', domain: [0, 2], whole: true }), ['0', '1', '2']);
});

test('a log axis has powers of ten, or of two where it is short', () => {
  assert.deepEqual(texts({ title: '', domain: [0.001, 1], scale: 'log' }), ['1e-3', '0.01', '0.1', '1']);
  assert.deepEqual(texts({ title: '', domain: [2, 100], scale: 'log' }), ['2', '4', '8', '16', '32', '64']);
});

test('an axis that names its ticks has those', () => {
  assert.deepEqual(texts({ title: '', domain: [0, 1], ticks: [0.5, { at: 1, text: 'all' }] }), ['0.5', 'all']);
});

test('zero has a place on a linear axis only, NaN on none', () => {
  assert.ok(hasPlace({}, 0));
  assert.ok(!hasPlace({ scale: 'log' }, 0));
  assert.ok(!hasPlace({}, NaN));
  assert.equal(position({ title: '', domain: [1, 100], scale: 'log' }, [0, 10])(10), 5);
});
