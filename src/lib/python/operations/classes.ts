/** Making classes. */
import { MethodWrapper, NativeFunction, PyFunction } from '../objects/callable.ts';
import type { Cell } from '../objects/callable.ts';
import { PyTuple } from '../objects/containers.ts';
import { frozensetType, PyDict, PySet } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { InconsistentBases, objectType, plainText, PyInstance, PyType, typeType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { bind, findAttribute } from './attributes.ts';
import { call, invoke } from './call.ts';
import { commonMetaclass, prepare } from './metaclasses.ts';
import { makeSlots } from './slots.ts';

/** What classes of a metatype need once their body has run, by metatype. */
const completions = new Map<PyType, (type: PyType) => Task<void>>();

/** Has every new class of a metatype completed, before `__init_subclass__` sees it. */
export function onNewClass(metatype: PyType, complete: (type: PyType) => Task<void>): void {
  completions.set(metatype, complete);
}

/** Carries out a `class` statement: runs the body, then makes the class. */
export function* buildClass(body: PyFunction, name: string, bases: Value[], keywords: PyDict): Task {
  const types = yield* resolveBases(bases);
  const options = new Map<string, Value>();
  for (const [key, value] of keywords.entries()) options.set(plainText(key), value);
  const wanted = options.get('metaclass');
  options.delete('metaclass');
  // Whatever is no class (`metaclass=function`) is called as it is.
  const isClass = wanted === undefined || (wanted instanceof PyType && wanted.isSubtypeOf(typeType));
  const metaclass = isClass ? commonMetaclass(wanted ?? null, types) : wanted;
  const namespace = new Map<string, Value>();
  if (metaclass !== null) yield* prepare(metaclass, name, types, options, namespace);
  namespace.set('__module__', '__main__');
  namespace.set('__qualname__', body.qualname);
  const cell = (yield { kind: 'body', function: body, namespace }) as Cell | undefined;
  const type =
    metaclass === null || (metaclass instanceof PyType && metaclass.native)
      ? yield* createClass(name, types, namespace, options, metaclass)
      : yield* call(metaclass, [name, new PyTuple(types), PyDict.of(namespace)], options);
  if (cell !== undefined) cell.value = type;
  return type;
}

function* resolveBases(bases: readonly Value[]): Task<PyType[]> {
  const types: PyType[] = [];
  for (const base of bases) {
    if (base instanceof PyType) {
      types.push(base);
      continue;
    }
    // `Generic[T]`, `list[int]`: what stands for a class says so.
    const entries = yield* finish(findAttribute(base, '__mro_entry__'));
    if (!(entries instanceof PyType)) throw exc.TypeError(`bases must be types`);
    if (!types.includes(entries)) types.push(entries);
  }
  return types;
}

/** Classes of data, no two of which an instance can be. */
const DATA = new Set([
  'int',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'list',
  'tuple',
  'dict',
  'set',
  'frozenset',
  'BaseException',
]);

/** Throws TypeError for bases that keep different data. */
function checkLayouts(bases: readonly PyType[]): void {
  const kept = bases.map((base) => base.mro.find((type) => type.module === 'builtins' && DATA.has(type.name)));
  if (new Set(kept.filter((type) => type !== undefined)).size > 1) {
    throw exc.TypeError('multiple bases have instance lay-out conflict');
  }
}

/** `type(name, bases, namespace)`, with `__set_name__` and `__init_subclass__`. */
export function* createClass(
  name: string,
  bases: readonly PyType[],
  namespace: Map<string, Value>,
  options: Map<string, Value> = new Map(),
  metaclass: PyType | null = null,
): Task<PyType> {
  const metatype = commonMetaclass(metaclass, bases);
  for (const base of bases) {
    if (!base.subclassable) throw exc.TypeError(`type '${base.name}' is not an acceptable base type`);
  }
  if (new Set(bases).size < bases.length) {
    throw exc.TypeError(`duplicate base class ${bases.find((b, i) => bases.indexOf(b) !== i)!.name}`);
  }
  checkLayouts(bases);
  const dict = new Map(namespace);
  const qualname = dict.get('__qualname__');
  const module = dict.get('__module__');
  dict.delete('__qualname__');
  wrapSpecial(dict);
  const closed = yield* makeSlots(name, bases, dict);
  if (dict.has('__eq__') && !dict.has('__hash__')) dict.set('__hash__', null);
  let type: PyType;
  try {
    type = new PyType({
      name,
      qualname: typeof qualname === 'string' ? qualname : name,
      module: typeof module === 'string' ? module : '__main__',
      bases: bases.length === 0 ? [objectType] : bases,
      dict,
      ...(metatype === null ? {} : { metatype }),
      native: false,
      closed,
    });
  } catch (error) {
    if (!(error instanceof InconsistentBases)) throw error;
    const names = bases.map((base) => base.name).join(', ');
    throw exc.TypeError(`Cannot create a consistent method resolution\norder (MRO) for bases ${names}`);
  }
  noteAbstract(type);
  for (const [key, value] of dict) {
    const setName = value instanceof PyInstance ? value.type.lookup('__set_name__') : undefined;
    if (setName !== undefined) yield* finish(invoke(setName, [value, type, key], null));
  }
  const complete = type.metatype === null ? undefined : completions.get(type.metatype);
  if (complete !== undefined) yield* complete(type);
  yield* initSubclass(type, options);
  return type;
}

/** `__new__` is static and `__init_subclass__` and `__class_getitem__` belong to the class, undecorated as they are. */
function wrapSpecial(dict: Map<string, Value>): void {
  const make = dict.get('__new__');
  if (make instanceof PyFunction) dict.set('__new__', new MethodWrapper('static', make));
  for (const name of ['__init_subclass__', '__class_getitem__']) {
    const method = dict.get(name);
    if (method instanceof PyFunction) dict.set(name, new MethodWrapper('class', method));
  }
}

function* initSubclass(type: PyType, options: Map<string, Value>): Task<void> {
  for (const base of type.mro.slice(1)) {
    const hook = base.dict.get('__init_subclass__');
    if (hook === undefined) continue;
    const bound = yield* finish(bind(hook, undefined, type));
    yield* finish(invoke(bound ?? null, [], options.size > 0 ? options : null));
    return;
  }
  if (options.size > 0) throw exc.TypeError(`${type.name}.__init_subclass__() takes no keyword arguments`);
}

/** Lists the methods marked by `abc.abstractmethod` that the class still has to define. */
function noteAbstract(type: PyType): void {
  const names = new Set<string>();
  for (const base of type.mro) for (const [name, value] of base.dict) if (isAbstract(value)) names.add(name);
  const open = [...names].filter((name) => isAbstract(type.lookup(name) ?? null)).sort();
  if (open.length > 0 || type.lookup('__abstractmethods__') !== undefined) {
    type.dict.set('__abstractmethods__', new PySet(open, frozensetType));
  }
}

const abstractNatives = new WeakSet<NativeFunction>();

/** Has classes that derive from the native one whose method this is define it themselves. */
export function markAbstract(method: NativeFunction): NativeFunction {
  abstractNatives.add(method);
  return method;
}

function isAbstract(value: Value): boolean {
  if (value instanceof NativeFunction) return abstractNatives.has(value);
  if (value instanceof PyFunction) return value.attributes?.get('__isabstractmethod__') === true;
  if (value instanceof MethodWrapper) return isAbstract(value.callee);
  const getter = (value as { getter?: Value } | null)?.getter;
  return getter !== undefined && isAbstract(getter);
}

/** The class or tuple of classes in the second place of isinstance, flattened; raises TypeError. */
export function classList(
  value: Value,
  what: string,
  flatten: (value: Value) => readonly Value[] | undefined,
): PyType[] {
  if (value instanceof PyType) return [value];
  const items = flatten(value);
  if (items === undefined) {
    const kind =
      what === 'isinstance' ? 'a type, a tuple of types, or a union' : 'a class, a tuple of classes, or a union';
    throw exc.TypeError(`${what}() arg 2 must be ${kind}`);
  }
  return items.flatMap((item) => classList(item, what, flatten));
}
