/** Measures one setting of a listing with one seed, or finds that it was measured before. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineName } from '../src/lib/engine/names.ts';
import type { MeasuredListing } from '../src/lib/results/files.ts';
import { MeasurementError, RunRecorder } from '../src/lib/results/recorder.ts';
import { runResultSchema, type RunResult, type Sweep } from '../src/lib/results/schema.ts';
import { parseParameters, setParameters } from '../src/lib/run/params.ts';
import type { ProgramRunner } from './browser-runner.ts';

export interface Task {
  readonly listing: MeasuredListing;
  readonly setting: Sweep['settings'][number];
  readonly seed: number;
  readonly engine: EngineName;
}

export interface Measured {
  readonly run: RunResult;
  readonly engine: string;
  readonly adapter: string;
  /** Whether it was found in `.cache/results/`. */
  readonly saved: boolean;
}

/**
 * @throws {MeasurementError} when the program fails.
 * @throws {ParameterError} when the settings name what the listing lacks.
 */
export async function measure(task: Task, runner: ProgramRunner, root: string): Promise<Measured> {
  const { listing, setting, seed, engine } = task;
  const hasSeed = parseParameters(listing.source).some(({ name }) => name === 'seed');
  const source = setParameters(listing.source, { ...setting.parameters, ...(hasSeed ? { seed } : {}) });
  const folder = join(root, '.cache', 'results');
  // Whatever could change a number: other sources, another browser, another program.
  const all = [engine, runner.version, runner.sources, String(seed), source].join('\0');
  const key = createHash('sha256').update(all).digest('hex');
  const file = join(folder, `${key.slice(0, 24)}.json`);
  if (existsSync(file)) return readSaved(file);

  const recorder = new RunRecorder();
  let problem: unknown = null;
  const { end, steps, msPerStep } = await runner.run(
    { source, filename: `${listing.name}.py`, engine },
    {
      onEvent: (event) => {
        try {
          recorder.receive(event);
        } catch (error) {
          problem ??= error;
        }
      },
    },
  );
  const where = `${listing.name} · ${setting.name} · seed ${seed}`;
  if (problem instanceof MeasurementError) throw new MeasurementError(`${where}: ${problem.message}`);
  if (end.how === 'failed') throw new MeasurementError(`${where}\n${end.error.traceback}`);
  if (end.how !== 'finished' || !recorder.engine) throw new MeasurementError(`${where}: it did not finish`);
  const measured = {
    run: recorder.result(seed, steps, msPerStep),
    engine: recorder.engine.name,
    adapter: recorder.engine.adapter,
  };
  mkdirSync(folder, { recursive: true });
  // Renamed when it is whole: a measurement may be stopped at any moment.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(measured));
  renameSync(`${file}.${process.pid}`, file);
  return { ...measured, saved: false };
}

function readSaved(file: string): Measured {
  const value = JSON.parse(readFileSync(file, 'utf8')) as Omit<Measured, 'saved'>;
  return { ...value, run: runResultSchema.parse(value.run), saved: true };
}
