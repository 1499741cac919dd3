/** How long a run takes to its first step, and how much memory one holds after many. */
import { Unavailable } from '../../../src/lib/benchmark/contest.ts';
import { SOURCES } from '../../../src/lib/benchmark/sources.ts';
import type { EngineName } from '../../../src/lib/engine/names.ts';
import { RunClient } from '../../../src/lib/run/client.ts';
import { setParameters } from '../../../src/lib/run/params.ts';
import type { RunEvent } from '../../../src/lib/run/protocol.ts';

/**
 * Milliseconds from Run to the first loss, in a new worker: the listing prints after its first step.
 * @throws {Unavailable} when there is no such engine here.
 */
export function firstStep(engine: EngineName, dataUrl: string): Promise<number> {
  const source = setParameters(SOURCES.mlp, { steps: 1, blocks: 1, warm_up: 0 });
  let worker: Worker | null = null;
  const create = (): Worker =>
    (worker = new Worker(new URL('../../../src/lib/run/worker.ts', import.meta.url), { type: 'module' }));
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let time: number | null = null;
    let ran: string | null = null;
    const follow = (event: RunEvent): void => {
      if (event.kind === 'engine') ran = event.engine.name;
      if (event.kind === 'output') time ??= performance.now() - start;
      if (event.kind !== 'end') return;
      worker?.terminate();
      if (event.end.how === 'finished' && ran === engine && time !== null) resolve(time);
      else reject(new Unavailable(event.end.how === 'failed' ? event.end.error.message : `It ran on ${ran}.`));
    };
    new RunClient(create, 0).startRun({ source, filename: 'benchmark.py', engine, dataUrl }, follow);
  });
}

/** Memory at one moment, in bytes. */
export interface MemorySample {
  readonly step: number;
  /** What the engine holds on its device. */
  readonly device: number;
  /** What the worker's JavaScript holds, after a collection of garbage. */
  readonly heap: number;
}

export type MemoryOutcome = { readonly samples: readonly MemorySample[] } | { readonly unavailable: string };

/** Steps in a block, each of which prints a line. */
const BLOCK = 16;
/** By then everything is compiled. */
const EARLY = 96;

declare global {
  /** Put here by `scripts/bench/browser.ts`: bytes in use by the workers' JavaScript. */
  var workerHeap: () => Promise<number>;
}

/** Memory after the first hundred steps, half way, and near the end of so many. The run pauses while it is measured. */
export function watchMemory(engine: EngineName, steps: number, dataUrl: string): Promise<MemoryOutcome> {
  const blocks = Math.ceil(steps / BLOCK);
  const source = setParameters(SOURCES.mlp, { steps: BLOCK, blocks, warm_up: 0 });
  const moments = [EARLY / BLOCK, blocks >> 1, blocks - 1];
  const samples: MemorySample[] = [];
  let printed = 0;
  let device = 0;
  return new Promise((resolve) => {
    const sample = async (step: number): Promise<void> => {
      handle.pause();
      samples.push({ step, device, heap: await globalThis.workerHeap() });
      handle.resume();
    };
    const handle = new RunClient(undefined, 0).startRun(
      { source, filename: 'benchmark.py', engine, dataUrl },
      (event) => {
        if (event.kind === 'status') device = event.deviceBytes;
        if (event.kind === 'output') {
          const before = printed;
          printed += event.text.split('\n').length - 1;
          const reached = moments.some((moment) => before < moment && printed >= moment);
          if (reached) void sample(printed * BLOCK);
        }
        if (event.kind !== 'end') return;
        const { end } = event;
        resolve(end.how === 'failed' ? { unavailable: end.error.message } : { samples });
      },
    );
  });
}
