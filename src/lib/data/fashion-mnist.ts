/**
 * Reads Fashion-MNIST from the shards that `scripts/make-data.ts` wrote. Every shard's size and SHA-256 are checked
 * before one pixel of it is used, so a damaged file is an error and never a wrong result.
 *
 * The checksum is computed in script: `crypto.subtle` does not exist on an insecure origin, where the site works too.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { DataError } from './error.ts';
import { gunzip } from './gzip.ts';
import { parseManifest, TRY_AGAIN, type Shard, type Split } from './manifest.ts';

/** Fetches one file's bytes; the path is relative to where the data is served. Rejects when there is none. */
export type ReadData = (path: string) => Promise<Uint8Array>;

/** Height and width of an image, in pixels. */
export const IMAGE_SIDE = 28;
const PIXELS = IMAGE_SIDE * IMAGE_SIDE;
const FOLDER = 'fashion-mnist';

export { FASHION_MNIST_CLASSES } from './fashion-mnist-classes.ts';

export interface FashionMnist {
  /** Grey values, `[count, 28, 28]` in C order, 0 (background) to 255. */
  readonly images: Uint8Array;
  /** `[count]`, 0 to 9. */
  readonly labels: Uint8Array;
  /** Images of this split that the site has. */
  readonly available: number;
  /** Images of this split in the full data set. */
  readonly total: number;
}

/**
 * Loads the first `count` images of a split, or as many as the site has when `count` is larger (see `available`).
 * Only the shards that hold them are fetched, all at once; `count` 0 fetches the manifest alone.
 * @throws {DataError} when a file is missing, damaged, or does not hold what the manifest says.
 */
export async function loadFashionMnist(split: Split, count: number, read: ReadData): Promise<FashionMnist> {
  const manifestFile = `${FOLDER}/manifest.json`;
  const { total, shards } = parseManifest(await readFile(manifestFile, read), manifestFile).splits[split];
  const available = shards.reduce((sum, shard) => sum + shard.count, 0);
  const wanted = Math.min(count, available);

  const images = new Uint8Array(wanted * PIXELS);
  const labels = new Uint8Array(wanted);
  const loads: Promise<void>[] = [];
  for (let i = 0, first = 0; i < shards.length && first < wanted; i++) {
    const shard = shards[i] as Shard;
    const start = first;
    const taken = Math.min(shard.count, wanted - start);
    loads.push(
      loadShard(shard, read).then((content) => {
        labels.set(content.subarray(0, taken), start);
        images.set(content.subarray(shard.count, shard.count + taken * PIXELS), start * PIXELS);
      }),
    );
    first += shard.count;
  }
  await Promise.all(loads);
  return { images, labels, available, total };
}

/** The shard's `count` labels followed by its `count` images. */
async function loadShard(shard: Shard, read: ReadData): Promise<Uint8Array> {
  const file = `${FOLDER}/${shard.file}`;
  const bytes = await readFile(file, read);
  if (bytes.length !== shard.bytes) {
    throw new DataError(file, `it has ${bytes.length} bytes instead of ${shard.bytes}`, TRY_AGAIN);
  }
  const digest = bytesToHex(sha256(bytes));
  if (digest !== shard.sha256) {
    throw new DataError(file, `it is damaged: its SHA-256 is ${digest} instead of ${shard.sha256}`, TRY_AGAIN);
  }
  const content = await gunzip(bytes).catch((error: unknown) => {
    throw new DataError(file, 'it is not gzip', TRY_AGAIN, { cause: error });
  });
  const expected = shard.count * (1 + PIXELS);
  if (content.length !== expected) {
    throw new DataError(file, `it unpacks to ${content.length} bytes instead of ${expected}`, TRY_AGAIN);
  }
  return content;
}

async function readFile(file: string, read: ReadData): Promise<Uint8Array> {
  try {
    return await read(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(file, `it could not be read (${reason})`, 'Check the connection and run again', {
      cause: error,
    });
  }
}
