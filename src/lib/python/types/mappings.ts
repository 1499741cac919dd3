/** dict, its views, set and frozenset: constructors and methods. */
import { PyTuple, tuple } from '../objects/containers.ts';
import { defineClass, extendType } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { dictType, frozensetType, PyDict, PySet, setType } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, PyObject, typeName } from '../objects/object.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { equal } from '../operations/comparison.ts';
import { hashOf, reprItems } from '../operations/conversion.ts';
import { dictDelete, dictGet, dictHas, dictSet, setAdd, setDelete, setHas } from '../operations/dicts.ts';
import { deleteKey, dictItem, getItemOf } from '../operations/items.ts';
import { iterate, nativeIterator, watched } from '../operations/iteration.ts';
import { comparisons } from './sequences.ts';

type ViewKind = 'keys' | 'values' | 'items';
type ViewTypes = Readonly<Record<ViewKind, PyType>>;

class DictView extends PyObject {
  readonly dict: PyDict;
  readonly kind: ViewKind;
  readonly #types: ViewTypes;

  constructor(dict: PyDict, kind: ViewKind, types: ViewTypes = viewTypes) {
    super();
    this.dict = dict;
    this.kind = kind;
    this.#types = types;
  }

  get type(): PyType {
    return this.#types[this.kind];
  }

  *values(): Iterable<Value> {
    for (const [key, value] of this.dict.entries()) {
      yield this.kind === 'keys' ? key : this.kind === 'values' ? value : tuple(key, value);
    }
  }

  override traverse(visit: Visit): void {
    visit(this.dict);
  }
}

function* asSet(value: Value): Task<PySet> {
  if (value instanceof PySet) return value;
  const set = new PySet();
  for (const item of yield* iterate(value)) yield* finish(setAdd(set, item));
  return set;
}

/** Operators of sets; `strict` refuses operands that are no sets. */
function setOperators(make: (self: Value) => PyType): Functions {
  const isSet = (value: Value): boolean =>
    value instanceof PySet || (value instanceof DictView && value.kind !== 'values');
  const operator = (combine: (a: PySet, b: PySet, type: PyType) => Task<PySet>) =>
    function* (self: Value, other: Value): Task {
      if (!isSet(other) || !isSet(self)) return NOT_IMPLEMENTED;
      return yield* combine(yield* asSet(self), yield* asSet(other), make(self));
    };
  const reflected = (combine: (a: PySet, b: PySet, type: PyType) => Task<PySet>) =>
    function* (self: Value, other: Value): Task {
      if (!isSet(other) || !isSet(self)) return NOT_IMPLEMENTED;
      return yield* combine(yield* asSet(other), yield* asSet(self), make(self));
    };
  return {
    '__and__(self, value, /)': operator(intersection),
    '__or__(self, value, /)': operator(union),
    '__sub__(self, value, /)': operator(difference),
    '__xor__(self, value, /)': operator(symmetricDifference),
    '__rand__(self, value, /)': reflected(intersection),
    '__ror__(self, value, /)': reflected(union),
    '__rsub__(self, value, /)': reflected(difference),
    '__rxor__(self, value, /)': reflected(symmetricDifference),
  };
}

function* union(a: PySet, b: PySet, type: PyType): Task<PySet> {
  const result = new PySet([], type);
  for (const item of [...a.values(), ...b.values()]) yield* finish(setAdd(result, item));
  return result;
}

function* intersection(a: PySet, b: PySet, type: PyType): Task<PySet> {
  const result = new PySet([], type);
  const [small, large] = b.size < a.size ? [b, a] : [a, b];
  for (const item of small.values()) if (yield* finish(setHas(large, item))) yield* finish(setAdd(result, item));
  return result;
}

function* difference(a: PySet, b: PySet, type: PyType): Task<PySet> {
  const result = new PySet([], type);
  for (const item of a.values()) if (!(yield* finish(setHas(b, item)))) yield* finish(setAdd(result, item));
  return result;
}

function* symmetricDifference(a: PySet, b: PySet, type: PyType): Task<PySet> {
  return yield* union(yield* difference(a, b, type), yield* difference(b, a, type), type);
}

const viewTypes: ViewTypes = {
  keys: viewType('dict_keys', 'keys'),
  values: viewType('dict_values', 'values'),
  items: viewType('dict_items', 'items'),
};

