/** Iterators written in TypeScript. */
import { builtinType, PyObject } from './object.ts';
import type { PyType, Value, Visit } from './object.ts';
import type { Eventual } from './task.ts';

/** Base of native iterators. `for` calls `next` directly, so a loop over one costs no Python call. */
export abstract class PyIterator extends PyObject {
  /** The next item; undefined when there is none, and for ever after. */
  abstract next(): Eventual<Value | undefined>;
}

const types = new Map<string, PyType>();

function iteratorType(name: string): PyType {
  let type = types.get(name);
  if (type === undefined) {
    const dot = name.lastIndexOf('.');
    const module = dot < 0 ? 'builtins' : name.slice(0, dot);
    type = builtinType(name.slice(dot + 1), { module, subclassable: false });
    types.set(name, type);
  }
  return type;
}

/** Every iterator type of this file: they get `__iter__` and `__next__` where the built-ins are put together. */
export function iteratorTypes(onType: (type: PyType) => void): void {
  for (const type of types.values()) onType(type);
  observers.push(onType);
}
const observers: ((type: PyType) => void)[] = [];

function observedType(name: string): PyType {
  const known = types.has(name);
  const type = iteratorType(name);
  if (!known) for (const observe of observers) observe(type);
  return type;
}

/** An iterator over anything that JavaScript can iterate. `source` is the Python object that it walks, if any. */
export class NativeIterator extends PyIterator {
  readonly #next: () => Eventual<Value | undefined>;
  readonly #type: PyType;
  readonly #holds: readonly Value[];
  /** What `repr` answers, for those that say more than their type. */
  describe: (() => Eventual<string>) | null = null;
  #ended = false;

  /** `next` answers undefined at the end; `holds` are the values that it refers to; `typeName` is what `type()` shows. */
  constructor(next: () => Eventual<Value | undefined>, holds: readonly Value[] = [], typeName = 'iterator') {
    super();
    this.#next = next;
    this.#type = observedType(typeName);
    this.#holds = holds;
  }

  /** Walks a JavaScript iterable. */
  static over(items: Iterable<Value>, holds: readonly Value[] = [], typeName = 'iterator'): NativeIterator {
    const iterator = items[Symbol.iterator]();
    return new NativeIterator(
      () => {
        const step = iterator.next();
        return step.done === true ? undefined : step.value;
      },
      holds,
      typeName,
    );
  }

  get type(): PyType {
    return this.#type;
  }

  next(): Eventual<Value | undefined> {
    if (this.#ended) return undefined;
    const item = this.#next();
    if (item === undefined) this.#ended = true;
    return item;
  }

  override traverse(visit: Visit): void {
    for (const value of this.#holds) visit(value);
  }
}
