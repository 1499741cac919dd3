/** What classes derived from `collections.abc`'s get from them: the methods that follow from a few of their own. */
import { PyTuple, tuple } from '../objects/containers.ts';
import { defineClass, nativeFunction } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc, exceptionTypes, isPythonError } from '../objects/exceptions.ts';
import { NativeIterator } from '../objects/iterator.ts';
import { NOT_IMPLEMENTED, PyInstance, typeOf } from '../objects/object.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { markAbstract } from '../operations/classes.ts';
import { equal } from '../operations/comparison.ts';
import { lengthOf, reprOf } from '../operations/conversion.ts';
import { contains, deleteItemOf, getItemOf, setItemOf } from '../operations/items.ts';
import { iterate } from '../operations/iteration.ts';
import { callMethod } from '../operations/methods.ts';
import { updateDict } from '../types/mappings.ts';

/** `self[key]`; undefined where that raises the error. */
function* itemOr(self: Value, key: Value, error: PyType): Task<Value | undefined> {
  try {
    return yield* finish(getItemOf(self, key));
  } catch (caught) {
    if (isPythonError(caught, error)) return undefined;
    throw caught;
  }
}

/** A class of `collections.abc` to derive from; `abstract`: what a derived class has to define. */
function mixin(name: string, abstract: readonly string[], methods: Functions, bases?: readonly PyType[]): PyType {
  const type = defineClass({
    name,
    module: 'collections.abc',
    ...(bases === undefined ? {} : { bases }),
    methods,
  });
  for (const method of abstract) {
    const parameters = `${method}(self, /, *args)`;
    type.define(method, markAbstract(nativeFunction(parameters, () => null, { qualifier: name, method: true })));
  }
  return type;
}

/** The keys, values or items of a mapping of the program, as they are now and later. */
class View extends PyInstance {
  readonly mapping: Value;

  constructor(type: PyType, mapping: Value) {
    super(type);
    this.mapping = mapping;
  }

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.mapping);
  }
}

function viewType(name: string, item: (mapping: Value, key: Value) => Task): PyType {
  return defineClass({
    name,
    module: 'collections.abc',
    allocate: null,
    methods: {
      '__len__(self)': (self: View) => lengthOf(self.mapping),
      '__iter__(self)': function* (self: View): Task {
        const items: Value[] = [];
        for (const key of yield* iterate(self.mapping)) items.push(yield* item(self.mapping, key));
        return NativeIterator.over(items, [self], 'generator');
      },
      '__contains__(self, value)': function* (self: View, value: Value): Task {
        for (const key of yield* iterate(self.mapping)) {
          if (yield* finish(equal(yield* item(self.mapping, key), value))) return true;
        }
        return false;
      },
      '__repr__(self)': function* (self: View): Task {
        return `${name}(${yield* finish(reprOf(self.mapping))})`;
      },
    },
  });
}

const keysView = viewType('KeysView', function* (_mapping, key) {
  yield* [];
  return key;
});
const valuesView = viewType('ValuesView', function* (mapping, key) {
  return yield* finish(getItemOf(mapping, key));
});
const itemsView = viewType('ItemsView', function* (mapping, key) {
  return tuple(key, yield* finish(getItemOf(mapping, key)));
});

function* asDict(mapping: Value): Task<PyDict> {
  const dict = new PyDict();
  yield* updateDict(dict, mapping, new Map());
  return dict;
}

const mapping = mixin('Mapping', ['__getitem__', '__iter__', '__len__'], {
  '__contains__(self, key)': function* (self: Value, key: Value): Task {
    return (yield* itemOr(self, key, exceptionTypes.KeyError)) !== undefined;
  },
  'get(self, key, default=None)': function* (self: Value, key: Value, otherwise: Value): Task {
    const found = yield* itemOr(self, key, exceptionTypes.KeyError);
    return found === undefined ? otherwise : found;
  },
  'keys(self)': (self: Value) => new View(keysView, self),
  'values(self)': (self: Value) => new View(valuesView, self),
  'items(self)': (self: Value) => new View(itemsView, self),
  '__eq__(self, other)': function* (self: Value, other: Value): Task {
    if (!(other instanceof PyDict) && !typeOf(other).isSubtypeOf(mapping)) return NOT_IMPLEMENTED;
    return yield* finish(equal(yield* asDict(self), yield* asDict(other)));
  },
});

