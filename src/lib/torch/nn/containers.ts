/** Modules that hold modules. */
import {
  callMethod, defineClass, exc, NativeIterator, PyDict, PySlice, sliceBounds, toInt, typeName, typeOf, type PyType, type Task, type Value,
} from '../../python/bind.ts'; // prettier-ignore
import { ModuleObject, moduleType } from './module.ts';

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
    numbered(part, Array.from({ length }, (_, i) => children[start + i * step]!));
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
  'append(self, module)': (self: ModuleObject, module: Value) => {
    self.children.set(String(self.children.size), asModule(module));
    return self;
  },
};

export const sequentialType: PyType = defineClass({
  name: 'Sequential',
  module: 'torch.nn.modules.container',
  bases: [moduleType],
  methods: {
    '__init__(self, *args)': (self: ModuleObject, args: Value[]) => {
      self.ready = true;
      const [first] = args;
      if (args.length === 1 && first instanceof PyDict) {
        for (const [name, module] of first.entries()) self.children.set(String(name), asModule(module));
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
