import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'node:test';
import { DataError } from '../../../src/lib/data/error.ts';
import { parseIdx, readIdx } from '../../../src/lib/data/idx.ts';

const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]);
const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]);

const folder = (files: Record<string, Uint8Array>) => (path: string) => Promise.resolve(files[path] ?? null);

describe('IDX files', () => {
  it('have a shape and bytes', () => {
    assert.deepEqual(parseIdx(labels, 'f', 1), { shape: [3], values: Uint8Array.from([7, 8, 9]) });
    assert.deepEqual(parseIdx(images, 'f', 3).shape, [1, 2, 2]);
  });

  it('are read plain first, else unpacked, else not at all', async () => {
    const packed = new Uint8Array(gzipSync(labels));
    assert.deepEqual([...(await readIdx('a', 1, folder({ a: labels, 'a.gz': Uint8Array.of(1) })))!.values], [7, 8, 9]);
    assert.deepEqual([...(await readIdx('a', 1, folder({ 'a.gz': packed })))!.values], [7, 8, 9]);
    assert.equal(await readIdx('a', 1, folder({})), null);
  });

  it('are refused when they are something else', async () => {
    const refused = (message: RegExp) => (error: unknown) => error instanceof DataError && message.test(error.message);
    assert.throws(
      () => parseIdx(labels, 'f', 3),
      refused(/^data file f: it is not an IDX file of bytes in 3 dimensions/),
    );
    assert.throws(() => parseIdx(labels.subarray(0, 10), 'f', 1), refused(/it has 2 elements instead of 3/));
    assert.throws(() => parseIdx(new Uint8Array(), 'f', 1), DataError);
    await assert.rejects(readIdx('a', 1, folder({ 'a.gz': labels })), refused(/^data file a\.gz: it is not gzip/));
  });
});
