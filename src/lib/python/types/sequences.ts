/** list, tuple, range and slice: constructors and methods. */
import {
  listType,
  PyList,
  PyRange,
  PySlice,
  PyTuple,
  rangeType,
  sliceType,
  tuple,
  tupleType,
} from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, PyObject, typeName, plainText } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { containerComparison, equal } from '../operations/comparison.ts';
import { hashOf, reprItems, reprOf } from '../operations/conversion.ts';
import { among, rangeHas, rangeItem } from '../operations/items.ts';
import { iterate, nativeIterator } from '../operations/iteration.ts';
import {
  assignSlice,
  deleteSlice,
  indexOrNone,
  plainIndex,
  resolveIndex,
  sequenceItem,
  sliceBounds,
  toIndex,
} from '../operations/slicing.ts';
import { sortValues } from '../operations/sorting.ts';

type Sequence = PyList | PyTuple;
/** The most items that a sequence may be given at once. */
export const MAX_LENGTH = 2 ** 26;

/** How often `*` repeats a sequence. */
export function repetitions(count: Value, length: number): number | undefined {
  const n = count instanceof PyObject && count.type.lookup('__index__') === undefined ? undefined : indexOrNone(count);
  if (n === undefined) return undefined;
  if (n >= 2n ** 63n || n < -(2n ** 63n)) throw exc.OverflowError("cannot fit 'int' into an index-sized integer");
  // Nothing, however often, is nothing: no loop may count that far.
  const times = length === 0 ? 0 : Math.max(0, Number(n));
  if (times * length > MAX_LENGTH) throw exc.MemoryError();
  return times;
}

function repeated(sequence: Sequence, count: Value): Value[] | null {
  const times = repetitions(count, sequence.items.length);
  if (times === undefined) return null;
  const out: Value[] = [];
  for (let i = 0; i < times; i++) for (const item of sequence.items) out.push(item);
  return out;
}

export function comparisons(): Functions {
  const methods: Record<string, (a: Value, b: Value) => ReturnType<typeof containerComparison> | Value> = {};
  const names = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '==', ne: '!=' } as const;
  for (const [name, operator] of Object.entries(names)) {
    methods[`__${name}__(self, value, /)`] = (a, b) => containerComparison(operator, a, b) ?? NOT_IMPLEMENTED;
  }
  return methods as Functions;
}

function* indexOf(
  sequence: Sequence,
  value: Value,
  start: Value,
  stop: Value,
  message: () => Task<string>,
): Task<number> {
  const bounds = sliceBounds(new PySlice(start, stop, null), sequence.items.length);
  for (let i = bounds.start; i < Math.min(bounds.stop, sequence.items.length); i++) {
    const item = sequence.items[i]!;
    if (item === value || (yield* finish(equal(item, value)))) return i;
  }
  throw exc.ValueError(yield* message());
}

function* count(sequence: Sequence, value: Value): Task<number> {
  let n = 0;
  for (const item of sequence.items) if (item === value || (yield* finish(equal(item, value)))) n++;
  return n;
}

const SHARED: Functions = {
  ...comparisons(),
  '__len__(self, /)': (s: Sequence) => s.items.length,
  '__iter__(self, /)': (s: Sequence) => nativeIterator(s)!,
  '__getitem__(self, key, /)': (s: Sequence, key: Value) => sequenceItem(s, key),
  '__contains__(self, key, /)': (s: Sequence, item: Value) => among(s, item),
  'count(self, value, /)': count,
};

