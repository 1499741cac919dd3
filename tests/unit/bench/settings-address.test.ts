import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOfSource, sourceFromAddress } from '../../../src/components/bench/settings-address.ts';

const LISTING = `seed = 0  # @param {type:"slider", min:0, max:9}
dropout = 0.5  # @param {type:"slider", min:0, max:0.9, step:0.1}
where = "the first layer"  # @param ["the first layer", "both layers"]
fast = False  # @param
`;
const CHANGED = LISTING.replace('0.5', '0.8')
  .replace('"the first layer"  #', '"both layers"  #')
  .replace('False', 'True');
const PAGE = 'https://example.org/lessons/x/?engine=wasm#top';

test('an address has what differs from the listing, and keeps its other parts', () => {
  assert.equal(addressOfSource(PAGE, LISTING, LISTING), PAGE);
  const address = addressOfSource(PAGE, CHANGED, LISTING);
  assert.equal(address, 'https://example.org/lessons/x/?engine=wasm&dropout=0.8&where=both+layers&fast=true#top');
  assert.equal(addressOfSource(address, LISTING, LISTING), PAGE);
});

test('an address gives the program back', () => {
  const address = addressOfSource(PAGE, CHANGED, LISTING);
  assert.equal(sourceFromAddress(address, LISTING, LISTING), CHANGED);
  assert.equal(sourceFromAddress(PAGE, LISTING, LISTING), null);
});

test("what an address does not name is the listing's, whatever the draft had", () => {
  const draft = `${CHANGED}print("mine")\n`;
  assert.equal(
    sourceFromAddress('https://example.org/?seed=2', draft, LISTING),
    `${LISTING.replace('seed = 0', 'seed = 2')}print("mine")\n`,
  );
});

test('what a parameter cannot be is left out', () => {
  assert.equal(
    sourceFromAddress('https://example.org/?dropout=lots&where=nowhere&seed=3', LISTING, LISTING),
    LISTING.replace('seed = 0', 'seed = 3'),
  );
});

test('benches that share a page have names of their own', () => {
  const address = addressOfSource('https://example.org/', CHANGED, LISTING, 'one.');
  assert.match(address, /\?one\.dropout=0\.8&/);
  assert.equal(sourceFromAddress(address, LISTING, LISTING, 'one.'), CHANGED);
  assert.equal(sourceFromAddress(address, LISTING, LISTING, 'two.'), null);
});
