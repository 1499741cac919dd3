import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlCharts, controlSentence, epochsOf, needles, valueAt } from '../../../src/components/figures/control.ts';
import { asBand } from '../../../src/lib/charts/series.ts';

const saved = {
  name: 'adaptive',
  scheme: 'adaptive',
  wrongLabels: 0.4,
  gap: asBand([
    [1, 0.1],
    [3, 0.4],
  ]),
  knob: asBand([
    [1, 0.1],
    [3, 0.5],
  ]),
};
const own = {
  gap: asBand([
    [1, 0.2],
    [2, 0.3],
    [60, 0.7],
  ]),
  knob: asBand([[1, 0.2]]),
};

test('the needles stand at the last value logged by an epoch', () => {
  assert.equal(valueAt(saved.gap, 0), null);
  assert.equal(valueAt(saved.gap, 2), 0.1);
  assert.deepEqual(
    needles(saved, 3).map(({ value }) => value),
    [0.4, 0.5],
  );
  assert.deepEqual(epochsOf(saved), [1, 3]);
});

test('the reader’s run is drawn over the saved ones, which then lose their label; the axis is long enough for both', () => {
  const [gap, knob] = controlCharts(saved, own);
  assert.deepEqual(
    gap.curves.map(({ strength, label }) => [strength, label]),
    [
      ['saved', null],
      ['own', 'your run'],
    ],
  );
  assert.deepEqual([gap.xDomain[1], knob.xDomain[1]], [60, 60]);
  assert.equal(controlCharts(saved, null)[0].curves[0]!.label, 'saved runs');
});

test('the sentence has both values, or says that there are none', () => {
  assert.equal(controlSentence('Saved', saved, 3), 'Saved, epoch 3: the gap is 0.40 nats, the knob stands at 0.50.');
  assert.equal(controlSentence('Your run', { gap: [], knob: [] }, 3), 'Your run: nothing logged yet.');
});
