/** Brightness, contrast, saturation and sharpness (PIL's ImageEnhance): between an image and one that lacks the quality. */
import { converted } from './convert.ts';
import { Image, solidImage } from './image.ts';

const f = Math.fround;

/** `Image.blend`: `from + factor * (to - from)` in float32, truncated; factors outside [0, 1] extrapolate. */
export function blended(from: Image, to: Image, factor: number): Image {
  const alpha = f(factor);
  if (alpha === 0) return from;
  if (alpha === 1) return to;
  const [a, b] = [from.bytes, to.bytes];
  const out = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const value = f(a[i]! + f(alpha * (b[i]! - a[i]!)));
    out[i] = value <= 0 ? 0 : value >= 255 ? 255 : value;
  }
  return new Image(from.mode, from.width, from.height, out);
}

const solid = (image: Image, grey: number): Image =>
  solidImage(image.mode, image.width, image.height, new Array<number>(image.channels).fill(grey));

export const withBrightness = (image: Image, factor: number): Image => blended(solid(image, 0), image, factor);

/** About the mean of the image's grey. */
export function withContrast(image: Image, factor: number): Image {
  const grey = converted(image, 'L').bytes;
  let sum = 0;
  for (const value of grey) sum += value;
  return blended(solid(image, Math.trunc(sum / grey.length + 0.5)), image, factor);
}

export const withSaturation = (image: Image, factor: number): Image =>
  blended(converted(converted(image, 'L'), image.mode), image, factor);

export const withSharpness = (image: Image, factor: number): Image => blended(smoothed(image), image, factor);

/** `ImageFilter.SMOOTH`: 3 x 3, the middle weighs 5 and its neighbours 1; the outermost pixels stay. */
function smoothed(image: Image): Image {
  const { bytes, width, height, channels } = image;
  const out = Uint8Array.from(bytes);
  const row = width * channels;
  const one = f(1 / 13);
  const five = f(5 / 13);
  const line = (at: number, middle: number): number =>
    f(f(f(bytes[at - channels]! * one) + f(bytes[at]! * middle)) + f(bytes[at + channels]! * one));
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * row + channels; at < (y + 1) * row - channels; at++) {
      const sum = f(f(f(0.5 + line(at + row, one)) + line(at, five)) + line(at - row, one));
      out[at] = sum <= 0 ? 0 : sum >= 255 ? 255 : sum;
    }
  }
  return new Image(image.mode, width, height, out);
}
