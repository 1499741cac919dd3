/** `contextlib.ExitStack`: context managers and callbacks, left in the opposite order. */
import { defineClass } from '../objects/define.ts';
import { exc, PythonError } from '../objects/exceptions.ts';
import { PyInstance, typeName, typeOf } from '../objects/object.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { bind } from '../operations/attributes.ts';
import { call } from '../operations/call.ts';
import { truthOf } from '../operations/conversion.ts';
import { tracebackOf } from '../types/tracebacks.ts';

/** What to do on the way out: an `__exit__`, or a callback that ignores exceptions. */
interface Leaving {
  readonly callee: Value;
  /** The arguments of a callback; null for an `__exit__`. */
  readonly args: readonly Value[] | null;
  readonly kwargs: ReadonlyMap<string, Value>;
}

class ExitStack extends PyInstance {
  leaving: Leaving[] = [];

  override traverse(visit: Visit): void {
    super.traverse(visit);
    for (const { callee, args, kwargs } of this.leaving) {
      visit(callee);
      for (const value of [...(args ?? []), ...kwargs.values()]) visit(value);
    }
  }
}

const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();

function* special(manager: Value, name: string): Task {
  const type = typeOf(manager);
  const method = type.lookup(name);
  if (method === undefined) {
    throw exc.TypeError(`'${typeName(manager)}' object does not support the context manager protocol`);
  }
  return (yield* finish(bind(method, manager, type))) ?? null;
}

/** Leaves everything; answers whether the exception was swallowed, and throws what remains of a new one. */
function* leave(self: ExitStack, raised: Value): Task<boolean> {
  let pending: PythonError | null = null;
  let current = raised;
  for (let next = self.leaving.pop(); next !== undefined; next = self.leaving.pop()) {
    try {
      if (next.args !== null) {
        yield* call(next.callee, next.args, next.kwargs.size === 0 ? null : next.kwargs);
        continue;
      }
      const about = current === null ? [null, null, null] : [typeOf(current), current, tracebackOf(current as never)];
      if ((yield* finish(truthOf(yield* call(next.callee, about)))) && current !== null) {
        current = null;
        pending = null;
      }
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      if (error.exception.context === null && error.exception !== current) {
        error.exception.context = current as typeof error.exception | null;
      }
      current = error.exception;
      pending = error;
    }
  }
  if (pending !== null) throw pending;
  return raised !== null && current === null;
}

export const exitStack: PyType = defineClass({
  name: 'ExitStack',
  module: 'contextlib',
  allocate: (type) => new ExitStack(type),
  methods: {
    '__enter__(self)': (self: ExitStack) => self,
    '__exit__(self, type, value, traceback, /)': (self: ExitStack, _type: Value, value: Value) => leave(self, value),
    'enter_context(self, cm)': function* (self: ExitStack, manager: Value) {
      const enter = yield* special(manager, '__enter__');
      const exit = yield* special(manager, '__exit__');
      const entered = yield* call(enter);
      self.leaving.push({ callee: exit, args: null, kwargs: NO_KEYWORDS });
      return entered;
    },
    'push(self, exit)': function* (self: ExitStack, exit: Value) {
      const manages = typeOf(exit).lookup('__exit__') !== undefined;
      self.leaving.push({
        callee: manages ? yield* special(exit, '__exit__') : exit,
        args: null,
        kwargs: NO_KEYWORDS,
      });
      return exit;
    },
    'callback(self, callback, /, *args, **kwds)': (
      self: ExitStack,
      callee: Value,
      args: Value[],
      kwargs: Map<string, Value>,
    ) => {
      self.leaving.push({ callee, args, kwargs });
      return callee;
    },
    'pop_all(self)': (self: ExitStack) => {
      const made = new ExitStack(self.type);
      made.leaving = self.leaving;
      self.leaving = [];
      return made;
    },
    'close(self)': function* (self: ExitStack) {
      yield* leave(self, null);
      return null;
    },
  },
});
