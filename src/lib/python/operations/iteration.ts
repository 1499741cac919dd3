/** Iterating over any value. */
import { PyBytes, PyList, PyRange, PyTuple } from '../objects/containers.ts';
import { PyDict, PySet } from '../objects/dict.ts';
import { exc, exceptionTypes, isPythonError } from '../objects/exceptions.ts';
import { PyGenerator } from '../objects/generator.ts';
import { NativeIterator, PyIterator } from '../objects/iterator.ts';
import { PyObject, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { breathe, finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { invoke } from './call.ts';
import { getItemOf } from './items.ts';

/** `iter(value)` */
export function iteratorOf(value: Value): Eventual {
  if (typeof value === 'string') return NativeIterator.over(value, [], 'str_iterator');
  if (value instanceof PyIterator || value instanceof PyGenerator) return value;
  if (value instanceof PyObject) {
    if (value.type.native) {
      const native = nativeIterator(value);
      if (native !== undefined) return native;
    }
    const method = value.type.lookup('__iter__');
    if (method !== undefined && method !== null) {
      const made = invoke(method, [value], null);
      return isTask(made) ? laterIterator(made) : checkedIterator(made);
    }
    if (method === undefined && value.type.lookup('__getitem__') !== undefined) return bySubscript(value);
  }
  throw exc.TypeError(`'${typeName(value)}' object is not iterable`);
}

function* laterIterator(made: Task): Task {
  return checkedIterator(yield* made);
}

function checkedIterator(made: Value): Value {
  if (made instanceof PyIterator || made instanceof PyGenerator) return made;
  if (made instanceof PyObject && made.type.lookup('__next__') !== undefined) return made;
  throw exc.TypeError(`iter() returned non-iterator of type '${typeName(made)}'`);
}

/** The iterator of a built-in container. */
export function nativeIterator(value: PyObject): PyIterator | undefined {
  if (value instanceof PyList || value instanceof PyTuple) {
    let i = 0;
    // By index, because a list may grow or shrink while it is walked.
    const next = (): Value | undefined => (i < value.items.length ? value.items[i++] : undefined);
    return new NativeIterator(next, [value], value instanceof PyList ? 'list_iterator' : 'tuple_iterator');
  }
  if (value instanceof PyRange) {
    let i = 0;
    return new NativeIterator(() => (i < value.length ? value.at(i++) : undefined), [], 'range_iterator');
  }
  if (value instanceof PyDict) return watched(value.keys(), value, () => value.size, 'dictionary', 'dict_keyiterator');
  if (value instanceof PySet) return watched(value.values(), value, () => value.size, 'Set', 'set_iterator');
  if (value instanceof PyBytes) {
    let i = 0;
    return new NativeIterator(() => value.bytes[i++], [value], `${value.type.name}_iterator`);
  }
  return undefined;
}

/** Walks a dict or set, and complains as Python does if its size changes meanwhile. */
export function watched(
  items: Iterable<Value>,
  owner: Value,
  size: () => number,
  what: string,
  typeName_: string,
): NativeIterator {
  const iterator = items[Symbol.iterator]();
  const before = size();
  const next = (): Value | undefined => {
    if (size() !== before) throw exc.RuntimeError(`${what} changed size during iteration`);
    const step = iterator.next();
    return step.done === true ? undefined : step.value;
  };
  return new NativeIterator(next, [owner], typeName_);
}

function bySubscript(value: PyObject): NativeIterator {
  let i = 0;
  const next = (): Eventual<Value | undefined> => untilIndexError(value, i++);
  return new NativeIterator(next, [value], 'iterator');
}

function* untilIndexError(value: PyObject, index: number): Task<Value | undefined> {
  try {
    return yield* finish(getItemOf(value, index));
  } catch (error) {
    if (isPythonError(error, exceptionTypes.IndexError) || isPythonError(error, exceptionTypes.StopIteration))
      return undefined;
    throw error;
  }
}

/** The iterator's next item; undefined at the end. */
export function advance(iterator: Value): Eventual<Value | undefined> {
  if (iterator instanceof PyIterator) return iterator.next();
  if (iterator instanceof PyGenerator) return resume(iterator);
  const method = iterator instanceof PyObject ? iterator.type.lookup('__next__') : undefined;
  if (method === undefined) throw exc.TypeError(`'${typeName(iterator)}' object is not an iterator`);
  return untilStopIteration(method, iterator);
}

function* resume(generator: PyGenerator): Task<Value | undefined> {
  return (yield { kind: 'resume', generator, value: null }) as Value | undefined;
}

function* untilStopIteration(method: Value, iterator: Value): Task<Value | undefined> {
  try {
    return yield* finish(invoke(method, [iterator], null));
  } catch (error) {
    if (isPythonError(error, exceptionTypes.StopIteration)) return undefined;
    throw error;
  }
}

const MOST_AT_ONCE = 1e6;
/** More items than this would take all the memory that a page has. */
const MOST_ITEMS = 2 ** 26;

/** The items of a built-in container as they are now, without running any code; undefined for other values. */
export function itemsNow(value: Value): Value[] | undefined {
  if (typeof value === 'string') return [...value];
  if (!(value instanceof PyObject) || !value.type.native) return undefined;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.slice();
  if (value instanceof PyRange) {
    // A long range is better taken item by item, with time for others between them.
    if (value.length > MOST_AT_ONCE) return undefined;
    return Array.from({ length: value.length }, (_, i) => value.at(i));
  }
  if (value instanceof PyDict) return [...value.keys()];
  if (value instanceof PySet) return [...value.values()];
  return undefined;
}

/** How many items a native loop takes before it lets the machine look up. */
export const ITEMS_PER_BREATH = 4096;

/** All items of an iterable. */
export function* iterate(iterable: Value): Task<Value[]> {
  const now = itemsNow(iterable);
  if (now !== undefined) return now;
  const items: Value[] = [];
  const iterator = yield* finish(iteratorOf(iterable));
  for (;;) {
    const item = yield* finish(advance(iterator));
    if (item === undefined) return items;
    items.push(item);
    if (items.length > MOST_ITEMS) throw exc.MemoryError();
    if (items.length % ITEMS_PER_BREATH === 0) yield* breathe();
  }
}
