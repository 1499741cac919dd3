import { CurvesView } from '../../lib/charts/curves-view.ts';
import type { CurvesChart } from '../../lib/charts/curves.ts';
import { describeCurves, readingsAt, stopsOf } from '../../lib/charts/describe.ts';
import { reading } from '../../lib/charts/number.ts';

/**
 * Charts over one x axis, read together: a pointer over any of them, or the arrow keys in the range input, put a vertical
 * rule into all, and a line of text says what their curves are there.
 */
export class CurvesReader {
  readonly #views: readonly CurvesView[];
  readonly #scrubber: HTMLInputElement;
  readonly #readout: HTMLElement;
  readonly #rest: string;
  readonly #hosts: readonly HTMLElement[];
  #charts: readonly CurvesChart[];

  /**
   * @param root holds `.chart` elements with `data-height`, one for each chart, an `input[type=range]` and a `.readout`
   *   whose text is shown while nothing is read
   */
  constructor(root: HTMLElement, charts: readonly CurvesChart[]) {
    this.#charts = charts;
    this.#scrubber = root.querySelector<HTMLInputElement>('input[type="range"]')!;
    this.#readout = root.querySelector<HTMLElement>('.readout')!;
    this.#rest = this.#readout.textContent.trim();
    this.#hosts = [...root.querySelectorAll<HTMLElement>('.chart')];
    this.#views = this.#hosts.map((host, i) => {
      const view = new CurvesView(host, charts[i]!, Number(host.dataset.height));
      host.addEventListener('pointermove', (event) => this.#follow(view.xAt(event.clientX)));
      host.addEventListener('pointerleave', () => this.#read(null));
      return view;
    });
    this.#scrubber.addEventListener('input', () => this.#read(this.#stops[this.#scrubber.valueAsNumber] ?? null));
    this.#scrubber.addEventListener('focus', () => {
      if (this.#scrubber.matches(':focus-visible')) this.#read(this.#stops[this.#scrubber.valueAsNumber] ?? null);
    });
    this.#scrubber.addEventListener('blur', () => this.#read(null));
    this.charts = charts;
  }

  /** The charts to show from now on, as many as there were. */
  set charts(charts: readonly CurvesChart[]) {
    this.#charts = charts;
    for (const [i, view] of this.#views.entries()) {
      view.chart = charts[i]!;
      this.#hosts[i]!.ariaLabel = describeCurves(charts[i]!);
    }
    this.#scrubber.max = String(Math.max(0, this.#stops.length - 1));
  }

  disconnect(): void {
    for (const view of this.#views) view.disconnect();
  }

  get #stops(): number[] {
    return stopsOf(this.#charts);
  }

  /** The stop nearest to a place on the x axis is read, by factors where the axis goes in factors. */
  #follow(x: number): void {
    const scaled = (value: number): number => (this.#charts[0]?.xScale === 'log' ? Math.log(value) : value);
    const distance = (stop: number): number => Math.abs(scaled(stop) - scaled(x));
    const stops = this.#stops;
    const nearest = stops.reduce((best, stop, i) => (distance(stop) < distance(stops[best]!) ? i : best), 0);
    this.#scrubber.value = String(nearest);
    this.#read(stops[nearest] ?? null);
  }

  #read(x: number | null): void {
    for (const view of this.#views) view.cursor = x;
    if (x === null) {
      this.#readout.textContent = this.#rest;
      return;
    }
    const parts = this.#charts.map((chart) => {
      const values = readingsAt(chart, x).map(({ label, value }) => `${label} ${reading(value)}`);
      return `${chart.title.split(' (')[0]}: ${values.join(', ')}`;
    });
    this.#readout.textContent = `${x} ${this.#charts[0]?.xTitle ?? ''} · ${parts.join(' · ')}`;
    this.#scrubber.setAttribute('aria-valuetext', this.#readout.textContent);
  }
}
