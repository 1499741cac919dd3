import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TorchGenerator } from '../../../src/lib/random/torch-generator.ts';

// Every expected value is PyTorch's own, from a build without MKL.

test('rand gives PyTorch’s float32 uniforms', () => {
  const values = new Float32Array(5);
  new TorchGenerator(0).fillUniform(values, 0, 1);
  assert.deepEqual(
    [...values].map((v) => v.toFixed(9)),
    ['0.496256590', '0.768221796', '0.088477433', '0.132030487', '0.307422817'],
  );
});

test('an initial weight matrix of Linear(784, 512) is bit for bit the same', () => {
  const generator = new TorchGenerator(42);
  const bound = 1 / Math.sqrt(784);
  const weight = new Float32Array(512 * 784);
  const bias = new Float32Array(512);
  generator.fillUniform(weight, -bound, bound);
  generator.fillUniform(bias, -bound, bound);
  assert.deepEqual(
    [weight[0]!, weight[1]!, weight[2]!, bias[511]!].map((v) => v.toFixed(9)),
    ['0.027304949', '0.029643141', '-0.008366874', '-0.024390299'],
  );
});

test('permutations and integers follow the same stream', () => {
  const generator = new TorchGenerator(0);
  generator.fillUniform(new Float32Array(5), 0, 1);
  assert.deepEqual([...generator.permutation(12)], [3, 5, 1, 4, 7, 0, 8, 6, 11, 10, 9, 2]);
  assert.deepEqual(Array.from({ length: 8 }, () => generator.integer(0, 10)), [6, 8, 4, 3, 6, 9, 1, 4]); // prettier-ignore
  const normals = new Float32Array(4);
  generator.fillNormal(normals, 0, 1);
  assert.deepEqual([...normals].map((v) => v.toFixed(6)), ['-0.856675', '1.100604', '-1.071187', '0.122701']); // prettier-ignore
});

test('a dropout mask keeps what PyTorch keeps', () => {
  const generator = new TorchGenerator(42);
  const bound = 1 / Math.sqrt(784);
  generator.fillUniform(new Float32Array(512 * 784 + 512), -bound, bound);
  const mask = new Uint8Array(40);
  generator.fillBernoulli(mask, 0.7);
  assert.equal(mask.join(''), '1110010110011111010101111011101111010101');
});