extendType(listType, {
  methods: {
    ...SHARED,
    '__init__(self, iterable=..., /)': function* (self: PyList, iterable: Value | undefined) {
      self.items = iterable === undefined ? [] : yield* iterate(iterable);
    },
    '__repr__(self, /)': (self: PyList) => reprItems(self, '[', self.items, ']'),
    '__add__(self, value, /)': (self: PyList, other: Value) =>
      other instanceof PyList ? new PyList([...self.items, ...other.items]) : NOT_IMPLEMENTED,
    '__iadd__(self, value, /)': function* (self: PyList, other: Value) {
      for (const item of yield* iterate(other)) self.items.push(item);
      return self;
    },
    '__mul__(self, value, /)': (self: PyList, n: Value) => listOr(repeated(self, n)),
    '__rmul__(self, value, /)': (self: PyList, n: Value) => listOr(repeated(self, n)),
    '__imul__(self, value, /)': (self: PyList, n: Value) => {
      const items = repeated(self, n);
      if (items === null) return NOT_IMPLEMENTED;
      self.items = items;
      return self;
    },
    '__setitem__(self, key, value, /)': function* (self: PyList, key: Value, value: Value) {
      if (key instanceof PySlice) {
        if (!(value instanceof PyObject) && typeof value !== 'string')
          throw exc.TypeError('can only assign an iterable');
        assignSlice(self, key, yield* iterate(value));
        return;
      }
      self.items[place(self, key, 'list assignment index')] = value;
    },
    '__delitem__(self, key, /)': (self: PyList, key: Value) => {
      if (key instanceof PySlice) deleteSlice(self, key);
      else self.items.splice(place(self, key, 'list assignment index'), 1);
    },
    '__reversed__(self, /)': (self: PyList) => reversedSequence(self),
    'append(self, object, /)': (self: PyList, item: Value) => {
      self.items.push(item);
    },
    'extend(self, iterable, /)': function* (self: PyList, iterable: Value) {
      for (const item of yield* iterate(iterable)) self.items.push(item);
    },
    'insert(self, index, object, /)': (self: PyList, index: Value, item: Value) => {
      const i = toIndex(index);
      self.items.splice(i < 0 ? Math.max(0, i + self.items.length) : i, 0, item);
    },
    'pop(self, index=-1, /)': (self: PyList, index: Value) => {
      const i = toIndex(index);
      if (self.items.length === 0) throw exc.IndexError('pop from empty list');
      const at = resolveIndex(i, self.items.length, 'pop index');
      return at === self.items.length - 1 ? self.items.pop()! : self.items.splice(at, 1)[0]!;
    },
    'remove(self, value, /)': function* (self: PyList, value: Value) {
      const absent = function* (): Task<string> {
        yield* [];
        return 'list.remove(x): x not in list';
      };
      self.items.splice(yield* indexOf(self, value, null, null, absent), 1);
    },
    'clear(self, /)': (self: PyList) => {
      self.items = [];
    },
    'copy(self, /)': (self: PyList) => new PyList([...self.items]),
    'reverse(self, /)': (self: PyList) => {
      self.items.reverse();
    },
    'index(self, value, start=0, stop=9007199254740991, /)': (self: PyList, value: Value, start: Value, stop: Value) =>
      indexOf(self, value, start, stop, function* () {
        return `${yield* finish(reprOf(value))} is not in list`;
      }),
    'sort(self, *, key=None, reverse=False)': function* (self: PyList, key: Value, reverse: Value) {
      const items = self.items;
      self.items = [];
      try {
        const sorted = yield* sortValues(items, key, reverse);
        if (self.items.length > 0) throw exc.ValueError('list modified during sort');
        self.items = sorted;
      } catch (error) {
        self.items = items;
        throw error;
      }
    },
  },
});

function listOr(items: Value[] | null): Value {
  return items === null ? NOT_IMPLEMENTED : new PyList(items);
}

function place(self: PyList, key: Value, what: string): number {
  const index = indexOrNone(key);
  if (index === undefined) throw exc.TypeError(`list indices must be integers or slices, not ${typeName(key)}`);
  return resolveIndex(index, self.items.length, what);
}

function reversedSequence(self: PyList): NativeIterator {
  let i = self.items.length - 1;
  return new NativeIterator(() => (i >= 0 ? self.items[i--] : undefined), [self], 'list_reverseiterator');
}

