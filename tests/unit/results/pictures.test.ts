import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MeasurementError } from '../../../src/lib/results/recording/error.ts';
import { RunRecorder } from '../../../src/lib/results/recording/recorder.ts';
import { runResultSchema } from '../../../src/lib/results/schema.ts';
import type { LogEvent } from '../../../src/lib/run/protocol.ts';

const runId = 'run-1';

function recorded(events: readonly LogEvent[]) {
  const recorder = new RunRecorder();
  for (const event of events) recorder.receive({ runId, kind: 'log', event });
  const result = recorder.result(0, 1, null);
  // What is written is read again under the schema, nothing left out.
  assert.deepEqual(runResultSchema.parse(JSON.parse(JSON.stringify(result))), result);
  return { result, digest: recorder.digest };
}

const count = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the pictures of a run', () => {
  it('are histograms and curves, spread over the run, the first and the last among them', () => {
    const { result } = recorded(
      count(1, 30).flatMap((step): LogEvent[] => [
        { kind: 'histogram', tag: 'weights', edges: [0, 1 / 3, step], counts: [step, 2], step },
        { kind: 'pr_curve', tag: 'member', labels: [1, 0], predictions: [2 / 3, 0.25], step },
      ]),
    );
    const histograms = result.histograms!.weights!;
    assert.equal(histograms.length, 8);
    assert.deepEqual(histograms[0], { step: 1, edges: [0, 0.3333, 1], counts: [1, 2] });
    assert.equal(histograms.at(-1)!.step, 30);
    const curves = result.pr_curves!.member!;
    assert.equal(curves.length, 12);
    assert.deepEqual(curves.at(-1), { step: 30, labels: '10', predictions: [0.66667, 0.25] });
    assert.equal(curves[0]!.step, 1);
  });

  it('are the last table and the last image of each tag', () => {
    const table = (step: number): LogEvent => ({
      kind: 'embedding',
      tag: 'answers',
      points: [[step, 1.23456]],
      header: ['image'],
      metadata: [['7']],
      step,
    });
    const image = (level: number): LogEvent => ({
      kind: 'image',
      tag: 'variants',
      width: 1,
      height: 1,
      pixels: new Uint8ClampedArray([level, level, level, 255]),
      step: level,
    });
    const { result } = recorded([table(1), image(1), table(2), image(2)]);
    assert.deepEqual(result.embeddings, {
      answers: { step: 2, points: [[2, 1.235]], header: ['image'], metadata: [['7']] },
    });
    assert.deepEqual(Object.keys(result.images!), ['variants']);
    const { step, width, height, png } = result.images!.variants!;
    assert.deepEqual([step, width, height], [2, 1, 1]);
    assert.match(png, /^data:image\/png;base64,iVBORw0KGgo/);
  });

  it('are left out where nothing was logged, and are no part of what is repeated exactly', () => {
    const scalar: LogEvent = { kind: 'scalar', tag: 'loss', value: 1, step: 1 };
    const plain = recorded([scalar]);
    assert.deepEqual(Object.keys(plain.result), ['seed', 'scalars', 'metrics', 'stdout', 'steps', 'msPerStep']);
    const histogram: LogEvent = { kind: 'histogram', tag: 'w', edges: [0, 1], counts: [1], step: 1 };
    assert.equal(recorded([scalar, histogram]).digest, plain.digest);
  });

  it('are refused where they have no place in a figure', () => {
    const curve: LogEvent = { kind: 'pr_curve', tag: 'm', labels: [1], predictions: [Number.NaN], step: 3 };
    assert.throws(() => recorded([curve]), new MeasurementError('m has NaN at step 3'));
  });
});
