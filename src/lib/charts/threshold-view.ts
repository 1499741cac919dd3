import { ChartView } from './chart-view.ts';
import type { ChartSize } from './drawing.ts';
import { histogramPairMarkup, pairScales, thresholdSentence } from './histogram-pair.ts';
import type { HistogramPair } from './histogram-pair.ts';

/** Parts of the axis that an arrow key moves by. */
const STEPS = 100;

/** Two histograms with a threshold that a pointer drags and the arrow keys move; `onMove` hears where it is. */
export class ThresholdView extends ChartView {
  readonly #height: number;
  readonly #onMove: (threshold: number) => void;
  #pair: HistogramPair;
  #threshold: number;

  constructor(
    host: HTMLElement,
    pair: HistogramPair,
    threshold: number,
    height: number,
    onMove: (threshold: number) => void,
  ) {
    super(host);
    this.#pair = pair;
    this.#threshold = threshold;
    this.#height = height;
    this.#onMove = onMove;
    host.dataset.drag = 'x';
    const drag = (event: PointerEvent): void => {
      if (event.buttons === 0) return;
      const { plot } = pairScales(this.#pair, this.#size);
      this.#moveTo((this.placeOf(event)[0] - plot.left) / (plot.right - plot.left));
    };
    this.listen('pointerdown', (event) => {
      host.setPointerCapture(event.pointerId);
      drag(event);
    });
    this.listen('pointermove', drag);
    this.listenForSteps((step) => this.#moveTo((Math.round(this.#part * STEPS) + step) / STEPS));
    this.#speak();
  }

  /** The histograms to show from now on; the threshold stays. */
  set pair(pair: HistogramPair) {
    this.#pair = pair;
    this.#speak();
    this.redraw();
  }

  get threshold(): number {
    return this.#threshold;
  }

  /** Setting the threshold does not call `onMove`. */
  set threshold(threshold: number) {
    this.#threshold = threshold;
    this.#speak();
    this.redraw();
  }

  get #size(): ChartSize {
    return { width: this.width, height: this.#height };
  }

  /** Where the threshold is on the axis, from 0 to 1. */
  get #part(): number {
    const { plot, x } = pairScales(this.#pair, this.#size);
    return (x(this.#threshold) - plot.left) / (plot.right - plot.left);
  }

  #moveTo(part: number): void {
    const { plot, x } = pairScales(this.#pair, this.#size);
    const inside = Math.min(1, Math.max(0, part));
    this.threshold = x.invert(plot.left + inside * (plot.right - plot.left));
    this.#onMove(this.#threshold);
  }

  #speak(): void {
    const [min, max] = this.#pair.x.domain;
    const text = thresholdSentence(this.#pair, this.#threshold);
    this.say({ label: `threshold of ${this.#pair.x.title}`, min, max, now: this.#threshold, text });
  }

  protected drawn(): string {
    return histogramPairMarkup(this.#pair, this.#size, this.#threshold);
  }
}
