import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeScatter,
  nearestPoint,
  pointSentence,
  pointsInOrder,
  scatterLayout,
  scatterMarkup,
  scatterTable,
} from '../../../src/lib/charts/scatter.ts';
import type { ScatterChart, ScatterGroup } from '../../../src/lib/charts/scatter.ts';
import { assertWellFormed, count } from './markup.ts';

const size = { width: 720, height: 300 };
const narrow = { width: 340, height: 240 };
const group = (name: string, points: [number, number][], more: Partial<ScatterGroup> = {}): ScatterGroup => ({
  name,
  role: 'series',
  strength: 'saved',
  label: name,
  points: points.map(([x, y], i) => ({ x, y, name: `${name}${i}` })),
  ...more,
});
const chart: ScatterChart = {
  x: { title: 'fitted', domain: [0, 1] },
  y: { title: 'accuracy', domain: [0, 1] },
  groups: [
    group('a long name <1>', [
      [0.9, 0.2],
      [0.1, 0.4],
      [NaN, 0.5],
    ]),
    group('mine', [[0.5, 0.5]], { strength: 'own', role: 'training', anchor: [0.5, 0.6] }),
  ],
};

test('every point that has a place is marked, and nothing is NaN', () => {
  for (const each of [size, narrow]) {
    const markup = scatterMarkup(chart, each);
    assertWellFormed(markup);
    const inPlot = markup.split('class="key"')[0]!;
    assert.equal(count(inPlot, /class="mark"/g), 3);
  }
});

test('labels stand at the right, and under the plot where there is no room', () => {
  assert.equal(scatterLayout(chart, size).labels, 'beside');
  assert.equal(scatterLayout(chart, narrow).labels, 'under');
  assert.match(scatterMarkup(chart, size), />a long name &lt;1&gt;<\/text>/);
  const markup = scatterMarkup(chart, narrow);
  assert.match(markup, /class="key-number"[^>]*>1</);
  assert.ok(Number(/height="([\d.]+)"/.exec(markup)![1]) > narrow.height);
});

test('a label with a place of its own stands there', () => {
  const { x, y } = scatterLayout(chart, size);
  const [left, top] = [x(0.5), y(0.6)].map((value) => Math.round(value * 10) / 10);
  assert.match(scatterMarkup(chart, size), new RegExp(`class="group-label" x="${left}" y="${top}">mine<`));
});

test('the keys walk in the order of x; ties go by y', () => {
  assert.deepEqual(
    pointsInOrder(chart).map((at) => [at.group, at.index]),
    [
      [0, 1],
      [1, 0],
      [0, 0],
    ],
  );
  const tied = {
    ...chart,
    groups: [
      group('t', [
        [0.5, 0.9],
        [0.5, 0.1],
      ]),
    ],
  };
  assert.deepEqual(
    pointsInOrder(tied).map(({ index }) => index),
    [1, 0],
  );
});

test('a pointer takes the nearest point, and none from afar', () => {
  const { x, y } = scatterLayout(chart, size);
  assert.deepEqual(nearestPoint(chart, size, [x(0.1) + 5, y(0.4) - 5]), { group: 0, index: 1 });
  assert.equal(nearestPoint(chart, size, [x(0.3), y(0.9)]), null);
});

test('the chosen point has a ring and words', () => {
  assert.equal(count(scatterMarkup(chart, size, { group: 0, index: 1 }), /class="chosen"/g), 1);
  assert.equal(count(scatterMarkup(chart, size, { group: 7, index: 1 }), /class="chosen"/g), 0);
  assert.equal(pointSentence(chart, { group: 1, index: 0 }), 'mine, mine0: fitted 0.500, accuracy 0.500');
});

test('sentence and table', () => {
  assert.equal(
    describeScatter(chart),
    'accuracy over fitted: a long name <1>, 2 points around (0.50, 0.30); your mine, one point (0.50, 0.50).',
  );
  assert.equal(describeScatter({ ...chart, groups: [] }), 'accuracy over fitted: no points yet.');
  assert.equal(count(scatterTable(chart, 'Points'), /scope="row"/g), 4);
});

test('without points there are axes', () => {
  const markup = scatterMarkup({ ...chart, groups: [group('none', [])] }, size, { group: 0, index: 0 });
  assertWellFormed(markup);
  assert.doesNotMatch(markup, /class="mark"|group-label"/);
});

test('a trail is a line through its places, and its group needs no points', () => {
  const trail = [
    { x: 0.1, y: 0.5 },
    { x: NaN, y: 0.5 },
    { x: 0.9, y: 0.4 },
  ];
  const markup = scatterMarkup({ ...chart, groups: [group('way', [], { label: null, trail })] }, size);
  assertWellFormed(markup);
  const [, line = ''] = /class="trail"[^>]* d="([^"]*)"/.exec(markup) ?? [];
  assert.equal(count(line, /[ML]/g), 2);
  assert.equal(count(scatterMarkup(chart, size), /class="trail"/g), 0);
});

test('a label with a place of its own is joined to its points where that is asked for', () => {
  const joined = group('far', [[0.2, 0.2]], { anchor: [0.5, 0.8], leader: true });
  assert.equal(count(scatterMarkup({ ...chart, groups: [joined] }, size), /class="leader"/g), 1);
  assert.equal(count(scatterMarkup({ ...chart, groups: [{ ...joined, leader: false }] }, size), /class="leader"/g), 0);
  assert.match(scatterMarkup({ ...chart, groups: [{ ...joined, align: 'end' }] }, size), /text-anchor="end">far</);
});

test('points of a group are joined to their middle where that is asked for', () => {
  const places: [number, number][] = [
    [0.2, 0.2],
    [0.4, 0.2],
    [0.3, NaN],
  ];
  const markup = scatterMarkup({ ...chart, groups: [group('star', places, { label: null, spokes: true })] }, size);
  const [, lines = ''] = /class="leader" d="([^"]*)"/.exec(markup) ?? [];
  assert.equal(count(lines, /M/g), 2);
});

test('points at one place are told apart where the chart spreads them, and are read at their place', () => {
  const place = (markup: string) =>
    [...markup.matchAll(/class="mark"[^>]*d="M([\d.]+),([\d.]+)/g)].map((m) => `${m[1]},${m[2]}`);
  const same: [number, number][] = Array.from({ length: 30 }, () => [0.5, 0.5]);
  const heap = { ...chart, groups: [group('heap', same), group('other', [[0.5, 0.5]])] };
  assert.equal(new Set(place(scatterMarkup(heap, size))).size, 1);
  const spread = { ...heap, spread: true };
  const marks = place(scatterMarkup(spread, size));
  assert.equal(new Set(marks).size, 31);
  const { x, y } = scatterLayout(spread, size);
  const [left, top] = marks[7]!.split(',').map(Number) as [number, number];
  assert.notEqual(left, x(0.5));
  assert.deepEqual(nearestPoint(spread, size, [left, top], 1), { group: 0, index: 7 });
  assert.match(pointSentence(spread, { group: 0, index: 7 }), /fitted 0\.500, accuracy 0\.500/);
  assert.ok(Math.abs(left - x(0.5)) < 40 && Math.abs(top - y(0.5)) < 25, 'the heap stays around its place');
});
