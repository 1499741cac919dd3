import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairedDifferences, settingOf, valuesOf } from '../../../src/components/results/measured.ts';
import type { Result } from '../../../src/lib/results/schema.ts';

const run = (seed: number, loss: number) => ({
  seed,
  scalars: {},
  metrics: { loss },
  steps: 1,
  msPerStep: null,
  stdout: '',
});

const result: Result = {
  listing: 'example',
  listingHash: '',
  settingsHash: '',
  engineVersion: 1,
  measured: '2025-01-01T00:00:00Z',
  engine: 'tfjs-cpu',
  adapter: 'CPU',
  versions: {},
  settings: [
    { name: 'a', parameters: {}, runs: [run(0, 1), run(1, 2)] },
    { name: 'b', parameters: {}, runs: [run(1, 1.5), run(0, 4), run(2, 9)] },
  ],
};

test('values are in the order of the runs', () => {
  assert.deepEqual(valuesOf(result, 'b', 'loss'), [1.5, 4, 9]);
});

test('differences are taken seed by seed, whatever the order of the runs', () => {
  assert.deepEqual(pairedDifferences(result, 'a', 'b', 'loss'), [-3, 0.5]);
});

test('a misspelt setting or metric names what there is', () => {
  assert.throws(() => settingOf(result, 'c'), /no.*"c".*there are "a", "b"|setting "c"; there are "a", "b"/);
  assert.throws(() => valuesOf(result, 'a', 'lost'), /no "lost"; it measured loss/);
});
