/** The module `bisect`: places in sorted sequences. */
import { defineModule } from '../objects/define.ts';
import type { Implementation } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import type { Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { call } from '../operations/call.ts';
import { lengthOf } from '../operations/conversion.ts';
import { getItemOf } from '../operations/items.ts';
import { callMethod } from '../operations/methods.ts';
import { toIndex } from '../operations/slicing.ts';
import { less } from './heapq.ts';

/** Where x goes among the items from `low` to `high`: after equal ones, or before them. */
function* placeOf(items: Value, x: Value, low: Value, high: Value, key: Value, right: boolean): Task<number> {
  let from = toIndex(low);
  if (from < 0) throw exc.ValueError('lo must be non-negative');
  let to = high === null ? yield* finish(lengthOf(items)) : toIndex(high);
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const item = yield* finish(getItemOf(items, middle));
    const other = key === null ? item : yield* call(key, [item]);
    const before = right ? !(yield* less(x, other)) : yield* less(other, x);
    if (before) from = middle + 1;
    else to = middle;
  }
  return from;
}

const bisect =
  (right: boolean): Implementation =>
  (items: Value, x: Value, low: Value, high: Value, key: Value) =>
    placeOf(items, x, low, high, key, right);

const insort = (right: boolean): Implementation =>
  function* (items: Value, x: Value, low: Value, high: Value, key: Value): Task<null> {
    const wanted = key === null ? x : yield* call(key, [x]);
    const place = yield* placeOf(items, wanted, low, high, key, right);
    yield* callMethod(items, 'insert', [place, x]);
    return null;
  };

const REST = '(a, x, lo=0, hi=None, *, key=None)';

export const bisectModule = defineModule({
  name: 'bisect',
  functions: {
    [`bisect${REST}`]: bisect(true),
    [`bisect_right${REST}`]: bisect(true),
    [`bisect_left${REST}`]: bisect(false),
    [`insort${REST}`]: insort(true),
    [`insort_right${REST}`]: insort(true),
    [`insort_left${REST}`]: insort(false),
  },
});
