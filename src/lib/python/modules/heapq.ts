/** The module `heapq`: lists as binary heaps, with the very moves that Python makes, so that the lists are the same. */
import { PyList } from '../objects/containers.ts';
import { defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { breathe, finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { call } from '../operations/call.ts';
import { compareValues } from '../operations/comparison.ts';
import { truthOf } from '../operations/conversion.ts';
import { iterate, ITEMS_PER_BREATH } from '../operations/iteration.ts';
import { toIndex } from '../operations/slicing.ts';
import { sortValues } from '../operations/sorting.ts';
import { iteratorFrom, iteratorsOf, nextOf } from './iterators.ts';

/** `a < b` */
export function* less(a: Value, b: Value): Task<boolean> {
  return yield* finish(truthOf(yield* finish(compareValues('<', a, b))));
}

function heapOf(value: Value): Value[] {
  if (!(value instanceof PyList)) throw exc.TypeError(`heap argument must be a list, not ${typeName(value)}`);
  return value.items;
}

/** Moves the item at `place` up, past parents that are larger, but not above `start`. */
function* siftUp(heap: Value[], start: number, place: number): Task<void> {
  const item = heap[place]!;
  let at = place;
  while (at > start) {
    const parent = (at - 1) >> 1;
    if (!(yield* less(item, heap[parent]!))) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

/** Moves the item at `start` down to a leaf along the smaller children, then up to where it belongs. */
function* siftDown(heap: Value[], start: number): Task<void> {
  const item = heap[start]!;
  let at = start;
  for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
    const right = child + 1;
    if (right < heap.length && !(yield* less(heap[child]!, heap[right]!))) child = right;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = item;
  yield* siftUp(heap, start, at);
}

function* pop(heap: Value[]): Task {
  const last = heap.pop();
  if (last === undefined) throw exc.IndexError('index out of range');
  if (heap.length === 0) return last;
  const first = heap[0]!;
  heap[0] = last;
  yield* siftDown(heap, 0);
  return first;
}

function* replaceFirst(heap: Value[], item: Value): Task {
  const first = heap[0];
  if (first === undefined) throw exc.IndexError('index out of range');
  heap[0] = item;
  yield* siftDown(heap, 0);
  return first;
}

/** The first n in order, as `sorted(iterable, key=key, reverse=reverse)[:n]` has them. */
function extremes(reverse: boolean) {
  return function* (n: Value, iterable: Value, key: Value): Task {
    const sorted = yield* sortValues(yield* iterate(iterable), key, reverse);
    return new PyList(sorted.slice(0, Math.max(0, toIndex(n))));
  };
}

/** The next item of one of the merged iterables. */
interface Head {
  readonly source: Value;
  readonly item: Value;
  readonly key: Value;
}

function* merge(iterables: Value[], key: Value, reverse: Value): Task {
  const descending = yield* finish(truthOf(reverse));
  const sources = yield* iteratorsOf(iterables);
  const heads: Head[] = [];
  let started = false;
  const take = function* (source: Value): Task<Head | undefined> {
    const item = yield* nextOf(source);
    if (item === undefined) return undefined;
    return { source, item, key: key === null ? item : yield* call(key, [item]) };
  };
  return iteratorFrom('generator', [...sources, key], function* () {
    if (!started) {
      started = true;
      for (const source of sources) {
        const head = yield* take(source);
        if (head !== undefined) heads.push(head);
      }
    }
    if (heads.length === 0) return undefined;
    let best = 0;
    for (let i = 1; i < heads.length; i++) {
      const [a, b] = descending ? [heads[best]!, heads[i]!] : [heads[i]!, heads[best]!];
      if (yield* less(a.key, b.key)) best = i;
    }
    const { item, source } = heads[best]!;
    const following = yield* take(source);
    if (following === undefined) heads.splice(best, 1);
    else heads[best] = following;
    return item;
  });
}

export const heapq = defineModule({
  name: 'heapq',
  functions: {
    'heappush(heap, item, /)': function* (heap: Value, item: Value) {
      const items = heapOf(heap);
      items.push(item);
      yield* siftUp(items, 0, items.length - 1);
    },
    'heappop(heap, /)': (heap: Value) => pop(heapOf(heap)),
    'heapify(heap, /)': function* (heap: Value) {
      const items = heapOf(heap);
      for (let i = (items.length >> 1) - 1; i >= 0; i--) {
        yield* siftDown(items, i);
        if (i % ITEMS_PER_BREATH === 0) yield* breathe();
      }
    },
    'heapreplace(heap, item, /)': (heap: Value, item: Value) => replaceFirst(heapOf(heap), item),
    'heappushpop(heap, item, /)': function* (heap: Value, item: Value) {
      const items = heapOf(heap);
      if (items.length === 0 || !(yield* less(items[0]!, item))) return item;
      return yield* replaceFirst(items, item);
    },
    'nlargest(n, iterable, key=None)': extremes(true),
    'nsmallest(n, iterable, key=None)': extremes(false),
    'merge(*iterables, key=None, reverse=False)': merge,
  },
});
