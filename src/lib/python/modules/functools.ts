/** The module `functools`. */
import { BoundMethod, PyFunction } from '../objects/callable.ts';
import { PyTuple } from '../objects/containers.ts';
import { defineClass, defineModule, nativeFunction } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { NOT_IMPLEMENTED, PyInstance, PyType, plainText } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { bind, getAttributeOr, setAttribute } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { reprOf, truthOf } from '../operations/conversion.ts';
import { dictGet, dictSet } from '../operations/dicts.ts';

import { Dispatcher, dispatcherType, dispatchMethodType } from './dispatch.ts';
import { iteratorsOf, nextOf } from './iterators.ts';

class Partial extends PyInstance {
  callee: Value = null;
  args: readonly Value[] = [];
  keywords: ReadonlyMap<string, Value> = new Map();

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.callee);
    for (const value of [...this.args, ...this.keywords.values()]) visit(value);
  }
}

const partialType = defineClass({
  name: 'partial',
  module: 'functools',
  allocate: (type) => new Partial(type),
  methods: {
    '__init__(self, func, /, *args, **keywords)': (
      self: Partial,
      callee: Value,
      args: Value[],
      keywords: Map<string, Value>,
    ) => {
      self.callee = callee;
      self.args = args;
      self.keywords = keywords;
    },
    '__call__(self, /, *args, **keywords)': (self: Partial, args: Value[], keywords: Map<string, Value>) =>
      invoke(self.callee, [...self.args, ...args], new Map([...self.keywords, ...keywords])),
    '__repr__(self, /)': function* (self: Partial) {
      const parts = [yield* finish(reprOf(self.callee))];
      for (const value of self.args) parts.push(yield* finish(reprOf(value)));
      for (const [name, value] of self.keywords) parts.push(`${name}=${yield* finish(reprOf(value))}`);
      return `functools.partial(${parts.join(', ')})`;
    },
  },
  properties: {
    func: (self: Partial) => self.callee,
    args: (self: Partial) => new PyTuple(self.args),
    keywords: (self: Partial) => PyDict.of(self.keywords),
  },
});

const COPIED = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__'];

function* updateWrapper(wrapper: Value, wrapped: Value): Task {
  for (const name of COPIED) {
    const value = yield* getAttributeOr(wrapped, name, undefined);
    if (value !== undefined) yield* finish(setAttribute(wrapper, name, value));
  }
  if (wrapper instanceof PyFunction && wrapped instanceof PyFunction && wrapped.attributes !== null) {
    for (const [name, value] of wrapped.attributes) (wrapper.attributes ??= new Map()).set(name, value);
  }
  yield* finish(setAttribute(wrapper, '__wrapped__', wrapped));
  return wrapper;
}

class Cached extends PyInstance {
  callee: Value = null;
  most: number | null = null;
  readonly results = new PyDict();
  hits = 0;
  misses = 0;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.callee);
    visit(this.results);
  }
}

const cacheInfoType = defineClass({ name: 'CacheInfo', module: 'functools' });

const cachedType = defineClass({
  name: '_lru_cache_wrapper',
  module: 'functools',
  allocate: null,
  methods: {
    '__call__(self, /, *args, **kwargs)': function* (self: Cached, args: Value[], kwargs: Map<string, Value>) {
      const named = [...kwargs].flatMap(([name, value]) => [name, value]);
      const key = new PyTuple(named.length === 0 ? args : [new PyTuple(args), new PyTuple(named)]);
      const known = yield* finish(dictGet(self.results, key));
      if (known !== undefined) {
        self.hits++;
        // The one used last is the last to go.
        if (self.most !== null) {
          self.results.delete(key);
          yield* finish(dictSet(self.results, key, known));
        }
        return known;
      }
      self.misses++;
      const result = yield* call(self.callee, args, kwargs.size === 0 ? null : kwargs);
      if (self.most === 0) return result;
      if (self.most !== null && self.results.size >= self.most) {
        const [oldest] = self.results.entries_.keys();
        self.results.entries_.delete(oldest!);
      }
      yield* finish(dictSet(self.results, key, result));
      return result;
    },
    '__get__(self, instance, owner=None, /)': (self: Cached, instance: Value) =>
      instance === null ? self : new BoundMethod(self, instance),
    '__repr__(self, /)': function* (self: Cached) {
      return `<functools._lru_cache_wrapper object of ${yield* finish(reprOf(self.callee))}>`;
    },
    'cache_clear(self, /)': (self: Cached) => {
      self.results.clear();
      self.hits = self.misses = 0;
    },
    'cache_parameters(self, /)': (self: Cached) =>
      PyDict.of([
        ['maxsize', self.most],
        ['typed', false],
      ]),
    'cache_info(self, /)': (self: Cached) => {
      const info = new PyInstance(cacheInfoType);
      const values = { hits: self.hits, misses: self.misses, maxsize: self.most, currsize: self.results.size };
      for (const [name, value] of Object.entries(values)) info.dict.set(name, value);
      return info;
    },
  },
});
cacheInfoType.define(
  '__repr__',
  nativeFunction(
    '__repr__(self, /)',
    (self: PyInstance) => {
      const shown = [...self.dict].map(([name, value]) => `${name}=${value === null ? 'None' : plainText(value)}`);
      return `CacheInfo(${shown.join(', ')})`;
    },
    { qualifier: 'CacheInfo', method: true },
  ),
);

function* cached(callee: Value, most: number | null): Task {
  const made = new Cached(cachedType);
  made.callee = callee;
  made.most = most;
  return yield* updateWrapper(made, callee);
}

