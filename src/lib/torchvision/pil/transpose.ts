/** Mirror images and quarter turns. */
import { Image } from './image.ts';

/** `Image.Transpose`, in the order of PIL's numbers. */
export const TRANSPOSES = [
  'FLIP_LEFT_RIGHT', 'FLIP_TOP_BOTTOM', 'ROTATE_90', 'ROTATE_180', 'ROTATE_270', 'TRANSPOSE', 'TRANSVERSE',
] as const; // prettier-ignore

export type Transpose = (typeof TRANSPOSES)[number];

/** The image mirrored or turned (counter-clockwise). */
export function transposed(image: Image, how: Transpose): Image {
  const { mode, width, height, channels, bytes } = image;
  const out = new Uint8Array(bytes.length);
  const swaps = how === 'ROTATE_90' || how === 'ROTATE_270' || how === 'TRANSPOSE' || how === 'TRANSVERSE';
  const [outWidth, outHeight] = swaps ? [height, width] : [width, height];
  // Where the first pixel of the result comes from, and how far it is to the next one to the right and below.
  const right = width - 1;
  const last = width * height - 1;
  const [start, dx, dy] = {
    FLIP_LEFT_RIGHT: [right, -1, width],
    FLIP_TOP_BOTTOM: [last - right, 1, -width],
    ROTATE_90: [right, width, -1],
    ROTATE_180: [last, -1, -width],
    ROTATE_270: [last - right, -width, 1],
    TRANSPOSE: [0, width, 1],
    TRANSVERSE: [last, -width, -1],
  }[how] as [number, number, number];
  let at = 0;
  for (let y = 0; y < outHeight; y++) {
    let from = (start + y * dy) * channels;
    if (channels === 1) {
      for (let x = 0; x < outWidth; x++, from += dx) out[at++] = bytes[from]!;
      continue;
    }
    for (let x = 0; x < outWidth; x++, from += dx * channels) {
      for (let c = 0; c < channels; c++) out[at++] = bytes[from + c]!;
    }
  }
  return new Image(mode, outWidth, outHeight, out);
}
