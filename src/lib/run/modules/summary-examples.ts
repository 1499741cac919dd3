/** What `SummaryWriter` logs example by example: how sure a classifier was of each, and a table of vectors. */
import {
  exc,
  getItem,
  iterate,
  length,
  PyList,
  str,
  truth,
  typeName,
  type Task,
  type Value,
} from '../../python/bind.ts';
import type { LogEvent } from '../protocol.ts';
import { numberArray, sizesOf, stepOf } from './logged-numbers.ts';

type PrCurve = Extract<LogEvent, { kind: 'pr_curve' }>;
type Embedding = Extract<LogEvent, { kind: 'embedding' }>;

/**
 * `add_pr_curve`'s event. The page draws the whole curve, so the number of thresholds is only checked.
 * Raises ValueError for sizes that differ and for labels other than 0 and 1.
 */
export function* prCurve(
  tag: Value,
  labels: Value,
  predictions: Value,
  step: Value,
  thresholds: Value,
  weights: Value,
): Task<PrCurve> {
  const [truths, guesses] = [yield* numberArray(labels), yield* numberArray(predictions)];
  if (weights !== null) {
    throw exc.NotImplementedError('add_pr_curve counts every example once here; leave weights out');
  }
  if (typeof thresholds === 'number' && thresholds < 1) {
    throw exc.ValueError('`bins` must be positive, when an integer');
  }
  if (truths.sizes.join() !== guesses.sizes.join()) throw exc.ValueError('weights should have the same shape as a.');
  const other = truths.values.find((label) => label !== 0 && label !== 1);
  if (other !== undefined) throw exc.ValueError(`labels should be 0 or 1, and one of them is ${other}`);
  return {
    kind: 'pr_curve',
    tag: yield* str(tag),
    labels: truths.values as (0 | 1)[],
    predictions: guesses.values,
    step: yield* stepOf(step),
  };
}

/** What `make_tsv` writes: a row for each point, a column for each name of the header. */
function* tableOf(metadata: Value, header: Value): Task<Pick<Embedding, 'header' | 'metadata'>> {
  if (!(yield* truth(header))) {
    const rows: string[][] = [];
    for (const label of yield* iterate(metadata)) rows.push([yield* str(label)]);
    return { header: ['label'], metadata: rows };
  }
  if ((yield* length(header)) !== (yield* length(yield* getItem(metadata, 0)))) {
    throw exc.AssertionError('len of header must be equal to the number of columns in metadata');
  }
  if (!(metadata instanceof PyList)) {
    throw exc.TypeError(`can only concatenate list (not "${typeName(metadata)}") to list`);
  }
  const rows: string[][] = [];
  for (const row of metadata.items) rows.push(yield* strings(row));
  return { header: yield* strings(header), metadata: rows };
}

function* strings(values: Value): Task<string[]> {
  const texts: string[] = [];
  for (const value of yield* iterate(values)) texts.push(yield* str(value));
  return texts;
}

/**
 * `add_embedding`'s event: `matrix` is [N, D]. Images are checked and not shown. Raises AssertionError, with
 * TensorBoard's words, for a matrix that is none and for labels or images that are not N.
 */
export function* embedding(
  matrix: Value,
  metadata: Value,
  images: Value,
  step: Value,
  tag: Value,
  header: Value,
): Task<Embedding> {
  const { values, sizes } = yield* numberArray(matrix);
  const [count, columns] = sizes;
  if (metadata !== null && count !== (yield* length(metadata))) {
    throw exc.AssertionError('#labels should equal with #data points');
  }
  const table = metadata === null ? { header: [], metadata: [] } : yield* tableOf(metadata, header);
  if (images !== null && (yield* sizesOf(images))?.[0] !== count) {
    throw exc.AssertionError('#images should equal with #data points');
  }
  if (sizes.length !== 2 || count === undefined || columns === undefined) {
    throw exc.AssertionError('mat should be 2D, where mat.size(0) is the number of data points');
  }
  const points = Array.from({ length: count }, (_, i) => values.slice(i * columns, (i + 1) * columns));
  return { kind: 'embedding', tag: yield* str(tag), points, ...table, step: yield* stepOf(step) };
}
