import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { spriteOf, spritePlace } from '../../../src/lib/charts/sprite.ts';

/** The grey values of a 4-bit PNG whose rows are not filtered, 0 to 15. */
function levels(png: Uint8Array): { width: number; rows: number[][] } {
  const bytes = Buffer.from(png);
  let content = Buffer.alloc(0);
  let [width, height] = [0, 0];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const [type, data] = [bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length)];
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(bytes.subarray(at + 4, at + 8 + length)), type);
    if (type === 'IHDR') [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
    if (type === 'IDAT') content = Buffer.concat([content, data]);
    at += 12 + length;
  }
  const raw = inflateSync(content);
  const stride = 1 + Math.ceil(width / 2);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (raw[y * stride + 1 + (x >> 1)]! >> (x % 2 === 0 ? 4 : 0)) & 15),
  );
  return { width, rows };
}

test('a sprite holds its images row by row', () => {
  const images = Uint8Array.from({ length: 22 * 4 }, (_, i) => (Math.floor(i / 4) % 16) * 17);
  const sprite = spriteOf(images, 2);
  assert.deepEqual([sprite.columns, sprite.rows], [20, 2]);
  const { rows } = levels(Buffer.from(sprite.href.split(',')[1]!, 'base64'));
  assert.deepEqual(
    [rows[0]!.slice(0, 6), rows[1]!.slice(38)],
    [
      [0, 0, 1, 1, 2, 2],
      [3, 3],
    ],
  );
  // The 22nd image is the second of the second row, and what is left is background.
  assert.deepEqual(rows[2]!.slice(0, 6), [4, 4, 5, 5, 0, 0]);
});

test('the place of an image is a share of what is left when it is taken away', () => {
  const sprite = { href: '', columns: 20, rows: 2 };
  assert.equal(spritePlace(sprite, 0), 'background-position:0% 0%;background-size:2000% 200%');
  assert.equal(spritePlace(sprite, 39), 'background-position:100% 100%;background-size:2000% 200%');
  assert.equal(
    spritePlace({ href: '', columns: 1, rows: 1 }, 0),
    'background-position:0% 0%;background-size:100% 100%',
  );
});

test('no images are one empty picture', () => {
  assert.deepEqual([spriteOf(new Uint8Array(0), 28).columns, spriteOf(new Uint8Array(0), 28).rows], [1, 1]);
});
