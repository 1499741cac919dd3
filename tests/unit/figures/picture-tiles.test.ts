import assert from 'node:assert/strict';
import { it } from 'node:test';
import { countIn, hasColour, tilesMarkup } from '../../../src/components/figures/picture-tiles.ts';

it('leaves out the empty end of the last row, unless the program logs another number of pictures', () => {
  assert.equal(countIn({ width: 224, height: 84 }, 20), 20);
  assert.equal(countIn({ width: 224, height: 56 }, 16), 16);
  assert.equal(countIn({ width: 224, height: 28 }, 20), 8);
  assert.equal(countIn({ width: 256, height: 128 }, 20), 32);
});

it('finds each picture in its row and column', () => {
  const places = [...tilesMarkup({ width: 224, height: 84 }, 20).matchAll(/background-position:([^;]*)/g)];
  assert.equal(places.length, 20);
  assert.equal(places[0]![1], '0% 0%');
  assert.equal(places[9]![1], '14.286% 50%');
  assert.equal(places[19]![1], '42.857% 100%');
});

it('tells grey pixels from coloured ones', () => {
  assert.equal(hasColour([7, 7, 7, 255, 200, 200, 200, 255]), false);
  assert.equal(hasColour([7, 7, 7, 255, 200, 201, 200, 255]), true);
});
