// The parts, defined before the bench is: it talks to them as soon as it is connected.
import './engine-choice.ts';
import './listing-pane.ts';
import './pane-tabs.ts';
import './parameter-controls.ts';
import './run-buttons.ts';
import './run-console.ts';
import './run-figure.ts';
import './run-files.ts';
import './run-log.ts';
import './run-status.ts';
import { ParameterError, parseParameters, setParameter, type ParameterValue } from '../../lib/run/params.ts';
import type { LogEvent, ProgramError, RunEvent } from '../../lib/run/protocol.ts';
import type * as ClientModule from '../../lib/run/client.ts';
import type { RunHandle } from '../../lib/run/client.ts';
import { engineFromAddress } from './engine-choice.ts';
import { labels } from './labels.ts';
import { SOURCE_CHANGE } from './listing-pane.ts';
import type { ListingPane } from './listing-pane.ts';
import { PARAMETER_CHANGE } from './parameter-controls.ts';
import type { ParameterChange, ParameterControls } from './parameter-controls.ts';
import { isUnderWay, nextPhase } from './phase.ts';
import type { Command, Phase, PhaseEvent } from './phase.ts';
import { RUN_COMMAND } from './run-buttons.ts';
import type { RunButtons } from './run-buttons.ts';
import type { RunConsole } from './run-console.ts';
import type { RunFigure } from './run-figure.ts';
import type { RunFiles } from './run-files.ts';
import type { RunLog } from './run-log.ts';
import type { RunStatus } from './run-status.ts';
import { tell, type RunPlace } from './run-events.ts';
import { SettingsAddress } from './settings-address.ts';
import { RUN_FINISHED } from './run-finished.ts';
import type { FinishedRun } from './run-finished.ts';

/** Joins the parts of a bench: commands go to the run, the run's events go to the parts. */
export class RunBench extends HTMLElement {
  #phase: Phase = 'idle';
  /** The run is paused because nobody can see it. */
  #unseen = false;
  #handle: RunHandle | null = null;
  /** Counts starts and resets, so that what belongs to an earlier run is told apart from before it has an id. */
  #turn = 0;
  /** The source of the run under way, which the reader may go on editing. */
  #ran = '';
  #place: RunPlace = { index: 0, seed: null };
  #engine = '';
  #metrics: Readonly<Record<string, number>> | null = null;

