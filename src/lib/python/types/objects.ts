/** object, type, exceptions, functions, generators, modules and descriptors: their methods and attributes. */
import {
  BoundMethod,
  builtinFunctionType,
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
import { PyTuple, tupleType } from '../objects/containers.ts';
import { defineClass, extendType } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc, exceptionTypes, PyException, PythonError, setDescribe } from '../objects/exceptions.ts';
import type { PyGenerator } from '../objects/generator.ts';
import { generatorType } from '../objects/generator.ts';
import type { PyIterator } from '../objects/iterator.ts';
import { iteratorTypes } from '../objects/iterator.ts';
import type { PyModule } from '../objects/module.ts';
import { moduleType } from '../objects/module.ts';
import {
  isInstance,
  noneType,
  objectType,
  PyObject,
  PyType,
  typeName,
  typeOf,
  typeType,
  plainText,
} from '../objects/object.ts';
import type { Value, PyInstance } from '../objects/object.ts';
import type { PySuper } from '../objects/super.ts';
import { superType } from '../objects/super.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import {
  attributesOf,
  attributeNames,
  findAttribute,
  attributeError,
  removeAttribute,
  storeAttribute,
} from '../operations/attributes.ts';
import { allocateInstance, invoke } from '../operations/call.ts';
import { createClass } from '../operations/classes.ts';
import { address, defaultRepr, reprItems, reprOf, strOf } from '../operations/conversion.ts';
import { formatOf } from '../operations/formatting.ts';
import { advance } from '../operations/iteration.ts';
import { makeSuper } from '../vm/machine.ts';

/** A dict of a JavaScript map's names, for `__dict__`. Reading it does not keep up with later changes. */
export function dictOf(names: ReadonlyMap<string, Value>): PyDict {
  return PyDict.of(names);
}

extendType(objectType, {
  statics: { '__new__(cls, *args, **kwargs)': (type: PyType) => allocateInstance(type) },
  methods: {
    '__init__(self, /, *args, **kwargs)': () => null,
    '__repr__(self, /)': (self: Value) => (self instanceof PyObject ? defaultRepr(self) : reprOf(self)),
    '__str__(self, /)': (self: Value) => reprOf(self),
    '__format__(self, format_spec, /)': (self: Value, spec: string) => formatOf(self, spec),
    '__eq__(self, value, /)': (self: Value, other: Value) => self === other,
    '__ne__(self, value, /)': (self: Value, other: Value) => self !== other,
    '__setattr__(self, name, value, /)': (self: Value, name: string, value: Value) =>
      storeAttribute(self, name, value) as undefined,
    '__delattr__(self, name, /)': (self: Value, name: string) => removeAttribute(self, name) as undefined,
    '__getattribute__(self, name, /)': function* (self: Value, name: string) {
      const found = yield* finish(findAttribute(self, name));
      if (found === undefined) throw attributeError(self, name);
      return found;
    },
    '__dir__(self, /)': (self: Value) => new PyTuple(attributeNames(self).sort()),
    '__sizeof__(self, /)': () => 16,
  },
  classMethods: {
    '__init_subclass__(cls, **kwargs)': (type: PyType, kwargs: Map<string, Value>) => {
      if (kwargs.size > 0) throw exc.TypeError(`${type.name}.__init_subclass__() takes no keyword arguments`);
    },
  },
  properties: {
    __class__: (self: Value) => typeOf(self),
    __dict__: {
      get: (self: Value) => {
        const attributes = attributesOf(self);
        if (attributes === null) throw attributeError(self, '__dict__');
        return new LiveDict(attributes);
      },
    },
  },
  constants: { __doc__: null },
});

/** `__dict__` of an instance: writes go through to it. */
class LiveDict extends PyDict {
  readonly #names: Map<string, Value>;

  constructor(names: Map<string, Value>) {
    super();
    this.#names = names;
    for (const [name, value] of names) super.store(name, name, value);
  }

  override store(key: Parameters<PyDict['store']>[0], original: Value, value: Value): void {
    super.store(key, original, value);
    if (typeof original === 'string') this.#names.set(original, value);
  }

  override delete(key: Value): boolean {
    if (typeof key === 'string') this.#names.delete(key);
    return super.delete(key);
  }

