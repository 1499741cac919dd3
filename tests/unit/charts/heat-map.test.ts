import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellSentence, describeHeatMap, heatMapMarkup, strengthOf } from '../../../src/lib/charts/heat-map.ts';
import type { HeatMap } from '../../../src/lib/charts/heat-map.ts';
import { assertWellFormed, count } from './markup.ts';

const map: HeatMap = {
  title: 'gap',
  rowTitle: 'images',
  columnTitle: 'noise',
  rows: ['100', '<500>'],
  columns: ['0 %', '40 %'],
  values: [
    [0.1, 0.5],
    [NaN, 0.3],
  ],
  domain: [0, 0.4],
  role: 'validation',
};

test('each cell has its number, and strength within the domain', () => {
  const markup = heatMapMarkup(map);
  assertWellFormed(markup);
  assert.equal(count(markup, /<td[^>]*data-row/g), 4);
  assert.match(markup, /--strength:25%" data-row="0" data-column="0">0\.10</);
  assert.match(markup, /--strength:100%"[^>]*>0\.50</);
  assert.equal(strengthOf({ ...map, domain: [1, 1] }, 1), 0);
});

test('what was not measured is empty', () => {
  assert.match(heatMapMarkup(map), /<td data-row="1" data-column="0" data-empty>–/);
  assert.equal(cellSentence(map, { row: 1, column: 0 }), 'images <500>, noise 0 %: gap not measured');
});

test('a map that can be used is a grid with one tab stop, which is the selected cell', () => {
  const markup = heatMapMarkup(map, { row: 1, column: 1 }, true);
  assert.equal(count(markup, /tabindex="0"/g), 1);
  assert.match(markup, /data-row="1" data-column="1" data-selected role="gridcell" aria-selected="true" tabindex="0"/);
  assert.equal(count(heatMapMarkup(map), /tabindex|gridcell/g), 0);
});

test('the sentence says where the least and the greatest are', () => {
  assert.equal(
    describeHeatMap(map),
    'gap over images and noise: least 0.10 (images 100, noise 0 %), greatest 0.50 (images 100, noise 40 %).',
  );
  assert.match(describeHeatMap({ ...map, values: [] }), /nothing measured yet/);
  assert.match(
    describeHeatMap({
      ...map,
      values: [
        [0.2, 0.2],
        [0.2, 0.2],
      ],
    }),
    /0\.20 everywhere/,
  );
});

test('numbers are printed as the map says', () => {
  assert.match(heatMapMarkup({ ...map, format: (value) => `${Math.round(100 * value)} %` }), />50 %</);
});

test('a run of the reader’s own stands in its cell, and the cell says so', () => {
  const own = { ...map, own: { row: 1, column: 1, value: 0.34 } };
  const markup = heatMapMarkup(own);
  assertWellFormed(markup);
  assert.equal(count(markup, /class="own"/g), 1);
  assert.match(markup, /0\.30<span class="own" title="your run">◆ 0\.34</);
  assert.match(cellSentence(own, { row: 1, column: 1 }), /gap 0\.30, your run 0\.34$/);
  assert.doesNotMatch(cellSentence(own, { row: 0, column: 1 }), /your run/);
});
