import { placeOf } from '../../lib/data/recognise.ts';
import { keepFile, keptFiles, removeFile, type KeptFile } from '../../lib/run/kept-files.ts';
import { labels } from './labels.ts';
import { sizeInWords } from './size.ts';

/** Sent on the document when the kept files changed: all benches of a page share them. */
const CHANGE = 'kept-files-change';

/** The list of the reader's files. A file can be chosen, or dropped anywhere on the bench. */
export class KeptFiles extends HTMLElement {
  connectedCallback(): void {
    this.#input.addEventListener('change', () => {
      void this.#keep([...(this.#input.files ?? [])]);
      // The same file chosen again is a change again.
      this.#input.value = '';
    });
    const bench = this.closest<HTMLElement>('run-bench') ?? this;
    bench.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      this.dataset.dropping = '';
    });
    bench.addEventListener('dragleave', () => delete this.dataset.dropping);
    bench.addEventListener('drop', (event) => {
      delete this.dataset.dropping;
      const dropped = [...(event.dataTransfer?.files ?? [])];
      if (dropped.length === 0) return;
      event.preventDefault();
      void this.#keep(dropped);
    });
    document.addEventListener(CHANGE, this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener(CHANGE, this.#show);
  }

  get #input(): HTMLInputElement {
    return this.querySelector('input')!;
  }

  /** Keeps the files one by one, so that one too many does not cost the others. */
  async #keep(chosen: readonly File[]): Promise<void> {
    const said: string[] = [];
    for (const file of chosen) {
      this.#say(labels.kept.reading(file.name));
      try {
        const { path, known } = await placeOf(file.name, async () => new Uint8Array(await file.arrayBuffer()));
        await keepFile(path, file);
        said.push(known ? labels.kept.added(path) : labels.kept.takenFor(file.name, path));
      } catch (error) {
        said.push(labels.kept.failed(file.name, (error as Error).message));
      }
    }
    this.#say(said.join(' '));
    document.dispatchEvent(new CustomEvent(CHANGE));
  }

  readonly #show = (): void => {
    // A browser that keeps nothing has no files; choosing one then says why.
    void keptFiles()
      .catch(() => [])
      .then((kept) => this.querySelector('ul')!.replaceChildren(...kept.map((file) => this.#item(file))));
  };

  #item({ path, size }: KeptFile): HTMLElement {
    const item = this.querySelector('template')!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    item.querySelector('.path')!.textContent = path;
    item.querySelector('.size')!.textContent = sizeInWords(size);
    const button = item.querySelector('button')!;
    button.setAttribute('aria-label', labels.kept.removeFile(path));
    button.addEventListener('click', () => {
      void removeFile(path).then(() => {
        this.#say(labels.kept.removed(path));
        this.#input.focus();
        document.dispatchEvent(new CustomEvent(CHANGE));
      });
    });
    return item;
  }

  #say(text: string): void {
    this.querySelector('.said')!.textContent = text;
  }
}

customElements.define('kept-files', KeptFiles);
