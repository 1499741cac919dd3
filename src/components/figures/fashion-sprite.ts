/** At build time only: pictures of Fashion-MNIST for a page, out of the files that the page trains on. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spriteOf } from '../../lib/charts/sprite.ts';
import type { Sprite } from '../../lib/charts/sprite.ts';
import { IMAGE_SIDE, loadFashionMnist } from '../../lib/data/fashion-mnist.ts';
import type { Split } from '../../lib/data/manifest.ts';

const PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/**
 * The bundled images with these numbers, in this order, as one sprite: about 330 bytes of page an image.
 * @throws {RangeError} when the site does not have an image of that number.
 */
export async function fashionSprite(indices: readonly number[], split: Split = 'train'): Promise<Sprite> {
  // Builds run at the repository's root; the bundled module is elsewhere.
  const read = (path: string): Promise<Uint8Array> => readFile(join(process.cwd(), 'public', 'data', path));
  const wanted = Math.max(0, ...indices.map((index) => index + 1));
  const { images, available } = await loadFashionMnist(split, wanted, read);
  if (wanted > available)
    throw new RangeError(`The site has ${available} images of ${split}; there is no ${wanted - 1}.`);
  const chosen = new Uint8Array(indices.length * PIXELS);
  for (const [i, index] of indices.entries())
    chosen.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), i * PIXELS);
  return spriteOf(chosen, IMAGE_SIDE);
}
