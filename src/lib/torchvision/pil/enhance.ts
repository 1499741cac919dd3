/** Brightness, contrast, saturation and sharpness (PIL's ImageEnhance): between an image and one that lacks the quality. */
import { converted } from './convert.ts';
import { Image } from './image.ts';
import { lookedUp } from './tables.ts';

const f = Math.fround;

/** A byte `factor` of the way from `from` to `to`, in float32, truncated; factors outside [0, 1] extrapolate. */
function between(from: number, to: number, factor: number): number {
  const value = f(from + f(factor * (to - from)));
  return value <= 0 ? 0 : value >= 255 ? 255 : value;
}

/** `Image.blend(from, to, factor)`. */
export function blended(from: Image, to: Image, factor: number): Image {
  const alpha = f(factor);
  if (alpha === 0) return from;
  if (alpha === 1) return to;
  const [a, b] = [from.bytes, to.bytes];
  const out = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = between(a[i]!, b[i]!, alpha);
  return new Image(from.mode, from.width, from.height, out);
}

/** `Image.blend` from an image of one grey. */
function fromGrey(grey: number, to: Image, factor: number): Image {
  const alpha = f(factor);
  if (alpha === 1) return to;
  return lookedUp(
    to,
    Uint8Array.from({ length: 256 }, (_, value) => between(grey, value, alpha)),
  );
}

export const withBrightness = (image: Image, factor: number): Image => fromGrey(0, image, factor);

/** About the mean of the image's grey. */
export function withContrast(image: Image, factor: number): Image {
  const grey = converted(image, 'L').bytes;
  let sum = 0;
  for (let i = 0; i < grey.length; i++) sum += grey[i]!;
  return fromGrey(Math.trunc(sum / grey.length + 0.5), image, factor);
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
