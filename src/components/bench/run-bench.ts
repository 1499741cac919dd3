import { ParameterError, parseParameters, setParameter, type ParameterValue } from '../../lib/run/params.ts';
import type { LogEvent, ProgramError, RunEvent } from '../../lib/run/protocol.ts';
import type * as ClientModule from '../../lib/run/client.ts';
import { BenchParts } from './bench-parts.ts';
import { engineFromAddress } from './engine-choice.ts';
import { labels } from './labels.ts';
import { SOURCE_CHANGE } from './listing-pane.ts';
import { PARAMETER_CHANGE } from './parameter-controls.ts';
import type { ParameterChange } from './parameter-controls.ts';
import { isUnderWay, nextPhase } from './phase.ts';
import type { Command, Phase, PhaseEvent } from './phase.ts';
import { RUN_COMMAND } from './run-buttons.ts';
import { tell, type RunPlace } from './run-events.ts';
import { announceFinished, type FinishedPart } from './run-finished.ts';
import { RunSeries } from './run-series.ts';
import { SHOW_ERROR } from './run-status.ts';
import { hasSeed, withSeeds, type SeededProgram } from './seeds.ts';
import { SettingsAddress } from './settings-address.ts';

/** Joins the parts of a bench: commands go to the runs, the runs' events go to the parts. */
export class RunBench extends HTMLElement {
  readonly #parts = new BenchParts(this);
  #phase: Phase = 'idle';
  /** The run is paused because nobody can see it. */
  #unseen = false;
  #series: RunSeries | null = null;
  /** Counts starts and resets, so that what belongs to an earlier run is told apart from before it has an id. */
  #turn = 0;
  /** The programs of the runs under way, which the reader may go on editing. */
  #programs: readonly SeededProgram[] = [];
  #engine = '';
  /** What the run under way handed to `add_hparams`, and what those before it did. */
  #metrics: Readonly<Record<string, number>> | null = null;
  #finished: FinishedPart[] = [];

