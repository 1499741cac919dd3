import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { describeWeights, weightsMarkup, weightsTable } from '../../lib/charts/weights.ts';
import type { WeightsChart } from '../../lib/charts/weights.ts';
import { onRun } from '../bench/run-events.ts';
import { countsSentence, evenBins, ownLabels, weightsChart } from './weights-figure.ts';
import type { EvenBins, WeightsRun, WeightsSpec } from './weights-figure.ts';

/** The saved settings' weights to choose among, and those of the reader's run as it logs them. */
export class WeightsFigure extends HTMLElement {
  #spec!: WeightsSpec;
  #view!: DrawingView<WeightsChart>;
  #own: WeightsRun | null = null;
  /** What was shown before a run came. */
  #before = '0';
  #unfollow = (): void => undefined;

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')!.textContent) as WeightsSpec;
    const height = Number(this.#host.dataset.height);
    this.#before = this.#select.value;
    this.#view = new DrawingView(this.#host, this.#chart!, (chart, width) => weightsMarkup(chart, { width, height }));
    this.addEventListener('change', () => this.#show());
    this.#unfollow = onRun(this.#spec.listing, {
      started: ({ parameters }) => {
        this.#own = {
          name: ownLabels.name,
          penalty: { l1: Number(parameters.l1 ?? 0), l2: Number(parameters.weight_decay ?? 0) },
          layers: this.#spec.layers.map(() => null),
          zero: null,
          norm: null,
        };
      },
      log: (event) => {
        if (event.kind === 'histogram') this.#histogram(event.tag, evenBins(event));
        if (event.kind === 'hparams') this.#metrics(event.metrics);
      },
      cleared: () => {
        this.#own = null;
        this.#ownOption.disabled = true;
        if (this.#select.value === 'own') this.#select.value = this.#before;
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

  get #select(): HTMLSelectElement {
    return this.querySelector('select')!;
  }

  get #ownOption(): HTMLOptionElement {
    return this.querySelector<HTMLOptionElement>('option[value="own"]')!;
  }

  get #layer(): number {
    return Number(this.querySelector<HTMLInputElement>('input:checked')?.value ?? 0);
  }

  get #run(): WeightsRun {
    const { value } = this.#select;
    return (value === 'own' ? this.#own : null) ?? this.#spec.runs[Number(value)] ?? this.#spec.runs[0]!;
  }

  get #chart(): WeightsChart | null {
    return weightsChart(this.#spec, this.#run, this.#layer, this.#run === this.#own);
  }

  /** The first histogram of a run brings it on; the reader can go back to a saved one meanwhile. */
  #histogram(tag: string, bins: EvenBins): void {
    const at = this.#spec.layers.findIndex(({ name }) => tag === `weights/${name}`);
    if (at < 0 || !this.#own) return;
    const first = this.#own.layers.every((layer) => layer === null);
    this.#own = { ...this.#own, layers: this.#own.layers.map((layer, i) => (i === at ? bins : layer)) };
    if (first) {
      this.#ownOption.disabled = false;
      if (this.#select.value !== 'own') this.#before = this.#select.value;
      this.#select.value = 'own';
    }
    this.#show();
  }

  #metrics(metrics: Readonly<Record<string, number>>): void {
    if (!this.#own) return;
    this.#own = { ...this.#own, zero: metrics['weights/zero'] ?? null, norm: metrics['weights/norm'] ?? null };
    this.#show();
  }

  #show(): void {
    const chart = this.#chart;
    // A layer that the run has not logged yet: what is drawn stays until it has.
    if (!chart) return;
    this.#view.chart = chart;
    this.#host.ariaLabel = describeWeights(chart);
    this.querySelector('.counts')!.textContent = countsSentence(this.#run);
    const table = this.querySelector('[data-table]')!;
    table.innerHTML = weightsTable(chart, table.querySelector('caption')?.textContent ?? '');
  }
}

customElements.define('weights-figure', WeightsFigure);
