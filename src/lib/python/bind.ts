/**
 * All that a library for programs (torch, numpy, …) needs of the interpreter: the object model, declaring functions,
 * classes and modules by Python signature text, raising errors, and working with Python values from TypeScript.
 *
 * A native is a plain function, or a generator function (a task) if it has to call back into Python or wait:
 *
 *     nativeFunction('apply(function, x, *, times=1)', function* (function_: Value, x: Value, times: number) {
 *       for (let i = 0; i < times; i++) x = yield* call(function_, [x]);
 *       return x;
 *     })
 */
import { typeOf } from './objects/object.ts';
import type { Value } from './objects/object.ts';
import { finish } from './objects/task.ts';
import type { Task } from './objects/task.ts';
import { binaryOperation } from './operations/arithmetic.ts';
import type { BinaryOperator } from './operations/arithmetic.ts';
import { getAttribute, getAttributeOr, setAttribute } from './operations/attributes.ts';
import { compareValues, equal } from './operations/comparison.ts';
import type { CompareOperator } from './operations/comparison.ts';
import { lengthOf, reprOf, strOf, truthOf } from './operations/conversion.ts';
import { getItemOf, setItemOf } from './operations/items.ts';
import { advance, iteratorOf } from './operations/iteration.ts';

export {
  ELLIPSIS,
  boolType,
  float,
  floatType,
  intType,
  isInstance,
  isPlainFloat,
  NOT_IMPLEMENTED,
  normalizeInt,
  objectType,
  PyFloat,
  PyInstance,
  PyObject,
  PyType,
  strType,
  typeName,
  typeOf,
  typeType,
} from './objects/object.ts';
export type { Value, Visit } from './objects/object.ts';
export {
  bytesType,
  list,
  listType,
  PyBytes,
  PyList,
  PyRange,
  PySlice,
  PyTuple,
  rangeType,
  sliceType,
  tuple,
  tupleType,
} from './objects/containers.ts';
export { dictType, PyDict, PySet, setType } from './objects/dict.ts';
export { BoundMethod, NativeFunction, PyFunction } from './objects/callable.ts';
export { NativeIterator, PyIterator } from './objects/iterator.ts';
export { PyModule } from './objects/module.ts';
export { PyGenerator } from './objects/generator.ts';
export { exc, exceptionTypes, isPythonError, PyException, PythonError } from './objects/exceptions.ts';
export { absentFunctions, notHere, sharedAdvice } from './objects/absent.ts';
export { defineClass, defineModule, extendType, nativeFunction, objectHash } from './objects/define.ts';
export type {
  ClassDefinition,
  Functions,
  Implementation,
  Members,
  ModuleDefinition,
  PropertyDefinition,
} from './objects/define.ts';
export { perRun, currentRun, isRunning } from './objects/context.ts';
export type { RunContext } from './objects/context.ts';
export { breathe, isTask, wait } from './objects/task.ts';
export type { Eventual, Request, Task } from './objects/task.ts';
export { warn } from './modules/warnings.ts';
export { asNumber, toBool, toFloat, toInt, toStr } from './operations/arguments.ts';
export { findAttribute } from './operations/attributes.ts';
export { itemsNow, iterate } from './operations/iteration.ts';
export { answerNow } from './operations/unready.ts';
export { resolveIndex, sliceBounds } from './operations/slicing.ts';
export type { SliceBounds } from './operations/slicing.ts';
export { floatRepr } from './format/float.ts';
export { FileObject } from './files/file-object.ts';
export { pathText } from './files/open.ts';
export { fileError, runFiles, RunFile, type RunFiles } from './files/store.ts';
export { Pickler, type Reducer } from './pickle/writer.ts';
export { Unpickler, type UnpickleHooks } from './pickle/reader.ts';
export { OP as PICKLE_OPCODES } from './pickle/opcodes.ts';
export { counterType, orderedDictType } from './modules/counters.ts';
export { call } from './operations/call.ts';
export { callMethod } from './operations/methods.ts';

/** `object.name`; raises AttributeError. */
export function* getAttr(object: Value, name: string): Task {
  return yield* finish(getAttribute(object, name));
}

/** `object.name`, or `otherwise` if there is none. */
export function getAttrOr<T>(object: Value, name: string, otherwise: T): Task<Value | T> {
  return getAttributeOr(object, name, otherwise);
}

/** `object.name = value` */
export function* setAttr(object: Value, name: string, value: Value): Task<void> {
  yield* finish(setAttribute(object, name, value));
}

/** `object[key]` */
export function* getItem(object: Value, key: Value): Task {
  return yield* finish(getItemOf(object, key));
}

/** `object[key] = value` */
export function* setItem(object: Value, key: Value, value: Value): Task<void> {
  yield* finish(setItemOf(object, key, value));
}

/** `iter(iterable)`; walk it with `next`. */
export function* iterator(iterable: Value): Task {
  return yield* finish(iteratorOf(iterable));
}

/** The iterator's next item; undefined when it is exhausted. */
export function* next(iterator_: Value): Task<Value | undefined> {
  return yield* finish(advance(iterator_));
}

/** `repr(value)` */
export function* repr(value: Value): Task<string> {
  return yield* finish(reprOf(value));
}

/** `str(value)` */
export function* str(value: Value): Task<string> {
  return yield* finish(strOf(value));
}

/** `bool(value)` */
export function* truth(value: Value): Task<boolean> {
  return yield* finish(truthOf(value));
}

/** `len(value)` */
export function* length(value: Value): Task<number> {
  return yield* finish(lengthOf(value));
}

/** Whether `a == b`. */
export function* equals(a: Value, b: Value): Task<boolean> {
  return yield* finish(equal(a, b));
}

/** `a operator b` for an arithmetic operator. */
export function* binary(operator: BinaryOperator, a: Value, b: Value): Task {
  return yield* finish(binaryOperation(operator, a, b));
}

/** `a operator b` for a comparison; the result is what the operands' methods answer, not always a bool. */
export function* compare(operator: CompareOperator, a: Value, b: Value): Task {
  return yield* finish(compareValues(operator, a, b));
}

/** Whether a value can be called. */
export function isCallable(value: Value): boolean {
  return typeOf(value).lookup('__call__') !== undefined;
}
