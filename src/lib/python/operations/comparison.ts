/** ==, !=, <, <=, >, >= for any two values. */
import { PyBytes, PyList, PyRange, PySlice, PyTuple } from '../objects/containers.ts';
import { dictType, PyDict, PySet } from '../objects/dict.ts';
import { exc } from '../objects/exceptions.ts';
import { isPlainFloat, NOT_IMPLEMENTED, objectType, PyObject, typeName } from '../objects/object.ts';
import type { PyFloat, Value } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { invoke } from './call.ts';
import { truthOf } from './conversion.ts';
import { dictGet, setHas } from './dicts.ts';
import { compareNumbers, intOf } from './numbers.ts';
import type { Int } from './numbers.ts';

export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

const METHOD: Readonly<Record<CompareOperator, string>> = {
  '<': '__lt__',
  '<=': '__le__',
  '>': '__gt__',
  '>=': '__ge__',
  '==': '__eq__',
  '!=': '__ne__',
};
const REFLECTED: Readonly<Record<CompareOperator, CompareOperator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};

function holds(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '==':
      return order === 0;
    default:
      return order !== 0;
  }
}

function numberOf(value: Value): Int | PyFloat | undefined {
  return isPlainFloat(value) ? value : intOf(value);
}

/** Below, zero or above, by code points (UTF-16's order differs where surrogates are). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const x = a[Symbol.iterator]();
  const y = b[Symbol.iterator]();
  for (;;) {
    const p = x.next();
    const q = y.next();
    if (p.done === true || q.done === true) return p.done === q.done ? 0 : p.done === true ? -1 : 1;
    if (p.value !== q.value) return p.value.codePointAt(0)! - q.value.codePointAt(0)!;
  }
}

/** `a operator b` */
export function compareValues(operator: CompareOperator, a: Value, b: Value): Eventual {
  const x = numberOf(a);
  if (x !== undefined) {
    const y = numberOf(b);
    if (y !== undefined) return holds(operator, compareNumbers(x, y));
  } else if (typeof a === 'string' && typeof b === 'string') {
    return operator === '==' ? a === b : operator === '!=' ? a !== b : holds(operator, compareText(a, b));
  }
  if (a instanceof PyObject || b instanceof PyObject) return compareObjects(operator, a, b);
  return byDefault(operator, a, b);
}

