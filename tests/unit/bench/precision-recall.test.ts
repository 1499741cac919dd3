import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averagePrecision, precisionRecall } from '../../../src/components/bench/precision-recall.ts';

test('the curve goes from the surest example to all of them, as sklearn has it', () => {
  // sklearn: precision_recall_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); average_precision_score gives 0.8333.
  const curve = precisionRecall({ labels: [0, 0, 1, 1], predictions: [0.1, 0.4, 0.35, 0.8] });
  assert.deepEqual(curve, [
    [0.5, 1],
    [0.5, 0.5],
    [1, 2 / 3],
    [1, 0.5],
  ]);
  assert.equal(averagePrecision(curve).toFixed(4), '0.8333');
});

test('equal probabilities are one threshold; without a positive there is no curve', () => {
  const curve = precisionRecall({ labels: [1, 0, 1, 0], predictions: [0.5, 0.5, 0.5, 0.5] });
  assert.deepEqual(curve, [[1, 0.5]]);
  assert.equal(averagePrecision(curve), 0.5);
  assert.deepEqual(precisionRecall({ labels: [0], predictions: [0.5] }), []);
});
