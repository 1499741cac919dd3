/** Binary and unary operators for any values. */
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { NOT_IMPLEMENTED, float, isPlainFloat, normalizeInt, PyObject, typeName, typeOf } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { invoke } from './call.ts';
import { intOf, numeric } from './numbers.ts';
import type { BinaryOperator } from './numbers.ts';

export type { BinaryOperator } from './numbers.ts';

/** The method's name without the underscores, for each operator. */
export const BINARY_METHODS: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** `a operator b` */
export function binaryOperation(operator: BinaryOperator, a: Value, b: Value): Eventual {
  const quick = numeric(operator, a, b);
  if (quick !== undefined) return quick;
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
  return byMethods(operator, a, b, operator);
}

/** `a operator= b` */
/** An operator's two methods, `__add__` and `__radd__`: the second is asked by the right operand. */
export function operatorMethods(operator: BinaryOperator, apply: (left: Value, right: Value) => Eventual): Functions {
  const name = BINARY_METHODS[operator];
  return {
    [`__${name}__(self, value, /)`]: apply,
    [`__r${name}__(self, value, /)`]: (self: Value, value: Value) => apply(value, self),
  };
}

export function inPlaceOperation(operator: BinaryOperator, a: Value, b: Value): Eventual {
  const quick = numeric(operator, a, b);
  if (quick !== undefined) return quick;
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
  const method = a instanceof PyObject ? a.type.lookup(`__i${BINARY_METHODS[operator]}__`) : undefined;
  if (method === undefined || method === null) return byMethods(operator, a, b, `${operator}=`);
  const result = invoke(method, [a, b], null);
  if (isTask(result)) return afterInPlace(result, operator, a, b);
  return result === NOT_IMPLEMENTED ? byMethods(operator, a, b, `${operator}=`) : result;
}

function* afterInPlace(task: Task, operator: BinaryOperator, a: Value, b: Value): Task {
  const result = yield* task;
  return result === NOT_IMPLEMENTED ? yield* finish(byMethods(operator, a, b, `${operator}=`)) : result;
}

function byMethods(operator: BinaryOperator, a: Value, b: Value, shown: string): Eventual {
  const name = BINARY_METHODS[operator];
  const left = typeOf(a);
  const right = typeOf(b);
  const forward = left.lookup(`__${name}__`);
  const backward = right.lookup(`__r${name}__`);
  const tryBackward = left !== right || forward === undefined;
  // A derived class that overrides the reflected method goes first.
  const backwardFirst =
    left !== right && right.isSubtypeOf(left) && backward !== undefined && backward !== left.lookup(`__r${name}__`);
  const attempts: (() => Eventual)[] = [];
  if (forward !== undefined && forward !== null) attempts.push(() => invoke(forward, [a, b], null));
  if (backward !== undefined && backward !== null && tryBackward) attempts.push(() => invoke(backward, [b, a], null));
  // Sequences repeat and join only where the other operand has no arithmetic of its own, as an array does.
  const joins = operator === '+' || operator === '*';
  const arithmeticFirst = joins && b instanceof PyObject && left.native && SEQUENCES.has(left.name);
  if (backwardFirst || arithmeticFirst) attempts.reverse();
  for (let i = 0; i < attempts.length; i++) {
    const result = attempts[i]!();
    if (isTask(result)) return laterAttempts(result, attempts.slice(i + 1), shown, a, b);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  throw unsupported(shown, a, b);
}

function* laterAttempts(first: Task, others: (() => Eventual)[], shown: string, a: Value, b: Value): Task {
  let result = yield* first;
  for (const other of others) {
    if (result !== NOT_IMPLEMENTED) return result;
    result = yield* finish(other());
  }
  if (result === NOT_IMPLEMENTED) throw unsupported(shown, a, b);
  return result;
}

const SEQUENCES = new Set(['str', 'list', 'tuple', 'bytes']);

/** CPython's words: sequences explain what they wanted, everything else names the operator. */
function unsupported(shown: string, a: Value, b: Value): PythonError {
  const left = typeName(a);
  const right = typeName(b);
  if ((shown === '+' || shown === '+=') && SEQUENCES.has(left)) {
    if (left === 'bytes') return exc.TypeError(`can't concat ${right} to bytes`);
    return exc.TypeError(`can only concatenate ${left} (not "${right}") to ${left}`);
  }
  if (shown === '*' || shown === '*=') {
    if (SEQUENCES.has(left)) return exc.TypeError(`can't multiply sequence by non-int of type '${right}'`);
    if (SEQUENCES.has(right)) return exc.TypeError(`can't multiply sequence by non-int of type '${left}'`);
  }
  const operator = shown === '**' ? '** or pow()' : shown;
  return exc.TypeError(`unsupported operand type(s) for ${operator}: '${left}' and '${right}'`);
}

export type UnaryOperator = '-' | '+' | '~';

const UNARY_METHODS: Readonly<Record<UnaryOperator, string>> = { '-': '__neg__', '+': '__pos__', '~': '__invert__' };

/** `-a`, `+a`, `~a` */
export function unaryOperation(operator: UnaryOperator, a: Value): Eventual {
  const i = intOf(a);
  if (i !== undefined) {
    if (operator === '+') return i;
    if (typeof i === 'number') return operator === '-' ? 0 - i : -i - 1;
    return normalizeInt(operator === '-' ? -i : ~i);
  }
  if (isPlainFloat(a) && operator !== '~') return operator === '-' ? float(-a.value) : a;
  const method = typeOf(a).lookup(UNARY_METHODS[operator]);
  if (method === undefined || method === null) {
    throw exc.TypeError(`bad operand type for unary ${operator}: '${typeName(a)}'`);
  }
  return invoke(method, [a], null);
}
