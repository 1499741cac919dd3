import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DataError } from '../../../src/lib/data/error.ts';
import { loadFashionMnist, type ReadData } from '../../../src/lib/data/fashion-mnist.ts';

const root = join(import.meta.dirname, '..', '..', '..', 'public', 'data');
const readBundled: ReadData = async (path) => new Uint8Array(await readFile(join(root, path)));

/** Reads the bundled files, with one of them replaced by what `damage` makes of it. */
const damaged =
  (file: string, damage: (bytes: Uint8Array) => Uint8Array): ReadData =>
  async (path) =>
    path === file ? damage(await readBundled(path)) : readBundled(path);

const rejection = async (load: Promise<unknown>): Promise<DataError> => {
  const error: unknown = await load.then(
    () => assert.fail('the load succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DataError, String(error));
  return error;
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('loadFashionMnist', () => {
  it('gives the originals, byte for byte', async () => {
    // Digests of the first 10,000 and 6,000 entries of the four IDX files, taken with Python's gzip and hashlib.
    const train = await loadFashionMnist('train', 10_000, readBundled);
    assert.equal(sha256(train.images), '2929ae1c7b89e0ee6587bbe4911fd5f0a5dafe21ae6ed9b737173cbfe20c12c9');
    assert.equal(sha256(train.labels), '1022e4632874e71bb84d924c475e6a3428a2deeb8c5a0f612a015c97e4fce7f0');
    const test = await loadFashionMnist('test', 6_000, readBundled);
    assert.equal(sha256(test.images), 'fae2021bf770d3b02af6d26ef2777431ac965afae60bba16988feb8621646bc0');
    assert.equal(sha256(test.labels), '7c7676d494ab6335904ad1dcfb11dc8500d8e87a627d343ea1ea76cfd2c76cc2');
    assert.deepEqual([train.available, train.total, test.available, test.total], [10_000, 60_000, 6_000, 10_000]);
  });

  it('fetches only the shards that hold what is asked for', async () => {
    const files: string[] = [];
    const read: ReadData = (path) => (files.push(path), readBundled(path));
    const { images, labels } = await loadFashionMnist('train', 1001, read);
    assert.deepEqual(files, [
      'fashion-mnist/manifest.json',
      'fashion-mnist/train-00.bin',
      'fashion-mnist/train-01.bin',
    ]);
    assert.equal(images.length, 1001 * 784);
    assert.equal(labels.length, 1001);
  });

  it('says how many there are without fetching any', async () => {
    const files: string[] = [];
    const nothing = await loadFashionMnist('test', 0, (path) => (files.push(path), readBundled(path)));
    assert.deepEqual(files, ['fashion-mnist/manifest.json']);
    assert.equal(nothing.available, 6000);
    assert.equal(nothing.images.length, 0);
  });

  it('gives what there is when more is asked for', async () => {
    const test = await loadFashionMnist('test', 10_000, readBundled);
    assert.equal(test.labels.length, 6000);
  });

  it('refuses a shard with one changed bit', async () => {
    const read = damaged('fashion-mnist/train-00.bin', (bytes) => {
      bytes[bytes.length >> 1]! ^= 1;
      return bytes;
    });
    const error = await rejection(loadFashionMnist('train', 10, read));
    assert.match(error.message, /^data file fashion-mnist\/train-00\.bin: it is damaged: its SHA-256 is [0-9a-f]{64} /);
    assert.match(error.message, /Reload the page/);
  });

  it('refuses a truncated shard', async () => {
    const read = damaged('fashion-mnist/train-01.bin', (bytes) => bytes.subarray(0, 1000));
    const error = await rejection(loadFashionMnist('train', 2000, read));
    assert.match(error.message, /^data file fashion-mnist\/train-01\.bin: it has 1000 bytes instead of \d+\. /);
  });

  it('says which shard is missing', async () => {
    const read: ReadData = (path) =>
      path.endsWith('test-00.bin') ? Promise.reject(new Error('404 Not Found')) : readBundled(path);
    const error = await rejection(loadFashionMnist('test', 1, read));
    assert.equal(
      error.message,
      'data file fashion-mnist/test-00.bin: it could not be read (404 Not Found). Check the connection and run again',
    );
  });

  it('refuses a page that stands where the manifest should be', async () => {
    const read = damaged('fashion-mnist/manifest.json', () => new TextEncoder().encode('<!doctype html>'));
    const error = await rejection(loadFashionMnist('train', 1, read));
    assert.match(error.message, /^data file fashion-mnist\/manifest\.json: it is not JSON/);
  });

  it('refuses a manifest without checksums', async () => {
    const read = damaged('fashion-mnist/manifest.json', (bytes) =>
      new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll('sha256', 'sha')),
    );
    const error = await rejection(loadFashionMnist('train', 1, read));
    assert.match(error.message, /it does not list the shards with their sizes and SHA-256/);
  });
});
