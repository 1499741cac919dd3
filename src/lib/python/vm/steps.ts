/** What single instructions do beyond moving values: unpacking, context managers, raising, and errors about names. */
import { absentAmongStarred } from './imports.ts';
import { tracebackOf } from '../types/tracebacks.ts';
import type { Code } from '../compile/code.ts';
import { PyFunction, NativeFunction, BoundMethod } from '../objects/callable.ts';
import { PyList, PyTuple } from '../objects/containers.ts';
import { PyDict, PySet } from '../objects/dict.ts';
import { exc, exceptionTypes, PyException, PythonError } from '../objects/exceptions.ts';
import { isInstance, PyType, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { bind } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { dictHas, dictSet, setAdd } from '../operations/dicts.ts';
import { contains, getItemOf } from '../operations/items.ts';
import { advance, iterate, iteratorOf } from '../operations/iteration.ts';
import { truthOf } from '../operations/conversion.ts';
import { getAttributeOr } from '../operations/attributes.ts';
import { closest } from '../operations/suggestions.ts';
import { builtins } from './builtins.ts';
import type { PyFrame } from './frame.ts';

// Names

export function unboundLocal(name: string): PythonError {
  return exc.UnboundLocalError(`cannot access local variable '${name}' where it is not associated with a value`);
}

export function unboundFree(code: Code, cell: number): PythonError {
  const name = code.cellNames[cell]!;
  if (cell < code.ownCells) return unboundLocal(name);
  return exc.NameError(
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  );
}

/** The NameError for an undefined name, which knows the closest one in reach. */
export function undefinedName(frame: PyFrame, name: string): PythonError {
  const elsewhere = absentAmongStarred(frame.globals, name);
  if (elsewhere !== undefined) return elsewhere;
  const error = exc.NameError(`name '${name}' is not defined`);
  error.exception.dict.set('name', name);
  error.exception.suggest = () => {
    const locals = frame.code.kind === 'function' ? [...frame.code.localNames, ...frame.code.cellNames] : [];
    const own = frame.namespace === null ? [] : [...frame.namespace.keys()];
    for (const names of [[...locals, ...own], [...frame.globals.keys()], [...builtins.keys()]]) {
      const found = closest(name, names);
      if (found !== null) return found;
    }
    return null;
  };
  return error;
}

// Truth

export function* negate(truth: Task<boolean>): Task {
  return !(yield* truth);
}

/** `a or b` where a's truth takes code to find: jumps and keeps the value, or drops it. */
export function* keepingValue(frame: PyFrame, truth: Task<boolean>, target: number, jumpsIf: boolean): Task<undefined> {
  if ((yield* truth) === jumpsIf) frame.ip = target - 1;
  else frame.sp--;
  return undefined;
}

export function containsOrNot(object: Value, item: Value, negated: boolean): Eventual<boolean> {
  const result = contains(object, item);
  if (!isTask(result)) return result !== negated;
  return negated ? (negate(result) as Task<boolean>) : result;
}

/** Pushes a method's attribute and the mark that it has no object of its own. */
export function* withNull(frame: PyFrame, attribute: Task): Task<undefined> {
  const value = yield* attribute;
  frame.stack[frame.sp++] = value;
  frame.stack[frame.sp++] = undefined;
  return undefined;
}

// Building and unpacking

export function buildSet(items: readonly Value[]): Eventual {
  const set = new PySet();
  for (let i = 0; i < items.length; i++) {
    const added = setAdd(set, items[i]!);
    if (isTask(added)) return restOfSet(set, added, items.slice(i + 1));
  }
  return set;
}

function* restOfSet(set: PySet, first: Task<void>, rest: readonly Value[]): Task {
  yield* first;
  for (const item of rest) yield* finish(setAdd(set, item));
  return set;
}

/** Keys and values in turn. */
export function buildDict(items: readonly Value[]): Eventual {
  const dict = new PyDict();
  for (let i = 0; i < items.length; i += 2) {
    const added = dictSet(dict, items[i]!, items[i + 1]!);
    if (isTask(added)) return restOfDict(dict, added, items.slice(i + 2));
  }
  return dict;
}

function* restOfDict(dict: PyDict, first: Task<void>, rest: readonly Value[]): Task {
  yield* first;
  for (let i = 0; i < rest.length; i += 2) yield* finish(dictSet(dict, rest[i]!, rest[i + 1]!));
  return dict;
}

function calleeName(callee: Value): string {
  if (callee instanceof BoundMethod) return calleeName(callee.callee);
  if (callee instanceof PyFunction) return `__main__.${callee.qualname}`;
  if (callee instanceof NativeFunction) return callee.signature.name;
  if (callee instanceof PyType) return callee.native ? callee.name : `${callee.module}.${callee.qualname}`;
  return `${typeName(callee)} object`;
}

/** `[*value]` and `f(*value)`. */
export function* extendList(target: PyList, value: Value, argument: boolean, callee: Value): Task<void> {
  if (!isIterable(value)) {
    throw argument
      ? exc.TypeError(`${calleeName(callee)}() argument after * must be an iterable, not ${typeName(value)}`)
      : exc.TypeError(`Value after * must be an iterable, not ${typeName(value)}`);
  }
  for (const item of yield* iterate(value)) target.items.push(item);
}

function isIterable(value: Value): boolean {
  const type = typeOf(value);
  return type.lookup('__iter__') != null || type.lookup('__getitem__') !== undefined || typeof value === 'string';
}

export function* mergeSet(target: PySet, value: Value): Task<void> {
  for (const item of yield* iterate(value)) yield* finish(setAdd(target, item));
}

/** `{**value}`, or with `strict` a call's `**value`. */
export function* mergeKeywords(target: PyDict, value: Value, strict: boolean, callee: Value): Task<void> {
  const keys = yield* getAttributeOr(value, 'keys', undefined);
  if (!(value instanceof PyDict) && keys === undefined) {
    throw strict
      ? exc.TypeError(`${calleeName(callee)}() argument after ** must be a mapping, not ${typeName(value)}`)
      : exc.TypeError(`'${typeName(value)}' object is not a mapping`);
  }
  const native = value instanceof PyDict && value.type.native;
  for (const key of native ? [...value.keys()] : yield* iterate(yield* call(keys as Value))) {
    if (strict) {
      if (typeof key !== 'string') throw exc.TypeError('keywords must be strings');
      if (yield* finish(dictHas(target, key))) {
        throw exc.TypeError(`${calleeName(callee)}() got multiple values for keyword argument '${key}'`);
      }
    }
    yield* finish(dictSet(target, key, yield* finish(getItemOf(value, key))));
  }
}

/** Pushes what a task unpacked, the first on top. */
export function* spread(frame: PyFrame, items: Task<Value[]>): Task<undefined> {
  const values = yield* items;
  for (let i = values.length - 1; i >= 0; i--) frame.stack[frame.sp++] = values[i];
  return undefined;
}

function* unpackable(value: Value): Task {
  if (!isIterable(value)) throw exc.TypeError(`cannot unpack non-iterable ${typeName(value)} object`);
  return yield* finish(iteratorOf(value));
}

/** Exactly `count` items. */
export function* unpack(value: Value, count: number): Task<Value[]> {
  const iterator = yield* unpackable(value);
  const items: Value[] = [];
  while (items.length < count) {
    const item = yield* finish(advance(iterator));
    if (item === undefined)
      throw exc.ValueError(`not enough values to unpack (expected ${count}, got ${items.length})`);
    items.push(item);
  }
  if ((yield* finish(advance(iterator))) !== undefined) {
    throw exc.ValueError(`too many values to unpack (expected ${count})`);
  }
  return items;
}

/** `before` items, the list of what lies between, and `after` items. */
export function* unpackStar(value: Value, before: number, after: number): Task<Value[]> {
  const items = yield* iterate(yield* unpackable(value));
  if (items.length < before + after) {
    throw exc.ValueError(`not enough values to unpack (expected at least ${before + after}, got ${items.length})`);
  }
  const end = items.length - after;
  return [...items.slice(0, before), new PyList(items.slice(before, end)), ...items.slice(end)];
}

// Context managers

/** Pushes the bound `__exit__` and what `__enter__` returned. */
export function* enterContext(frame: PyFrame, manager: Value): Task<undefined> {
  const type = typeOf(manager);
  const enter = type.lookup('__enter__');
  const leave = type.lookup('__exit__');
  if (enter === undefined || leave === undefined) {
    const detail = enter === undefined ? '' : ' (missed __exit__ method)';
    throw exc.TypeError(`'${type.name}' object does not support the context manager protocol${detail}`);
  }
  const bound = yield* finish(bind(leave, manager, type));
  const entered = yield* finish(invoke(yield* boundMethod(enter, manager, type), [], null));
  frame.stack[frame.sp++] = bound;
  frame.stack[frame.sp++] = entered;
  return undefined;
}

function* boundMethod(method: Value, self: Value, type: PyType): Task {
  return (yield* finish(bind(method, self, type))) ?? null;
}

export function exitContext(leave: Value): Eventual {
  return invoke(leave, [null, null, null], null);
}

/** Whether `__exit__` swallows the exception. */
export function* exitWithException(leave: Value, exception: PyException): Task<boolean> {
  const answer = yield* finish(invoke(leave, [exception.type, exception, tracebackOf(exception)], null));
  return yield* finish(truthOf(answer));
}

// Exceptions

export function matchesException(exception: Value, type: Value): boolean {
  if (type instanceof PyTuple) return type.items.some((item) => matchesException(exception, item));
  if (!(type instanceof PyType) || !type.isSubtypeOf(exceptionTypes.BaseException)) {
    throw exc.TypeError('catching classes that do not inherit from BaseException is not allowed');
  }
  return isInstance(exception, type);
}

function* exceptionOf(value: Value, otherwise: string): Task<PyException> {
  let made = value;
  if (value instanceof PyType && value.isSubtypeOf(exceptionTypes.BaseException)) made = yield* call(value);
  if (!(made instanceof PyException)) throw exc.TypeError(otherwise);
  return made;
}

/** `raise value from cause`; `cause` undefined for a plain `raise value`. */
export function* raiseFrom(value: Value, cause: Value | undefined): Task {
  const exception = yield* exceptionOf(value, 'exceptions must derive from BaseException');
  if (cause !== undefined) {
    exception.cause =
      cause === null ? null : yield* exceptionOf(cause, 'exception causes must derive from BaseException');
    exception.suppressContext = true;
  }
  throw new PythonError(exception);
}
