import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { TorchGenerator } from '../../../src/lib/random/torch-generator.ts';

/** [seed, size, mean, std, the start of the SHA-256 of the float32 bytes of torch.empty(size).normal_(mean, std)], by PyTorch 1.13 with AVX2. */
const GOLDEN = [
  [0, 16, 0, 1, '7648137a31024642'],
  [1, 17, 0, 1, '9e976497df1a5075'],
  [2, 1000, 0, 1, 'ae134170c169b687'],
  [3, 100003, 0, 1, 'c60616b9ff91efd1'],
  [4, 4096, 0.5, 0.02, 'f42a65d363e52678'],
  [5, 33, -2, 3, '8f23a2632088419f'],
] as const;

test('normals are bit for bit the same', () => {
  for (const [seed, size, mean, std, expected] of GOLDEN) {
    const values = new Float32Array(size);
    new TorchGenerator(seed).fillNormal(values, mean, std);
    const digest = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);
    assert.equal(digest, expected, `${size} normals of seed ${seed}`);
  }
});
