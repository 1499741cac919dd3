/**
 * The machine: a chain of frames, the innermost on top. `slice` runs until the program ends, a native waits for a
 * promise, the slice's time is over, or somebody asked for a pause. Everything that was under way is in the frames.
 */
import { OP } from '../compile/operations.ts';
import { BoundMethod, NativeFunction, PyFunction } from '../objects/callable.ts';
import { PyTuple } from '../objects/containers.ts';
import type { PythonError } from '../objects/exceptions.ts';
import { exc, exceptionTypes, PyException, Stopped } from '../objects/exceptions.ts';
import { PyGenerator } from '../objects/generator.ts';
import { isInstance, objectType, PyType, typeName, typeType } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { superType } from '../objects/super.ts';
import { isTask } from '../objects/task.ts';
import type { Eventual, Request, Task } from '../objects/task.ts';
import { asPythonError, invoke, invokeNative, rejectAbstract } from '../operations/call.ts';
import { onceReady, Unready } from '../operations/unready.ts';
import { cellsFor, frameFor } from './calls.ts';
import { execute } from './execute.ts';
import { Mode, NativeFrame, PyFrame } from './frame.ts';
import type { Frame } from './frame.ts';
import { implicitSuper } from './super.ts';

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly promise: PromiseLike<unknown>; readonly cancel?: (() => void) | undefined }
  /** The slice's time is over. */
  | { readonly kind: 'slice' }
  | { readonly kind: 'interrupt' };

/** The machines that are running, innermost last: natives such as `locals()` look at the frame that called them. */
let running: Machine | null = null;

/** The frame of the Python code that called the native which asks. */
export function callingFrame(): PyFrame {
  const frame = running?.innermost();
  if (frame === undefined || frame === null) throw exc.RuntimeError('no current frame');
  return frame;
}

/** The exception that the running program handles just now, or null. */
export function handledException(): PyException | null {
  return running?.handledFrom(running.top) ?? null;
}

export const SLICE_MS = 8;
/** Native frames allowed at once: nested reprs, comparisons, modules within modules. */
const NATIVE_LIMIT = 3000;

export class Machine {
  top: Frame | null = null;
  /** An error on its way into `top`. */
  #pending: unknown = undefined;
  #hasPending = false;
  #interrupt = false;
  #deadline = 0;
  /** Jumps and calls left until the clock is looked at, and how many there were. */
  #budget = 64;
  #interval = 64;
  #lookedAt = 0;
  #pythonDepth = 0;
  #nativeDepth = 0;
  recursionLimit = 1000;

  /** Puts a program's first frame on. */
  start(frame: Frame): void {
    frame.back = null;
    this.top = frame;
    this.#pythonDepth = frame instanceof PyFrame ? 1 : 0;
    this.#nativeDepth = frame instanceof PyFrame ? 0 : 1;
  }

  /** Makes the running slice end at the next call or jump. */
  interrupt(): void {
    this.#interrupt = true;
  }

  /** Answers the promise that the machine waits for. */
  answer(value: unknown): void {
    (this.top as NativeFrame).incoming = value;
  }

  /** Raises an error in what is on top. */
  fail(error: unknown): void {
    this.#pending = error;
    this.#hasPending = true;
  }

  /** Forgets everything that was under way. */
  clear(): void {
    this.top = null;
    this.#hasPending = false;
  }

  innermost(): PyFrame | null {
    let frame = this.top;
    while (frame !== null && !(frame instanceof PyFrame)) frame = frame.back;
    return frame;
  }

  slice(): Outcome {
    const outer = running;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- natives find the machine that runs them
    running = this;
    this.#interrupt = false;
    this.#lookedAt = performance.now();
    this.#deadline = this.#lookedAt + SLICE_MS;
    this.#budget = this.#interval;
    try {
      return this.#run();
    } finally {
      running = outer;
    }
  }

