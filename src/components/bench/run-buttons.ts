import { labels } from './labels.ts';
import { allows } from './phase.ts';
import type { Command, Phase } from './phase.ts';

/** Sent, bubbling, when the reader presses a button that means something now. */
export const RUN_COMMAND = 'run-command';

/** What the first button does in each state. */
const PRIMARY: Readonly<Record<Phase, Command>> = {
  idle: 'run',
  loading: 'pause',
  running: 'pause',
  paused: 'resume',
  finished: 'run',
  stopped: 'run',
  failed: 'run',
};

/**
 * Run (which becomes Pause and Resume), Step, Stop and Reset. A button that means nothing now is `aria-disabled`, not
 * `disabled`: it keeps the focus, so that someone who pressed Stop is not thrown to the top of the page.
 */
export class RunButtons extends HTMLElement {
  #phase: Phase = 'idle';

  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const command = button?.dataset.command as Command | undefined;
      if (!command || !allows(this.#phase, command)) return;
      this.dispatchEvent(new CustomEvent<Command>(RUN_COMMAND, { bubbles: true, detail: command }));
    });
    this.show(this.#phase);
  }

  /** How many runs the reader wants of the next program. */
  get count(): number {
    return this.#counts.hidden ? 1 : Number(this.#counts.value);
  }

  /** Whether the program has a seed: without one there is nothing to choose. */
  offerSeeds(possible: boolean): void {
    this.#counts.hidden = !possible;
  }

  get #counts(): HTMLSelectElement {
    return this.querySelector<HTMLSelectElement>('[data-count]')!;
  }

  /** Makes the buttons fit a state. */
  show(phase: Phase): void {
    this.#phase = phase;
    const primary = this.querySelector<HTMLButtonElement>('[data-primary]')!;
    const command = PRIMARY[phase];
    primary.dataset.command = command;
    primary.querySelector('span')!.textContent = labels[command];
    for (const button of this.querySelectorAll('button')) {
      const possible = allows(phase, button.dataset.command as Command);
      button.setAttribute('aria-disabled', String(!possible));
    }
  }
}

customElements.define('run-buttons', RunButtons);