const mutableMapping = mixin(
  'MutableMapping',
  ['__getitem__', '__setitem__', '__delitem__', '__iter__', '__len__'],
  {
    'pop(self, key, default=...)': function* (self: Value, key: Value, otherwise: Value | undefined): Task {
      const found = yield* itemOr(self, key, exceptionTypes.KeyError);
      if (found === undefined) {
        if (otherwise === undefined) throw exc.KeyError(key);
        return otherwise;
      }
      yield* finish(deleteItemOf(self, key));
      return found;
    },
    'popitem(self)': function* (self: Value): Task {
      const [key] = yield* iterate(self);
      if (key === undefined) throw exc.KeyError();
      const value = yield* finish(getItemOf(self, key));
      yield* finish(deleteItemOf(self, key));
      return tuple(key, value);
    },
    'clear(self)': function* (self: Value): Task {
      for (const key of [...(yield* iterate(self))]) yield* finish(deleteItemOf(self, key));
      return null;
    },
    'update(self, other=(), /, **kwds)': function* (self: Value, other: Value, kwargs: Map<string, Value>): Task {
      const changes = new PyDict();
      yield* updateDict(changes, other, kwargs);
      for (const [key, value] of changes.entries()) yield* finish(setItemOf(self, key, value));
      return null;
    },
    'setdefault(self, key, default=None)': function* (self: Value, key: Value, otherwise: Value): Task {
      const found = yield* itemOr(self, key, exceptionTypes.KeyError);
      if (found !== undefined) return found;
      yield* finish(setItemOf(self, key, otherwise));
      return otherwise;
    },
  },
  [mapping],
);

/** The items of a sequence that knows its items by number alone. */
function* itemsOf(self: Value): Task<Value[]> {
  const items: Value[] = [];
  for (let i = 0; ; i++) {
    const item = yield* itemOr(self, i, exceptionTypes.IndexError);
    if (item === undefined) return items;
    items.push(item);
  }
}

function* place(self: Value, value: Value): Task<number> {
  const items = yield* iterate(self);
  for (let i = 0; i < items.length; i++) {
    if (items[i] === value || (yield* finish(equal(items[i]!, value)))) return i;
  }
  return -1;
}

const sequence = mixin('Sequence', ['__getitem__', '__len__'], {
  '__iter__(self)': function* (self: Value): Task {
    return NativeIterator.over(yield* itemsOf(self), [self], 'generator');
  },
  '__contains__(self, value)': function* (self: Value, value: Value): Task {
    return (yield* place(self, value)) >= 0;
  },
  '__reversed__(self)': function* (self: Value): Task {
    return NativeIterator.over((yield* itemsOf(self)).reverse(), [self], 'generator');
  },
  'index(self, value)': function* (self: Value, value: Value): Task {
    const at = yield* place(self, value);
    if (at < 0) throw exc.ValueError();
    return at;
  },
  'count(self, value)': function* (self: Value, value: Value): Task {
    let n = 0;
    for (const item of yield* iterate(self)) if (item === value || (yield* finish(equal(item, value)))) n++;
    return n;
  },
});

