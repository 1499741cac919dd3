/**
 * How a text becomes a running program:
 *
 *   text ── syntax/tokens ──▶ tokens ── syntax/parser ──▶ tree (syntax/ast, named as in CPython's `ast`)
 *        ── compile/symtable ──▶ scopes ── compile/compiler ──▶ code objects: instructions with their places in the text
 *        ── vm/machine, vm/execute ──▶ frames that run.
 *
 * Frames live on the heap, never on JavaScript's stack, so a program can be stopped, paused and waited for between any two
 * instructions. Instructions work on values (`objects/`) through operations (`operations/`); what a built-in type can do
 * is in `types/`, the built-in functions in `builtins/`, the standard modules in `modules/`. Natives that must call the
 * program, or wait, are generators that yield requests (`objects/task.ts`); the machine carries them out.
 */
import { compile } from './compile/compiler.ts';
import type { Code } from './compile/code.ts';
import './builtins/all.ts';
import { switchContext } from './objects/context.ts';
import type { RunContext } from './objects/context.ts';
import { PythonError } from './objects/exceptions.ts';
import { PyFunction } from './objects/callable.ts';
import type { PyException } from './objects/exceptions.ts';
import { finish } from './objects/task.ts';
import type { Task } from './objects/task.ts';
import { strOf } from './operations/conversion.ts';
import { exc, exceptionTypes, makeError, Stopped } from './objects/exceptions.ts';
import type { PyModule } from './objects/module.ts';
import type { PyObject, Value } from './objects/object.ts';
import { standardModules } from './modules/all.ts';
import { asPythonError } from './operations/call.ts';
import { LineTable, SyntaxProblem } from './syntax/problem.ts';
import { NativeFrame, PyFrame } from './vm/frame.ts';
import { visitHeld } from './vm/held.ts';
import { Machine, SLICE_MS } from './vm/machine.ts';
import type { Outcome } from './vm/machine.ts';
import { Turns } from './vm/turns.ts';

export { errorLocation, formatTraceback, lastLine, saidOf } from './traceback.ts';
export type { ErrorLocation } from './traceback.ts';
export { PythonError, Stopped } from './objects/exceptions.ts';

export interface InterpreterOptions {
  /** What programs can import besides the standard modules, by dotted name. These win over standard ones. */
  readonly modules?: ReadonlyMap<string, PyModule> | ((name: string) => PyModule | undefined);
  readonly stdout: (text: string) => void;
  readonly stderr?: (text: string) => void;
  /** `sys.argv`; default: the file's name. */
  readonly argv?: readonly string[];
  /** Seconds since the epoch. */
  readonly clock?: () => number;
}

/** Runs one program. */
export class Interpreter {
  readonly #options: InterpreterOptions;
  readonly #machine = new Machine();
  readonly #globals = new Map<string, Value>();
  /** What natives see of this run. Made once, so that what `enter` sets is there when the program runs. */
  readonly #context: RunContext;
  #filename = '';
  #paused = false;
  #stopped = false;
  /** Wakes the run that is paused or waiting. */
  #wake: (() => void) | null = null;

  constructor(options: InterpreterOptions) {
    this.#options = options;
    this.#context = this.#makeContext();
  }