const orderedViewTypes: ViewTypes = {
  keys: viewType('odict_keys', 'keys', viewTypes.keys),
  values: viewType('odict_values', 'values', viewTypes.values),
  items: viewType('odict_items', 'items', viewTypes.items),
};

/** What `keys`, `values` and `items` of an OrderedDict answer: the views of a dict, under names of their own. */
export const orderedViews: Functions = {
  'keys(self, /)': (self: PyDict) => new DictView(self, 'keys', orderedViewTypes),
  'values(self, /)': (self: PyDict) => new DictView(self, 'values', orderedViewTypes),
  'items(self, /)': (self: PyDict) => new DictView(self, 'items', orderedViewTypes),
};

function viewType(name: string, kind: ViewKind, base?: PyType): PyType {
  const iteratorName = { keys: 'dict_keyiterator', values: 'dict_valueiterator', items: 'dict_itemiterator' }[kind];
  const equality: Functions = {
    '__eq__(self, value, /)': function* (self: DictView, other: Value): Task {
      if (!(other instanceof PySet) && !(other instanceof DictView)) return NOT_IMPLEMENTED;
      return yield* finish(equal(yield* asSet(self), yield* asSet(other)));
    },
    ...setOperators(() => setType),
    '__le__(self, value, /)': (self: DictView, other: Value) => relation(self, other, '<='),
    '__ge__(self, value, /)': (self: DictView, other: Value) => relation(self, other, '>='),
    '__lt__(self, value, /)': function* (self: DictView, other: Value): Task {
      return (yield* relation(self, other, '<=')) === true && self.dict.size < (yield* asSet(other)).size;
    },
    '__gt__(self, value, /)': function* (self: DictView, other: Value): Task {
      return (yield* relation(self, other, '>=')) === true && self.dict.size > (yield* asSet(other)).size;
    },
    'isdisjoint(self, other, /)': function* (self: DictView, other: Value): Task {
      return (yield* intersection(yield* asSet(self), yield* asSet(other), setType)).size === 0;
    },
  };
  return defineClass({
    name,
    ...(base === undefined ? {} : { bases: [base] }),
    allocate: null,
    subclassable: false,
    methods: {
      '__len__(self, /)': (self: DictView) => self.dict.size,
      '__iter__(self, /)': (self: DictView) =>
        watched(self.values(), self, () => self.dict.size, 'dictionary', iteratorName),
      '__reversed__(self, /)': (self: DictView) =>
        NativeIterator.over([...self.values()].reverse(), [self], 'dict_reverseiterator'),
      '__contains__(self, key, /)': (self: DictView, item: Value) => viewHas(self, item),
      '__repr__(self, /)': (self: DictView) => reprItems(self, `${name}([`, [...self.values()], '])'),
      ...(kind === 'values' ? {} : equality),
    },
  });
}

function* viewHas(self: DictView, item: Value): Task {
  if (self.kind === 'keys') return yield* finish(dictHas(self.dict, item));
  if (self.kind === 'items') {
    if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
    const value = yield* finish(dictGet(self.dict, item.items[0]!));
    return value !== undefined && (yield* finish(equal(value, item.items[1]!)));
  }
  for (const value of self.dict.values()) if (value === item || (yield* finish(equal(value, item)))) return true;
  return false;
}

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
    'keys(self, /)': (self: PyDict) => new DictView(self, 'keys'),
    'values(self, /)': (self: PyDict) => new DictView(self, 'values'),
    'items(self, /)': (self: PyDict) => new DictView(self, 'items'),
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

type Combine = (a: PySet, b: PySet, type: PyType) => Task<PySet>;

/** Methods such as `union`, which take any iterables. */
const combined = (combine: Combine) =>
  function* (self: PySet, others: Value[]): Task {
    let result: PySet = yield* union(self, new PySet(), self.frozen ? frozensetType : setType);
    for (const other of others) result = yield* combine(result, yield* asSet(other), result.type);
    return result;
  };

/** Methods such as `update`, which change the set. */
const combinedInPlace = (combine: Combine) =>
  function* (self: PySet, others: Value[]): Task {
    for (const other of others) replaceMembers(self, yield* combine(self, yield* asSet(other), setType));
    return null;
  };

function replaceMembers(self: PySet, by: PySet): void {
  const members = [...by.members];
  self.members.clear();
  for (const [key, value] of members) self.members.set(key, value);
  self.chains = by.chains;
}

