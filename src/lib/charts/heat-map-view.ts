import { moved } from './chart-view.ts';
import { cellSentence, describeHeatMap, heatMapMarkup } from './heat-map.ts';
import type { CellAt, HeatMap } from './heat-map.ts';

/** Rows and columns that a key moves by. */
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/**
 * A heat map whose cells can be chosen: the arrow keys move, Enter or the space bar selects, so does a click. `onSelect`
 * hears which. The table flows with the page, so there is nothing to draw anew when the width changes.
 */
export class HeatMapView {
  readonly #host: HTMLElement;
  readonly #listening = new AbortController();
  #map: HeatMap;
  #selected: CellAt | null;

  constructor(host: HTMLElement, map: HeatMap, selected: CellAt | null, onSelect: (at: CellAt) => void) {
    this.#host = host;
    this.#map = map;
    this.#selected = selected;
    const { signal } = this.#listening;
    const select = (cell: HTMLElement): void => {
      this.selected = this.#placeOf(cell);
      onSelect(this.#placeOf(cell));
    };
    const cellOf = (event: Event): HTMLElement | null => (event.target as Element).closest<HTMLElement>('td[data-row]');
    host.addEventListener(
      'click',
      (event) => {
        const cell = cellOf(event);
        if (cell) select(cell);
      },
      { signal },
    );
    host.addEventListener(
      'keydown',
      (event) => {
        const cell = cellOf(event);
        const step = STEPS[event.key];
        if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'Enter' || event.key === ' ') select(cell);
        else if (step) this.#move(cell, step);
        else return;
        event.preventDefault();
      },
      { signal },
    );
    this.#draw();
  }

  /** The map to show from now on. */
  set map(map: HeatMap) {
    this.#map = map;
    this.#draw();
  }

  /** The cell in a frame. Setting it does not call `onSelect`. */
  set selected(at: CellAt | null) {
    this.#selected = at;
    this.#draw();
  }

  /** Stops listening. */
  disconnect(): void {
    this.#listening.abort();
  }

  #placeOf({ dataset }: HTMLElement): CellAt {
    return { row: Number(dataset.row), column: Number(dataset.column) };
  }

  #cell({ row, column }: CellAt): HTMLElement | null {
    return this.#host.querySelector(`td[data-row="${row}"][data-column="${column}"]`);
  }

  #move(from: HTMLElement, [rows, columns]: readonly [number, number]): void {
    const { row, column } = this.#placeOf(from);
    const to = this.#cell({
      row: moved(row, rows, 0, this.#map.rows.length - 1),
      column: moved(column, columns, 0, this.#map.columns.length - 1),
    });
    from.tabIndex = -1;
    if (!to) return;
    to.tabIndex = 0;
    to.focus();
  }

  #draw(): void {
    const focused = this.#host.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    const at = focused && this.#placeOf(focused);
    this.#host.innerHTML = heatMapMarkup(this.#map, this.#selected, true);
    this.#host.querySelector('table')!.ariaLabel = describeHeatMap(this.#map);
    for (const cell of this.#host.querySelectorAll<HTMLElement>('td[data-row]'))
      cell.ariaLabel = cellSentence(this.#map, this.#placeOf(cell));
    if (at) this.#cell(at)?.focus();
  }
}
