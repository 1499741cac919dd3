/** Calling: functions, methods, classes and instances with `__call__`. */
import { bindArguments } from '../objects/binding.ts';
import type { Keywords } from '../objects/binding.ts';
import { BoundMethod, MethodWrapper, NativeFunction, PyFunction } from '../objects/callable.ts';
import { exc, PyException, PythonError, Stopped } from '../objects/exceptions.ts';
import { PyTuple } from '../objects/containers.ts';
import { plainArguments } from '../objects/derived.ts';
import { PySet } from '../objects/dict.ts';
import { objectType, plainText, PyObject, PyType, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish, holding, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { onceReady, Unready } from './unready.ts';

/**
 * Starts a call. A native function runs at once and answers its result, or a task if it is one; anything that the
 * program defined becomes a task that asks the machine for the call.
 */
export function invoke(callee: Value, args: Value[], kwargs: Map<string, Value> | null): Eventual {
  if (callee instanceof NativeFunction) return invokeNative(callee, args, kwargs);
  if (callee instanceof BoundMethod) return invoke(callee.callee, [callee.self, ...args], kwargs);
  if (callee instanceof PyFunction) return requestCall(callee, args, kwargs);
  if (callee instanceof PyType) {
    const own = callee.metatype?.lookup('__call__');
    return own === undefined ? construct(callee, args, kwargs) : invoke(own, [callee, ...args], kwargs);
  }
  if (callee instanceof MethodWrapper && callee.kind === 'static') return invoke(callee.callee, args, kwargs);
  const method = callee instanceof PyObject ? callee.type.lookup('__call__') : undefined;
  if (method === undefined || method === null) throw exc.TypeError(`'${typeName(callee)}' object is not callable`);
  return invoke(method, method instanceof MethodWrapper ? args : [callee, ...args], kwargs);
}

function* requestCall(callee: Value, args: Value[], kwargs: Map<string, Value> | null): Task {
  return (yield { kind: 'call', callee, args, kwargs }) as Value;
}

/** Calls within a task. Long-running natives get a frame of their own, so that nothing nests on JavaScript's stack. */
export function* call(callee: Value, args: readonly Value[] = [], kwargs: Keywords = null): Task {
  const held = args as Value[];
  if (callee instanceof PyFunction) {
    return (yield { kind: 'call', callee, args: held, kwargs: kwargs as Map<string, Value> | null }) as Value;
  }
  if (callee instanceof BoundMethod && callee.callee instanceof PyFunction) {
    const all = [callee.self, ...held];
    return (yield {
      kind: 'call',
      callee: callee.callee,
      args: all,
      kwargs: kwargs as Map<string, Value> | null,
    }) as Value;
  }
  const result = holding(held, () => invoke(callee, held, kwargs as Map<string, Value> | null));
  if (!isTask(result)) return result;
  // A task that returns nothing returns None.
  return ((yield { kind: 'run', task: result, holds: [callee, ...held] }) as Value | undefined) ?? null;
}

/** Calls a native function directly. */
export function invokeNative(callee: NativeFunction, args: Value[], kwargs: Keywords): Eventual {
  if (callee.owner !== null) checkReceiver(callee, callee.owner, args);
  const plain = callee.owner === null ? args : plainArguments(callee.owner, callee.signature.name, args);
  let bound: unknown[] = [];
  let result: Value | void | Task<Value | void>;
  try {
    bound = bindArguments(callee.signature, plain, kwargs);
    result = callee.implementation.apply(undefined, bound);
  } catch (error) {
    if (error instanceof Unready) result = onceReady(callee, bound, error);
    else throw asPythonError(callee.reword === null ? error : callee.reword(error, plain, kwargs), callee);
  }
  if (result === undefined) return null;
  if (isTask(result)) {
    result.native = callee;
    result.bound = bound;
  }
  return result as Eventual;
}

/** A method reached through its class, such as `list.append`, takes only that class's instances. */
function checkReceiver(callee: NativeFunction, owner: PyType, args: readonly Value[]): void {
  const receiver = args[0];
  if (receiver === undefined) return;
  const name = callee.signature.name.slice(callee.signature.name.lastIndexOf('.') + 1);
  if (callee.signature.method) {
    if (typeOf(receiver).isSubtypeOf(owner)) return;
    throw exc.TypeError(
      `descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeName(receiver)}' object`,
    );
  }
  if (!(receiver instanceof PyType)) {
    throw exc.TypeError(`${callee.signature.name}(X): X is not a type object (${typeName(receiver)})`);
  }
  if (!receiver.isSubtypeOf(owner)) {
    const shown = `${callee.signature.name}(${receiver.name})`;
    throw exc.TypeError(`${shown}: ${receiver.name} is not a subtype of ${owner.name}`);
  }
}

/** Modules whose implementations trust that arguments have the right types. */
const STANDARD =
  /^(?:builtins|types|math|sys|time|_io|itertools|functools|collections|copy|operator|string|statistics|json|re)$/;

/**
 * What an error says to the reader, if it is one that says so by `forReader`: no bug, but something that went wrong outside of the
 * program, such as a device that was lost.
 */
function sentenceForReader(error: unknown): string | null {
  return error instanceof Error && (error as { forReader?: unknown }).forReader === true ? error.message : null;
}

/** Any error as a Python error: one of JavaScript's own becomes what Python calls it, or SystemError for a bug of ours. */
export function asPythonError(error: unknown, where: NativeFunction | string): PythonError | Stopped {
  if (error instanceof PythonError || error instanceof Stopped) return error;
  const sentence = sentenceForReader(error);
  if (sentence !== null) return new PythonError(exc.RuntimeError(sentence).exception, error);
  if (error instanceof Unready) {
    return exc.NotImplementedError('__index__ must not need to wait here: call int() on the value first');
  }
  if (error instanceof RangeError) {
    // No regular expression: at the end of the stack there is no room to compile one.
    if (error.message.includes('call stack')) return exc.RecursionError('maximum recursion depth exceeded');
    if (/Invalid (string|array|typed array|array buffer)|allocation|BigInt|count value/i.test(error.message)) {
      return exc.MemoryError();
    }
  }
  if (error instanceof TypeError && where instanceof NativeFunction && STANDARD.test(where.module)) {
    // An argument of a wrong type that nobody looked at: CPython's own words for that.
    return new PythonError(exc.TypeError('bad argument type for built-in operation').exception, error);
  }
  const name = typeof where === 'string' ? where : `${where.signature.name}()`;
  const message = `${name} failed here in a way it should not: this is a fault of the page, not of the program`;
  return new PythonError(exc.SystemError(message).exception, error);
}

/** Makes an instance: `__new__`, then `__init__`. A metaclass's `__call__` is not asked. */
export function construct(type: PyType, args: Value[], kwargs: Map<string, Value> | null): Eventual {
  const make = type.lookup('__new__');
  if (make !== undefined && make !== objectType.dict.get('__new__'))
    return named(constructWithNew(type, make, args, kwargs), make instanceof MethodWrapper ? make.callee : make);
  const initialize = type.lookup('__init__');
  if (type.allocate === null) throw exc.TypeError(`cannot create '${type.name}' instances`);
  rejectAbstract(type);
  if (initialize === objectType.dict.get('__init__') && (args.length > 0 || (kwargs !== null && kwargs.size > 0))) {
    throw exc.TypeError(`${type.name}() takes no arguments`);
  }
  const instance = type.allocate(type);
  if (instance instanceof PyException) instance.args = new PyTuple(args.slice());
  if (initialize === undefined || initialize === objectType.dict.get('__init__')) return instance;
  const done = invoke(initialize, [instance, ...args], kwargs);
  return isTask(done) ? named(initialized(done, instance), initialize) : checked(done, instance);
}

/** Notes whose task it is. */
function named(task: Task, callee: Value): Task {
  if (callee instanceof NativeFunction) task.native = callee;
  return task;
}

function* initialized(task: Task, instance: Value): Task {
  return checked((yield* task) ?? null, instance);
}

function checked(result: Value, instance: Value): Value {
  if (result !== null) throw exc.TypeError(`__init__() should return None, not '${typeName(result)}'`);
  return instance;
}

function* constructWithNew(type: PyType, make: Value, args: Value[], kwargs: Map<string, Value> | null): Task {
  const callee = make instanceof MethodWrapper ? make.callee : make;
  const instance = yield* finish(invoke(callee, [type, ...args], kwargs));
  if (!typeOf(instance).isSubtypeOf(type)) return instance;
  const initialize = typeOf(instance).lookup('__init__');
  if (initialize === undefined || initialize === objectType.dict.get('__init__')) return instance;
  return checked((yield* finish(invoke(initialize, [instance, ...args], kwargs))) ?? null, instance);
}

/** `object.__new__` */
export function allocateInstance(type: PyType): PyObject {
  if (type.allocate === null) throw exc.TypeError(`cannot create '${type.name}' instances`);
  rejectAbstract(type);
  return type.allocate(type);
}

export function rejectAbstract(type: PyType): void {
  if (type.native || type.lookup('__abstractmethods__') === undefined) return;
  const open = type.dict.get('__abstractmethods__');
  if (!(open instanceof PySet) || open.size === 0) return;
  const names = [...open.values()].map(plainText).sort();
  throw exc.TypeError(
    `Can't instantiate abstract class ${type.name} with abstract method${names.length === 1 ? '' : 's'} ${names.join(', ')}`,
  );
}
