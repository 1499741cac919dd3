import type { LogEvent } from '../../lib/run/protocol.ts';
import { onRun } from '../bench/run-events.ts';
import { countIn, hasColour, tilesMarkup } from './picture-tiles.ts';

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
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    const room = this.#room;
    this.#clear();
    const logged = { width, height };
    room.insertAdjacentHTML('beforeend', tilesMarkup(logged, countIn(logged, Number(this.dataset.count))));
    room.style.setProperty('--sprite', `url(${canvas.toDataURL()})`);
    room.role = 'img';
    room.ariaLabel = `${tag} of your run`;
    room.toggleAttribute('data-colour', hasColour(pixels));
    room.dataset.drawn = '';
  }

  #clear(): void {
    const room = this.#room;
    for (const tile of room.querySelectorAll('.sprite-image')) tile.remove();
    room.role = null;
    room.ariaLabel = null;
    delete room.dataset.drawn;
  }
}

customElements.define('pictures-figure', PicturesFigure);
