import { CurvesView } from '../../lib/charts/curves-view.ts';
import { describeCurves, readingsAt, stopsOf } from '../../lib/charts/describe.ts';
import { reading } from '../../lib/charts/number.ts';
import { dataTable } from '../../lib/charts/static.ts';
import type { CurvesChart } from '../../lib/charts/curves.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { chartsOf, savedSentence } from './figure-spec.ts';
import type { FigureSpec } from './figure-spec.ts';
import { labels } from './labels.ts';
import { OwnRuns } from './own-runs.ts';

/** Points after which drawing at every frame would take the processor from the run. */
const MANY = 2000;

/** The saved curves, pale, and over them the reader's own run as it logs. */
export class RunFigure extends HTMLElement {
  #spec!: FigureSpec;
  #views: CurvesView[] = [];
  #charts: CurvesChart[] = [];
  #setting = '';
  #refresh: ReturnType<typeof setTimeout> | null = null;
  readonly #own = new OwnRuns();
  /** Where a tag's values first were nan or infinite, in the reader's runs. */
  readonly #notFinite = new Map<string, number>();

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')?.textContent ?? 'null') as FigureSpec;
    // There is none where nothing was saved.
    const select = this.querySelector('select');
    this.#setting = select?.value ?? '';
    select?.addEventListener('change', () => {
      this.#setting = select.value;
      this.#show();
    });
    this.#scrubber.addEventListener('input', () => this.#read(this.#stops[this.#scrubber.valueAsNumber] ?? null));
    this.#scrubber.addEventListener('blur', () => this.#read(null));
    this.#scrubber.addEventListener('focus', () => {
      if (this.#scrubber.matches(':focus-visible')) this.#scrubber.dispatchEvent(new Event('input'));
    });
    this.querySelector('details')!.addEventListener('toggle', () => this.#showNumbers());
    this.#show();
  }

  disconnectedCallback(): void {
    for (const view of this.#views) view.disconnect();
  }

  /**
   * One more point of the reader's runs. There is no place for one that is not finite: that is said instead.
   * @param run Which of the runs, from 0; several become their mean with a band.
   */
  add(run: number, { tag, step, value, group }: Extract<LogEvent, { kind: 'scalar' }>): void {
    if (!Number.isFinite(value)) {
      if (!this.#notFinite.has(tag)) this.#notFinite.set(tag, step);
      this.#sayNotFinite();
      return;
    }
    this.#own.add(run, tag, [step, value], group);
    // Many points can come in one task, and a program may log every step: drawing waits for them.
    this.#refresh ??= setTimeout(
      () => {
        this.#refresh = null;
        this.#show();
      },
      this.#own.count > MANY ? 250 : 16,
    );
  }

  /** Back to the saved curves alone. */
  clear(): void {
    this.#own.clear();
    this.#notFinite.clear();
    this.#sayNotFinite();
    this.#show();
  }

  /** A curve that ends, or never begins, for no visible reason would be taken for a fault of the page. */
  #sayNotFinite(): void {
    const line = this.querySelector<HTMLElement>('[data-not-finite]')!;
    const from = Math.min(...this.#notFinite.values());
    line.hidden = this.#notFinite.size === 0;
    line.textContent = line.hidden ? '' : labels.notFinite([...this.#notFinite.keys()], this.#spec.xTitle, from);
  }

  get #scrubber(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>('input[type="range"]')!;
  }

  get #stops(): number[] {
    return stopsOf(this.#charts);
  }

  #show(): void {
    this.#charts = chartsOf(this.#spec, this.#setting, this.#own.curves, this.#own.groups);
    this.toggleAttribute('data-empty', this.#charts.length === 0);
    this.#fitViews();
    for (const [i, view] of this.#views.entries()) view.chart = this.#charts[i]!;
    this.#scrubber.max = String(Math.max(0, this.#stops.length - 1));
    this.querySelector('.charts')!.setAttribute('aria-label', this.#charts.map(describeCurves).join(' '));
    const saved = this.querySelector('.head .without-script');
    if (saved) saved.textContent = labels.savedSettingIs(this.#setting);
    this.querySelector('.sentence')!.textContent = savedSentence(this.#spec, this.#setting);
    this.#showNumbers();
  }

  /** As many drawings as there are charts: a program may log what the figure was not prepared for. */
  #fitViews(): void {
    const holder = this.querySelector<HTMLElement>('.charts')!;
    const hosts = [...holder.querySelectorAll<HTMLElement>('.chart')];
    for (const host of hosts.splice(this.#charts.length)) host.remove();
    for (const view of this.#views.splice(this.#charts.length)) view.disconnect();
    while (hosts.length < this.#charts.length) {
      const host = document.createElement('div');
      host.className = 'chart';
      host.dataset.height = holder.dataset.height;
      holder.append(host);
      hosts.push(host);
    }
    for (const host of hosts.slice(this.#views.length)) {
      const view = new CurvesView(host, this.#charts[this.#views.length]!, Number(host.dataset.height));
      host.addEventListener('pointermove', (event) => this.#follow(view, event.clientX));
      host.addEventListener('pointerleave', () => this.#read(null));
      this.#views.push(view);
    }
  }

  /** The table. A long one costs more than the curves, so it is only kept up to date while it is open. */
  #showNumbers(): void {
    if (this.#own.count > MANY && !this.querySelector('details')!.open) return;
    const holder = this.querySelector('[data-table]')!;
    const caption = holder.querySelector('caption')?.textContent ?? '';
    holder.innerHTML = dataTable(this.#charts, caption);
  }

  /** The stop nearest to a pointer becomes the one that is read. */
  #follow(view: CurvesView, clientX: number): void {
    const x = view.xAt(clientX);
    const stops = this.#stops;
    const nearest = stops.reduce((best, at, i) => (Math.abs(at - x) < Math.abs((stops[best] ?? 0) - x) ? i : best), 0);
    this.#scrubber.value = String(nearest);
    this.#read(stops[nearest] ?? null);
  }

  /** Puts the cursor at `x` and says what the curves are there; null takes it away. */
  #read(x: number | null): void {
    for (const view of this.#views) view.cursor = x;
    const readout = this.querySelector<HTMLElement>('.readout')!;
    const rest = readout.dataset.rest ?? '';
    if (x === null) {
      readout.textContent = rest;
      return;
    }
    const groups = this.#charts.map((chart, i) => {
      const values = readingsAt(chart, x).map(({ label, value }) => `${label} ${reading(value)}`);
      return `${this.#spec.panels[i]?.group ?? chart.title}: ${values.join(', ')}`;
    });
    const text = `${this.#spec.xTitle} ${x} · ${groups.join(' · ')}`;
    readout.textContent = text;
    this.#scrubber.setAttribute('aria-valuetext', text);
  }
}

customElements.define('run-figure', RunFigure);
