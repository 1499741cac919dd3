/** Everyone who is measured in a browser, behind one call. */
import { isEngineName } from '../engine/names.ts';
import type { RunClient } from '../run/client.ts';
import { isPeer, Unavailable, type Effort, type Workload } from './contest.ts';
import { measureListing } from './listing.ts';
import { PeerClient } from './peers/client.ts';
import { SOURCES } from './sources.ts';

/** Measures contestants by name; the other libraries stay open from one measurement to the next. */
export class Contestants {
  readonly #client: RunClient;
  readonly #dataUrl: string;
  readonly #peers = new Map<string, PeerClient>();

  /** @param dataUrl Where the data shards are served, with a trailing slash. */
  constructor(client: RunClient, dataUrl: string) {
    this.#client = client;
    this.#dataUrl = dataUrl;
  }

  /**
   * Milliseconds a step, of each block.
   * @throws {Unavailable} when the contestant is not to be had here; AbortError when it was stopped.
   */
  async measure(workload: Workload, name: string, effort: Effort, signal?: AbortSignal): Promise<readonly number[]> {
    if (isPeer(name)) {
      if (workload === 'augmented') throw new Unavailable('The other libraries have no such augmentation.');
      const key = `${workload} ${name}`;
      const dataUrl = new URL(this.#dataUrl, globalThis.location.href).href;
      const peer = this.#peers.get(key) ?? (await PeerClient.open(name, workload, dataUrl, signal));
      this.#peers.set(key, peer);
      return peer.measure(effort, signal);
    }
    if (!isEngineName(name)) throw new Unavailable(`There is no engine ${name} in this version.`);
    const options = { client: this.#client, source: SOURCES[workload], engine: name, dataUrl: this.#dataUrl, signal };
    return (await measureListing(options, effort)).times;
  }

  /** Ends the other libraries' workers. */
  close(): void {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
  }
}
