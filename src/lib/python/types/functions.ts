/** Functions, methods and descriptors: their methods and attributes. */
import {
  BoundMethod,
  builtinFunctionType,
  cellType,
  classmethodType,
  functionType,
  methodType,
  MethodWrapper,
  NativeFunction,
  PyFunction,
  PyProperty,
  propertyType,
  staticmethodType,
} from '../objects/callable.ts';
import type { Cell } from '../objects/callable.ts';
import { PyTuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { PyObject, PyType, typeName, plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import type { PySuper } from '../objects/super.ts';
import { superType } from '../objects/super.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { findAttribute } from '../operations/attributes.ts';
import { invoke } from '../operations/call.ts';
import { address, reprOf } from '../operations/conversion.ts';
import { makeSuper } from '../vm/super.ts';
import { codeOf } from './codes.ts';
import { dictOf, LiveDict } from './object.ts';

const functionAttributes = {
  __name__: {
    get: (self: PyFunction) => self.name,
    set: (self: PyFunction, value: Value) => {
      self.name = plainText(value);
    },
  },
  __qualname__: {
    get: (self: PyFunction) => self.qualname,
    set: (self: PyFunction, value: Value) => {
      self.qualname = plainText(value);
    },
  },
  __doc__: {
    get: (self: PyFunction) => self.doc,
    set: (self: PyFunction, value: Value) => {
      self.doc = value;
    },
  },
  __module__: { get: () => '__main__', set: () => null },
  __defaults__: (self: PyFunction) => (self.defaults.length === 0 ? null : new PyTuple(self.defaults)),
  __kwdefaults__: (self: PyFunction) => (self.keywordDefaults === null ? null : PyDict.of(self.keywordDefaults)),
  __annotations__: {
    get: (self: PyFunction) => (self.annotations ??= new PyDict()),
    set: (self: PyFunction, value: Value) => {
      if (value !== null && !(value instanceof PyDict)) {
        throw exc.TypeError('__annotations__ must be set to a dict object');
      }
      self.annotations = value;
    },
  },
  __dict__: (self: PyFunction) => new LiveDict((self.attributes ??= new Map<string, Value>())),
  __globals__: (self: PyFunction) => dictOf(self.globals),
  __code__: (self: PyFunction) => codeOf(self.code),
  __closure__: (self: PyFunction) => (self.closure.length === 0 ? null : new PyTuple(self.closure)),
};

extendType(functionType, {
  methods: {
    '__repr__(self, /)': (self: PyFunction) => `<function ${self.qualname} at ${address(self)}>`,
    '__call__(self, /, *args, **kwargs)': (self: PyFunction, args: Value[], kwargs: Map<string, Value>) =>
      invoke(self, args, kwargs),
    '__get__(self, instance, owner=None, /)': (self: PyFunction, instance: Value) =>
      instance === null ? self : new BoundMethod(self, instance),
  },
  properties: functionAttributes,
});

extendType(cellType, {
  methods: {
    '__repr__(self, /)': (self: Cell) => {
      const { value } = self;
      // A number or a text is no object here and has no place of its own: the cell's stands for it.
      const held =
        value === undefined
          ? 'empty'
          : `${typeName(value)} object at ${address(value instanceof PyObject ? value : self)}`;
      return `<cell at ${address(self)}: ${held}>`;
    },
  },
  properties: {
    cell_contents: {
      get: (self: Cell) => {
        if (self.value === undefined) throw exc.ValueError('Cell is empty');
        return self.value;
      },
      set: (self: Cell, value: Value) => {
        self.value = value;
      },
    },
  },
});

const shortName = (f: NativeFunction): string => f.signature.name.slice(f.signature.name.lastIndexOf('.') + 1);

function methodAttribute(self: BoundMethod, name: string): Value | Task<Value> {
  const found = findAttribute(self.callee, name);
  return isTask(found) ? (found as Task<Value>) : (found ?? null);
}

const boundAttributes = {
  __self__: (self: Value) => (self instanceof BoundMethod ? self.self : null),
  __func__: (self: Value) => (self instanceof BoundMethod ? self.callee : null),
  __name__: (self: Value) =>
    self instanceof NativeFunction ? shortName(self) : methodAttribute(self as BoundMethod, '__name__'),
  __qualname__: (self: Value) =>
    self instanceof NativeFunction ? self.signature.name : methodAttribute(self as BoundMethod, '__qualname__'),
  __doc__: (self: Value) =>
    self instanceof NativeFunction ? self.doc : methodAttribute(self as BoundMethod, '__doc__'),
  __module__: (self: Value) =>
    self instanceof NativeFunction ? self.module : methodAttribute(self as BoundMethod, '__module__'),
};
const callable = {
  '__call__(self, /, *args, **kwargs)': (self: Value, args: Value[], kwargs: Map<string, Value>) =>
    invoke(self, args, kwargs),
};

extendType(methodType, {
  methods: {
    ...callable,
    '__repr__(self, /)': function* (self: BoundMethod) {
      const name = yield* finish(methodAttribute(self, '__qualname__'));
      return `<bound method ${plainText(name)} of ${yield* finish(reprOf(self.self))}>`;
    },
    '__eq__(self, value, /)': (self: BoundMethod, other: Value) =>
      other instanceof BoundMethod && other.callee === self.callee && other.self === self.self,
    '__hash__(self, /)': (self: BoundMethod) => (self.callee as PyObject).id,
  },
  properties: boundAttributes,
});
extendType(builtinFunctionType, {
  methods: {
    ...callable,
    '__repr__(self, /)': (self: Value) => {
      if (self instanceof BoundMethod && self.callee instanceof NativeFunction) {
        const where = self.self instanceof PyObject ? address(self.self) : '0x7f0000000000';
        return `<built-in method ${shortName(self.callee)} of ${typeName(self.self)} object at ${where}>`;
      }
      const native = self as NativeFunction;
      const owner = native.signature.name.includes('.');
      if (owner) return `<method '${shortName(native)}' of '${native.signature.name.split('.')[0]!}' objects>`;
      return native.module === 'builtins' || /^(?:math|time|_?operator|itertools|functools)$/.test(native.module)
        ? `<built-in function ${shortName(native)}>`
        : `<function ${shortName(native)} at ${address(native)}>`;
    },
  },
  properties: boundAttributes,
});

extendType(staticmethodType, {
  statics: { '__new__(cls, function, /)': (_type: PyType, callee: Value) => new MethodWrapper('static', callee) },
  properties: { __func__: (self: MethodWrapper) => self.callee },
});
extendType(classmethodType, {
  statics: { '__new__(cls, function, /)': (_type: PyType, callee: Value) => new MethodWrapper('class', callee) },
  properties: { __func__: (self: MethodWrapper) => self.callee },
});
extendType(propertyType, {
  statics: {
    '__new__(cls, fget=None, fset=None, fdel=None, doc=None)': (
      _type: PyType,
      get: Value,
      set: Value,
      remove: Value,
      doc: Value,
    ) => new PyProperty(get, set, remove, doc),
  },
  methods: {
    'getter(self, fget, /)': (self: PyProperty, get: Value) => new PyProperty(get, self.setter, self.deleter, self.doc),
    'setter(self, fset, /)': (self: PyProperty, set: Value) => new PyProperty(self.getter, set, self.deleter, self.doc),
    'deleter(self, fdel, /)': (self: PyProperty, remove: Value) =>
      new PyProperty(self.getter, self.setter, remove, self.doc),
  },
  properties: {
    fget: (self: PyProperty) => self.getter,
    fset: (self: PyProperty) => self.setter,
    fdel: (self: PyProperty) => self.deleter,
    __doc__: (self: PyProperty) => self.doc ?? (self.getter instanceof PyFunction ? self.getter.doc : null),
  },
});
extendType(superType, {
  statics: {
    '__new__(cls, type, object=..., /)': (_type: PyType, after: Value, self: Value | undefined) => {
      if (!(after instanceof PyType)) throw exc.TypeError(`super() argument 1 must be a type, not ${typeName(after)}`);
      if (self === undefined) throw exc.NotImplementedError('super(type) without an object does not run here');
      return makeSuper(after, self);
    },
  },
  methods: {
    '__repr__(self, /)': (self: PySuper) => `<super: <class '${self.after.name}'>, <${typeName(self.self)} object>>`,
  },
});
