import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeGapPlot, gapPlotMarkup, gapPlotTable } from '../../../src/lib/charts/gap-plot.ts';
import type { GapPlot } from '../../../src/lib/charts/gap-plot.ts';
import { assertWellFormed, count } from './markup.ts';

const chart: GapPlot = {
  x: { title: 'accuracy', domain: [0, 1] },
  kinds: [
    { role: 'training', name: 'training images' },
    { role: 'validation', name: 'new images' },
  ],
  gap: 'gap',
  level: { x: 0.6, label: 'truthful', group: 'wrong <40 %>' },
  rows: [
    {
      name: 'none',
      group: 'right',
      values: [
        [1, 0.98, NaN],
        [0.78, 0.8],
      ],
    },
    { name: 'strong', group: 'wrong <40 %>', values: [[0.5], [0.65]] },
    { name: 'your run', own: true, values: [[], []] },
  ],
};
const rowsOf = (markup: string): string[] => markup.split('<g class="row"').slice(1);

test('a row has a mark for each mean and each seed, the gap between its means, and its size', () => {
  for (const width of [340, 720]) {
    const markup = gapPlotMarkup(chart, width);
    assertWellFormed(markup);
    const [none, strong, own] = rowsOf(markup) as [string, string, string];
    assert.equal(count(none, /class="mark" data-role="training"/g), 3);
    assert.equal(count(none, /class="mark" data-role="validation"/g), 3);
    // A single number is its own mean.
    assert.equal(count(strong, /class="mark"/g), 2);
    assert.equal(count(own, /class="mark"|class="gap"/g), 0);
    assert.deepEqual(
      [none, strong, own].map((row) => />([^<]*)<\/text><\/g>/.exec(row)?.[1]),
      ['0.20', '−0.15', '–'],
    );
  }
});

test('the gap goes from mean to mean', () => {
  const markup = gapPlotMarkup(chart, 720);
  const at = (value: number): number => {
    const ticks = [...markup.matchAll(/class="tick" transform="translate\(([\d.]+),0\)"/g)].map(([, x]) => Number(x));
    return ticks[0]! + (ticks.at(-1)! - ticks[0]!) * value;
  };
  const [, from, to] = /class="gap" x1="([\d.]+)" x2="([\d.]+)"/.exec(rowsOf(markup)[0]!)!.map(Number);
  assert.ok(Math.abs(from! - at(0.99)) < 0.1);
  assert.ok(Math.abs(to! - at(0.79)) < 0.1);
});

test('a row keeps its height when its numbers come, and is then the reader’s', () => {
  const rows = chart.rows.map((row) => (row.own ? { ...row, values: [[0.9], [0.7]] as const } : row));
  const height = (markup: string): string => / height="([\d.]+)"/.exec(markup)![1]!;
  const markup = gapPlotMarkup({ ...chart, rows }, 720);
  assert.equal(height(markup), height(gapPlotMarkup(chart, 720)));
  assert.match(rowsOf(markup)[2]!, /data-strength="own".*>0\.20</s);
});

test('the level stands in the rows of its group only', () => {
  const [, top, bottom] = /class="level"><line [^>]*y1="([\d.]+)" y2="([\d.]+)"/
    .exec(gapPlotMarkup(chart, 720))!
    .map(Number);
  assert.ok(bottom! - top! < 40);
  assert.doesNotMatch(gapPlotMarkup({ ...chart, level: undefined }, 720), /class="level"/);
});

test('sentence and table', () => {
  assert.equal(
    describeGapPlot(chart),
    'accuracy. none (right): training images 0.99, new images 0.79; strong (wrong <40 %>): training images 0.50, new images 0.65.',
  );
  assert.equal(describeGapPlot({ ...chart, rows: [] }), 'accuracy: nothing measured yet.');
  const table = gapPlotTable(chart, 'Gaps');
  assertWellFormed(table);
  assert.equal(count(table, /scope="row"/g), 3);
  assert.match(table, /<td>0\.500<\/td><td>0\.650<\/td><td>−0\.15<\/td>/);
});
