import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeDotPlot, dotPlotMarkup, dotPlotTable } from '../../../src/lib/charts/dot-plot.ts';
import type { DotPlot } from '../../../src/lib/charts/dot-plot.ts';
import { swarm } from '../../../src/lib/charts/swarm.ts';
import { assertWellFormed, count } from './markup.ts';

const chart: DotPlot = {
  x: { title: 'accuracy', domain: [0, 1] },
  role: 'validation',
  dot: 'a seed',
  truth: { x: 0.76, label: 'truth 0.76' },
  rows: [
    { name: 'none <0>', group: 'plain', values: [0.5, 0.6, NaN], reference: 0.55 },
    { name: 'dropout', group: 'noise', values: [0.7], own: 0.72, label: '0.70 ± 0.01' },
    { name: 'not yet', group: 'noise', values: [] },
  ],
};

test('there is a dot for each number, a mean for each row that has one, and what else was measured', () => {
  for (const width of [340, 720]) {
    const markup = dotPlotMarkup(chart, width);
    assertWellFormed(markup);
    const rows = markup.slice(markup.indexOf('class="row"'));
    assert.equal(count(rows, /class="mark" data-role="validation"/g), 3);
    assert.equal(count(rows, /class="mean"/g), 2);
    assert.equal(count(rows, /class="mark" data-role="reference"/g), 1);
    assert.equal(count(rows, /class="mark" data-role="series"/g), 1);
    for (const text of ['none &lt;0&gt;', '0.55', '0.70 ± 0.01', 'truth 0.76'])
      assert.ok(markup.includes(`>${text}<`), text);
  }
});

test('a run of several numbers has a mark for each, within the height that the row had', () => {
  const own = [0.7, 0.7, 0.71, 0.9];
  const rows = [{ name: 'holdout', values: Array<number>(9).fill(0.5), own }];
  const markup = dotPlotMarkup({ ...chart, rows }, 720);
  assertWellFormed(markup);
  assert.equal(count(markup.slice(markup.indexOf('class="row"')), /class="mark" data-role="series"/g), 4);
  const height = (text: string): string => / height="([\d.]+)"/.exec(text)![1]!;
  assert.equal(height(markup), height(dotPlotMarkup({ ...chart, rows: [{ ...rows[0]!, own: null }] }, 720)));
  assert.match(describeDotPlot({ ...chart, rows }), /holdout 0\.50, your run 0\.75 \(0\.70 to 0\.90\)/);
  assert.match(dotPlotTable({ ...chart, rows }, 'Estimates'), /<td>0\.700 0\.700 0\.710 0\.900<\/td>/);
});

test('groups have their name once, and the key names only what is there', () => {
  const markup = dotPlotMarkup(chart, 720);
  assert.equal(count(markup, /class="row-heading"/g), 2);
  assert.match(markup, />your run</);
  assert.doesNotMatch(dotPlotMarkup({ ...chart, rows: chart.rows.slice(0, 1) }, 720), />your run</);
});

test('the column at the right is named where its numbers are means and there is room', () => {
  const means = (text: string) => count(text, />mean</g);
  const rows = [{ name: 'none', values: [0.5] }];
  assert.equal(means(dotPlotMarkup({ ...chart, rows }, 720)), 2, 'in the key, and over the column');
  assert.equal(means(dotPlotMarkup({ ...chart, rows }, 150)), 1, 'in the key');
  assert.equal(means(dotPlotMarkup({ ...chart, rows: [{ ...rows[0]!, label: 'off by 0.5' }] }, 720)), 1);
});

test('rows stand under each other, further apart where names stand above and where dots pile up', () => {
  const height = (each: DotPlot, width: number) => Number(/ height="([\d.]+)"/.exec(dotPlotMarkup(each, width))![1]);
  assert.ok(height(chart, 340) > height(chart, 720));
  const piled = { ...chart, rows: [{ name: 'a', values: Array<number>(9).fill(0.5) }] };
  assert.ok(height(piled, 720) > height({ ...chart, rows: [{ name: 'a', values: [0.5] }] }, 720));
});

test('sentence and table', () => {
  assert.equal(
    describeDotPlot(chart),
    'accuracy, truth 0.76: plain: none <0> 0.55 (0.50 to 0.60); noise: dropout 0.70, your run 0.72.',
  );
  assert.equal(describeDotPlot({ ...chart, rows: [] }), 'accuracy: nothing measured yet.');
  assert.match(
    dotPlotTable(chart, 'Accuracy'),
    /<th scope="row">plain: none &lt;0&gt;<\/th><td>0\.550<\/td><td>0\.500 0\.600<\/td>/,
  );
});

test('an empty plot has its axis', () => assertWellFormed(dotPlotMarkup({ ...chart, rows: [] }, 340)));

test('dots of a swarm do not cover each other while there is room, and stay near the line', () => {
  const places = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(places, (xs) => {
      const offsets = swarm(xs, 5, 1000);
      for (const [i, x] of xs.entries())
        for (const [j, other] of xs.slice(0, i).entries())
          assert.ok(Math.max(Math.abs(x - other), Math.abs(offsets[i]! - offsets[j]!)) >= 5 - 1e-9);
      assert.ok(swarm(xs, 5, 10).every((offset) => Math.abs(offset) <= 10));
    }),
  );
  assert.deepEqual(swarm([10, 50], 5, 20), [0, 0]);
});

test('names that would not fit beside the plot stand above their rows', () => {
  const named = (name: string, width: number) => dotPlotMarkup({ ...chart, rows: [{ name, values: [0.5] }] }, width);
  const long = 'without the 60 most memorized right ones';
  assert.match(named(long, 750), /class="row-name"[^>]*text-anchor="end"/);
  assert.doesNotMatch(named(long, 520), /class="row-name"[^>]*text-anchor="end"/);
  assert.match(named('none', 520), /class="row-name"[^>]*text-anchor="end"/);
});
