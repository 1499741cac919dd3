import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOf, countsOf, evaluationAt, gridAt } from '../../../src/components/figures/answers.ts';

const wrongLabels = {
  points: [
    [5, 5, 8],
    [0, 8, 8],
  ],
  header: ['image', 'label', 'true'],
  metadata: [
    ['17', '8', '5'],
    ['3', '8', '9'],
  ],
  step: 6,
};

test('an image whose label is wrong is answered with its true class, with that label, or with another', () => {
  const answers = answersOf(wrongLabels)!;
  assert.deepEqual(answers.epochs, [2, 4, 6]);
  assert.deepEqual(
    gridAt(answers, 0).map(({ state }) => state),
    ['true', 'other'],
  );
  assert.deepEqual(gridAt(answers, 2), [
    { at: 0, state: 'wrong', name: 'Sandal, labelled Bag; answered: Bag' },
    { at: 1, state: 'wrong', name: 'Ankle boot, labelled Bag; answered: Bag' },
  ]);
  assert.deepEqual(
    countsOf(answers).map(({ true: right, wrong, other }) => [right, wrong, other]),
    [
      [1, 0, 1],
      [1, 1, 0],
      [0, 2, 0],
    ],
  );
});

test('without a true class, an image is fitted or not yet', () => {
  const { points, metadata, step } = wrongLabels;
  const answers = answersOf({ points, header: ['image', 'label'], metadata, step })!;
  assert.deepEqual(
    gridAt(answers, 1).map(({ state, name }) => [state, name]),
    [
      ['open', 'Labelled Bag; answered: Sandal'],
      ['fitted', 'Labelled Bag; answered: Bag'],
    ],
  );
});

test('an epoch between two evaluations belongs to the one before', () => {
  const answers = answersOf(wrongLabels)!;
  assert.deepEqual(
    [0, 2, 3, 4, 5, 99].map((epoch) => evaluationAt(answers, epoch)),
    [0, 0, 0, 1, 1, 2],
  );
});

test('another table is none of answers', () => {
  assert.equal(answersOf({ ...wrongLabels, header: ['image', 'name', 'true'] }), null);
  assert.equal(answersOf({ ...wrongLabels, metadata: [['a', '8', '5']] }), null);
  assert.equal(answersOf({ ...wrongLabels, points: [] }), null);
});
