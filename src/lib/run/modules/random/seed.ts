/** What `random.seed` takes. */
import { exc, PyBytes, PyFloat, type Value } from '../../../python/bind.ts';
import type { PythonRandom } from '../../../random/python-random.ts';

const MODULUS = (1n << 61n) - 1n;
const BITS = 61n;

/** CPython's hash of a finite float: the number modulo 2^61 - 1. */
function floatHash(x: number): bigint {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 0n : x > 0 ? 314159n : -314159n;
  let magnitude = Math.abs(x);
  let exponent = 0;
  while (!Number.isInteger(magnitude)) {
    magnitude *= 2;
    exponent--;
  }
  // Dividing by two is turning the 61 bits to the right.
  const shift = ((BigInt(exponent) % BITS) + BITS) % BITS;
  const rest = BigInt(magnitude) % MODULUS;
  const turned = ((rest << shift) & MODULUS) | (rest >> (BITS - shift));
  const signed = x < 0 ? -turned : turned;
  return signed === -1n ? -2n : signed;
}

/** How Python 2 hashed text, for `version=1`. */
function oldHash(codes: readonly number[]): bigint {
  let x = BigInt(codes[0] ?? 0) << 7n;
  for (const code of codes) x = ((1000003n * x) ^ BigInt(code)) & 0xffffffffffffffffn;
  return x ^ BigInt(codes.length);
}

/** Starts the stream that belongs to a seed. `old`: as `version=1` takes text. Raises TypeError. */
export function seed(stream: PythonRandom, value: Value, old = false): void {
  if (old && typeof value === 'string') {
    stream.seedInt(oldHash(Array.from(value, (character) => character.codePointAt(0)!)));
    return;
  }
  if (old && value instanceof PyBytes) {
    stream.seedInt(oldHash([...value.bytes]));
    return;
  }
  if (value === null) {
    const word = (): bigint => BigInt(Math.floor(Math.random() * 2 ** 32));
    stream.seedInt((word() << 64n) | (word() << 32n) | word());
  } else if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    stream.seedInt(BigInt(value));
  } else if (typeof value === 'string') stream.seedBytes(new TextEncoder().encode(value));
  else if (value instanceof PyBytes) stream.seedBytes(value.bytes);
  else if (value instanceof PyFloat) stream.seedInt(BigInt.asUintN(64, floatHash(value.value)));
  else {
    throw exc.TypeError('The only supported seed types are: None,\nint, float, str, bytes, and bytearray.');
  }
}
