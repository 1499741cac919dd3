/** The module `contextlib`. */
import { defineClass, defineModule, nativeFunction } from '../objects/define.ts';
import { exc, PyException, PythonError } from '../objects/exceptions.ts';
import { PyGenerator } from '../objects/generator.ts';
import { isInstance, PyInstance, PyType } from '../objects/object.ts';
import type { Value, Visit } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import { getAttribute } from '../operations/attributes.ts';
import { call, invoke } from '../operations/call.ts';
import { nextOf } from './iterators.ts';

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
      nativeFunction('inner(*args, **kwds)', function* (args: Value[], kwargs: Map<string, Value>) {
        const manager = yield* manage(self.callee, self.args, self.kwargs);
        yield* call(yield* finish(getAttribute(manager, '__enter__')));
        const leave = yield* finish(getAttribute(manager, '__exit__'));
        let result: Value;
        try {
          result = yield* call(wrapped, args, kwargs);
        } catch (error) {
          if (!(error instanceof PythonError)) throw error;
          if ((yield* call(leave, [error.exception.type, error.exception, null])) !== true) throw error;
          return null;
        }
        yield* call(leave, [null, null, null]);
        return result;
      }),
  },
});

function* manage(callee: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>) {
  const made = new Manager(managerType);
  made.callee = callee;
  made.args = args;
  made.kwargs = kwargs;
  made.generator = yield* call(callee, args, kwargs.size === 0 ? null : kwargs);
  return made;
}

class Holder extends PyInstance {
  values: readonly Value[] = [];

  override traverse(visit: Visit): void {
    super.traverse(visit);
    for (const value of this.values) visit(value);
  }
}
const makeHolder = (type: PyType): Holder => new Holder(type);

export const contextlib = defineModule({
  name: 'contextlib',
  functions: {
    'contextmanager(func)': (callee: Value) =>
      nativeFunction('helper(*args, **kwds)', (args: Value[], kwargs: Map<string, Value>) =>
        manage(callee, args, kwargs),
      ),
  },
  members: {
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
  absent: { ExitStack: 'nested with statements run here', redirect_stdout: 'print to a list instead' },
});
