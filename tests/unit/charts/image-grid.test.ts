import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countStates,
  describeImageGrid,
  imageGridKey,
  imageGridMarkup,
  imageGridTable,
} from '../../../src/lib/charts/image-grid.ts';
import type { GridImage } from '../../../src/lib/charts/image-grid.ts';
import { assertWellFormed, count } from './markup.ts';

const sprite = { href: 'data:image/png;base64,AA==', columns: 2, rows: 1 };
const images: GridImage[] = [
  { at: 0, state: 'fitted', name: 'Bag <1>' },
  { at: 1, state: 'open', name: 'Coat' },
];
const words = { fitted: 'are fitted', open: 'are not yet' };

test('the picture is carried once, each image has its words, its state and its mark', () => {
  const markup = imageGridMarkup(images, sprite);
  assertWellFormed(markup);
  assert.equal(count(markup, /base64/g), 1);
  assert.match(
    markup,
    /<li data-state="fitted" title="Bag &lt;1&gt;"><span class="sprite-image" role="img" aria-label="Bag &lt;1&gt;"/,
  );
  assert.match(markup, /background-position:100% 0%/);
});

test('states differ by the form of their mark', () => {
  const states = ['fitted', 'true', 'wrong', 'other', 'open'] as const;
  const markup = imageGridMarkup(
    states.map((state) => ({ at: 0, state, name: '' })),
    sprite,
  );
  assert.equal(new Set([...markup.matchAll(/<path d="([^"]*)"/g)].map(([, d]) => d)).size, states.length);
});

test('the sentence, the key and the table count the states that are spoken of', () => {
  assert.equal(describeImageGrid(images, words), 'Of 2 images 1 are fitted, 1 are not yet.');
  assert.equal(describeImageGrid([], words), 'No images yet.');
  assert.deepEqual(countStates(images), { fitted: 1, true: 0, wrong: 0, other: 0, open: 1 });
  assert.match(imageGridKey(images, words), /<b>1<\/b> are fitted/);
  assertWellFormed(imageGridKey(images, words));
  assert.equal(count(imageGridTable(images, words, 'Images'), /scope="row"/g), 2);
});

test('an empty grid is a list without items', () => {
  assertWellFormed(imageGridMarkup([], sprite));
  assert.doesNotMatch(imageGridMarkup([], sprite), /<li/);
});
