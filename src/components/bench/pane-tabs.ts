/**
 * On a phone one part of the bench is seen at a time: tabs choose it. On a wide screen all parts are seen and the tabs
 * are gone (CSS), so the parts carry no hidden attribute, only the bench's `data-pane`.
 */
export class PaneTabs extends HTMLElement {
  connectedCallback(): void {
    const tabs = this.#tabs;
    for (const tab of tabs) tab.addEventListener('click', () => this.show(tab.dataset.pane ?? ''));
    this.addEventListener('keydown', (event) => {
      const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      const next = tabs[(to + tabs.length) % tabs.length]!;
      this.show(next.dataset.pane ?? '');
      next.focus();
    });
  }

  /** Brings a part into view. */
  show(pane: string): void {
    for (const tab of this.#tabs) {
      const selected = tab.dataset.pane === pane;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
    }
    this.closest('run-bench')?.setAttribute('data-pane', pane);
  }

  get #tabs(): HTMLButtonElement[] {
    return [...this.querySelectorAll('button')];
  }
}

customElements.define('pane-tabs', PaneTabs);