  connectedCallback(): void {
    const alone = document.querySelectorAll('run-bench').length === 1;
    const address = new SettingsAddress(this.#listing.original, alone ? '' : (this.dataset.listing ?? ''));
    this.addEventListener(RUN_COMMAND, (event) => this.#obey((event as CustomEvent<Command>).detail));
    this.addEventListener(PARAMETER_CHANGE, (event) => this.#set((event as CustomEvent<ParameterChange>).detail));
    this.addEventListener(SOURCE_CHANGE, () => {
      this.#controls.show(parseParameters(this.#listing.source));
      address.write(this.#listing.source);
      if (!isUnderWay(this.#phase)) this.#listing.showError(null);
    });
    document.addEventListener('visibilitychange', this.#showOrHide);
    for (const sign of ['pointerover', 'pointerdown', 'focusin'])
      this.#buttons.addEventListener(sign, this.#prepare, { once: true, passive: true });
    // First what the page was built with, so that a draft with other parameters is seen to differ from it.
    this.#controls.show(parseParameters(this.#listing.original));
    this.#controls.show(parseParameters(this.#listing.source));
    // An address's settings come before those of the draft; without them it gets the draft's.
    const asked = address.read(this.#listing.source);
    if (asked !== null) this.#listing.source = asked;
    address.write(this.#listing.source);
  }

  disconnectedCallback(): void {
    this.#handle?.stop();
    document.removeEventListener('visibilitychange', this.#showOrHide);
  }

  /** A hidden tab may be frozen for minutes: the run waits until it is seen again. */
  readonly #showOrHide = (): void => this.#handle?.hide(document.hidden);

  #obey(command: Command): void {
    switch (command) {
      case 'run':
        void this.#start(false);
        break;
      case 'step':
        if (isUnderWay(this.#phase)) this.#handle?.step();
        else void this.#start(true);
        break;
      case 'pause':
        this.#handle?.pause();
        this.#status.showPausing();
        break;
      case 'resume':
        this.#handle?.resume();
        break;
      case 'stop':
        if (this.#handle) this.#handle.stop();
        else this.#abandon('stopped');
        break;
      case 'reset':
        this.#handle?.stop();
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

  /** Starts a run of the program as it stands. `stepping`: it pauses after its first optimizer step. */
  async #start(stepping: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.#clear();
    this.#enter('start');
    this.#ran = this.#listing.source;
    const parameters = this.#parameters;
    this.#place = { index: 0, seed: typeof parameters.seed === 'number' ? parameters.seed : null };
    tell(this, 'bench-started', { parameters, seeds: [this.#place.seed] });
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
      source: this.#ran,
      filename: `${this.dataset.listing ?? 'program'}.py`,
      engine: engineFromAddress(),
      dataUrl: this.dataset.dataUrl ?? '/data/',
    };
    this.#handle = client.startRun(request, (event) => {
      if (turn === this.#turn) this.#hear(event);
    });
    if (stepping) this.#handle.step();
    if (document.hidden) this.#handle.hide(true);
  }

  #hear(event: RunEvent): void {
    switch (event.kind) {
      case 'phase':
        this.#enter(event.phase, event.because === 'hidden');
        if (event.phase === 'paused') this.#listing.revealLine();
        break;
      case 'engine':
        this.#engine = `${event.engine.name} · ${event.engine.adapter}`;
        this.#status.showEngine(event.engine);
        break;
      case 'output':
        this.#console.write(event.text, event.stream);
        break;
      case 'log':
        this.#log(event.event);
        break;
      case 'progress':
        this.#status.showProgress(event.progress);
        break;
      case 'status':
        this.#status.showPace(event);
        this.#listing.markLine(event.line);
        break;
      case 'file':
        this.#files.add(event.file);
        break;
      case 'end':
        this.#end(event);
        this.#showFiles();
        break;
    }
  }

  #log(event: LogEvent): void {
    tell(this, 'bench-log', { event, run: this.#place });
    if (event.kind === 'scalar') {
      this.#figure.add(event.tag, event.step, event.value, event.group);
      return;
    }
    if (event.kind === 'hparams') this.#metrics = event.metrics;
    // Where saved runs have a table, the reader's run gets its row there.
    if (event.kind !== 'hparams' || this.dataset.saved === 'false') this.#logged.add(event);
  }

  #end({ end, steps, msPerStep }: Extract<RunEvent, { kind: 'end' }>): void {
    this.#handle = null;
    this.#listing.markLine(null);
    this.#status.showPace({ steps, msPerStep, line: null });
    if (end.how === 'failed') {
      this.#fail(end.error);
      return;
    }
    this.#enter(end.how);
    if (end.how !== 'finished' || !this.#metrics) return;
    const detail: FinishedRun = {
      listing: this.dataset.listing ?? '',
      parameters: this.#parameters,
      metrics: this.#metrics,
      engine: this.#engine,
    };
    document.dispatchEvent(new CustomEvent(RUN_FINISHED, { detail }));
  }

  /** After the end, with the last of the output in place. */
  #showFiles(): void {
    this.#console.resize(() => this.#files.show());
    this.#status.announceFiles(this.#files.count);
  }

  #fail(error: ProgramError): void {
    this.#console.write(error.traceback, 'stderr');
    this.#listing.showError(error);
    this.#enter('failed');
  }

  /** Ends a run without waiting for it to say so; what it still says is not heard. */
  #abandon(event: 'reset' | 'stopped'): void {
    this.#turn++;
    this.#handle = null;
    this.#listing.markLine(null);
    this.#enter(event);
  }

  #clear(): void {
    this.#metrics = null;
    this.#console.clear();
    this.#files.clear();
    this.#figure.clear();
    this.#logged.clear();
    this.#status.clear();
    this.#listing.showError(null);
  }

  #set({ name, value }: ParameterChange): void {
    try {
      this.#listing.source = setParameter(this.#listing.source, name, value);
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
    this.#buttons.show(phase);
    this.#status.showPhase(phase, unseen);
    if (ended) tell(this, 'bench-ended', phase === 'finished' || phase === 'failed' ? phase : 'stopped');
  }

  /** Every `# @param` of the program that runs. */
  get #parameters(): Record<string, ParameterValue> {
    return Object.fromEntries(parseParameters(this.#ran).map(({ name, value }) => [name, value]));
  }
  get #listing(): ListingPane {
    return this.querySelector<ListingPane>('listing-pane')!;
  }
  get #controls(): ParameterControls {
    return this.querySelector<ParameterControls>('parameter-controls')!;
  }
  get #buttons(): RunButtons {
    return this.querySelector<RunButtons>('run-buttons')!;
  }
  get #status(): RunStatus {
    return this.querySelector<RunStatus>('run-status')!;
  }
  get #console(): RunConsole {
    return this.querySelector<RunConsole>('run-console')!;
  }
  get #files(): RunFiles {
    return this.querySelector<RunFiles>('run-files')!;
  }
  get #logged(): RunLog {
    return this.querySelector<RunLog>('run-log')!;
  }
  get #figure(): RunFigure {
    return this.querySelector<RunFigure>('run-figure')!;
  }
}

customElements.define('run-bench', RunBench);