  #run(): Outcome {
    for (;;) {
      const frame = this.top;
      if (frame === null) {
        if (!this.#hasPending) return { kind: 'done' };
        this.#hasPending = false;
        throw this.#pending;
      }
      if (this.#hasPending && frame instanceof PyFrame) {
        this.#hasPending = false;
        this.#raise(frame, this.#pending);
        continue;
      }
      if (this.#interrupt) return { kind: 'interrupt' };
      if (this.#budget < 0 && this.#look()) return { kind: 'slice' };
      if (frame instanceof PyFrame) {
        try {
          execute(this, frame);
        } catch (error) {
          this.#raise(frame, error);
        }
      } else {
        const outcome = this.#step(frame);
        if (outcome !== null) return outcome;
      }
    }
  }

  /** Counts a call or jump; true if the machine should look up. */
  tick(): boolean {
    return --this.#budget < 0 || this.#interrupt;
  }

  /** Looks at the clock, and adapts how often it does so: natives may take microseconds or milliseconds. */
  #look(): boolean {
    const now = performance.now();
    const elapsed = now - this.#lookedAt;
    if (elapsed > 1) this.#interval = Math.max(1, this.#interval >> 2);
    else if (elapsed < 0.25) this.#interval = Math.min(8192, this.#interval * 2);
    this.#lookedAt = now;
    this.#budget = this.#interval;
    return now >= this.#deadline;
  }

  // Frames

  /** Puts a called function's frame on top. */
  push(frame: PyFrame, back: Frame): void {
    if (this.#pythonDepth >= this.recursionLimit) throw exc.RecursionError('maximum recursion depth exceeded');
    this.#pythonDepth++;
    frame.back = back;
    this.top = frame;
  }

  /** Puts a task on top. */
  pushTask(task: Task<unknown>, holds: readonly Value[], back: Frame): void {
    if (this.#nativeDepth >= NATIVE_LIMIT) throw exc.RecursionError('maximum recursion depth exceeded');
    this.#nativeDepth++;
    this.top = new NativeFrame(task, holds, back);
  }

  /** Takes the top frame off and hands its value to the one below. */
  finish(frame: Frame, value: unknown): void {
    if (frame instanceof PyFrame) this.#pythonDepth--;
    else this.#nativeDepth--;
    this.deliver(frame.back, value);
  }

  /** Hands a value to a frame that waited for it, which becomes the top. */
  deliver(frame: Frame | null, value: unknown): void {
    this.top = frame;
    if (frame === null) return;
    if (frame instanceof NativeFrame) {
      frame.incoming = value;
      return;
    }
    const given = value as Value | undefined;
    switch (frame.mode) {
      case Mode.PUSH:
        frame.stack[frame.sp++] = given === undefined ? null : given;
        return;
      case Mode.FOR:
        if (given !== undefined) frame.stack[frame.sp++] = given;
        else this.#leaveLoop(frame);
        return;
      case Mode.RETRY:
        frame.stack[frame.sp - 1] = given;
        frame.ip--;
        return;
      case Mode.INITIALIZED:
        if (given !== null) this.fail(exc.TypeError(`__init__() should return None, not '${typeName(given!)}'`));
        return;
      case Mode.DELEGATE:
        this.#delegated(frame, given);
        return;
      default:
    }
  }

  #leaveLoop(frame: PyFrame): void {
    frame.sp--;
    frame.ip = frame.code.instructions[frame.ip * 2 + 1]! - 1;
  }

  /** What the delegate of `yield from` yielded, or undefined at its end. */
  #delegated(frame: PyFrame, value: Value | undefined): void {
    if (value !== undefined) {
      this.suspend(frame, value);
      return;
    }
    const delegate = frame.stack[frame.sp - 1]!;
    frame.stack[frame.sp - 1] = delegate instanceof PyGenerator ? delegate.returned : null;
  }

  /** A generator's frame yields: it goes off the chain, and its caller gets the value. */
  suspend(frame: PyFrame, value: Value): void {
    const { back } = frame;
    frame.generator!.running = false;
    frame.back = null;
    this.#pythonDepth--;
    this.deliver(back, value);
  }

  /** A generator's frame returns. */
  exhaust(frame: PyFrame, value: Value): void {
    const generator = frame.generator!;
    generator.running = false;
    generator.frame = null;
    generator.returned = value;
    this.finish(frame, undefined);
  }

  // Calls

  /**
   * Calls from a frame. `base` is where on its stack the callable lies and the result goes; until a native has run, its
   * arguments stay there, where `held` sees them. Answers true if another frame is on top now.
   */
  call(frame: PyFrame, callee: Value, args: Value[], kwargs: Map<string, Value> | null, base: number): boolean {
    let target = callee;
    let values = args;
    while (target instanceof BoundMethod) {
      values = [target.self, ...values];
      target = target.callee;
    }
    if (target instanceof PyFunction) return this.#callFunction(frame, target, values, kwargs, base);
    if (target instanceof PyType) {
      if (target === superType && values.length === 0) {
        frame.stack[base] = implicitSuper(frame);
        frame.sp = base + 1;
        return false;
      }
      const initialize = target.native || !callsPlainly(target) ? undefined : target.lookup('__init__');
      if (initialize instanceof PyFunction && target.lookup('__new__') === objectType.dict.get('__new__')) {
        return this.#construct(frame, target, initialize, values, kwargs, base);
      }
    }
    const result =
      target instanceof NativeFunction ? invokeNative(target, values, kwargs) : invoke(target, values, kwargs);
    frame.sp = base;
    return this.settle(frame, result, values);
  }

  #callFunction(
    frame: PyFrame,
    callee: PyFunction,
    args: Value[],
    kwargs: Map<string, Value> | null,
    base: number,
  ): boolean {
    const called = frameFor(callee, args, kwargs);
    frame.sp = base;
    if (callee.code.generator) {
      frame.stack[frame.sp++] = this.#generator(called, callee, frame);
      return false;
    }
    frame.mode = Mode.PUSH;
    this.push(called, frame);
    return true;
  }

