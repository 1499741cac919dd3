import type { ParameterValue } from '../../lib/run/params.ts';

/** Sent on the document when a reader's run has finished with metrics: the results table adds a row for it. */
export const RUN_FINISHED = 'run-finished';

export interface FinishedRun {
  readonly listing: string;
  /** Every `# @param` of the program that ran. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** What the program handed to `add_hparams`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Engine and adapter, for people. */
  readonly engine: string;
}
