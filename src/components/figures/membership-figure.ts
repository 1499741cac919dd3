import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { describeRoc, type RocChart } from '../../lib/charts/roc-chart.ts';
import { ThresholdView } from '../../lib/charts/threshold-view.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { onRun, type RunPlace } from '../bench/run-events.ts';
import { surenessOf, surenessPair, type Sureness } from './membership.ts';
import { drawRoc, HEIGHT, numbersOf, rocChartOf, verdict, type MembershipSpec } from './membership-drawing.ts';
import { labels } from './membership-labels.ts';
import { whoseRun } from './whose-run.ts';

/** Members and others over how sure the network is of them: the saved run's, until the reader's run has an evaluation. */
export class MembershipFigure extends HTMLElement {
  #spec!: MembershipSpec;
  #pair!: ThresholdView;
  #roc!: DrawingView<RocChart>;
  /** What the reader's run has logged; of several runs the one that is under way. */
  #own: Sureness[] = [];
  #place: RunPlace | null = null;
  /** Which evaluation is shown; null follows the last. */
  #at: number | null = null;
  #unfollow: () => void = () => undefined;

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')?.textContent ?? 'null') as MembershipSpec;
    const { listing, threshold } = this.#spec;
    const [pair, roc] = this.querySelectorAll<HTMLElement>('.chart');
    const shown = this.#shown;
    this.#pair = new ThresholdView(pair!, surenessPair(shown), threshold, HEIGHT, () => this.#draw());
    this.#roc = new DrawingView(roc!, rocChartOf(shown, threshold, null), drawRoc);
    this.#scrubber.addEventListener('input', () => {
      this.#at = this.#scrubber.valueAsNumber;
      this.#draw();
    });
    this.#select.addEventListener('change', () => this.#draw());
    this.querySelector('details')!.addEventListener('toggle', () => this.#draw());
    this.#unfollow = onRun(listing, {
      started: () => this.#restart(),
      log: (event, place) => this.#hear(event, place),
      cleared: () => this.#restart(),
    });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#unfollow();
    this.#pair.disconnect();
    this.#roc.disconnect();
  }

  get #scrubber(): HTMLInputElement {
    return this.querySelector('input')!;
  }

  get #select(): HTMLSelectElement {
    return this.querySelector('select')!;
  }

  get #saved(): MembershipSpec['settings'][number] {
    return this.#spec.settings[this.#select.selectedIndex] ?? this.#spec.settings[0]!;
  }

  /** The reader's run, or the saved one while there is none. */
  get #evaluations(): readonly Sureness[] {
    return this.#own.length > 0 ? this.#own : this.#saved.evaluations;
  }

  get #shown(): Sureness {
    const evaluations = this.#evaluations;
    return evaluations[Math.min(evaluations.length - 1, this.#at ?? Infinity)]!;
  }

  #restart(): void {
    this.#own = [];
    this.#place = null;
    this.#at = null;
    this.#draw();
  }

  #hear(event: LogEvent, place: RunPlace): void {
    if (event.kind !== 'pr_curve' || event.tag !== this.dataset.tag) return;
    if (place.index !== this.#place?.index) this.#own = [];
    this.#place = place;
    this.#own.push(surenessOf(event.step, event.labels, event.predictions));
    this.#draw();
  }

  #draw(): void {
    const shown = this.#shown;
    const { threshold } = this.#pair;
    const own = this.#own.length > 0;
    // Beside the reader's run the saved one is as far along, if it has been there.
    const beside = own ? this.#saved.evaluations.findLast(({ step }) => step <= shown.step) : undefined;
    const chart = rocChartOf(shown, threshold, own ? (beside ?? this.#saved.evaluations[0]!) : null);
    this.#pair.pair = surenessPair(shown);
    this.#roc.chart = chart;
    this.querySelector('.roc')!.ariaLabel = describeRoc(chart);
    this.querySelector('.verdict')!.textContent = verdict(shown, threshold);
    const { name, seed } = this.#saved;
    this.querySelector('[data-whose]')!.textContent = own
      ? whoseRun.own(this.#place?.seed ?? null)
      : whoseRun.saved(name, seed);
    const epoch = labels.epoch(shown.step);
    this.querySelector('[data-epoch]')!.textContent = epoch;
    this.#scrubber.max = String(this.#evaluations.length - 1);
    this.#scrubber.valueAsNumber = this.#evaluations.indexOf(shown);
    this.#scrubber.setAttribute('aria-valuetext', epoch);
    this.querySelector('.own-run')!.textContent = own ? labels.over(this.#saved.name) : labels.wait;
    if (this.querySelector('details')!.open) this.querySelector('[data-table]')!.innerHTML = numbersOf(shown, chart);
  }
}

customElements.define('membership-figure', MembershipFigure);
