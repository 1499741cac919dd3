import { pngAddress } from '../png/file.ts';
import { greyPng } from '../png/pictures.ts';

/** Many small square images in one picture, row by row, so that a page carries or fetches one file. */
export interface Sprite {
  /** Address of the picture: a data URI, or a file's. */
  readonly href: string;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Puts grey images into one sprite, in their order.
 *
 * @param images `[count, side, side]` in C order, 0 (background) to 255
 */
export function spriteOf(images: Uint8Array, side: number): Sprite {
  const count = Math.floor(images.length / (side * side));
  const columns = Math.max(1, Math.min(20, count));
  const rows = Math.max(1, Math.ceil(count / columns));
  const width = columns * side;
  const grey = new Uint8Array(width * rows * side);
  for (let i = 0; i < count; i++) {
    const corner = Math.floor(i / columns) * side * width + (i % columns) * side;
    for (let y = 0; y < side; y++) {
      const from = (i * side + y) * side;
      grey.set(images.subarray(from, from + side), corner + y * width);
    }
  }
  return { href: pngAddress(greyPng(grey, width, rows * side)), columns, rows };
}

/** CSS of an element that shows image `at` of the sprite, at the element's own size; the picture itself is `--sprite`. */
export function spritePlace({ columns, rows }: Sprite, at: number): string {
  const share = (index: number, count: number): string =>
    `${count > 1 ? +((100 * index) / (count - 1)).toFixed(3) : 0}%`;
  const place = `${share(at % columns, columns)} ${share(Math.floor(at / columns), rows)}`;
  return `background-position:${place};background-size:${columns * 100}% ${rows * 100}%`;
}
