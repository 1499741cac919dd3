/** The bundled images as torchvision looks for them below `./data`, so that a listing finds under CPython what it has on a page. */
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGE_SIDE, loadFashionMnist } from '../../src/lib/data/fashion-mnist.ts';

const BUNDLED = join(import.meta.dirname, '..', '..', 'public', 'data');

/** Makes a temporary folder with `data/FashionMNIST/raw` in it, and returns its path. Whoever asked removes it. */
export async function makeDataRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pytorch-'));
  const folder = join(root, 'data', 'FashionMNIST', 'raw');
  await mkdir(folder, { recursive: true });
  const read = async (path: string): Promise<Uint8Array> => readFile(join(BUNDLED, path));
  for (const [split, name] of [
    ['train', 'train'],
    ['test', 't10k'],
  ] as const) {
    const { images, labels } = await loadFashionMnist(split, Infinity, read);
    const count = labels.length;
    await writeFile(join(folder, `${name}-images-idx3-ubyte`), idx([count, IMAGE_SIDE, IMAGE_SIDE], images));
    await writeFile(join(folder, `${name}-labels-idx1-ubyte`), idx([count], labels));
  }
  return root;
}

/** An idx file: its type (unsigned bytes), its number of dimensions, their sizes, big-endian, and the bytes. */
function idx(sizes: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt8(8, 2);
  header.writeUInt8(sizes.length, 3);
  sizes.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, bytes]);
}
