import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCifar10 } from '../../../src/lib/data/cifar10.ts';
import { DataError } from '../../../src/lib/data/error.ts';
import { gunzip } from '../../../src/lib/data/gzip.ts';
import type { ReadFile } from '../../../src/lib/data/idx.ts';
import { PickleError, unpickle } from '../../../src/lib/data/pickle.ts';
import { tarFiles } from '../../../src/lib/data/tar.ts';

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(import.meta.dirname, 'cifar', name)));

/** What tests/reference/cifar_files.py wrote, with CPython's own readings. */
const facts = JSON.parse(new TextDecoder().decode(file('facts.json'))) as Record<string, Record<string, string>> & {
  train: { labels: number[]; sha256: string };
};

/** Some files below `data/`. */
const folder =
  (files: Record<string, Uint8Array>): ReadFile =>
  (path) =>
    Promise.resolve(files[path] ?? null);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('readCifar10', () => {
  for (const [archive, place] of [
    ['python2.tar.gz', 'data/cifar-10-python.tar.gz'],
    ['python3.tar.gz', 'data/cifar-10-python.tar.gz'],
    ['binary.tar.gz', 'data/cifar-10-binary.tar.gz'],
  ] as const) {
    it(`reads ${archive}`, async () => {
      const sums = { ...facts[archive]!, 'cifar-10-binary.tar.gz': facts[archive]![archive]! };
      const train = await readCifar10('data', true, folder({ [place]: file(archive) }), sums);
      assert.deepEqual([...train!.labels], facts.train.labels);
      assert.equal(sha256(train!.images), facts.train.sha256);
      const test = await readCifar10('data', false, folder({ [place]: file(archive) }), sums);
      assert.deepEqual([...test!.labels], [5, 6]);
    });
  }

  it('reads the unpacked folder', async () => {
    const files = tarFiles(await gunzip(file('python2.tar.gz')));
    assert.equal(files.size, 6);
    const inData = Object.fromEntries([...files].map(([name, bytes]) => [`data/${name}`, bytes]));
    const train = await readCifar10('data', true, folder(inData), facts['python2.tar.gz']);
    assert.equal(sha256(train!.images), facts.train.sha256);
  });

  it('has nothing to read where there are no files', async () => {
    assert.equal(await readCifar10('data', true, folder({})), null);
  });

  const rejection = async (files: Record<string, Uint8Array>, sums?: Record<string, string>): Promise<string> => {
    const error: unknown = await readCifar10('data', true, folder(files), sums).then(
      () => assert.fail('it was read'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof DataError, String(error));
    return error.message;
  };

  it('refuses batches with another MD5 than the published ones', async () => {
    const message = await rejection({ 'data/cifar-10-python.tar.gz': file('python2.tar.gz') });
    assert.match(
      message,
      /data_batch_1: it is damaged: its MD5 is [0-9a-f]{32} instead of c99cafc152244af753f735de768cd75f\. Fetch it again/,
    );
  });

  it('refuses archives that are cut off, or no archives', async () => {
    const half = file('python2.tar.gz').subarray(0, 400);
    assert.match(await rejection({ 'data/cifar-10-python.tar.gz': half }), /it is not gzip, or it is damaged/);
    const sums = { 'cifar-10-binary.tar.gz': facts['python2.tar.gz']!['python2.tar.gz']! };
    const wrong = await rejection({ 'data/cifar-10-binary.tar.gz': file('python2.tar.gz') }, sums);
    assert.match(wrong, /it has no cifar-10-batches-bin\/data_batch_1\.bin/);
  });
});

describe('unpickle', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

  it('reads numbers, strings, lists and dicts', () => {
    assert.deepEqual(unpickle(bytes('(dp0\nU\x01ap1\nI1\ns.')), new Map([['a', 1]]));
    assert.deepEqual(unpickle(bytes('\x80\x02](K\x01M\x10\x27J\xff\xff\xff\xffN\x88e.')), [1, 10000, -1, null, true]);
  });

  it('calls nothing that a pickle names', () => {
    assert.throws(() => unpickle(bytes('cos\nsystem\n(U\x02lstR.')), new PickleError('it calls os.system'));
  });

  it('says so when it is cut off or not understood', () => {
    assert.throws(() => unpickle(bytes('\x80\x02(U\xffabc')), PickleError);
    assert.throws(() => unpickle(bytes('\x80\x02\x8a')), PickleError);
    assert.throws(() => unpickle(bytes('')), PickleError);
  });
});
