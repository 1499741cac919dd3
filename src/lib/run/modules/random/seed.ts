/** What `random.seed` takes. */
import { exc, PyBytes, PyFloat, type Value } from '../../../python/bind.ts';
import type { PythonRandom } from '../../../random/python-random.ts';

const MODULUS = (1n << 61n) - 1n;
const BITS = 61n;

/** CPython's hash of a finite float: the number modulo 2^61 - 1. */
export function floatHash(x: number): bigint {
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

/** Starts the stream that belongs to a seed. Raises TypeError. */
export function seed(stream: PythonRandom, value: Value): void {
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