  override clear(): void {
    this.#names.clear();
    super.clear();
  }
}

extendType(typeType, {
  statics: {
    '__new__(cls, object, bases=..., dict=..., /)': function* (
      _type: PyType,
      object: Value,
      bases: Value | undefined,
      dict: Value | undefined,
    ) {
      if (bases === undefined) return typeOf(object);
      if (typeof object !== 'string' || !(bases instanceof PyTuple) || !(dict instanceof PyDict)) {
        throw exc.TypeError('type.__new__() takes a str, a tuple of types and a dict');
      }
      const namespace = new Map<string, Value>();
      for (const [name, value] of dict.entries()) namespace.set(plainText(name), value);
      return yield* createClass(object, bases.items as PyType[], namespace);
    },
  },
  methods: {
    '__repr__(self, /)': (self: PyType) =>
      `<class '${self.module === 'builtins' ? '' : self.module + '.'}${self.qualname}'>`,
    '__call__(self, /, *args, **kwargs)': (self: PyType, args: Value[], kwargs: Map<string, Value>) =>
      invoke(self, args, kwargs),
    'mro(self, /)': (self: PyType) => new PyTuple(self.mro),
    '__subclasses__(self, /)': (self: PyType) => new PyTuple(self.subclasses),
    '__or__(self, value, /)': (self: PyType, other: Value) => new UnionType([self, other]),
    '__ror__(self, value, /)': (self: PyType, other: Value) => new UnionType([other, self]),
  },
  properties: {
    __name__: (self: PyType) => self.name,
    __qualname__: (self: PyType) => self.qualname,
    __module__: (self: PyType) => self.module,
    __bases__: (self: PyType) => new PyTuple(self.bases),
    __base__: (self: PyType) => self.bases[0] ?? null,
    __mro__: (self: PyType) => new PyTuple(self.mro),
    __dict__: (self: PyType) => dictOf(self.dict),
    __doc__: (self: PyType) => {
      const doc = self.dict.get('__doc__');
      return doc === undefined ? null : doc;
    },
    __class__: (self: PyType) => self.type,
  },
});

/** `int | str` */
export class UnionType extends PyObject {
  readonly members: readonly Value[];

  constructor(members: readonly Value[]) {
    super();
    this.members = members.flatMap((member) => (member instanceof UnionType ? member.members : [member]));
  }

  get type(): PyType {
    return unionType;
  }
}

const unionType = defineClass({
  name: 'UnionType',
  module: 'types',
  allocate: null,
  methods: {
    '__repr__(self, /)': function* (self: UnionType) {
      const names: string[] = [];
      for (const member of self.members) {
        names.push(
          member === null ? 'None' : member instanceof PyType ? member.qualname : yield* finish(reprOf(member)),
        );
      }
      return names.join(' | ');
    },
    '__or__(self, value, /)': (self: UnionType, other: Value) => new UnionType([self, other]),
    '__ror__(self, value, /)': (self: UnionType, other: Value) => new UnionType([other, self]),
  },
  properties: { __args__: (self: UnionType) => new PyTuple(self.members) },
});

/** `list[int]`: a type with arguments, which calls and checks ignore. */
export class GenericAlias extends PyObject {
  readonly origin: Value;
  readonly args: readonly Value[];

  constructor(origin: Value, args: readonly Value[]) {
    super();
    this.origin = origin;
    this.args = args;
  }

  get type(): PyType {
    return genericAliasType;
  }
}

function* typeText(value: Value): Task<string> {
  if (value instanceof PyType)
    return value.module === 'builtins' ? value.qualname : `${value.module}.${value.qualname}`;
  if (value === null) return 'None';
  return yield* finish(reprOf(value));
}

