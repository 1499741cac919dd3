/** The module `traceback`: exceptions as text. */
import { PyList } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import { exc, PyException, PythonError } from '../objects/exceptions.ts';
import type { TracebackEntry } from '../objects/exceptions.ts';
import { plainText, PyInstance } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { strOf } from '../operations/conversion.ts';
import { callMethod } from '../operations/methods.ts';
import { writeStandard } from '../files/standard.ts';
import { formatEntries, formatTraceback, lastLine } from '../traceback.ts';
import { PyTraceback } from '../types/tracebacks.ts';
import { handledException } from '../vm/machine.ts';

/** An exception and those it came from, as an uncaught one is written. */
export function* exceptionText(exception: PyException): Task<string> {
  exception.shown = yield* finish(strOf(exception));
  return formatTraceback(new PythonError(exception));
}

const chosen = (given: Value, value: Value): PyException | null =>
  value instanceof PyException ? value : given instanceof PyException ? given : null;

function* handledText(): Task<string> {
  const exception = handledException();
  return exception === null ? 'NoneType: None\n' : yield* exceptionText(exception);
}

/** Writes to `file`, or standard error where there is none. */
function* print(text: string, file: Value): Task<null> {
  if (file === null) return yield* writeStandard('stderr', text);
  yield* callMethod(file, 'write', [text]);
  return null;
}

const asLines = (text: string): PyList => new PyList(text.match(/[^\n]*\n/g) ?? []);

function* textOf(given: Value, value: Value): Task<string> {
  const exception = chosen(given, value);
  if (exception === null) throw exc.TypeError('Exception expected for value, NoneType found');
  return yield* exceptionText(exception);
}

function entriesOf(value: Value): readonly TracebackEntry[] {
  if (value === null) return [];
  if (!(value instanceof PyTraceback)) throw exc.TypeError('a traceback is required: exception.__traceback__');
  return value.entries;
}

const summaryType: PyType = defineClass({
  name: 'FrameSummary',
  module: 'traceback',
  allocate: null,
  methods: {
    '__repr__(self)': ({ dict }: PyInstance) =>
      `<FrameSummary file ${plainText(dict.get('filename')!)}, line ${plainText(dict.get('lineno')!)} in ${plainText(dict.get('name')!)}>`,
  },
});

/** One line of a traceback as an object. */
function summary({ code, instruction }: TracebackEntry): PyInstance {
  const made = new PyInstance(summaryType);
  const line = code.positions[instruction * 4]!;
  const facts = {
    filename: code.source.filename,
    lineno: line,
    name: code.name,
    line: (code.source.lines[line - 1] ?? '').trim(),
  };
  for (const [name, value] of Object.entries(facts)) made.dict.set(name, value);
  return made;
}

export const traceback = defineModule({
  name: 'traceback',
  functions: {
    'print_exc(limit=None, file=None, chain=True)': function* (_limit: Value, file: Value): Task {
      return yield* print(yield* handledText(), file);
    },
    'format_exc(limit=None, chain=True)': handledText,
    'print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True)': function* (
      given: Value,
      value: Value,
      _tb: Value,
      _limit: Value,
      file: Value,
    ): Task {
      return yield* print(yield* textOf(given, value), file);
    },
    'format_exception(exc, /, value=None, tb=None, limit=None, chain=True)': function* (
      given: Value,
      value: Value,
    ): Task {
      return asLines(yield* textOf(given, value));
    },
    'format_tb(tb, limit=None)': (traceback: Value) =>
      new PyList(entriesOf(traceback).map((one) => formatEntries([one]))),
    'print_tb(tb, limit=None, file=None)': function* (traceback: Value, _limit: Value, file: Value): Task {
      return yield* print(formatEntries(entriesOf(traceback)), file);
    },
    'extract_tb(tb, limit=None)': (traceback: Value) => new PyList(entriesOf(traceback).map(summary)),
    'format_exception_only(exc, /, value=None)': function* (given: Value, value: Value): Task {
      const exception = chosen(given, value);
      if (exception === null) throw exc.TypeError('Exception expected for value, NoneType found');
      exception.shown = yield* finish(strOf(exception));
      return new PyList([`${lastLine(exception)}\n`]);
    },
  },
  absent: {
    print_stack: 'Step shows where the program is',
    format_list: 'traceback.format_tb gives such lines',
    TracebackException: 'traceback.format_exception takes the exception',
    extract_stack: 'Step shows where the program is',
    format_stack: 'Step shows where the program is',
    walk_tb: 'traceback.extract_tb lists the lines',
  },
});
