/** Stable sorting with any keys. */
import type { Value } from '../objects/object.ts';
import { PyFloat } from '../objects/object.ts';
import { breathe, finish, isTask } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { call } from './call.ts';
import { compareText, compareValues } from './comparison.ts';
import { truthOf } from './conversion.ts';
import { ITEMS_PER_BREATH } from './iteration.ts';

/** The items in order; `key` None or a function of one argument. */
export function* sortValues(items: readonly Value[], key: Value, reverse: Value): Task<Value[]> {
  const descending = yield* finish(truthOf(reverse));
  let keys = items;
  if (key !== null) {
    const made: Value[] = [];
    for (const item of items) made.push(yield* call(key, [item]));
    keys = made;
  }
  // Python keeps equal items in order in both directions: reverse, sort, reverse.
  const order = Array.from(items, (_, i) => (descending ? items.length - 1 - i : i));
  const sorted = quickSort(keys, order) ?? (yield* mergeSort(keys, order));
  if (descending) sorted.reverse();
  return sorted.map((i) => items[i]!);
}

/** Sorts by plain numbers or plain texts; null if the keys are neither. */
function quickSort(keys: readonly Value[], order: number[]): number[] | null {
  if (keys.every((key) => typeof key === 'string')) {
    return order.sort((a, b) => compareText(keys[a] as string, keys[b] as string));
  }
  const numbers: number[] = [];
  for (const key of keys) {
    const x = typeof key === 'number' ? key : key instanceof PyFloat ? key.value : NaN;
    if (Number.isNaN(x)) return null;
    numbers.push(x);
  }
  return order.sort((a, b) => numbers[a]! - numbers[b]!);
}

/** Merge sort by `<` alone, as Python's. */
function* mergeSort(keys: readonly Value[], order: number[]): Task<number[]> {
  let from = order;
  let to = new Array<number>(order.length);
  let done = 0;
  for (let width = 1; width < from.length; width *= 2) {
    for (let low = 0; low < from.length; low += 2 * width) {
      const middle = Math.min(low + width, from.length);
      const high = Math.min(low + 2 * width, from.length);
      let i = low;
      let j = middle;
      for (let k = low; k < high; k++) {
        const takeRight = i >= middle || (j < high && (yield* isLess(keys[from[j]!]!, keys[from[i]!]!)));
        to[k] = takeRight ? from[j++]! : from[i++]!;
        if (++done % ITEMS_PER_BREATH === 0) yield* breathe();
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

function* isLess(a: Value, b: Value): Task<boolean> {
  const result = compareValues('<', a, b);
  const truth = truthOf(isTask(result) ? yield* result : result);
  return isTask(truth) ? yield* truth : truth;
}
