import assert from 'node:assert/strict';
import { test } from 'node:test';
import { densitiesOf, describeWeights, weightsMarkup, weightsTable } from '../../../src/lib/charts/weights.ts';
import type { WeightsChart } from '../../../src/lib/charts/weights.ts';
import { assertWellFormed, count } from './markup.ts';

const size = { width: 340, height: 240 };
const chart: WeightsChart = {
  x: { title: 'weight', domain: [-0.1, 0.1] },
  name: 'L1 <own>',
  histogram: { edges: [-0.1, -0.01, 0.01, 0.1], counts: [9, 200, 0] },
  compared: { name: 'none', histogram: { edges: [-0.1, 0.1], counts: [200] } },
  densities: [0.1, 1000],
  penalty: { label: 'L1', at: Math.abs },
};
const path = (markup: string, kind: string): number[] =>
  (new RegExp(`class="${kind}" d="([^"]*)"`).exec(markup)?.[1]?.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

test('height is density on a log scale, so that bins of any width compare', () => {
  assert.deepEqual(
    densitiesOf(chart.histogram).map((density) => Math.round(density * 1e6) / 1e6),
    [1, 100, 0],
  );
  const [, low, , , , high] = path(weightsMarkup(chart, size), 'bins');
  const bottom = 240 - 46;
  // 1 is a quarter of the way from 0.1 to 1000 in powers of ten, 100 is three quarters.
  assert.ok(Math.abs((bottom - high!) / (bottom - low!) - 3) < 0.02);
});

test('an empty bin is at the ground', () => {
  const numbers = path(weightsMarkup(chart, size), 'bins');
  assertWellFormed(weightsMarkup(chart, size));
  assert.equal(numbers[9], 194);
});

test('the penalty is drawn over the whole height, least at zero', () => {
  const numbers = path(weightsMarkup(chart, size), 'penalty');
  const heights = numbers.filter((_, i) => i % 2 === 1);
  assert.equal(heights.length, 121);
  assert.equal(heights[60], 194);
  assert.equal(Math.min(...heights), 34);
  assert.equal(heights[0], heights[120]);
});

test('without a penalty, without anything compared, without weights', () => {
  const empty = { ...chart, penalty: null, compared: undefined, histogram: { edges: [0, 1], counts: [0] } };
  const markup = weightsMarkup(empty, size);
  assertWellFormed(markup);
  assert.equal(count(markup, /class="(penalty|compared)"/g), 0);
  assert.equal(describeWeights(empty), 'L1 <own>: no weights yet.');
});

test('sentence and table', () => {
  assert.equal(
    describeWeights(chart),
    'L1 <own>: 209 weights between -0.10 and 0.10, the middle half of them between about -0.010 and 0.010. Over them, the form of L1.',
  );
  assert.equal(count(weightsTable(chart, 'Weights'), /scope="row"/g), 3);
});
