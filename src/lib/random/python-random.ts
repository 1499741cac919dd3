/** The stream of Python's `random` module (Modules/_randommodule.c, Lib/random.py of CPython 3.11). */
import { sha512 } from '@noble/hashes/sha2.js';
import { bitLength, wordsOf } from './bits.ts';
import { cos, log, sin } from '../libm/elementary.ts';
import { MT19937 } from './mt19937.ts';

const TWO_PI = 2 * Math.PI;
const KINDERMAN_MONAHAN = (4 * Math.exp(-0.5)) / Math.SQRT2;

export interface PythonRandomSnapshot {
  readonly words: Uint32Array;
  readonly index: number;
  readonly gaussNext: number | null;
}

export class PythonRandom {
  readonly #mt = new MT19937(0);
  /** `gauss` makes normals in pairs; the second waits here. */
  #gaussNext: number | null = null;

  /** Starts the stream of an int: its absolute value, in words of 32 bits. */
  seedInt(seed: bigint): void {
    this.#mt.seedByArray(wordsOf(seed < 0n ? -seed : seed));
    this.#gaussNext = null;
  }

  /** Starts the stream of a text or of bytes: followed by their SHA-512, read as one large int. */
  seedBytes(bytes: Uint8Array): void {
    let seed = 0n;
    for (const byte of [...bytes, ...sha512(bytes)]) seed = (seed << 8n) | BigInt(byte);
    this.seedInt(seed);
  }

  /** Uniform in [0, 1), of 53 bits. */
  random(): number {
    const a = this.#mt.next() >>> 5;
    const b = this.#mt.next() >>> 6;
    return (a * 67108864 + b) * (1 / 9007199254740992);
  }

  /** An int of at most `bits` bits, 32 of them in each draw, the lowest first. */
  bits(bits: number): bigint {
    let value = 0n;
    for (let at = 0; at < bits; at += 32) {
      const word = bits - at >= 32 ? this.#mt.next() : this.#mt.next() >>> (32 - (bits - at));
      value |= BigInt(word) << BigInt(at);
    }
    return value;
  }

  /** An int in [0, n), by drawing as many bits as n has until they fit. 0 < n < 2^53. */
  below(n: number): number {
    const bits = bitLength(n);
    for (;;) {
      const value = bits <= 32 ? this.#mt.next() >>> (32 - bits) : Number(this.bits(bits));
      if (value < n) return value;
    }
  }

  /** The same for ints of any size. */
  belowBig(n: bigint): bigint {
    const bits = n.toString(2).length;
    for (;;) {
      const value = this.bits(bits);
      if (value < n) return value;
    }
  }

  /** A standard normal as `gauss` makes them, two at a time. */
  gauss(): number {
    if (this.#gaussNext !== null) {
      const spare = this.#gaussNext;
      this.#gaussNext = null;
      return spare;
    }
    const angle = this.random() * TWO_PI;
    const radius = Math.sqrt(-2 * log(1 - this.random()));
    this.#gaussNext = sin(angle) * radius;
    return cos(angle) * radius;
  }

  /** A standard normal as `normalvariate` makes them, by the ratio of uniforms. */
  normal(): number {
    for (;;) {
      const u1 = this.random();
      const u2 = 1 - this.random();
      const z = (KINDERMAN_MONAHAN * (u1 - 0.5)) / u2;
      if ((z * z) / 4 <= -log(u2)) return z;
    }
  }

  save(): PythonRandomSnapshot {
    return { ...this.#mt.save(), gaussNext: this.#gaussNext };
  }

  restore(saved: PythonRandomSnapshot): void {
    this.#mt.restore(saved);
    this.#gaussNext = saved.gaussNext;
  }
}
