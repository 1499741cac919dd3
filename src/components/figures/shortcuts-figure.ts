import { dotPlotMarkup, describeDotPlot, dotPlotTable } from '../../lib/charts/dot-plot.ts';
import type { DotPlot } from '../../lib/charts/dot-plot.ts';
import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { FoldStripView } from '../../lib/charts/fold-strip-view.ts';
import { onRun } from '../bench/run-events.ts';
import { FIRST_STRIP, ownSentence, shortcutsChart, stripSentence } from './shortcuts.ts';
import type { OwnEstimates, ShortcutRow } from './shortcuts.ts';

/** What the page carries for the figure. */
export interface ShortcutsData {
  readonly listing: string;
  readonly rows: readonly ShortcutRow[];
  /** The table's caption. */
  readonly caption: string;
}

/** Folds to try out, beside what each order of the steps reports; the reader's run joins its row. */
class ShortcutsFigure extends HTMLElement {
  #data!: ShortcutsData;
  #strip!: FoldStripView;
  #dots!: DrawingView<DotPlot>;
  #own: OwnEstimates | null = null;
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as ShortcutsData;
    const said = this.querySelector<HTMLElement>('.said')!;
    this.#strip = new FoldStripView(
      this.querySelector<HTMLElement>('.fold-form')!,
      this.querySelector<HTMLElement>('.strip')!,
      FIRST_STRIP,
      (setting) => {
        said.textContent = stripSentence(setting, this.#data.rows);
      },
    );
    this.#dots = new DrawingView(this.querySelector<HTMLElement>('.dots')!, this.#chart, dotPlotMarkup);
    this.#ends = onRun(this.#data.listing, {
      started: () => this.#show(null),
      log: (event) => {
        const value = event.kind === 'hparams' ? event.metrics['accuracy/validation'] : undefined;
        if (event.kind !== 'hparams' || value === undefined) return;
        const shortcut = String(event.parameters.shortcut);
        this.#show({ shortcut, values: [...(this.#own?.values ?? []), value] });
      },
      cleared: () => this.#show(null),
    });
  }

  disconnectedCallback(): void {
    this.#ends();
    this.#strip.disconnect();
    this.#dots.disconnect();
  }

  get #chart(): DotPlot {
    return shortcutsChart(this.#data.rows, this.#own);
  }

  #show(own: OwnEstimates | null): void {
    this.#own = own;
    const chart = this.#chart;
    this.#dots.chart = chart;
    this.querySelector('.dots')!.ariaLabel = describeDotPlot(chart);
    this.querySelector('[data-table]')!.innerHTML = dotPlotTable(chart, this.#data.caption);
    const line = this.querySelector<HTMLElement>('.own-run')!;
    line.textContent = own ? ownSentence(own, this.#data.rows) : (line.dataset.rest ?? '');
  }
}

customElements.define('shortcuts-figure', ShortcutsFigure);