const mutableSequence = mixin(
  'MutableSequence',
  ['__getitem__', '__setitem__', '__delitem__', '__len__', 'insert'],
  {
    'append(self, value)': function* (self: Value, value: Value): Task {
      return yield* callMethod(self, 'insert', [yield* finish(lengthOf(self)), value]);
    },
    'extend(self, values)': function* (self: Value, values: Value): Task {
      for (const value of [...(yield* iterate(values))]) yield* callMethod(self, 'append', [value]);
      return null;
    },
    'clear(self)': function* (self: Value): Task {
      while ((yield* finish(lengthOf(self))) > 0) yield* callMethod(self, 'pop');
      return null;
    },
    'reverse(self)': function* (self: Value): Task {
      const items = [...(yield* iterate(self))].reverse();
      for (const [i, item] of items.entries()) yield* finish(setItemOf(self, i, item));
      return null;
    },
    'pop(self, index=-1)': function* (self: Value, index: Value): Task {
      const value = yield* finish(getItemOf(self, index));
      yield* finish(deleteItemOf(self, index));
      return value;
    },
    'remove(self, value)': function* (self: Value, value: Value): Task {
      yield* finish(deleteItemOf(self, yield* callMethod(self, 'index', [value])));
      return null;
    },
    '__iadd__(self, values)': function* (self: Value, values: Value): Task {
      yield* callMethod(self, 'extend', [values]);
      return self;
    },
  },
  [sequence],
);

/** A set of the same class, or what its `_from_iterable` makes. */
function* setOf(self: Value, items: readonly Value[]): Task {
  const make = yield* getAttributeOr(typeOf(self), '_from_iterable', typeOf(self));
  return yield* call(make, [new PyTuple(items)]);
}

function* filtered(items: readonly Value[], other: Value, wanted: boolean): Task<Value[]> {
  const kept: Value[] = [];
  for (const item of items) if ((yield* finish(contains(other, item))) === wanted) kept.push(item);
  return kept;
}

/** Whether all that `a` has is in `b`. */
function* within(a: Value, b: Value): Task<boolean> {
  return (yield* filtered(yield* iterate(a), b, false)).length === 0;
}

const set = mixin('Set', ['__contains__', '__iter__', '__len__'], {
  '__and__(self, other)': function* (self: Value, other: Value): Task {
    return yield* setOf(self, yield* filtered(yield* iterate(other), self, true));
  },
  '__or__(self, other)': function* (self: Value, other: Value): Task {
    return yield* setOf(self, [...(yield* iterate(self)), ...(yield* iterate(other))]);
  },
  '__sub__(self, other)': function* (self: Value, other: Value): Task {
    return yield* setOf(self, yield* filtered(yield* iterate(self), other, false));
  },
  '__xor__(self, other)': function* (self: Value, other: Value): Task {
    const own = yield* filtered(yield* iterate(self), other, false);
    return yield* setOf(self, [...own, ...(yield* filtered(yield* iterate(other), self, false))]);
  },
  '__le__(self, other)': within,
  '__ge__(self, other)': (self: Value, other: Value) => within(other, self),
  '__eq__(self, other)': function* (self: Value, other: Value): Task {
    return (yield* within(self, other)) && (yield* within(other, self));
  },
  'isdisjoint(self, other)': function* (self: Value, other: Value): Task {
    return (yield* filtered(yield* iterate(other), self, true)).length === 0;
  },
});
/** Classes to derive from, by the name in `collections.abc`. */
export const MIXINS: Readonly<Record<string, PyType>> = {
  Mapping: mapping,
  MutableMapping: mutableMapping,
  Sequence: sequence,
  MutableSequence: mutableSequence,
  Set: set,
  Iterable: mixin('Iterable', ['__iter__'], {}),
  Iterator: mixin('Iterator', ['__next__'], { '__iter__(self)': (self: Value) => self }),
  Sized: mixin('Sized', ['__len__'], {}),
  Container: mixin('Container', ['__contains__'], {}),
  Collection: mixin('Collection', ['__contains__', '__iter__', '__len__'], {}),
  Callable: mixin('Callable', ['__call__'], {}),
  Hashable: mixin('Hashable', ['__hash__'], {}),
};
