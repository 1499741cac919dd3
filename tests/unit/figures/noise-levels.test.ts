import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noiseLevelsChart, ownSentence } from '../../../src/components/figures/noise-levels.ts';

const saved = [
  { scheme: 'adaptive', wrongLabels: 0.4, values: [0.75, 0.5] },
  { scheme: 'none', wrongLabels: 0.4, values: [0.5] },
  { scheme: 'adaptive', wrongLabels: 0, values: [0.8] },
];

test('each scheme is a line over the shares, with the range of its seeds', () => {
  const [adaptive, none] = noiseLevelsChart(saved, []).curves;
  assert.deepEqual(adaptive!.points, [
    { x: 0, mean: 0.8, low: 0.8, high: 0.8 },
    { x: 40, mean: 0.625, low: 0.5, high: 0.75 },
  ]);
  assert.deepEqual([none!.label, none!.dash], ['none', 1]);
  assert.deepEqual([adaptive!.family, none!.family], ['adaptive', undefined]);
});

test('the reader’s runs have the dash of their scheme; one that has not ended has no point', () => {
  const chart = noiseLevelsChart(saved, [
    { scheme: 'none', wrongLabels: 0.2, values: [0.6] },
    { scheme: 'adaptive', wrongLabels: 0.6, values: [] },
  ]);
  assert.deepEqual(
    chart.curves.filter(({ strength }) => strength === 'own').map(({ name, dash, label }) => [name, dash, label]),
    [['none', 1, 'yours, none']],
  );
});

test('the sentence names the scheme, the share and the accuracy', () => {
  assert.match(
    ownSentence({ scheme: 'none', wrongLabels: 0.2, values: [0.61] }),
    /“none” with 20\u00a0% wrong labels: test accuracy 0\.610\./,
  );
});
