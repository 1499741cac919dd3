/** The legacy stream of NumPy, `numpy.random.RandomState` and `numpy.random.seed` (numpy/random/src/legacy, mtrand.pyx). */
import type { BitSource } from './bit-source.ts';
import { maskedInterval } from './bit-source.ts';
import { log } from '../libm/elementary.ts';
import { MT19937 } from './mt19937.ts';

export interface RandomStateSnapshot {
  readonly words: Uint32Array;
  readonly index: number;
  readonly spareGauss: number | null;
}

export class NumPyRandomState implements BitSource {
  readonly #mt: MT19937;
  /** Normals come in pairs; the second waits here. */
  #spareGauss: number | null = null;

  /** Seeds with one word, or with several as `RandomState([1, 2])` does. */
  constructor(seed: number | readonly number[]) {
    this.#mt = new MT19937(0);
    this.seed(seed);
  }

  seed(seed: number | readonly number[]): void {
    if (typeof seed === 'number') this.#mt.seed(seed);
    else this.#mt.seedByArray(seed);
    this.#spareGauss = null;
  }

  next32(): number {
    return this.#mt.next();
  }

  next64(): bigint {
    const high = BigInt(this.#mt.next());
    return (high << 32n) | BigInt(this.#mt.next());
  }

  nextDouble(): number {
    const a = this.#mt.next() >>> 5;
    const b = this.#mt.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }

  /** A standard normal by Marsaglia's polar method. */
  normal(): number {
    if (this.#spareGauss !== null) {
      const spare = this.#spareGauss;
      this.#spareGauss = null;
      return spare;
    }
    for (;;) {
      const x1 = 2 * this.nextDouble() - 1;
      const x2 = 2 * this.nextDouble() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * log(r2)) / r2);
      this.#spareGauss = f * x1;
      return f * x2;
    }
  }

  /** An exponential of scale 1, by inversion. */
  exponential(): number {
    return -log(1 - this.nextDouble());
  }

  /** In [0, most]. */
  interval(most: number): number {
    return maskedInterval(this, most);
  }

  save(): RandomStateSnapshot {
    return { ...this.#mt.save(), spareGauss: this.#spareGauss };
  }

  restore(saved: RandomStateSnapshot): void {
    this.#mt.restore(saved);
    this.#spareGauss = saved.spareGauss;
  }
}
