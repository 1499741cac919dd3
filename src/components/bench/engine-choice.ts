import { isEngineName, type EngineName } from '../../lib/engine/names.ts';
import { labels } from './labels.ts';

/** The choice of an engine lives in the page's address, so that a link can carry it; without it, the ladder chooses. */
const PARAMETER = 'engine';

/** Sent on the document when the choice changes: all benches of a page share the address. */
const ENGINE_CHANGE = 'engine-change';

/** `?engine=` of the page's address; anything that is not an engine's name leaves the choice to the ladder. */
export function engineFromAddress(): EngineName | 'auto' {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  return asked !== null && isEngineName(asked) ? asked : 'auto';
}

/** The select of engines. What it shows is what the next run uses. */
export class EngineChoice extends HTMLElement {
  connectedCallback(): void {
    this.#select.addEventListener('change', () => {
      const address = new URL(location.href);
      if (this.#select.value === 'auto') address.searchParams.delete(PARAMETER);
      else address.searchParams.set(PARAMETER, this.#select.value);
      history.replaceState(history.state, '', address);
      document.dispatchEvent(new CustomEvent(ENGINE_CHANGE));
    });
    document.addEventListener(ENGINE_CHANGE, this.#show);
    // Back and forward may bring another address with the same page.
    addEventListener('popstate', this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener(ENGINE_CHANGE, this.#show);
    removeEventListener('popstate', this.#show);
  }

  readonly #show = (): void => {
    const choice = engineFromAddress();
    this.#select.value = choice;
    this.querySelector('p')!.textContent = labels.engine.hints[choice];
  };

  get #select(): HTMLSelectElement {
    return this.querySelector('select')!;
  }
}

customElements.define('engine-choice', EngineChoice);
