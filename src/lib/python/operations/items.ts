/** `object[key]` and `item in object`. */
import { PyBytes, PyList, PyRange, PySlice, PyTuple, tupleType } from '../objects/containers.ts';
import { frozensetType, PyDict, PySet } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { float, PyObject, PyType, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { findAttribute } from './attributes.ts';
import { invoke } from './call.ts';
import { equal } from './comparison.ts';
import { hasSurrogates, truthOf } from './conversion.ts';
import { dictDelete, dictGet, dictHas, dictSet, setHas } from './dicts.ts';
import { advance, iteratorOf } from './iteration.ts';
import {
  indexOrNone,
  needsPlainIndex,
  plainIndex,
  plainSlice,
  resolveIndex,
  sequenceItem,
  sliced,
  sliceBounds,
} from './slicing.ts';

/** `object[key]` */
export function getItemOf(object: Value, key: Value): Eventual {
  if (typeof object === 'string') return needsPlainIndex(key) ? getByIndex(object, key) : characterAt(object, key);
  if (object instanceof PyObject) {
    if (object.type.native) {
      if (isSequence(object) && needsPlainIndex(key)) return getByIndex(object, key);
      // A native type derived from tuple, such as torch.Size, may have its own way.
      if (object instanceof PyList || (object instanceof PyTuple && object.type === tupleType)) {
        return sequenceItem(object, key);
      }
      if (object instanceof PyDict) return dictItem(object, key);
    }
    const method = object.type.lookup('__getitem__');
    if (method !== undefined && method !== null) return invoke(method, [object, key], null);
    if (object instanceof PyType) return classItem(object, key);
  }
  throw exc.TypeError(`'${typeName(object)}' object is not subscriptable`);
}

function isSequence(object: PyObject): boolean {
  return (
    object instanceof PyList || object instanceof PyTuple || object instanceof PyRange || object instanceof PyBytes
  );
}

function* plainKey(key: Value): Task {
  return key instanceof PySlice ? yield* plainSlice(key) : yield* plainIndex(key);
}

function* getByIndex(object: Value, key: Value): Task {
  return yield* finish(getItemOf(object, yield* plainKey(key)));
}

function* setByIndex(object: Value, key: Value, value: Value): Task<void> {
  yield* finish(setItemOf(object, yield* plainKey(key), value));
}

function* classItem(type: PyType, key: Value): Task {
  const method = yield* finish(findAttribute(type, '__class_getitem__'));
  if (method === undefined) throw exc.TypeError(`type '${type.name}' is not subscriptable`);
  return yield* finish(invoke(method, [key], null));
}

/** `dict[key]`, with `__missing__` of derived classes. */
export function dictItem(dict: PyDict, key: Value): Eventual {
  const found = dictGet(dict, key);
  if (isTask(found)) return laterItem(found, dict, key);
  return found === undefined ? missingItem(dict, key) : found;
}

function* laterItem(task: Task<Value | undefined>, dict: PyDict, key: Value): Task {
  const found = yield* task;
  return found === undefined ? yield* finish(missingItem(dict, key)) : found;
}

function missingItem(dict: PyDict, key: Value): Eventual {
  const missing = dict.type.lookup('__missing__');
  if (missing === undefined) throw exc.KeyError(key);
  return invoke(missing, [dict, key], null);
}

/** `text[key]` */
export function characterAt(text: string, key: Value): string {
  if (key instanceof PySlice) {
    const points: string | string[] = hasSurrogates(text) ? [...text] : text;
    const { start, step, length } = sliceBounds(key, points.length);
    if (step === 1 && typeof points === 'string') return points.slice(start, start + length);
    return Array.from({ length }, (_, i) => points[start + i * step]!).join('');
  }
  const index = indexOrNone(key);
  if (index === undefined) throw exc.TypeError(`string indices must be integers, not '${typeName(key)}'`);
  const points = hasSurrogates(text) ? [...text] : text;
  return points[resolveIndex(index, points.length, 'string index')]!;
}

/** `bytes[key]` */
export function byteAt(bytes: PyBytes, key: Value): Value {
  if (key instanceof PySlice) return new PyBytes(Uint8Array.from(sliced(bytes.bytes, key)));
  const index = indexOrNone(key);
  if (index === undefined) throw exc.TypeError(`byte indices must be integers or slices, not ${typeName(key)}`);
  return bytes.bytes[resolveIndex(index, bytes.bytes.length, bytes.type.name === 'bytearray' ? 'bytearray index' : 'index')]!; // prettier-ignore
}

/** `range[key]` */
export function rangeItem(range: PyRange, key: Value): Value {
  if (key instanceof PySlice) {
    const { start, stop, step } = sliceBounds(key, range.length);
    const at = (i: number): number => range.start + i * range.step;
    return new PyRange(at(start), at(stop), range.step * step);
  }
  const index = indexOrNone(key);
  if (index === undefined) throw exc.TypeError(`range indices must be integers or slices, not ${typeName(key)}`);
  return range.at(resolveIndex(index, range.length, 'range object index'));
}

/** `object[key] = value` */
export function setItemOf(object: Value, key: Value, value: Value): Eventual<Value | void> {
  if (object instanceof PyObject) {
    if (object.type.native) {
      if (object instanceof PyDict) return dictSet(object, key, value);
      if (object instanceof PyList && typeof key === 'number') {
        object.items[resolveIndex(key, object.items.length, 'list assignment index')] = value;
        return;
      }
      if (object instanceof PyList && needsPlainIndex(key)) return setByIndex(object, key, value);
    }
    const method = object.type.lookup('__setitem__');
    if (method !== undefined && method !== null) return invoke(method, [object, key, value], null);
  }
  throw exc.TypeError(`'${typeName(object)}' object does not support item assignment`);
}

/** `del object[key]` */
export function deleteItemOf(object: Value, key: Value): Eventual<Value | void> {
  if (object instanceof PyDict && object.type.native) return deleteKey(object, key);
  const method = typeOf(object).lookup('__delitem__');
  if (method !== undefined && method !== null) return invoke(method, [object, key], null);
  throw exc.TypeError(`'${typeName(object)}' object doesn't support item deletion`);
}

/** `del dict[key]` */
export function deleteKey(dict: PyDict, key: Value): Eventual<void> {
  const gone = dictDelete(dict, key);
  if (isTask(gone)) return laterDelete(gone, key);
  if (!gone) throw exc.KeyError(key);
}

function* laterDelete(task: Task<boolean>, key: Value): Task<void> {
  if (!(yield* task)) throw exc.KeyError(key);
}

/** `item in object` */
export function contains(object: Value, item: Value): Eventual<boolean> {
  if (typeof object === 'string') {
    if (typeof item !== 'string') {
      throw exc.TypeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    }
    return object.includes(item);
  }
  if (object instanceof PyObject) {
    if (object.type.native) {
      if (object instanceof PyDict) return dictHas(object, item);
      if (object instanceof PySet)
        return setHas(object, item instanceof PySet && !item.frozen ? new PySet(item.values(), frozensetType) : item);
      if (object instanceof PyRange) return rangeHas(object, item);
      if (object instanceof PyList || object instanceof PyTuple) return among(object, item);
    }
    const method = object.type.lookup('__contains__');
    if (method !== undefined && method !== null) return containedBy(method, object, item);
    if (object.type.lookup('__iter__') !== undefined || object.type.lookup('__getitem__') !== undefined) {
      return byIterating(object, item);
    }
  }
  throw exc.TypeError(`argument of type '${typeName(object)}' is not iterable`);
}

function* containedBy(method: Value, object: Value, item: Value): Task<boolean> {
  return yield* finish(truthOf(yield* finish(invoke(method, [object, item], null))));
}

/** Whether a list or tuple has an item that is, or equals, the given one. */
export function* among(object: PyList | PyTuple, item: Value): Task<boolean> {
  for (let i = 0; i < object.items.length; i++) {
    const candidate = object.items[i]!;
    if (candidate === item || (yield* finish(equal(candidate, item)))) return true;
  }
  return false;
}

/** Whether a range has the value. */
export function rangeHas(range: PyRange, item: Value): boolean {
  const n = typeof item === 'number' ? item : typeof item === 'boolean' ? Number(item) : rangeNumber(item);
  const place = (n - range.start) / range.step;
  return Number.isInteger(place) && place >= 0 && place < range.length;
}

function rangeNumber(item: Value): number {
  return item instanceof PyObject && item.type === float(0).type ? (item as ReturnType<typeof float>).value : NaN;
}

function* byIterating(object: Value, item: Value): Task<boolean> {
  const iterator = yield* finish(iteratorOf(object));
  for (;;) {
    const candidate = yield* finish(advance(iterator));
    if (candidate === undefined) return false;
    if (candidate === item || (yield* finish(equal(candidate, item)))) return true;
  }
}
