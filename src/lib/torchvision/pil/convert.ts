/** Between colours and grey, and along the circle of hues, with PIL's arithmetic (its Convert.c). */
import { Image, type Mode } from './image.ts';

/** The image in another mode: grey by ITU-R 601-2's luma, in 16-bit fixed point. */
export function converted(image: Image, mode: Mode): Image {
  if (image.mode === mode) return image;
  const { bytes, width, height } = image;
  const pixels = width * height;
  if (mode === 'RGB') {
    const out = new Uint8Array(pixels * 3);
    for (let i = 0, to = 0; i < pixels; i++) out[to++] = out[to++] = out[to++] = bytes[i]!;
    return new Image('RGB', width, height, out);
  }
  const out = new Uint8Array(pixels);
  for (let i = 0, from = 0; i < pixels; i++, from += 3) {
    out[i] = (bytes[from]! * 19595 + bytes[from + 1]! * 38470 + bytes[from + 2]! * 7471 + 0x8000) >> 16;
  }
  return new Image('L', width, height, out);
}

const f = Math.fround;

/** Writes the hue (of 255), saturation and value of a colour to `out`; in float32, truncated. */
function toHsv(r: number, g: number, b: number, out: Uint8Array): void {
  const max = Math.max(r, g, b);
  const range = max - Math.min(r, g, b);
  out[2] = max;
  if (range === 0) {
    out[0] = out[1] = 0;
    return;
  }
  const red = f((max - r) / range);
  const green = f((max - g) / range);
  const blue = f((max - b) / range);
  const sixths = r === max ? f(blue - green) : g === max ? f(2 + red - blue) : f(4 + green - red);
  // Between 5/6 and 11/6: what is above 1 is taken off, as a remainder would.
  const turns = sixths / 6 + 1;
  out[0] = f(turns >= 1 ? turns - 1 : turns) * 255;
  out[1] = f(range / max) * 255;
}

/** C's `round`: halves away from zero. Arguments here are never negative. */
const round = (x: number): number => {
  const whole = Math.floor(x);
  return x - whole >= 0.5 ? whole + 1 : whole;
};

/** Writes the colour of a hue (of 255), saturation and value to `out` at `to`. */
function fromHsv(h: number, s: number, v: number, out: Uint8Array, to: number): void {
  const sector = Math.floor((h * 6) / 255);
  const within = f((h * 6) / 255 - sector);
  const saturation = f(s / 255);
  const p = s === 0 ? v : round(v * (1 - saturation));
  const q = s === 0 ? v : round(v * (1 - f(saturation * within)));
  const t = s === 0 ? v : round(v * (1 - saturation * (1 - within)));
  const turn = sector % 6;
  out[to] = turn === 0 || turn === 5 ? v : turn === 1 ? q : turn === 4 ? t : p;
  out[to + 1] = turn === 1 || turn === 2 ? v : turn === 3 ? q : turn === 0 ? t : p;
  out[to + 2] = turn === 3 || turn === 4 ? v : turn === 5 ? q : turn === 2 ? t : p;
}

/** The image with every hue moved on by `shift`, a byte that wraps around; grey images are as they were. */
export function hueShifted(image: Image, shift: number): Image {
  if (image.mode === 'L') return image;
  const { bytes } = image;
  const out = new Uint8Array(bytes.length);
  const hsv = new Uint8Array(3);
  for (let at = 0; at < bytes.length; at += 3) {
    toHsv(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, hsv);
    fromHsv((hsv[0]! + shift) & 255, hsv[1]!, hsv[2]!, out, at);
  }
  return new Image('RGB', image.width, image.height, out);
}
