/** Tables of numbers as text: `numpy.savetxt`, `loadtxt` and `genfromtxt`. */
import {
  binary, callMethod, exc, FileObject, itemsNow, iterate, PyInstance, PyBytes, pathText, repr, runFiles, str, toFloat, toInt, tuple,
  call, type Functions, type Task, type Value, fileError,
} from '../python/bind.ts'; // prettier-ignore
import { convert, toArray } from './conversion.ts';
import { dtypeArgument } from './dtype-object.ts';
import { isFloat, type DTypeName } from './dtype.ts';
import { NdArray, ndarray } from './ndarray.ts';
import { elementAt } from './scalar.ts';
import { squeeze, transpose } from './shaping.ts';

/** The format of a line: one for all columns, or one for each. */
function* lineFormat(format: Value, columns: number, delimiter: string): Task<string> {
  const items = typeof format === 'string' ? undefined : itemsNow(format);
  if (items !== undefined) {
    if (items.length !== columns) throw exc.AttributeError(`fmt has wrong shape.  ${yield* repr(format)}`);
    return items.map(String).join(delimiter);
  }
  if (typeof format !== 'string') throw exc.ValueError(`invalid fmt: ${yield* repr(format)}`);
  const count = format.split('%').length - 1;
  if (count === 1) return new Array<string>(columns).fill(format).join(delimiter);
  if (count !== columns) throw exc.ValueError(`fmt has wrong number of % formats:  ${format}`);
  return format;
}

function* tableText(
  x: NdArray,
  format: string,
  newline: string,
  header: string,
  footer: string,
  comments: string,
): Task<string> {
  const remark = (text: string): string =>
    text === '' ? '' : comments + text.replaceAll('\n', `\n${comments}`) + newline;
  const [rows, columns] = x.shape as [number, number];
  const offsets = x.offsets();
  let text = remark(header);
  for (let i = 0; i < rows; i++) {
    const row = tuple(...Array.from({ length: columns }, (_, j) => elementAt(x, offsets[i * columns + j]!)));
    text += (yield* str(yield* binary('%', format, row))) + newline;
  }
  return text + remark(footer);
}

function* saveText(
  target: Value,
  array: Value,
  format: Value,
  delimiter: string,
  newline: string,
  header: string,
  footer: string,
  comments: string,
): Task {
  const given = yield* toArray(array);
  if (given.ndim === 0 || given.ndim > 2) throw exc.ValueError(`Expected 1D or 2D array, got ${given.ndim}D array instead`); // prettier-ignore
  const x = given.ndim === 1 ? given.view([given.size, 1], [given.strides[0]!, 0]) : given;
  const line = yield* lineFormat(format, x.shape[1]!, delimiter);
  const text = yield* tableText(x, line, newline, header, footer, comments);
  if (
    target instanceof FileObject
      ? !target.binary
      : target instanceof PyInstance && target.type.lookup('write') !== undefined
  ) {
    // prettier-ignore
    yield* callMethod(target, 'write', [text]);
    return null;
  }
  const bytes = new TextEncoder().encode(text);
  if (target instanceof FileObject) return yield* callMethod(target, 'write', [new PyBytes(bytes)]);
  const file = runFiles().create(yield* pathText(target));
  file.truncate(0);
  file.write(0, bytes);
  file.note = file.keeps = null;
  return null;
}

/** Lines of a file by its path, of an open one, or of what gives lines one by one. */
function* linesOf(source: Value): Task<string[]> {
  const isPath = typeof source === 'string' || (source instanceof PyInstance && source.type.lookup('__fspath__') !== undefined); // prettier-ignore
  if (!isPath) {
    const lines: string[] = [];
    for (const item of yield* iterate(source)) lines.push(item instanceof PyBytes ? new TextDecoder().decode(item.bytes) : yield* str(item)); // prettier-ignore
    return lines.map((line) => line.replace(/\r?\n$/, ''));
  }
  const path = yield* pathText(source);
  const file = runFiles().find(path);
  if (file === undefined) throw runFiles().isDirectory(path) ? fileError('IsADirectoryError', path) : exc.FileNotFoundError(`${path} not found.`); // prettier-ignore
  return new TextDecoder().decode(file.bytes).replace(/\r?\n$/, '').split(/\r?\n/); // prettier-ignore
}

