/** Images as `SummaryWriter` logs them: floats in [0, 1] or bytes, one or many, to the pixels of one picture. */
import { exc } from '../../python/bind.ts';

/** Numbers in row-major order; `formats` names their dimensions, such as `CHW` or `NHWC`. */
export interface ImageSource {
  readonly values: readonly number[];
  readonly sizes: readonly number[];
  readonly formats: string;
  /** Whether the numbers are bytes; if not, 1 is white. */
  readonly bytes: boolean;
}

/** Red, green, blue and opacity of each pixel, rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** As many as TensorBoard puts side by side. */
const COLUMNS = 8;

/** All images as one picture, eight side by side. Raises AssertionError for formats that do not fit the sizes. */
export function imageGrid({ values, sizes, formats, bytes }: ImageSource): Picture {
  const letters = formats.toUpperCase();
  if (letters.length !== sizes.length) {
    throw exc.AssertionError(`size of input tensor and input format are different. tensor shape: (${sizes.join(', ')}), input_format: ${formats}`); // prettier-ignore
  }
  if (new Set(letters).size !== letters.length) {
    throw exc.AssertionError(`You can not use the same dimension shordhand twice. input_format: ${formats}`);
  }
  const axis = (letter: string) => letters.indexOf(letter);
  if (axis('H') < 0 || axis('W') < 0) {
    throw exc.NotImplementedError(`images have the dimensions H and W, and maybe N and C; got "${formats}"`);
  }
  const sizeOf = (letter: string) => (axis(letter) < 0 ? 1 : sizes[axis(letter)]!);
  const [count, channels, height, width] = ['N', 'C', 'H', 'W'].map(sizeOf) as [number, number, number, number];
  if (![1, 3, 4].includes(channels)) throw exc.TypeError(`an image has 1, 3 or 4 channels, not ${channels}`);
  const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, n) => product * n, 1));
  const stride = (letter: string) => (axis(letter) < 0 ? 0 : strides[axis(letter)]!);
  const [byImage, byChannel, byRow, byColumn] = ['N', 'C', 'H', 'W'].map(stride) as [number, number, number, number];

  const columns = Math.min(count, COLUMNS);
  const wide = columns * width;
  const high = Math.ceil(count / columns) * height;
  const pixels = new Uint8ClampedArray(wide * high * 4);
  for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255;
  const scale = bytes ? 1 : 255;
  for (let n = 0; n < count; n++) {
    const left = (n % columns) * width;
    const top = Math.floor(n / columns) * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = n * byImage + y * byRow + x * byColumn;
        const to = ((top + y) * wide + left + x) * 4;
        const part = (channel: number) => values[from + (channels === 1 ? 0 : channel) * byChannel]! * scale;
        // Numbers are cut off, as TensorBoard's cast to bytes does; a clamped array would round.
        for (let channel = 0; channel < 3; channel++) pixels[to + channel] = Math.trunc(part(channel));
        if (channels === 4) pixels[to + 3] = Math.trunc(part(3));
      }
    }
  }
  return { width: wide, height: high, pixels };
}
