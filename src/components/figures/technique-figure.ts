import type { PointAt } from '../../lib/charts/scatter.ts';
import { scatterTable } from '../../lib/charts/scatter.ts';
import { ScatterView } from '../../lib/charts/scatter-view.ts';
import { percent, significant } from '../../lib/charts/number.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { onRun } from '../bench/run-events.ts';
import type { RunPlace } from '../bench/run-events.ts';
import { changesOf } from '../results/same-setting.ts';
import type { Values } from '../results/same-setting.ts';
import { FITTED, HEIGHT, techniqueChart, TESTED } from './technique-chart.ts';
import type { Technique, TechniqueRun } from './technique-chart.ts';

/** What the page carries for the figure. */
export interface TechniqueFigureData {
  readonly listing: string;
  readonly defaults: Values;
  readonly techniques: readonly Technique[];
  /** The technique whose first run's course is drawn first. */
  readonly way: string;
}

/** What a run of the reader's has logged. */
interface OwnRun {
  readonly seed: number | null;
  /** By evaluation, the metrics that it gave. */
  readonly evaluations: Map<number, Record<string, number>>;
  metrics: Readonly<Record<string, number>> | null;
}

/** The map of the techniques. A chosen dot shows its run's course; the reader's run draws its own, evaluation by evaluation. */
class TechniqueFigure extends HTMLElement {
  #data!: TechniqueFigureData;
  #view!: ScatterView;
  #way: TechniqueRun | null = null;
  #parameters: Values = {};
  #own: OwnRun[] = [];
  #frame = 0;
  #ends = (): void => {};

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as TechniqueFigureData;
    const { listing, techniques, way } = this.#data;
    this.#way = techniques.find(({ name }) => name === way)?.runs[0] ?? null;
    const host = this.querySelector<HTMLElement>('.chart')!;
    this.#view = new ScatterView(host, this.#chart, HEIGHT, (at) => this.#choose(at));
    this.#ends = onRun(listing, {
      started: ({ parameters }) => {
        this.#own = [];
        this.#parameters = parameters;
        this.#show();
      },
      log: (event, run) => this.#hear(event, run),
      cleared: () => {
        this.#own = [];
        this.#show();
      },
    });
  }

  disconnectedCallback(): void {
    this.#ends();
    cancelAnimationFrame(this.#frame);
    this.#view.disconnect();
  }

  #hear(event: LogEvent, { index, seed }: RunPlace): void {
    if (event.kind !== 'scalar' && event.kind !== 'hparams') return;
    const run = (this.#own[index] ??= { seed, evaluations: new Map(), metrics: null });
    if (event.kind === 'hparams') run.metrics = event.metrics;
    else {
      const evaluation = run.evaluations.get(event.step) ?? {};
      evaluation[event.tag] = event.value;
      run.evaluations.set(event.step, evaluation);
    }
    // An evaluation logs several numbers at once: they are drawn together.
    this.#frame ||= requestAnimationFrame(() => this.#show());
  }

  /** A dot is looked at: its run's course is drawn. The reader's own runs have theirs already. */
  #choose(at: PointAt | null): void {
    const technique = at && this.#data.techniques[at.group];
    const run = at && technique?.runs[at.index];
    if (run) this.#way = run;
    this.#view.chart = this.#chart;
    const said = this.querySelector<HTMLElement>('.chosen-run')!;
    said.textContent =
      technique && run
        ? `${technique.name}, seed ${run.seed}: ${placeWords(run)}. The line is its course.`
        : (said.dataset.rest ?? '');
  }

  /** The reader's runs as far as they have a place: a run without wrong labels fits no share of them. */
  get #ownTechnique(): Technique | null {
    const runs = Object.values(this.#own).flatMap(({ seed, evaluations, metrics }): TechniqueRun[] => {
      const trail = [...evaluations.values()].flatMap(placed);
      const end = (metrics && placed(metrics)[0]) ?? trail.at(-1);
      return end ? [{ seed, end, trail }] : [];
    });
    return runs.length === 0 ? null : { name: this.#technique ?? 'run', runs };
  }

  /** What the reader's program chose; a changed one may have no such choice. */
  get #technique(): string | null {
    const { technique } = this.#parameters;
    return typeof technique === 'string' ? technique : null;
  }

  get #chart() {
    return techniqueChart(this.#data.techniques, this.#way, this.#ownTechnique);
  }

  #show(): void {
    this.#frame = 0;
    this.#view.chart = this.#chart;
    const line = this.querySelector<HTMLElement>('.own-run')!;
    line.textContent = this.#ownWords() ?? line.dataset.rest ?? '';
    const holder = this.querySelector('[data-table]')!;
    const caption = holder.querySelector('caption')?.textContent ?? '';
    holder.innerHTML = scatterTable(techniqueChart(this.#data.techniques, null, this.#ownTechnique), caption);
  }

  /** Where the reader's run has got to; null before it has got anywhere. */
  #ownWords(): string | null {
    const technique = this.#technique ?? 'your program';
    const last = this.#ownTechnique?.runs.at(-1);
    const others = changesOf(this.#data.defaults, this.#parameters, ['seed', 'technique']);
    const differs = others.length === 0 ? '' : ` It also has ${others.join(', ')}, which the saved runs have not.`;
    if (last) return `Your run, ${technique}: ${placeWords(last)}.${differs}`;
    const tested = Object.values(this.#own).at(-1)?.metrics?.[TESTED];
    if (tested === undefined) return null;
    return `Your run, ${technique}, has no wrong labels and so no place on this map; accuracy on new images ${significant(tested, 3)}.`;
  }
}

const placed = (metrics: Readonly<Record<string, number>>): [number, number][] => {
  const [x, y] = [metrics[FITTED], metrics[TESTED]];
  return x === undefined || y === undefined ? [] : [[x, y]];
};

const placeWords = ({ end: [fitted, tested] }: TechniqueRun): string =>
  `${percent(fitted)} of the wrong labels fitted, accuracy on new images ${significant(tested, 3)}`;

customElements.define('technique-figure', TechniqueFigure);
