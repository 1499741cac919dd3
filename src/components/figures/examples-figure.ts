import { describeScatter, scatterTable, type PointAt } from '../../lib/charts/scatter.ts';
import { ScatterView } from '../../lib/charts/scatter-view.ts';
import type { Sprite } from '../../lib/charts/sprite.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { onRun, type RunPlace } from '../bench/run-events.ts';
import { byScore, examplesChart, examplesOf, groupsOf, isWrong, type Example } from './examples.ts';
import { HEIGHT, type ExamplesSpec } from './examples-figure-spec.ts';
import { labels } from './examples-labels.ts';
import { chosenMarkup, keyMarkup, stripsMarkup } from './examples-markup.ts';
import { whoseRun } from './whose-run.ts';

/** A point for each training image, and the image that is pointed at: of the saved run, or of the reader's when it has come. */
export class ExamplesFigure extends HTMLElement {
  #spec!: ExamplesSpec;
  #sprite!: Sprite;
  #view!: ScatterView;
  #own: readonly Example[] | null = null;
  #place: RunPlace | null = null;
  #unfollow: () => void = () => undefined;

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')?.textContent ?? 'null') as ExamplesSpec;
    // The picture stays with the element, as `--sprite`.
    this.#sprite = { href: '', ...this.#spec.sprite };
    const host = this.querySelector<HTMLElement>('.chart')!;
    this.#view = new ScatterView(host, this.#chart, HEIGHT, (at) => this.#look(at));
    this.#select.addEventListener('change', () => this.#show());
    this.#toggle.addEventListener('change', () => this.#show());
    this.#unfollow = onRun(this.#spec.listing, {
      started: () => this.#take(null, null),
      log: (event, place) => this.#hear(event, place),
      cleared: () => this.#take(null, null),
    });
  }

  disconnectedCallback(): void {
    this.#unfollow();
    this.#view.disconnect();
  }

  get #select(): HTMLSelectElement {
    return this.querySelector('select')!;
  }

  get #toggle(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>('input[type="checkbox"]')!;
  }

  get #saved(): ExamplesSpec['settings'][number] {
    return this.#spec.settings[this.#select.selectedIndex] ?? this.#spec.settings[0]!;
  }

  get #examples(): readonly Example[] {
    return this.#own ?? this.#saved.examples;
  }

  get #strength(): 'saved' | 'own' {
    return this.#own ? 'own' : 'saved';
  }

  get #chart() {
    return examplesChart(this.#examples, this.#strength, this.#toggle.checked);
  }

  #hear(event: LogEvent, place: RunPlace): void {
    if (event.kind !== 'embedding' || event.tag !== this.#spec.tag) return;
    const examples = examplesOf(event);
    if (examples) this.#take(examples, place);
  }

  #take(own: readonly Example[] | null, place: RunPlace | null): void {
    this.#own = own;
    this.#place = place;
    this.querySelector('.own-run')!.textContent = own ? labels.yours : labels.wait;
    this.#show();
    const count = 1 + Math.max(-1, ...(own ?? []).map(({ image }) => image));
    if (count > this.#sprite.columns * this.#sprite.rows) void this.#fetchPictures(count);
  }

  /** The reader's run may have more images than the page carries. */
  async #fetchPictures(count: number): Promise<void> {
    try {
      const { fashionPictures, fetchData } = await import('./fashion-pictures.ts');
      const indices = Array.from({ length: count }, (_, i) => i);
      this.#sprite = await fashionPictures(indices, fetchData);
      this.style.setProperty('--sprite', `url(${this.#sprite.href})`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.querySelector('.own-run')!.textContent = labels.noPictures(why);
      return;
    }
    this.#show();
  }

  #show(): void {
    const chart = this.#chart;
    const marked = this.#toggle.checked;
    this.#view.chart = chart;
    this.querySelector('.chart')!.setAttribute('aria-label', describeScatter(chart));
    this.querySelector('.key')!.innerHTML = keyMarkup(this.#strength, marked);
    // They tell which labels are wrong, so they go while the reader guesses.
    this.querySelector('.strips')!.toggleAttribute('data-veiled', !marked);
    this.querySelector('.strips')!.innerHTML = stripsMarkup(this.#examples, this.#sprite);
    const { name, seed } = this.#saved;
    this.querySelector('[data-whose]')!.textContent = this.#own
      ? whoseRun.own(this.#place?.seed ?? null)
      : whoseRun.saved(name, seed);
    const table = this.querySelector('[data-table]')!;
    table.innerHTML = scatterTable(chart, table.querySelector('caption')?.textContent ?? '');
    this.#look(this.#view.chosen);
  }

  /** Shows the image of a point; without one the most memorized wrong label. */
  #look(at: PointAt | null): void {
    const chosen = at && groupsOf(this.#examples)[at.group]?.[at.index];
    const sorted = byScore(this.#examples);
    const example = chosen ?? sorted.find(isWrong) ?? sorted[0];
    if (example)
      this.querySelector('[data-chosen]')!.innerHTML = chosenMarkup(example, this.#sprite, this.#toggle.checked);
  }
}

customElements.define('examples-figure', ExamplesFigure);
