/** Pictures of Fashion-MNIST, out of the files that the page trains on: read from disk at build time, fetched in the page. */
import { spriteOf } from '../../lib/charts/sprite.ts';
import type { Sprite } from '../../lib/charts/sprite.ts';
import { IMAGE_SIDE, loadFashionMnist } from '../../lib/data/fashion-mnist.ts';
import type { ReadData } from '../../lib/data/fashion-mnist.ts';
import type { Split } from '../../lib/data/manifest.ts';

const PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/**
 * The bundled images with these numbers, in this order, as one sprite.
 * @throws {RangeError} when the site does not have an image of that number.
 * @throws {DataError} when a file cannot be read or is damaged.
 */
export async function fashionPictures(
  indices: readonly number[],
  read: ReadData,
  split: Split = 'train',
): Promise<Sprite> {
  const wanted = Math.max(0, ...indices.map((index) => index + 1));
  const { images, available } = await loadFashionMnist(split, wanted, read);
  if (wanted > available)
    throw new RangeError(`The site has ${available} images of ${split}; there is no ${wanted - 1}.`);
  const chosen = new Uint8Array(indices.length * PIXELS);
  for (const [i, index] of indices.entries())
    chosen.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), i * PIXELS);
  return spriteOf(chosen, IMAGE_SIDE);
}

/** Fetches the site's data files, in the page. */
export const fetchData: ReadData = async (path) => {
  const response = await fetch(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/data/${path}`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
};
