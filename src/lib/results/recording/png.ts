/** Pixels as a PNG file: one compressed block of rows, without filters. */
import { zlibSync } from 'fflate';

/** Red, green, blue and opacity of each pixel, rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayLike<number>;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** How a pixel is stored: the format's number for it, and which of red, green, blue and opacity it has. */
interface ColorType {
  readonly code: number;
  readonly channels: readonly number[];
}
const GREY: ColorType = { code: 0, channels: [0] };
const RGB: ColorType = { code: 2, channels: [0, 1, 2] };
const RGBA: ColorType = { code: 6, channels: [0, 1, 2, 3] };

/** The smallest kind of pixel that loses nothing. */
function colorTypeOf(pixels: ArrayLike<number>): ColorType {
  let grey = true;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] !== 255) return RGBA;
    grey &&= pixels[i] === pixels[i + 1] && pixels[i] === pixels[i + 2];
  }
  return grey ? GREY : RGB;
}

/** The file's bytes. */
export function encodePng({ width, height, pixels }: Pixels): Uint8Array {
  const { code, channels } = colorTypeOf(pixels);
  // Each row begins with its filter: 0, none.
  const rowBytes = 1 + width * channels.length;
  const rows = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y++) {
    let to = y * rowBytes + 1;
    for (let x = 0; x < width; x++) {
      for (const channel of channels) rows[to++] = pixels[(y * width + x) * 4 + channel]!;
    }
  }
  // Eight bits a channel; the only compression and filtering that there are; not interlaced.
  const header = [...bigEndian(width), ...bigEndian(height), 8, code, 0, 0, 0];
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('IDAT', zlibSync(rows, { level: 9 })), chunk('IEND', [])];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The file as an address that an `<img>` takes. */
export const pngAddress = (pixels: Pixels): string =>
  `data:image/png;base64,${btoa(Array.from(encodePng(pixels), (byte) => String.fromCharCode(byte)).join(''))}`;

/** Length, name, content, and a checksum of name and content. */
function chunk(name: string, content: ArrayLike<number>): number[] {
  const checked = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...Array.from(content)];
  return [...bigEndian(content.length), ...checked, ...bigEndian(crc32(checked))];
}

const bigEndian = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

/** The cyclic redundancy check that the format asks for, bit by bit: the files are small. */
function crc32(bytes: readonly number[]): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  }
  return ~remainder >>> 0;
}
