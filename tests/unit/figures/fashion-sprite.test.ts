import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fashionSprite } from '../../../src/components/figures/fashion-sprite.ts';

test('a page carries the images that it names, in its order, in little more than their pixels', async () => {
  const sprite = await fashionSprite([0, 999, 1000, 3]);
  assert.deepEqual([sprite.columns, sprite.rows], [4, 1]);
  assert.match(sprite.href, /^data:image\/png;base64,/);
  assert.ok(sprite.href.length < 4 * 600, `${sprite.href.length} bytes`);
  assert.notEqual(sprite.href, (await fashionSprite([999, 0, 1000, 3])).href);
  assert.notEqual(sprite.href, (await fashionSprite([0, 999, 1000, 3], 'test')).href);
});

test('an image that the site does not have is an error that says how many there are', async () => {
  await assert.rejects(fashionSprite([10_000]), /has 10000 images of train; there is no 10000/);
});
