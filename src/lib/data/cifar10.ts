/**
 * CIFAR-10 (Krizhevsky 2009) from its author's files: the folder of Python's pickles, or one of the two archives
 * `cifar-10-python.tar.gz` and `cifar-10-binary.tar.gz`. Each batch's MD5 is checked, or the binary archive's own.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { DataError } from './error.ts';
import { gunzip } from './gzip.ts';
import type { ReadFile } from './idx.ts';
import { PickledArray, PickleError, unpickle } from './pickle.ts';
import { tarFiles } from './tar.ts';

/** Height and width of an image, in pixels. */
export const CIFAR_SIDE = 32;
const PLANE = CIFAR_SIDE * CIFAR_SIDE;
const PIXELS = 3 * PLANE;

export const CIFAR10_CLASSES = [
  'airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck',
] as const; // prettier-ignore

/** The MD5 sums that the files have. */
export const CIFAR10_SUMS: Readonly<Record<string, string>> = {
  data_batch_1: 'c99cafc152244af753f735de768cd75f',
  data_batch_2: 'd4bba439e000b95fd0a9bffe97cbabec',
  data_batch_3: '54ebc095f3ab1f0389bbae665268c751',
  data_batch_4: '634d18415352ddfa80567beed471001a',
  data_batch_5: '482c414d41f54cd18b22e5b47cb7c3cb',
  test_batch: '40351d587109b95175f43aff81a1287e',
  'cifar-10-binary.tar.gz': 'c32a1d4ab5d03f1284b67883e8d87530',
};

export interface Cifar10 {
  /** `[count, 32, 32, 3]` in C order. */
  readonly images: Uint8Array;
  /** `[count]`, 0 to 9. */
  readonly labels: Uint8Array;
}

const FETCH_AGAIN = 'Fetch it again from https://www.cs.toronto.edu/~kriz/cifar.html';
const FOLDER = 'cifar-10-batches-py';

/** The batches of a split, by their names without an ending. */
const batchesOf = (train: boolean): string[] =>
  train ? [1, 2, 3, 4, 5].map((i) => `data_batch_${i}`) : ['test_batch'];

/**
 * Reads a split below `root`; null where there are no such files.
 * @throws {DataError} when what is there is damaged.
 */
export async function readCifar10(
  root: string,
  train: boolean,
  read: ReadFile,
  sums: Readonly<Record<string, string>> = CIFAR10_SUMS,
): Promise<Cifar10 | null> {
  const names = batchesOf(train);
  const inFolder = await Promise.all(names.map((name) => read(`${root}/${FOLDER}/${name}`)));
  if (inFolder.every((bytes) => bytes !== null)) {
    return joined(inFolder.map((bytes, i) => pickled(bytes, `${root}/${FOLDER}/${names[i]!}`, sums[names[i]!])));
  }
  const pythonArchive = `${root}/cifar-10-python.tar.gz`;
  const python = await read(pythonArchive);
  if (python !== null) {
    const files = await unpacked(python, pythonArchive);
    return joined(
      names.map((name) =>
        pickled(member(files, `${FOLDER}/${name}`, pythonArchive), `${pythonArchive}/${name}`, sums[name]),
      ),
    );
  }
  const binaryArchive = `${root}/cifar-10-binary.tar.gz`;
  const binary = await read(binaryArchive);
  if (binary === null) return null;
  check(binary, binaryArchive, sums['cifar-10-binary.tar.gz']);
  const files = await unpacked(binary, binaryArchive);
  return joined(
    names.map((name) =>
      records(member(files, `cifar-10-batches-bin/${name}.bin`, binaryArchive), `${binaryArchive}/${name}.bin`),
    ),
  );
}

async function unpacked(bytes: Uint8Array, file: string): Promise<Map<string, Uint8Array>> {
  const archive = await gunzip(bytes).catch((error: unknown) => {
    throw new DataError(file, 'it is not gzip, or it is damaged', FETCH_AGAIN, { cause: error });
  });
  return tarFiles(archive);
}

function member(files: ReadonlyMap<string, Uint8Array>, name: string, file: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new DataError(file, `it has no ${name}`, FETCH_AGAIN);
  return bytes;
}

function check(bytes: Uint8Array, file: string, expected: string | undefined): void {
  const sum = bytesToHex(md5(bytes));
  if (sum !== expected)
    throw new DataError(file, `it is damaged: its MD5 is ${sum} instead of ${expected}`, FETCH_AGAIN);
}

/** Images as `[3, 32, 32]` planes, with labels. */
interface Batch {
  readonly labels: ArrayLike<number>;
  /** Where the i-th image's planes begin. */
  readonly start: (i: number) => number;
  readonly bytes: Uint8Array;
}

/** A pickled batch: a dict of `data`, `[n, 3072]` bytes, and `labels`. */
function pickled(bytes: Uint8Array, file: string, sum: string | undefined): Batch {
  check(bytes, file, sum);
  try {
    const content = unpickle(bytes);
    const [data, labels] = content instanceof Map ? [content.get('data'), content.get('labels')] : [];
    if (!(data instanceof PickledArray) || !Array.isArray(labels) || data.bytes.length !== labels.length * PIXELS) {
      throw new PickleError('it has no images with labels');
    }
    return { labels: labels as number[], start: (i) => i * PIXELS, bytes: data.bytes };
  } catch (error) {
    if (error instanceof PickleError) throw new DataError(file, error.message, FETCH_AGAIN, { cause: error });
    throw error;
  }
}

/** A binary batch: for each image its label and then its planes. */
function records(bytes: Uint8Array, file: string): Batch {
  const record = 1 + PIXELS;
  if (bytes.length === 0 || bytes.length % record !== 0) {
    throw new DataError(file, `its ${bytes.length} bytes are no whole images`, FETCH_AGAIN);
  }
  const labels = Uint8Array.from({ length: bytes.length / record }, (_, i) => bytes[i * record]!);
  return { labels, start: (i) => i * record + 1, bytes };
}

/** Batches as one, with the colours of a pixel side by side. */
function joined(batches: readonly Batch[]): Cifar10 {
  const count = batches.reduce((sum, { labels }) => sum + labels.length, 0);
  const images = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  let image = 0;
  for (const batch of batches) {
    for (let i = 0; i < batch.labels.length; i++, image++) {
      labels[image] = batch.labels[i]!;
      const from = batch.start(i);
      let to = image * PIXELS;
      for (let at = from; at < from + PLANE; at++) {
        images[to++] = batch.bytes[at]!;
        images[to++] = batch.bytes[at + PLANE]!;
        images[to++] = batch.bytes[at + 2 * PLANE]!;
      }
    }
  }
  return { images, labels };
}
