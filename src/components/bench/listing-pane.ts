import type { ProgramError } from '../../lib/run/protocol.ts';
import { parseParameters } from '../../lib/run/params.ts';
import { Draft } from './draft.ts';
import type * as EditorModule from './editor.ts';
import type { Editor } from './editor.ts';
import { helpFor } from './error-help.ts';
import { labels } from './labels.ts';
import { readProgram, saveText } from './program-file.ts';

/** Sent, bubbling, after each change of the program's text; `listing-pane`'s `source` has it. */
export const SOURCE_CHANGE = 'source-change';

/**
 * The program: static text until a reader wants to edit it, then an editor in its place. Whatever the reader changes,
 * in the text or by a control, is kept as a draft.
 */
export class ListingPane extends HTMLElement {
  #original = '';
  #line: number | null = null;
  #source = '';
  /** What Restore threw away, while it can be brought back. */
  #discarded: string | null = null;
  #draft = new Draft('');
  #editor: Editor | null = null;
  #opening: Promise<Editor | null> | null = null;
  #static!: HTMLElement;
  #restore!: HTMLButtonElement;
  #error!: HTMLElement;

  connectedCallback(): void {
    this.#static = this.querySelector<HTMLElement>('pre')!;
    this.#restore = this.querySelector<HTMLButtonElement>('[data-restore]')!;
    this.#error = this.querySelector<HTMLElement>('[data-error]')!;
    this.#original = JSON.parse(this.querySelector('script[type="application/json"]')?.textContent ?? '""') as string;
    this.#source = this.#original;
    this.#draft = new Draft(this.dataset.listing ?? '');

    this.#static.addEventListener('click', (event) => {
      // Someone who selects text wants to copy it, not to edit.
      if (getSelection()?.isCollapsed !== false) void this.#open({ x: event.clientX, y: event.clientY });
    });
    this.#static.addEventListener('focus', () => {
      if (this.#static.matches(':focus-visible')) void this.#open();
    });
    this.#restore.addEventListener('click', () => this.#toggleRestore());
    this.#error.querySelector('button')?.addEventListener('click', () => this.showError(null));
    this.#connectFiles();
    addEventListener('beforeprint', this.#beforePrint);

    const draft = this.#draft.read();
    if (draft !== null && draft !== this.#original) this.#change(draft);
  }

  disconnectedCallback(): void {
    removeEventListener('beforeprint', this.#beforePrint);
  }

  /** The program's text as the site has it, which the page's first controls were made from. */
  get original(): string {
    return this.#original;
  }

  /** The program's text as it stands. */
  get source(): string {
    return this.#source;
  }

  set source(next: string) {
    if (next !== this.#source) this.#change(next);
  }

  /** Marks the line that the program is at; null marks none. */
  markLine(line: number | null): void {
    this.#line = line;
    if (this.#editor) this.#editor.markLine(line);
    else this.#classLine('current-line', line);
  }

  /** Brings the marked line into view within the listing: while a run goes on the text stays where the reader has it. */
  revealLine(): void {
    if (this.#line === null) return;
    if (this.#editor) this.#editor.revealLine(this.#line);
    else {
      const row = this.#static.querySelector<HTMLElement>(`[data-line="${this.#line}"]`);
      if (row) this.#static.scrollTop = row.offsetTop - this.#static.clientHeight / 2;
    }
  }

  /** Marks where the program failed and says why; null takes both away. */
  showError(error: ProgramError | null): void {
    const line = error?.range?.line ?? null;
    this.#error.hidden = error === null;
    const [where, what] = this.#error.querySelectorAll('span');
    if (where && what) {
      where.textContent = line === null ? '' : labels.errorAt(line);
      what.textContent = error ? `${error.type}: ${error.message}` : '';
    }
    const place = error && helpFor(error);
    const help = this.#error.querySelector<HTMLAnchorElement>('[data-help]')!;
    help.hidden = place === null;
    if (place !== null) help.href = (help.dataset.help ?? '') + place;
    this.#classLine('error-line', line);
    if (!error) this.#editor?.showError(null, '');
    else void this.#open(null).then((editor) => editor?.showError(error.range, `${error.type}: ${error.message}`));
  }

  /** Brings into view why the program failed; where that was dismissed or the text has changed since, the program. */
  revealError(): void {
    if (this.#error.hidden) this.scrollIntoView({ block: 'nearest' });
    else this.#error.scrollIntoView({ block: 'center' });
    // From here the keyboard reaches the link and the button of the error.
    this.#error.focus({ preventScroll: true });
  }

  /** Loads the editor into the listing's place. `at`: where a pointer pressed; null leaves the focus where it is. */
  async #open(at?: { x: number; y: number } | null): Promise<Editor | null> {
    this.#opening ??= this.#load();
    const editor = await this.#opening;
    if (at !== null) editor?.focus(at);
    return editor;
  }

  async #load(): Promise<Editor | null> {
    let loaded: typeof EditorModule;
    try {
      loaded = await import('./editor.ts');
    } catch {
      this.#opening = null;
      this.showError({ type: 'Editor', message: labels.editorFailed, traceback: '', range: null });
      return null;
    }
    const { scrollTop, scrollLeft } = this.#static;
    const host = this.querySelector<HTMLElement>('[data-editor]')!;
    this.#editor = new loaded.Editor(host, {
      source: this.#source,
      label: labels.program,
      describedBy: `${this.id}-leave`,
      onChange: (source) => {
        if (source !== this.#source) this.#change(source);
      },
    });
    if (this.#line !== null) this.#editor.markLine(this.#line);
    host.hidden = false;
    this.#static.hidden = true;
    this.#editor.scrollTo(scrollTop, scrollLeft);
    return this.#editor;
  }

  #change(source: string): void {
    this.#source = source;
    if (this.#editor) this.#editor.source = source;
    else this.#writeStatic();
    this.#draft.write(source, this.#original);
    if (source !== this.#original) this.#discarded = null;
    this.#showRestore();
    this.dispatchEvent(new CustomEvent(SOURCE_CHANGE, { bubbles: true }));
  }

  /** Before the editor is there: rewrite the literals if only those differ, or else show plain text. */
  #writeStatic(): void {
    const lines = this.#source.replace(/\n$/, '').split('\n');
    const rows = [...this.#static.querySelectorAll<HTMLElement>('.line')];
    for (const { name, line } of parseParameters(this.#source)) {
      const span = rows[line - 1]?.querySelector<HTMLElement>(`[data-parameter="${name}"]`);
      const literal = /=\s*(.*?)\s*#\s*@param\b/.exec(lines[line - 1] ?? '')?.[1];
      const token = span?.firstElementChild ?? span;
      if (token && literal !== undefined && token.textContent !== literal) token.textContent = literal;
    }
    const shown = rows.map((row) => (row.textContent ?? '').replace(/\n$/, ''));
    if (shown.length === lines.length && shown.every((text, i) => text === lines[i])) return;
    const code = this.#static.querySelector('code');
    code?.replaceChildren(
      ...lines.map((text, i) => {
        const row = document.createElement('span');
        row.className = 'line';
        row.dataset.line = String(i + 1);
        row.textContent = text || '\n';
        return row;
      }),
    );
  }

  /** Download takes the program as it stands; a file, chosen or dropped, takes its place. */
  #connectFiles(): void {
    const link = this.querySelector<HTMLAnchorElement>('[data-download]');
    link?.addEventListener('click', (event) => {
      // Unchanged, it is the file that the link leads to.
      if (this.#source === this.#original) return;
      event.preventDefault();
      saveText(this.#source, link.download);
    });
    const input = this.querySelector<HTMLInputElement>('[data-file]');
    if (!input) return;
    this.querySelector('[data-open]')?.addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) void this.#openFile(file);
      // The same file may be chosen again after a change of it.
      input.value = '';
    });
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      void this.#openFile(file);
    });
  }

  async #openFile(file: File): Promise<void> {
    try {
      const text = await readProgram(file);
      // In the editor, so that undo brings back what was there.
      await this.#open(null);
      this.showError(null);
      this.#change(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : labels.openFailed;
      this.showError({ type: labels.openFailed, message, traceback: '', range: null });
    }
  }

  #classLine(name: string, line: number | null): void {
    for (const row of this.#static.querySelectorAll(`.${name}`)) row.classList.remove(name);
    if (line !== null) this.#static.querySelector(`[data-line="${line}"]`)?.classList.add(name);
  }

  #toggleRestore(): void {
    if (this.#source === this.#original) {
      if (this.#discarded !== null) this.#change(this.#discarded);
      return;
    }
    const discarded = this.#source;
    this.#change(this.#original);
    this.#discarded = discarded;
    this.#showRestore();
  }

  #showRestore(): void {
    const edited = this.#source !== this.#original;
    this.toggleAttribute('data-edited', edited);
    const [restore, undo] =
      this.dataset.own === undefined
        ? [labels.restore, labels.undoRestore]
        : [labels.startAgain, labels.undoStartAgain];
    this.#restore.textContent = edited ? restore : undo;
    this.#restore.hidden = !edited && this.#discarded === null;
  }

  /** The editor draws only the lines in view; paper gets them all. */
  readonly #beforePrint = (): void => this.#writeStatic();
}

customElements.define('listing-pane', ListingPane);
