import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { describeGapPlot, gapPlotMarkup, gapPlotTable } from '../../lib/charts/gap-plot.ts';
import type { GapPlot } from '../../lib/charts/gap-plot.ts';
import { onRun } from '../bench/run-events.ts';
import { changesOf } from '../results/same-setting.ts';
import { ownSentence, withOwn } from './gaps.ts';
import type { GapSpec } from './gaps.ts';
import { LastValues } from './last-values.ts';

/** The saved settings' gaps, and the reader's own as it opens. */
export class GapFigure extends HTMLElement {
  #spec!: GapSpec;
  #view!: DrawingView<GapPlot>;
  #changes: readonly string[] = [];
  #unfollow = (): void => undefined;
  readonly #own = new LastValues();

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')!.textContent) as GapSpec;
    this.#view = new DrawingView(this.#host, this.#spec.plot, gapPlotMarkup);
    this.#unfollow = onRun(this.#spec.listing, {
      started: ({ parameters, seeds }) => {
        this.#changes = changesOf(this.#spec.defaults, parameters, seeds.length > 1 ? ['seed'] : []);
        this.#clear();
      },
      log: (event, { index }) => {
        if (event.kind !== 'scalar' || !this.#spec.tags.includes(event.tag)) return;
        this.#own.add(index, event.tag, event.value);
        this.#show();
      },
      cleared: () => this.#clear(),
    });
  }

  disconnectedCallback(): void {
    this.#unfollow();
    this.#view.disconnect();
  }

  get #host(): HTMLElement {
    return this.querySelector<HTMLElement>('.chart')!;
  }

  #clear(): void {
    this.#own.clear();
    this.#show();
  }

  #show(): void {
    const plot = withOwn(this.#spec, this.#own);
    this.#view.chart = plot;
    this.#host.ariaLabel = describeGapPlot(plot);
    const said = this.querySelector<HTMLElement>('.own-run')!;
    said.textContent = ownSentence(this.#spec, this.#own, this.#changes) ?? said.dataset.rest ?? '';
    const table = this.querySelector('[data-table]')!;
    table.innerHTML = gapPlotTable(plot, table.querySelector('caption')?.textContent ?? '');
  }
}

customElements.define('gap-figure', GapFigure);
