import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byScore, exampleName, examplesChart, examplesOf, groupsOf } from '../../../src/components/figures/examples.ts';
import { stripsMarkup } from '../../../src/components/figures/examples-markup.ts';
import { scatterMarkup } from '../../../src/lib/charts/scatter.ts';

const table = {
  step: 0,
  points: [
    [0.5, 1],
    [1, 0.2],
    [1, 0.1],
  ],
  header: ['image', 'label', 'true'],
  metadata: [
    ['0', '9', '9'],
    ['1', '8', '5'],
    ['2', '6', '6'],
  ],
};
const examples = examplesOf(table)!;

test('a table of examples is read, and no other', () => {
  assert.deepEqual(examples[1], { image: 1, label: 8, truth: 5, score: 1, fitted: 0.2 });
  assert.equal(examplesOf({ ...table, header: ['image', 'label'] }), null);
  assert.equal(examplesOf({ ...table, metadata: [['a', 'b', 'c']] }), null);
});

test('the most memorized come first, of those the slowest', () => {
  assert.deepEqual(
    byScore(examples).map(({ image }) => image),
    [2, 1, 0],
  );
  assert.deepEqual(
    groupsOf(examples).map((group) => group.map(({ image }) => image)),
    [[0, 2], [1]],
  );
});

test('whether a label is wrong is told where it is marked, and nowhere else', () => {
  assert.equal(exampleName(examples[1]!, true), 'image 1, Sandal, labelled Bag');
  assert.equal(exampleName(examples[1]!, false), 'image 1, labelled Bag');
  const size = { width: 600, height: 300 };
  assert.match(scatterMarkup(examplesChart(examples, 'saved', true), size), /class="mark" data-role="wrong"/);
  assert.doesNotMatch(scatterMarkup(examplesChart(examples, 'saved', false), size), /wrong/);
});

test('an image without a picture is named all the same', () => {
  const strips = stripsMarkup(examples, { href: '', columns: 2, rows: 1 });
  assert.match(strips, /aria-label="image 1, Sandal, labelled Bag"/);
  assert.match(strips, /class="no-picture"/);
  assert.match(strips, />Shirt</);
});
