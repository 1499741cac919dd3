import { curvesMarkup, curvesScales } from './curves.ts';
import type { ChartSize, CurvesChart } from './curves.ts';

/**
 * One chart kept drawn in an element of the page, at the element's own width. Drawing waits for the next frame, so
 * that a run that logs fast costs one drawing a frame.
 */
export class CurvesView {
  readonly #host: HTMLElement;
  readonly #height: number;
  #chart: CurvesChart;
  #cursor: number | null = null;
  #width: number;
  #frame = 0;
  readonly #observer: ResizeObserver;

  constructor(host: HTMLElement, chart: CurvesChart, height: number) {
    this.#host = host;
    this.#chart = chart;
    this.#height = height;
    this.#width = host.clientWidth;
    this.#observer = new ResizeObserver(() => {
      const width = host.clientWidth;
      // A hidden pane has no width: keep the last drawing.
      if (width === 0 || width === this.#width) return;
      this.#width = width;
      this.#draw();
    });
    this.#observer.observe(host);
    if (this.#width > 0) this.#draw();
  }

  /** The chart to show from now on. */
  set chart(chart: CurvesChart) {
    this.#chart = chart;
    this.#draw();
  }

  /** x of the vertical rule, or null for none. */
  set cursor(x: number | null) {
    if (x === this.#cursor) return;
    this.#cursor = x;
    this.#draw();
  }

  /** The place on the x axis under a pointer, in the chart's own units. */
  xAt(clientX: number): number {
    const { left } = this.#host.getBoundingClientRect();
    return curvesScales(this.#chart, this.#size).x.invert(clientX - left);
  }

  /** Stops following the element's width. */
  disconnect(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  get #size(): ChartSize {
    return { width: this.#width, height: this.#height };
  }

  #draw(): void {
    if (this.#frame !== 0 || this.#width === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#host.innerHTML = curvesMarkup(this.#chart, this.#size, this.#cursor);
    });
  }
}
