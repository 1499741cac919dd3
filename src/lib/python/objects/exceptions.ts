/** Python's exceptions as objects, and the JavaScript error that carries one through TypeScript code. */
import { PyTuple } from './containers.ts';
import { builtinType, isInstance, objectType, PyInstance, PyType, plainText } from './object.ts';
import type { PyObject, Value, Visit } from './object.ts';
import type { Code } from '../compile/code.ts';

/** One line of a traceback: a code object and the instruction in it. */
export interface TracebackEntry {
  readonly code: Code;
  readonly instruction: number;
}

/** Where a SyntaxError is: 1-based lines, 0-based columns, the end exclusive. */
export interface SyntaxPlace {
  readonly filename: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** An exception instance. */
export class PyException extends PyInstance {
  args: PyTuple = new PyTuple([]);
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Outermost first. */
  traceback: TracebackEntry[] = [];
  /** What the program's own `__str__` said, once the exception has ended the program. */
  shown: string | null = null;
  /** Only for SyntaxError and what derives from it. */
  place: SyntaxPlace | null = null;
  /** Finds the closest name, for NameError, AttributeError and ImportError: "Did you mean: …?". */
  suggest: (() => string | null) | null = null;

  override traverse(visit: Visit): void {
    super.traverse(visit);
    visit(this.args);
    visit(this.cause);
    visit(this.context);
  }
}

/** How a Python exception travels through TypeScript: `throw exc.ValueError('…')`. */
export class PythonError extends Error {
  readonly exception: PyException;
  /** Whether it has been through a frame since it was raised. */
  propagating = false;
  /** Whether a handler passes it on: the frame is in its traceback already. */
  reraised = false;

  constructor(exception: PyException, cause?: unknown) {
    super(undefined, cause === undefined ? undefined : { cause });
    this.exception = exception;
  }

  override get name(): string {
    return this.exception.type.name;
  }

  /** The message as the last line of a traceback has it, without the type's name. */
  override get message(): string {
    return plainMessage(this.exception);
  }

  /** The status that `sys.exit` asked for; undefined for any other exception. */
  get exitStatus(): number | undefined {
    if (!isInstance(this.exception, exceptionTypes.SystemExit)) return undefined;
    const code = this.exception.args.items[0] ?? null;
    if (code === null) return 0;
    if (typeof code === 'number') return code & 0xff;
    return typeof code === 'boolean' ? Number(code) : 1;
  }
}
// V8 captures a stack for each Error; exceptions are ordinary control flow in Python, and nobody reads that stack.
Object.defineProperty(PythonError.prototype, 'stackTraceLimit', { value: 0 });

/** Thrown out of `Interpreter.run` when `stop()` ended the program. Not a Python exception: no `except` sees it. */
export class Stopped extends Error {
  constructor() {
    super('The run was stopped.');
    this.name = 'Stopped';
  }
}

let describe: (exception: PyException) => string = (exception) => plainText(exception.args.items[0] ?? '');

/** Lets the room that knows `str()` say what an exception's message is. */
export function setDescribe(function_: (exception: PyException) => string): void {
  describe = function_;
}

/** `str(exception)` without running the program's own code. */
export function plainMessage(exception: PyException): string {
  return exception.shown ?? describe(exception);
}

/** Python's tree of built-in exceptions: name, then base. */
const TREE = {
  Exception: 'BaseException',
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  GeneratorExit: 'BaseException',
  ArithmeticError: 'Exception',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  LookupError: 'Exception',
  MemoryError: 'Exception',
  NameError: 'Exception',
  OSError: 'Exception',
  ReferenceError: 'Exception',
  RuntimeError: 'Exception',
  StopAsyncIteration: 'Exception',
  StopIteration: 'Exception',
  SyntaxError: 'Exception',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  Warning: 'Exception',
  FloatingPointError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  ModuleNotFoundError: 'ImportError',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  UnboundLocalError: 'NameError',
  BlockingIOError: 'OSError',
  ChildProcessError: 'OSError',
  ConnectionError: 'OSError',
  BrokenPipeError: 'ConnectionError',
  ConnectionAbortedError: 'ConnectionError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  FileExistsError: 'OSError',
  FileNotFoundError: 'OSError',
  InterruptedError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ProcessLookupError: 'OSError',
  TimeoutError: 'OSError',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  IndentationError: 'SyntaxError',
  TabError: 'IndentationError',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  UnicodeTranslateError: 'UnicodeError',
  BytesWarning: 'Warning',
  DeprecationWarning: 'Warning',
  EncodingWarning: 'Warning',
  FutureWarning: 'Warning',
  ImportWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  ResourceWarning: 'Warning',
  RuntimeWarning: 'Warning',
  SyntaxWarning: 'Warning',
  UnicodeWarning: 'Warning',
  UserWarning: 'Warning',
} as const;

export type ExceptionName = 'BaseException' | keyof typeof TREE;

const allocate = (type: PyType): PyObject => new PyException(type);

function grow(): Record<ExceptionName, PyType> {
  const types = { BaseException: builtinType('BaseException', { bases: [objectType], allocate }) } as Record<
    string,
    PyType
  >;
  for (const [name, base] of Object.entries(TREE)) {
    types[name] = new PyType({ name, bases: [types[base]!], allocate });
  }
  return types;
}

/** The built-in exception types, to catch or to derive from. */
export const exceptionTypes: Record<ExceptionName, PyType> = grow();

/** Makes the error that raises an exception of the type with these arguments. */
export function makeError(type: PyType, args: readonly Value[]): PythonError {
  const exception = new PyException(type);
  exception.args = new PyTuple(args);
  return new PythonError(exception);
}

type Raise = (...args: Value[]) => PythonError;

/** Makers of errors: `throw exc.ValueError('lr must be positive')`. */
export const exc: Record<ExceptionName, Raise> = Object.fromEntries(
  Object.entries(exceptionTypes).map(([name, type]) => [name, (...args: Value[]) => makeError(type, args)]),
) as Record<ExceptionName, Raise>;

/** Whether something caught is a Python exception of this type. */
export function isPythonError(error: unknown, type: PyType = exceptionTypes.BaseException): error is PythonError {
  return error instanceof PythonError && isInstance(error.exception, type);
}
