import { perRun } from '../../python/bind.ts';
import type { LogEvent, ProgressReport } from '../protocol.ts';

/** Where `tqdm` and `SummaryWriter` send what a program reports. */
export interface Logger {
  log(event: LogEvent): void;
  progress(report: ProgressReport): void;
}

/** Outside of any run nobody listens. */
const SILENT: Logger = { log: () => undefined, progress: () => undefined };

const slot = perRun<{ logger: Logger; bars: number }>(() => ({ logger: SILENT, bars: 0 }));

/** Joins the running interpreter's modules to its run. */
export const setLogger = (logger: Logger): void => {
  slot().logger = logger;
};

/** The running program's. */
export const logger = (): Logger => slot().logger;

/** A number for the program's next progress bar, from 1. */
export const nextBar = (): number => ++slot().bars;
