/** Exceptions: what they say, and their attributes. */
import { PyBytes, PyList, PyTuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import type { ExceptionName } from '../objects/exceptions.ts';
import { exc, exceptionTypes, PyException, setDescribe } from '../objects/exceptions.ts';
import { isInstance, plainText, typeName } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { tracebackOf } from './tracebacks.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { groupText, PyExceptionGroup } from '../operations/exception-groups.ts';
import { itemsNow } from '../operations/iteration.ts';
import { reprItems, reprOf, strOf } from '../operations/conversion.ts';

/** The class that OSError becomes for an error number. */
const KIND_OF_ERRNO: Readonly<Record<string, ExceptionName>> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
};

/** `str(exception)`: nothing, the only argument, or all of them. */
function* exceptionText(self: PyException): Task<string> {
  const { items } = self.args;
  if (items.length === 0) return '';
  if (isInstance(self, exceptionTypes.KeyError) && items.length === 1) return yield* finish(reprOf(items[0]!));
  if (self.place !== null) return syntaxMessage(self);
  if (isInstance(self, exceptionTypes.UnicodeDecodeError) && items.length === 5) return undecodable(items);
  if (isInstance(self, exceptionTypes.OSError) && items.length >= 2 && items.length <= 5) {
    const text = `[Errno ${yield* finish(strOf(items[0]!))}] ${yield* finish(strOf(items[1]!))}`;
    const file = self.dict.get('filename') ?? null;
    return file === null ? text : `${text}: ${yield* finish(reprOf(file))}`;
  }
  return items.length === 1 ? yield* finish(strOf(items[0]!)) : yield* finish(reprOf(self.args));
}

/** UnicodeDecodeError's message: the codec, the bytes, where they start and end, and the reason. */
function undecodable([codec, bytes, start, end, reason]: readonly Value[]): string {
  const [from, to] = [Number(start), Number(end)];
  const byte = bytes instanceof PyBytes && to === from + 1 ? bytes.bytes[from] : undefined;
  const what =
    byte === undefined
      ? `bytes in position ${from}-${to - 1}`
      : `byte 0x${byte.toString(16).padStart(2, '0')} in position ${from}`;
  return `'${plainText(codec!)}' codec can't decode ${what}: ${plainText(reason!)}`;
}

function syntaxMessage(self: PyException): string {
  const { filename, line } = self.place!;
  return `${plainText(self.args.items[0] ?? null)} (${filename}, line ${line})`;
}

setDescribe((exception) => {
  if (exception instanceof PyExceptionGroup) return groupText(exception);
  // Only what needs no code of the program: messages for TypeScript's side.
  const task = exceptionText(exception);
  let step = task.next();
  for (let n = 0; step.done !== true && n < 1000; n++) {
    const request = step.value;
    if (request.kind !== 'run') return `<${exception.type.name}>`;
    const inner = request.task.next();
    if (inner.done !== true) return `<${exception.type.name}>`;
    step = task.next(inner.value);
  }
  return step.done === true ? step.value : `<${exception.type.name}>`;
});

extendType(exceptionTypes.BaseException, {
  methods: {
    '__init__(self, *args)': (self: PyException, args: Value[]) => {
      self.args = new PyTuple(args);
    },
    '__str__(self, /)': exceptionText,
    '__repr__(self, /)': (self: PyException) => reprItems(self, `${self.type.name}(`, self.args.items, ')'),
    'with_traceback(self, tb, /)': (self: PyException) => self,
    'add_note(self, note, /)': (self: PyException, note: Value) => {
      if (typeof note !== 'string') throw exc.TypeError(`note must be a str, not '${typeName(note)}'`);
      const notes = self.dict.get('__notes__');
      if (notes instanceof PyList) notes.items.push(note);
      else self.dict.set('__notes__', new PyList([note]));
    },
  },
  properties: {
    args: {
      get: (self: PyException) => self.args,
      set: (self: PyException, value: Value) => {
        self.args = value instanceof PyTuple ? value : new PyTuple(itemsNow(value) ?? []);
      },
    },
    __cause__: {
      get: (self: PyException) => self.cause,
      set: (self: PyException, value: Value) => {
        if (value !== null && !(value instanceof PyException)) {
          throw exc.TypeError('exception cause must be None or derive from BaseException');
        }
        self.cause = value;
        self.suppressContext = true;
      },
    },
    __context__: {
      get: (self: PyException) => self.context,
      set: (self: PyException, value: Value) => {
        if (value !== null && !(value instanceof PyException)) {
          throw exc.TypeError('exception context must be None or derive from BaseException');
        }
        self.context = value;
      },
    },
    __suppress_context__: {
      get: (self: PyException) => self.suppressContext,
      set: (self: PyException, value: Value) => {
        self.suppressContext = value === true;
      },
    },
    __traceback__: { get: (self: PyException) => tracebackOf(self), set: () => null },
  },
});
extendType(exceptionTypes.OSError, {
  statics: {
    // Its own number says which kind of error it is, as in CPython.
    '__new__(cls, *args, **kwargs)': (type: PyType, args: Value[]) => {
      const kind = type === exceptionTypes.OSError && args.length >= 2 ? KIND_OF_ERRNO[plainText(args[0]!)] : undefined;
      const made = new PyException(kind === undefined ? type : exceptionTypes[kind]);
      made.args = new PyTuple(args);
      return made;
    },
  },
  methods: {
    '__init__(self, *args)': (self: PyException, args: Value[]) => {
      const about = args.length >= 2 && args.length <= 5;
      self.args = new PyTuple(about ? args.slice(0, 2) : args);
      self.dict.set('errno', about ? args[0]! : null);
      self.dict.set('strerror', about ? args[1]! : null);
      self.dict.set('filename', about ? (args[2] ?? null) : null);
    },
  },
});
extendType(exceptionTypes.ImportError, {
  methods: {
    '__init__(self, *args, name=None, path=None)': (self: PyException, args: Value[], name: Value, path: Value) => {
      self.args = new PyTuple(args);
      self.dict.set('msg', args[0] ?? null);
      self.dict.set('name', name);
      self.dict.set('path', path);
    },
  },
});
for (const type of [exceptionTypes.NameError, exceptionTypes.AttributeError]) {
  extendType(type, {
    methods: {
      '__init__(self, *args, name=None, obj=None)': (self: PyException, args: Value[], name: Value, object: Value) => {
        self.args = new PyTuple(args);
        self.dict.set('name', name);
        if (type === exceptionTypes.AttributeError) self.dict.set('obj', object);
      },
    },
  });
}
extendType(exceptionTypes.StopIteration, { properties: { value: (self: PyException) => self.args.items[0] ?? null } });
extendType(exceptionTypes.SystemExit, { properties: { code: (self: PyException) => self.args.items[0] ?? null } });
extendType(exceptionTypes.SyntaxError, {
  properties: {
    msg: (self: PyException) => self.args.items[0] ?? null,
    lineno: (self: PyException) => self.place?.line ?? null,
    offset: (self: PyException) => (self.place === null ? null : self.place.column + 1),
    filename: (self: PyException) => self.place?.filename ?? null,
    text: (self: PyException) => self.place?.text ?? null,
  },
});
