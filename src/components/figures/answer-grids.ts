import { DrawingView } from '../../lib/charts/drawing-view.ts';
import { imageGridKey, imageGridMarkup, imageGridTable, updateImageGrid } from '../../lib/charts/image-grid.ts';
import { percent } from '../../lib/charts/number.ts';
import type { Point } from '../../lib/charts/series.ts';
import { HISTORY_MARGIN } from '../../lib/charts/state-history.ts';
import type { Sprite } from '../../lib/charts/sprite.ts';
import type { LogEvent } from '../../lib/run/protocol.ts';
import { onRun, type RunPlace } from '../bench/run-events.ts';
import { answersOf, gridAt, type Answers } from './answers.ts';
import { describePanel, drawHistory, unseenAt, type AnswersSpec, type PanelRun } from './answers-figure.ts';
import { labels } from './answers-labels.ts';
import { whoseRun } from './whose-run.ts';

/** What a history is drawn from. */
interface Drawn {
  readonly answers: Answers;
  readonly at: number;
}

const EMPTY: Sprite = { href: '', columns: 1, rows: 1 };

/** Training images and what the network answers on them: the saved run's until the reader's run has answers of its own. */
export class AnswerGrids extends HTMLElement {
  #spec!: AnswersSpec;
  #views: DrawingView<Drawn>[] = [];
  /** The reader's answers and scores on unseen images, by tag. */
  readonly #own = new Map<string, Answers>();
  readonly #ownUnseen = new Map<string, Point[]>();
  /** Which of several runs the reader's answers are of. */
  #place: RunPlace | null = null;
  /** The evaluation shown; null follows the last of the reader's run. */
  #at: number | null = null;
  /** The pictures of each set of images, by their indices. */
  readonly #sprites = new Map<string, Sprite>();
  #shown: string[] = [];
  #frame = 0;
  #unfollow: () => void = () => undefined;

