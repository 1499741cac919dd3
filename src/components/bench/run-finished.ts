import { mean } from '../../lib/results/statistics.ts';
import type { ParameterValue } from '../../lib/run/params.ts';

/** Sent on the document when a reader's runs have finished with metrics: the results table adds a row for them. */
export const RUN_FINISHED = 'run-finished';

export interface FinishedRun {
  readonly listing: string;
  /** Every `# @param` of the program that ran, `seed` as the first run had it. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** What the program handed to `add_hparams`; the mean of several runs. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Each of the runs that finished. */
  readonly runs: readonly FinishedPart[];
  /** Engine and adapter, for people. */
  readonly engine: string;
}

/** One run of several that differ in their seed. */
export interface FinishedPart {
  readonly seed: number | null;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Tells the page which runs have finished; says nothing where none has. */
export function announceFinished(finished: Omit<FinishedRun, 'metrics'>): void {
  if (finished.runs.length === 0) return;
  const detail: FinishedRun = { ...finished, metrics: meanMetrics(finished.runs) };
  document.dispatchEvent(new CustomEvent(RUN_FINISHED, { detail }));
}

/** The mean over the runs of each metric that all of them have. */
export function meanMetrics(runs: readonly FinishedPart[]): Record<string, number> {
  const names = Object.keys(runs[0]?.metrics ?? {}).filter((name) => runs.every(({ metrics }) => name in metrics));
  return Object.fromEntries(names.map((name) => [name, mean(runs.map(({ metrics }) => metrics[name]!))]));
}
