/** Unsigned integers that streams are cut to. */

/** The smallest 2^k - 1 that is not below `most` (0 <= most < 2^53). */
export function maskOf(most: number): number {
  return most === 0 ? 0 : 2 ** bitLength(most) - 1;
}

/** How many bits a non-negative integer below 2^53 takes. */
export function bitLength(n: number): number {
  return n < 2 ** 32 ? 32 - Math.clz32(n) : 64 - Math.clz32(Math.floor(n / 2 ** 32));
}

/** The 32-bit words of a non-negative integer, lowest first; [0] for 0. */
export function wordsOf(n: bigint): number[] {
  const words: number[] = [];
  for (let rest = n; rest > 0n || words.length === 0; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words;
}
