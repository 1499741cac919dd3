/**
 * Tasks: work in TypeScript that may have to run the program's code, or wait for a promise, before it is done.
 *
 * A task is a JavaScript generator. What it cannot do itself it yields as a request; the virtual machine carries the
 * request out and resumes the generator with the answer (or throws the error into it). Operations that usually finish
 * at once return `Value | Task`, so that the usual case costs no generator at all.
 */
import { PyObject } from './object.ts';
import type { Value } from './object.ts';
import type { NativeFunction, PyFunction } from './callable.ts';
import type { PyGenerator } from './generator.ts';

/** What a task can ask of the virtual machine. */
export type Request =
  /** Call a Python callable. */
  | {
      readonly kind: 'call';
      readonly callee: Value;
      readonly args: Value[];
      readonly kwargs: Map<string, Value> | null;
    }
  /** Run another task in its own frame; `holds` are the values it works on. */
  | { readonly kind: 'run'; readonly task: Task<unknown>; readonly holds: readonly Value[] }
  /** Go on with a generator; the answer is what it yields, or undefined when it has ended. */
  | { readonly kind: 'resume'; readonly generator: PyGenerator; readonly value: Value }
  /** Run a class body in the namespace; the answer is its `__class__` cell, or undefined. */
  | { readonly kind: 'body'; readonly function: PyFunction; readonly namespace: Map<string, Value> }
  /** Raise an error inside a generator, where it is suspended. */
  | { readonly kind: 'throw'; readonly generator: PyGenerator; readonly error: Error }
  /** Wait for a promise; the event loop goes on meanwhile. */
  | { readonly kind: 'wait'; readonly promise: PromiseLike<unknown>; readonly cancel?: (() => void) | undefined }
  /** A point at which a long loop may be paused, stopped, or give way to the event loop. */
  | { readonly kind: 'breathe' };

/** A computation that ends with a T. Get the T with `yield* task` inside another task. `native` says whose it is, for messages, and `bound` what it was called with. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each request is answered with its own type
export type Task<T = Value> = Generator<Request, T, any> & { native?: NativeFunction; bound?: unknown[] };

/** A T now, or a task that ends with one. T is a Python value or a JavaScript primitive. */
export type Eventual<T = Value> = T | Task<T>;

/** Whether an operation's answer is still to come. */
export function isTask<T extends Value | undefined | void>(value: T | Task<T>): value is Task<T> {
  return typeof value === 'object' && value !== null && !(value instanceof PyObject);
}

/** The answer of an operation, within a task: `const x = yield* finish(getAttribute(object, 'x'))`. */
export function* finish<T extends Value | undefined | void>(eventual: T | Task<T>): Task<T> {
  return isTask(eventual) ? yield* eventual : eventual;
}

/** Goes on with an operation's answer as soon as it is there. */
export function then<T extends Value | undefined | void, U>(
  eventual: T | Task<T>,
  next: (value: T) => U | Task<U>,
): U | Task<U> {
  return isTask(eventual) ? continued(eventual, next) : next(eventual);
}

function* continued<T extends Value | undefined | void, U>(task: Task<T>, next: (value: T) => U | Task<U>): Task<U> {
  const result = next(yield* task);
  return isTask(result as Eventual) ? yield* result as Task<U> : (result as U);
}

/**
 * Waits for a promise and answers what it resolves to; its rejection is thrown here. `cancel` is called if the program is
 * stopped meanwhile, to let go of timers and the like.
 */
export function* wait<T>(promise: PromiseLike<T>, cancel?: () => void): Task<T> {
  return (yield { kind: 'wait', promise, cancel }) as T;
}

const BREATHE: Request = { kind: 'breathe' };

/** Put this into loops whose length the program decides: it lets the page breathe and Stop take effect. */
export function* breathe(): Task<void> {
  yield BREATHE;
}

const inFlight: (readonly Value[])[] = [];

/** Runs a synchronous call so that `held` sees its arguments. */
export function holding<T>(values: readonly Value[], run: () => T): T {
  inFlight.push(values);
  try {
    return run();
  } finally {
    inFlight.pop();
  }
}

/** The arguments of native calls that are under way outside of any frame. */
export function heldInFlight(): readonly (readonly Value[])[] {
  return inFlight;
}
