import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Program, ProgramRunner, RunOptions } from '../../../scripts/browser-runner.ts';
import { measure, type Task } from '../../../scripts/measure.ts';
import { MeasurementError } from '../../../src/lib/results/recording/error.ts';
import type { RunEnd } from '../../../src/lib/run/protocol.ts';

const SOURCE = 'seed = 0  # @param\nrate = 0.5  # @param\n';
const runId = 'run-1';

/** Logs one scalar a run, and keeps the programs it was given. */
class FakeRunner implements ProgramRunner {
  readonly version = '1.2';
  sources = 'abc';
  readonly programs: Program[] = [];
  end: RunEnd = { how: 'finished', exitStatus: 0 };
  value = 0.25;

  run(program: Program, { onEvent }: RunOptions = {}) {
    this.programs.push(program);
    onEvent?.({ runId, kind: 'engine', engine: { name: 'webgpu', adapter: 'fake', reason: '' } });
    onEvent?.({ runId, kind: 'log', event: { kind: 'scalar', tag: 'loss', value: this.value, step: 1 } });
    return Promise.resolve({ runId, kind: 'end', end: this.end, steps: 2, msPerStep: 1.5 } as const);
  }
}

describe('measure', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'measure-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const task = (change: Partial<Task> = {}): Task => ({
    listing: {
      name: 'example',
      source: SOURCE,
      sweep: { settings: [{ name: 'low', parameters: { rate: 0.125 } }], seeds: [3] },
      listingHash: '',
      settingsHash: '',
    },
    setting: { name: 'low', parameters: { rate: 0.125 } },
    seed: 3,
    engine: 'webgpu',
    ...change,
  });

  it("runs the listing with the setting's values and the seed", async () => {
    const runner = new FakeRunner();
    const { run, engine, adapter, saved } = await measure(task(), runner, root);
    assert.deepEqual(runner.programs, [
      { source: 'seed = 3  # @param\nrate = 0.125  # @param\n', filename: 'example.py', engine: 'webgpu' },
    ]);
    assert.deepEqual([engine, adapter, saved], ['webgpu', 'fake', false]);
    assert.deepEqual([run.seed, run.scalars, run.steps, run.msPerStep], [3, { loss: [[1, 0.25]] }, 2, 1.5]);
  });

  it('finds what was measured before, until anything differs', async () => {
    const runner = new FakeRunner();
    const first = await measure(task(), runner, root);
    const again = await measure(task(), runner, root);
    assert.equal(runner.programs.length, 1);
    assert.deepEqual(again, { ...first, saved: true });
    await measure(task({ seed: 4 }), runner, root);
    await measure(task({ engine: 'tfjs-webgpu' }), runner, root);
    await measure(task({ setting: { name: 'high', parameters: { rate: 1 } } }), runner, root);
    assert.equal(runner.programs.length, 4);
    runner.sources = 'def';
    await measure(task(), runner, root);
    assert.equal(runner.programs.length, 5);
  });

  it('refuses a run that failed, and keeps nothing of it', async () => {
    const runner = new FakeRunner();
    runner.end = {
      how: 'failed',
      error: { type: 'ValueError', message: 'no', traceback: 'Traceback\nValueError: no\n', range: null },
    };
    await assert.rejects(measure(task(), runner, root), (error) => {
      assert.ok(error instanceof MeasurementError);
      assert.match(error.message, /example · low · seed 3\nTraceback\nValueError: no/);
      return true;
    });
    runner.end = { how: 'finished', exitStatus: 0 };
    assert.equal((await measure(task(), runner, root)).saved, false);
  });

  it('refuses a run whose numbers are none', async () => {
    const runner = new FakeRunner();
    runner.value = Number.POSITIVE_INFINITY;
    await assert.rejects(measure(task(), runner, root), /example · low · seed 3: loss is Infinity at step 1/);
  });
});
