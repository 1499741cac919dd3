/** Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998: the generator under torch's CPU, numpy's legacy and Python's streams. */
import { longDraws } from './simd.ts';

const N = 624;
const M = 397;

/** The 32-bit Mersenne Twister. */
export class MT19937 {
  readonly #state = new Uint32Array(N);
  #index = N;

  /** Seeds with the low 32 bits of `seed`, as the authors' `init_genrand` (1.2002 version). */
  constructor(seed: number) {
    this.seed(seed);
  }

  /** Starts the stream that belongs to the low 32 bits of `seed`. */
  seed(seed: number): void {
    const state = this.#state;
    state[0] = seed >>> 0;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = Math.imul(previous, 1812433253) + i;
    }
    this.#index = N;
  }

  /** Seeds with several 32-bit words, as the authors' `init_by_array`; Python's `random.seed` does this. */
  seedByArray(key: readonly number[]): void {
    this.seed(19650218);
    const state = this.#state;
    let i = 1;
    let j = 0;
    const scrambled = (factor: number) => (state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), factor)) >>> 0;
    const advance = () => {
      i++;
      if (i >= N) {
        state[0] = state[N - 1]!;
        i = 1;
      }
    };
    for (let k = Math.max(N, key.length); k > 0; k--) {
      state[i] = scrambled(1664525) + key[j]! + j;
      advance();
      j = (j + 1) % key.length;
    }
    for (let k = N - 1; k > 0; k--) {
      state[i] = scrambled(1566083941) - i;
      advance();
    }
    state[0] = 0x80000000;
    this.#index = N;
  }

  /** The next draw, an integer in [0, 2^32). */
  next(): number {
    if (this.#index === N) this.#refill();
    return temper(this.#state[this.#index++]!);
  }

  /**
   * `out[i] = x < limit ? value : 0` for the next `out.length` numbers x of 53 bits, two draws each, the first one high. A number is
   * almost always decided by its first draw, so the second is rarely tempered.
   */
  compare53(out: Float32Array | Float64Array | Uint8Array, limit: number, value: number): void {
    const state = this.#state;
    const long = out instanceof Float32Array ? longDraws(out.length) : null;
    if (long !== null) {
      this.#index = long.compare53(state, this.#index, out as Float32Array, limit, value);
      return;
    }
    const high = Math.floor(limit / 2 ** 32);
    const low = limit - high * 2 ** 32;
    let i = 0;
    while (i < out.length) {
      if (N - this.#index < 2) {
        const first = this.next() & 0x1fffff;
        const second = this.next();
        out[i++] = first < high || (first === high && second < low) ? value : 0;
        continue;
      }
      let at = this.#index;
      const end = Math.min(out.length, i + ((N - at) >>> 1));
      for (; i < end; i++, at += 2) {
        const first = temper(state[at]!) & 0x1fffff;
        // 1 where it is below, without a branch: which it is cannot be predicted.
        const below = (first - high) >>> 31;
        out[i] = first === high ? (temper(state[at + 1]!) < low ? value : 0) : below * value;
      }
      this.#index = at;
    }
  }

  /** An independent generator at the same place of the same stream. */
  clone(): MT19937 {
    const copy = new MT19937(0);
    copy.restore(this.save());
    return copy;
  }

  /** The whole state: 624 words and the index of the next one. */
  save(): { readonly words: Uint32Array; readonly index: number } {
    return { words: this.#state.slice(), index: this.#index };
  }

  /** Goes back to a state that `save` gave. */
  restore(saved: { readonly words: Uint32Array; readonly index: number }): void {
    this.#state.set(saved.words);
    this.#index = saved.index;
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < N - M; i++) state[i] = state[i + M]! ^ twist(state[i]!, state[i + 1]!);
    for (let i = N - M; i < N - 1; i++) state[i] = state[i + M - N]! ^ twist(state[i]!, state[i + 1]!);
    state[N - 1] = state[M - 1]! ^ twist(state[N - 1]!, state[0]!);
    this.#index = 0;
  }
}

/** The recurrence's linear map, without a branch: which way it goes is a coin's toss. */
const twist = (high: number, low: number): number =>
  (((high & 0x80000000) | (low & 0x7fffffff)) >>> 1) ^ (-(low & 1) & 0x9908b0df);

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
