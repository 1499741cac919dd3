/** Comparing true labels with predicted ones. */
import { exc, type Task, type Value } from '../../python/bind.ts';
import { toArray } from '../../numpy/conversion.ts';
import { concatenate } from '../../numpy/joining.ts';
import type { NdArray } from '../../numpy/ndarray.ts';
import { unique } from '../../numpy/sorting.ts';
import { checkConsistentLength, column, typeOfTarget } from '../validation.ts';

/** True and predicted labels as numbers of the classes, which are sorted. */
export interface Labelled {
  readonly kind: 'binary' | 'multiclass';
  readonly classes: NdArray;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
}

/** Raises ValueError where the two are not labels of the same kind of task. */
export function* labelled(truth: Value, prediction: Value, labels: Value = null): Task<Labelled> {
  yield* checkConsistentLength(truth, prediction);
  const y = yield* toArray(truth);
  const p = yield* toArray(prediction);
  const kinds = new Set([typeOfTarget(y), typeOfTarget(p)]);
  if (kinds.size === 2 && kinds.has('binary') && kinds.has('multiclass')) kinds.delete('binary');
  if (kinds.size > 1) {
    throw exc.ValueError(
      `Classification metrics can't handle a mix of ${typeOfTarget(y)} and ${typeOfTarget(p)} targets`,
    );
  }
  const [kind] = [...kinds] as [string];
  if (kind === 'multilabel-indicator') {
    throw exc.NotImplementedError('multilabel targets do not run here; score one column at a time');
  }
  if (kind !== 'binary' && kind !== 'multiclass') throw exc.ValueError(`${kind} is not supported`);
  const count = y.shape[0]!;
  const given = labels === null ? [] : [column(yield* toArray(labels))];
  const all = concatenate([column(y), column(p), ...given], 0);
  const { values, inverse } = unique(all);
  return {
    kind: kind === 'binary' && values.size <= 2 ? 'binary' : 'multiclass',
    classes: values,
    truth: inverse.slice(0, count),
    predicted: inverse.slice(count, 2 * count),
  };
}

/** Weights of samples, or null for none. */
export function* weightsOf(weights: Value, count: number): Task<ArrayLike<number> | null> {
  if (weights === null) return null;
  const given = column(yield* toArray(weights));
  if (given.size !== count) {
    throw exc.ValueError(
      `Found input variables with inconsistent numbers of samples: [${count}, ${count}, ${given.size}]`,
    );
  }
  return given.values();
}
