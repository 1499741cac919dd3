import { HeatMapView } from '../../lib/charts/heat-map-view.ts';
import { dataTable } from '../../lib/charts/static.ts';
import { chartsOf } from '../bench/figure-spec.ts';
import type { FigureSpec } from '../bench/figure-spec.ts';
import { OwnRuns } from '../bench/own-runs.ts';
import { onRun } from '../bench/run-events.ts';
import { changesOf, sameSetting } from '../results/same-setting.ts';
import type { Values } from '../results/same-setting.ts';
import { CurvesReader } from './curves-reader.ts';
import { cellAt, cellWords, GAP, ownWords, placeOf, sizeMap } from './data-size-map.ts';
import type { SizeCell } from './data-size-map.ts';

/** What the page carries for the figure. */
export interface DataSizeFigureData {
  readonly listing: string;
  readonly defaults: Values;
  readonly cells: readonly SizeCell[];
  /** Name of the cell whose curves are shown first. */
  readonly first: string;
  /** How many examples a run sees. */
  readonly seen: number;
  /** The saved curves of every cell. */
  readonly spec: FigureSpec;
}

/** The map of the gap over size and wrong labels; the chosen cell's curves beside it; the reader's run in both. */
class DataSizeFigure extends HTMLElement {
  #data!: DataSizeFigureData;
  #chosen!: SizeCell;
  #map!: HeatMapView;
  #reader!: CurvesReader;
  readonly #own = new OwnRuns();
  #parameters: Values = {};
  #frame = 0;
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as DataSizeFigureData;
    const { listing, cells, first } = this.#data;
    this.#chosen = cells.find(({ name }) => name === first)!;
    const host = this.querySelector<HTMLElement>('.map')!;
    this.#map = new HeatMapView(host, sizeMap(cells, null), placeOf(cells, this.#chosen), (at) => {
      this.#chosen = cellAt(cells, at) ?? this.#chosen;
      this.#show();
    });
    this.#reader = new CurvesReader(this, this.#charts);
    this.#ends = onRun(listing, {
      started: ({ parameters }) => {
        this.#own.clear();
        this.#parameters = parameters;
        const cell = this.#ownCell;
        if (cell) {
          this.#chosen = cell;
          this.#map.selected = placeOf(cells, cell);
        }
        this.#show();
      },
      log: (event, { index }) => {
        if (event.kind !== 'scalar') return;
        this.#own.add(index, event.tag, [event.step, event.value]);
        this.#showSoon();
      },
      cleared: () => {
        this.#own.clear();
        this.#show();
      },
    });
  }

  disconnectedCallback(): void {
    this.#ends();
    cancelAnimationFrame(this.#frame);
    this.#map.disconnect();
    this.#reader.disconnect();
  }

  /** The cell whose settings the reader's run has. */
  get #ownCell(): SizeCell | null {
    return sameSetting(this.#data.cells, this.#data.defaults, this.#parameters);
  }

  /** The gap that the reader's runs have got to. */
  get #ownGap(): number | null {
    return this.#own.curves.get(GAP)?.at(-1)?.mean ?? null;
  }

  get #charts() {
    return chartsOf(this.#data.spec, this.#chosen.name, this.#own.curves).slice(0, this.#data.spec.panels.length);
  }

  /** An evaluation logs several numbers at once: they are drawn together. */
  #showSoon(): void {
    this.#frame ||= requestAnimationFrame(() => this.#show());
  }

  #show(): void {
    this.#frame = 0;
    const { cells, defaults, seen } = this.#data;
    const [gap, cell] = [this.#ownGap, this.#ownCell];
    this.#map.map = sizeMap(cells, cell && gap !== null ? { cell, gap } : null);
    this.#reader.charts = this.#charts;
    this.querySelector('.cell')!.textContent = cellWords(this.#chosen, seen);
    const line = this.querySelector<HTMLElement>('.own-run')!;
    line.textContent =
      gap === null ? (line.dataset.rest ?? '') : ownWords(gap, cell, changesOf(defaults, this.#parameters, ['seed']));
    const holder = this.querySelector('[data-table]')!;
    holder.innerHTML = dataTable(this.#charts, cellWords(this.#chosen, seen));
  }
}

customElements.define('data-size-figure', DataSizeFigure);
