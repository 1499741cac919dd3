import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MeasurementError } from '../../../src/lib/results/recording/error.ts';
import { RunRecorder } from '../../../src/lib/results/recording/recorder.ts';
import { runResultSchema } from '../../../src/lib/results/schema.ts';

const runId = 'run-1';
const scalar = (tag: string, value: number, step: number) =>
  ({ runId, kind: 'log', event: { kind: 'scalar', tag, value, step } }) as const;

describe('RunRecorder', () => {
  it('keeps what a result needs of a run', () => {
    const recorder = new RunRecorder();
    recorder.receive({ runId, kind: 'engine', engine: { name: 'webgpu', adapter: 'a', reason: '' } });
    recorder.receive(scalar('loss/train', 0.123456789, 2));
    recorder.receive(scalar('loss/train', 1 / 3, 1));
    recorder.receive(scalar('accuracy', 0.5, 1));
    recorder.receive({ runId, kind: 'output', stream: 'stdout', text: 'one\n' });
    recorder.receive({ runId, kind: 'output', stream: 'stderr', text: 'not this\n' });
    recorder.receive({ runId, kind: 'output', stream: 'stdout', text: 'two\n' });
    recorder.receive({ runId, kind: 'log', event: { kind: 'hparams', parameters: { lr: 1 }, metrics: { a: 2 / 3 } } });
    const result = recorder.result(3, 40, 12.3456);
    assert.deepEqual(result, {
      seed: 3,
      scalars: {
        accuracy: [[1, 0.5]],
        'loss/train': [
          [1, 0.33333],
          [2, 0.12346],
        ],
      },
      metrics: { a: 0.666667 },
      steps: 40,
      msPerStep: 12.3,
      stdout: 'one\ntwo\n',
    });
    assert.deepEqual(Object.keys(result.scalars), ['accuracy', 'loss/train']);
    assert.deepEqual(recorder.engine, { name: 'webgpu', adapter: 'a' });
    runResultSchema.parse(result);
  });

  it('keeps of a long curve as many points as a figure shows, the last one among them', () => {
    const recorder = new RunRecorder();
    for (let step = 1; step <= 1000; step++) recorder.receive(scalar('loss', 1 / step, step));
    const points = recorder.result(0, 1000, null).scalars.loss!;
    assert.equal(points.length, 40);
    assert.deepEqual([points[0]![0], points.at(-1)![0]], [1, 1000]);
    const gaps = points.slice(1).map(([step], i) => step - points[i]![0]);
    assert.ok(Math.max(...gaps) - Math.min(...gaps) <= 1, gaps.join());
  });

  it('refuses a value that no chart can show', () => {
    assert.throws(
      () => new RunRecorder().receive(scalar('loss', Number.NaN, 7)),
      (error) => {
        assert.ok(error instanceof MeasurementError);
        assert.match(error.message, /loss is NaN at step 7/);
        return true;
      },
    );
  });
});
