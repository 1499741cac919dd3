import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  errorsOf,
  estimatesChart,
  joined,
  ownSentence,
  typicalError,
} from '../../../src/components/figures/estimates.ts';

const run = {
  'estimate/holdout': [
    [1, 0.75],
    [2, 0.5],
    [3, 0.6],
  ],
  'estimate/5-fold': [
    [1, 0.625],
    [2, 0.75],
    [3, 0.6],
  ],
  'estimate/truth': [
    [1, 0.5],
    [2, 0.75],
  ],
} as const;

test('an error is an estimate minus the truth of its own repeat, and waits for that truth', () => {
  assert.deepEqual(errorsOf(run), { holdout: [0.25, -0.25], crossValidation: [0.125, 0] });
  assert.deepEqual(errorsOf({}), { holdout: [], crossValidation: [] });
});

test('the typical error is the root of the mean square', () => {
  assert.equal(typicalError([0.3, -0.3]), 0.3);
  assert.ok(Math.abs(typicalError([0.03, 0.04]) - Math.sqrt(0.00125)) < 1e-12);
});

test('the reader’s run is in the rows of its own cut and in no others', () => {
  const errors = errorsOf(run);
  const saved = [
    { name: 'shuffled folds', folds: 'shuffled', sorted: false, errors: joined([errors, errors]) },
    { name: 'folds in order, images sorted by label', folds: 'in order', sorted: true, errors },
  ];
  const { rows } = estimatesChart(saved, { folds: 'in order', sorted: true, errors });
  assert.deepEqual(
    rows.map(({ name, group, values, own }) => [group, name, values.length, own]),
    [
      ['shuffled folds', 'holdout', 4, null],
      ['shuffled folds', '5-fold', 4, null],
      ['folds in order, images sorted by label', 'holdout', 2, [0.25, -0.25]],
      ['folds in order, images sorted by label', '5-fold', 2, [0.125, 0]],
    ],
  );
  assert.equal(rows[0]!.label, 'off by 0.25');
});

test('the sentence says over how many repeats', () => {
  const cut = { folds: 'shuffled', sorted: false };
  assert.match(ownSentence({ ...cut, errors: { holdout: [], crossValidation: [] } }), /first repeat is under way/);
  assert.match(
    ownSentence({ ...cut, errors: errorsOf(run) }),
    /over 2 repeats: the holdout is off by 0\.25, .* by 0\.088/,
  );
});
