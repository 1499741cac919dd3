import type { RunHandle } from '../../lib/run/client.ts';
import type { RunEvent, RunRequest } from '../../lib/run/protocol.ts';
import type { RunPlace } from './run-events.ts';
import type { SeededProgram } from './seeds.ts';

/** Starts one run, as `startRun` of `lib/run/client.ts` does. */
export type StartRun = (request: RunRequest, onEvent: (event: RunEvent) => void) => RunHandle;

/**
 * Runs of one program with several seeds, one after the other, handled as if they were one run: a pause holds up the run
 * that is under way or about to begin, and Stop ends all of them.
 */
export class RunSeries {
  readonly #start: StartRun;
  readonly #request: Omit<RunRequest, 'source'>;
  readonly #programs: readonly SeededProgram[];
  readonly #hear: (event: RunEvent, place: RunPlace) => void;
  #handle: RunHandle | null = null;
  #stopped = false;
  /** The reader asked for a pause, which the run may have been too short for. */
  #paused = false;
  #hidden = false;

  /** @param hear Gets the events of all runs, in order, each run's last one being `end`. */
  constructor(
    start: StartRun,
    request: Omit<RunRequest, 'source'>,
    programs: readonly SeededProgram[],
    hear: (event: RunEvent, place: RunPlace) => void,
  ) {
    this.#start = start;
    this.#request = request;
    this.#programs = programs;
    this.#hear = hear;
  }

  /** Begins with the first run. `stepping`: it pauses after its first optimizer step. */
  begin(stepping: boolean, hidden: boolean): void {
    this.#hidden = hidden;
    this.#run(0);
    if (stepping) this.#handle?.step();
  }

  #run(index: number): void {
    const program = this.#programs[index];
    if (!program) return;
    const { source, place } = program;
    const next = index + 1;
    this.#handle = this.#start({ ...this.#request, source }, (event) => {
      const goesOn = event.kind === 'end' && event.end.how === 'finished' && next < this.#programs.length;
      // One that was faster than Stop is the last all the same.
      const stopped = goesOn && this.#stopped;
      this.#hear(stopped ? { ...event, end: { how: 'stopped' } } : event, place);
      if (goesOn && !stopped) this.#run(next);
    });
    if (this.#hidden) this.#handle.hide(true);
    if (this.#paused) this.#handle.pause();
  }

  pause(): void {
    this.#paused = true;
    this.#handle?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#handle?.resume();
  }

  /** Goes on to the end of the next optimizer step, then pauses. */
  step(): void {
    this.#paused = false;
    this.#handle?.step();
  }

  /** Ends the run that is under way, and begins no other. */
  stop(): void {
    this.#stopped = true;
    this.#handle?.stop();
  }

  /** Nobody can see the runs (they wait), or somebody can again. */
  hide(hidden: boolean): void {
    this.#hidden = hidden;
    this.#handle?.hide(hidden);
  }
}
