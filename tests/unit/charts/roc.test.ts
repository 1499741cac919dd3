import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeRoc, rocMarkup, rocTable } from '../../../src/lib/charts/roc-chart.ts';
import type { RocChart } from '../../../src/lib/charts/roc-chart.ts';
import { auc, rocAt, rocCurve } from '../../../src/lib/charts/roc.ts';
import { assertWellFormed, count } from './markup.ts';

/** `roc_curve(…, drop_intermediate=False)` and `roc_auc_score` of scikit-learn 1.2; null stands for the first threshold. */
const golden = JSON.parse(readFileSync(new URL('roc.golden.json', import.meta.url), 'utf8')) as Record<
  string,
  { labels: number[]; scores: number[]; fpr: number[]; tpr: number[]; thresholds: (number | null)[]; auc: number }
>;

for (const [name, { labels, scores, fpr, tpr, thresholds, auc: area }] of Object.entries(golden))
  test(`${name}: the curve and its area are scikit-learn’s`, () => {
    const curve = rocCurve(labels, scores);
    assert.deepEqual(curve.falsePositive, fpr);
    assert.deepEqual(curve.truePositive, tpr);
    assert.deepEqual(
      curve.thresholds,
      thresholds.map((each) => each ?? Infinity),
    );
    assert.ok(Math.abs(auc(curve) - area) < 1e-12);
  });

test('the area is how often a positive scores above a negative, ties counting half', () => {
  const examples = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 })), { maxLength: 40 });
  fc.assert(
    fc.property(examples, (pairs) => {
      const scores = (wanted: boolean) => pairs.filter(([label]) => label === wanted).map(([, score]) => score);
      const wins = scores(true).flatMap((p) => scores(false).map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
      const expected = wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
      const area = auc(
        rocCurve(
          pairs.map(([label]) => label),
          pairs.map(([, score]) => score),
        ),
      );
      assert.ok(Number.isNaN(expected) ? Number.isNaN(area) : Math.abs(area - expected) < 1e-9);
    }),
  );
});

test('a score that is no number is left out; one class alone has no curve', () => {
  assert.deepEqual(rocCurve([1, 0, 1], [0.9, 0.1, NaN]), rocCurve([1, 0], [0.9, 0.1]));
  assert.deepEqual(rocCurve([1, 1], [0.9, 0.1]).thresholds, []);
  assert.ok(Number.isNaN(auc(rocCurve([], []))));
  assert.throws(() => rocCurve([1], []), /1 labels and 0 scores/);
});

test('a threshold calls positive what scores as much or more', () => {
  const curve = rocCurve([1, 0, 1, 0], [4, 3, 2, 1]);
  assert.deepEqual(rocAt(curve, 5), { falsePositive: 0, truePositive: 0 });
  assert.deepEqual(rocAt(curve, 3), { falsePositive: 0.5, truePositive: 0.5 });
  assert.deepEqual(rocAt(curve, 2.5), { falsePositive: 0.5, truePositive: 0.5 });
  assert.deepEqual(rocAt(curve, 0), { falsePositive: 1, truePositive: 1 });
});

const chart: RocChart = {
  positives: 'members',
  negatives: 'others',
  threshold: 3,
  curves: [{ name: 'loss <now>', strength: 'own', roc: rocCurve([1, 0, 1, 0], [4, 3, 2, 1]) }],
};

test('the plot is a square with the curve, its area in words and the threshold on it', () => {
  const markup = rocMarkup(chart, { width: 340, height: 500 });
  assertWellFormed(markup);
  assert.match(markup, /loss &lt;now&gt;: AUC 0\.75</);
  // 340 less the margins is the side: half of the way along and half of the way up.
  assert.match(markup, /class="threshold-point" cx="185" cy="171"/);
  assert.equal(count(rocMarkup({ ...chart, threshold: null }, { width: 340, height: 500 }), /threshold-point/g), 0);
});

test('sentence and table', () => {
  assert.equal(
    describeRoc(chart),
    'ROC curve: loss <now> has an area of 0.75; guessing has 0.50. The threshold finds 50\u00a0% of the members and takes 50\u00a0% of the others for members.',
  );
  assert.equal(count(rocTable(chart, 'ROC'), /scope="row"/g), 5);
  const scores = Array.from({ length: 1000 }, (_, i) => i);
  const many = {
    ...chart,
    curves: [
      {
        ...chart.curves[0]!,
        roc: rocCurve(
          scores.map((i) => i % 2),
          scores,
        ),
      },
    ],
  };
  assert.ok(count(rocTable(many, 'ROC'), /scope="row"/g) <= 31);
});

test('without a curve there are axes and a sentence that says why', () => {
  const empty = { ...chart, curves: [{ ...chart.curves[0]!, roc: rocCurve([1], [1]) }] };
  assertWellFormed(rocMarkup(empty, { width: 340, height: 300 }));
  assertWellFormed(rocTable({ ...chart, curves: [] }, 'ROC'));
  assert.match(describeRoc(empty), /both needed/);
});
