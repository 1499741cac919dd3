/**
 * A bench's settings in the page's address, only those that differ from the listing: `?dropout=0.8&seed=2`. Whoever opens
 * that address has the same program, and so the same run.
 */
import { ParameterError, parseParameters, readValue, setParameter } from '../../lib/run/params.ts';

/**
 * The program that an address asks for: `source` with the address's settings, and every other parameter as in the listing.
 * Null where the address has no setting. What a parameter cannot be is left out.
 * @param prefix Stands before the names where a page has several benches; else empty.
 */
export function sourceFromAddress(address: string, source: string, original: string, prefix = ''): string | null {
  const { searchParams } = new URL(address);
  const parameters = parseParameters(original);
  if (!parameters.some(({ name }) => searchParams.has(prefix + name))) return null;
  return parameters.reduce((text, { name, value }) => {
    const asked = searchParams.get(prefix + name);
    try {
      return setParameter(text, name, asked === null ? value : readValue(original, name, asked));
    } catch (error) {
      if (error instanceof ParameterError) return text;
      throw error;
    }
  }, source);
}

/** The address with the settings of `source` in which it differs from the listing; its other parts stay. */
export function addressOfSource(address: string, source: string, original: string, prefix = ''): string {
  const url = new URL(address);
  const current = new Map(parseParameters(source).map(({ name, value }) => [name, value]));
  for (const { name, value } of parseParameters(original)) {
    const now = current.get(name);
    if (now === undefined || now === value) url.searchParams.delete(prefix + name);
    else url.searchParams.set(prefix + name, String(now));
  }
  return url.href;
}

/** Browsers refuse an address that changes at every move of a slider. */
const WAIT = 250;

/** Keeps the page's address with the settings of one bench. */
export class SettingsAddress {
  readonly #original: string;
  readonly #prefix: string;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** @param listing Stands before the names when it is not empty. */
  constructor(original: string, listing: string) {
    this.#original = original;
    this.#prefix = listing === '' ? '' : `${listing}.`;
  }

  /** `source` with the settings that the address asks for; null where it asks for none. */
  read(source: string): string | null {
    return sourceFromAddress(location.href, source, this.#original, this.#prefix);
  }

  /** Writes the settings of `source`, a moment later. */
  write(source: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      const next = addressOfSource(location.href, source, this.#original, this.#prefix);
      if (next !== location.href) history.replaceState(history.state, '', next);
    }, WAIT);
  }
}
