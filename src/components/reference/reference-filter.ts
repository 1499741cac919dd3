import { labels } from './labels.ts';

/** What can be found by name: an entry, a member of a class, a value, an absent name, a link of the index. */
const NAMED = '.entry, .reference li, .reference dt';

/** A box that leaves only those names in view that contain what was typed. Without script the page is whole. */
export class ReferenceFilter extends HTMLElement {
  #names: readonly { readonly element: HTMLElement; readonly name: string }[] = [];

  connectedCallback(): void {
    const input = this.querySelector('input')!;
    input.addEventListener('input', () => this.#show(input.value));
    // A link to a name must find it, whatever was typed before.
    addEventListener('hashchange', this.#reveal);
    if (input.value !== '') this.#show(input.value);
  }

  disconnectedCallback(): void {
    removeEventListener('hashchange', this.#reveal);
  }

  readonly #reveal = (): void => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null || target.checkVisibility()) return;
    this.querySelector('input')!.value = '';
    this.#show('');
    target.scrollIntoView();
  };

  #show(text: string): void {
    if (this.#names.length === 0) this.#names = namedElements();
    const wanted = text.trim().toLowerCase();
    const found = this.#names.filter(({ name }) => name.includes(wanted));
    const visible = new Set<Element>();
    for (const { element } of found) {
      // What a name stands in must be in view too, and an entry brings all it has.
      for (let at: Element | null = element; at !== null && !at.matches('.reference'); at = at.parentElement)
        visible.add(at);
      for (const inner of element.querySelectorAll('li, dt, dd, div, ul')) visible.add(inner);
      const advice = element.matches('dt') ? element.parentElement?.querySelector('dd') : null;
      if (advice) visible.add(advice);
    }
    const parts = document.querySelectorAll<HTMLElement>('.reference, .reference :is(.entry, .short, .absent, li, dt, dd, dl > div)'); // prettier-ignore
    for (const part of parts) {
      const holds = part.matches('.reference')
        ? [...visible].some((element) => part.contains(element))
        : visible.has(part);
      part.hidden = wanted !== '' && !holds;
    }
    this.querySelector('output')!.textContent =
      wanted === '' ? '' : found.length === 0 ? labels.none : labels.found(found.length);
  }
}

function namedElements(): { element: HTMLElement; name: string }[] {
  return [...document.querySelectorAll<HTMLElement>(NAMED)].map((element) => {
    const id = element.id || element.querySelector('h3')?.id || element.textContent;
    return { element, name: id.toLowerCase() };
  });
}

customElements.define('reference-filter', ReferenceFilter);
