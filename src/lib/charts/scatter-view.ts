import { ChartView, moved } from './chart-view.ts';
import type { ChartSize } from './drawing.ts';
import { describeScatter, nearestPoint, pointSentence, pointsInOrder, scatterMarkup } from './scatter.ts';
import type { PointAt, ScatterChart } from './scatter.ts';

/**
 * Points kept drawn in an element of the page. A pointer takes the nearest one, the arrow keys walk through them in
 * the order of x, Escape lets go; `onChoose` hears which, so that a figure can show what the point is.
 */
export class ScatterView extends ChartView {
  readonly #height: number;
  readonly #onChoose: (at: PointAt | null) => void;
  #chart: ScatterChart;
  #order: PointAt[] = [];
  #chosen: PointAt | null = null;

  constructor(
    host: HTMLElement,
    chart: ScatterChart,
    height: number,
    onChoose: (at: PointAt | null) => void = () => {},
  ) {
    super(host);
    this.#chart = chart;
    this.#order = pointsInOrder(chart);
    this.#height = height;
    this.#onChoose = onChoose;
    const take = (event: PointerEvent): void => {
      const near = nearestPoint(this.#chart, this.#size, this.placeOf(event));
      // Far from every point the last one stays, so that its picture can be looked at.
      if (near) this.#choose(near);
    };
    this.listen('pointermove', take);
    this.listen('pointerdown', take);
    this.listenForSteps((step) => this.#walk(step));
    this.listen('keydown', ({ key }) => {
      if (key === 'Escape') this.#choose(null);
    });
    this.#speak();
  }

  /** The chart to show from now on. A chosen point that is still there stays chosen. */
  set chart(chart: ScatterChart) {
    this.#chart = chart;
    this.#order = pointsInOrder(chart);
    if (this.#rank < 0) this.#chosen = null;
    this.#speak();
    this.redraw();
  }

  /** The chosen point, in a ring; null for none. Setting it does not call `onChoose`. */
  get chosen(): PointAt | null {
    return this.#chosen;
  }

  set chosen(at: PointAt | null) {
    this.#chosen = at;
    this.#speak();
    this.redraw();
  }

  /** Where the chosen point is in the order of x; -1 for none. */
  get #rank(): number {
    const { group, index } = this.#chosen ?? { group: -1, index: -1 };
    return this.#order.findIndex((at) => at.group === group && at.index === index);
  }

  get #size(): ChartSize {
    return { width: this.width, height: this.#height };
  }

  #walk(step: number): void {
    const rank = this.#rank;
    const first = step < 0 && Number.isFinite(step) ? this.#order.length - 1 : 0;
    const to = rank < 0 && Number.isFinite(step) ? first : moved(rank, step, 0, this.#order.length - 1);
    this.#choose(this.#order[to] ?? null);
  }

  #choose(at: PointAt | null): void {
    if (at?.group === this.#chosen?.group && at?.index === this.#chosen?.index) return;
    this.chosen = at;
    this.#onChoose(at);
  }

  #speak(): void {
    const rank = this.#rank;
    this.say({
      label: describeScatter(this.#chart),
      min: 0,
      max: this.#order.length,
      now: rank + 1,
      text:
        this.#chosen && rank >= 0
          ? `${pointSentence(this.#chart, this.#chosen)} (${rank + 1} of ${this.#order.length})`
          : 'no point chosen; the arrow keys walk through the points',
    });
  }

  protected drawn(): string {
    return scatterMarkup(this.#chart, this.#size, this.#chosen);
  }
}
