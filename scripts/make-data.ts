/**
 * Makes `public/data/fashion-mnist/` from the four original IDX files: the first 10,000 training and the first 6,000
 * test images, lossless, in shards of 1,000, with the SHA-256 of every shard in `manifest.json`.
 *
 *     npm run data [-- FOLDER]      FOLDER has train-images-idx3-ubyte.gz and the other three
 *
 * The originals are in Debian's package dataset-fashion-mnist and at https://github.com/zalandoresearch/fashion-mnist.
 * Shards are gzip, named `.bin`: a static host would send `.gz` as Content-Encoding and the browser would unpack it.
 * (Paeth-filtered shards, as in PNG, would be 8 % smaller; plain ones can be read with `zcat`.)
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Manifest, Shard, Split, SplitManifest } from '../src/lib/data/manifest.ts';

const SHARD = 1000;
const AVAILABLE: Readonly<Record<Split, number>> = { train: 10_000, test: 6_000 };
const PREFIX: Readonly<Record<Split, string>> = { train: 'train', test: 't10k' };

/** SHA-256 of the files as Zalando published them, so that the shards can be traced to them. */
const ORIGINALS: Readonly<Record<string, string>> = {
  'train-images-idx3-ubyte.gz': 'b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7',
  'train-labels-idx1-ubyte.gz': '0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056',
  't10k-images-idx3-ubyte.gz': 'cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa',
  't10k-labels-idx1-ubyte.gz': '8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05',
};

const originals = process.argv[2] ?? '/usr/share/datasets/fashion-mnist';
const target = join(import.meta.dirname, '..', 'public', 'data', 'fashion-mnist');

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads an IDX file of unsigned bytes: its dimensions and its values. */
function readIdx(name: string): { shape: number[]; values: Uint8Array } {
  const packed = readFileSync(join(originals, name));
  const digest = sha256(packed);
  if (digest !== ORIGINALS[name]) throw new Error(`${name} is not the original: its SHA-256 is ${digest}`);
  const bytes = gunzipSync(packed);
  const type = bytes[2];
  const rank = bytes[3] ?? 0;
  if (bytes.readUInt16BE(0) !== 0 || type !== 0x08) throw new Error(`${name} is not an IDX file of unsigned bytes`);
  const shape = Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  return { shape, values: bytes.subarray(4 + 4 * rank) };
}

function writeSplit(split: Split): SplitManifest {
  const images = readIdx(`${PREFIX[split]}-images-idx3-ubyte.gz`);
  const labels = readIdx(`${PREFIX[split]}-labels-idx1-ubyte.gz`);
  const [total = 0, height = 0, width = 0] = images.shape;
  const pixels = height * width;
  const shards: Shard[] = [];
  for (let first = 0; first < AVAILABLE[split]; first += SHARD) {
    const last = first + SHARD;
    const content = Buffer.concat([
      labels.values.subarray(first, last),
      images.values.subarray(first * pixels, last * pixels),
    ]);
    const bytes = gzipSync(content, { level: 9, memLevel: 9 });
    const file = `${split}-${String(shards.length).padStart(2, '0')}.bin`;
    writeFileSync(join(target, file), bytes);
    shards.push({ file, count: SHARD, bytes: bytes.length, sha256: sha256(bytes) });
  }
  return { total, shards };
}

mkdirSync(target, { recursive: true });
for (const file of readdirSync(target)) if (file.endsWith('.bin')) rmSync(join(target, file));
const manifest: Manifest = {
  name: 'Fashion-MNIST',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  licence: 'MIT, Copyright 2017 Zalando SE; see LICENSE.txt',
  format:
    'gzip of `count` labels (one byte each), then `count` images of 28 x 28 grey values (one byte each, rows first)',
  originals: ORIGINALS,
  splits: { train: writeSplit('train'), test: writeSplit('test') },
};
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
const shards = [...manifest.splits.train.shards, ...manifest.splits.test.shards];
const megabytes = shards.reduce((sum, shard) => sum + shard.bytes, 0) / 1e6;
console.log(`${shards.length} shards, ${megabytes.toFixed(1)} MB, in ${target}`);
