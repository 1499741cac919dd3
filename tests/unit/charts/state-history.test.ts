import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateHistoryMarkup, type StateHistory } from '../../../src/lib/charts/state-history.ts';
import { assertWellFormed, count, numbersOf } from './markup.ts';

const none = { fitted: 0, true: 0, wrong: 0, other: 0, open: 0 };
const history: StateHistory = {
  xs: [2, 4, 6],
  counts: [
    { ...none, true: 6, other: 4 },
    { ...none, true: 5, wrong: 5 },
    { ...none, wrong: 10 },
  ],
  names: { wrong: 'wrong <label>', true: 'true class', other: 'another' },
};
const size = { width: 416, height: 126 };

test('each state has its layer, the first at the foot, and together they fill the height', () => {
  const markup = stateHistoryMarkup(history, 1, size);
  assertWellFormed(markup);
  const layers = [...markup.matchAll(/data-state="(\w+)" d="M([^"]*)Z"/g)].map(([, state, path]) => ({
    state,
    ys: path!.split('L').map((point) => Number(point.split(',')[1])),
  }));
  assert.deepEqual(
    layers.map(({ state }) => state),
    ['wrong', 'true', 'other'],
  );
  // The upper edge from left to right, then the lower one back: the plot goes from 2 to 102.
  assert.deepEqual(layers[0]?.ys, [102, 52, 2, 102, 102, 102]);
  assert.deepEqual(layers[1]?.ys, [42, 2, 2, 2, 52, 102]);
  assert.deepEqual(layers[2]?.ys, [2, 2, 2, 2, 2, 42]);
});

test('the rule stands at the evaluation, and none without evaluations', () => {
  assert.deepEqual(numbersOf(stateHistoryMarkup(history, 1, size), /class="here" x1="([\d.]+)"/g), [208]);
  const empty = stateHistoryMarkup({ ...history, xs: [], counts: [] }, 0, size);
  assertWellFormed(empty);
  assert.equal(count(empty, /class="here"/g), 0);
});

test('a layer is named where it has room for letters', () => {
  const names = (height: number): number =>
    count(stateHistoryMarkup(history, 0, { width: 416, height }), /class="layer-name"/g);
  assert.equal(names(126), 3);
  assert.equal(names(56), 1);
  assert.match(stateHistoryMarkup(history, 0, size), /wrong &lt;label&gt;/);
});

test('a layer too thin for letters is named on another one, with a line to where it is thickest', () => {
  const counts = [
    { ...none, wrong: 50, true: 10, other: 40 },
    { ...none, wrong: 50, true: 12, other: 38 },
    { ...none, wrong: 50, true: 10, other: 40 },
  ];
  const names = { wrong: 'wrong label', true: 'true', other: 'another' };
  const markup = stateHistoryMarkup({ xs: [2, 4, 6], counts, names }, 0, { width: 416, height: 106 });
  assertWellFormed(markup);
  const [, foot, to] = /class="leader"><line [^>]*y1="([\d.]+)" y2="([\d.]+)"/.exec(markup)!;
  // The plot goes from 2 to 82: the middle of the layer at the second evaluation is 56 images of 100 above its foot.
  assert.equal(Number(to), 37.2);
  const [, on, y] = /data-state="(\w+)" x="[\d.]+" y="([\d.]+)"[^>]*>true</.exec(markup)!;
  assert.ok(on === 'wrong' || on === 'other');
  assert.ok(Math.abs(Number(y) - Number(foot)) <= 8);
  assert.equal(count(markup, /class="layer-name"/g), 3);
});

test('a layer that is hardly there has no name', () => {
  const counts = Array.from({ length: 3 }, () => ({ ...none, wrong: 50, true: 1, other: 49 }));
  const names = { wrong: 'wrong label', true: 'true', other: 'another' };
  const markup = stateHistoryMarkup({ xs: [2, 4, 6], counts, names }, 0, size);
  assert.doesNotMatch(markup, />true<|class="leader"/);
});
