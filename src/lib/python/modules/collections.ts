/** The module `collections`: deque and namedtuple, with what `counters.ts` has. */
import { chainMapType } from './chain-map.ts';
import { NativeProperty } from '../objects/callable.ts';
import { PyContainer, PyList, PyTuple, tupleType } from '../objects/containers.ts';
import { defineClass, defineModule, extendType } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, PyType, plainText, typeName } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { compareValues, equal } from '../operations/comparison.ts';
import type { CompareOperator } from '../operations/comparison.ts';
import { reprItems, reprOf } from '../operations/conversion.ts';
import { iterate } from '../operations/iteration.ts';
import { indexOrNone, resolveIndex, toIndex } from '../operations/slicing.ts';
import { userTypes } from './user-collections.ts';
import { KEYWORDS } from '../syntax/cursor.ts';
import { counterType, defaultdictType, orderedDictType } from './counters.ts';

class Deque extends PyContainer {
  items: Value[] = [];
  most: number | null = null;

  override traverse(visit: Visit): void {
    for (const item of this.items) visit(item);
    this.visitAttributes(visit);
  }

  push(item: Value): void {
    this.items.push(item);
    if (this.most !== null && this.items.length > this.most) this.items.shift();
  }

  unshift(item: Value): void {
    this.items.unshift(item);
    if (this.most !== null && this.items.length > this.most) this.items.pop();
  }
}

/** The place that an index names in a deque, which has no slices. */
function placeIn(deque: Deque, key: Value): number {
  if (indexOrNone(key) === undefined) throw exc.TypeError(`sequence index must be integer, not '${typeName(key)}'`);
  return resolveIndex(toIndex(key), deque.items.length, 'deque index');
}

function walk(self: Deque, backwards: boolean): NativeIterator {
  const size = self.items.length;
  let i = 0;
  return new NativeIterator(
    () => {
      if (self.items.length !== size) throw exc.RuntimeError('deque mutated during iteration');
      return i < size ? self.items[backwards ? size - 1 - i++ : i++] : undefined;
    },
    [self],
    '_collections._deque_iterator',
  );
}

function* place(self: Deque, value: Value): Task<number> {
  for (let i = 0; i < self.items.length; i++) {
    const item = self.items[i]!;
    if (item === value || (yield* finish(equal(item, value)))) return i;
  }
  return -1;
}

/** The deque's items `n` times over, in `into`. */
function repeated(self: Deque, n: Value, into: Deque): Value {
  const count = indexOrNone(n);
  if (count === undefined) return NOT_IMPLEMENTED;
  const { items } = self;
  into.most = self.most;
  into.items = [];
  for (let i = 0; i < count; i++) for (const item of items) into.push(item);
  return into;
}

/** A method that compares deques as lists. */
const ordered = (name: string, operator: CompareOperator) => ({
  [`__${name}__(self, other, /)`]: (self: Deque, other: Value) =>
    other instanceof Deque ? compareValues(operator, new PyList(self.items), new PyList(other.items)) : NOT_IMPLEMENTED,
});

