import type { LogEvent } from '../../lib/run/protocol.ts';
import { onRun } from '../bench/run-events.ts';

type Picture = Extract<LogEvent, { kind: 'image' }>;

/** Beside the saved pictures, those that the reader's run logs. */
export class PicturesFigure extends HTMLElement {
  #unfollow = (): void => undefined;

  connectedCallback(): void {
    this.#unfollow = onRun(this.dataset.listing ?? '', {
      log: (event) => {
        if (event.kind === 'image' && event.tag === this.dataset.tag) this.#draw(event);
      },
      cleared: () => this.#clear(),
    });
  }

  disconnectedCallback(): void {
    this.#unfollow();
  }

  get #room(): HTMLElement {
    return this.querySelector<HTMLElement>('.room')!;
  }

  #draw({ tag, width, height, pixels }: Picture): void {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.role = 'img';
    canvas.ariaLabel = `${tag} of your run`;
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    this.#room.querySelector('canvas')?.remove();
    this.#room.querySelector('span')!.hidden = true;
    this.#room.append(canvas);
    this.#room.dataset.drawn = '';
  }

  #clear(): void {
    this.#room.querySelector('canvas')?.remove();
    this.#room.querySelector('span')!.hidden = false;
    delete this.#room.dataset.drawn;
  }
}

customElements.define('pictures-figure', PicturesFigure);
