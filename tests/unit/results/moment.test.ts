import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stepsOf, valuesAt } from '../../../src/components/results/moment.ts';
import type { Result } from '../../../src/lib/results/schema.ts';

const run = (seed: number, losses: readonly number[], hits: readonly number[]) => ({
  seed,
  stdout: '',
  steps: 30,
  msPerStep: null,
  scalars: {
    loss: losses.map((value, i): [number, number] => [10 * (i + 1), value]),
    hits: hits.map((value, i): [number, number] => [10 * (i + 1), value]),
  },
  metrics: { loss: losses.at(-1)!, hits: hits.at(-1)! },
});
const runs = [run(0, [3, 1, 2], [0.1, 0.5, 0.6]), run(1, [2, 2.5, 4], [0.2, 0.7, 0.3])];
const result = { listing: 'l', settings: [{ name: 's', parameters: {}, runs }] } as unknown as Result;

describe('a moment of a run', () => {
  it('is its end, where the metrics are', () => {
    assert.deepEqual(valuesAt(result, 's', 'loss'), [2, 4]);
    assert.deepEqual(stepsOf(result, 's', 'loss', 'end'), [30, 30]);
  });

  it('is a step that was logged', () => {
    assert.deepEqual(valuesAt(result, 's', 'hits', 20), [0.5, 0.7]);
    assert.throws(() => valuesAt(result, 's', 'hits', 25), /logged no "hits" at 25 with the setting "s"/);
  });

  it('is where another scalar is least or most, for each run at a step of its own', () => {
    assert.deepEqual(stepsOf(result, 's', 'hits', { least: 'loss' }), [20, 10]);
    assert.deepEqual(valuesAt(result, 's', 'hits', { least: 'loss' }), [0.5, 0.2]);
    assert.deepEqual(valuesAt(result, 's', 'loss', { most: 'hits' }), [2, 2.5]);
    assert.throws(
      () => valuesAt(result, 's', 'hits', { least: 'los' }),
      /No scalar "los" was saved; there are loss, hits/,
    );
  });
});
