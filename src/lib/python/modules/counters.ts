/** Counter, defaultdict and OrderedDict of `collections`: dicts with habits of their own. */
import { PyList, tuple } from '../objects/containers.ts';
import { defineClass } from '../objects/define.ts';
import { dictType, PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, typeName } from '../objects/object.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import { call } from '../operations/call.ts';
import { compareValues, equal } from '../operations/comparison.ts';
import { reprItems, reprOf, truthOf } from '../operations/conversion.ts';
import { dictDelete, dictGet, dictSet } from '../operations/dicts.ts';
import { iterate } from '../operations/iteration.ts';
import { sortValues } from '../operations/sorting.ts';
import { orderedViews } from '../types/dict-views.ts';
import { updateDict } from '../types/mappings.ts';
import { nativeFunction } from '../objects/define.ts';

function* tally(
  self: PyDict,
  source: Value | undefined,
  kwargs: ReadonlyMap<string, Value>,
  sign: '+' | '-',
): Task<void> {
  const add = function* (key: Value, n: Value): Task<void> {
    const before = (yield* finish(dictGet(self, key))) ?? 0;
    yield* finish(dictSet(self, key, yield* finish(binaryOperation(sign, before, n))));
  };
  if (source instanceof PyDict) for (const [key, n] of [...source.entries()]) yield* add(key, n);
  else if (source !== undefined && source !== null) for (const key of yield* iterate(source)) yield* add(key, 1);
  for (const [key, n] of kwargs) yield* add(key, n);
}

/** Entries by falling count; equal counts in the order in which they came. */
function* byCount(self: PyDict): Task<[Value, Value][]> {
  const pairs = [...self.entries()].map(([key, n]) => tuple(key, n));
  const count = nativeFunction('count(pair, /)', (pair: { items: readonly Value[] }) => pair.items[1]!);
  const sorted = yield* sortValues(pairs, count, true);
  return sorted.map((pair) => (pair as (typeof pairs)[number]).items as [Value, Value]);
}

const combine = (merge: (a: Value, b: Value) => Task) =>
  function* (self: PyDict, other: Value): Task {
    if (!(other instanceof PyDict)) return NOT_IMPLEMENTED;
    const result = new PyDict(counterType);
    const keys = [...self.keys()];
    for (const key of other.keys()) if ((yield* finish(dictGet(self, key))) === undefined) keys.push(key);
    for (const key of keys) {
      const n = yield* merge((yield* finish(dictGet(self, key))) ?? 0, (yield* finish(dictGet(other, key))) ?? 0);
      if (yield* finish(truthOf(yield* finish(compareValues('>', n, 0))))) yield* finish(dictSet(result, key, n));
    }
    return result;
  };
/** Whether no count is larger than the other's; a missing one is 0. */
function* within(self: PyDict, other: Value): Task {
  if (!(other instanceof PyDict)) return NOT_IMPLEMENTED;
  for (const [key, n] of self.entries()) {
    const most = (yield* finish(dictGet(other, key))) ?? 0;
    if (!(yield* finish(truthOf(yield* finish(compareValues('<=', n, most)))))) return false;
  }
  for (const [key, most] of other.entries()) {
    if ((yield* finish(dictGet(self, key))) !== undefined) continue;
    if (!(yield* finish(truthOf(yield* finish(compareValues('<=', 0, most)))))) return false;
  }
  return true;
}

const positive = combine((a, b) => finish(binaryOperation('+', a, b)));
const subtracted = combine((a, b) => finish(binaryOperation('-', a, b)));

function* negative(self: PyDict): Task {
  return yield* subtracted(new PyDict(counterType), self);
}

const choose = (operator: '<' | '>') =>
  function* (a: Value, b: Value): Task {
    return (yield* finish(truthOf(yield* finish(compareValues(operator, a, b))))) ? a : b;
  };

