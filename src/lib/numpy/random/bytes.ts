import { PyBytes } from '../../python/bind.ts';
import type { BitSource } from '../../random/bit-source.ts';

/** `count` bytes, four from each draw of 32 bits, the lowest first. */
export function randomBytes(source: BitSource, count: number): PyBytes {
  const words = Array.from({ length: Math.ceil(count / 4) }, () => source.next32());
  return new PyBytes(Uint8Array.from({ length: count }, (_, i) => (words[i >> 2]! >>> (8 * (i & 3))) & 0xff));
}
