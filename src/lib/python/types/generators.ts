/** Generators and iterators: their methods. */
import { PyTuple } from '../objects/containers.ts';
import { extendType } from '../objects/define.ts';
import { exc, PyException, PythonError } from '../objects/exceptions.ts';
import type { PyGenerator } from '../objects/generator.ts';
import { generatorType } from '../objects/generator.ts';
import type { PyIterator } from '../objects/iterator.ts';
import { iteratorTypes, NativeIterator } from '../objects/iterator.ts';
import { isInstance, PyType, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { invoke } from '../operations/call.ts';
import { address, defaultRepr } from '../operations/conversion.ts';
import { closeGenerator } from '../operations/generators.ts';
import { advance } from '../operations/iteration.ts';

function* send(generator: PyGenerator, value: Value): Task {
  const item = (yield { kind: 'resume', generator, value }) as Value | undefined;
  return ended(generator, item);
}

function ended(generator: PyGenerator, item: Value | undefined): Value {
  if (item !== undefined) return item;
  throw generator.returned === null ? exc.StopIteration() : exc.StopIteration(generator.returned);
}

function* throwInto(generator: PyGenerator, type: Value, value: Value): Task {
  let thrown = type;
  if (type instanceof PyType) {
    const made = value instanceof PyException && isInstance(value, type);
    const args = value === null ? [] : value instanceof PyTuple ? [...value.items] : [value];
    thrown = made ? value : yield* finish(invoke(type, args, null));
  }
  if (thrown instanceof PyType || !(thrown instanceof PyException)) {
    throw exc.TypeError('exceptions must be classes or instances deriving from BaseException, not ' + typeName(type));
  }
  const item = (yield { kind: 'throw', generator, error: new PythonError(thrown) }) as Value | undefined;
  return ended(generator, item);
}

extendType(generatorType, {
  methods: {
    '__iter__(self, /)': (self: PyGenerator) => self,
    '__next__(self, /)': (self: PyGenerator) => send(self, null),
    '__repr__(self, /)': (self: PyGenerator) => `<generator object ${self.qualname} at ${address(self)}>`,
    'send(self, value, /)': send,
    'throw(self, type, value=None, traceback=None, /)': throwInto,
    'close(self, /)': closeGenerator,
  },
  properties: {
    __name__: (self: PyGenerator) => self.name,
    __qualname__: (self: PyGenerator) => self.qualname,
    gi_running: (self: PyGenerator) => self.running,
  },
});

/** Gives a native iterator's type what Python's iterators have. */
export function extendIterator(type: PyType): void {
  extendType(type, {
    methods: {
      '__iter__(self, /)': (self: PyIterator) => self,
      '__repr__(self, /)': (self: PyIterator) =>
        (self instanceof NativeIterator ? self.describe?.() : undefined) ?? defaultRepr(self),
      '__next__(self, /)': function* (self: PyIterator) {
        const item = yield* finish(advance(self));
        if (item === undefined) throw exc.StopIteration();
        return item;
      },
    },
  });
}
iteratorTypes(extendIterator);
