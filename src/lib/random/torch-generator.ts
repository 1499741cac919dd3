import { cos, log, sin } from '../libm/elementary.ts';
import { MT19937 } from './mt19937.ts';
import { normalFill16 } from './normal-fill.ts';

const TWO_TO_MINUS_24 = 2 ** -24;
const TWO_TO_MINUS_53 = 2 ** -53;

/**
 * The stream of PyTorch's CPU generator (ATen/CPUGeneratorImpl.h and ATen/core/DistributionsHelper.h): the same seed gives
 * the same numbers as `torch.Generator` does, in builds of PyTorch without MKL.
 */
export class TorchGenerator {
  readonly #mt: MT19937;
  #seed: bigint;
  /** Box and Muller make normals in pairs; the second waits here. */
  #spareNormal: number | null = null;

  constructor(seed: bigint | number = 67280421310721n) {
    this.#seed = BigInt.asUintN(64, BigInt(seed));
    this.#mt = new MT19937(Number(BigInt.asUintN(32, this.#seed)));
  }

  /** What `manual_seed` was last given. */
  get initialSeed(): bigint {
    return this.#seed;
  }

  /** `manual_seed`: of a 64-bit seed the twister takes the low 32 bits. */
  seed(seed: bigint | number): void {
    this.#seed = BigInt.asUintN(64, BigInt(seed));
    this.#mt.seed(Number(BigInt.asUintN(32, this.#seed)));
    this.#spareNormal = null;
  }

  /** An integer in [0, 2^32). */
  random32(): number {
    return this.#mt.next();
  }

  /** An integer in [0, 2^64): two draws, the first one high. */
  random64(): bigint {
    const high = BigInt(this.#mt.next());
    return (high << 32n) | BigInt(this.#mt.next());
  }

  /** float32 uniform in [0, 1): 24 bits of one draw. */
  uniformFloat(): number {
    return (this.#mt.next() & 0xffffff) * TWO_TO_MINUS_24;
  }

  /** float64 uniform in [0, 1): the low 53 bits of two draws. */
  uniformDouble(): number {
    const high = this.#mt.next() & 0x1fffff;
    return (high * 0x100000000 + this.#mt.next()) * TWO_TO_MINUS_53;
  }

  /** Fills `out` with float32 uniforms in [low, high); float32 arithmetic, rounded once (`u * (high - low) + low` is one fused operation there). */
  fillUniform(out: Float32Array, low: number, high: number): void {
    const from = Math.fround(low);
    const range = Math.fround(Math.fround(high) - from);
    for (let i = 0; i < out.length; i++) out[i] = this.uniformFloat() * range + from;
  }

  /** A standard normal in double precision, by Box and Muller; the other one of the pair is kept. */
  normalDouble(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    const u1 = this.uniformDouble();
    const u2 = this.uniformDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-u2));
    const angle = 2 * Math.PI * u1;
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /**
   * Fills `out` with normals. PyTorch fills 16 or more of them in blocks of 16 from float32 uniforms (ATen's `normal_fill`),
   * drawing the last block anew when the size is no multiple of 16, and fewer one by one in double precision.
   */
  fillNormal(out: Float32Array, mean: number, std: number): void {
    const size = out.length;
    if (size < 16) {
      for (let i = 0; i < size; i++) out[i] = this.normalDouble() * std + mean;
      return;
    }
    for (let i = 0; i < size; i++) out[i] = this.uniformFloat();
    for (let i = 0; i + 16 <= size; i += 16) normalFill16(out, i, mean, std);
    if (size % 16 !== 0) {
      for (let i = size - 16; i < size; i++) out[i] = this.uniformFloat();
      normalFill16(out, size - 16, mean, std);
    }
  }

  /** As `fillNormal`, for float64: the blocks of 16 are computed in double precision. */
  fillNormalDouble(out: Float32Array | Float64Array, mean: number, std: number): void {
    const size = out.length;
    if (size < 16) {
      for (let i = 0; i < size; i++) out[i] = this.normalDouble() * std + mean;
      return;
    }
    const values = Float64Array.from(out, () => this.uniformDouble());
    for (let i = 0; i + 16 <= size; i += 16) normalDoubles16(values, i, mean, std);
    if (size % 16 !== 0) {
      for (let i = size - 16; i < size; i++) values[i] = this.uniformDouble();
      normalDoubles16(values, size - 16, mean, std);
    }
    out.set(values);
  }

  /** An integer in [low, high), as `random_(from, to)`: a remainder, of 64 bits where the range needs them. */
  integer(low: number, high: number): number {
    const range = high - low;
    if (range >= 2 ** 32) return Number((this.random64() % BigInt(range)) + BigInt(low));
    return (this.random32() % range) + low;
  }

  /** What `torch.empty((), dtype=torch.int64).random_()` gives: DataLoader's seeds come from it. */
  int64(): bigint {
    return this.random64() & 0x7fffffffffffffffn;
  }

  /** `torch.randperm(n)`: Fisher and Yates from the front. */
  permutation(n: number): Int32Array<ArrayBuffer> {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < n - 1; i++) {
      const j = i + (this.random32() % (n - i));
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }

  /** `bernoulli_(p)`: `value` with probability p, else 0, decided by a 53-bit uniform for each element. */
  fillBernoulli(out: Uint8Array | Float32Array, p: number, value = 1): void {
    this.#mt.compare53(out, p * 2 ** 53, value);
  }

  /** Everything that decides what comes next. */
  save(): TorchGeneratorState {
    return { seed: this.#seed, ...this.#mt.save(), spareNormal: this.#spareNormal };
  }

  restore(saved: TorchGeneratorState): void {
    this.#seed = saved.seed;
    this.#mt.restore(saved);
    this.#spareNormal = saved.spareNormal;
  }
}

/** What `save` gives. */
export interface TorchGeneratorState {
  readonly seed: bigint;
  readonly words: Uint32Array;
  readonly index: number;
  /** The second normal of a pair, if it waits. */
  readonly spareNormal: number | null;
}

/** Sixteen uniforms become normals, in double precision. */
function normalDoubles16(values: Float64Array, start: number, mean: number, std: number): void {
  for (let j = start; j < start + 8; j++) {
    const radius = Math.sqrt(-2 * log(1 - values[j]!));
    const angle = 2 * Math.PI * values[j + 8]!;
    values[j] = radius * cos(angle) * std + mean;
    values[j + 8] = radius * sin(angle) * std + mean;
  }
}
