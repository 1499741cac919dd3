import { labels } from './labels.ts';

/** Characters kept; a program that prints without end must not fill the page's memory. */
const LIMIT = 200_000;

/**
 * Characters from which on a new block is begun. A browser lays a block out as a whole whenever it changes, so one block
 * for a long log would cost more with every line.
 */
const BLOCK = 4_000;

/** What the program prints. Text only: nothing that a program writes is taken for markup. */
export class RunConsole extends HTMLElement {
  #pre!: HTMLElement;
  #length = 0;

  connectedCallback(): void {
    this.#pre = this.querySelector('pre')!;
  }

  /** Adds printed text; keeps the end in view unless the reader has scrolled up. */
  write(text: string, stream: 'stdout' | 'stderr'): void {
    const atEnd = this.#atEnd;
    if (this.#length === 0) this.#pre.replaceChildren();
    const last = this.#pre.lastElementChild;
    if (last instanceof HTMLElement && last.dataset.stream === stream && hasRoom(last)) last.append(text);
    else this.#pre.append(block(text, stream));
    this.#length += text.length;
    if (this.#length > LIMIT) this.#trim();
    if (atEnd) this.#pre.scrollTop = this.#pre.scrollHeight;
  }

  /** Lets something change the console's height; the end stays in view where it was. */
  resize(change: () => void): void {
    const atEnd = this.#atEnd;
    change();
    if (atEnd) this.#pre.scrollTop = this.#pre.scrollHeight;
  }

  clear(): void {
    this.#length = 0;
    const hint = document.createElement('span');
    hint.className = 'hint';
    hint.textContent = labels.outputEmpty;
    this.#pre.replaceChildren(hint);
  }

  get #atEnd(): boolean {
    return this.#pre.scrollHeight - this.#pre.scrollTop - this.#pre.clientHeight < 24;
  }

  /** Takes the oldest blocks away until half of the limit is left, and says so. */
  #trim(): void {
    while (this.#length > LIMIT / 2 && this.#pre.childElementCount > 1) {
      const oldest = this.#pre.firstElementChild!;
      this.#length -= oldest.textContent.length;
      oldest.remove();
    }
    this.#pre.prepend(block(labels.outputCut, 'stdout'));
    this.#length += labels.outputCut.length;
  }
}

function block(text: string, stream: 'stdout' | 'stderr'): HTMLElement {
  const element = document.createElement('span');
  element.dataset.stream = stream;
  element.textContent = text;
  return element;
}

/** Whether a block takes more text: a line is never broken between two. */
const hasRoom = ({ textContent }: HTMLElement): boolean => textContent.length < BLOCK || !textContent.endsWith('\n');

customElements.define('run-console', RunConsole);
