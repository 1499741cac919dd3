import { labels } from './labels.ts';

/** Characters kept; a program that prints without end must not fill the page's memory. */
const LIMIT = 200_000;

/** What the program prints. Text only: nothing that a program writes is taken for markup. */
export class RunConsole extends HTMLElement {
  #pre!: HTMLElement;
  #length = 0;

  connectedCallback(): void {
    this.#pre = this.querySelector('pre')!;
  }

  /** Adds printed text; keeps the end in view unless the reader has scrolled up. */
  write(text: string, stream: 'stdout' | 'stderr'): void {
    const atEnd = this.#pre.scrollHeight - this.#pre.scrollTop - this.#pre.clientHeight < 24;
    if (this.#length === 0) this.#pre.replaceChildren();
    const last = this.#pre.lastElementChild;
    if (last instanceof HTMLElement && last.dataset.stream === stream) last.append(text);
    else {
      const span = document.createElement('span');
      span.dataset.stream = stream;
      span.textContent = text;
      this.#pre.append(span);
    }
    this.#length += text.length;
    if (this.#length > LIMIT) this.#trim();
    if (atEnd) this.#pre.scrollTop = this.#pre.scrollHeight;
  }

  clear(): void {
    this.#length = 0;
    const hint = document.createElement('span');
    hint.className = 'hint';
    hint.textContent = labels.outputEmpty;
    this.#pre.replaceChildren(hint);
  }

  /** Leaves the later half, from the start of a line. */
  #trim(): void {
    const text = this.#pre.textContent ?? '';
    const from = text.indexOf('\n', text.length - LIMIT / 2) + 1;
    const kept = labels.outputCut + text.slice(from);
    const span = document.createElement('span');
    span.dataset.stream = 'stdout';
    span.textContent = kept;
    this.#pre.replaceChildren(span);
    this.#length = kept.length;
  }
}

customElements.define('run-console', RunConsole);
