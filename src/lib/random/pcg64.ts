/**
 * PCG64: a 128-bit linear congruential generator whose output is permuted, XSL-RR (M. E. O'Neill, "PCG: a family of
 * simple fast space-efficient statistically good algorithms for random number generation", 2014).
 */
import type { BitSource } from './bit-source.ts';

/** 0x2360ed051fc65da44385df649fccf645, 16 bits at a time, lowest first. */
const MULTIPLIER = [0xf645, 0x9fcc, 0xdf64, 0x4385, 0x5da4, 0x1fc6, 0xed05, 0x2360];
const LIMBS = 8;
const TWO_TO_MINUS_53 = 2 ** -53;

const limbsOf = (high: bigint, low: bigint): Float64Array =>
  Float64Array.from({ length: LIMBS }, (_, i) => Number(((i < 4 ? low : high) >> BigInt(16 * (i % 4))) & 0xffffn));

export class Pcg64 implements BitSource {
  readonly #state = new Float64Array(LIMBS);
  readonly #increment: Float64Array;
  readonly #product = new Float64Array(LIMBS);
  /** A draw of 64 bits serves two of 32; the high half waits here. */
  #spare32: number | null = null;
  /** The halves of the last draw. */
  #high = 0;
  #low = 0;

  /** @param words Eight 32-bit words of seed, as `generateState` makes them. */
  constructor(words: ArrayLike<number>) {
    const word64 = (i: number): bigint => (BigInt(words[2 * i + 1]!) << 32n) | BigInt(words[2 * i]!);
    const increment = (((word64(2) << 64n) | word64(3)) << 1n) | 1n;
    this.#increment = limbsOf((increment >> 64n) & ((1n << 64n) - 1n), increment & ((1n << 64n) - 1n));
    this.#step();
    this.#addToState(limbsOf(word64(0), word64(1)));
    this.#step();
  }

  next64(): bigint {
    this.#draw();
    return (BigInt(this.#high) << 32n) | BigInt(this.#low);
  }

  next32(): number {
    if (this.#spare32 !== null) {
      const spare = this.#spare32;
      this.#spare32 = null;
      return spare;
    }
    this.#draw();
    this.#spare32 = this.#high;
    return this.#low;
  }

  nextDouble(): number {
    this.#draw();
    return (this.#high * 0x200000 + (this.#low >>> 11)) * TWO_TO_MINUS_53;
  }

  /** A draw of 64 bits as two halves, without a bigint. Read them before the next draw. */
  drawHalves(): { readonly high: number; readonly low: number } {
    this.#draw();
    return { high: this.#high, low: this.#low };
  }

  #step(): void {
    const state = this.#state;
    const product = this.#product;
    let carry = 0;
    // Sums of at most eight products of 32 bits stay far below 2^53.
    for (let k = 0; k < LIMBS; k++) {
      let sum = carry + this.#increment[k]!;
      for (let i = 0; i <= k; i++) sum += state[i]! * MULTIPLIER[k - i]!;
      const limb = sum % 0x10000;
      product[k] = limb;
      carry = (sum - limb) / 0x10000;
    }
    state.set(product);
  }

  #addToState(other: Float64Array): void {
    let carry = 0;
    for (let k = 0; k < LIMBS; k++) {
      const sum = this.#state[k]! + other[k]! + carry;
      this.#state[k] = sum % 0x10000;
      carry = sum >= 0x10000 ? 1 : 0;
    }
  }

  #draw(): void {
    this.#step();
    const s = this.#state;
    const low = (s[0]! ^ s[4]! | ((s[1]! ^ s[5]!) << 16)) >>> 0; // prettier-ignore
    const high = (s[2]! ^ s[6]! | ((s[3]! ^ s[7]!) << 16)) >>> 0; // prettier-ignore
    const rotation = s[7]! >>> 10;
    const swap = rotation >= 32;
    const [a, b] = swap ? [low, high] : [high, low];
    const r = rotation & 31;
    this.#high = r === 0 ? a : ((a >>> r) | (b << (32 - r))) >>> 0;
    this.#low = r === 0 ? b : ((b >>> r) | (a << (32 - r))) >>> 0;
  }
}
