/** dict: its constructor and methods. */
import { tuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import { dictType, PyDict } from '../objects/dict.ts';
import { DictView } from '../objects/dict-view.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, PyObject } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { reprItems } from '../operations/conversion.ts';
import { dictDelete, dictGet, dictHas, dictSet } from '../operations/dicts.ts';
import { deleteKey, dictItem, getItemOf } from '../operations/items.ts';
import { iterate, nativeIterator } from '../operations/iteration.ts';
import { viewTypes } from './dict-views.ts';
import { comparisons } from './sequences.ts';

/** Adds a mapping's items, or an iterable's pairs, and keywords. */
export function* updateDict(self: PyDict, other: Value | undefined, kwargs: ReadonlyMap<string, Value>): Task<void> {
  if (other instanceof PyDict && other.type.native) {
    for (const [key, value] of [...other.entries()]) yield* finish(dictSet(self, key, value));
  } else if (other !== undefined) {
    const keys = yield* getAttributeOr(other, 'keys', undefined);
    if (keys !== undefined) {
      for (const key of yield* iterate(yield* call(keys))) {
        yield* finish(dictSet(self, key, yield* finish(getItemOf(other, key))));
      }
    } else yield* updateFromPairs(self, other);
  }
  for (const [key, value] of kwargs) self.set(key, value);
}

function* updateFromPairs(self: PyDict, pairs: Value): Task<void> {
  let n = 0;
  for (const pair of yield* iterate(pairs)) {
    const iterable =
      typeof pair === 'string' || (pair instanceof PyObject && pair.type.lookup('__iter__') !== undefined);
    if (!iterable) throw exc.TypeError(`cannot convert dictionary update sequence element #${n} to a sequence`);
    const parts = yield* iterate(pair);
    if (parts.length !== 2) {
      throw exc.ValueError(`dictionary update sequence element #${n} has length ${parts.length}; 2 is required`);
    }
    yield* finish(dictSet(self, parts[0]!, parts[1]!));
    n++;
  }
}

extendType(dictType, {
  methods: {
    ...comparisons(),
    '__init__(self, iterable=..., /, **kwargs)': (self: PyDict, other: Value | undefined, kwargs: Map<string, Value>) =>
      updateDict(self, other, kwargs),
    '__len__(self, /)': (self: PyDict) => self.size,
    '__iter__(self, /)': (self: PyDict) => nativeIterator(self)!,
    '__reversed__(self, /)': (self: PyDict) =>
      NativeIterator.over([...self.keys()].reverse(), [self], 'dict_reversekeyiterator'),
    '__getitem__(self, key, /)': (self: PyDict, key: Value) => dictItem(self, key),
    '__setitem__(self, key, value, /)': (self: PyDict, key: Value, value: Value) => dictSet(self, key, value),
    '__delitem__(self, key, /)': (self: PyDict, key: Value) => deleteKey(self, key),
    '__contains__(self, key, /)': (self: PyDict, key: Value) => dictHas(self, key),
    '__repr__(self, /)': (self: PyDict) => reprItems(self, '{', [...self.entries()], '}'),
    '__or__(self, value, /)': (self: PyDict, other: Value) => merged(self, other),
    '__ror__(self, value, /)': (self: PyDict, other: Value) =>
      other instanceof PyDict ? merged(other, self) : NOT_IMPLEMENTED,
    '__ior__(self, value, /)': function* (self: PyDict, other: Value) {
      yield* updateDict(self, other, new Map());
      return self;
    },
    'get(self, key, default=None, /)': function (self: PyDict, key: Value, otherwise: Value) {
      const value = dictGet(self, key);
      if (typeof value === 'object' && value !== null && !(value instanceof PyObject)) return orElse(value, otherwise);
      return value === undefined ? otherwise : value;
    },
    'setdefault(self, key, default=None, /)': function* (self: PyDict, key: Value, otherwise: Value) {
      const value = yield* finish(dictGet(self, key));
      if (value !== undefined) return value;
      yield* finish(dictSet(self, key, otherwise));
      return otherwise;
    },
    'pop(self, key, default=..., /)': function* (self: PyDict, key: Value, otherwise: Value | undefined) {
      const value = yield* finish(dictGet(self, key));
      if (value === undefined) {
        if (otherwise === undefined) throw exc.KeyError(key);
        return otherwise;
      }
      yield* finish(dictDelete(self, key));
      return value;
    },
    'popitem(self, /)': (self: PyDict) => {
      const last = [...self.entries_].at(-1);
      if (last === undefined) throw exc.KeyError('popitem(): dictionary is empty');
      self.remove(last[0], last[1].key);
      return tuple(last[1].key, last[1].value);
    },
    'update(self, iterable=..., /, **kwargs)': (self: PyDict, other: Value | undefined, kwargs: Map<string, Value>) =>
      updateDict(self, other, kwargs),
    'clear(self, /)': (self: PyDict) => self.clear(),
    'copy(self, /)': (self: PyDict) => updated(new PyDict(), self),
    'keys(self, /)': (self: PyDict) => new DictView(self, 'keys', viewTypes),
    'values(self, /)': (self: PyDict) => new DictView(self, 'values', viewTypes),
    'items(self, /)': (self: PyDict) => new DictView(self, 'items', viewTypes),
  },
  classMethods: {
    'fromkeys(cls, iterable, value=None, /)': function* (type: PyType, iterable: Value, value: Value) {
      const dict = (yield* call(type)) as PyDict;
      for (const key of yield* iterate(iterable)) yield* finish(dictSet(dict, key, value));
      return dict;
    },
  },
});

function* orElse(task: Task<Value | undefined>, otherwise: Value): Task {
  const value = yield* task;
  return value === undefined ? otherwise : value;
}

function* updated(dict: PyDict, other: Value): Task {
  yield* updateDict(dict, other, new Map());
  return dict;
}

function merged(a: PyDict, b: Value): Value | Task {
  return b instanceof PyDict ? mergedDicts(a, b) : NOT_IMPLEMENTED;
}

function* mergedDicts(a: PyDict, b: PyDict): Task {
  const result = new PyDict();
  yield* updateDict(result, a, new Map());
  yield* updateDict(result, b, new Map());
  return result;
}
