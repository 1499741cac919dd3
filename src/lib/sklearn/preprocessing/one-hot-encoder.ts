/** `OneHotEncoder`: a column for each category, which is 1 where the sample is of it. */
import {
  exc, iterate, list, PyList, PyTuple, repr, str, type PyInstance, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { toArray } from '../../numpy/conversion.ts';
import { resultType, type DTypeName } from '../../numpy/dtype.ts';
import { dtypeArgument } from '../../numpy/dtype-object.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { SCALAR_TYPES } from '../../numpy/scalar.ts';
import { transformerMixinType } from '../estimator/base.ts';
import { defineEstimator, get } from '../estimator/define.ts';
import { invalidParameter, notFitted } from '../exceptions.ts';
import { SparseMatrix, type SparseRow } from '../sparse-matrix.ts';
import {
  arrayOfCategories,
  categoriesOf,
  categoryColumn,
  columnsOf,
  itemsOf,
  type CategoryColumn,
} from './categories.ts';

/** What fitting finds. */
interface Encoding {
  readonly categories: readonly CategoryColumn[];
  /** Of each column the category that gets no column; null where all do. */
  readonly dropped: readonly (number | null)[];
}

/** What a fitted encoder keeps in `categories_` and `drop_idx_`. Throws NotFittedError. */
function encodingOf(self: PyInstance): Encoding {
  const known = get(self, 'categories_');
  if (!(known instanceof PyList)) throw notFitted('OneHotEncoder');
  const categories = (known.items as NdArray[]).map((array) => categoryColumn(itemsOf(array), array.dtype));
  const places = get(self, 'drop_idx_');
  const dropped = places instanceof NdArray ? (itemsOf(places) as (number | null)[]) : categories.map(() => null);
  return { categories, dropped };
}

/** The categories that get columns, by column, as places among all of them. */
const keptOf = ({ categories, dropped }: Encoding): number[][] =>
  categories.map(({ keys }, i) => [...keys.keys()].filter((place) => place !== dropped[i]));

function* checkParameters(self: PyInstance): Task<void> {
  const unknown = get(self, 'handle_unknown');
  if (unknown !== 'error' && unknown !== 'ignore') {
    if (unknown === 'infrequent_if_exist') {
      throw exc.NotImplementedError("infrequent categories do not run here; handle_unknown='ignore' runs here");
    }
    const constraint = "a str among {'infrequent_if_exist', 'ignore', 'error'}";
    throw yield* invalidParameter('OneHotEncoder', 'handle_unknown', constraint, unknown);
  }
  if (get(self, 'min_frequency') !== null || get(self, 'max_categories') !== null) {
    throw exc.NotImplementedError('infrequent categories do not run here; min_frequency and max_categories stay None');
  }
}

/** The categories that the program names for a column. */
function* givenCategories(values: Value, column: CategoryColumn): Task<CategoryColumn> {
  const given = categoryColumn(yield* iterate(values), column.dtype);
  const sorted = categoriesOf(given).keys;
  if (column.dtype !== 'object' && column.dtype !== 'str' && sorted.some((key, i) => key !== given.keys[i])) {
    throw exc.ValueError('Unsorted categories are not supported for numerical categories');
  }
  return given;
}

function* unknownError(column: CategoryColumn, known: ReadonlySet<unknown>, at: number, when: string): Task<Error> {
  const { values, keys } = categoriesOf(column);
  const unknown = values.filter((_, i) => !known.has(keys[i]));
  return exc.ValueError(`Found unknown categories ${yield* repr(list(unknown))} in column ${at} during ${when}`);
}

function* fitCategories(self: PyInstance, columns: readonly CategoryColumn[]): Task<CategoryColumn[]> {
  const given = get(self, 'categories');
  if (given === 'auto') return columns.map(categoriesOf);
  const lists = yield* iterate(given);
  if (lists.length !== columns.length) {
    throw exc.ValueError('Shape mismatch: if categories is an array, it has to be of shape (n_features,).');
  }
  const categories: CategoryColumn[] = [];
  for (const [i, column] of columns.entries()) {
    const named = yield* givenCategories(lists[i]!, column);
    const known = new Set(named.keys);
    if (get(self, 'handle_unknown') === 'error' && column.keys.some((key) => !known.has(key))) {
      throw yield* unknownError(column, known, i, 'fit');
    }
    categories.push(named);
  }
  return categories;
}

function* droppedOf(self: PyInstance, categories: readonly CategoryColumn[]): Task<(number | null)[]> {
  const drop = get(self, 'drop');
  if (drop === null) return categories.map(() => null);
  if (drop === 'first') return categories.map(() => 0);
  if (drop === 'if_binary') return categories.map(({ keys }) => (keys.length === 2 ? 0 : null));
  if (!(drop instanceof PyList || drop instanceof PyTuple || drop instanceof NdArray)) {
    const constraint = "a str among {'first', 'if_binary'}, an array-like or None";
    throw yield* invalidParameter('OneHotEncoder', 'drop', constraint, drop);
  }
  const wanted = categoryColumn(yield* iterate(drop), 'object');
  if (wanted.keys.length !== categories.length) {
    throw exc.ValueError(
      `\`drop\` should have length equal to the number of features (${categories.length}), got ${wanted.keys.length}`,
    );
  }
  const places = categories.map(({ keys }, i) => keys.indexOf(wanted.keys[i]!));
  const missing = [...places.keys()].filter((i) => places[i]! < 0);
  if (missing.length > 0) {
    const lines: string[] = [];
    for (const i of missing) lines.push(`Category: ${i}, Feature: ${yield* str(wanted.values[i]!)}`);
    throw exc.ValueError(
      `The following categories were supposed to be dropped, but were not found in the training data.\n${lines.join('\n')}`,
    );
  }
  return places;
}

function* fit(self: PyInstance, x: Value): Task {
  yield* checkParameters(self);
  const columns = yield* columnsOf(self, x);
  const categories = yield* fitCategories(self, columns);
  const dropped = yield* droppedOf(self, categories);
  self.dict.set('n_features_in_', columns.length);
  self.dict.set('categories_', list(categories.map(({ values, dtype }) => arrayOfCategories(values, dtype))));
  self.dict.set('drop_idx_', get(self, 'drop') === null ? null : arrayOfCategories(dropped, 'object'));
  return self;
}

/** Whether the result is a sparse matrix: `sparse` is the older name, and goes first. */
const isSparse = (self: PyInstance): boolean =>
  get(self, 'sparse') === 'deprecated' ? get(self, 'sparse_output') !== false : get(self, 'sparse') !== false;

function* transform(self: PyInstance, x: Value): Task {
  const encoding = encodingOf(self);
  const { categories } = encoding;
  const columns = yield* columnsOf(self, x);
  if (columns.length !== categories.length) {
    throw exc.ValueError(
      `X has ${columns.length} features, but OneHotEncoder is expecting ${categories.length} features as input.`,
    );
  }
  const kept = keptOf(encoding);
  const rows: SparseRow[] = Array.from(columns[0]!.keys, () => ({ columns: [], values: [] }));
  let start = 0;
  for (const [i, column] of columns.entries()) {
    const { keys } = categories[i]!;
    // Of each category its column in the result; -1 for the one that has none.
    const place = new Map(keys.map((key, at) => [key, kept[i]!.indexOf(at)]));
    if (get(self, 'handle_unknown') === 'error' && column.keys.some((key) => !place.has(key))) {
      throw yield* unknownError(column, new Set(keys), i, 'transform');
    }
    column.keys.forEach((key, row) => {
      const at = place.get(key) ?? -1;
      if (at < 0) return;
      (rows[row]!.columns as number[]).push(start + at);
      (rows[row]!.values as number[]).push(1);
    });
    start += kept[i]!.length;
  }
  const result = new SparseMatrix(rows, start, yield* dtypeArgument(get(self, 'dtype'), 'float64'));
  return isSparse(self) ? result : result.dense();
}

/** The dtype of an array that has all of these. */
function commonType(dtypes: readonly DTypeName[]): DTypeName {
  if (dtypes.every((dtype) => dtype === 'str')) return 'str';
  if (dtypes.some((dtype) => dtype === 'str' || dtype === 'object')) return 'object';
  return resultType(dtypes.map((dtype) => ({ dtype, scalar: false, value: 0 })));
}

function* inverseTransform(self: PyInstance, x: Value): Task {
  const encoding = encodingOf(self);
  const { categories, dropped } = encoding;
  const kept = keptOf(encoding);
  const width = kept.reduce((sum, places) => sum + places.length, 0);
  const array = x instanceof SparseMatrix ? x.dense() : yield* toArray(x);
  if (array.ndim !== 2 || array.shape[1] !== width) {
    throw exc.ValueError(
      `Shape of the passed X data is not correct. Expected ${width} columns, got ${array.shape[1] ?? 0}.`,
    );
  }
  const given = array.values();
  const count = array.shape[0]!;
  const found: Value[] = [];
  const lost = new Set<number>();
  for (let row = 0; row < count; row++) {
    let start = row * width;
    categories.forEach(({ values }, i) => {
      const places = kept[i]!;
      const ones = Array.from(given.subarray(start, start + places.length));
      start += places.length;
      const at = ones.indexOf(Math.max(...ones));
      const none = ones.every((one) => one === 0);
      const without = dropped[i];
      if (none && without === null) lost.add(row);
      const place = none ? without : places[at];
      found.push(place === null || place === undefined ? null : values[place]!);
    });
  }
  if (lost.size > 0 && get(self, 'handle_unknown') === 'error') {
    throw exc.ValueError(
      `Samples [${[...lost].join(' ')}] can not be inverted when drop=${yield* repr(get(self, 'drop'))} and handle_unknown='error' because they contain all zeros`,
    );
  }
  const dtype = lost.size > 0 ? 'object' : commonType(categories.map((column) => column.dtype));
  return arrayOfCategories(found, dtype).view([count, categories.length], [categories.length, 1]);
}

function* featureNames(self: PyInstance, given: Value): Task {
  const encoding = encodingOf(self);
  const { categories } = encoding;
  const names: Value[] = given === null ? categories.map((_, i) => `x${i}`) : yield* iterate(given);
  if (names.length !== categories.length) {
    throw exc.ValueError(
      `input_features should have length equal to number of features (${categories.length}), got ${names.length}`,
    );
  }
  const texts: string[] = [];
  for (const [i, places] of keptOf(encoding).entries()) {
    for (const place of places) texts.push(`${yield* str(names[i]!)}_${yield* str(categories[i]!.values[place]!)}`);
  }
  return arrayOfCategories(texts, 'object');
}

export const oneHotEncoderType: PyType = defineEstimator({
  name: 'OneHotEncoder',
  module: 'sklearn.preprocessing._encoders',
  parameters:
    "*, categories='auto', drop=None, sparse='deprecated', sparse_output=True, dtype=numpy.float64, handle_unknown='error', min_frequency=None, max_categories=None",
  defaults: new Map([['dtype', SCALAR_TYPES.float64]]),
  mixins: [transformerMixinType],
  methods: {
    'fit(self, X, y=None)': fit,
    'transform(self, X)': transform,
    'inverse_transform(self, X)': inverseTransform,
    'get_feature_names_out(self, input_features=None)': featureNames,
  },
});
