/** What NumPy's distributions draw from: its `bitgen_t`, whichever generator is behind it. */
export interface BitSource {
  /** An integer in [0, 2^32). */
  next32(): number;
  /** An integer in [0, 2^64). */
  next64(): bigint;
  /** Uniform in [0, 1), of 53 bits. */
  nextDouble(): number;
}

/** An integer in [0, most], by drawing as many bits as `most` has until they fit (`random_interval`; most < 2^53). */
export function maskedInterval(source: BitSource, most: number): number {
  if (most === 0) return 0;
  if (most <= 0xffffffff) {
    const shift = Math.clz32(most);
    for (;;) {
      const value = ((source.next32() << shift) >>> 0) >>> shift;
      if (value <= most) return value;
    }
  }
  const mask = (1n << BigInt(most.toString(2).length)) - 1n;
  for (;;) {
    const value = Number(source.next64() & mask);
    if (value <= most) return value;
  }
}

/**
 * An integer in [0, most], by multiplying a draw with the range and keeping the high half (D. Lemire, "Fast random
 * integer generation in an interval", ACM TOMACS 29(1), 2019); most < 2^53.
 */
export function multipliedInterval(source: BitSource, most: number): number {
  if (most === 0) return 0;
  if (most === 0xffffffff) return source.next32();
  if (most > 0xffffffff) return Number(multiplied64(source, BigInt(most)));
  const range = most + 1;
  let [high, low] = wideProduct(source.next32(), range);
  if (low < range) {
    const threshold = (0xffffffff - most) % range;
    while (low < threshold) [high, low] = wideProduct(source.next32(), range);
  }
  return high;
}

function multiplied64(source: BitSource, most: bigint): bigint {
  const range = most + 1n;
  const mask = (1n << 64n) - 1n;
  let product = source.next64() * range;
  if ((product & mask) < range) {
    const threshold = (mask - most) % range;
    while ((product & mask) < threshold) product = source.next64() * range;
  }
  return product >> 64n;
}

/** The 64-bit product of two 32-bit integers, as two 32-bit halves. */
function wideProduct(a: number, b: number): [high: number, low: number] {
  const low = Math.imul(a, b) >>> 0;
  // The high part of the rounded product is off by one at most; the exact low half decides.
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const lowPart = a * bl;
  const highPart = a * bh + Math.floor(lowPart / 0x10000);
  return [Math.floor(highPart / 0x10000), low];
}

/** Integers below 2^bits drawn 8 or 16 bits at a time from 32-bit draws, for small dtypes. */
export class SmallDraws {
  readonly #source: BitSource;
  readonly #bits: 1 | 8 | 16;
  #buffer = 0;
  #left = 0;

  constructor(source: BitSource, bits: 1 | 8 | 16) {
    this.#source = source;
    this.#bits = bits;
  }

  next(): number {
    if (this.#left === 0) {
      this.#buffer = this.#source.next32();
      this.#left = 32 / this.#bits;
    }
    const value = this.#buffer & (2 ** this.#bits - 1);
    this.#buffer >>>= this.#bits;
    this.#left--;
    return value;
  }

  /** In [0, most], masked as `RandomState` does. */
  masked(most: number): number {
    if (most === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = this.next() & mask;
      if (value <= most) return value;
    }
  }

  /** In [0, most], by multiplication as `Generator` does. */
  multiplied(most: number): number {
    const size = 2 ** this.#bits;
    if (most === 0) return 0;
    if (most === size - 1) return this.next();
    if (this.#bits === 1) return this.next();
    const range = most + 1;
    let product = this.next() * range;
    if (product % size < range) {
      const threshold = (size - 1 - most) % range;
      while (product % size < threshold) product = this.next() * range;
    }
    return Math.floor(product / size);
  }
}
