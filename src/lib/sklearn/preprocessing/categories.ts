/** Columns of categories: texts, numbers, or both where rows are lists. */
import { asNumber, iterate, PyList, PyTuple, type PyInstance, type Task, type Value } from '../../python/bind.ts';
import { toArray } from '../../numpy/conversion.ts';
import type { DTypeName } from '../../numpy/dtype.ts';
import { NdArray, ndarray } from '../../numpy/ndarray.ts';
import { itemAt } from '../../numpy/scalar.ts';
import { twoDimensional } from '../features.ts';

/** What two equal categories have in common. */
type Key = string | number;

/** The values of one column. */
export interface CategoryColumn {
  readonly values: readonly Value[];
  readonly keys: readonly Key[];
  readonly dtype: DTypeName;
}

const keyOf = (value: Value): Key => (typeof value === 'string' ? value : (asNumber(value) ?? NaN));

export const categoryColumn = (values: readonly Value[], dtype: DTypeName): CategoryColumn => ({
  values,
  keys: values.map(keyOf),
  dtype,
});

/** The elements of an array as Python values, row after row. */
export const itemsOf = (x: NdArray): Value[] => Array.from(x.offsets(), (offset) => itemAt(x, offset));

/** An array of these values; texts in lists are objects to scikit-learn. */
export function arrayOfCategories(values: readonly Value[], dtype: DTypeName): NdArray {
  if (dtype !== 'object' && dtype !== 'str')
    return ndarray(
      values.map((value) => asNumber(value)!),
      [values.length],
      dtype,
    );
  return new NdArray(Float64Array.from(values.keys()), dtype, [values.length], undefined, [...values]);
}

/** The columns of a table whose rows mix texts with numbers; null for any other. */
function* mixedColumns(x: Value): Task<CategoryColumn[] | null> {
  if (!(x instanceof PyList || x instanceof PyTuple)) return null;
  const rows: Value[][] = [];
  for (const row of x.items) {
    if (!(row instanceof PyList || row instanceof PyTuple)) return null;
    rows.push(yield* iterate(row));
  }
  const all = rows.flat();
  const texts = all.filter((value) => typeof value === 'string').length;
  const width = rows[0]?.length ?? 0;
  if (texts === 0 || rows.some((row) => row.length !== width)) return null;
  return Array.from({ length: width }, (_, i) => categoryColumn(rows.map((row) => row[i]!), 'object')); // prettier-ignore
}

/** The columns of a table. Throws ValueError for what has not two dimensions. */
export function* columnsOf(self: PyInstance, x: Value): Task<CategoryColumn[]> {
  const mixed = yield* mixedColumns(x);
  if (mixed !== null) return mixed;
  const array = yield* twoDimensional(self, yield* toArray(x));
  const items = itemsOf(array);
  const width = array.shape[1]!;
  return Array.from(
    { length: width },
    (_, column) =>
    categoryColumn(items.filter((_item, i) => i % width === column), array.dtype), // prettier-ignore
  );
}

/** The categories of a column, each once: numbers before texts, and in order. */
export function categoriesOf({ values, keys, dtype }: CategoryColumn): CategoryColumn {
  const first = new Map<Key, Value>();
  keys.forEach((key, i) => {
    if (!first.has(key)) first.set(key, values[i]!);
  });
  const sorted = [...first].sort(([a], [b]) => order(a, b));
  return { values: sorted.map(([, value]) => value), keys: sorted.map(([key]) => key), dtype };
}

function order(a: Key, b: Key): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
