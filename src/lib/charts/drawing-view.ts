import { ChartView } from './chart-view.ts';

/** Any chart that is only looked at, kept drawn in an element of the page at the element's width. It takes no keys. */
export class DrawingView<Chart> extends ChartView {
  readonly #draw: (chart: Chart, width: number) => string;
  #chart: Chart;

  constructor(host: HTMLElement, chart: Chart, draw: (chart: Chart, width: number) => string) {
    super(host);
    this.#chart = chart;
    this.#draw = draw;
  }

  /** The chart to show from now on. */
  set chart(chart: Chart) {
    this.#chart = chart;
    this.redraw();
  }

  protected drawn(width: number): string {
    return this.#draw(this.#chart, width);
  }
}
