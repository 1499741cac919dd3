/** `collections.ChainMap`: several mappings seen as one; writes go to the first. */
import { PyList, PyTuple } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc, exceptionTypes, isPythonError } from '../objects/exceptions.ts';
import { PyInstance, typeName } from '../objects/object.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { call } from '../operations/call.ts';
import { equal } from '../operations/comparison.ts';
import { reprOf } from '../operations/conversion.ts';
import { contains, deleteItemOf, getItemOf, setItemOf } from '../operations/items.ts';
import { iterate, iteratorOf } from '../operations/iteration.ts';
import { updateDict } from '../types/mappings.ts';

class ChainMap extends PyInstance {
  maps = new PyList([]);

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.maps);
  }

  get first(): Value {
    return this.maps.items[0]!;
  }
}

function made(type: PyType, maps: readonly Value[]): ChainMap {
  const chain = new ChainMap(type);
  chain.maps = new PyList([...maps]);
  return chain;
}

/** The value of the first mapping that has the key; undefined if none has. */
function* find(self: ChainMap, key: Value): Task<Value | undefined> {
  for (const map of self.maps.items) {
    try {
      return yield* finish(getItemOf(map, key));
    } catch (error) {
      if (!isPythonError(error, exceptionTypes.KeyError)) throw error;
    }
  }
  return undefined;
}

/** All of it as one dict. Keys come in the order of the last mapping, as in Python. */
function* merged(self: ChainMap): Task<PyDict> {
  const dict = new PyDict();
  for (const map of [...self.maps.items].reverse()) yield* updateDict(dict, map, new Map());
  return dict;
}

function* view(self: ChainMap, kind: 'keys' | 'values' | 'items'): Task {
  const dict = yield* merged(self);
  if (kind === 'keys') return new PyList([...dict.keys()]);
  if (kind === 'values') return new PyList([...dict.values()]);
  return new PyList([...dict.entries()].map((pair) => new PyTuple(pair)));
}

/** Changes the first mapping; a key that only others have is missing. */
function* onFirst(key: Value, change: () => Task): Task {
  try {
    return yield* change();
  } catch (error) {
    if (!isPythonError(error, exceptionTypes.KeyError)) throw error;
    throw exc.KeyError(`Key not found in the first mapping: ${yield* finish(reprOf(key))}`);
  }
}

export const chainMapType: PyType = defineClass({
  name: 'ChainMap',
  module: 'collections',
  allocate: (type) => new ChainMap(type),
  methods: {
    '__init__(self, *maps)': (self: ChainMap, maps: Value[]) => {
      self.maps = new PyList(maps.length === 0 ? [new PyDict()] : maps);
    },
    '__getitem__(self, key)': function* (self: ChainMap, key: Value) {
      const found = yield* find(self, key);
      if (found !== undefined) return found;
      const missing = self.type.lookup('__missing__');
      if (missing === undefined) throw exc.KeyError(key);
      return yield* call(missing, [self, key]);
    },
    '__setitem__(self, key, value)': (self: ChainMap, key: Value, value: Value) => setItemOf(self.first, key, value),
    '__delitem__(self, key)': (self: ChainMap, key: Value) =>
      onFirst(key, function* () {
        yield* finish(deleteItemOf(self.first, key));
        return null;
      }),
    '__contains__(self, key)': function* (self: ChainMap, key: Value) {
      for (const map of self.maps.items) if (yield* finish(contains(map, key))) return true;
      return false;
    },
    '__len__(self)': function* (self: ChainMap) {
      return (yield* merged(self)).size;
    },
    '__bool__(self)': function* (self: ChainMap) {
      return (yield* merged(self)).size > 0;
    },
    '__iter__(self)': function* (self: ChainMap) {
      return yield* finish(iteratorOf(yield* merged(self)));
    },
    '__repr__(self)': function* (self: ChainMap) {
      const parts: string[] = [];
      for (const map of self.maps.items) parts.push(yield* finish(reprOf(map)));
      return `${typeName(self)}(${parts.join(', ')})`;
    },
    '__eq__(self, other)': function* (self: ChainMap, other: Value) {
      const right = other instanceof ChainMap ? yield* merged(other) : other;
      return yield* finish(equal(yield* merged(self), right));
    },
    'get(self, key, default=None)': function* (self: ChainMap, key: Value, otherwise: Value) {
      const found = yield* find(self, key);
      return found === undefined ? otherwise : found;
    },
    'keys(self)': (self: ChainMap) => view(self, 'keys'),
    'values(self)': (self: ChainMap) => view(self, 'values'),
    'items(self)': (self: ChainMap) => view(self, 'items'),
    'pop(self, key)': (self: ChainMap, key: Value) =>
      onFirst(key, function* () {
        const value = yield* finish(getItemOf(self.first, key));
        yield* finish(deleteItemOf(self.first, key));
        return value;
      }),
    'update(self, other=(), /, **kwds)': function* (self: ChainMap, other: Value, kwargs: Map<string, Value>) {
      const changes = new PyDict();
      yield* updateDict(changes, other, kwargs);
      for (const [key, value] of changes.entries()) yield* finish(setItemOf(self.first, key, value));
      return null;
    },
    'setdefault(self, key, default=None)': function* (self: ChainMap, key: Value, otherwise: Value) {
      const found = yield* find(self, key);
      if (found !== undefined) return found;
      yield* finish(setItemOf(self.first, key, otherwise));
      return otherwise;
    },
    'new_child(self, m=None, **kwargs)': function* (self: ChainMap, map: Value, kwargs: Map<string, Value>) {
      const child = new PyDict();
      yield* updateDict(child, map ?? undefined, kwargs);
      return made(self.type, [map instanceof PyDict && kwargs.size === 0 ? map : child, ...self.maps.items]);
    },
    'copy(self)': function* (self: ChainMap) {
      yield* [];
      return made(self.type, [PyDict.of((self.first as PyDict).entries()), ...self.maps.items.slice(1)]);
    },
    'popitem(self)': (self: ChainMap) => call(self.first, []),
    'clear(self)': function* (self: ChainMap) {
      for (const key of yield* iterate(self.first)) yield* finish(deleteItemOf(self.first, key));
      return null;
    },
  },
  properties: {
    maps: (self: ChainMap) => self.maps,
    parents: (self: ChainMap) =>
      made(self.type, self.maps.items.length > 1 ? self.maps.items.slice(1) : [new PyDict()]),
  },
});
