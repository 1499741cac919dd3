import { describeDotPlot, dotPlotMarkup, dotPlotTable } from '../../lib/charts/dot-plot.ts';
import type { DotPlot } from '../../lib/charts/dot-plot.ts';
import { DrawingView } from '../../lib/charts/drawing-view.ts';
import type { Point } from '../../lib/charts/series.ts';
import { onRun } from '../bench/run-events.ts';
import { errorsOf, estimatesChart, joined, ownSentence } from './estimates.ts';
import type { Cut, OwnErrors, SavedErrors } from './estimates.ts';

/** What the page carries for the figure. */
export interface EstimatesData {
  readonly listing: string;
  readonly saved: readonly SavedErrors[];
  /** The table's caption. */
  readonly caption: string;
}

/** How far holdout and cross-validation are from the truth; the reader's run joins its rows, repeat by repeat. */
class EstimatesFigure extends HTMLElement {
  #data!: EstimatesData;
  #dots!: DrawingView<DotPlot>;
  #cut: Cut | null = null;
  /** For each of the runs its scalars by tag. */
  #runs: Record<string, Point[]>[] = [];
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as EstimatesData;
    const saved = estimatesChart(this.#data.saved, null);
    this.#dots = new DrawingView(this.querySelector<HTMLElement>('.dots')!, saved, dotPlotMarkup);
    this.#ends = onRun(this.#data.listing, {
      started: ({ parameters }) => {
        this.#runs = [];
        this.#cut = { folds: String(parameters.folds), sorted: parameters.sorted_by_label === true };
        this.#show();
      },
      log: (event, { index }) => {
        if (event.kind !== 'scalar') return;
        const scalars = (this.#runs[index] ??= {});
        (scalars[event.tag] ??= []).push([event.step, event.value]);
        this.#show();
      },
      cleared: () => {
        this.#runs = [];
        this.#cut = null;
        this.#show();
      },
    });
  }

  disconnectedCallback(): void {
    this.#ends();
    this.#dots.disconnect();
  }

  get #own(): OwnErrors | null {
    return this.#cut && { ...this.#cut, errors: joined(Object.values(this.#runs).map(errorsOf)) };
  }

  #show(): void {
    const own = this.#own;
    const chart = estimatesChart(this.#data.saved, own);
    this.#dots.chart = chart;
    this.querySelector('.dots')!.ariaLabel = describeDotPlot(chart);
    this.querySelector('[data-table]')!.innerHTML = dotPlotTable(chart, this.#data.caption);
    const line = this.querySelector<HTMLElement>('.own-run')!;
    line.textContent = own ? ownSentence(own) : (line.dataset.rest ?? '');
  }
}

customElements.define('estimates-figure', EstimatesFigure);
