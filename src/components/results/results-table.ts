import { formatMeanSd, spread } from '../../lib/results/statistics.ts';
import { labels } from '../bench/labels.ts';
import { RUN_FINISHED } from '../bench/run-finished.ts';
import type { FinishedRun } from '../bench/run-finished.ts';
import { changesOf, sameSetting } from './same-setting.ts';
import { makeSortable } from './sort-rows.ts';

/** What the table needs to place a reader's run: each saved setting's parameters, and the range of its metrics. */
export interface SavedRanges {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly metrics: readonly string[];
  readonly settings: readonly {
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly ranges: Readonly<Record<string, readonly [low: number, high: number]>>;
  }[];
}

/** Rows kept; the oldest goes first. */
const LIMIT = 8;

/** Adds a row for each run that the reader finishes, beside the saved ones. */
export class ResultsTable extends HTMLElement {
  #saved!: SavedRanges;

  connectedCallback(): void {
    this.#saved = JSON.parse(this.querySelector('script')?.textContent ?? 'null') as SavedRanges;
    makeSortable(this.querySelector('table')!);
    document.addEventListener(RUN_FINISHED, this.#add);
  }

  disconnectedCallback(): void {
    document.removeEventListener(RUN_FINISHED, this.#add);
  }

  readonly #add = (event: Event): void => {
    const run = (event as CustomEvent<FinishedRun>).detail;
    if (run.listing !== this.dataset.listing) return;
    const body = this.querySelector<HTMLTableSectionElement>('tbody[data-own]')!;
    const row = body.insertRow();
    const heading = document.createElement('th');
    heading.scope = 'row';
    heading.append(this.#part('strong', labels.ownRun(run.runs.length)), this.#part('span', this.#changed(run)));
    heading.lastElementChild!.className = 'settings';
    row.append(heading);
    const ranges = this.#matching(run);
    for (const metric of this.#saved.metrics) {
      const value = run.metrics[metric];
      const cell = row.insertCell();
      if (value === undefined) continue;
      const values = run.runs.flatMap(({ metrics }) => metrics[metric] ?? []);
      cell.append(values.length > 1 ? formatMeanSd(value, spread(values).sd) : value.toFixed(3));
      const range = ranges?.[metric];
      if (range) cell.append(this.#part('span', placed(value, range)));
    }
    while (body.rows.length > LIMIT) body.deleteRow(0);
    body.hidden = false;
  };

  /** What the runs changed of the listing: `weight_decay 0.05 · seed 3`, or the seeds of several. */
  #changed({ parameters, runs, engine }: FinishedRun): string {
    const several = runs.length > 1;
    const changes = changesOf(this.#saved.defaults, parameters, several ? ['seed'] : []);
    const seeds = several ? [labels.seeds.list(runs.flatMap(({ seed }) => seed ?? []))] : [];
    return [...(changes.length > 0 ? changes : ['as in the listing']), ...seeds, engine].join(' · ');
  }

  /** The ranges of the saved setting that the run has, whatever its seed; none when it is a setting of its own. */
  #matching({ parameters }: FinishedRun): Readonly<Record<string, readonly [number, number]>> | null {
    return sameSetting(this.#saved.settings, this.#saved.defaults, parameters)?.ranges ?? null;
  }

  #part(tag: 'strong' | 'span', text: string): HTMLElement {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }
}

/** Where a value lies; a hair outside, by rounding, counts as within. */
function placed(value: number, [low, high]: readonly [number, number]): string {
  const slack = 0.0015;
  if (value < low - slack) return labels.below;
  if (value > high + slack) return labels.above;
  return labels.inside;
}

customElements.define('results-table', ResultsTable);
