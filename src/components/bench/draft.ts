/**
 * The reader's edits of a listing, kept in the browser so that closing the page loses nothing. Storage can be full or
 * forbidden; the edits then live as long as the page.
 */
export class Draft {
  readonly #key: string;

  constructor(listing: string) {
    this.#key = `listing:${listing}`;
  }

  read(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  /** Keeps `source`, or forgets the draft when there is nothing of the reader's in it. */
  write(source: string, original: string): void {
    try {
      if (source === original) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, source);
    } catch {
      // See above.
    }
  }
}
