/** `classification_report` */
import {
  callMethod,
  exc,
  iterate,
  PyDict,
  PyFloat,
  str,
  toInt,
  type Functions,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { returned } from '../../numpy/scalar.ts';
import { tally, averaged, scoresOf, type Scores } from './classification.ts';
import { labelled } from './labels.ts';

interface Row {
  readonly name: string;
  readonly numbers: readonly (number | null)[];
  readonly support: number;
}

function rowsOf(names: readonly string[], scores: Scores, accuracy: number, count: number): Row[] {
  const { precision, recall, fScore, support } = scores;
  const rows: Row[] = names.map((name, i) => ({
    name,
    numbers: [precision[i]!, recall[i]!, fScore[i]!],
    support: support[i]!,
  }));
  rows.push({ name: 'accuracy', numbers: [null, null, accuracy], support: count });
  for (const average of ['macro', 'weighted']) {
    const numbers = [precision, recall, fScore].map((values) => averaged(values, support, average, 0));
    rows.push({ name: `${average} avg`, numbers, support: count });
  }
  return rows;
}

function* textOf(rows: readonly Row[], names: readonly string[], digits: number): Task<string> {
  const width = Math.max(...names.map((name) => name.length), 'weighted avg'.length, digits);
  const heads = ['precision', 'recall', 'f1-score', 'support'].map((head) => ` ${head.padStart(9)}`);
  const lines: string[] = [];
  for (const { name, numbers, support } of rows) {
    let cells = '';
    for (const value of numbers) {
      // Python's rounding: halves are decided by the digits that the double really has.
      const text = value === null ? '' : yield* str(yield* callMethod(float(value), '__format__', [`.${digits}f`]));
      cells += ` ${text.padStart(9)}`;
    }
    lines.push(`${name.padStart(width)} ${cells} ${String(support).padStart(9)}\n`);
  }
  return `${''.padStart(width)} ${heads.join('')}\n\n${lines.slice(0, names.length).join('')}\n${lines.slice(names.length).join('')}`;
}

const float = (value: number): PyFloat => new PyFloat(value);

function dictOf(rows: readonly Row[]): PyDict {
  return PyDict.of(
    rows.map(({ name, numbers, support }) => {
      if (numbers[0] === null) return [name, float(numbers[2]!)] as const;
      const [precision, recall, fScore] = numbers as number[];
      return [name, PyDict.of([['precision', float(precision!)], ['recall', float(recall!)], ['f1-score', float(fScore!)], ['support', support]])] as const; // prettier-ignore
    }),
  );
}

function* report(
  truth: Value,
  prediction: Value,
  labels: Value,
  targetNames: Value,
  weight: Value,
  digits: Value,
  asDict: Value,
): Task {
  // prettier-ignore
  if (labels !== null || weight !== null) {
    throw exc.NotImplementedError('classification_report runs here without labels and sample_weight');
  }
  const both = yield* labelled(truth, prediction);
  const count = both.classes.size;
  const names: string[] = [];
  if (targetNames === null) {
    for (let i = 0; i < count; i++) names.push(yield* str(returned(both.classes.view([], [], i))));
  } else for (const name of yield* iterate(targetNames)) names.push(yield* str(name));
  if (names.length !== count) {
    throw exc.ValueError(
      `Number of classes, ${count}, does not match size of target_names, ${names.length}. Try specifying the labels parameter`,
    );
  }
  const counts = tally(
    both,
    Array.from({ length: count }, (_, i) => i),
  );
  const right = counts.right.reduce((sum, n) => sum + n, 0);
  const rows = rowsOf(names, scoresOf(counts, 1, 0), right / both.truth.length, both.truth.length);
  return asDict === true ? dictOf(rows) : yield* textOf(rows, names, toInt(digits, 'digits'));
}

export const reportFunctions: Functions = {
  'classification_report(y_true, y_pred, *, labels=None, target_names=None, sample_weight=None, digits=2, output_dict=False, zero_division="warn")': report, // prettier-ignore
};
