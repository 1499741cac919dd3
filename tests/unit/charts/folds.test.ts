import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellName, describeFolds, foldStripMarkup, foldTable } from '../../../src/lib/charts/fold-strip.ts';
import { foldControls } from '../../../src/lib/charts/fold-strip-view.ts';
import { foldCells, foldOfEach, leaksOf } from '../../../src/lib/charts/folds.ts';
import type { FoldSetting } from '../../../src/lib/charts/folds.ts';
import { assertWellFormed, count } from './markup.ts';

const setting: FoldSetting = {
  originals: 10,
  copies: 1,
  folds: 5,
  order: 'copy, then split',
  shuffle: false,
  heldOut: 1,
};

test('folds are as KFold’s: neighbours, the first ones larger', () => {
  assert.deepEqual(foldOfEach(7, 3), [0, 0, 0, 1, 1, 2, 2]);
  assert.deepEqual(foldOfEach(1, 3), [0]);
});

test('copies that are made before the split come into other folds than their originals', () => {
  const cells = foldCells(setting);
  assert.equal(cells.length, 20);
  assert.equal(leaksOf(cells, 1).length, 4);
  assert.match(describeFolds(setting), /^Fold 2 of 5 is held out: 4 of its 4 examples have a copy among the 16/);
});

test('copies that are made after the split never do, shuffled or not', () => {
  for (const shuffle of [false, true])
    for (let heldOut = 0; heldOut < 5; heldOut++) {
      const after: FoldSetting = { ...setting, order: 'split, then copy', shuffle, heldOut };
      const cells = foldCells(after);
      assert.deepEqual(leaksOf(cells, heldOut), []);
      // The held-out fold is of originals: what is measured on is not augmented.
      assert.ok(cells.every(({ fold, copy }) => fold !== heldOut || copy === 0));
      assert.match(describeFolds(after), /none of its 2 examples/);
    }
});

test('shuffling keeps every example, and is the same each time', () => {
  const shuffled = foldCells({ ...setting, shuffle: true });
  const names = (cells: typeof shuffled) => cells.map(cellName);
  assert.notDeepEqual(names(shuffled), names(foldCells(setting)));
  assert.deepEqual(names(shuffled).sort(), names(foldCells(setting)).sort());
  assert.deepEqual(shuffled, foldCells({ ...setting, shuffle: true }));
});

test('the strip marks leaks on both sides and joins them', () => {
  for (const width of [340, 720]) {
    const markup = foldStripMarkup(setting, width);
    assertWellFormed(markup);
    assert.equal(count(markup, /class="link" data-leak/g), 4);
    assert.equal(count(markup, /<g data-role="\w+"(?: data-held-out)? data-leak>/g), 8);
    assert.equal(count(markup, /class="cell"/g), 20);
    assert.equal(count(markup, />2, held out</g), 1);
  }
});

test('cells are named by their original', () => {
  assert.equal(cellName({ original: 1, copy: 2, fold: 0 }), 'B′′');
  assert.equal(cellName({ original: 27, copy: 0, fold: 0 }), 'B1');
});

test('the controls say the setting; the table names the examples', () => {
  const form = foldControls({ ...setting, shuffle: true });
  assert.equal(count(form, / checked/g), 3);
  assert.match(form, /name="fold" value="1" checked/);
  assert.match(foldTable(setting, 'Folds'), /<th scope="row">fold 2, held out<\/th><td>E F G H<\/td><td>E F G H<\/td>/);
  assertWellFormed(foldTable(setting, 'Folds'));
});

test('no examples are an empty strip', () => {
  assertWellFormed(foldStripMarkup({ ...setting, originals: 0 }, 340));
  assert.match(describeFolds({ ...setting, originals: 0 }), /none of its 0/);
});