  #generator(frame: PyFrame, callee: PyFunction, caller: PyFrame | null = null): PyGenerator {
    const generator = new PyGenerator(frame, callee.name, callee.qualname, caller?.code, caller?.ip);
    frame.generator = generator;
    return generator;
  }

  #construct(
    frame: PyFrame,
    type: PyType,
    initialize: PyFunction,
    args: Value[],
    kwargs: Map<string, Value> | null,
    base: number,
  ): boolean {
    if (type.allocate === null) throw exc.TypeError(`cannot create '${type.name}' instances`);
    rejectAbstract(type);
    const instance = type.allocate(type);
    if (instance instanceof PyException) instance.args = new PyTuple(args.slice());
    const called = frameFor(initialize, [instance, ...args], kwargs);
    frame.stack[base] = instance;
    frame.sp = base + 1;
    frame.mode = Mode.INITIALIZED;
    this.push(called, frame);
    return true;
  }

  /** Pushes an operation's result, now or when its task is done. */
  settle(
    frame: PyFrame,
    result: Eventual<Value | undefined | void>,
    holds: readonly Value[],
    mode: Mode = Mode.PUSH,
  ): boolean {
    if (isTask(result)) {
      frame.mode = mode;
      this.pushTask(result, holds, frame);
      return true;
    }
    if (mode !== Mode.DISCARD) frame.stack[frame.sp++] = result === undefined ? null : result;
    return false;
  }

  // Tasks

  #step(frame: NativeFrame): Outcome | null {
    try {
      let result: IteratorResult<Request, unknown>;
      if (this.#hasPending) {
        this.#hasPending = false;
        result = frame.task.throw(this.#pending);
      } else {
        const value = frame.incoming;
        frame.incoming = undefined;
        result = frame.task.next(value);
      }
      if (result.done === true) {
        this.finish(frame, result.value);
        return null;
      }
      return this.#request(frame, result.value);
    } catch (error) {
      const { native, bound } = frame.task;
      if (error instanceof Unready && native !== undefined && bound !== undefined) {
        frame.task = onceReady(native, bound, error);
        frame.task.native = native;
        return null;
      }
      this.#nativeDepth--;
      this.top = frame.back;
      this.fail(asPythonError(error, native ?? 'a native function'));
      return null;
    }
  }

  #request(frame: NativeFrame, request: Request): Outcome | null {
    switch (request.kind) {
      case 'call':
        this.#requestedCall(frame, request.callee, request.args, request.kwargs);
        break;
      case 'run':
        this.pushTask(request.task, request.holds, frame);
        break;
      case 'resume':
        this.#ask(frame, () => this.resume(request.generator, request.value, frame));
        break;
      case 'throw':
        this.#ask(frame, () => this.throwInto(request.generator, request.error, frame));
        break;
      case 'body': {
        const { code, globals, closure } = request.function;
        const cells = cellsFor(code, closure, []);
        this.#ask(frame, () => this.push(new PyFrame(code, globals, [], cells, request.namespace), frame));
        break;
      }
      case 'wait':
        return request;
      case 'breathe':
        return this.#interrupt ? { kind: 'interrupt' } : this.#look() ? { kind: 'slice' } : null;
    }
    if (this.tick()) {
      if (this.#interrupt) return { kind: 'interrupt' };
      if (this.#look()) return { kind: 'slice' };
    }
    return null;
  }

  /** Errors of carrying out a request go into the task that asked. */
  #ask(frame: NativeFrame, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.top = frame;
      this.fail(error);
    }
  }

  #requestedCall(frame: NativeFrame, callee: Value, args: Value[], kwargs: Map<string, Value> | null): void {
    this.#ask(frame, () => {
      if (callee instanceof PyFunction) {
        const called = frameFor(callee, args, kwargs);
        if (callee.code.generator) frame.incoming = this.#generator(called, callee);
        else this.push(called, frame);
        return;
      }
      const result = invoke(callee, args, kwargs);
      if (isTask(result)) this.pushTask(result, [callee, ...args], frame);
      else frame.incoming = result;
    });
  }

  // Generators

  /** Goes on with a generator; `back` gets what it yields, or undefined when it has ended. */
  resume(generator: PyGenerator, value: Value, back: Frame): void {
    if (generator.running) throw exc.ValueError('generator already executing');
    const { frame } = generator;
    if (frame === null) {
      generator.returned = null;
      this.deliver(back, undefined);
      return;
    }
    if (!generator.started) {
      if (value !== null) throw exc.TypeError("can't send non-None value to a just-started generator");
      generator.started = true;
    } else {
      frame.stack[frame.sp++] = value;
      if (suspendedInDelegate(frame)) frame.ip--;
    }
    this.push(frame, back);
    generator.running = true;
  }

  /** Raises an error where a generator is suspended. */
  throwInto(generator: PyGenerator, error: Error, back: Frame): void {
    if (generator.running) throw exc.ValueError('generator already executing');
    const { frame } = generator;
    if (frame === null || !generator.started) {
      generator.frame = null;
      this.top = back;
      this.fail(error);
      return;
    }
    this.push(frame, back);
    generator.running = true;
    const delegate = suspendedInDelegate(frame) ? frame.stack[frame.sp - 1] : null;
    if (delegate instanceof PyGenerator && delegate.frame !== null) {
      frame.mode = Mode.DELEGATE;
      this.throwInto(delegate, error, frame);
      return;
    }
    this.fail(error);
  }

  // Exceptions

  /** Takes an error into a frame: to its innermost handler, or off the frame to the one below. */
  #raise(frame: PyFrame, thrown: unknown): void {
    if (thrown instanceof Stopped) throw thrown;
    const error = asPythonError(thrown, frame.code.name) as PythonError;
    const { exception } = error;
    if (!error.propagating) {
      error.propagating = true;
      setContext(exception, this.#handled(frame));
    }
    if (error.reraised) error.reraised = false;
    else exception.traceback = [{ code: frame.code, instruction: Math.max(frame.ip, 0) }, ...exception.traceback];
    const block = frame.blocks.pop();
    if (block !== undefined) {
      this.top = frame;
      frame.sp = block.sp;
      frame.stack[frame.sp++] = block.handled;
      frame.stack[frame.sp++] = exception;
      frame.handled = exception;
      frame.ip = block.handler - 1;
      return;
    }
    this.#pythonDepth--;
    this.top = frame.back;
    this.fail(error);
    if (frame.generator !== null) this.#endGenerator(frame, frame.generator, error);
  }

  #endGenerator(frame: PyFrame, generator: PyGenerator, error: PythonError): void {
    generator.frame = null;
    generator.running = false;
    frame.back = null;
    if (!isInstance(error.exception, exceptionTypes.StopIteration)) return;
    const wrong = exc.RuntimeError('generator raised StopIteration');
    wrong.exception.cause = wrong.exception.context = error.exception;
    wrong.exception.suppressContext = true;
    wrong.propagating = true;
    this.fail(wrong);
  }

  /** The exception that is being handled around a frame. */
  #handled(frame: Frame | null): PyException | null {
    for (let f = frame; f !== null; f = f.back) if (f instanceof PyFrame && f.handled !== null) return f.handled;
    return null;
  }

  /** What a bare `raise` raises again. */
  handledFrom(frame: Frame | null): PyException | null {
    return this.#handled(frame);
  }
}

function suspendedInDelegate(frame: PyFrame): boolean {
  return frame.code.instructions[frame.ip * 2] === OP.YIELD_FROM;
}

/** Notes what was being handled when an exception was raised, without making a circle. */
function setContext(exception: PyException, handled: PyException | null): void {
  if (handled === null || handled === exception) return;
  for (let e: PyException = handled; e.context !== null; e = e.context) {
    if (e.context === exception) {
      e.context = null;
      break;
    }
  }
  exception.context = handled;
}

/** Whether calling the class is making an instance: no metaclass of it has a `__call__` of its own. */
const callsPlainly = ({ metatype }: PyType): boolean =>
  metatype === null || metatype.lookup('__call__') === typeType.lookup('__call__');
