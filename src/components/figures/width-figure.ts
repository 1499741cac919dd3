import { percent, significant } from '../../lib/charts/number.ts';
import { dataTable } from '../../lib/charts/static.ts';
import { mean } from '../../lib/results/statistics.ts';
import { onRun } from '../bench/run-events.ts';
import type { StartedRuns } from '../bench/run-events.ts';
import { changesOf } from '../results/same-setting.ts';
import type { Values } from '../results/same-setting.ts';
import { CurvesReader } from './curves-reader.ts';
import { LOSS, VALIDATED, widthCharts } from './width-charts.ts';
import type { WidthPoint } from './width-charts.ts';

/** What the page carries for the figure. */
export interface WidthFigureData {
  readonly listing: string;
  readonly defaults: Values;
  readonly points: readonly WidthPoint[];
}

/** The reader's runs at one setting, with the metrics that they have got to so far. */
interface OwnPoint extends Omit<WidthPoint, 'ends'> {
  readonly ends: Record<string, number[]>;
  /** What else they change of the listing. */
  readonly others: readonly string[];
}

/** Loss and accuracy over the width. The reader's runs stay until Reset, so that a walk through the widths becomes a curve. */
class WidthFigure extends HTMLElement {
  #data!: WidthFigureData;
  #reader!: CurvesReader;
  #own: OwnPoint[] = [];
  #frame = 0;
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as WidthFigureData;
    this.#reader = new CurvesReader(this, this.#charts());
    this.#ends = onRun(this.#data.listing, {
      started: (runs) => this.#begin(runs),
      log: (event, { index }) => {
        const running = this.#own.at(-1);
        if (event.kind !== 'scalar' || !running) return;
        (running.ends[event.tag] ??= [])[index] = event.value;
        this.#showSoon();
      },
      cleared: () => {
        this.#own = [];
        this.#show();
      },
    });
  }

  disconnectedCallback(): void {
    this.#ends();
    cancelAnimationFrame(this.#frame);
    this.#reader.disconnect();
  }

  /** A new place on the axis; it takes that of an earlier run with the same width and wrong labels. */
  #begin({ parameters }: StartedRuns): void {
    const width = Number(parameters.width);
    const wrong = Number(parameters.wrong_labels);
    const others = changesOf(this.#data.defaults, parameters, ['seed', 'width', 'wrong_labels']);
    this.#own = this.#own.filter((point) => point.width !== width || point.wrong !== wrong);
    this.#own.push({ width, wrong, ends: {}, others });
    this.#show();
  }

  #charts() {
    // A run of several has no value yet where an earlier one of them has.
    const own = this.#own.map((point) => {
      const ends = Object.entries(point.ends).map(([metric, values]) => [metric, Object.values(values)] as const);
      return { ...point, ends: Object.fromEntries(ends) };
    });
    return widthCharts(this.#data.points, own);
  }

  /** An evaluation logs several numbers at once: they are drawn together. */
  #showSoon(): void {
    this.#frame ||= requestAnimationFrame(() => this.#show());
  }

  #show(): void {
    this.#frame = 0;
    const charts = this.#charts();
    this.#reader.charts = charts;
    const holder = this.querySelector('[data-table]')!;
    holder.innerHTML = dataTable(charts, holder.querySelector('caption')?.textContent ?? '');
    this.#tell();
  }

  /** The line for the reader's runs: what the last one has got to, and what keeps it from being compared. */
  #tell(): void {
    const line = this.querySelector<HTMLElement>('.own-run')!;
    const last = this.#own.at(-1);
    const [loss, accuracy] = [LOSS, VALIDATED].map((metric) => Object.values(last?.ends[metric] ?? []));
    if (!last || !loss?.length || !accuracy?.length) {
      line.textContent = line.dataset.rest ?? '';
      return;
    }
    const others =
      last.others.length === 0 ? '' : ` It also has ${last.others.join(', ')}, which the saved runs have not.`;
    line.textContent =
      `Your run, ${last.width} hidden units, ${percent(last.wrong)} wrong labels: ` +
      `validation loss ${significant(mean(loss), 3)}, accuracy ${significant(mean(accuracy), 2)}.${others}`;
  }
}

customElements.define('width-figure', WidthFigure);
