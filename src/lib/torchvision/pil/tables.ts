/** What looks each byte up in a table (PIL's ImageOps): 256 entries for each channel, or the same ones for all. */
import { Image } from './image.ts';

/** `image.point(table)`. */
export function lookedUp(image: Image, table: ArrayLike<number>): Image {
  const { bytes, channels } = image;
  const out = new Uint8Array(bytes.length);
  const perChannel = table.length >= 256 * channels ? 256 : 0;
  if (perChannel === 0 || channels === 1) {
    for (let i = 0; i < bytes.length; i++) out[i] = table[bytes[i]!]!;
    return new Image(image.mode, image.width, image.height, out);
  }
  for (let i = 0; i < bytes.length; i++) out[i] = table[bytes[i]! + (i % channels) * perChannel]!;
  return new Image(image.mode, image.width, image.height, out);
}

const table = (entry: (value: number) => number): number[] => Array.from({ length: 256 }, (_, value) => entry(value));

export const inverted = (image: Image): Image => lookedUp(image, table((v) => 255 - v)); // prettier-ignore

/** With the lowest 8 - `bits` bits cleared. */
export const posterized = (image: Image, bits: number): Image => lookedUp(image, table((v) => v & ~(2 ** (8 - bits) - 1))); // prettier-ignore

/** Values from `threshold` on inverted. */
export const solarized = (image: Image, threshold: number): Image =>
  lookedUp(image, table((v) => (v < threshold ? v : 255 - v))); // prettier-ignore

/** Gamma correction, in colours as torchvision does it. */
export const gammaCorrected = (image: Image, gamma: number, gain: number): Image =>
  lookedUp(image, table((v) => Math.min(Math.trunc((255 + 1 - 1e-3) * gain * (v / 255) ** gamma), 255))); // prettier-ignore

/** How often each value occurs, 256 counts for each channel. */
export function histogram({ bytes, channels }: Image): Uint32Array {
  const counts = new Uint32Array(256 * channels);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]! + (i % channels) * 256]!++;
  return counts;
}

/** Each channel stretched so that it reaches from 0 to 255. */
export function autocontrasted(image: Image): Image {
  const counts = histogram(image);
  const entries: number[] = [];
  for (let start = 0; start < counts.length; start += 256) {
    const channel = counts.subarray(start, start + 256);
    const low = channel.findIndex((n) => n > 0);
    const high = channel.findLastIndex((n) => n > 0);
    const scale = 255 / (high - low);
    const offset = -low * scale;
    entries.push(...table((v) => (high <= low ? v : Math.min(Math.max(Math.trunc(v * scale + offset), 0), 255))));
  }
  return lookedUp(image, entries);
}

/** Each channel with its values spread evenly. */
export function equalized(image: Image): Image {
  const counts = histogram(image);
  const entries: number[] = [];
  for (let start = 0; start < counts.length; start += 256) {
    const channel = counts.subarray(start, start + 256);
    const used = [...channel].filter((n) => n > 0);
    const step = Math.floor((used.reduce((sum, n) => sum + n, 0) - used.at(-1)!) / 255);
    let sum = Math.floor(step / 2);
    entries.push(
      ...table((v) => {
        if (used.length <= 1 || step === 0) return v;
        const level = Math.min(Math.floor(sum / step), 255);
        sum += channel[v]!;
        return level;
      }),
    );
  }
  return lookedUp(image, entries);
}