function compareObjects(operator: CompareOperator, a: Value, b: Value): Eventual {
  const native = nativeComparison(operator, a, b);
  if (native !== undefined) return native;
  const reflectedFirst =
    a instanceof PyObject && b instanceof PyObject && a.type !== b.type && b.type.isSubtypeOf(a.type);
  const attempts: [Value, Value, CompareOperator][] = [
    [a, b, operator],
    [b, a, REFLECTED[operator]],
  ];
  if (reflectedFirst) attempts.reverse();
  for (let i = 0; i < 2; i++) {
    const [self, other, op] = attempts[i]!;
    const result = attempt(self, other, op);
    if (isTask(result)) return restOfAttempts(result, i === 0 ? attempts[1]! : null, operator, a, b);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  return byDefault(operator, a, b);
}

function* restOfAttempts(
  first: Task,
  second: [Value, Value, CompareOperator] | null,
  operator: CompareOperator,
  a: Value,
  b: Value,
): Task {
  let result = yield* first;
  if (result === NOT_IMPLEMENTED && second !== null) result = yield* finish(attempt(...second));
  return result === NOT_IMPLEMENTED ? byDefault(operator, a, b) : result;
}

function attempt(self: Value, other: Value, operator: CompareOperator): Eventual {
  if (!(self instanceof PyObject)) return NOT_IMPLEMENTED;
  const method = self.type.lookup(METHOD[operator]);
  if (method === undefined || method === null || isObjectsOwn(METHOD[operator], method)) {
    return operator === '!=' ? notEqual(self, other) : NOT_IMPLEMENTED;
  }
  return invoke(method, [self, other], null);
}

function isObjectsOwn(name: string, method: Value): boolean {
  return objectType.dict.get(name) === method;
}

function notEqual(self: PyObject, other: Value): Eventual {
  const method = self.type.lookup('__eq__');
  if (method === undefined || method === null || isObjectsOwn('__eq__', method)) return NOT_IMPLEMENTED;
  const result = invoke(method, [self, other], null);
  if (isTask(result)) return negated(result);
  return result === NOT_IMPLEMENTED ? result : negatedNow(result);
}

function negatedNow(result: Value): Eventual {
  const truth = truthOf(result);
  return isTask(truth) ? negatedTruth(truth) : !truth;
}

function* negatedTruth(truth: Task<boolean>): Task {
  return !(yield* truth);
}

function* negated(task: Task): Task {
  const result = yield* task;
  return result === NOT_IMPLEMENTED ? result : !(yield* finish(truthOf(result)));
}

function byDefault(operator: CompareOperator, a: Value, b: Value): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  throw exc.TypeError(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/** Comparisons of built-in containers; undefined if these two have none of their own. */
function nativeComparison(operator: CompareOperator, a: Value, b: Value): Eventual | undefined {
  if (!(a instanceof PyObject) || !(b instanceof PyObject)) return undefined;
  if (a === b && (operator === '==' || operator === '!=') && a.type.native && !hasOwnEquality(a))
    return operator === '==';
  if (!keepsEquality(a) || !keepsEquality(b)) return undefined;
  return containerComparison(operator, a, b);
}

function hasOwnEquality(value: PyObject): boolean {
  const method = value.type.lookup('__eq__');
  return method !== undefined && !isObjectsOwn('__eq__', method) && !isPlainFloat(value);
}

/** Whether a container compares as its built-in type does: it is one, or derives from one and says nothing else. */
function keepsEquality(value: PyObject): boolean {
  if (value.type.native) return true;
  for (const type of value.type.mro) {
    if (type.native) return true;
    if (type.dict.has('__eq__') || type.dict.has('__lt__')) return false;
  }
  return true;
}

/** How list, tuple, dict, set, range, slice and bytes compare; undefined if the operator means nothing for the two. */
export function containerComparison(operator: CompareOperator, a: Value, b: Value): Eventual | undefined {
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    return compareItems(operator, a.items, b.items);
  }
  if (a instanceof PySet && b instanceof PySet) return compareSets(operator, a, b);
  if (a instanceof PyBytes && b instanceof PyBytes) return compareItems(operator, [...a.bytes], [...b.bytes]);
  if (operator !== '==' && operator !== '!=') return undefined;
  const wanted = operator === '==';
  if (a instanceof PyDict && b instanceof PyDict && !ownEquality(a) && !ownEquality(b)) return sameDicts(a, b, wanted);
  if (a instanceof PyRange && b instanceof PyRange) return sameRanges(a, b) === wanted;
  if (a instanceof PySlice && b instanceof PySlice) {
    return compareItems(operator, [a.start, a.stop, a.step], [b.start, b.stop, b.step]);
  }
  return undefined;
}

function* compareItems(operator: CompareOperator, a: readonly Value[], b: readonly Value[]): Task {
  if (a.length !== b.length && operator === '==') return false;
  if (a.length !== b.length && operator === '!=') return true;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x === y || (yield* nestedEqual(x, y))) continue;
    if (operator === '==') return false;
    return operator === '!=' ? true : yield* finish(compareValues(operator, x, y));
  }
  return holds(operator, a.length - b.length);
}

function* nestedEqual(a: Value, b: Value): Task<boolean> {
  const same = equal(a, b);
  // A frame of its own for each level of nesting keeps JavaScript's stack flat.
  return isTask(same) ? ((yield { kind: 'run', task: same, holds: [a, b] }) as boolean) : same;
}

function* compareSets(operator: CompareOperator, a: PySet, b: PySet): Task {
  const within = function* (x: PySet, y: PySet): Task<boolean> {
    for (const item of x.members.values()) if (!(yield* finish(setHas(y, item)))) return false;
    return true;
  };
  switch (operator) {
    case '==':
      return a.size === b.size && (yield* within(a, b));
    case '!=':
      return a.size !== b.size || !(yield* within(a, b));
    case '<=':
      return a.size <= b.size && (yield* within(a, b));
    case '<':
      return a.size < b.size && (yield* within(a, b));
    case '>=':
      return b.size <= a.size && (yield* within(b, a));
    default:
      return b.size < a.size && (yield* within(b, a));
  }
}

/** Whether a class derived from dict compares in its own way. */
function ownEquality(dict: PyDict): boolean {
  return dict.type !== dictType && dict.type.lookup('__eq__') !== dictType.dict.get('__eq__');
}

function* sameDicts(a: PyDict, b: PyDict, wanted: boolean): Task {
  if (a.size !== b.size) return !wanted;
  for (const [key, value] of a.entries()) {
    const other = yield* finish(dictGet(b, key));
    if (other === undefined || (other !== value && !(yield* nestedEqual(value, other)))) return !wanted;
  }
  return wanted;
}

function sameRanges(a: PyRange, b: PyRange): boolean {
  if (a.length !== b.length) return false;
  return a.length === 0 || (a.start === b.start && (a.length === 1 || a.step === b.step));
}

/** Whether `a == b`, as a truth. */
export function equal(a: Value, b: Value): Eventual<boolean> {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  const result = compareValues('==', a, b);
  return isTask(result) ? laterTruth(result) : truthOf(result);
}

function* laterTruth(task: Task): Task<boolean> {
  return yield* finish(truthOf(yield* task));
}
