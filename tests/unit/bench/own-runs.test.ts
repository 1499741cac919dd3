import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandOf, OwnRuns } from '../../../src/components/bench/own-runs.ts';

test('one run is drawn as it was logged', () => {
  assert.deepEqual(bandOf([[[2, 5], [1, 4]]]), [
    { x: 2, mean: 5, low: 5, high: 5 },
    { x: 1, mean: 4, low: 4, high: 4 },
  ]); // prettier-ignore
  assert.deepEqual(bandOf([]), []);
});

test('several are their mean with their range, over those that have got so far', () => {
  const own = new OwnRuns();
  for (const [run, ...values] of [
    [0, 1, 2, 3],
    [1, 3, 6],
  ] as const)
    for (const [i, value] of values.entries()) own.add(run, 'loss/train', [i + 1, value]);
  assert.deepEqual(own.curves.get('loss/train'), [
    { x: 1, mean: 2, low: 1, high: 3 },
    { x: 2, mean: 4, low: 2, high: 6 },
    { x: 3, mean: 3, low: 3, high: 3 },
  ]);
  assert.equal(own.count, 5);
});

test('a tag that only a later run logs is drawn, with its group', () => {
  const own = new OwnRuns();
  own.add(2, 'optimizers/sgd', [1, 0.5], 'optimizers');
  assert.deepEqual([...own.curves.keys()], ['optimizers/sgd']);
  assert.equal(own.groups.get('optimizers/sgd'), 'optimizers');
  own.clear();
  assert.deepEqual([own.curves.size, own.groups.size, own.count], [0, 0, 0]);
});
