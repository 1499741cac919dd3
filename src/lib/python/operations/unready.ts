/**
 * Arguments that are not numbers yet. A native that takes an int takes whatever has `__index__` (a float: `__float__`),
 * such as a tensor of one element, and to find that int may take a wait for the device. The native then starts again once
 * the int is there: it has looked at its arguments only, and done nothing yet.
 */
import type { NativeFunction } from '../objects/callable.ts';
import { exc } from '../objects/exceptions.ts';
import { PyFloat, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { isTask } from '../objects/task.ts';
import type { Eventual, Request, Task } from '../objects/task.ts';

/** What was found of values, by what was asked of them. */
type Answers = Map<Value, Map<string, Value>>;

/** What the natives that started again know already. */
let answers: Answers | null = null;

/** Thrown where something is needed of a value that asks for something itself first. */
export class Unready extends Error {
  readonly value: Value;
  readonly what: string;
  readonly task: Task;
  readonly request: Request;

  constructor(value: Value, what: string, task: Task, request: Request) {
    super(`${what} has to wait`);
    this.value = value;
    this.what = what;
    this.task = task;
    this.request = request;
  }
}

/** What a task finds of `value`, at once, from within a native that has not done anything yet. `what` names the question. Throws Unready. */
export function answerNow(value: Value, what: string, answer: Eventual): Value {
  if (!isTask(answer)) return answer;
  const known = answers?.get(value)?.get(what);
  if (known !== undefined) return known;
  const step = answer.next();
  if (step.done !== true) throw new Unready(value, what, answer, step.value);
  return step.value;
}

/** The int that `__index__` answers. Throws TypeError, and Unready. */
export function indexNow(value: Value, answer: Eventual): number | bigint {
  const index = answerNow(value, '__index__', answer);
  if (typeof index === 'number' || typeof index === 'bigint') return index;
  throw exc.TypeError(`__index__ returned non-int (type ${typeName(index)})`);
}

/** The float that `__float__` answers. Throws TypeError, and Unready. */
export function floatNow(value: Value, answer: Eventual): number {
  const x = answerNow(value, '__float__', answer);
  if (x instanceof PyFloat) return x.value;
  throw exc.TypeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(x)})`);
}

/** Goes on with a task whose first request is known. */
function* rest<T>(task: Task<T>, first: Request, know: Answers | null): Task<T> {
  let request = first;
  for (;;) {
    let step: IteratorResult<Request, T>;
    let answer: unknown;
    let error: { readonly thrown: unknown } | null = null;
    try {
      answer = yield request;
    } catch (thrown) {
      error = { thrown };
    }
    const before = answers;
    answers = know;
    try {
      step = error === null ? task.next(answer) : task.throw(error.thrown);
    } finally {
      answers = before;
    }
    if (step.done === true) return step.value;
    request = step.value;
  }
}

/** Finds what was missing, and starts the native again, as often as it takes. */
export function* onceReady(callee: NativeFunction, bound: unknown[], first: Unready): Task {
  const known: Answers = new Map();
  for (let unready = first; ;) {
    const found = yield* rest(unready.task, unready.request, null);
    const of = known.get(unready.value) ?? new Map<string, Value>();
    known.set(unready.value, of.set(unready.what, found));
    const before = answers;
    answers = known;
    let task: Task<Value | void>;
    let step: IteratorResult<Request, Value | void>;
    try {
      const result = callee.implementation.apply(undefined, bound);
      if (result === undefined) return null;
      if (!isTask(result)) return result;
      task = result;
      step = task.next();
    } catch (error) {
      if (!(error instanceof Unready)) throw error;
      unready = error;
      continue;
    } finally {
      answers = before;
    }
    if (step.done === true) return step.value ?? null;
    try {
      return (yield* rest(task, step.value, known)) ?? null;
    } catch (error) {
      if (!(error instanceof Unready)) throw error;
      unready = error;
    }
  }
}
