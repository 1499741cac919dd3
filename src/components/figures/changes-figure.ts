import { dotPlotMarkup, dotPlotTable } from '../../lib/charts/dot-plot.ts';
import type { DotPlot } from '../../lib/charts/dot-plot.ts';
import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { onRun } from '../bench/run-events.ts';
import { changesOf } from '../results/same-setting.ts';
import { changesPlot, describeChanges, ownSentence } from './changes.ts';
import type { ChangesSpec, OwnChanges } from './changes.ts';
import { LastValues } from './last-values.ts';

/** The saved settings on each kind of test image, and the reader's runs among them. */
export class ChangesFigure extends HTMLElement {
  #spec!: ChangesSpec;
  #view!: DrawingView<DotPlot>;
  #said: readonly string[] = [];
  #own: OwnChanges = { values: new LastValues(), choice: undefined };
  #unfollow = (): void => undefined;

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')!.textContent) as ChangesSpec;
    const { listing, defaults, parameter, changes } = this.#spec;
    this.#view = new DrawingView(this.#host, changesPlot(this.#spec), dotPlotMarkup);
    this.#unfollow = onRun(listing, {
      started: ({ parameters, seeds }) => {
        this.#said = changesOf(defaults, parameters, seeds.length > 1 ? ['seed'] : []);
        this.#own = { values: new LastValues(), choice: parameters[parameter] };
        this.#show();
      },
      log: (event, { index }) => {
        if (event.kind !== 'scalar' || !changes.some(({ tag }) => tag === event.tag)) return;
        this.#own.values.add(index, event.tag, event.value);
        this.#show();
      },
      cleared: () => {
        this.#own.values.clear();
        this.#show();
      },
    });
  }

  disconnectedCallback(): void {
    this.#unfollow();
    this.#view.disconnect();
  }

  get #host(): HTMLElement {
    return this.querySelector<HTMLElement>('.chart')!;
  }

  #show(): void {
    const plot = changesPlot(this.#spec, this.#own);
    this.#view.chart = plot;
    const sentence = ownSentence(this.#spec, this.#own, this.#said);
    this.#host.ariaLabel = [describeChanges(this.#spec), sentence].filter((text) => text !== null).join(' ');
    const said = this.querySelector<HTMLElement>('.own-run')!;
    said.textContent = sentence ?? said.dataset.rest ?? '';
    const table = this.querySelector('[data-table]')!;
    table.innerHTML = dotPlotTable(plot, table.querySelector('caption')?.textContent ?? '');
  }
}

customElements.define('changes-figure', ChangesFigure);
