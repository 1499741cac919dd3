import type { WrittenFile } from '../../lib/run/protocol.ts';
import { labels } from './labels.ts';
import { sizeInWords } from './size.ts';

/** The files that a run left, each with a link that saves it. Gone, with what they hold, when the next run begins. */
export class RunFiles extends HTMLElement {
  readonly #addresses: string[] = [];

  /** One more file of the run; nothing is seen of it before `show`. */
  add({ path, bytes, note }: WrittenFile): void {
    // No type of its own: a browser would rather open what it knows than save it.
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
    const address = URL.createObjectURL(blob);
    this.#addresses.push(address);
    const size = sizeInWords(bytes.length);
    const item = this.querySelector('template')!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    item.querySelector('.path')!.textContent = path;
    item.querySelector('.size')!.textContent = size;
    const link = item.querySelector('a')!;
    link.href = address;
    link.download = path.slice(path.lastIndexOf('/') + 1);
    link.setAttribute('aria-label', labels.files.save(path, size));
    const words = item.querySelector('.note')!;
    if (note === null) words.remove();
    else words.textContent = note;
    this.#list.append(item);
  }

  /** Shows what was added, where anything was. */
  show(): void {
    this.hidden = this.count === 0;
  }

  clear(): void {
    for (const address of this.#addresses.splice(0)) URL.revokeObjectURL(address);
    this.#list.replaceChildren();
    this.hidden = true;
  }

  disconnectedCallback(): void {
    this.clear();
  }

  get count(): number {
    return this.#addresses.length;
  }

  get #list(): HTMLElement {
    return this.querySelector('ul')!;
  }
}

customElements.define('run-files', RunFiles);
