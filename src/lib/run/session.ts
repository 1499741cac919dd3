/**
 * One run of one program: an interpreter, an engine, and the events that tell what happens. Knows neither the page nor
 * the worker, so it runs in a worker, in Node and in tests alike.
 */
import type { Engine } from '../engine/engine.ts';
import { Memory } from '../engine/judgement.ts';
import { EngineError, openEngine } from '../engine/open.ts';
import { runFiles } from '../python/bind.ts';
import { Interpreter } from '../python/interpreter.ts';
import { heldNodes, setTorchHost } from '../torch/host.ts';
import { modules } from './modules/index.ts';
import { setLogger } from './modules/logger.ts';
import { OutputBuffer } from './output-buffer.ts';
import type { RunEnd, RunEvent, RunId, RunPhase, RunRequest, WrittenFile } from './protocol.ts';
import { runEnd } from './run-end.ts';
import { StepClock } from './step-clock.ts';

/** Reads a data file by its path below the data's root; rejects, saying why, when it is not there. */
export type ReadData = (path: string) => Promise<Uint8Array>;

/** Reads a file of the program's own; null where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** An event without the run's id, which the session adds. */
type SessionEvent = RunEvent extends infer Event ? (Event extends RunEvent ? Omit<Event, 'runId'> : never) : never;

/** Characters that may be on their way to whoever shows them before the program waits. */
const MAX_UNSHOWN = 1 << 15;

/** At most ten of them a second. */
const STATUS_INTERVAL = 100;

export class Session {
  readonly runId: RunId;
  readonly #request: RunRequest;
  readonly #emitEvent: (event: RunEvent) => void;
  readonly #readData: ReadData;
  readonly #readFile: ReadFile | undefined;
  readonly #output = new OutputBuffer((stream, text) => this.#print(stream, text));
  readonly #clock = new StepClock();
  readonly #stopped = Promise.withResolvers<'stopped'>();
  readonly #interpreter: Interpreter;
  #engine: Engine | null = null;
  #phase: RunPhase | 'ended' = 'loading';
  /** The reader wants a pause; before the program is loaded it takes effect as soon as it is. */
  #paused = false;
  /** Nobody can see the run. */
  #hidden = false;
  /** That nobody sees it is the only reason why it is paused. */
  #unseen = false;
  /** Pause at the end of the next optimizer step. */
  #pauseAfterStep = false;
  #stopping = false;
  /** What took the device away, in a sentence. */
  #lost: string | null = null;
  #unshown = 0;
  #lastStatus = '';

