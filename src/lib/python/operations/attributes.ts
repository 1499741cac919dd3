/** `object.name`: reading, setting and deleting attributes, with descriptors as Python has them. */
import {
  BoundMethod,
  MethodWrapper,
  NativeFunction,
  NativeProperty,
  PyFunction,
  PyProperty,
} from '../objects/callable.ts';
import { PyContainer } from '../objects/containers.ts';
import { exc, exceptionTypes, isPythonError } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { PyModule } from '../objects/module.ts';
import { objectType, PyInstance, PyObject, PyType, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { invoke } from './call.ts';
import { closest } from './suggestions.ts';
import { PySuper } from '../objects/super.ts';

/** The object's `__dict__`, or null if it has none (yet). */
export function attributesOf(object: Value): Map<string, Value> | null {
  if (object instanceof PyInstance) return object.dict;
  if (object instanceof PyContainer || object instanceof PyFunction) return object.attributes;
  return null;
}

/** `object.name`; raises AttributeError. */
export function getAttribute(object: Value, name: string): Eventual {
  const type = typeOf(object);
  const hook = type.lookup('__getattr__');
  if (hook === undefined && !type.customAttributes) {
    const found = findAttribute(object, name);
    if (found === undefined) throw attributeError(object, name);
    return isTask(found) ? orRaise(found, object, name) : found;
  }
  return withFallback(object, name, hook);
}

/** The attribute as the class's own `__getattribute__` gives it, or by the ordinary rules. */
function ownAttribute(object: Value, name: string): Eventual<Value | undefined> {
  const type = typeOf(object);
  if (!type.customAttributes) return findAttribute(object, name);
  return invoke(type.lookup('__getattribute__')!, [object, name], null);
}

function* orRaise(task: Task<Value | undefined>, object: Value, name: string): Task {
  const found = yield* task;
  if (found === undefined) throw attributeError(object, name);
  return found;
}

function withFallback(object: Value, name: string, hook: Value | undefined): Eventual {
  let found: Eventual<Value | undefined>;
  try {
    found = ownAttribute(object, name);
  } catch (error) {
    if (hook === undefined || !isPythonError(error, exceptionTypes.AttributeError)) throw error;
    found = undefined;
  }
  if (found !== undefined && !isTask(found)) return found;
  if (hook === undefined) {
    if (found === undefined) throw attributeError(object, name);
    return orRaise(found, object, name);
  }
  return found === undefined ? invoke(hook, [object, name], null) : taskWithFallback(found, object, name, hook);
}

function* taskWithFallback(task: Task<Value | undefined>, object: Value, name: string, hook: Value): Task {
  try {
    const found = yield* task;
    if (found !== undefined) return found;
  } catch (error) {
    if (!isPythonError(error, exceptionTypes.AttributeError)) throw error;
  }
  const made = invoke(hook, [object, name], null);
  return isTask(made) ? yield* made : made;
}

/** The attribute, or undefined if the object has none; `__getattr__` is asked too. */
export function* getAttributeOr<T>(object: Value, name: string, otherwise: T): Task<Value | T> {
  const type = typeOf(object);
  try {
    if (type.lookup('__getattr__') === undefined && !type.customAttributes) {
      const found = findAttribute(object, name);
      if (found === undefined) return otherwise;
      if (!isTask(found)) return found;
    }
    const found = getAttribute(object, name);
    return isTask(found) ? yield* found : found;
  } catch (error) {
    if (isPythonError(error, exceptionTypes.AttributeError)) return otherwise;
    throw error;
  }
}

/** The attribute by the ordinary rules, without `__getattr__`; undefined if there is none. */
export function findAttribute(object: Value, name: string): Eventual<Value | undefined> {
  if (object instanceof PyType) return typeAttribute(object, name);
  if (object instanceof PyModule) return moduleAttribute(object, name);
  if (object instanceof PySuper) return superAttribute(object, name);
  const type = typeOf(object);
  const descriptor = type.lookup(name);
  if (descriptor === undefined) return attributesOf(object)?.get(name);
  if (isDataDescriptor(descriptor)) return bind(descriptor, object, type);
  const own = attributesOf(object)?.get(name);
  return own !== undefined ? own : bind(descriptor, object, type);
}

/** What a class attribute becomes when it is reached through an instance (null for through the class itself). */
export function bind(attribute: Value, self: Value | undefined, owner: PyType): Eventual<Value | undefined> {
  if (!(attribute instanceof PyObject)) return attribute;
  if (attribute instanceof PyFunction) return self === undefined ? attribute : new BoundMethod(attribute, self);
  if (attribute instanceof NativeFunction) {
    return self === undefined || !attribute.signature.method ? attribute : new BoundMethod(attribute, self);
  }
  if (attribute instanceof MethodWrapper) {
    return attribute.kind === 'static' ? attribute.callee : new BoundMethod(attribute.callee, owner);
  }
  if (attribute instanceof NativeProperty) return self === undefined ? attribute : attribute.get_(self);
  if (attribute instanceof PyProperty) {
    if (self === undefined) return attribute;
    if (attribute.getter === null) throw exc.AttributeError(`property of '${owner.name}' object has no getter`);
    return invoke(attribute.getter, [self], null);
  }
  const get = attribute.type.lookup('__get__');
  return get === undefined ? attribute : invoke(get, [attribute, self ?? null, owner], null);
}

function isDataDescriptor(value: Value): boolean {
  if (value instanceof NativeProperty || value instanceof PyProperty) return true;
  if (!(value instanceof PyInstance)) return false;
  return value.type.lookup('__set__') !== undefined || value.type.lookup('__delete__') !== undefined;
}

function typeAttribute(type: PyType, name: string): Eventual<Value | undefined> {
  const meta = type.type.lookup(name);
  if (meta instanceof NativeProperty) return meta.get_(type);
  if (meta !== undefined && type.metatype !== null && isDataDescriptor(meta)) return bind(meta, type, type.type);
  const found = type.lookup(name);
  if (found !== undefined) return bind(found, undefined, type);
  return meta === undefined ? undefined : bind(meta, type, type.type);
}

function superAttribute(object: PySuper, name: string): Eventual<Value | undefined> {
  const { mro } = object.owner;
  for (const type of mro.slice(mro.indexOf(object.after) + 1)) {
    const found = type.dict.get(name);
    if (found !== undefined) return bind(found, object.self === object.owner ? undefined : object.self, object.owner);
  }
  const common = object.type.lookup(name);
  return common === undefined ? undefined : bind(common, object, object.type);
}

function moduleAttribute(module: PyModule, name: string): Eventual<Value | undefined> {
  const found = module.member(name);
  if (found !== undefined) return found;
  const advice = module.advice(name);
  if (advice !== undefined) throw exc.NotImplementedError(`${module.name}.${name} does not run here; ${advice}`);
  const common = module.type.lookup(name);
  return common === undefined ? undefined : bind(common, module, module.type);
}

/** The AttributeError for a missing attribute, which knows the closest name there is. */
export function attributeError(object: Value, name: string): PythonError {
  const what =
    object instanceof PyType
      ? `type object '${object.name}'`
      : object instanceof PyModule
        ? `module '${object.name}'`
        : object instanceof PySuper
          ? `'super' object`
          : `'${typeName(object)}' object`;
  const error = exc.AttributeError(`${what} has no attribute '${name}'`);
  error.exception.dict.set('name', name);
  error.exception.dict.set('obj', object);
  error.exception.suggest = () => closest(name, attributeNames(object));
  return error;
}

/** What `dir(object)` lists, unsorted. */
export function attributeNames(object: Value): string[] {
  const names = new Set<string>();
  const add = (map: ReadonlyMap<string, unknown> | null): void => {
    if (map !== null) for (const name of map.keys()) names.add(name);
  };
  if (object instanceof PyModule) {
    add(object.dict);
    for (const name of Object.keys(object.options.dynamic ?? {})) names.add(name);
  } else {
    add(attributesOf(object));
    for (const type of object instanceof PyType ? object.mro : typeOf(object).mro) add(type.dict);
  }
  return [...names];
}

/** `object.name = value` */
export function setAttribute(object: Value, name: string, value: Value): Eventual<Value | void> {
  const hook = typeOf(object).lookup('__setattr__');
  if (hook !== undefined && hook !== objectType.dict.get('__setattr__'))
    return invoke(hook, [object, name, value], null);
  return storeAttribute(object, name, value);
}

/** `object.__setattr__`: sets without asking the class's own `__setattr__`. */
export function storeAttribute(object: Value, name: string, value: Value): Eventual<Value | void> {
  if (object instanceof PyType) {
    if (object.native) throw exc.TypeError(`cannot set '${name}' attribute of immutable type '${object.name}'`);
    const meta = object.metatype?.lookup(name);
    if (meta instanceof PyProperty) {
      if (meta.setter === null) throw noAccessor(object, name, 'setter');
      return invoke(meta.setter, [object, value], null);
    }
    object.define(name, value);
    return;
  }
  if (object instanceof PyModule) {
    if (object.options.assign?.(name, value) === true) return;
    throw exc.AttributeError(`'${object.name}.${name}' cannot be assigned: modules are read-only here`);
  }
  const descriptor = typeOf(object).lookup(name);
  if (descriptor instanceof NativeProperty) {
    if (descriptor.set_ === null) throw readOnly(object, name);
    return descriptor.set_(object, value) ?? undefined;
  }
  if (descriptor instanceof PyProperty) {
    if (descriptor.setter === null) throw noAccessor(object, name, 'setter');
    return invoke(descriptor.setter, [object, value], null);
  }
  if (descriptor instanceof PyInstance) {
    const set = descriptor.type.lookup('__set__');
    if (set !== undefined) return invoke(set, [descriptor, object, value], null);
    if (descriptor.type.lookup('__delete__') !== undefined) throw exc.AttributeError('__set__');
  }
  if (object instanceof PyFunction) object.attributes ??= new Map();
  const attributes = attributesOf(object);
  if (attributes === null || typeOf(object).closed) {
    throw descriptor === undefined ? attributeError(object, name) : fixed(object, name);
  }
  attributes.set(name, value);
}

function fixed(object: Value, name: string): PythonError {
  return exc.AttributeError(`'${typeName(object)}' object attribute '${name}' is read-only`);
}

function readOnly(object: Value, name: string): PythonError {
  return exc.AttributeError(`attribute '${name}' of '${typeName(object)}' objects is not writable`);
}

function noAccessor(object: Value, name: string, accessor: 'setter' | 'deleter'): PythonError {
  return exc.AttributeError(`property '${name}' of '${typeName(object)}' object has no ${accessor}`);
}

/** `del object.name` */
export function deleteAttribute(object: Value, name: string): Eventual<Value | void> {
  const hook = typeOf(object).lookup('__delattr__');
  if (hook !== undefined && hook !== objectType.dict.get('__delattr__')) return invoke(hook, [object, name], null);
  return removeAttribute(object, name);
}

/** `object.__delattr__`: deletes without asking the class's own `__delattr__`. */
export function removeAttribute(object: Value, name: string): Eventual<Value | void> {
  if (object instanceof PyType) {
    if (object.native) throw exc.TypeError(`cannot delete '${name}' attribute of immutable type '${object.name}'`);
    if (!object.undefine(name)) throw attributeError(object, name);
    return;
  }
  const descriptor = typeOf(object).lookup(name);
  if (descriptor instanceof NativeProperty) {
    if (descriptor.delete_ === null) throw readOnly(object, name);
    return descriptor.delete_(object) ?? undefined;
  }
  if (descriptor instanceof PyProperty) {
    if (descriptor.deleter === null) throw noAccessor(object, name, 'deleter');
    return invoke(descriptor.deleter, [object], null);
  }
  if (descriptor instanceof PyInstance) {
    const remove = descriptor.type.lookup('__delete__');
    if (remove !== undefined) return invoke(remove, [descriptor, object], null);
    if (descriptor.type.lookup('__set__') !== undefined) throw exc.AttributeError('__delete__');
  }
  if (attributesOf(object)?.delete(name) !== true) throw attributeError(object, name);
}