const genericAliasType = defineClass({
  name: 'GenericAlias',
  module: 'types',
  allocate: null,
  methods: {
    '__repr__(self, /)': function* (self: GenericAlias) {
      const names: string[] = [];
      for (const argument of self.args) names.push(yield* typeText(argument));
      return `${yield* typeText(self.origin)}[${names.join(', ')}]`;
    },
    '__call__(self, /, *args, **kwargs)': (self: GenericAlias, args: Value[], kwargs: Map<string, Value>) =>
      invoke(self.origin, args, kwargs),
    '__getitem__(self, key, /)': (self: GenericAlias, key: Value) =>
      new GenericAlias(self, key instanceof PyTuple ? key.items : [key]),
    '__or__(self, value, /)': (self: GenericAlias, other: Value) => new UnionType([self, other]),
  },
  properties: {
    __origin__: (self: GenericAlias) => self.origin,
    __args__: (self: GenericAlias) => new PyTuple(self.args),
    __mro_entry__: (self: GenericAlias) => self.origin,
  },
});

for (const name of ['list', 'dict', 'tuple', 'set', 'frozenset', 'type']) {
  const type = [tupleType, typeType, ...objectType.subclasses].find((t) => t.name === name && t.module === 'builtins')!;
  extendType(type, {
    classMethods: {
      '__class_getitem__(cls, item, /)': (origin: PyType, item: Value) =>
        new GenericAlias(origin, item instanceof PyTuple ? item.items : [item]),
    },
  });
}

extendType(noneType, { methods: { '__bool__(self, /)': () => false } });

// Exceptions

/** `str(exception)`: nothing, the only argument, or all of them. */
function* exceptionText(self: PyException): Task<string> {
  const { items } = self.args;
  if (items.length === 0) return '';
  if (isInstance(self, exceptionTypes.KeyError) && items.length === 1) return yield* finish(reprOf(items[0]!));
  if (self.place !== null) return syntaxMessage(self);
  if (isInstance(self, exceptionTypes.OSError) && items.length === 2) {
    return `[Errno ${yield* finish(strOf(items[0]!))}] ${yield* finish(strOf(items[1]!))}`;
  }
  return items.length === 1 ? yield* finish(strOf(items[0]!)) : yield* finish(reprOf(self.args));
}

function syntaxMessage(self: PyException): string {
  const { filename, line } = self.place!;
  return `${plainText(self.args.items[0] ?? null)} (${filename}, line ${line})`;
}

setDescribe((exception) => {
  // Only what needs no code of the program: messages for TypeScript's side.
  const task = exceptionText(exception);
  let step = task.next();
  for (let n = 0; step.done !== true && n < 1000; n++) {
    const request = step.value;
    if (request.kind !== 'run') return `<${exception.type.name}>`;
    const inner = request.task.next();
    if (inner.done !== true) return `<${exception.type.name}>`;
    step = task.next(inner.value);
  }
  return step.done === true ? step.value : `<${exception.type.name}>`;
});

extendType(exceptionTypes.BaseException, {
  methods: {
    '__init__(self, *args)': (self: PyException, args: Value[]) => {
      self.args = new PyTuple(args);
    },
    '__str__(self, /)': exceptionText,
    '__repr__(self, /)': (self: PyException) => reprItems(self, `${self.type.name}(`, self.args.items, ')'),
    'with_traceback(self, tb, /)': (self: PyException) => self,
    'add_note(self, note, /)': (self: PyException, note: Value) => {
      const notes = self.dict.get('__notes__');
      self.dict.set('__notes__', new PyTuple([...(notes instanceof PyTuple ? notes.items : []), note]));
    },
  },
  properties: {
    args: {
      get: (self: PyException) => self.args,
      set: (self: PyException, value: Value) => {
        if (value instanceof PyTuple) self.args = value;
      },
    },
    __cause__: {
      get: (self: PyException) => self.cause,
      set: (self: PyException, value: Value) => {
        self.cause = value as PyException | null;
        self.suppressContext = true;
      },
    },
    __context__: {
      get: (self: PyException) => self.context,
      set: (self: PyException, value: Value) => {
        self.context = value as PyException | null;
      },
    },
    __suppress_context__: {
      get: (self: PyException) => self.suppressContext,
      set: (self: PyException, value: Value) => {
        self.suppressContext = value === true;
      },
    },
    __traceback__: { get: () => null, set: () => null },
  },
});
extendType(exceptionTypes.StopIteration, { properties: { value: (self: PyException) => self.args.items[0] ?? null } });
extendType(exceptionTypes.SystemExit, { properties: { code: (self: PyException) => self.args.items[0] ?? null } });
extendType(exceptionTypes.SyntaxError, {
  properties: {
    msg: (self: PyException) => self.args.items[0] ?? null,
    lineno: (self: PyException) => self.place?.line ?? null,
    offset: (self: PyException) => (self.place === null ? null : self.place.column + 1),
    filename: (self: PyException) => self.place?.filename ?? null,
    text: (self: PyException) => self.place?.text ?? null,
  },
});

