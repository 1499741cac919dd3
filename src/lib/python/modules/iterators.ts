/** Helpers for modules that make iterators. */
import { NativeIterator } from '../objects/iterator.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { advance, iteratorOf } from '../operations/iteration.ts';

/** A Python iterator from a TypeScript generator that yields tasks' requests and, wrapped in `item`, its items. */
export function iteratorFrom(
  typeName: string,
  holds: readonly Value[],
  next: () => Task<Value | undefined>,
): NativeIterator {
  return new NativeIterator(next, holds, typeName);
}

/** The iterators of several iterables. */
export function* iteratorsOf(iterables: readonly Value[]): Task<Value[]> {
  const iterators: Value[] = [];
  for (const iterable of iterables) iterators.push(yield* finish(iteratorOf(iterable)));
  return iterators;
}

/** The next item, as a task. */
export function* nextOf(iterator: Value): Task<Value | undefined> {
  return yield* finish(advance(iterator));
}
