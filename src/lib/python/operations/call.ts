/** Calling: functions, methods, classes and instances with `__call__`. */
import { bindArguments } from '../objects/binding.ts';
import type { Keywords } from '../objects/binding.ts';
import { BoundMethod, MethodWrapper, NativeFunction, PyFunction } from '../objects/callable.ts';
import { exc, PyException, PythonError, Stopped } from '../objects/exceptions.ts';
import { PyTuple } from '../objects/containers.ts';
import { objectType, PyObject, PyType, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish, heldInFlight, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';

/**
 * Starts a call. A native function runs at once and answers its result, or a task if it is one; anything that the
 * program defined becomes a task that asks the machine for the call.
 */
export function invoke(callee: Value, args: Value[], kwargs: Map<string, Value> | null): Eventual {
  if (callee instanceof NativeFunction) return invokeNative(callee, args, kwargs);
  if (callee instanceof BoundMethod) return invoke(callee.callee, [callee.self, ...args], kwargs);
  if (callee instanceof PyFunction) return requestCall(callee, args, kwargs);
  if (callee instanceof PyType) return construct(callee, args, kwargs);
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
  const inFlight = heldInFlight() as (readonly Value[])[];
  inFlight.push(held);
  let result: Eventual;
  try {
    result = invoke(callee, held, kwargs as Map<string, Value> | null);
  } finally {
    inFlight.pop();
  }
  if (!isTask(result)) return result;
  // A task that returns nothing returns None.
  return ((yield { kind: 'run', task: result, holds: [callee, ...held] }) as Value | undefined) ?? null;
}

/** Calls a native function directly. */
export function invokeNative(callee: NativeFunction, args: Value[], kwargs: Keywords): Eventual {
  const bound = bindArguments(callee.signature, args, kwargs);
  let result: Value | void | Task<Value | void>;
  try {
    result = callee.implementation.apply(undefined, bound);
  } catch (error) {
    throw asPythonError(error, callee.signature.name);
  }
  return result === undefined ? null : (result as Eventual);
}

/** Any error as a Python error: one of JavaScript's own becomes what Python calls it, or SystemError for a bug of ours. */
export function asPythonError(error: unknown, where: string): PythonError | Stopped {
  if (error instanceof PythonError || error instanceof Stopped) return error;
  if (error instanceof RangeError) {
    if (/call stack/.test(error.message)) return exc.RecursionError('maximum recursion depth exceeded');
    if (/Invalid (string|array|typed array|array buffer)|allocation|BigInt/i.test(error.message)) return exc.MemoryError();
  }
  const message = error instanceof Error ? error.message : String(error);
  return new PythonError(exc.SystemError(`internal error in ${where}: ${message}`).exception, error);
}

/** Makes an instance: `__new__`, then `__init__`. */
function construct(type: PyType, args: Value[], kwargs: Map<string, Value> | null): Eventual {
  const make = type.lookup('__new__');
  if (make !== undefined && make !== objectType.dict.get('__new__')) return constructWithNew(type, make, args, kwargs);
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
  return isTask(done) ? initialized(done, instance) : checked(done, instance);
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
  const names = (type.dict.get('__abstractmethods__') as (PyObject & { readonly items?: readonly string[] }) | undefined)?.items;
  if (names === undefined || names.length === 0) return;
  throw exc.TypeError(
    `Can't instantiate abstract class ${type.name} with abstract method${names.length === 1 ? '' : 's'} ${names.join(', ')}`,
  );
}
