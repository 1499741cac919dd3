/** At build time only: pictures of Fashion-MNIST for a page. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sprite } from '../../lib/charts/sprite.ts';
import type { Split } from '../../lib/data/manifest.ts';
import { fashionPictures } from './fashion-pictures.ts';

/**
 * The bundled images with these numbers, in this order, as one sprite: about 330 bytes of page an image.
 * @throws {RangeError} when the site does not have an image of that number.
 */
export const fashionSprite = (indices: readonly number[], split: Split = 'train'): Promise<Sprite> =>
  // Builds run at the repository's root; the bundled module is elsewhere.
  fashionPictures(indices, (path) => readFile(join(process.cwd(), 'public', 'data', path)), split);
