/** object and type: methods and attributes of every value and class. */
import { PyList, PyTuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import { PyDict } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { PySlot } from '../operations/slots.ts';
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
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import {
  attributesOf,
  attributeNames,
  findAttribute,
  attributeError,
  removeAttribute,
  storeAttribute,
} from '../operations/attributes.ts';
import { allocateInstance, construct } from '../operations/call.ts';
import { createClass } from '../operations/classes.ts';
import { defaultRepr, reprOf } from '../operations/conversion.ts';
import { formatOf } from '../operations/formatting.ts';
import { unionMethods } from './generics.ts';

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
    '__dir__(self, /)': (self: Value) => new PyList(attributeNames(self).sort()),
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
        if (typeOf(self).closed) throw attributeError(self, '__dict__');
        return new LiveDict(attributes, (name) => typeOf(self).lookup(name) instanceof PySlot);
      },
    },
  },
  constants: { __doc__: null },
});

/** `__dict__` of an instance: writes go through to it. */
export class LiveDict extends PyDict {
  readonly #names: Map<string, Value>;

  constructor(names: Map<string, Value>, hidden: (name: string) => boolean = () => false) {
    super();
    this.#names = names;
    for (const [name, value] of names) if (!hidden(name)) super.store(name, name, value);
  }

  override store(key: Parameters<PyDict['store']>[0], original: Value, value: Value): void {
    super.store(key, original, value);
    if (typeof original === 'string') this.#names.set(original, value);
  }

  override remove(key: Parameters<PyDict['remove']>[0], original: Value): boolean {
    if (typeof original === 'string') this.#names.delete(original);
    return super.remove(key, original);
  }

  override clear(): void {
    this.#names.clear();
    super.clear();
  }
}

/** CPython's words for `type(...)` with other than a str, a tuple and a dict. */
function wrongTypeArguments(args: readonly (Value | undefined)[]): Error {
  if (args[2] === undefined) return exc.TypeError('type() takes 1 or 3 arguments');
  const wanted = ['str', 'tuple', 'dict'];
  const at = args.findIndex((arg, i) => typeName(arg ?? null) !== wanted[i]);
  return exc.TypeError(`type.__new__() argument ${at + 1} must be ${wanted[at]}, not ${typeName(args[at] ?? null)}`);
}

extendType(typeType, {
  statics: {
    '__new__(cls, object=..., bases=..., dict=..., /, **kwargs)': function* (
      metaclass: PyType,
      object: Value | undefined,
      bases: Value | undefined,
      dict: Value | undefined,
      options: Map<string, Value>,
    ) {
      if (object !== undefined && bases === undefined && metaclass === typeType) return typeOf(object);
      if (typeof object !== 'string' || !(bases instanceof PyTuple) || !(dict instanceof PyDict)) {
        throw wrongTypeArguments([object, bases, dict]);
      }
      const namespace = new Map<string, Value>();
      for (const [name, value] of dict.entries()) namespace.set(plainText(name), value);
      return yield* createClass(object, bases.items as PyType[], namespace, options, metaclass);
    },
  },
  methods: {
    '__repr__(self, /)': (self: PyType) =>
      `<class '${self.module === 'builtins' ? '' : self.module + '.'}${self.qualname}'>`,
    '__call__(self, /, *args, **kwargs)': (self: PyType, args: Value[], kwargs: Map<string, Value>) =>
      construct(self, args, kwargs),
    '__instancecheck__(self, instance, /)': (self: PyType, instance: Value) => isInstance(instance, self),
    '__subclasscheck__(self, subclass, /)': (self: PyType, type: Value) =>
      type instanceof PyType && type.isSubtypeOf(self),
    'mro(self, /)': (self: PyType) => new PyList([...self.mro]),
    '__subclasses__(self, /)': (self: PyType) => new PyList([...self.subclasses]),
    ...unionMethods,
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

extendType(noneType, { methods: { '__bool__(self, /)': () => false } });