  connectedCallback(): void {
    const alone = document.querySelectorAll('run-bench').length === 1;
    const address = new SettingsAddress(this.#parts.listing.original, alone ? '' : (this.dataset.listing ?? ''));
    this.addEventListener(RUN_COMMAND, (event) => this.#obey((event as CustomEvent<Command>).detail));
    this.addEventListener(PARAMETER_CHANGE, (event) => this.#set((event as CustomEvent<ParameterChange>).detail));
    this.addEventListener(SOURCE_CHANGE, () => {
      this.#parts.controls.show(parseParameters(this.#parts.listing.source));
      this.#parts.buttons.offerSeeds(hasSeed(this.#parts.listing.source));
      address.write(this.#parts.listing.source);
      if (!isUnderWay(this.#phase)) this.#parts.listing.showError(null);
    });
    this.addEventListener(SHOW_ERROR, () => {
      this.#parts.tabs.show('program');
      this.#parts.listing.revealError();
    });
    document.addEventListener('visibilitychange', this.#showOrHide);
    for (const sign of ['pointerover', 'pointerdown', 'focusin'])
      this.#parts.buttons.addEventListener(sign, this.#prepare, { once: true, passive: true });
    // First what the page was built with, so that a draft with other parameters is seen to differ from it.
    this.#parts.controls.show(parseParameters(this.#parts.listing.original));
    this.#parts.controls.show(parseParameters(this.#parts.listing.source));
    // An address's settings come before those of the draft; without them it gets the draft's.
    const asked = address.read(this.#parts.listing.source);
    if (asked !== null) this.#parts.listing.source = asked;
    address.write(this.#parts.listing.source);
    this.#runIfAsked();
  }

  /** A link to the bench itself, `#run-NAME`, presses Run: once, so that a reload only shows the page. */
  #runIfAsked(): void {
    if (location.hash !== `#${this.id}`) return;
    const begin = (): void => {
      history.replaceState(history.state, '', location.pathname + location.search);
      this.#obey('run');
    };
    // By then every figure of the page follows the bench.
    if (document.readyState === 'complete') begin();
    else addEventListener('load', begin, { once: true });
  }

  disconnectedCallback(): void {
    this.#series?.stop();
    document.removeEventListener('visibilitychange', this.#showOrHide);
  }

  /** A hidden tab may be frozen for minutes: the run waits until it is seen again. */
  readonly #showOrHide = (): void => this.#series?.hide(document.hidden);

  #obey(command: Command): void {
    switch (command) {
      case 'run':
        void this.#start(false);
        break;
      case 'step':
        if (isUnderWay(this.#phase)) this.#series?.step();
        else void this.#start(true);
        break;
      case 'pause':
        this.#series?.pause();
        this.#parts.status.showPausing();
        break;
      case 'resume':
        this.#series?.resume();
        break;
      case 'stop':
        if (this.#series) this.#series.stop();
        else this.#abandon('stopped');
        break;
      case 'reset':
        this.#series?.stop();
        this.#abandon('reset');
        this.#clear();
        tell(this, 'bench-cleared', null);
        break;
    }
  }

  /** A reader is about to press Run: what every run needs is loaded meanwhile. Whoever only reads loads nothing. */
  readonly #prepare = (): void => {
    if (isUnderWay(this.#phase)) return;
    // One that does not load is reported when it is needed.
    import('../../lib/run/client.ts').then(({ prepareRun }) => prepareRun()).catch(() => undefined);
  };

  /** Starts the program as it stands, once or with several seeds. `stepping`: it pauses after its first optimizer step. */
  async #start(stepping: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.#clear();
    this.#programs = withSeeds(this.#parts.listing.source, this.#parts.buttons.count);
    this.#enter('start');
    tell(this, 'bench-started', { parameters: this.#parameters, seeds: this.#programs.map(({ place }) => place.seed) });
    let client: typeof ClientModule;
    try {
      client = await import('../../lib/run/client.ts');
    } catch {
      if (turn === this.#turn)
        this.#fail({ type: 'Error', message: labels.notLoaded, traceback: `${labels.notLoaded}\n`, range: null });
      return;
    }
    // Stop or Reset may have been pressed while it loaded.
    if (turn !== this.#turn) return;
    const request = {
      filename: `${this.dataset.listing ?? 'program'}.py`,
      engine: engineFromAddress(),
      dataUrl: this.dataset.dataUrl ?? '/data/',
    };
    this.#series = new RunSeries(client.startRun, request, this.#programs, (event, place) => {
      if (turn === this.#turn) this.#hear(event, place);
    });
    this.#series.begin(stepping, document.hidden);
  }

  #hear(event: RunEvent, place: RunPlace): void {
    switch (event.kind) {
      case 'phase':
        if (event.phase === 'loading') this.#beginRun(place);
        this.#enter(event.phase, event.because === 'hidden');
        if (event.phase === 'paused') this.#parts.listing.revealLine();
        break;
      case 'engine':
        this.#engine = `${event.engine.name} · ${event.engine.adapter}`;
        this.#parts.status.showEngine(event.engine);
        break;
      case 'output':
        this.#parts.console.write(event.text, event.stream);
        break;
      case 'log':
        this.#log(event.event, place);
        break;
      case 'progress':
        this.#parts.status.showProgress(event.progress);
        break;
      case 'status':
        this.#parts.status.showPace(event);
        this.#parts.listing.markLine(event.line);
        break;
      case 'file':
        this.#parts.files.add(event.file);
        break;
      case 'end':
        this.#end(event, place);
        break;
    }
  }

  /** One of several runs begins: what shows a single run begins anew, and the rest goes on. */
  #beginRun({ index, seed }: RunPlace): void {
    this.#metrics = null;
    this.#parts.status.showPlace(index + 1, this.#programs.length);
    if (index > 0) {
      this.#parts.files.clear();
      this.#parts.logged.clear();
    }
    if (this.#programs.length > 1 && seed !== null) this.#parts.console.write(labels.seeds.heading(seed), 'stdout');
  }

  #log(event: LogEvent, run: RunPlace): void {
    tell(this, 'bench-log', { event, run });
    if (event.kind === 'scalar') {
      this.#parts.figure.add(run.index, event);
      return;
    }
    if (event.kind === 'hparams') this.#metrics = event.metrics;
    // Where saved runs have a table, the reader's run gets its row there.
    if (event.kind !== 'hparams' || this.dataset.saved === 'false') this.#parts.logged.add(event);
  }

  #end({ end, steps, msPerStep }: Extract<RunEvent, { kind: 'end' }>, { index, seed }: RunPlace): void {
    this.#parts.listing.markLine(null);
    this.#parts.status.showPace({ steps, msPerStep, line: null });
    if (end.how === 'finished' && this.#metrics) this.#finished.push({ seed, metrics: this.#metrics });
    if (end.how === 'finished' && index < this.#programs.length - 1) return;
    this.#series = null;
    if (end.how === 'failed') this.#fail(end.error);
    else this.#enter(end.how);
    if (end.how === 'finished') this.#parts.status.showPlace('done', this.#programs.length);
    this.#report();
    // After the end, with the last of the output in place.
    this.#parts.console.resize(() => this.#parts.files.show());
    this.#parts.status.announceFiles(this.#parts.files.count);
  }

  /** Hands the runs that finished to the results table. */
  #report(): void {
    announceFinished({
      listing: this.dataset.listing ?? '',
      parameters: this.#parameters,
      runs: this.#finished,
      engine: this.#engine,
    });
  }

  #fail(error: ProgramError): void {
    this.#parts.console.write(error.traceback, 'stderr');
    this.#parts.listing.showError(error);
    this.#enter('failed');
  }

  /** Ends the runs without waiting for them to say so; what they still say is not heard. */
  #abandon(event: 'reset' | 'stopped'): void {
    this.#turn++;
    this.#series = null;
    this.#parts.listing.markLine(null);
    this.#enter(event);
  }

  #clear(): void {
    this.#finished = [];
    this.#metrics = null;
    this.#parts.console.clear();
    this.#parts.files.clear();
    this.#parts.figure.clear();
    this.#parts.logged.clear();
    this.#parts.status.clear();
    this.#parts.listing.showError(null);
  }

  #set({ name, value }: ParameterChange): void {
    try {
      this.#parts.listing.source = setParameter(this.#parts.listing.source, name, value);
    } catch (error) {
      // A number that is being typed may not be one the parameter takes yet; the program keeps its value.
      if (!(error instanceof ParameterError)) throw error;
    }
  }

  #enter(event: PhaseEvent, unseen = false): void {
    const phase = nextPhase(this.#phase, event);
    if (phase === this.#phase && unseen === this.#unseen) return;
    const ended = isUnderWay(this.#phase) && !isUnderWay(phase);
    this.#phase = phase;
    this.#unseen = unseen;
    this.dataset.phase = phase;
    this.#parts.buttons.show(phase);
    this.#parts.status.showPhase(phase, unseen);
    if (ended) tell(this, 'bench-ended', phase === 'finished' || phase === 'failed' ? phase : 'stopped');
  }

  /** Every `# @param` of the program that runs, `seed` as the first run has it. */
  get #parameters(): Record<string, ParameterValue> {
    const source = this.#programs[0]?.source ?? '';
    return Object.fromEntries(parseParameters(source).map(({ name, value }) => [name, value]));
  }
}

customElements.define('run-bench', RunBench);
