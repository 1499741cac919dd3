import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSeed, withSeeds } from '../../../src/components/bench/seeds.ts';

const SLIDER = 'lr = 1  # @param\nseed = 8  # @param {type:"slider", min:0, max:9, step:1}\n';

test('runs have the seeds that follow the program’s own, and begin again after the last', () => {
  const programs = withSeeds(SLIDER, 5);
  assert.deepEqual(
    programs.map(({ place }) => [place.index, place.seed]),
    [
      [0, 8],
      [1, 9],
      [2, 0],
      [3, 1],
      [4, 2],
    ],
  );
  assert.equal(programs[0]!.source, SLIDER);
  assert.match(programs[2]!.source, /^lr = 1 {2}# @param\nseed = 0 {2}# @param/);
});

test('no seed runs twice', () => {
  const few = 'seed = 1  # @param {type:"slider", min:0, max:2, step:1}\n';
  assert.deepEqual(
    withSeeds(few, 5).map(({ place }) => place.seed),
    [1, 2, 0],
  );
  const open = 'seed = 41  # @param {type:"integer"}\n';
  assert.deepEqual(
    withSeeds(open, 3).map(({ place }) => place.seed),
    [41, 42, 43],
  );
});

test('a program without a seed runs once', () => {
  for (const source of ['print(1)\n', 'seed = 1\n', 'seed = "a"  # @param\n']) {
    assert.equal(hasSeed(source), false);
    assert.deepEqual(withSeeds(source, 3), [{ source, place: { index: 0, seed: null } }]);
  }
  assert.equal(hasSeed(SLIDER), true);
});
