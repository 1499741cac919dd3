/** Pictures as PNG files, the same bytes at build time and in a browser, where a canvas would be the other way. */
import { pngFile, type PngHeader } from './file.ts';

/** Red, green, blue and opacity of each pixel, rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayLike<number>;
}

/** How a pixel is stored: the format's number for it, and which of red, green, blue and opacity it has. */
interface Stored {
  readonly colourType: PngHeader['colourType'];
  readonly channels: readonly number[];
}
const GREY: Stored = { colourType: 0, channels: [0] };
const RGB: Stored = { colourType: 2, channels: [0, 1, 2] };
const RGBA: Stored = { colourType: 6, channels: [0, 1, 2, 3] };

/** The smallest kind of pixel that loses nothing. */
function smallest(pixels: ArrayLike<number>): Stored {
  let grey = true;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] !== 255) return RGBA;
    grey &&= pixels[i] === pixels[i + 1] && pixels[i] === pixels[i + 2];
  }
  return grey ? GREY : RGB;
}

/** A PNG file of pixels, without loss. */
export function pixelsPng({ width, height, pixels }: Pixels): Uint8Array {
  const { colourType, channels } = smallest(pixels);
  // Each row begins with its filter: 0, none.
  const rowBytes = 1 + width * channels.length;
  const rows = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y++) {
    let to = y * rowBytes + 1;
    for (let x = 0; x < width; x++) {
      for (const channel of channels) rows[to++] = pixels[(y * width + x) * 4 + channel]!;
    }
  }
  return pngFile({ width, height, depth: 8, colourType }, rows);
}

/**
 * A PNG file of 16 grey levels, half the size of 256 and not to be told from it in a picture of 28 pixels.
 *
 * @param grey `[height, width]` in C order, 0 (black) to 255
 */
export function greyPng(grey: Uint8Array, width: number, height: number): Uint8Array {
  const rowBytes = 1 + Math.ceil(width / 2);
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = Math.round((grey[y * width + x] ?? 0) / 17);
      rows[y * rowBytes + 1 + (x >> 1)]! |= x % 2 === 0 ? level << 4 : level;
    }
  }
  return pngFile({ width, height, depth: 4, colourType: 0 }, rows);
}
