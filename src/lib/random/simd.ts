/** Long draws of the Mersenne Twister in WebAssembly: dropout asks for tens of thousands of numbers a step. */
import { kernels } from './kernels.generated.js';

interface Exports {
  readonly STATE: WebAssembly.Global<'i32'>;
  readonly OUT: WebAssembly.Global<'i32'>;
  readonly ROOM: WebAssembly.Global<'i32'>;
  compare53(index: number, count: number, high: number, low: number, value: number): number;
}

/** Fewer draws are made sooner in JavaScript: the generator's words need not be carried over and back. */
const LONG = 512;

/** Draws for one generator at a time, whose words it borrows. */
class LongDraws {
  readonly #exports: Exports;
  readonly #state: Uint32Array;
  readonly #out: Float32Array;

  constructor() {
    const memory = new WebAssembly.Memory({ initial: 2 });
    const abort = () => {
      throw new Error('the random kernels failed');
    };
    const module = new WebAssembly.Module(kernels());
    const { exports } = new WebAssembly.Instance(module, { env: { memory, abort } });
    this.#exports = exports as unknown as Exports;
    const { STATE, OUT, ROOM } = this.#exports;
    this.#state = new Uint32Array(memory.buffer, STATE.value, 624);
    this.#out = new Float32Array(memory.buffer, OUT.value, ROOM.value);
  }

  /** As `MT19937.compare53`, with the words of a generator and the index of the next one; gives the new index. */
  compare53(words: Uint32Array, index: number, out: Float32Array, limit: number, value: number): number {
    const high = Math.floor(limit / 2 ** 32);
    const low = limit - high * 2 ** 32;
    this.#state.set(words);
    let next = index;
    for (let start = 0; start < out.length; start += this.#out.length) {
      const count = Math.min(this.#out.length, out.length - start);
      next = this.#exports.compare53(next, count, high, low, value);
      out.set(this.#out.subarray(0, count), start);
    }
    words.set(this.#state);
    return next;
  }
}

let draws: LongDraws | null | undefined;

/** Draws in WebAssembly for so many numbers; null where they are few, or there are no vectors here. */
export function longDraws(count: number): LongDraws | null {
  if (count < LONG) return null;
  if (draws === undefined) {
    try {
      draws = new LongDraws();
    } catch {
      draws = null;
    }
  }
  return draws;
}
