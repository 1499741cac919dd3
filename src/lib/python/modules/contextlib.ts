/** The module `contextlib`. */
import { PyFunction } from '../objects/callable.ts';
import { defineClass, defineModule, nativeFunction } from '../objects/define.ts';
import { exc, PyException, PythonError } from '../objects/exceptions.ts';
import { PyGenerator } from '../objects/generator.ts';
import { isInstance, PyInstance, PyType } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { truthOf } from '../operations/conversion.ts';
import { callMethod } from '../operations/methods.ts';
import { tracebackOf } from '../types/tracebacks.ts';
import { exitStack } from './exit-stack.ts';
import { nextOf } from './iterators.ts';
import { setStream } from './streams.ts';

class Manager extends PyInstance {
  generator: Value = null;
  callee: Value = null;
  args: readonly Value[] = [];
  kwargs: ReadonlyMap<string, Value> = new Map();

  override traverse(visit: Visit): void {
    super.traverse(visit);
    for (const value of [this.generator, this.callee, ...this.args, ...this.kwargs.values()]) visit(value);
  }
}

class Holder extends PyInstance {
  values: readonly Value[] = [];

  override traverse(visit: Visit): void {
    super.traverse(visit);
    for (const value of this.values) visit(value);
  }
}
const makeHolder = (type: PyType): Holder => new Holder(type);

const managerType: PyType = defineClass({
  name: '_GeneratorContextManager',
  module: 'contextlib',
  allocate: null,
  methods: {
    '__enter__(self)': function* (self: Manager) {
      const value = yield* nextOf(self.generator);
      if (value === undefined) throw exc.RuntimeError("generator didn't yield");
      return value;
    },
    '__exit__(self, type, value, traceback, /)': function* (self: Manager, _type: Value, value: Value) {
      const { generator } = self;
      if (value === null) {
        if ((yield* nextOf(generator)) !== undefined) throw exc.RuntimeError("generator didn't stop");
        return false;
      }
      if (!(generator instanceof PyGenerator) || !(value instanceof PyException)) return false;
      try {
        const item = (yield { kind: 'throw', generator, error: new PythonError(value) }) as Value | undefined;
        if (item !== undefined) throw exc.RuntimeError("generator didn't stop after throw()");
        return true;
      } catch (error) {
        if (error instanceof PythonError && error.exception === value) return false;
        throw error;
      }
    },
    // Used as a decorator, it makes a new manager for each call.
    '__call__(self, func, /)': (self: Manager, wrapped: Value) =>
      decorated(wrapped, () => manage(self.callee, self.args, self.kwargs)),
  },
});

/** A function's name as a signature may have it. */
function nameOf(callee: Value): string {
  return callee instanceof PyFunction && /^\w+$/.test(callee.name) ? callee.name : 'inner';
}

/** A function that calls another one within a context manager, made anew for each call. */
function decorated(wrapped: Value, manager: () => Task): Value {
  const signature = `${nameOf(wrapped)}(*args, **kwds)`;
  const inner = nativeFunction(signature, function* (args: Value[], kwargs: Map<string, Value>) {
    const made = yield* manager();
    yield* callMethod(made, '__enter__');
    const leave = yield* finish(getAttribute(made, '__exit__'));
    let result: Value;
    try {
      result = yield* call(wrapped, args, kwargs);
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      const { exception } = error;
      const about = [exception.type, exception, tracebackOf(exception)];
      if (!(yield* finish(truthOf(yield* call(leave, about))))) throw error;
      return null;
    }
    yield* call(leave, [null, null, null]);
    return result;
  });
  return inner;
}

const abstractManager = defineClass({
  name: 'AbstractContextManager',
  module: 'contextlib',
  methods: { '__enter__(self)': (self: Value) => self, '__exit__(self, type, value, traceback, /)': () => null },
});

const decoratorType = defineClass({
  name: 'ContextDecorator',
  module: 'contextlib',
  methods: {
    '__call__(self, func, /)': (self: Value, wrapped: Value) =>
      decorated(wrapped, function* () {
        return self;
      }),
  },
});

/** `redirect_stdout(file)`: what the program prints goes into the file while the block runs. */
function redirection(name: string, stream: 'stdout' | 'stderr'): PyType {
  return defineClass({
    name,
    module: 'contextlib',
    allocate: makeHolder,
    methods: {
      '__init__(self, new_target)': (self: Holder, target: Value) => {
        self.values = [target];
      },
      '__enter__(self)': (self: Holder) => {
        self.values = [self.values[0]!, setStream(stream, self.values[0]!)];
        return self.values[0]!;
      },
      '__exit__(self, *args)': (self: Holder) => {
        setStream(stream, self.values[1]!);
        return null;
      },
    },
  });
}

function* manage(callee: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>) {
  const made = new Manager(managerType);
  made.callee = callee;
  made.args = args;
  made.kwargs = kwargs;
  made.generator = yield* call(callee, args, kwargs.size === 0 ? null : kwargs);
  return made;
}

export const contextlib = defineModule({
  name: 'contextlib',
  functions: {
    'contextmanager(func)': (callee: Value) =>
      nativeFunction(`${nameOf(callee)}(*args, **kwds)`, (args: Value[], kwargs: Map<string, Value>) =>
        manage(callee, args, kwargs),
      ),
  },
  members: {
    ExitStack: exitStack,
    AbstractContextManager: abstractManager,
    ContextDecorator: decoratorType,
    redirect_stdout: redirection('redirect_stdout', 'stdout'),
    redirect_stderr: redirection('redirect_stderr', 'stderr'),
    suppress: defineClass({
      name: 'suppress',
      module: 'contextlib',
      allocate: makeHolder,
      methods: {
        '__init__(self, *exceptions)': (self: Holder, types: Value[]) => {
          self.values = types;
        },
        '__enter__(self)': () => null,
        '__exit__(self, type, value, traceback, /)': (self: Holder, _type: Value, value: Value) =>
          value !== null && self.values.some((type) => type instanceof PyType && isInstance(value, type)),
      },
    }),
    nullcontext: defineClass({
      name: 'nullcontext',
      module: 'contextlib',
      allocate: makeHolder,
      methods: {
        '__init__(self, enter_result=None)': (self: Holder, result: Value) => {
          self.values = [result];
        },
        '__enter__(self)': (self: Holder) => self.values[0]!,
        '__exit__(self, *args)': () => null,
      },
    }),
    closing: defineClass({
      name: 'closing',
      module: 'contextlib',
      allocate: makeHolder,
      methods: {
        '__init__(self, thing)': (self: Holder, thing: Value) => {
          self.values = [thing];
        },
        '__enter__(self)': (self: Holder) => self.values[0]!,
        '__exit__(self, *args)': function* (self: Holder) {
          yield* finish(invoke(yield* finish(getAttribute(self.values[0]!, 'close')), [], null));
          return null;
        },
      },
    }),
  },
  absent: {
    asynccontextmanager: 'programs here are not asynchronous; contextmanager runs here',
    AsyncExitStack: 'programs here are not asynchronous; ExitStack runs here',
    chdir: 'os.chdir runs here',
  },
});