const dequeType: PyType = defineClass({
  name: 'deque',
  module: 'collections',
  allocate: (type) => new Deque(type),
  methods: {
    '__init__(self, iterable=..., maxlen=None)': function* (self: Deque, iterable: Value | undefined, most: Value) {
      self.items = [];
      self.most = most === null ? null : toIndex(most);
      if (self.most !== null && self.most < 0) throw exc.ValueError('maxlen must be non-negative');
      if (iterable !== undefined) for (const item of yield* iterate(iterable)) self.push(item);
    },
    '__len__(self, /)': (self: Deque) => self.items.length,
    '__iter__(self, /)': (self: Deque) => walk(self, false),
    '__reversed__(self, /)': (self: Deque) => walk(self, true),
    '__getitem__(self, key, /)': (self: Deque, key: Value) => self.items[placeIn(self, key)]!,
    '__setitem__(self, key, value, /)': (self: Deque, key: Value, value: Value) => {
      self.items[placeIn(self, key)] = value;
    },
    '__delitem__(self, key, /)': (self: Deque, key: Value) => {
      self.items.splice(placeIn(self, key), 1);
    },
    '__contains__(self, item, /)': function* (self: Deque, item: Value) {
      return (yield* place(self, item)) >= 0;
    },
    '__repr__(self, /)': (self: Deque) =>
      reprItems(self, 'deque([', self.items, self.most === null ? '])' : `], maxlen=${self.most})`),
    '__eq__(self, other, /)': (self: Deque, other: Value) =>
      other instanceof Deque ? compareValues('==', new PyList(self.items), new PyList(other.items)) : NOT_IMPLEMENTED,
    '__add__(self, other, /)': (self: Deque, other: Value) => {
      if (!(other instanceof Deque)) return NOT_IMPLEMENTED;
      const made = new Deque(self.type);
      made.most = self.most;
      for (const item of [...self.items, ...other.items]) made.push(item);
      return made;
    },
    '__iadd__(self, other, /)': function* (self: Deque, other: Value) {
      for (const item of yield* iterate(other)) self.push(item);
      return self;
    },
    '__mul__(self, n, /)': (self: Deque, n: Value) => repeated(self, n, new Deque(self.type)),
    '__rmul__(self, n, /)': (self: Deque, n: Value) => repeated(self, n, new Deque(self.type)),
    '__imul__(self, n, /)': (self: Deque, n: Value) => repeated(self, n, self),
    ...ordered('lt', '<'),
    ...ordered('le', '<='),
    ...ordered('gt', '>'),
    ...ordered('ge', '>='),
    'append(self, item, /)': (self: Deque, item: Value) => self.push(item),
    'appendleft(self, item, /)': (self: Deque, item: Value) => self.unshift(item),
    'pop(self, /)': (self: Deque) => {
      if (self.items.length === 0) throw exc.IndexError('pop from an empty deque');
      return self.items.pop()!;
    },
    'popleft(self, /)': (self: Deque) => {
      if (self.items.length === 0) throw exc.IndexError('pop from an empty deque');
      return self.items.shift()!;
    },
    'extend(self, iterable, /)': function* (self: Deque, iterable: Value) {
      for (const item of yield* iterate(iterable)) self.push(item);
    },
    'extendleft(self, iterable, /)': function* (self: Deque, iterable: Value) {
      for (const item of yield* iterate(iterable)) self.unshift(item);
    },
    'rotate(self, n=1, /)': (self: Deque, n: Value) => {
      const size = self.items.length;
      if (size < 2) return;
      const by = ((toIndex(n) % size) + size) % size;
      self.items = [...self.items.slice(size - by), ...self.items.slice(0, size - by)];
    },
    'clear(self, /)': (self: Deque) => {
      self.items = [];
    },
    'copy(self, /)': (self: Deque) => {
      const made = new Deque(self.type);
      made.items = [...self.items];
      made.most = self.most;
      return made;
    },
    'count(self, value, /)': function* (self: Deque, value: Value) {
      let n = 0;
      for (const item of self.items) if (item === value || (yield* finish(equal(item, value)))) n++;
      return n;
    },
    'index(self, value, /)': function* (self: Deque, value: Value) {
      const at = yield* place(self, value);
      if (at < 0) throw exc.ValueError(`${yield* finish(reprOf(value))} is not in deque`);
      return at;
    },
    'remove(self, value, /)': function* (self: Deque, value: Value) {
      const at = yield* place(self, value);
      if (at < 0) throw exc.ValueError(`${yield* finish(reprOf(value))} is not in deque`);
      self.items.splice(at, 1);
    },
    'reverse(self, /)': (self: Deque) => {
      self.items.reverse();
    },
    'insert(self, index, item, /)': (self: Deque, index: Value, item: Value) => {
      if (self.most !== null && self.items.length >= self.most)
        throw exc.IndexError('deque already at its maximum size');
      self.items.splice(toIndex(index), 0, item);
    },
  },
  properties: { maxlen: (self: Deque) => self.most },
});