  /** @param emit Receives every event of the run in order; the last one is `end`. */
  constructor(
    request: RunRequest & { readonly runId: RunId },
    emit: (event: RunEvent) => void,
    readData: ReadData,
    readFile?: ReadFile,
  ) {
    this.runId = request.runId;
    this.#request = request;
    this.#emitEvent = emit;
    this.#readData = readData;
    this.#readFile = readFile;
    this.#interpreter = new Interpreter({
      modules,
      stdout: (text) => this.#output.print('stdout', text),
      stderr: (text) => this.#output.print('stderr', text),
      argv: [request.filename, ...(request.args ?? [])],
    });
  }

  /** Runs the program to its end. Never rejects: how the run ended is its last event. */
  async run(): Promise<void> {
    this.#send({ kind: 'phase', phase: 'loading' });
    const timer = setInterval(() => this.#status(), STATUS_INTERVAL);
    let end: RunEnd;
    try {
      const engine = await this.#openEngine();
      end = engine === null ? { how: 'stopped' } : await this.#execute(engine);
    } catch (error) {
      const cause = this.#lost === null ? error : new EngineError(this.#lost);
      end = runEnd(cause, (text) => this.#output.print('stderr', text));
    }
    clearInterval(timer);
    const { steps, msPerStep } = this.#clock;
    this.#phase = 'ended';
    for (const file of this.#files()) this.#emit({ kind: 'file', file });
    this.#emit({ kind: 'end', end, steps, msPerStep });
    this.#engine?.dispose();
  }

  /** Takes effect at the program's next instruction. */
  pause(): void {
    this.#paused = true;
    this.#settle();
  }

  resume(): void {
    this.#paused = false;
    this.#pauseAfterStep = false;
    this.#settle();
  }

  /** Goes on to the end of the next optimizer step, then pauses. */
  step(): void {
    this.#paused = false;
    this.#pauseAfterStep = true;
    this.#settle();
  }

  /** Waits while nobody can see the run; a reader's pause lasts beyond it. */
  hide(hidden: boolean): void {
    this.#hidden = hidden;
    this.#settle();
  }

  stop(): void {
    this.#stopping = true;
    this.#stopped.resolve('stopped');
    this.#interpreter.stop();
  }

  /** Brings a program that is loaded to the phase that is wanted. */
  #settle(): void {
    if (this.#phase === 'loading' || this.#phase === 'ended') return;
    const wanted = this.#paused || this.#hidden ? 'paused' : 'running';
    const unseen = this.#hidden && !this.#paused;
    if (wanted === this.#phase && unseen === this.#unseen) return;
    this.#phase = wanted;
    this.#unseen = unseen;
    this.#emit({ kind: 'phase', phase: wanted, ...(unseen && { because: 'hidden' as const }) });
    this.#pace();
    if (wanted === 'running') return;
    this.#clock.interrupt();
    this.#status();
  }

  /** So many characters of the output have been shown. */
  shown(characters: number): void {
    this.#unshown -= characters;
    this.#pace();
  }

  /** The program goes on unless it is paused, or prints faster than anyone can show. */
  #pace(): void {
    if (this.#phase === 'paused' || this.#unshown >= MAX_UNSHOWN) this.#interpreter.pause();
    else this.#interpreter.resume();
  }

  #print(stream: 'stdout' | 'stderr', text: string): void {
    this.#unshown += text.length;
    this.#pace();
    this.#send({ kind: 'output', stream, text });
  }

  /** The engine; null when the run was stopped before there was one. */
  async #openEngine(): Promise<Engine | null> {
    const held = () => heldNodes((visit) => this.#interpreter.held(visit));
    const opening = openEngine(this.#request.engine, held, {
      memory: new Memory(this.#request.judgements, (judgements) => this.#emit({ kind: 'judged', judgements })),
      onChange: (report) => this.#emit({ kind: 'engine', engine: report }),
      onLost: (sentence) => {
        this.#lost = sentence;
        this.#interpreter.stop();
      },
    });
    const opened = await Promise.race([opening, this.#stopped.promise]);
    if (opened === 'stopped') {
      // Whenever it comes, nobody wants it any more.
      opening.then(({ engine }) => engine.dispose()).catch(() => undefined);
      return null;
    }
    const { engine, report } = opened;
    this.#engine = engine;
    this.#emit({ kind: 'engine', engine: report });
    return engine;
  }

  async #execute(engine: Engine): Promise<RunEnd> {
    this.#interpreter.enter(() => {
      setTorchHost({
        engine,
        readData: this.#readData,
        ...(this.#readFile && { readFile: this.#readFile }),
        optimizerStep: () => this.#optimizerStep(),
      });
      setLogger({
        log: (event) => this.#emit({ kind: 'log', event }),
        progress: (progress) => this.#emit({ kind: 'progress', progress }),
      });
    });
    if (this.#stopping) return { how: 'stopped' };
    this.#phase = 'running';
    this.#emit({ kind: 'phase', phase: 'running' });
    this.#settle();
    await this.#interpreter.run(this.#request.source, this.#request.filename);
    return { how: 'finished', exitStatus: 0 };
  }

  /** What the program wrote, and a reader may want to keep. */
  #files(): WrittenFile[] {
    return this.#interpreter.enter(() =>
      Array.from(runFiles().all(), ([path, { bytes, note }]) => ({ path, bytes: bytes.slice(), note })),
    );
  }

  #optimizerStep(): void {
    this.#clock.step(performance.now());
    // The first one is what a reader waits for.
    if (this.#clock.steps === 1) this.#status();
    if (!this.#pauseAfterStep) return;
    this.#pauseAfterStep = false;
    this.pause();
  }

  /** Says where the program is, unless nothing has changed since it was last said. */
  #status(): void {
    if (this.#phase !== 'running' && this.#phase !== 'paused') return;
    const { line } = this.#interpreter;
    const { steps, msPerStep } = this.#clock;
    const deviceBytes = this.#engine?.bytes ?? 0;
    const status = `${line} ${steps} ${deviceBytes}`;
    if (status === this.#lastStatus) return;
    this.#lastStatus = status;
    this.#emit({ kind: 'status', line, steps, msPerStep, deviceBytes });
  }

  #emit(event: SessionEvent): void {
    // What was printed before comes before.
    this.#output.flush();
    this.#send(event);
  }

  #send(event: SessionEvent): void {
    this.#emitEvent({ ...event, runId: this.runId });
  }
}