const augmented = (combine: Combine) =>
  function* (self: PySet, other: Value): Task {
    if (!(other instanceof PySet)) return NOT_IMPLEMENTED;
    replaceMembers(self, yield* combine(self, other, setType));
    return self;
  };

function* relation(a: Value, b: Value, operator: '<=' | '>='): Task {
  const [small, large] = operator === '<=' ? [yield* asSet(a), yield* asSet(b)] : [yield* asSet(b), yield* asSet(a)];
  for (const item of small.values()) if (!(yield* finish(setHas(large, item)))) return false;
  return true;
}

/** A set is looked for as the frozenset that equals it. */
function asMember(item: Value): Value {
  return item instanceof PySet && !item.frozen ? new PySet(item.values(), frozensetType) : item;
}

const SET_METHODS: Functions = {
  ...comparisons(),
  ...setOperators((self) => ((self as PySet).frozen ? frozensetType : setType)),
  '__len__(self, /)': (self: PySet) => self.size,
  '__iter__(self, /)': (self: PySet) => nativeIterator(self)!,
  '__contains__(self, key, /)': (self: PySet, item: Value) => setHas(self, asMember(item)),
  '__repr__(self, /)': (self: PySet) => {
    const items = [...self.values()];
    const name = typeName(self);
    if (items.length === 0) return `${name}()`;
    return name === 'set' ? reprItems(self, '{', items, '}') : reprItems(self, `${name}({`, items, '})');
  },
  'union(self, *others)': combined(union),
  'intersection(self, *others)': combined(intersection),
  'difference(self, *others)': combined(difference),
  'symmetric_difference(self, *others)': combined(symmetricDifference),
  'issubset(self, other, /)': (self: PySet, other: Value) => relation(self, other, '<='),
  'issuperset(self, other, /)': (self: PySet, other: Value) => relation(self, other, '>='),
  'isdisjoint(self, other, /)': function* (self: PySet, other: Value): Task {
    return (yield* intersection(self, yield* asSet(other), setType)).size === 0;
  },
  'copy(self, /)': (self: PySet) => union(self, new PySet(), self.frozen ? frozensetType : setType),
};

extendType(setType, {
  methods: {
    ...SET_METHODS,
    '__init__(self, iterable=..., /)': function* (self: PySet, iterable: Value | undefined) {
      self.members.clear();
      if (iterable !== undefined) for (const item of yield* iterate(iterable)) yield* finish(setAdd(self, item));
    },
    '__iand__(self, value, /)': augmented(intersection),
    '__ior__(self, value, /)': augmented(union),
    '__isub__(self, value, /)': augmented(difference),
    '__ixor__(self, value, /)': augmented(symmetricDifference),
    'add(self, item, /)': (self: PySet, item: Value) => setAdd(self, item),
    'discard(self, item, /)': function* (self: PySet, item: Value) {
      yield* finish(setDelete(self, asMember(item)));
    },
    'remove(self, item, /)': function* (self: PySet, item: Value) {
      if (!(yield* finish(setDelete(self, asMember(item))))) throw exc.KeyError(item);
    },
    'pop(self, /)': (self: PySet) => {
      const [first] = self.values();
      if (first === undefined) throw exc.KeyError('pop from an empty set');
      for (const [key, value] of self.members) {
        if (value === first) {
          self.members.delete(key);
          break;
        }
      }
      return first;
    },
    'clear(self, /)': (self: PySet) => {
      self.members.clear();
      self.chains = null;
    },
    'update(self, *others)': combinedInPlace(union),
    'intersection_update(self, *others)': combinedInPlace(intersection),
    'difference_update(self, *others)': combinedInPlace(difference),
    'symmetric_difference_update(self, *others)': combinedInPlace(symmetricDifference),
  },
});

extendType(frozensetType, {
  statics: {
    '__new__(cls, iterable=..., /)': function* (type: PyType, iterable: Value | undefined) {
      const set = new PySet([], type);
      if (iterable !== undefined) for (const item of yield* iterate(iterable)) yield* finish(setAdd(set, item));
      return set;
    },
  },
  methods: {
    ...SET_METHODS,
    '__hash__(self, /)': function* (self: PySet) {
      let hash = 1927868237;
      for (const item of self.members.values()) {
        hash ^= Math.imul(Number(BigInt.asIntN(32, BigInt(yield* finish(hashOf(item))))) ^ 89869747, 3644798167 | 0);
      }
      return hash;
    },
  },
});