/** Gives a class derived from tuple the fields of a named tuple. */
export function defineFields(type: PyType, fields: readonly string[], defaults: readonly Value[]): void {
  const first = fields.length - defaults.length;
  const parameters = fields.map((field, i) => (i < first ? field : `${field}=...`));
  extendType(type, {
    statics: {
      [`__new__(cls, ${parameters.join(', ')})`]: (made: PyType, ...values: (Value | undefined)[]) =>
        new PyTuple(
          values.map((value, i) => (value === undefined ? defaults[i - first]! : value)),
          made,
        ),
    },
    methods: {
      '__repr__(self, /)': function* (self: PyTuple) {
        const parts: string[] = [];
        for (const [i, field] of fields.entries()) parts.push(`${field}=${yield* finish(reprOf(self.items[i]!))}`);
        return `${self.type.name}(${parts.join(', ')})`;
      },
      '_asdict(self, /)': (self: PyTuple) => PyDict.of(fields.map((field, i) => [field, self.items[i]!])),
      '_replace(self, /, **kwds)': (self: PyTuple, changes: Map<string, Value>) => {
        const unknown = [...changes.keys()].filter((name) => !fields.includes(name));
        if (unknown.length > 0)
          throw exc.ValueError(`Got unexpected field names: [${unknown.map((n) => `'${n}'`).join(', ')}]`);
        return new PyTuple(
          fields.map((field, i) => (changes.has(field) ? changes.get(field)! : self.items[i]!)),
          self.type,
        );
      },
    },
    classMethods: {
      '_make(cls, iterable)': function* (made: PyType, iterable: Value) {
        const items = yield* iterate(iterable);
        if (items.length !== fields.length)
          throw exc.TypeError(`Expected ${fields.length} arguments, got ${items.length}`);
        return new PyTuple(items, made);
      },
    },
  });
  const refuse = (): never => {
    throw exc.AttributeError("can't set attribute");
  };
  fields.forEach((field, i) =>
    type.define(field, new NativeProperty(field, (self: PyTuple) => self.items[i]!, refuse, refuse)),
  );
  type.define('_fields', new PyTuple(fields));
  type.define('__match_args__', new PyTuple(fields));
  type.define('_field_defaults', PyDict.of(defaults.map((value, i) => [fields[first + i]!, value])));
}

function* namedtuple(name: Value, names: Value, rename: Value, defaults: Value): Task {
  if (typeof name !== 'string') throw exc.TypeError('Type names must be strings');
  const given =
    typeof names === 'string'
      ? names
          .replace(/,/g, ' ')
          .split(/\s+/)
          .filter((n) => n !== '')
      : yield* iterate(names);
  const seen = new Set<string>();
  const fields = given.map((field, i) => {
    const text = plainText(field);
    const keyword = KEYWORDS.has(text);
    const valid = /^[A-Za-z][A-Za-z0-9_]*$/.test(text) && !keyword && !seen.has(text);
    if (!valid && rename === true) return `_${i}`;
    if (keyword) throw exc.ValueError(`Type names and field names cannot be a keyword: '${text}'`);
    if (seen.has(text)) throw exc.ValueError(`Encountered duplicate field name: '${text}'`);
    if (text.startsWith('_')) throw exc.ValueError(`Field names cannot start with an underscore: '${text}'`);
    if (!valid) throw exc.ValueError(`Type names and field names must be valid identifiers: '${text}'`);
    seen.add(text);
    return text;
  });
  const values = defaults === null ? [] : yield* iterate(defaults);
  if (values.length > fields.length) throw exc.TypeError('Got more default values than field names');
  const type = new PyType({ name, module: '__main__', bases: [tupleType], native: false });
  defineFields(type, fields, values);
  type.define('__doc__', `${name}(${fields.join(', ')})`);
  return type;
}

export const collections = defineModule({
  name: 'collections',
  members: {
    Counter: counterType,
    defaultdict: defaultdictType,
    OrderedDict: orderedDictType,
    deque: dequeType,
    ChainMap: chainMapType,
    ...userTypes,
  },
  functions: {
    'namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)': namedtuple,
  },
});
