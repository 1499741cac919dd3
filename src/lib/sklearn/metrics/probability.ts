/** Scores of predicted probabilities, and of classes in the order of their scores. */
import { exc, list, repr, toInt, type Functions, type Task, type Value } from '../../python/bind.ts';
import { convert, toArray } from '../../numpy/conversion.ts';
import { scalar } from '../../numpy/scalar.ts';
import { checkConsistentLength, column, columnOf, typeOfTarget } from '../validation.ts';
import { labelPlaces, total } from './classification.ts';
import { labelled } from './labels.ts';

function* brier(truth: Value, probabilities: Value, _weights: Value, positive: Value): Task {
  yield* checkConsistentLength(truth, probabilities);
  const y = yield* columnOf(truth);
  const p = column(convert(yield* toArray(probabilities), 'float64')).values();
  const kind = typeOfTarget(y);
  if (kind !== 'binary') {
    throw exc.ValueError(`Only binary classification is supported. The type of the target is ${kind}.`);
  }
  if (Math.max(...p) > 1) throw exc.ValueError('y_prob contains values greater than 1.');
  if (Math.min(...p) < 0) throw exc.ValueError('y_prob contains values less than 0.');
  const both = yield* labelled(truth, truth);
  const wanted = positive === null ? both.classes.size - 1 : (yield* labelPlaces(list([positive]), both))[0]!;
  const errors = Array.from(both.truth, (label, i) => ((label === wanted ? 1 : 0) - p[i]!) ** 2);
  return scalar(total(errors) / errors.length, 'float64');
}

function* topK(truth: Value, score: Value, k: Value, normalize: Value, _weights: Value, labels: Value): Task {
  yield* checkConsistentLength(truth, score);
  const scores = convert(yield* toArray(score), 'float64');
  if (scores.ndim !== 2) {
    throw exc.NotImplementedError('top_k_accuracy_score takes a score for each class here: an array of two dimensions');
  }
  const [n, width] = scores.shape as [number, number];
  const { classes, truth: places } = yield* labelled(truth, truth, labels);
  if (classes.size !== width) {
    throw exc.ValueError(
      `Number of classes in 'y_true' (${classes.size}) not equal to the number of classes in 'y_score' (${width}).You can provide a list of all known classes by assigning it to the \`labels\` parameter.`,
    );
  }
  const most = toInt(k, 'k');
  if (most <= 0) throw exc.ValueError(`'k' (${yield* repr(k)}) must be >=1.`);
  const values = scores.values();
  let hits = 0;
  for (let i = 0; i < n; i++) {
    const own = values[i * width + places[i]!]!;
    // Of equal scores the last class comes first.
    let before = 0;
    for (let j = 0; j < width; j++) {
      const other = values[i * width + j]!;
      if (other > own || (other === own && j > places[i]!)) before++;
    }
    if (before < most) hits++;
  }
  return normalize === true ? scalar(hits / n, 'float64') : scalar(hits, 'int64');
}

export const probabilityFunctions: Functions = {
  'brier_score_loss(y_true, y_prob, *, sample_weight=None, pos_label=None)': brier,
  'top_k_accuracy_score(y_true, y_score, *, k=2, normalize=True, sample_weight=None, labels=None)': topK,
};
