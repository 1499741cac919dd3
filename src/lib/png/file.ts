import { zlibSync } from 'fflate';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Checksums of single bytes, for `crc32`. */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** A chunk of a PNG file: its length, type, content and checksum. */
function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/** What a file says of its rows. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of each channel. */
  readonly depth: 4 | 8;
  /** The format's number for what a pixel has: grey 0, colours 2, colours and opacity 6. */
  readonly colourType: 0 | 2 | 6;
}

/**
 * A PNG file: one compressed block, not interlaced.
 *
 * @param rows The rows as the format has them, each with the number of its filter before it
 */
export function pngFile({ width, height, depth, colourType }: PngHeader, rows: Uint8Array): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, colourType, 0, 0, 0], 8);
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** A file as an address that an `<img>` takes. */
export const pngAddress = (file: Uint8Array): string =>
  `data:image/png;base64,${btoa(Array.from(file, (byte) => String.fromCharCode(byte)).join(''))}`;