  /** Does something as a native of this run would, so that `perRun` state can be set before the program starts. */
  enter<T>(action: () => T): T {
    const before = switchContext(this.#context);
    try {
      return action();
    } finally {
      switchContext(before);
    }
  }

  /** Whether `pause` was called, and neither `resume` nor `stop` since. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Holds the program before its next instruction. */
  pause(): void {
    this.#paused = true;
    this.#machine.interrupt();
  }

  resume(): void {
    this.#paused = false;
    this.#wake?.();
  }

  /** Ends the run: `run` rejects with `Stopped`. What a native waits for is abandoned at once. */
  stop(): void {
    this.#stopped = true;
    this.#machine.interrupt();
    this.#wake?.();
  }

  /** The line of the program that runs, 1-based; null if none does. */
  get line(): number | null {
    return this.#machine.innermost()?.line ?? null;
  }

  /** Visits every object that the program can still reach, once each. */
  held(visit: (object: PyObject) => void): void {
    visitHeld(this.#machine.top, this.#globals, visit);
  }

  /**
   * Runs a program to its end. Rejects with a `PythonError` for an uncaught exception (a SyntaxError and SystemExit too),
   * and with `Stopped` after `stop()`.
   */
  async run(source: string, filename: string): Promise<void> {
    this.#filename = filename;
    const code = compileProgram(source, filename);
    const globals = this.#globals;
    globals.clear();
    globals.set('__name__', '__main__');
    globals.set('__doc__', null);
    globals.set('__file__', filename);
    this.#machine.start(new PyFrame(code, globals, [], []));
    const turns = new Turns();
    try {
      await this.#drive(this.#context, turns);
    } catch (error) {
      if (error instanceof PythonError) await this.#describe(error.exception, turns);
      throw error;
    } finally {
      turns.close();
      this.#machine.clear();
    }
  }

  /** Lets an uncaught exception's own `__str__` say what it has to say. */
  async #describe(exception: PyException, turns: Turns): Promise<void> {
    if (!(exception.type.lookup('__str__') instanceof PyFunction)) return;
    const task = function* (): Task<null> {
      exception.shown = yield* finish(strOf(exception));
      return null;
    };
    this.#machine.clear();
    this.#machine.start(new NativeFrame(task(), [exception], null));
    try {
      await this.#drive(this.#context, turns);
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      exception.shown = '<exception str() failed>';
    }
  }

  #makeContext(): RunContext {
    const { modules, stdout, stderr, argv, clock } = this.#options;
    const given = typeof modules === 'function' ? modules : (name: string) => modules?.get(name);
    const machine = this.#machine;
    const filename = (): string => this.#filename;
    return {
      stdout,
      stderr: stderr ?? (() => undefined),
      get argv() {
        return argv ?? [filename()];
      },
      clock: clock ?? (() => Date.now() / 1000),
      findModule: (name) => given(name) ?? standardModules.get(name),
      globals: this.#globals,
      get recursionLimit() {
        return machine.recursionLimit;
      },
      set recursionLimit(limit: number) {
        machine.recursionLimit = limit;
      },
    };
  }

  async #drive(context: RunContext, turns: Turns): Promise<void> {
    let lastTurn = performance.now();
    for (;;) {
      if (this.#stopped) throw new Stopped();
      if (this.#paused) {
        await this.#awakened();
        continue;
      }
      const before = switchContext(context);
      let outcome: Outcome;
      try {
        outcome = this.#machine.slice();
      } finally {
        switchContext(before);
      }
      if (outcome.kind === 'done') return;
      if (outcome.kind === 'wait') await this.#settled(outcome.promise, outcome.cancel);
      // A promise may be settled without the event loop having had its turn: many short waits must not starve it.
      if (outcome.kind === 'slice' || performance.now() - lastTurn >= SLICE_MS) {
        await turns.next();
        lastTurn = performance.now();
      }
    }
  }

  #awakened(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
    });
  }

  /** Waits for a promise, or for `stop`. */
  async #settled(promise: PromiseLike<unknown>, cancel: (() => void) | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      let over = false;
      const settle = (act: () => void) => (): void => {
        if (over) return;
        over = true;
        this.#wake = null;
        act();
        resolve();
      };
      this.#wake = () => {
        if (this.#stopped) settle(() => cancel?.())();
      };
      promise.then(
        (value) => settle(() => this.#machine.answer(value))(),
        (error: unknown) => settle(() => this.#machine.fail(error))(),
      );
    });
  }
}

/** Compiles, and turns what the parser found wrong into Python's SyntaxError. */
export function compileProgram(source: string, filename: string): Code {
  try {
    return compile(source, filename);
  } catch (error) {
    if (error instanceof SyntaxProblem) throw syntaxError(error, source, filename);
    if (error instanceof RangeError) {
      throw exc.RecursionError('maximum recursion depth exceeded during compilation');
    }
    throw asPythonError(error, 'the compiler');
  }
}

function syntaxError(problem: SyntaxProblem, source: string, filename: string): PythonError {
  const lines = new LineTable(source);
  const start = lines.place(Math.min(problem.span.from, source.length));
  const end = lines.place(Math.min(Math.max(problem.span.to, problem.span.from), source.length));
  const error = makeError(exceptionTypes[problem.kind], [problem.message]);
  error.exception.place = {
    filename,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    text: lines.lines[start.line - 1] ?? '',
  };
  return error;
}
