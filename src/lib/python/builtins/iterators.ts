/** enumerate, zip, map, filter and reversed. */
import { defineClass } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { NativeIterator, PyIterator } from '../objects/iterator.ts';
import { PyTuple, tuple } from '../objects/containers.ts';
import { PyObject, typeName, typeOf } from '../objects/object.ts';
import type { PyType, Value, Visit } from '../objects/object.ts';
import { finish, isTask } from '../objects/task.ts';
import type { Eventual, Task } from '../objects/task.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import { call, invoke } from '../operations/call.ts';
import { lengthOf, truthOf } from '../operations/conversion.ts';
import { getItemOf } from '../operations/items.ts';
import { advance, iteratorOf } from '../operations/iteration.ts';
import { indexOrNone } from '../operations/slicing.ts';
import { extendIterator } from '../types/generators.ts';
import { builtins } from '../vm/builtins.ts';

/** A native iterator of a type that programs can name. */
class TypedIterator extends PyIterator {
  readonly #type: PyType;
  readonly #next: () => Eventual<Value | undefined>;
  readonly #holds: readonly Value[];

  constructor(type: PyType, next: () => Eventual<Value | undefined>, holds: readonly Value[]) {
    super();
    this.#type = type;
    this.#next = next;
    this.#holds = holds;
  }

  get type(): PyType {
    return this.#type;
  }

  next(): Eventual<Value | undefined> {
    return this.#next();
  }

  override traverse(visit: Visit): void {
    for (const value of this.#holds) visit(value);
  }
}

function define(signature: string, make: (type: PyType, ...args: never[]) => Value | Task): PyType {
  const type: PyType = defineClass({
    name: signature.slice(0, signature.indexOf('(')),
    allocate: null,
    statics: { [`__new__(cls, ${signature.slice(signature.indexOf('(') + 1)}`]: make },
  });
  extendIterator(type);
  builtins.set(type.name, type);
  return type;
}

define('enumerate(iterable, start=0)', function* (type: PyType, iterable: Value, start: Value): Task {
  const iterator = yield* finish(iteratorOf(iterable));
  const first = indexOrNone(start);
  if (first === undefined) throw exc.TypeError(`'${typeName(start)}' object cannot be interpreted as an integer`);
  let n: Value = first;
  const numbered = (item: Value | undefined): Value | undefined => {
    if (item === undefined) return undefined;
    const index = n;
    n = binaryOperation('+', n, 1) as Value;
    return tuple(index, item);
  };
  const next = (): Eventual<Value | undefined> => {
    const item = advance(iterator);
    return isTask(item) ? later(item, numbered) : numbered(item);
  };
  return new TypedIterator(type, next, [iterator]);
});

function* later(
  task: Task<Value | undefined>,
  finish_: (item: Value | undefined) => Value | undefined,
): Task<Value | undefined> {
  return finish_(yield* task);
}

define('zip(*iterables, strict=False)', function* (type: PyType, iterables: Value[], strict: Value): Task {
  const iterators: Value[] = [];
  for (const iterable of iterables) iterators.push(yield* finish(iteratorOf(iterable)));
  let ended = iterators.length === 0;
  const slow = function* (items: Value[], pending: Eventual<Value | undefined>): Task<Value | undefined> {
    let item = yield* finish(pending);
    for (;;) {
      if (item === undefined) {
        ended = true;
        if (strict === true) yield* checkLengths(iterators, items.length);
        return undefined;
      }
      items.push(item);
      if (items.length === iterators.length) return new PyTuple(items);
      item = yield* finish(advance(iterators[items.length]!));
    }
  };
  const next = (): Eventual<Value | undefined> => {
    if (ended) return undefined;
    const items: Value[] = [];
    while (items.length < iterators.length) {
      const item = advance(iterators[items.length]!);
      if (isTask(item) || (item === undefined && strict === true)) return slow(items, item);
      if (item === undefined) {
        ended = true;
        return undefined;
      }
      items.push(item);
    }
    return new PyTuple(items);
  };
  return new TypedIterator(type, next, iterators);
});

function* checkLengths(iterators: readonly Value[], shortest: number): Task<void> {
  const others = (n: number): string => (n === 1 ? 'argument 1' : `arguments 1-${n}`);
  if (shortest > 0) throw exc.ValueError(`zip() argument ${shortest + 1} is shorter than ${others(shortest)}`);
  for (let i = 1; i < iterators.length; i++) {
    if ((yield* finish(advance(iterators[i]!))) !== undefined) {
      throw exc.ValueError(`zip() argument ${i + 1} is longer than ${others(i)}`);
    }
  }
}

define('map(*args)', function* (type: PyType, args: Value[]): Task {
  if (args.length < 2) throw exc.TypeError('map() must have at least two arguments.');
  const [callee, ...iterables] = args as [Value, ...Value[]];
  const iterators: Value[] = [];
  for (const iterable of iterables) iterators.push(yield* finish(iteratorOf(iterable)));
  const next = function* (): Task<Value | undefined> {
    const items: Value[] = [];
    for (const iterator of iterators) {
      const item = yield* finish(advance(iterator));
      if (item === undefined) return undefined;
      items.push(item);
    }
    return yield* call(callee, items);
  };
  return new TypedIterator(type, next, [callee, ...iterators]);
});

define('filter(function, iterable, /)', function* (type: PyType, callee: Value, iterable: Value): Task {
  const iterator = yield* finish(iteratorOf(iterable));
  const next = function* (): Task<Value | undefined> {
    for (;;) {
      const item = yield* finish(advance(iterator));
      if (item === undefined) return undefined;
      if (yield* finish(truthOf(callee === null ? item : yield* call(callee, [item])))) return item;
    }
  };
  return new TypedIterator(type, next, [callee, iterator]);
});

define('reversed(sequence, /)', function* (_type: PyType, sequence: Value): Task {
  const method = typeOf(sequence).lookup('__reversed__');
  if (method !== undefined && method !== null) return yield* finish(invoke(method, [sequence], null));
  const indexable =
    typeof sequence === 'string' || (sequence instanceof PyObject && sequence.type.lookup('__getitem__') !== undefined);
  if (!indexable) throw exc.TypeError(`'${typeName(sequence)}' object is not reversible`);
  let i = yield* finish(lengthOf(sequence));
  return new NativeIterator(() => (i > 0 ? getItemOf(sequence, --i) : undefined), [sequence], 'reversed');
});
