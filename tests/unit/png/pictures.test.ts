import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { pngAddress } from '../../../src/lib/png/file.ts';
import { greyPng, pixelsPng } from '../../../src/lib/png/pictures.ts';

/** The chunks of a file, each with its checksum compared. */
function chunksOf(bytes: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(bytes);
  assert.equal(file.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const content = file.subarray(at + 8, at + 8 + length);
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(file.subarray(at + 4, at + 8 + length)));
    chunks.set(file.toString('latin1', at + 4, at + 8), content);
    at += 12 + length;
  }
  return chunks;
}

test('a picture is stored without loss, as grey, as colours, or with its opacity', () => {
  const cases = [
    { pixels: [9, 9, 9, 255, 200, 200, 200, 255], code: 0, rows: [0, 9, 0, 200] },
    { pixels: [1, 2, 3, 255, 4, 4, 4, 255], code: 2, rows: [0, 1, 2, 3, 0, 4, 4, 4] },
    { pixels: [1, 2, 3, 255, 4, 5, 6, 7], code: 6, rows: [0, 1, 2, 3, 255, 0, 4, 5, 6, 7] },
  ];
  for (const { pixels, code, rows } of cases) {
    const chunks = chunksOf(pixelsPng({ width: 1, height: 2, pixels }));
    assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND']);
    assert.deepEqual([...chunks.get('IHDR')!], [0, 0, 0, 1, 0, 0, 0, 2, 8, code, 0, 0, 0]);
    assert.deepEqual([...inflateSync(chunks.get('IDAT')!)], rows);
  }
});

test('grey values are stored in 16 levels, two in a byte, also where a row has an odd length', () => {
  const chunks = chunksOf(greyPng(Uint8Array.from([0, 17, 255, 8, 9, 238]), 3, 2));
  assert.deepEqual([...chunks.get('IHDR')!], [0, 0, 0, 3, 0, 0, 0, 2, 4, 0, 0, 0, 0]);
  assert.deepEqual([...inflateSync(chunks.get('IDAT')!)], [0, 0x01, 0xf0, 0, 0x01, 0xe0]);
});

test('its address holds the file', () => {
  const file = pixelsPng({ width: 300, height: 300, pixels: new Uint8ClampedArray(300 * 300 * 4).fill(255) });
  const [, base64] = pngAddress(file).split(',');
  assert.deepEqual(new Uint8Array(Buffer.from(base64!, 'base64')), file);
});
