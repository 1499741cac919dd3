import { CurvesView } from '../../lib/charts/curves-view.ts';
import type { CurvesChart } from '../../lib/charts/curves.ts';
import { describeCurves } from '../../lib/charts/describe.ts';
import { showNeedle } from '../../lib/charts/needle.ts';
import { dataTable } from '../../lib/charts/static.ts';
import { OwnRuns } from '../bench/own-runs.ts';
import { onRun } from '../bench/run-events.ts';
import type { StartedRuns } from '../bench/run-events.ts';
import { controlCharts, controlSentence, epochsOf, needles, TAGS } from './control.ts';
import type { Control, SavedControl } from './control.ts';

/** What the page carries for the figure. */
export interface ControlData {
  readonly listing: string;
  readonly settings: readonly SavedControl[];
  /** The table's caption. */
  readonly caption: string;
}

/**
 * The control loop: two dials and their history. While a run goes on the dials follow it; otherwise they show the epoch
 * that the slider or the pointer is at.
 */
class ControlFigure extends HTMLElement {
  #data!: ControlData;
  #views: CurvesView[] = [];
  /** The epoch that is looked at; null for the last there is. */
  #epoch: number | null = null;
  #frame = 0;
  /** A scheme that has no controller, if that is what the reader runs. */
  #without: string | null = null;
  #running = false;
  readonly #own = new OwnRuns();
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as ControlData;
    const charts = this.#charts;
    this.#views = [...this.querySelectorAll<HTMLElement>('.chart')].map((host, i) => {
      const view = new CurvesView(host, charts[i]!, Number(host.dataset.height));
      host.addEventListener('pointermove', (event) => this.#look(view.xAt(event.clientX)));
      host.addEventListener('pointerleave', () => this.#look(null));
      return view;
    });
    this.#select.addEventListener('change', () => this.#show());
    this.#slider.addEventListener('input', () => this.#look(this.#epochs[this.#slider.valueAsNumber] ?? null));
    this.#ends = onRun(this.#data.listing, {
      started: (runs) => this.#begin(runs),
      log: (event, { index }) => {
        if (event.kind !== 'scalar' || !Object.values(TAGS).includes(event.tag)) return;
        this.#own.add(index, event.tag, [event.step, event.value]);
        this.#show();
      },
      ended: () => {
        this.#running = false;
        this.#show();
      },
      cleared: () => {
        this.#forget();
        this.#show();
      },
    });
    this.#show();
  }

  disconnectedCallback(): void {
    this.#ends();
    for (const view of this.#views) view.disconnect();
  }

  get #select(): HTMLSelectElement {
    return this.querySelector('select')!;
  }

  get #slider(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>('input[type="range"]')!;
  }

  get #saved(): SavedControl {
    return this.#data.settings.find(({ name }) => name === this.#select.value) ?? this.#data.settings[0]!;
  }

  /** The reader's runs, once they have logged something. */
  get #mine(): Control | null {
    const curves = this.#own.curves;
    const [gap = [], knob = []] = [curves.get(TAGS.gap), curves.get(TAGS.knob)];
    return gap.length > 0 ? { gap, knob } : null;
  }

  get #charts(): CurvesChart[] {
    return controlCharts(this.#saved, this.#mine);
  }

  get #epochs(): number[] {
    return epochsOf(this.#mine ?? this.#saved);
  }

  #forget(): void {
    this.#own.clear();
    this.#without = null;
    this.#running = false;
    this.#epoch = null;
  }

  /** The saved runs of the reader's own setting are what to compare with, where there are any. */
  #begin({ parameters }: StartedRuns): void {
    this.#forget();
    this.#running = true;
    const scheme = String(parameters.scheme);
    const same = this.#data.settings.filter((setting) => setting.scheme === scheme);
    if (same.length === 0) this.#without = scheme;
    const alike = same.find(({ wrongLabels }) => wrongLabels === parameters.wrong_labels) ?? same[0];
    if (alike) this.#select.value = alike.name;
    this.#show();
  }

  /** The epoch nearest to a place on the x axis, or the last for null. */
  #look(x: number | null): void {
    const nearest = this.#epochs.toSorted((a, b) => Math.abs(a - (x ?? 0)) - Math.abs(b - (x ?? 0)))[0];
    this.#epoch = x === null ? null : (nearest ?? null);
    this.#show();
  }

  /** Draws in the next frame: a run logs faster than a screen can show. */
  #show(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const [charts, epochs] = [this.#charts, this.#epochs];
    const epoch = this.#epoch ?? epochs.at(-1) ?? 0;
    const shown = this.#mine ?? this.#saved;
    const whose = this.#mine ? 'Your run' : `Saved, ${this.#saved.name}`;
    for (const [i, view] of this.#views.entries()) {
      view.chart = charts[i]!;
      view.cursor = this.#epoch;
    }
    for (const [i, host] of this.querySelectorAll<HTMLElement>('.chart').entries())
      host.ariaLabel = describeCurves(charts[i]!);
    for (const [i, host] of this.querySelectorAll<HTMLElement>('.dial').entries())
      showNeedle(host, needles(shown, epoch)[i]!);
    const sentence = controlSentence(whose, shown, epoch);
    this.#slider.max = String(Math.max(0, epochs.length - 1));
    this.#slider.value = String(Math.max(0, epochs.indexOf(epoch)));
    this.#slider.ariaValueText = sentence;
    this.querySelector('.reading')!.textContent = sentence;
    const line = this.querySelector<HTMLElement>('.own-run')!;
    const text = this.#without
      ? `The scheme “${this.#without}” has no controller: nothing here moves.`
      : this.#mine
        ? 'The needles and the strong lines are your run; the pale lines are the saved ones.'
        : (line.dataset.rest ?? '');
    if (line.textContent.trim() !== text) line.textContent = text;
    // The table costs more than the drawings, so it waits for the end of the run.
    if (!this.#running) this.querySelector('[data-table]')!.innerHTML = dataTable(charts, this.#data.caption);
  }
}

customElements.define('control-figure', ControlFigure);
