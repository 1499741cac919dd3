/** set and frozenset: constructors and methods. */
import { extendType } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { frozensetType, PySet, setType } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { NOT_IMPLEMENTED, typeName } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { hashOf, reprItems } from '../operations/conversion.ts';
import { setAdd, setDelete, setHas } from '../operations/dicts.ts';
import { iterate, nativeIterator } from '../operations/iteration.ts';
import { comparisons } from './sequences.ts';
import {
  asSet,
  difference,
  intersection,
  relation,
  setOperators,
  symmetricDifference,
  union,
} from './set-operators.ts';
import type { Combine } from './set-operators.ts';

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
