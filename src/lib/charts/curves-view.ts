import { ChartView } from './chart-view.ts';
import { curvesMarkup, curvesScales } from './curves.ts';
import type { CurvesChart } from './curves.ts';
import type { ChartSize } from './drawing.ts';

/** Curves kept drawn in an element of the page, with a vertical rule where they are read. */
export class CurvesView extends ChartView {
  readonly #height: number;
  #chart: CurvesChart;
  #cursor: number | null = null;

  constructor(host: HTMLElement, chart: CurvesChart, height: number) {
    super(host);
    this.#chart = chart;
    this.#height = height;
  }

  /** The chart to show from now on. */
  set chart(chart: CurvesChart) {
    this.#chart = chart;
    this.redraw();
  }

  /** x of the vertical rule, or null for none. */
  set cursor(x: number | null) {
    if (x === this.#cursor) return;
    this.#cursor = x;
    this.redraw();
  }

  /** The place on the x axis under a pointer, in the chart's own units. */
  xAt(clientX: number): number {
    const { left } = this.host.getBoundingClientRect();
    return curvesScales(this.#chart, this.#size).x.invert(clientX - left);
  }

  get #size(): ChartSize {
    return { width: this.width, height: this.#height };
  }

  protected drawn(): string {
    return curvesMarkup(this.#chart, this.#size, this.#cursor);
  }
}
