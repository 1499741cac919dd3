/** Modules that hold modules. */
import {
  callMethod, defineClass, exc, iterate, NativeIterator, PyDict, PySlice, sliceBounds, toInt, typeName, typeOf, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { wording } from '../arguments.ts';
import { ModuleObject, moduleType } from './module.ts';
import { orderedDict } from './state-dict.ts';

function asModule(value: Value): ModuleObject {
  if (value instanceof ModuleObject) return value;
  throw exc.TypeError(`${typeName(value)} is not a Module subclass`);
}

/** The child at a place counted from either end. Throws IndexError. */
function nameAt(self: ModuleObject, index: Value): string {
  const at = toInt(index, 'index');
  const n = self.children.size;
  if (at < -n || at >= n) throw exc.IndexError(`index ${at} is out of range`);
  return [...self.children.keys()][at < 0 ? at + n : at]!;
}

const numbered = (self: ModuleObject, modules: readonly Value[]): void => {
  self.children.clear();
  modules.forEach((module, i) => self.children.set(String(i), asModule(module)));
};

const listMethods = {
  '__len__(self)': (self: ModuleObject) => self.children.size,
  '__getitem__(self, index, /)': (self: ModuleObject, index: Value) => {
    if (!(index instanceof PySlice)) return self.children.get(nameAt(self, index)) ?? null;
    const part = new ModuleObject(typeOf(self));
    part.ready = true;
    const { start, step, length } = sliceBounds(index, self.children.size);
    const children = [...self.children.values()];
    numbered(
      part,
      Array.from({ length }, (_, i) => children[start + i * step]!),
    );
    return part;
  },
  '__setitem__(self, index, module, /)': (self: ModuleObject, index: Value, module: Value) => {
    self.children.set(nameAt(self, index), asModule(module));
    return null;
  },
  '__delitem__(self, index, /)': (self: ModuleObject, index: Value) => {
    const name = nameAt(self, index);
    numbered(self, [...self.children].filter(([key]) => key !== name).map(([, child]) => child)); // prettier-ignore
    return null;
  },
  '__iter__(self)': (self: ModuleObject) => NativeIterator.over([...self.children.values()], [self]),
  'extend(self, modules)': function* (self: ModuleObject, modules: Value): Task {
    numbered(self, [...self.children.values(), ...(yield* iterate(modules))]);
    return self;
  },
  'insert(self, index, module)': (self: ModuleObject, index: Value, module: Value) => {
    const children: Value[] = [...self.children.values()];
    children.splice(toInt(index, 'index'), 0, asModule(module));
    numbered(self, children);
    return typeOf(self).name === 'ModuleList' ? null : self;
  },
  'pop(self, key=-1)': (self: ModuleObject, index: Value) => {
    const name = nameAt(self, index);
    const module = self.children.get(name)!;
    numbered(self, [...self.children].filter(([key]) => key !== name).map(([, child]) => child)); // prettier-ignore
    return module;
  },
  'append(self, module)': (self: ModuleObject, module: Value) => {
    self.children.set(String(self.children.size), asModule(module));
    return self;
  },
};

/** `ModuleList(modules)`: a list whose modules are registered. */
export const moduleListType: PyType = defineClass({
  name: 'ModuleList',
  module: 'torch.nn.modules.container',
  bases: [moduleType],
  methods: {
    '__init__(self, modules=None)': function* (self: ModuleObject, modules: Value): Task {
      self.ready = true;
      if (modules !== null) numbered(self, yield* iterate(modules));
      return null;
    },
    ...listMethods,
  },
});

/** The children as an OrderedDict's view shows them. */
function* viewOf(self: ModuleObject, kind: 'keys' | 'values' | 'items'): Task {
  const children = yield* orderedDict();
  for (const [name, child] of self.children) children.set(name, child);
  return yield* callMethod(children, kind);
}

/** `ModuleDict(modules)`: modules by name. */
export const moduleDictType: PyType = defineClass({
  name: 'ModuleDict',
  module: 'torch.nn.modules.container',
  bases: [moduleType],
  methods: {
    '__init__(self, modules=None)': (self: ModuleObject, modules: Value) => {
      self.ready = true;
      if (modules instanceof PyDict) {
        for (const [name, module] of modules.entries()) self.children.set(wording(name), asModule(module));
      }
      return null;
    },
    '__getitem__(self, key, /)': (self: ModuleObject, key: Value) => {
      const child = self.children.get(wording(key));
      if (child === undefined) throw exc.KeyError(key);
      return child;
    },
    '__setitem__(self, key, module, /)': (self: ModuleObject, key: Value, module: Value) => {
      self.children.set(wording(key), asModule(module));
      return null;
    },
    '__delitem__(self, key, /)': (self: ModuleObject, key: Value) => {
      if (!self.children.delete(wording(key))) throw exc.KeyError(key);
      return null;
    },
    'pop(self, key)': (self: ModuleObject, key: Value) => {
      const child = self.children.get(wording(key));
      if (child === undefined) throw exc.KeyError(key);
      self.children.delete(wording(key));
      return child;
    },
    'clear(self)': (self: ModuleObject) => {
      self.children.clear();
      return null;
    },
    'update(self, modules)': (self: ModuleObject, modules: Value) => {
      const entries =
        modules instanceof PyDict
          ? [...modules.entries()]
          : modules instanceof ModuleObject
            ? [...modules.children]
            : null;
      if (entries === null)
        throw exc.TypeError(
          `ModuleDict.update should be called with an iterable of key/value pairs, but got ${typeName(modules)}`,
        );
      for (const [name, module] of entries) self.children.set(wording(name), asModule(module));
      return null;
    },
    '__len__(self)': (self: ModuleObject) => self.children.size,
    '__contains__(self, key, /)': (self: ModuleObject, key: Value) => self.children.has(wording(key)),
    '__iter__(self)': (self: ModuleObject) => NativeIterator.over([...self.children.keys()], [self]),
    'keys(self)': (self: ModuleObject) => viewOf(self, 'keys'),
    'values(self)': (self: ModuleObject) => viewOf(self, 'values'),
    'items(self)': (self: ModuleObject) => viewOf(self, 'items'),
  },
});

export const sequentialType: PyType = defineClass({
  name: 'Sequential',
  module: 'torch.nn.modules.container',
  bases: [moduleType],
  methods: {
    '__init__(self, *args)': (self: ModuleObject, args: Value[]) => {
      self.ready = true;
      const [first] = args;
      if (args.length === 1 && first instanceof PyDict) {
        for (const [name, module] of first.entries()) self.children.set(wording(name), asModule(module));
      } else {
        numbered(self, args);
      }
      return null;
    },
    'forward(self, input)': function* (self: ModuleObject, input: Value): Task {
      let x = input;
      for (const child of self.children.values()) x = yield* callMethod(child, '__call__', [x]);
      return x;
    },
    ...listMethods,
  },
});
