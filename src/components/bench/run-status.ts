import type { EngineReport, ProgressReport } from '../../lib/run/protocol.ts';
import { labels } from './labels.ts';
import type { Phase } from './phase.ts';

/** Bars that are seen side by side: loops are seldom nested deeper. */
const BARS = 3;

/** What the worker's `status` says, as far as it is shown. */
export interface Pace {
  readonly steps: number;
  readonly msPerStep: number | null;
  readonly line: number | null;
}

/** Sent, bubbling, when a reader wants to see what stopped the run. */
export const SHOW_ERROR = 'show-error';

/** The state of the run in one line: phase, engine, steps, pace, progress. Changes of the phase and of the engine are announced. */
export class RunStatus extends HTMLElement {
  readonly #bars = new Map<number, HTMLElement>();

  #phase: string = labels.phase.idle;
  /** Which of several runs the phase is of. */
  #place: { readonly at: number | 'done'; readonly count: number } | null = null;

  /** The line that the program was at when it last told. */
  #line: number | null = null;

  /** The engine that the run under way is on; empty before it has told. */
  #engine = '';

  /** Shows the phase and says it to a screen reader. `unseen`: it is paused because the tab is hidden. */
  showPhase(phase: Phase, unseen = false): void {
    this.dataset.phase = phase;
    this.#phase = unseen ? labels.pausedHidden : labels.phase[phase];
    this.#showState();
    this.#showLine();
    // A run that failed before it had an engine ran on none, least of all on the last run's.
    if (phase === 'failed' && this.#engine === '') {
      this.#write('engine', '');
      this.#write('reason', '');
    }
    this.#announce('phase', labels.announce[phase]);
  }

  /**
   * Says which of several runs is under way, from 1, or that `done` of them are over; a single run needs no words.
   * The steps and the bars are the run's own, and begin anew.
   */
  showPlace(at: number | 'done', count: number): void {
    this.#place = count > 1 ? { at, count } : null;
    this.#showState();
    if (at === 'done' || at === 1 || count === 1) return;
    this.#beginAnew();
    this.#announce('phase', labels.seeds.announce(at, count));
  }

  #showState(): void {
    const place = this.#place;
    const state =
      place === null
        ? this.#phase
        : place.at === 'done'
          ? labels.seeds.over(this.#phase, place.count)
          : labels.seeds.place(this.#phase, place.at, place.count);
    const cell = this.querySelector('[data-cell="state"]')!;
    cell.replaceChildren(this.dataset.phase === 'failed' ? this.#leadToError(state) : state);
  }

  /** The state as a button: the error's own words may be under another tab, or further down than the screen reaches. */
  #leadToError(state: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.title = labels.showError;
    button.textContent = state;
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent(SHOW_ERROR, { bubbles: true })));
    return button;
  }

  /** Shows that a pause was asked for: a run in the middle of a long computation takes a moment to get there. */
  showPausing(): void {
    this.#write('state', labels.pausing);
  }

  showPace({ steps, msPerStep, line }: Pace): void {
    this.#write('steps', steps.toLocaleString('en'));
    const ms = msPerStep === null ? null : msPerStep.toFixed(msPerStep < 10 ? 1 : 0);
    this.#write('pace', ms === null ? labels.status.none : labels.status.perStep(ms));
    this.#line = line ?? this.#line;
    this.#showLine();
  }

  /** Where the program stands still: of an endless loop that is what there is to know. A line that runs is only unrest. */
  #showLine(): void {
    const still = this.dataset.phase === 'paused' || this.dataset.phase === 'stopped';
    this.#write('line', still && this.#line !== null ? labels.status.line(this.#line) : '');
  }

  showEngine({ name, adapter, reason }: EngineReport): void {
    this.#write('engine', adapter ? `${name} · ${adapter}` : name);
    this.#write('reason', reason);
    // The first one of a run is expected; a change of it is news.
    if (this.#engine !== '' && this.#engine !== name + reason) this.#announce('engine', labels.announceEngine(reason));
    this.#engine = name + reason;
  }

  showProgress({ id, description, done, total, closed }: ProgressReport): void {
    const name = description.replace(/:\s*$/, '');
    let bar = this.#bars.get(id);
    if (!bar) {
      bar = this.querySelector('template')!.content.firstElementChild!.cloneNode(true) as HTMLElement;
      const holder = this.querySelector('[data-progress]')!;
      // An inner loop's next bar stands where its last one stood; else the oldest one that has ended gives way.
      const ended = [...holder.querySelectorAll<HTMLElement>('[data-closed]')];
      const before = ended.find((each) => each.dataset.name === name) ?? ended[0];
      if (before && (before.dataset.name === name || holder.childElementCount >= BARS)) before.replaceWith(bar);
      else holder.append(bar);
      bar.dataset.name = name;
      this.#bars.set(id, bar);
    }
    bar.toggleAttribute('data-closed', closed);
    const progress = bar.querySelector('progress')!;
    progress.setAttribute('aria-label', name || labels.status.steps);
    if (total !== null) {
      progress.max = total;
      progress.value = done;
    } else progress.removeAttribute('value');
    bar.querySelector('span')!.textContent = `${name} ${done}${total === null ? '' : ` of ${total}`}`.trim();
  }

  /** Says how many files the run left, where it left any. */
  announceFiles(count: number): void {
    this.#announce('files', count === 0 ? '' : labels.files.announce(count));
  }

  /** Back to how it was before the first run; the engine stays known. */
  clear(): void {
    this.#place = null;
    this.#showState();
    this.#announce('engine', '');
    this.#announce('files', '');
    this.#beginAnew();
  }

  #beginAnew(): void {
    this.#bars.clear();
    this.#engine = '';
    this.#line = null;
    this.querySelector('[data-progress]')!.replaceChildren();
    this.showPace({ steps: 0, msPerStep: null, line: null });
  }

  #announce(what: 'phase' | 'engine' | 'files', text: string): void {
    this.querySelector(`[role="status"][data-said="${what}"]`)!.textContent = text;
  }

  #write(cell: string, text: string): void {
    const element = this.querySelector(`[data-cell="${cell}"]`);
    if (element && element.textContent !== text) element.textContent = text;
  }
}

customElements.define('run-status', RunStatus);
