import { dataTable } from '../../lib/charts/static.ts';
import type { CurvesChart } from '../../lib/charts/curves.ts';
import { CurvesView } from '../../lib/charts/curves-view.ts';
import { describeCurves } from '../../lib/charts/describe.ts';
import { onRun } from '../bench/run-events.ts';
import { METRIC, noiseLevelsChart, ownSentence } from './noise-levels.ts';
import type { Reached } from './noise-levels.ts';

/** What the page carries for the figure. */
export interface NoiseLevelsData {
  readonly listing: string;
  readonly saved: readonly Reached[];
  /** The table's caption. */
  readonly caption: string;
}

/** Test accuracy over the share of wrong labels. The reader's runs stay until Reset, so that several become a line. */
class NoiseLevelsFigure extends HTMLElement {
  #data!: NoiseLevelsData;
  #view!: CurvesView;
  #own: readonly Reached[] = [];
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as NoiseLevelsData;
    const host = this.querySelector<HTMLElement>('.chart')!;
    this.#view = new CurvesView(host, this.#chart, Number(host.dataset.height));
    this.#ends = onRun(this.#data.listing, {
      // A press of Run takes the place of an earlier one with the same scheme and share.
      started: ({ parameters }) => {
        const [scheme, wrongLabels] = [String(parameters.scheme), Number(parameters.wrong_labels)];
        const others = this.#own.filter((each) => each.scheme !== scheme || each.wrongLabels !== wrongLabels);
        this.#show([...others, { scheme, wrongLabels, values: [] }]);
      },
      log: (event) => {
        const value = event.kind === 'hparams' ? event.metrics[METRIC] : undefined;
        const running = this.#own.at(-1);
        if (value === undefined || !running) return;
        this.#show([...this.#own.slice(0, -1), { ...running, values: [...running.values, value] }]);
      },
      cleared: () => this.#show([]),
    });
  }

  disconnectedCallback(): void {
    this.#ends();
    this.#view.disconnect();
  }

  get #chart(): CurvesChart {
    return noiseLevelsChart(this.#data.saved, this.#own);
  }

  #show(own: readonly Reached[]): void {
    this.#own = own;
    const chart = this.#chart;
    this.#view.chart = chart;
    this.querySelector('.chart')!.ariaLabel = describeCurves(chart);
    this.querySelector('[data-table]')!.innerHTML = dataTable([chart], this.#data.caption);
    const line = this.querySelector<HTMLElement>('.own-run')!;
    const latest = own.findLast(({ values }) => values.length > 0);
    line.textContent = latest ? ownSentence(latest) : (line.dataset.rest ?? '');
  }
}

customElements.define('noise-levels-figure', NoiseLevelsFigure);
