/**
 * The page's side of a run: starts a worker when the first program is run, keeps it for the next one, and replaces it
 * when it does not answer.
 */
import { keepJudgements, keptJudgements } from './kept-judgements.ts';
import type { RunCommand, RunEnd, RunEvent, RunId, RunRequest } from './protocol.ts';

/** What a page can do with a run that it started. All of them do nothing once the run has ended. */
export interface RunHandle {
  readonly runId: RunId;
  pause(): void;
  resume(): void;
  /** Goes on to the end of the next optimizer step, then pauses. */
  step(): void;
  /** Ends the run at once, whatever the program does. */
  stop(): void;
  /** Nobody can see the run (it waits), or somebody can again. */
  hide(hidden: boolean): void;
}

/** The part of `Worker` that a run needs. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<RunEvent>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
  postMessage(command: RunCommand): void;
  terminate(): void;
}

/**
 * How long a worker may take to answer a stop, in milliseconds. One that is in the middle of a long kernel cannot; it is given up then, and
 * nothing is lost by that which was not shown already.
 */
const STOP_PATIENCE = 40;

/** How long a page is given to draw what was printed, in milliseconds: long logs take it a while, and it has more to do. */
const DRAWING_TIME = 100;

const createWorker = (): WorkerLike => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

let runs = 0;

/** Starts runs, each on a worker of its own; a worker whose run has ended serves the next one. */
export class RunClient {
  readonly #createWorker: () => WorkerLike;
  readonly #drawingTime: number;
  #idle: WorkerLike | null = null;

  /** @param drawingTime How long whoever shows the output is given for each piece of it, in milliseconds. */
  constructor(create: () => WorkerLike = createWorker, drawingTime = DRAWING_TIME) {
    this.#createWorker = create;
    this.#drawingTime = drawingTime;
  }

  /** Starts a worker for the next run, unless one is waiting. */
  prepare(): void {
    if (this.#idle) return;
    const worker = this.#createWorker();
    this.#idle = worker;
    worker.onerror = (event) => {
      // The run that would have been its first finds out by itself what is wrong.
      event.preventDefault();
      worker.terminate();
      if (this.#idle === worker) this.#idle = null;
    };
  }

  /**
   * Starts a run. `onEvent` gets its events in order, the last one being `end`, which always comes.
   * Relative addresses in it are taken from the page's address.
   */
  startRun(request: RunRequest, onEvent: (event: RunEvent) => void): RunHandle {
    const runId = `run-${++runs}`;
    const worker = this.#idle ?? this.#createWorker();
    this.#idle = null;
    let ended = false;
    let steps = 0;
    let msPerStep: number | null = null;
    let stopTimer: ReturnType<typeof setTimeout> | undefined;

    const finish = (event: RunEvent): void => {
      ended = true;
      clearTimeout(stopTimer);
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      onEvent(event);
    };
    const abandon = (end: RunEnd): void => {
      if (ended) return;
      worker.terminate();
      finish({ runId, kind: 'end', end, steps, msPerStep });
      // The reader is likely to run again: the next worker loads meanwhile.
      if (end.how === 'stopped') this.prepare();
    };

    worker.onmessage = ({ data }) => {
      // An event of an earlier run that was still under way.
      if (ended || data.runId !== runId) return;
      if (data.kind === 'end') {
        this.#release(worker);
        finish(data);
        return;
      }
      if (data.kind === 'judged') {
        keepJudgements(data.judgements);
        return;
      }
      if (data.kind === 'status') ({ steps, msPerStep } = data);
      onEvent(data);
      if (data.kind === 'output') {
        const characters = data.text.length;
        // A page that still draws is late with this too, and the program waits for it.
        setTimeout(() => {
          if (!ended) worker.postMessage({ kind: 'shown', runId, characters });
        }, this.#drawingTime);
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      console.error('The worker failed:', event.message || event);
      abandon(crash(event.message ? CRASHED : NOT_LOADED));
    };
    worker.onmessageerror = () => abandon(crash(CRASHED));

    const send = (command: RunCommand): void => {
      if (!ended) worker.postMessage(command);
    };
    const files = request.files && { files: { ...request.files, url: absolute(request.files.url) } };
    const judgements = keptJudgements();
    worker.postMessage({ ...request, kind: 'start', runId, dataUrl: absolute(request.dataUrl), ...files, judgements });
    return {
      runId,
      pause: () => send({ kind: 'pause', runId }),
      resume: () => send({ kind: 'resume', runId }),
      step: () => send({ kind: 'step', runId }),
      hide: (hidden) => send({ kind: 'hide', runId, hidden }),
      stop: () => {
        send({ kind: 'stop', runId });
        stopTimer ??= setTimeout(() => abandon({ how: 'stopped' }), STOP_PATIENCE);
      },
    };
  }

  #release(worker: WorkerLike): void {
    if (this.#idle) worker.terminate();
    else this.#idle = worker;
  }
}

const CRASHED =
  'The run broke off: something went wrong in the page itself, not in your program. Press Run to try again.';
const NOT_LOADED =
  'The run could not start: a part of the page did not load. Check the connection and reload the page.';

const crash = (message: string): RunEnd => ({
  how: 'failed',
  error: { type: 'InternalError', message, traceback: `${message}\n`, range: null },
});

const absolute = (url: string): string => (typeof document === 'undefined' ? url : new URL(url, document.baseURI).href);

const client = new RunClient();

/** Starts a run on the page's own workers; see `RunClient.startRun`. */
export const startRun = (request: RunRequest, onEvent: (event: RunEvent) => void): RunHandle =>
  client.startRun(request, onEvent);

/** Starts the page's worker ahead, for a reader who is about to press Run. */
export const prepareRun = (): void => client.prepare();
