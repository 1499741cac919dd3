/** Does the jobs of many listings, and hands over each listing's outcomes as soon as it has all of them. */
import type { MeasuredListing } from '../../src/lib/results/files.ts';
import { MeasurementError } from '../../src/lib/results/recording/error.ts';
import { nameOf } from '../measure.ts';
import { TimeLeft } from '../time-left.ts';
import type { Job } from './jobs.ts';
import type { Outcome } from './outcomes.ts';

/** What a job gave. */
export interface Done {
  readonly outcome: Outcome;
  /** Whether it had been measured before. */
  readonly saved: boolean;
}

export interface SweepOptions {
  /** How many jobs are done at once. */
  readonly count: number;
  /** @throws {MeasurementError} for a program that cannot be measured. */
  readonly perform: (job: Job) => Promise<Done>;
  /** Gets all outcomes of a listing none of whose jobs failed. */
  readonly finish: (listing: MeasuredListing, outcomes: readonly Outcome[]) => void;
  /** Prints a line. */
  readonly say: (line: string) => void;
}

/** What is known of a listing's jobs. */
interface Sweep {
  readonly outcomes: Outcome[];
  left: number;
  failed: boolean;
}

/** Jobs of one kind take about as long. */
const kindOf = ({ listing, setting, purpose }: Job): string => [listing.name, setting.name, purpose].join('\0');

const WHERE = { row: '', check: '', exact: ' on wasm', reference: ' with PyTorch' } as const;

/**
 * Does every job and prints a line for each, with the time that all of them still take. A program that fails ends its own
 * listing; any other error ends everything.
 * @returns The listings that failed.
 */
export async function sweep(
  jobs: readonly Job[],
  { count, perform, finish, say }: SweepOptions,
): Promise<MeasuredListing[]> {
  const timeLeft = new TimeLeft(jobs.map(kindOf), count);
  const sweeps = new Map<MeasuredListing, Sweep>();
  for (const { listing } of jobs) {
    const known = sweeps.get(listing) ?? { outcomes: [], left: 0, failed: false };
    known.left++;
    sweeps.set(listing, known);
  }
  let place = 0;
  /** What is printed of a job besides its name, and the time that it took by itself. */
  const attempt = async (job: Job, known: Sweep): Promise<{ said: string; milliseconds: number }> => {
    if (known.failed) return { said: 'left out', milliseconds: 0 };
    const start = performance.now();
    try {
      const { outcome, saved } = await perform(job);
      known.outcomes.push(outcome);
      if (saved) return { said: 'measured before', milliseconds: 0 };
    } catch (error) {
      if (!(error instanceof MeasurementError)) throw error;
      known.failed = true;
      return { said: `failed\n${error.message}`, milliseconds: 0 };
    }
    const milliseconds = performance.now() - start;
    return { said: `${(milliseconds / 1000).toFixed(1)} s`, milliseconds };
  };
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of queue) {
      const known = sweeps.get(job.listing)!;
      const { said, milliseconds } = await attempt(job, known);
      timeLeft.done(kindOf(job), milliseconds);
      say(`[${++place}/${jobs.length}] ${nameOf(job)}${WHERE[job.purpose]}: ${said}${timeLeft.text}`);
      known.left--;
      if (known.left === 0 && !known.failed) finish(job.listing, known.outcomes);
    }
  };
  await Promise.all(Array.from({ length: count }, work));
  return [...sweeps].filter(([, { failed }]) => failed).map(([listing]) => listing);
}