  connectedCallback(): void {
    this.#spec = JSON.parse(this.querySelector('script')?.textContent ?? 'null') as AnswersSpec;
    this.#at = this.#scrubber.valueAsNumber;
    this.#shown = this.#spec.panels.map(({ saved }) => saved.answers.images.join());
    for (const [i, { sprite }] of this.#spec.panels.entries()) {
      const picture = this.#panel(i).querySelector<HTMLElement>('.image-grid')!.style.getPropertyValue('--sprite');
      this.#sprites.set(this.#shown[i]!, { ...sprite, href: picture.replace(/^url\(["']?|["']?\)$/g, '') });
    }
    this.#views = this.#spec.panels.map(({ saved }, i) => {
      const host = this.#panel(i).querySelector<HTMLElement>('.history')!;
      for (const type of ['pointerdown', 'pointermove'] as const)
        host.addEventListener(type, (event) => {
          if (event.buttons === 0) return;
          this.#goTo(this.#evaluationUnder(host, event.clientX, i));
        });
      const { names } = this.#spec;
      return new DrawingView<Drawn>(host, { answers: saved.answers, at: this.#at ?? 0 }, ({ answers, at }, width) =>
        drawHistory(answers, names, at, width),
      );
    });
    this.#scrubber.addEventListener('input', () => this.#goTo(this.#scrubber.valueAsNumber));
    for (const type of ['pointerover', 'pointerdown'] as const)
      this.addEventListener(type, ({ target }) => this.#point(target instanceof Element ? target : null));
    this.querySelector('details')!.addEventListener('toggle', () => this.#draw());
    this.#unfollow = onRun(this.#spec.listing, {
      started: () => this.#restart(null),
      log: (event, place) => this.#hear(event, place),
      ended: () => this.#end(),
      cleared: () => this.#restart(this.#scrubber.valueAsNumber),
    });
  }

  disconnectedCallback(): void {
    this.#unfollow();
    for (const view of this.#views) view.disconnect();
  }

  get #scrubber(): HTMLInputElement {
    return this.querySelector('input')!;
  }

  #panel(i: number): HTMLElement {
    return this.querySelectorAll<HTMLElement>('.panel')[i]!;
  }

  /** What panel `i` shows: the reader's run, or the saved one. */
  #runOf(i: number): PanelRun {
    const { tag, unseen, saved } = this.#spec.panels[i]!;
    const answers = this.#own.get(tag);
    return answers ? { answers, unseen: this.#ownUnseen.get(unseen) ?? [] } : saved;
  }

  #restart(at: number | null): void {
    this.#own.clear();
    this.#ownUnseen.clear();
    this.#place = null;
    this.#at = at;
    this.#note(labels.point);
    this.#later();
  }

  #hear(event: LogEvent, place: RunPlace): void {
    if (place.index !== this.#place?.index) {
      this.#own.clear();
      this.#ownUnseen.clear();
      this.#place = place;
    }
    if (event.kind === 'scalar' && this.#spec.panels.some(({ unseen }) => unseen === event.tag)) {
      const points = this.#ownUnseen.get(event.tag) ?? [];
      points.push([event.step, event.value]);
      this.#ownUnseen.set(event.tag, points);
    } else if (event.kind === 'embedding' && this.#spec.panels.some(({ tag }) => tag === event.tag)) {
      const answers = answersOf(event);
      if (answers) this.#own.set(event.tag, answers);
    } else return;
    this.#later();
  }

  #end(): void {
    if (this.#own.size === 0) this.#note(labels.noAnswers);
  }

  #goTo(evaluation: number): void {
    this.#at = evaluation;
    this.#later();
  }

  #evaluationUnder(host: HTMLElement, clientX: number, i: number): number {
    const { left, width } = host.getBoundingClientRect();
    const share = (clientX - left - HISTORY_MARGIN) / (width - 2 * HISTORY_MARGIN);
    const last = this.#runOf(i).answers.epochs.length - 1;
    return Math.round(Math.min(1, Math.max(0, share)) * last);
  }

  #note(text: string): void {
    this.querySelector('.own-run')!.textContent = text;
  }

  /** Says in words what is under the pointer. */
  #point(target: Element | null): void {
    const image = target?.closest<HTMLElement>('.image-grid > li');
    if (image) this.#note(image.title);
  }

  #later(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { panels, words, setting, seed } = this.#spec;
    const own = this.#own.size > 0;
    const [first] = panels.map((_, i) => this.#runOf(i).answers);
    if (!first) return;
    const last = first.epochs.length - 1;
    // Until the reader's run has answers, the saved ones stay where they are.
    const here = Math.min(last, this.#at ?? (own ? last : this.#scrubber.valueAsNumber));
    const epoch = labels.epoch(first.epochs[here]!, first.epochs[last]!);
    this.querySelector('[data-whose]')!.textContent = own
      ? whoseRun.own(this.#place?.seed ?? null)
      : whoseRun.saved(setting, seed);
    this.querySelector('[data-epoch]')!.textContent = epoch;
    this.#scrubber.max = String(last);
    this.#scrubber.valueAsNumber = here;
    this.#scrubber.setAttribute('aria-valuetext', epoch);
    for (const [i, { title }] of panels.entries()) {
      const run = this.#runOf(i);
      const at = Math.min(run.answers.epochs.length - 1, here);
      const panel = this.#panel(i);
      const images = gridAt(run.answers, at);
      panel.ariaLabel = describePanel(title, run, at, words);
      this.#drawGrid(i, run.answers, at);
      panel.querySelector('.key')!.innerHTML = imageGridKey(images, words);
      this.#views[i]!.chart = { answers: run.answers, at };
      const share = unseenAt(run, at);
      panel.querySelector('[data-share]')!.textContent = share === null ? '' : percent(share);
      panel.querySelector<HTMLElement>('.bar > span')!.style.inlineSize = `${100 * (share ?? 0)}%`;
    }
    if (this.querySelector('details')!.open) this.querySelector('[data-table]')!.innerHTML = this.#tables(here);
  }

  #tables(here: number): string {
    const { panels, words } = this.#spec;
    return panels
      .map(({ title }, i) => {
        const { answers } = this.#runOf(i);
        const at = Math.min(answers.epochs.length - 1, here);
        return imageGridTable(gridAt(answers, at), words, title);
      })
      .join('');
  }

  /** The grid of a panel; other images than before are fetched, and shown as soon as they are here. */
  #drawGrid(i: number, answers: Answers, at: number): void {
    const grid = this.#panel(i).querySelector<HTMLElement>('.grid')!;
    const key = answers.images.join();
    if (key === this.#shown[i]) {
      updateImageGrid(grid.firstElementChild!, gridAt(answers, at));
      return;
    }
    this.#shown[i] = key;
    // As many images as before keep the height; fewer leave room.
    grid.style.minBlockSize = `${grid.offsetHeight}px`;
    const sprite = this.#sprites.get(key);
    grid.innerHTML = imageGridMarkup(gridAt(answers, at), sprite ?? EMPTY);
    if (!sprite) void this.#fetchPictures(i, key, answers.images);
  }

  async #fetchPictures(i: number, key: string, images: readonly number[]): Promise<void> {
    try {
      const { fashionPictures, fetchData } = await import('./fashion-pictures.ts');
      this.#sprites.set(key, await fashionPictures(images, fetchData));
    } catch (error) {
      this.#note(labels.noPictures(error instanceof Error ? error.message : String(error)));
      return;
    }
    // The reader may have started another run meanwhile.
    if (this.#shown[i] !== key) return;
    this.#shown[i] = '';
    this.#later();
  }
}

customElements.define('answer-grids', AnswerGrids);