class CachedProperty extends PyInstance {
  callee: Value = null;
  name = '';
}

const cachedPropertyType = defineClass({
  name: 'cached_property',
  module: 'functools',
  allocate: (type) => new CachedProperty(type),
  methods: {
    '__init__(self, func, /)': (self: CachedProperty, callee: Value) => {
      self.callee = callee;
    },
    '__set_name__(self, owner, name, /)': (self: CachedProperty, _owner: Value, name: string) => {
      self.name = name;
    },
    '__get__(self, instance, owner=None, /)': function* (self: CachedProperty, instance: Value) {
      if (!(instance instanceof PyInstance)) return self;
      const known = instance.dict.get(self.name);
      if (known !== undefined) return known;
      const value = yield* call(self.callee, [instance]);
      instance.dict.set(self.name, value);
      return value;
    },
  },
});

/** `partialmethod`: a method with some arguments given already. */
const partialMethodType = defineClass({
  name: 'partialmethod',
  module: 'functools',
  allocate: (type) => new Partial(type),
  methods: {
    '__init__(self, func, /, *args, **keywords)': (
      self: Partial,
      callee: Value,
      args: Value[],
      keywords: Map<string, Value>,
    ) => {
      self.callee = callee;
      self.args = args;
      self.keywords = keywords;
    },
    '__get__(self, instance, owner=None, /)': (self: Partial, instance: Value, owner: Value) =>
      nativeFunction('_method(*args, **keywords)', function* (args: Value[], keywords: Map<string, Value>) {
        const bound = yield* finish(bind(self.callee, instance ?? undefined, owner as PyType));
        return yield* call(bound ?? null, [...self.args, ...args], new Map([...self.keywords, ...keywords]));
      }),
  },
});

/** The comparison that `total_ordering` makes of another one. */
const FROM_LESS: Readonly<Record<string, (less: boolean, same: boolean) => boolean>> = {
  __lt__: (less) => less,
  __gt__: (less, same) => !less && !same,
  __le__: (less, same) => less || same,
  __ge__: (less) => !less,
};
const TO_LESS: Readonly<Record<string, (result: boolean, same: boolean) => boolean>> = {
  __lt__: (r) => r,
  __le__: (r, same) => r && !same,
  __gt__: (r, same) => !r && !same,
  __ge__: (r) => !r,
};

function totalOrdering(type: Value): Value {
  if (!(type instanceof PyType)) throw exc.TypeError('total_ordering must be applied to a class');
  const root = Object.keys(TO_LESS).find((name) => type.mro.some((t) => t.dict.has(name) && t.name !== 'object'));
  if (root === undefined) throw exc.ValueError('must define at least one ordering operation: < > <= >=');
  for (const name of Object.keys(FROM_LESS)) {
    if (type.mro.some((t) => t.dict.has(name) && t.name !== 'object')) continue;
    const compare = function* (self: Value, other: Value): Task {
      const result = yield* finish(invoke(type.lookup(root)!, [self, other], null));
      if (result === NOT_IMPLEMENTED) return result;
      const same = yield* finish(truthOf(yield* finish(invoke(type.lookup('__eq__')!, [self, other], null))));
      const less = TO_LESS[root]!(yield* finish(truthOf(result)), same);
      return FROM_LESS[name]!(less, same);
    };
    type.define(name, nativeFunction(`${name}(self, other, /)`, compare, { qualifier: type.name, method: true }));
  }
  return type;
}

class SortKey extends PyInstance {
  value: Value = null;
  compare: Value = null;
}

const sortKeyType = defineClass({
  name: 'K',
  module: 'functools',
  allocate: null,
  methods: {
    '__lt__(self, other, /)': function* (self: SortKey, other: SortKey) {
      const order = yield* call(self.compare, [self.value, other.value]);
      return (order as number) < 0;
    },
  },
});

export const functools = defineModule({
  name: 'functools',
  members: {
    partial: partialType,
    partialmethod: partialMethodType,
    cached_property: cachedPropertyType,
    singledispatchmethod: dispatchMethodType,
  },
  functions: {
    'reduce(function, iterable, initial=..., /)': function* (
      callee: Value,
      iterable: Value,
      initial: Value | undefined,
    ) {
      const [iterator] = yield* iteratorsOf([iterable]);
      let total = initial ?? (initial === undefined ? yield* nextOf(iterator!) : initial);
      if (total === undefined) throw exc.TypeError('reduce() of empty iterable with no initial value');
      for (;;) {
        const item = yield* nextOf(iterator!);
        if (item === undefined) return total;
        total = yield* call(callee, [total, item]);
      }
    },
    'wraps(wrapped, assigned=None, updated=None)': (wrapped: Value) =>
      nativeFunction('wraps(wrapper, /)', (wrapper: Value) => updateWrapper(wrapper, wrapped)),
    'update_wrapper(wrapper, wrapped)': updateWrapper,
    'lru_cache(maxsize=128, typed=False)': (most: Value) => {
      if (most === null || typeof most === 'number') {
        return nativeFunction('lru_cache(function, /)', (callee: Value) => cached(callee, most));
      }
      return cached(most, 128);
    },
    'cache(user_function, /)': (callee: Value) => cached(callee, null),
    'total_ordering(cls)': totalOrdering,
    'cmp_to_key(mycmp)': (compare: Value) =>
      nativeFunction('key(value, /)', (value: Value) => {
        const key = new SortKey(sortKeyType);
        key.value = value;
        key.compare = compare;
        return key;
      }),
    'singledispatch(func)': (callee: Value) => {
      const made = new Dispatcher(dispatcherType);
      made.fallback = callee;
      return made;
    },
  },
});
