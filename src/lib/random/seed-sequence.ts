/**
 * `numpy.random.SeedSequence`: entropy of any length to well-mixed state (M. E. O'Neill, "Developing a seed_seq
 * alternative", 2015; numpy/random/bit_generator.pyx).
 */

const POOL = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_L = 0xca01f9dd;
const MIX_R = 0x4973f715;

/** One round of hashing after another, each with its own constant. */
class Hash {
  #constant: number;
  readonly #multiplier: number;

  constructor(initial: number, multiplier: number) {
    this.#constant = initial;
    this.#multiplier = multiplier;
  }

  mix(value: number): number {
    let mixed = value ^ this.#constant;
    this.#constant = Math.imul(this.#constant, this.#multiplier);
    mixed = Math.imul(mixed, this.#constant);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }
}

function combine(x: number, y: number): number {
  const mixed = Math.imul(MIX_L, x) - Math.imul(MIX_R, y);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** `count` 32-bit words of state from words of entropy, lowest first. */
export function generateState(entropy: readonly number[], count: number): Uint32Array {
  const hash = new Hash(INIT_A, MULT_A);
  const pool = Array.from({ length: POOL }, (_, i) => hash.mix(entropy[i] ?? 0));
  for (let from = 0; from < POOL; from++) {
    for (let to = 0; to < POOL; to++) {
      if (from !== to) pool[to] = combine(pool[to]!, hash.mix(pool[from]!));
    }
  }
  for (const word of entropy.slice(POOL)) {
    for (let to = 0; to < POOL; to++) pool[to] = combine(pool[to]!, hash.mix(word));
  }
  const out = new Hash(INIT_B, MULT_B);
  return Uint32Array.from({ length: count }, (_, i) => out.mix(pool[i % POOL]!));
}
