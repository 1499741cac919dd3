/** The page's side of another library's worker. */
import { Unavailable, type Effort, type Peer } from '../contest.ts';
import type { PeerAnswer, PeerCommand } from './protocol.ts';
import type { PeerWorkload } from './trainer.ts';

/** One library with one network in a worker of its own, kept from measurement to measurement. */
export class PeerClient {
  readonly #worker: Worker;
  #queue: Promise<unknown>;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#queue = Promise.resolve();
  }

  /**
   * @param dataUrl Absolute address of the data's root, with a trailing slash.
   * @throws {Unavailable} when the library has no such backend here; Error when it cannot do the workload.
   */
  static async open(peer: Peer, workload: PeerWorkload, dataUrl: string, signal?: AbortSignal): Promise<PeerClient> {
    const client = new PeerClient(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
    try {
      await client.#ask({ kind: 'open', peer, workload, dataUrl }, signal);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** Milliseconds a step, of each block. An abort closes the client. */
  measure(effort: Effort, signal?: AbortSignal): Promise<readonly number[]> {
    return this.#ask({ kind: 'measure', effort }, signal);
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(command: PeerCommand, signal?: AbortSignal): Promise<readonly number[]> {
    const answer = this.#queue.then(
      () =>
        new Promise<readonly number[]>((resolve, reject) => {
          signal?.throwIfAborted();
          const worker = this.#worker;
          const abort = (): void => {
            worker.terminate();
            reject(new DOMException('The measurement was stopped.', 'AbortError'));
          };
          signal?.addEventListener('abort', abort, { once: true });
          worker.onmessage = ({ data }: MessageEvent<PeerAnswer>) => {
            signal?.removeEventListener('abort', abort);
            if (data.kind === 'done') resolve(data.times);
            else reject(data.unavailable ? new Unavailable(data.message) : new Error(data.message));
          };
          worker.onerror = (event) => {
            event.preventDefault();
            signal?.removeEventListener('abort', abort);
            reject(new Error(event.message || 'its script did not load'));
          };
          worker.postMessage(command);
        }),
    );
    this.#queue = answer.catch(() => undefined);
    return answer;
  }
}
