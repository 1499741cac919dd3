/** A page with nothing on it, which measures for `scripts/bench/browser.ts`. */
import { Contestants } from '../../../src/lib/benchmark/contestants.ts';
import { outcomeOf, type Effort, type Outcome, type Workload } from '../../../src/lib/benchmark/contest.ts';
import { measureListing } from '../../../src/lib/benchmark/listing.ts';
import { SOURCES } from '../../../src/lib/benchmark/sources.ts';
import type { EngineName } from '../../../src/lib/engine/names.ts';
import { RunClient } from '../../../src/lib/run/client.ts';
import type { CountMessage, StepCount } from './counted-worker.ts';
import { firstStep, watchMemory, type MemoryOutcome } from './long-runs.ts';

const DATA_URL = '/data/';

declare global {
  var measure: (workload: Workload, contestant: string, effort: Effort) => Promise<Outcome>;
  var closeContestants: () => void;
  /** A step of the MLP with other sizes. */
  var measureSize: (engine: EngineName, batchSize: number, width: number, effort: Effort) => Promise<Outcome>;
  /** What each of the last steps of a run took; empty when the engine is not there. */
  var countSteps: (workload: Workload, engine: EngineName) => Promise<readonly StepCount[]>;
  /** Milliseconds from Run to the first step's loss, as an outcome of one block. */
  var measureStart: (engine: EngineName) => Promise<Outcome>;
  var measureMemory: (engine: EngineName, steps: number) => Promise<MemoryOutcome>;
}

/** Nothing is drawn here, so no program has to wait. */
const client = new RunClient(undefined, 0);
const contestants = new Contestants(client, DATA_URL);

globalThis.measure = (workload, contestant, effort) => outcomeOf(contestants.measure(workload, contestant, effort));

globalThis.closeContestants = () => contestants.close();

globalThis.measureSize = (engine, batchSize, width, effort) => {
  const parameters = { batch_size: batchSize, width };
  const options = { client, source: SOURCES.mlp, engine, dataUrl: DATA_URL, parameters };
  return outcomeOf(measureListing(options, effort).then(({ times }) => times));
};

globalThis.countSteps = async (workload, engine) => {
  const counts: StepCount[] = [];
  const worker = new Worker(new URL('./counted-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<CountMessage>>) => {
    if (data.runId === 'counts') counts.push(...(data.steps ?? []));
  });
  const options = { client: new RunClient(() => worker, 0), source: SOURCES[workload], engine, dataUrl: DATA_URL };
  const effort = { steps: 16, blocks: 8, warmUp: 4 };
  const outcome = await outcomeOf(measureListing(options, effort).then(({ times }) => times));
  worker.terminate();
  // Many, because the device's own threads take the processor from the script now and then.
  return 'times' in outcome ? counts.slice(effort.warmUp * effort.steps) : [];
};

globalThis.measureStart = (engine) => outcomeOf(firstStep(engine, DATA_URL).then((time) => [time]));

globalThis.measureMemory = (engine, steps) => watchMemory(engine, steps, DATA_URL);
