/** Cutting out and putting borders around. */
import { Image, solidImage, type Color } from './image.ts';

/** The rectangle from (`left`, `top`); black where it goes past the image. */
export function cropped(image: Image, left: number, top: number, width: number, height: number): Image {
  const inside = left >= 0 && top >= 0 && left + width <= image.width && top + height <= image.height;
  const out = new Image(image.mode, width, height, new Uint8Array(width * height * image.channels));
  if (inside && width === image.width && height === image.height) out.bytes.set(image.bytes);
  else paste(image, out, -left, -top);
  return out;
}

/** `ImageOps.expand`: a border of one colour; negative sizes cut off. */
export function bordered(image: Image, left: number, top: number, right: number, bottom: number, color: Color): Image {
  const out = solidImage(image.mode, image.width + left + right, image.height + top + bottom, color);
  paste(image, out, left, top);
  return out;
}

/** Copies what fits of `image` into `out` at (`left`, `top`). */
function paste(image: Image, out: Image, left: number, top: number): void {
  const { channels, width, height, bytes } = image;
  const target = out.bytes;
  const first = Math.max(0, -left);
  const end = Math.min(width, out.width - left);
  if (end <= first) return;
  for (let y = Math.max(0, -top); y < height && y + top < out.height; y++) {
    const row = y * width;
    let to = ((y + top) * out.width + left + first) * channels;
    // Rows are short: a loop is faster than a view of each.
    for (let from = (row + first) * channels; from < (row + end) * channels; from++) target[to++] = bytes[from]!;
  }
}

/** How `numpy.pad` fills a border from the image itself. */
export type PaddingMode = 'edge' | 'reflect' | 'symmetric';

/** Where each of `before + size + after` positions comes from in `size` ones (`numpy.pad`). */
export function paddedIndices(size: number, before: number, after: number, mode: PaddingMode): Int32Array {
  const indices = new Int32Array(before + size + after);
  const period = mode === 'reflect' ? 2 * (size - 1) : 2 * size;
  for (let i = 0; i < indices.length; i++) {
    let at = i - before;
    if (mode === 'edge' || size === 1) at = Math.min(Math.max(at, 0), size - 1);
    else {
      at = ((at % period) + period) % period;
      if (at >= size) at = mode === 'reflect' ? period - at : period - 1 - at;
    }
    indices[i] = at;
  }
  return indices;
}

/** The image with a border made of its own pixels. Sizes are not negative. */
export function padded(
  image: Image,
  left: number,
  top: number,
  right: number,
  bottom: number,
  mode: PaddingMode,
): Image {
  const { channels, width } = image;
  const columns = paddedIndices(width, left, right, mode);
  const rows = paddedIndices(image.height, top, bottom, mode);
  const out = new Uint8Array(columns.length * rows.length * channels);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * width + column) * channels;
      for (let c = 0; c < channels; c++) out[at++] = image.bytes[from + c]!;
    }
  }
  return new Image(image.mode, columns.length, rows.length, out);
}
