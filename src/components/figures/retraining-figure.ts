import { describeDotPlot, dotPlotMarkup, dotPlotTable } from '../../lib/charts/dot-plot.ts';
import type { DotPlot } from '../../lib/charts/dot-plot.ts';
import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { onRun } from '../bench/run-events.ts';
import { rest, retrainingChart, type RetrainingSpec } from './retraining.ts';

/** What leaving images out does, over the saved seeds and in the reader's runs. */
export class RetrainingFigure extends HTMLElement {
  #spec!: RetrainingSpec;
  #view!: DrawingView<DotPlot>;
  /** For each run the metrics that it ended with. */
  #own: Readonly<Record<string, number>>[] = [];
  #unfollow: () => void = () => undefined;

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')?.textContent ?? 'null') as RetrainingSpec;
    const host = this.querySelector<HTMLElement>('.chart')!;
    this.#view = new DrawingView(host, retrainingChart(this.#spec, []), dotPlotMarkup);
    const clear = (): void => {
      this.#own = [];
      this.#show();
    };
    this.#unfollow = onRun(this.#spec.listing, {
      started: clear,
      log: (event) => {
        if (event.kind !== 'hparams') return;
        this.#own.push(event.metrics);
        this.#show();
      },
      cleared: clear,
    });
  }

  disconnectedCallback(): void {
    this.#unfollow();
    this.#view.disconnect();
  }

  #show(): void {
    const chart = retrainingChart(this.#spec, this.#own);
    this.#view.chart = chart;
    const said = describeDotPlot(chart);
    this.querySelector('.chart')!.setAttribute('aria-label', said);
    this.querySelector('.own-run')!.textContent = this.#own.length > 0 ? 'The diamonds are yours.' : rest;
    const table = this.querySelector('[data-table]')!;
    table.innerHTML = dotPlotTable(chart, table.querySelector('caption')?.textContent ?? '');
  }
}

customElements.define('retraining-figure', RetrainingFigure);
