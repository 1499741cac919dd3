/** `functools.singledispatch` and `singledispatchmethod`. */
import { PyFunction } from '../objects/callable.ts';
import { defineClass, extendType, nativeFunction } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { objectType, PyInstance, PyType, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import { bind } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { UnionType } from '../types/generics.ts';

/** A function with cases by the type of its first argument. */
export class Dispatcher extends PyInstance {
  cases = new Map<PyType, Value>();
  fallback: Value = null;
}

/** The classes that `register` is given: one, or those of `int | str`. Throws TypeError. */
function classesOf(type: Value): readonly PyType[] {
  const types = type instanceof UnionType ? type.members.map((one) => (one === null ? typeOf(null) : one)) : [type];
  const classes = types.filter((one) => one instanceof PyType);
  if (classes.length === types.length) return classes;
  throw exc.TypeError('Invalid first argument to `register()`: use a class or an annotated function');
}

function register(self: Dispatcher, type: Value, callee: Value): Value {
  for (const one of classesOf(type)) self.cases.set(one, callee);
  return callee;
}

export const dispatcherType = defineClass({
  name: 'singledispatch',
  module: 'functools',
  allocate: null,
  methods: {
    '__call__(self, /, *args, **kwargs)': (self: Dispatcher, args: Value[], kwargs: Map<string, Value>) => {
      if (args.length === 0) throw exc.TypeError('a single-dispatch function requires at least 1 positional argument');
      const type = typeOf(args[0]!).mro.find((t) => self.cases.has(t));
      return invoke(type === undefined ? self.fallback : self.cases.get(type)!, args, kwargs);
    },
    'dispatch(self, cls, /)': (self: Dispatcher, type: Value) => {
      if (!(type instanceof PyType)) throw exc.TypeError(`dispatch() needs a class, not ${typeOf(type).name}`);
      const known = type.mro.find((t) => self.cases.has(t));
      return known === undefined ? self.fallback : self.cases.get(known)!;
    },
    'register(self, cls, func=None, /)': (self: Dispatcher, type: Value, callee: Value): Value => {
      if (type instanceof PyFunction) {
        const annotation = type.annotations instanceof PyDict ? [...type.annotations.values()][0] : undefined;
        return register(self, annotation ?? null, type);
      }
      if (callee !== null) return register(self, type, callee);
      classesOf(type);
      return nativeFunction('register(func, /)', (f: Value) => register(self, type, f));
    },
  },
});

extendType(dispatcherType, {
  properties: {
    registry: (self: Dispatcher) => PyDict.of([[objectType, self.fallback], ...self.cases]),
    __wrapped__: (self: Dispatcher) => self.fallback,
  },
});

/** `singledispatchmethod`: chooses by the first argument after `self`. */
export const dispatchMethodType = defineClass({
  name: 'singledispatchmethod',
  module: 'functools',
  allocate: (type) => new Dispatcher(type),
  methods: {
    '__init__(self, func, /)': (self: Dispatcher, callee: Value) => {
      self.fallback = callee;
    },
    'register(self, cls, method=None, /)': (self: Dispatcher, type: Value, callee: Value) =>
      invoke(dispatcherType.lookup('register')!, [asDispatcher(self), type, callee], null),
    '__get__(self, instance, owner=None, /)': (self: Dispatcher, instance: Value, owner: Value) =>
      nativeFunction('_method(*args, **kwargs)', function* (args: Value[], kwargs: Map<string, Value>) {
        const type = args.length === 0 ? objectType : typeOf(args[0]!);
        const known = type.mro.find((t) => self.cases.has(t));
        const chosen = known === undefined ? self.fallback : self.cases.get(known)!;
        const bound = yield* finish(bind(chosen, instance ?? undefined, owner as PyType));
        return yield* call(bound ?? null, args, kwargs.size === 0 ? null : kwargs);
      }),
  },
});

/** The same cases, for the methods of a single-dispatch function. */
function asDispatcher(self: Dispatcher): Dispatcher {
  const made = new Dispatcher(dispatcherType);
  made.cases = self.cases;
  return made;
}
