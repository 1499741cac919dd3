/** Indices and slices of sequences. */
import { exc } from '../objects/exceptions.ts';
import { PyList, PySlice, PyTuple } from '../objects/containers.ts';
import { PyObject, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { invoke } from './call.ts';
import { indexNow } from './unready.ts';

/** An int from an int, bool or object with `__index__`; undefined for anything else. Within a native only: throws Unready. */
export function indexOrNone(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  const method = value instanceof PyObject ? value.type.lookup('__index__') : undefined;
  if (method === undefined || method === null) return undefined;
  return indexNow(value, invoke(method, [value], null));
}

/** Whether a value is an index only by its `__index__`, which may take code of the program, or a wait, to find. */
function hasIndexMethod(value: Value): value is PyObject {
  return value instanceof PyObject && value.type.lookup('__index__') !== undefined;
}

/** The value itself, or what its `__index__` answers. */
export function* plainIndex(value: Value): Task {
  if (!hasIndexMethod(value)) return value;
  const index = yield* finish(invoke(value.type.lookup('__index__')!, [value], null));
  if (typeof index !== 'number' && typeof index !== 'bigint' && typeof index !== 'boolean') {
    throw exc.TypeError(`__index__ returned non-int (type ${typeName(index)})`);
  }
  return index;
}

/** The slice with every part an int or None. */
export function* plainSlice(slice: PySlice): Task<PySlice> {
  return new PySlice(yield* plainIndex(slice.start), yield* plainIndex(slice.stop), yield* plainIndex(slice.step));
}

/** Whether a key is, or a slice has, an index that `plainIndex` has to find. */
export function needsPlainIndex(key: Value): boolean {
  if (key instanceof PySlice) return hasIndexMethod(key.start) || hasIndexMethod(key.stop) || hasIndexMethod(key.step);
  return hasIndexMethod(key);
}

/** An int argument as a JavaScript number; raises TypeError or OverflowError. */
export function toIndex(value: Value): number {
  const index = indexOrNone(value);
  if (index === undefined) throw exc.TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  if (typeof index === 'bigint') throw exc.OverflowError('Python int too large to convert to C ssize_t');
  return index;
}

/** The place that an index names in a sequence; raises IndexError "`what` index out of range". */
export function resolveIndex(index: number | bigint, length: number, what: string): number {
  if (typeof index === 'bigint') throw exc.IndexError("cannot fit 'int' into an index-sized integer");
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) throw exc.IndexError(`${what} out of range`);
  return place;
}

/** A slice's bounds in a sequence of that length, as `slice.indices` gives them. */
export interface SliceBounds {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;
}

function part(value: Value): number | undefined {
  if (value === null) return undefined;
  const index = indexOrNone(value);
  if (index === undefined) throw exc.TypeError('slice indices must be integers or None or have an __index__ method');
  return typeof index === 'bigint' ? (index < 0n ? -Infinity : Infinity) : index;
}

/** Resolves a slice against a length. */
export function sliceBounds(slice: PySlice, length: number): SliceBounds {
  const step = part(slice.step) ?? 1;
  if (step === 0) throw exc.ValueError('slice step cannot be zero');
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? length - 1 : length;
  const clamp = (value: number | undefined, absent: number): number => {
    if (value === undefined) return absent;
    return Math.min(high, Math.max(low, value < 0 ? value + length : value));
  };
  const start = clamp(part(slice.start), step < 0 ? high : low);
  const stop = clamp(part(slice.stop), step < 0 ? low : high);
  const span = step < 0 ? start - stop : stop - start;
  const size = Math.abs(step);
  return { start, stop, step, length: span > 0 ? Math.floor((span - 1) / size) + 1 : 0 };
}

/** The items that a slice picks. */
export function sliced<T>(items: ArrayLike<T> & { slice(start: number, end: number): unknown }, slice: PySlice): T[] {
  const { start, step, length } = sliceBounds(slice, items.length);
  return Array.from({ length }, (_, i) => items[start + i * step]!);
}

/** `list[slice] = items` */
export function assignSlice(target: PyList, slice: PySlice, items: readonly Value[]): void {
  const { start, stop, step, length } = sliceBounds(slice, target.items.length);
  if (step === 1) {
    target.items = [...target.items.slice(0, start), ...items, ...target.items.slice(Math.max(start, stop))];
    return;
  }
  if (items.length !== length) {
    throw exc.ValueError(`attempt to assign sequence of size ${items.length} to extended slice of size ${length}`);
  }
  items.forEach((item, i) => (target.items[start + i * step] = item));
}

/** `del list[slice]` */
export function deleteSlice(target: PyList, slice: PySlice): void {
  const { start, step, length } = sliceBounds(slice, target.items.length);
  const gone = new Set(Array.from({ length }, (_, i) => start + i * step));
  target.items = target.items.filter((_, i) => !gone.has(i));
}

/** `sequence[key]` of a list or tuple. */
export function sequenceItem(sequence: PyList | PyTuple, key: Value): Value {
  const items = sequence.items;
  if (key instanceof PySlice) {
    const part_ = sliced(items, key);
    return sequence instanceof PyList ? new PyList(part_) : new PyTuple(part_);
  }
  const what = sequence instanceof PyList ? 'list' : 'tuple';
  const index = indexOrNone(key);
  if (index === undefined) throw exc.TypeError(`${what} indices must be integers or slices, not ${typeName(key)}`);
  return items[resolveIndex(index, items.length, `${what} index`)]!;
}