export const counterType: PyType = defineClass({
  name: 'Counter',
  module: 'collections',
  bases: [dictType],
  allocate: (type) => new PyDict(type),
  methods: {
    '__init__(self, iterable=None, /, **kwds)': (self: PyDict, source: Value, kwargs: Map<string, Value>) =>
      tally(self, source, kwargs, '+'),
    '__missing__(self, key, /)': () => 0,
    '__repr__(self, /)': function* (self: PyDict) {
      if (self.size === 0) return `${typeName(self)}()`;
      return yield* reprItems(self, `${typeName(self)}({`, yield* byCount(self), '})');
    },
    'update(self, iterable=None, /, **kwds)': (self: PyDict, source: Value, kwargs: Map<string, Value>) =>
      tally(self, source, kwargs, '+'),
    'subtract(self, iterable=None, /, **kwds)': (self: PyDict, source: Value, kwargs: Map<string, Value>) =>
      tally(self, source, kwargs, '-'),
    'most_common(self, n=None)': function* (self: PyDict, n: Value) {
      const pairs = (yield* byCount(self)).map(([key, count]) => tuple(key, count));
      return new PyList(n === null ? pairs : pairs.slice(0, Number(n)));
    },
    'elements(self)': (self: PyDict) =>
      NativeIterator.over(
        (function* () {
          for (const [key, n] of self.entries()) for (let i = 0; i < Number(n); i++) yield key;
        })(),
        [self],
        'chain',
      ),
    'total(self)': function* (self: PyDict) {
      let total: Value = 0;
      for (const n of self.values()) total = yield* finish(binaryOperation('+', total, n));
      return total;
    },
    'copy(self)': function* (self: PyDict) {
      const made = new PyDict(self.type);
      yield* updateDict(made, self, new Map());
      return made;
    },
    '__pos__(self)': (self: PyDict) => positive(self, new PyDict(counterType)),
    '__neg__(self)': (self: PyDict) => negative(self),
    '__le__(self, other, /)': (self: PyDict, other: Value) => within(self, other),
    '__ge__(self, other, /)': (self: Value, other: PyDict) => within(other, self),
    '__eq__(self, other, /)': function* (self: PyDict, other: Value): Task {
      if (!(other instanceof PyDict)) return NOT_IMPLEMENTED;
      if (!other.type.isSubtypeOf(counterType)) {
        return yield* finish(equal(PyDict.of(self.entries()), PyDict.of(other.entries())));
      }
      return (yield* within(self, other)) === true && (yield* within(other, self)) === true;
    },
    '__add__(self, other, /)': combine((a, b) => finish(binaryOperation('+', a, b))),
    '__sub__(self, other, /)': combine((a, b) => finish(binaryOperation('-', a, b))),
    '__or__(self, other, /)': combine(choose('>')),
    '__and__(self, other, /)': combine(choose('<')),
  },
});

class DefaultDict extends PyDict {
  factory: Value = null;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.factory);
  }
}

export const defaultdictType = defineClass({
  name: 'defaultdict',
  module: 'collections',
  bases: [dictType],
  allocate: (type) => new DefaultDict(type),
  methods: {
    '__init__(self, default_factory=None, /, *args, **kwargs)': function* (
      self: DefaultDict,
      factory: Value,
      args: Value[],
      kwargs: Map<string, Value>,
    ) {
      const callable =
        factory === null || (typeof factory === 'object' && factory.type.lookup('__call__') !== undefined);
      if (!callable) throw exc.TypeError('first argument must be callable or None');
      self.factory = factory;
      yield* updateDict(self, args[0], kwargs);
    },
    '__missing__(self, key, /)': function* (self: DefaultDict, key: Value) {
      if (self.factory === null) throw exc.KeyError(key);
      const value = yield* call(self.factory);
      yield* finish(dictSet(self, key, value));
      return value;
    },
    '__repr__(self, /)': function* (self: DefaultDict) {
      const factory = yield* finish(reprOf(self.factory));
      return `${typeName(self)}(${factory}, ${yield* reprItems(self, '{', [...self.entries()], '}')})`;
    },
    'copy(self)': function* (self: DefaultDict) {
      const made = new DefaultDict(self.type);
      made.factory = self.factory;
      yield* updateDict(made, self, new Map());
      return made;
    },
  },
  properties: {
    default_factory: {
      get: (self: DefaultDict) => self.factory,
      set: (self: DefaultDict, value: Value) => {
        self.factory = value;
      },
    },
  },
});

export const orderedDictType: PyType = defineClass({
  name: 'OrderedDict',
  module: 'collections',
  bases: [dictType],
  allocate: (type) => new PyDict(type),
  methods: {
    ...orderedViews,
    '__repr__(self, /)': (self: PyDict) =>
      self.size === 0
        ? `${typeName(self)}()`
        : reprItems(
            self,
            `${typeName(self)}([`,
            [...self.entries()].map(([key, value]) => tuple(key, value)),
            '])',
          ),
    '__eq__(self, other, /)': function* (self: PyDict, other: Value): Task {
      if (!(other instanceof PyDict)) return NOT_IMPLEMENTED;
      if (other.type === orderedDictType) {
        const keys = (dict: PyDict): PyList => new PyList([...dict.keys()]);
        if (!(yield* finish(equal(keys(self), keys(other))))) return false;
      }
      const plain = (dict: PyDict): PyDict => PyDict.of(dict.entries());
      return yield* finish(equal(plain(self), plain(other)));
    },
    'move_to_end(self, key, last=True)': function* (self: PyDict, key: Value, last: Value) {
      const value = yield* finish(dictGet(self, key));
      if (value === undefined) throw exc.KeyError(key);
      yield* finish(dictDelete(self, key));
      const rest = [...self.entries()];
      if (last === true) return void (yield* finish(dictSet(self, key, value)));
      self.clear();
      yield* finish(dictSet(self, key, value));
      for (const [k, v] of rest) yield* finish(dictSet(self, k, v));
    },
    'popitem(self, last=True)': (self: PyDict, last: Value) => {
      const found = last === true ? [...self.entries_].at(-1) : [...self.entries_][0];
      if (found === undefined) throw exc.KeyError('dictionary is empty');
      self.entries_.delete(found[0]);
      return tuple(found[1].key, found[1].value);
    },
    'copy(self)': function* (self: PyDict) {
      const made = new PyDict(self.type);
      yield* updateDict(made, self, new Map());
      return made;
    },
  },
});
