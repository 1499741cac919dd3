import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RunSeries } from '../../../src/components/bench/run-series.ts';
import { withSeeds } from '../../../src/components/bench/seeds.ts';
import type { RunHandle } from '../../../src/lib/run/client.ts';
import type { RunEnd, RunEvent, RunRequest } from '../../../src/lib/run/protocol.ts';

const SOURCE = 'seed = 0  # @param {type:"slider", min:0, max:9, step:1}\n';
const request = { filename: 'a.py', engine: 'wasm', dataUrl: '/data/' } as const;

describe('a series of runs', () => {
  /** The programs that were started, and what was asked of their handles. */
  let started: string[];
  let asked: string[];
  let heard: string[];
  let emit: (event: RunEvent) => void;

  const start = ({ source }: RunRequest, onEvent: (event: RunEvent) => void): RunHandle => {
    const run = started.push(source) - 1;
    emit = onEvent;
    const note = (what: string) => () => void asked.push(`${what} ${run}`);
    return {
      runId: `run-${run}`,
      pause: note('pause'),
      resume: note('resume'),
      step: note('step'),
      stop: note('stop'),
      hide: (hidden) => void asked.push(`hide ${hidden} ${run}`),
    };
  };
  const end = (how: RunEnd['how'] = 'finished'): void => {
    const error = { type: 'E', message: '', traceback: '', range: null };
    const ends = { finished: { how, exitStatus: 0 }, stopped: { how }, failed: { how, error } };
    emit({ runId: '', kind: 'end', end: ends[how] as RunEnd, steps: 1, msPerStep: null });
  };
  const series = (count: number): RunSeries =>
    new RunSeries(start, request, withSeeds(SOURCE, count), (event, { index, seed }) =>
      heard.push(`${index} ${seed} ${event.kind === 'end' ? event.end.how : event.kind}`),
    );

  beforeEach(() => {
    [started, asked, heard] = [[], [], []];
  });

  it('goes on to the next seed when a run has finished, and ends after the last', () => {
    series(3).begin(false, false);
    for (let i = 0; i < 3; i++) end();
    assert.deepEqual(
      started.map((source) => source.slice(0, 8)),
      ['seed = 0', 'seed = 1', 'seed = 2'],
    );
    assert.deepEqual(heard, ['0 0 finished', '1 1 finished', '2 2 finished']);
  });

  it('ends with a run that fails or is stopped', () => {
    for (const how of ['failed', 'stopped'] as const) {
      started = [];
      series(3).begin(false, false);
      end(how);
      assert.equal(started.length, 1);
    }
  });

  it('ends at Stop even if the run under way finishes first', () => {
    const runs = series(3);
    runs.begin(false, false);
    end();
    runs.stop();
    end();
    assert.deepEqual([started.length, asked], [2, ['stop 1']]);
    assert.deepEqual(heard, ['0 0 finished', '1 1 stopped']);
  });

  it('holds up the next run where the reader paused the one before too late', () => {
    const runs = series(2);
    runs.begin(false, true);
    runs.pause();
    end();
    runs.hide(false);
    runs.resume();
    assert.deepEqual(asked, ['hide true 0', 'pause 0', 'hide true 1', 'pause 1', 'hide false 1', 'resume 1']);
  });

  it('steps in its first run when it begins with a step', () => {
    series(2).begin(true, false);
    end();
    assert.deepEqual(asked, ['step 0']);
  });
});
