import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeOf } from '../../../src/lib/data/recognise.ts';

const never = (): Promise<Uint8Array> => Promise.reject(new Error('the name is enough'));

describe('where a file of the reader belongs', () => {
  it('is under its own name, unread, where that says it', async () => {
    for (const name of ['cifar-10-python.tar.gz', 'weights.pt', 'train-images.txt']) {
      assert.deepEqual(await placeOf(name, never), { path: name, known: true });
    }
  });

  it('is with MNIST for what has its form and no known sum, and that is said', async () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    for (const name of ['train-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte']) {
      assert.deepEqual(await placeOf(name, () => Promise.resolve(bytes)), { path: `MNIST/raw/${name}`, known: false });
    }
  });
});
