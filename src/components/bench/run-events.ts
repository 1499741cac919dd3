/**
 * What a bench tells the rest of the page about its runs, as events of the page: a figure elsewhere follows a run without
 * importing the bench, and without a bench it hears nothing.
 */
import type { ParameterValue } from '../../lib/run/params.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';

/** One press of Run: one run, or several that differ in their seed and follow each other. */
export interface StartedRuns {
  /** Every `# @param` of the program, `seed` as the first of the runs has it. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** The seed of each run, in their order; a single null for a program without a `seed` parameter. */
  readonly seeds: readonly (number | null)[];
}

/** Which of the runs something comes from. */
export interface RunPlace {
  /** From 0. */
  readonly index: number;
  readonly seed: number | null;
}

/** How the runs ended, as a whole: `finished` says that each of them did. */
export type RunsEnd = 'finished' | 'stopped' | 'failed';

/** Whoever follows the runs of a listing; each part may be left out. */
export interface RunListener {
  /** The reader pressed Run: what earlier runs gave is gone. */
  readonly started?: (runs: StartedRuns) => void;
  /** One of the runs logged something. */
  readonly log?: (event: LogEvent, run: RunPlace) => void;
  /** The last of the runs is over, or all of them. */
  readonly ended?: (how: RunsEnd) => void;
  /** The reader pressed Reset: what the runs gave is gone, and the saved runs are all there is. */
  readonly cleared?: () => void;
}

interface Details {
  'bench-started': StartedRuns;
  'bench-log': { readonly event: LogEvent; readonly run: RunPlace };
  'bench-ended': RunsEnd;
  'bench-cleared': null;
}

/** Sends one of the events from a bench, up through the page. */
export function tell<Name extends keyof Details>(bench: HTMLElement, name: Name, detail: Details[Name]): void {
  bench.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}

/**
 * Follows the runs of the page's bench for a listing; the bench need not be there yet.
 * @returns Ends it.
 */
export function onRun(listing: string, { started, log, ended, cleared }: RunListener): () => void {
  const stop = new AbortController();
  const listen = <Name extends keyof Details>(name: Name, hear: (detail: Details[Name]) => void): void =>
    document.addEventListener(
      name,
      (event) => {
        const bench = event.target instanceof Element ? event.target.closest<HTMLElement>('run-bench') : null;
        if (bench?.dataset.listing === listing) hear((event as CustomEvent<Details[Name]>).detail);
      },
      { signal: stop.signal },
    );
  if (started) listen('bench-started', started);
  if (log) listen('bench-log', ({ event, run }) => log(event, run));
  if (ended) listen('bench-ended', ended);
  if (cleared) listen('bench-cleared', cleared);
  return () => stop.abort();
}
