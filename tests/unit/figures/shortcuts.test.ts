import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_STRIP, ownSentence, shortcutsChart, stripSentence } from '../../../src/components/figures/shortcuts.ts';

const rows = [
  { name: 'no shortcut', shortcut: 'none', values: [0.08, 0.12], reference: 0.11 },
  { name: 'copies before the split', shortcut: 'copies before the split', values: [1, 0.98], reference: null },
  { name: 'copies inside the fold', shortcut: 'copies inside the fold', values: [], reference: null },
];

test('the reader’s runs are in the row of their shortcut, whatever else they change', () => {
  const chart = shortcutsChart(rows, { shortcut: 'copies before the split', values: [0.97, 1] });
  assert.deepEqual(
    chart.rows.map(({ own, label }) => [own, label]),
    [
      [null, '0.10'],
      [[0.97, 1], '0.99'],
      [null, '–'],
    ],
  );
});

test('the strip says what was measured in its order, and nothing where nothing was', () => {
  assert.match(
    stripSentence(FIRST_STRIP, rows),
    /6 of its 6 examples have a copy.* “copies before the split” reports 0\.99\.$/,
  );
  assert.match(
    stripSentence({ ...FIRST_STRIP, order: 'split, then copy' }, rows),
    /none of its 2 examples .* trained on\.$/,
  );
});

test('one run and several are spoken of as such', () => {
  assert.match(ownSentence({ shortcut: 'none', values: [0.14] }, rows), /^Your run reports 0\.14 with “no shortcut”/);
  assert.match(ownSentence({ shortcut: 'none', values: [0.14, 0.1] }, rows), /^Your runs report 0\.14, 0\.10 with/);
});
