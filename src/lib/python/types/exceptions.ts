/** Exceptions: what they say, and their attributes. */
import { PyTuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import type { PyException } from '../objects/exceptions.ts';
import { exceptionTypes, setDescribe } from '../objects/exceptions.ts';
import { isInstance, plainText } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { reprItems, reprOf, strOf } from '../operations/conversion.ts';

/** `str(exception)`: nothing, the only argument, or all of them. */
function* exceptionText(self: PyException): Task<string> {
  const { items } = self.args;
  if (items.length === 0) return '';
  if (isInstance(self, exceptionTypes.KeyError) && items.length === 1) return yield* finish(reprOf(items[0]!));
  if (self.place !== null) return syntaxMessage(self);
  if (isInstance(self, exceptionTypes.OSError) && items.length === 2) {
    return `[Errno ${yield* finish(strOf(items[0]!))}] ${yield* finish(strOf(items[1]!))}`;
  }
  return items.length === 1 ? yield* finish(strOf(items[0]!)) : yield* finish(reprOf(self.args));
}

function syntaxMessage(self: PyException): string {
  const { filename, line } = self.place!;
  return `${plainText(self.args.items[0] ?? null)} (${filename}, line ${line})`;
}

setDescribe((exception) => {
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
      const notes = self.dict.get('__notes__');
      self.dict.set('__notes__', new PyTuple([...(notes instanceof PyTuple ? notes.items : []), note]));
    },
  },
  properties: {
    args: {
      get: (self: PyException) => self.args,
      set: (self: PyException, value: Value) => {
        if (value instanceof PyTuple) self.args = value;
      },
    },
    __cause__: {
      get: (self: PyException) => self.cause,
      set: (self: PyException, value: Value) => {
        self.cause = value as PyException | null;
        self.suppressContext = true;
      },
    },
    __context__: {
      get: (self: PyException) => self.context,
      set: (self: PyException, value: Value) => {
        self.context = value as PyException | null;
      },
    },
    __suppress_context__: {
      get: (self: PyException) => self.suppressContext,
      set: (self: PyException, value: Value) => {
        self.suppressContext = value === true;
      },
    },
    __traceback__: { get: () => null, set: () => null },
  },
});
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