/** What a reader of tables was told. */
interface Reading {
  readonly comments: Value;
  readonly delimiter: Value;
  readonly skip: number;
  readonly skipLast: number;
  readonly most: number;
}

/** The fields of the lines that hold any. */
function fieldsOf(lines: readonly string[], { comments, delimiter, skip, skipLast, most }: Reading): string[][] {
  const marks = comments === null ? [] : typeof comments === 'string' ? [comments] : (itemsNow(comments) ?? []).map(String); // prettier-ignore
  const plain = lines.slice(skip, lines.length - skipLast).map((line) => marks.reduce((rest, mark) => rest.split(mark)[0]!, line)); // prettier-ignore
  const separator = typeof delimiter === 'string' && delimiter.trim() !== '' ? delimiter : delimiter === '\t' ? '\t' : null; // prettier-ignore
  return plain
    .filter((line) => line.trim() !== '')
    .slice(0, most)
    .map((line) => (separator === null ? line.trim().split(/\s+/) : line.split(separator).map((field) => field.trim())));
} // prettier-ignore

/** The number in a field; undefined if there is none. */
function numberOf(field: string, dtype: DTypeName): number | undefined {
  if (/^[-+]?(nan|inf(inity)?)$/i.test(field)) {
    if (!isFloat(dtype)) return undefined;
    if (/nan/i.test(field)) return NaN;
    return field.startsWith('-') ? -Infinity : Infinity;
  }
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(field)) return undefined;
  return isFloat(dtype) || /^[-+]?\d+$/.test(field) ? Number(field) : undefined;
}

function columnsOf(value: Value, width: number): number[] | null {
  if (value === null) return null;
  const items = typeof value === 'number' ? [value] : (itemsNow(value) ?? [value]);
  return items.map((item) => {
    const column = toInt(item, 'usecols');
    return column < 0 ? column + width : column;
  });
}

const asTexts = (table: readonly string[][], shape: readonly number[]): NdArray => {
  const texts = table.flat();
  return new NdArray(Float64Array.from(texts, (_, i) => i), 'str', shape, undefined, texts); // prettier-ignore
};

/** Without dimensions of one element, down to `ndmin`, and turned over where columns are to be unpacked. */
function shaped(x: NdArray, ndmin: number, unpack: Value): NdArray {
  let result = x.ndim > ndmin ? squeeze(x, null) : x;
  if (result.ndim < ndmin) result = ndmin === 1 ? result.view([1]) : x.shape[0] === 1 ? x.view([1, result.size]) : x.view([result.size, 1]); // prettier-ignore
  return unpack === true ? transpose(result, null) : result;
}

function* converted(rows: readonly string[][], converters: Value): Task<Map<number, (field: string) => Task>> {
  const made = new Map<number, (field: string) => Task>();
  if (converters === null) return made;
  const items = yield* iterate(yield* callMethod(converters, 'items'));
  for (const item of items) {
    const [column, function_] = itemsNow(item)!;
    const at = toInt(column!, 'converters');
    made.set(at < 0 ? at + (rows[0]?.length ?? 0) : at, (field) => call(function_!, [field]));
  }
  return made;
}

