import { onRun } from '../bench/run-events.ts';
import { labels } from './labels.ts';

/**
 * A prediction is noted and kept, and answered when the bench's run has ended; a check is answered at once. Opening the
 * fold answers both.
 */
export class LessonQuestion extends HTMLElement {
  connectedCallback(): void {
    const kept = this.#isPrediction ? localStorage.getItem(this.#key) : null;
    for (const input of this.#inputs) {
      input.checked = input.value === kept;
      input.addEventListener('change', () => this.#choose());
    }
    this.#details.addEventListener('toggle', () => this.#show());
    const { listing } = this.dataset;
    if (listing !== undefined) {
      onRun(listing, {
        ended: (how) => {
          if (how === 'finished' && this.#guess !== null) this.#details.open = true;
        },
      });
    }
    this.#show();
  }

  get #isPrediction(): boolean {
    return this.dataset.kind === 'predict';
  }

  get #key(): string {
    return `prediction:${this.dataset.name}`;
  }

  get #inputs(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input')];
  }

  get #details(): HTMLDetailsElement {
    return this.querySelector('details')!;
  }

  /** Which option the reader chose, from 0; null for none so far. */
  get #guess(): number | null {
    const chosen = this.#inputs.findIndex((input) => input.checked);
    return chosen === -1 ? null : chosen;
  }

  #choose(): void {
    if (this.#isPrediction) localStorage.setItem(this.#key, String(this.#guess));
    else this.#details.open = true;
    this.#show();
  }

  /** Says what the reader's choice is worth, as far as the answer is open. */
  #show(): void {
    const answered = this.#details.open;
    const guess = this.#guess;
    const right = Number(this.dataset.answer);
    const texts = this.#inputs.map((input) => input.closest('label')!.textContent.trim());
    this.dataset.state = answered ? 'answered' : guess === null ? 'open' : 'noted';
    for (const [i, input] of this.#inputs.entries()) {
      input.closest('label')!.toggleAttribute('data-right', answered && i === right);
    }
    const note = this.querySelector('.note')!;
    if (guess === null) note.textContent = '';
    else if (!answered) note.textContent = this.#isPrediction ? labels.noted(texts[guess]!) : '';
    else note.textContent = guess === right ? labels.right(texts[guess]!) : labels.wrong(texts[guess]!, texts[right]!);
  }
}

customElements.define('lesson-question', LessonQuestion);
