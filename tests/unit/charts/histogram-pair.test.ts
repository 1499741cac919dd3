import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  calledShares,
  describePair,
  histogramPairMarkup,
  histogramPairTable,
  pairScales,
  sharesOf,
  thresholdSentence,
} from '../../../src/lib/charts/histogram-pair.ts';
import type { HistogramPair } from '../../../src/lib/charts/histogram-pair.ts';
import { assertWellFormed, count } from './markup.ts';

const size = { width: 340, height: 220 };
const pair: HistogramPair = {
  x: { title: 'loss', domain: [0, 4] },
  bins: 4,
  samples: [
    { name: 'members', role: 'training', values: [0.5, 0.5, 1.5, NaN, 9] },
    { name: '<others>', role: 'validation', values: [2.5, 1.5] },
  ],
  called: 'below',
};

test('shares are of each group’s own numbers; what lies beyond the ends is in the last bin, NaN nowhere', () => {
  assert.deepEqual(sharesOf(pair, pair.samples[0]), [0.5, 0.25, 0, 0.25]);
  assert.deepEqual(sharesOf(pair, { ...pair.samples[0], values: [] }), [0, 0, 0, 0]);
});

test('a threshold splits both groups, the value at it being called', () => {
  assert.deepEqual(calledShares(pair, 1.5), [0.75, 0.5]);
  assert.deepEqual(calledShares({ ...pair, called: 'above' }, 1.5), [0.5, 1]);
  assert.equal(thresholdSentence(pair, 1.5), 'At most 1.5: 75\u00a0% of the members and 50\u00a0% of the <others>.');
  assert.match(
    thresholdSentence({ ...pair, samples: [pair.samples[0], { ...pair.samples[1], values: [] }] }, 1),
    /– of the/,
  );
});

test('one histogram is filled, the other an outline, each with its name', () => {
  const markup = histogramPairMarkup(pair, size);
  assertWellFormed(markup);
  assert.match(markup, /class="filled" data-role="training"/);
  assert.match(markup, /class="outline" data-role="validation"/);
  assert.match(markup, />&lt;others&gt;</);
  assert.equal(count(markup, /class="threshold"/g), 0);
});

test('the rule stands at the threshold and stays in the plot', () => {
  const { x, plot } = pairScales(pair, size);
  const at = (threshold: number) =>
    Number(/threshold-line"><line x1="([\d.]+)"/.exec(histogramPairMarkup(pair, size, threshold))![1]);
  assert.ok(Math.abs(at(1) - x(1)) < 0.1);
  assert.ok(Math.abs(at(99) - plot.right) < 0.1);
});

test('sentence and table', () => {
  assert.equal(describePair(pair), 'loss: half of the 4 members lie below 1.5, half of the 2 <others> lie below 2.5.');
  assert.equal(count(histogramPairTable(pair, 'Loss'), /scope="row"/g), 4);
});

test('a value can be said in other words than its number', () => {
  const percent = { ...pair, reads: (value: number) => `${100 * value} per cent` };
  assert.match(describePair(percent), /members lie below 150 per cent/);
  assert.match(thresholdSentence(percent, 1), /^At \w+ 100 per cent:/);
  assert.match(histogramPairTable(percent, 'Loss'), /\d per cent to \d+ per cent/);
});

test('without values there are axes', () => {
  const none = {
    ...pair,
    samples: [
      { ...pair.samples[0], values: [] },
      { ...pair.samples[1], values: [NaN] },
    ],
  } as const;
  assertWellFormed(histogramPairMarkup(none, size, 1));
  assertWellFormed(histogramPairTable(none, 'Loss'));
  assert.equal(describePair(none), 'loss: no values yet.');
});

test('names keep apart where both groups are fullest at the right end', () => {
  const values = [3.9, 3.9, 3.9];
  const atEnd = { ...pair, samples: pair.samples.map((sample) => ({ ...sample, values })) as never };
  const [first, second] = [...histogramPairMarkup(atEnd, size).matchAll(/class="group-label"[^>]* x="([\d.]+)"/g)].map(
    (m) => Number(m[1]),
  );
  assert.ok(Math.abs(first! - second!) > 60, `${first} and ${second}`);
});