// Functions

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
  __annotations__: (self: PyFunction) => (self.annotations ??= new PyDict()),
  __dict__: (self: PyFunction) => new LiveDict((self.attributes ??= new Map<string, Value>())),
  __globals__: (self: PyFunction) => dictOf(self.globals),
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
// Generators and iterators

function* send(generator: PyGenerator, value: Value): Task {
  const item = (yield { kind: 'resume', generator, value }) as Value | undefined;
  return ended(generator, item);
}

function ended(generator: PyGenerator, item: Value | undefined): Value {
  if (item !== undefined) return item;
  throw generator.returned === null ? exc.StopIteration() : exc.StopIteration(generator.returned);
}

function* throwInto(generator: PyGenerator, type: Value, value: Value): Task {
  let thrown = type;
  if (type instanceof PyType) thrown = value === null ? yield* finish(invoke(type, [], null)) : value;
  if (thrown instanceof PyType || !(thrown instanceof PyException)) {
    throw exc.TypeError('exceptions must be classes or instances deriving from BaseException, not ' + typeName(type));
  }
  const item = (yield { kind: 'throw', generator, error: new PythonError(thrown) }) as Value | undefined;
  return ended(generator, item);
}

function* close(generator: PyGenerator): Task<null> {
  if (generator.frame === null) return null;
  try {
    const item = (yield { kind: 'throw', generator, error: exc.GeneratorExit() }) as Value | undefined;
    if (item !== undefined) throw exc.RuntimeError('generator ignored GeneratorExit');
  } catch (error) {
    const quiet = [exceptionTypes.GeneratorExit, exceptionTypes.StopIteration];
    if (!(error instanceof PythonError) || !quiet.some((type) => isInstance(error.exception, type))) throw error;
  }
  return null;
}

extendType(generatorType, {
  methods: {
    '__iter__(self, /)': (self: PyGenerator) => self,
    '__next__(self, /)': (self: PyGenerator) => send(self, null),
    '__repr__(self, /)': (self: PyGenerator) => `<generator object ${self.qualname} at ${address(self)}>`,
    'send(self, value, /)': send,
    'throw(self, type, value=None, traceback=None, /)': throwInto,
    'close(self, /)': close,
  },
  properties: {
    __name__: (self: PyGenerator) => self.name,
    __qualname__: (self: PyGenerator) => self.qualname,
    gi_running: (self: PyGenerator) => self.running,
  },
});

/** Gives a native iterator's type what Python's iterators have. */
export function extendIterator(type: PyType): void {
  extendType(type, {
    methods: {
      '__iter__(self, /)': (self: PyIterator) => self,
      '__next__(self, /)': function* (self: PyIterator) {
        const item = yield* finish(advance(self));
        if (item === undefined) throw exc.StopIteration();
        return item;
      },
    },
  });
}
iteratorTypes(extendIterator);

// Modules

extendType(moduleType, {
  methods: { '__repr__(self, /)': (self: PyModule) => `<module '${self.name}'>` },
  properties: { __dict__: (self: PyModule) => dictOf(self.dict) },
});

/** A namespace like `types.SimpleNamespace`. */
export const simpleNamespace = defineClass({
  name: 'SimpleNamespace',
  module: 'types',
  methods: {
    '__init__(self, /, **kwargs)': (self: PyInstance, kwargs: Map<string, Value>) => {
      for (const [name, value] of kwargs) self.dict.set(name, value);
    },
    '__repr__(self, /)': function* (self: PyInstance) {
      const parts: string[] = [];
      for (const [name, value] of self.dict) parts.push(`${name}=${yield* finish(reprOf(value))}`);
      return `namespace(${parts.join(', ')})`;
    },
  },
});