extendType(tupleType, {
  statics: {
    '__new__(cls, iterable=..., /)': function* (type: PyType, iterable: Value | undefined) {
      if (iterable instanceof PyTuple && iterable.type === tupleType && type === tupleType) return iterable;
      return new PyTuple(iterable === undefined ? [] : yield* iterate(iterable), type);
    },
  },
  methods: {
    ...SHARED,
    '__hash__(self, /)': (self: PyTuple) => tupleHash(self),
    '__repr__(self, /)': (self: PyTuple) =>
      self.items.length === 1 ? reprItems(self, '(', self.items, ',)') : reprItems(self, '(', self.items, ')'),
    '__add__(self, value, /)': (self: PyTuple, other: Value) =>
      other instanceof PyTuple ? new PyTuple([...self.items, ...other.items]) : NOT_IMPLEMENTED,
    '__mul__(self, value, /)': (self: PyTuple, n: Value) => tupleOr(repeated(self, n)),
    '__rmul__(self, value, /)': (self: PyTuple, n: Value) => tupleOr(repeated(self, n)),
    'index(self, value, start=0, stop=9007199254740991, /)': (self: PyTuple, value: Value, start: Value, stop: Value) =>
      indexOf(self, value, start, stop, function* () {
        yield* [];
        return 'tuple.index(x): x not in tuple';
      }),
  },
});

function tupleOr(items: Value[] | null): Value {
  return items === null ? NOT_IMPLEMENTED : new PyTuple(items);
}

/** A tuple's hash from its items' hashes. */
function* tupleHash(self: PyTuple): Task<number> {
  let hash = 0x345678;
  for (const item of self.items)
    hash = Math.imul(hash ^ Number(BigInt.asIntN(32, BigInt(yield* finish(hashOf(item))))), 1000003);
  return hash + self.items.length;
}

extendType(rangeType, {
  statics: {
    '__new__(cls, start, stop=..., step=..., /)': function* (
      _type: PyType,
      start: Value,
      stop: Value | undefined,
      step: Value | undefined,
    ) {
      const first = toIndex(yield* plainIndex(start));
      if (stop === undefined) return new PyRange(0, first, 1);
      const last = toIndex(yield* plainIndex(stop));
      const by = step === undefined ? 1 : toIndex(yield* plainIndex(step));
      if (by === 0) throw exc.ValueError('range() arg 3 must not be zero');
      return new PyRange(first, last, by);
    },
  },
  methods: {
    ...comparisons(),
    '__len__(self, /)': (self: PyRange) => self.length,
    '__iter__(self, /)': (self: PyRange) => nativeIterator(self)!,
    '__getitem__(self, key, /)': (self: PyRange, key: Value) => rangeItem(self, key),
    '__contains__(self, key, /)': (self: PyRange, item: Value) => rangeHas(self, item),
    '__hash__(self, /)': (self: PyRange) => hashOf(tuple(self.length, self.start, self.step)),
    '__repr__(self, /)': (self: PyRange) =>
      `range(${self.start}, ${self.stop}${self.step === 1 ? '' : `, ${self.step}`})`,
    '__reversed__(self, /)': (self: PyRange) => {
      let i = self.length - 1;
      return new NativeIterator(() => (i >= 0 ? self.at(i--) : undefined), [], 'range_iterator');
    },
    'index(self, value, /)': (self: PyRange, value: Value) => {
      if (!rangeHas(self, value)) throw exc.ValueError(`${plainText(value)} is not in range`);
      return (Number(value) - self.start) / self.step;
    },
    'count(self, value, /)': (self: PyRange, value: Value) => (rangeHas(self, value) ? 1 : 0),
  },
  properties: {
    start: (self: PyRange) => self.start,
    stop: (self: PyRange) => self.stop,
    step: (self: PyRange) => self.step,
  },
});

extendType(sliceType, {
  statics: {
    '__new__(cls, start, stop=..., step=None, /)': (
      _type: PyType,
      start: Value,
      stop: Value | undefined,
      step: Value,
    ) => (stop === undefined ? new PySlice(null, start, null) : new PySlice(start, stop, step)),
  },
  methods: {
    ...comparisons(),
    '__repr__(self, /)': (self: PySlice) => reprItems(self, 'slice(', [self.start, self.stop, self.step], ')'),
    'indices(self, length, /)': (self: PySlice, length: Value) => {
      const { start, stop, step } = sliceBounds(self, toIndex(length));
      return tuple(start, stop, step);
    },
  },
  properties: {
    start: (self: PySlice) => self.start,
    stop: (self: PySlice) => self.stop,
    step: (self: PySlice) => self.step,
  },
});
