import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLevelLabel } from '../../../src/lib/charts/level-label.ts';

const PLOT = { left: 0, right: 200, bottom: 100 };
const flat = (y: number, from = 0, to = 200) => [
  { x: from, low: y, high: y },
  { x: to, low: y, high: y },
];

test('without curves a level is named on its line, at the left', () => {
  assert.deepEqual(placeLevelLabel([], 50, 60, PLOT), { anchor: 'start', x: 6, y: 45 });
  assert.deepEqual(placeLevelLabel([flat(10)], 50, 60, PLOT), { anchor: 'start', x: 6, y: 45 });
});

test('where a curve begins in its place the name stands at the other end', () => {
  const falls = [
    { x: 0, low: 40, high: 40 },
    { x: 100, low: 10, high: 10 },
    { x: 200, low: 10, high: 10 },
  ];
  assert.deepEqual(placeLevelLabel([falls], 50, 60, PLOT), { anchor: 'end', x: 194, y: 45 });
});

test('where curves keep above the line the name stands under it, if there is room', () => {
  assert.deepEqual(placeLevelLabel([flat(40)], 50, 60, PLOT), { anchor: 'start', x: 6, y: 65 });
  assert.equal(placeLevelLabel([flat(82)], 90, 60, PLOT).y, 85);
});

test('a band counts between its points too', () => {
  const wide = [
    { x: 0, low: 48, high: 5 },
    { x: 200, low: 48, high: 5 },
  ];
  assert.equal(placeLevelLabel([wide], 50, 60, PLOT).y, 65);
});