function* loadText(
  source: Value,
  dtype: Value,
  comments: Value,
  delimiter: Value,
  converters: Value,
  skipRows: Value,
  useColumns: Value,
  unpack: Value,
  ndmin: Value,
  _encoding: Value,
  maxRows: Value,
): Task {
  const type = yield* dtypeArgument(dtype, 'float64');
  const most = maxRows === null ? Infinity : toInt(maxRows, 'max_rows');
  const rows = fieldsOf(yield* linesOf(source), { comments, delimiter, skip: toInt(skipRows, 'skiprows'), skipLast: 0, most }); // prettier-ignore
  const least = toInt(ndmin, 'ndmin');
  if (rows.length === 0) return shaped(ndarray([], least === 2 ? [0, 1] : [0], type), Math.min(1, least), unpack);
  const width = rows[0]!.length;
  const late = rows.findIndex((row) => row.length !== width);
  if (late > 0 && useColumns === null) {
    throw exc.ValueError(`the number of columns changed from ${width} to ${rows[late]!.length} at row ${late + 1}; use \`usecols\` to select a subset and avoid this error`); // prettier-ignore
  }
  const columns = columnsOf(useColumns, width) ?? Array.from({ length: width }, (_, i) => i);
  const shape = [rows.length, columns.length];
  if (type === 'str') return shaped(asTexts(rows.map((row) => columns.map((j) => row[j]!)), shape), least, unpack); // prettier-ignore
  const own = yield* converted(rows, converters);
  const values: number[] = [];
  for (const [i, row] of rows.entries()) {
    for (const j of columns) {
      const field = row[j];
      if (field === undefined) throw exc.ValueError(`invalid column index ${j} at row ${i + 1} with ${row.length} columns`);
      const convertField = own.get(j);
      const number = convertField === undefined ? numberOf(field, 'float64') : toFloat(yield* convertField(field), 'converters');
      if (number === undefined) throw exc.ValueError(`could not convert string '${field}' to ${type} at row ${i}, column ${j + 1}.`);
      if (!isFloat(type) && !Number.isFinite(number)) throw exc.ValueError(`could not convert string '${field}' to ${type} at row ${i}, column ${j + 1}.`);
      values.push(number);
    }
  }
  return shaped(convert(ndarray(values, shape, type), type), least, unpack);
} // prettier-ignore

function* generateFromText(
  source: Value,
  dtype: Value,
  comments: Value,
  delimiter: Value,
  skipHeader: Value,
  skipFooter: Value,
  filling: Value,
  useColumns: Value,
  names: Value,
  unpack: Value,
  maxRows: Value,
): Task {
  if (names !== null || dtype === null) throw exc.NotImplementedError('columns with names or of dtypes of their own do not run here; the module csv runs here'); // prettier-ignore
  const type = yield* dtypeArgument(dtype, 'float64');
  const most = maxRows === null ? Infinity : toInt(maxRows, 'max_rows');
  const lines = yield* linesOf(source);
  const rows = fieldsOf(lines, { comments, delimiter, skip: toInt(skipHeader, 'skip_header'), skipLast: toInt(skipFooter, 'skip_footer'), most }); // prettier-ignore
  if (rows.length === 0) return ndarray([], [0], type);
  const width = rows[0]!.length;
  const wrong = rows.flatMap((row, i) => (row.length === width ? [] : [`    Line #${i + 1 + toInt(skipHeader, 'skip_header')} (got ${row.length} columns instead of ${width})`])); // prettier-ignore
  if (wrong.length > 0) throw exc.ValueError(`Some errors were detected !\n${wrong.join('\n')}`);
  const columns = columnsOf(useColumns, width) ?? Array.from({ length: width }, (_, i) => i);
  const chosen = rows.map((row) => columns.map((j) => row[j]!));
  const shape = [rows.length, columns.length];
  if (type === 'str') return shaped(asTexts(chosen, shape), 0, unpack);
  const missing = filling === null ? (isFloat(type) ? NaN : -1) : toFloat(filling, 'filling_values');
  return shaped(ndarray(chosen.flat().map((field) => numberOf(field, type) ?? missing), shape, type), 0, unpack); // prettier-ignore
}

export const textTableFunctions: Functions = {
  'savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\\n", header="", footer="", comments="# ", encoding=None)':
    saveText,
  'loadtxt(fname, dtype=None, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding="bytes", max_rows=None)':
    loadText,
  'genfromtxt(fname, dtype="float64", comments="#", delimiter=None, skip_header=0, skip_footer=0, filling_values=None, usecols=None, names=None, unpack=False, max_rows=None)':
    generateFromText,
};
