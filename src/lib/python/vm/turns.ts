/** Giving the event loop its turn between slices. */

/** Node's own way; its MessagePort answers up to a thousand messages before a timer gets its turn. Browsers have none. */
const immediate = (globalThis as { setImmediate?: (callback: () => void) => unknown }).setImmediate;

/** Macrotasks through a MessageChannel: `setTimeout` would wait at least 4 ms each time, a microtask would not let go. */
export class Turns {
  readonly #channel = new MessageChannel();
  #resolve: (() => void) | null = null;

  constructor() {
    this.#channel.port1.onmessage = () => this.#resolve?.();
  }

  /** Resolves after everything that waits in the event loop has had its turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      if (immediate !== undefined) {
        immediate(resolve);
        return;
      }
      this.#resolve = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  close(): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
