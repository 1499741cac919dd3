import assert from 'node:assert/strict';
import { test } from 'node:test';
import { histogramMarkup, histogramSentence } from '../../../src/lib/charts/histogram.ts';

const size = { width: 300, height: 100 };

/** Width and height of each bar. */
const bars = (markup: string): [number, number][] =>
  [...markup.matchAll(/M([\d.]+),([\d.]+)V([\d.]+)H([\d.]+)V/g)].map(([, left, bottom, top, right]) => [
    Number(right) - Number(left),
    Number(bottom) - Number(top),
  ]);

test('there is a bar for each bin, and its area is what is in it', () => {
  const drawn = bars(histogramMarkup({ edges: [0, 1, 3], counts: [10, 10] }, size));
  assert.equal(drawn.length, 2);
  const [[, narrow], [, wide]] = drawn as [[number, number], [number, number]];
  assert.ok(Math.abs(narrow - 2 * wide) < 0.5, `${narrow} is twice ${wide}`);
});

test('the sentence says how many, and where most of them are', () => {
  assert.equal(
    histogramSentence({ edges: [-1, 0, 1], counts: [1, 4] }),
    '5 values between -1.00 and 1.00; the fullest bin, between 0 and 1.00, has 4.',
  );
});

test('an empty histogram is drawn without a number that is none', () => {
  assert.doesNotMatch(histogramMarkup({ edges: [0, 1], counts: [0] }, size), /NaN|Infinity/);
});
