import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  balancedAccuracy,
  bestThreshold,
  percent,
  surenessOf,
  surenessPair,
  surenessRoc,
} from '../../../src/components/figures/membership.ts';
import { calledShares } from '../../../src/lib/charts/histogram-pair.ts';
import { auc, rocAt, rocCurve } from '../../../src/lib/charts/roc.ts';

const labels = Array.from({ length: 600 }, (_, i) => (i % 3 === 0 ? 1 : 0));
/** Members are surer by a factor of about ten in their odds. */
const odds = labels.map((label, i) => 10 ** (((i * 7919) % 600) / 150 - 2 + label));
const predictions = odds.map((each) => each / (1 + each));

test('the area under the curve outlives counting by level', () => {
  const exact = auc(rocCurve(labels, predictions));
  assert.ok(exact > 0.6 && exact < 0.9);
  assert.ok(Math.abs(auc(surenessRoc(surenessOf(1, labels, predictions))) - exact) < 0.005);
});

test('every image is counted, certain ones and impossible ones too; what is no number is not', () => {
  const { members, others } = surenessOf(1, [1, 1, 0, 0, 1], [1, 0, 0.5, 1, NaN]);
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  assert.deepEqual([sum(members), sum(others)], [2, 2]);
  assert.equal(members.at(-1), 1);
  assert.equal(members[0], 1);
});

test('the best threshold is best, and its shares are those of the histograms', () => {
  const shown = surenessOf(1, labels, predictions);
  const roc = surenessRoc(shown);
  const best = bestThreshold(roc);
  const [found, alarms] = calledShares(surenessPair(shown), best);
  assert.deepEqual({ falsePositive: alarms, truePositive: found }, rocAt(roc, best));
  for (const threshold of [0.01, 0.1, 1, 10, 100]) {
    const at = rocAt(roc, threshold);
    assert.ok(balancedAccuracy(found, alarms) >= balancedAccuracy(at.truePositive, at.falsePositive));
  }
});

test('a probability has the decimals that its distance from 1 needs', () => {
  assert.deepEqual([0.001, 0.01, 0.5, 0.9, 0.99, 0.999, 0.9999].map(percent), [
    '0.1\u00a0%',
    '1\u00a0%',
    '50\u00a0%',
    '90\u00a0%',
    '99\u00a0%',
    '99.9\u00a0%',
    '99.99\u00a0%',
  ]);
});
