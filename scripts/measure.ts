/** Measures one setting of a listing with one seed, or finds that it was measured before. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineName } from '../src/lib/engine/names.ts';
import type { MeasuredListing } from '../src/lib/results/files.ts';
import { MeasurementError } from '../src/lib/results/recording/error.ts';
import { kept, RunRecorder } from '../src/lib/results/recording/recorder.ts';
import {
  loggedRunSchema,
  runResultSchema,
  type LoggedRun,
  type RunResult,
  type Sweep,
} from '../src/lib/results/schema.ts';
import { parseParameters, setParameters } from '../src/lib/run/params.ts';
import type { ProgramRunner } from './browser-runner.ts';
import { hashFolder } from './harness-build.ts';
import type { Reference } from './pytorch/reference.ts';

/** Names the state of what decides which numbers are kept. */
const RECORDING = hashFolder(join(import.meta.dirname, '..', 'src', 'lib', 'results', 'recording'));

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
  /** SHA-256 of all that was logged and printed, to the last bit. */
  readonly digest: string;
  /** Whether it was found in `.cache/results/`. */
  readonly saved: boolean;
}

/**
 * @throws {MeasurementError} when the program fails.
 * @throws {ParameterError} when the settings name what the listing lacks.
 */
export async function measure(task: Task, runner: ProgramRunner, root: string): Promise<Measured> {
  const { engine } = task;
  const source = programOf(task);
  // Whatever could change a number: other sources, another browser, another program, another way to keep what it logs.
  const file = cacheFile(root, [engine, runner.version, runner.sources, RECORDING, String(task.seed), source]);
  if (existsSync(file)) return readSaved(file);
  const measured = await measureAnew(task, runner);
  save(file, measured);
  return { ...measured, saved: false };
}

/** As `measure`, whatever was measured before, and keeps nothing. */
export async function measureAnew(task: Task, runner: ProgramRunner): Promise<Omit<Measured, 'saved'>> {
  const { listing, seed, engine } = task;
  const source = programOf(task);
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
  const where = nameOf(task);
  if (problem instanceof MeasurementError) throw new MeasurementError(`${where}: ${problem.message}`);
  if (end.how === 'failed') throw new MeasurementError(`${where}\n${end.error.traceback}`);
  if (end.how !== 'finished' || !recorder.engine) throw new MeasurementError(`${where}: it did not finish`);
  return {
    run: recorder.result(seed, steps, msPerStep),
    engine: recorder.engine.name,
    adapter: recorder.engine.adapter,
    digest: recorder.digest,
  };
}

/**
 * As `measure`, under CPython with PyTorch.
 * @throws {MeasurementError} when the program fails.
 */
export async function measureReference(
  task: Omit<Task, 'engine'>,
  reference: Pick<Reference, 'versions' | 'run'>,
  root: string,
): Promise<{ readonly run: LoggedRun; readonly saved: boolean }> {
  const source = programOf(task);
  const file = cacheFile(root, ['pytorch', RECORDING, JSON.stringify(reference.versions), String(task.seed), source]);
  if (existsSync(file)) return { run: loggedRunSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), saved: true };
  try {
    const run = kept({ seed: task.seed, ...(await reference.run(source, `${task.listing.name}.py`)) });
    save(file, run);
    return { run, saved: false };
  } catch (error) {
    throw new MeasurementError(`${nameOf(task)}, with PyTorch\n${(error as Error).message}`, { cause: error });
  }
}

/** A task in words. */
export const nameOf = ({ listing, setting, seed }: Omit<Task, 'engine'>): string =>
  `${listing.name} · ${setting.name} · seed ${seed}`;

/** The listing with the setting's values and the seed. */
export function programOf({ listing, setting, seed }: Omit<Task, 'engine'>): string {
  const hasSeed = parseParameters(listing.source).some(({ name }) => name === 'seed');
  return setParameters(listing.source, { ...setting.parameters, ...(hasSeed ? { seed } : {}) });
}

/** Where a finished run waits; `identity` is whatever could change one of its numbers. */
function cacheFile(root: string, identity: readonly string[]): string {
  const key = createHash('sha256').update(identity.join('\0')).digest('hex');
  return join(root, '.cache', 'results', `${key.slice(0, 24)}.json`);
}

function save(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  // Renamed when it is whole: a measurement may be stopped at any moment.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(value));
  renameSync(`${file}.${process.pid}`, file);
}

function readSaved(file: string): Measured {
  const value = JSON.parse(readFileSync(file, 'utf8')) as Omit<Measured, 'saved'>;
  return { ...value, run: runResultSchema.parse(value.run), saved: true };
}
