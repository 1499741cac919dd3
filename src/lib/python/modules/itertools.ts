/** The module `itertools`. */
import { PyList, PyTuple, tuple } from '../objects/containers.ts';
import { extendType, defineClass, defineModule } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import type { NativeIterator } from '../objects/iterator.ts';
import type { PyType, Value } from '../objects/object.ts';
import { breathe, finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import { call } from '../operations/call.ts';
import { equal } from '../operations/comparison.ts';
import { reprOf, truthOf } from '../operations/conversion.ts';
import { iterate } from '../operations/iteration.ts';
import { toIndex } from '../operations/slicing.ts';
import { iteratorFrom as makeIterator, iteratorsOf, nextOf } from './iterators.ts';

/** An iterator whose type belongs to this module. */
const iteratorFrom: typeof makeIterator = (name, holds, next) => makeIterator(`itertools.${name}`, holds, next);

/** Walks precomputed index tuples of a pool, one at a time. */
function picks(name: string, pool: readonly Value[], indices: Iterator<readonly number[]>): NativeIterator {
  return iteratorFrom(name, pool, function* () {
    yield* [];
    const step = indices.next();
    return step.done === true ? undefined : new PyTuple(step.value.map((i) => pool[i]!));
  });
}

function* combinationIndices(n: number, r: number, repeats: boolean): Generator<readonly number[]> {
  if (r > n && !(repeats && n > 0)) return;
  const indices = Array.from({ length: r }, (_, i) => (repeats ? 0 : i));
  for (;;) {
    yield [...indices];
    let i = r - 1;
    while (i >= 0 && indices[i] === (repeats ? n - 1 : i + n - r)) i--;
    if (i < 0) return;
    const next = indices[i]! + 1;
    for (let j = i; j < r; j++) indices[j] = repeats ? next : next + j - i;
  }
}

function* permutationIndices(n: number, r: number): Generator<readonly number[]> {
  if (r > n) return;
  const indices = Array.from({ length: n }, (_, i) => i);
  const cycles = Array.from({ length: r }, (_, i) => n - i);
  yield indices.slice(0, r);
  for (;;) {
    let i = r - 1;
    for (; i >= 0; i--) {
      cycles[i]!--;
      if (cycles[i] === 0) {
        indices.push(indices.splice(i, 1)[0]!);
        cycles[i] = n - i;
      } else {
        const j = n - cycles[i]!;
        [indices[i], indices[j]] = [indices[j]!, indices[i]!];
        yield indices.slice(0, r);
        break;
      }
    }
    if (i < 0) return;
  }
}

function* productOf(pools: readonly (readonly Value[])[]): Generator<readonly Value[]> {
  if (pools.some((pool) => pool.length === 0)) return;
  const places = pools.map(() => 0);
  for (;;) {
    yield places.map((place, i) => pools[i]![place]!);
    let i = pools.length - 1;
    while (i >= 0 && places[i] === pools[i]!.length - 1) places[i--] = 0;
    if (i < 0) return;
    places[i]!++;
  }
}

function size(value: Value): number {
  const n = toIndex(value);
  if (n < 0) throw exc.ValueError('r must be non-negative');
  return n;
}

/** Passes items on from when, or until, a predicate fails. */
function whileTrue(name: string, taking: boolean) {
  return function* (predicate: Value, iterable: Value): Task {
    const [iterator] = yield* iteratorsOf([iterable]);
    let open = true;
    return iteratorFrom(name, [predicate, iterator!], function* () {
      for (;;) {
        if (taking && !open) return undefined;
        const item = yield* nextOf(iterator!);
        if (item === undefined || (!taking && !open)) return item;
        open = yield* finish(truthOf(yield* call(predicate, [item])));
        if (taking) return open ? item : undefined;
        if (!open) return item;
      }
    });
  };
}

function* chain(sources: () => Task<Value | undefined>, holds: readonly Value[]): Task {
  yield* [];
  let current: Value | undefined;
  return iteratorFrom('chain', holds, function* () {
    for (;;) {
      if (current === undefined) {
        const source = yield* sources();
        if (source === undefined) return undefined;
        [current] = yield* iteratorsOf([source]);
      }
      const item = yield* nextOf(current!);
      if (item !== undefined) return item;
      current = undefined;
      yield* breathe();
    }
  });
}

const chainType = defineClass({
  name: 'chain',
  module: 'itertools',
  allocate: null,
  statics: {
    '__new__(cls, *iterables)': (_type: PyType, iterables: Value[]) => {
      let i = 0;
      return chain(function* () {
        yield* [];
        return iterables[i++];
      }, iterables);
    },
  },
});
extendType(chainType, {
  classMethods: {
    'from_iterable(cls, iterable, /)': function* (_type: PyType, iterable: Value) {
      const [sources] = yield* iteratorsOf([iterable]);
      return yield* chain(() => nextOf(sources!), [sources!]);
    },
  },
});

export const itertools = defineModule({
  name: 'itertools',
  members: { chain: chainType },
  functions: {
    'count(start=0, step=1)': (start: Value, step: Value) => {
      if (typeof start === 'string' || typeof step === 'string') throw exc.TypeError('a number is required');
      let n: Value = start;
      const counter = iteratorFrom('count', [step], function* () {
        const current = n;
        n = yield* finish(binaryOperation('+', n, step));
        return current;
      });
      counter.describe = function* (): Task<string> {
        const by = step === 1 ? '' : `, ${yield* finish(reprOf(step))}`;
        return `count(${yield* finish(reprOf(n))}${by})`;
      };
      return counter;
    },
    'cycle(iterable, /)': function* (iterable: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      // What the first time round gave, as it gave it: the iterable may be endless, or draw its items at random.
      const seen = new PyList([]);
      let at = -1;
      return iteratorFrom('cycle', [iterator!, seen], function* () {
        const { items } = seen;
        if (at < 0) {
          const item = yield* nextOf(iterator!);
          if (item !== undefined) items.push(item);
          if (item !== undefined || items.length === 0) return item;
          at = 0;
        }
        return items[at++ % items.length];
      });
    },
    'repeat(object, times=None)': (object: Value, times: Value) => {
      let left = times === null ? Infinity : toIndex(times);
      const repeater = iteratorFrom('repeat', [object], function* () {
        yield* [];
        return left-- > 0 ? object : undefined;
      });
      repeater.describe = function* (): Task<string> {
        return `repeat(${yield* finish(reprOf(object))}${times === null ? '' : `, ${Math.max(left, 0)}`})`;
      };
      return repeater;
    },
    'accumulate(iterable, func=None, *, initial=None)': function* (iterable: Value, callee: Value, initial: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      let total: Value | undefined;
      let first = initial !== null;
      return iteratorFrom('accumulate', [iterator!, callee], function* () {
        if (first) {
          first = false;
          return (total = initial);
        }
        const item = yield* nextOf(iterator!);
        if (item === undefined) return undefined;
        if (total === undefined) total = item;
        else
          total =
            callee === null ? yield* finish(binaryOperation('+', total, item)) : yield* call(callee, [total, item]);
        return total;
      });
    },
    'islice(iterable, *args)': function* (iterable: Value, args: Value[]) {
      if (args.length < 1 || args.length > 3)
        throw exc.TypeError(`islice expected at least 2 arguments, got ${args.length + 1}`);
      const bound = (value: Value | undefined, absent: number, what: string): number => {
        if (value === undefined || value === null) return absent;
        const n = toIndex(value);
        if (n < 0) throw exc.ValueError(`${what} islice() must be None or an integer: 0 <= x <= sys.maxsize.`);
        return n;
      };
      const start = args.length === 1 ? 0 : bound(args[0], 0, 'Indices for');
      const stop = bound(args.length === 1 ? args[0] : args[1], Infinity, 'Stop argument for');
      const step = args[2] === undefined || args[2] === null ? 1 : toIndex(args[2]);
      if (step <= 0) throw exc.ValueError('Step for islice() must be a positive integer or None.');
      const [iterator] = yield* iteratorsOf([iterable]);
      let at = 0;
      let wanted = start;
      return iteratorFrom('islice', [iterator!], function* () {
        while (wanted < stop) {
          const item = yield* nextOf(iterator!);
          if (item === undefined) return undefined;
          if (at++ === wanted) {
            wanted += step;
            return item;
          }
        }
        return undefined;
      });
    },
    'takewhile(predicate, iterable, /)': whileTrue('takewhile', true),
    'dropwhile(predicate, iterable, /)': whileTrue('dropwhile', false),
    'filterfalse(function, iterable, /)': function* (callee: Value, iterable: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      return iteratorFrom('filterfalse', [callee, iterator!], function* () {
        for (;;) {
          const item = yield* nextOf(iterator!);
          if (item === undefined) return undefined;
          if (!(yield* finish(truthOf(callee === null ? item : yield* call(callee, [item]))))) return item;
        }
      });
    },
    'starmap(function, iterable, /)': function* (callee: Value, iterable: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      return iteratorFrom('starmap', [callee, iterator!], function* () {
        const item = yield* nextOf(iterator!);
        return item === undefined ? undefined : yield* call(callee, yield* iterate(item));
      });
    },
    'compress(data, selectors)': function* (data: Value, selectors: Value) {
      const [items, chosen] = yield* iteratorsOf([data, selectors]);
      return iteratorFrom('compress', [items!, chosen!], function* () {
        for (;;) {
          const item = yield* nextOf(items!);
          const selector = item === undefined ? undefined : yield* nextOf(chosen!);
          if (item === undefined || selector === undefined) return undefined;
          if (yield* finish(truthOf(selector))) return item;
        }
      });
    },
    'pairwise(iterable, /)': function* (iterable: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      let last: Value | undefined;
      return iteratorFrom('pairwise', [iterator!], function* () {
        last ??= yield* nextOf(iterator!);
        const item = last === undefined ? undefined : yield* nextOf(iterator!);
        if (last === undefined || item === undefined) return undefined;
        const pair = tuple(last, item);
        last = item;
        return pair;
      });
    },
    'zip_longest(*iterables, fillvalue=None)': function* (iterables: Value[], fill: Value) {
      const iterators: (Value | null)[] = yield* iteratorsOf(iterables);
      return iteratorFrom('zip_longest', [fill, ...iterables], function* () {
        const items: Value[] = [];
        for (let i = 0; i < iterators.length; i++) {
          const item = iterators[i] === null ? undefined : yield* nextOf(iterators[i]!);
          if (item === undefined) iterators[i] = null;
          items.push(item ?? (item === undefined ? fill : item));
        }
        return iterators.every((iterator) => iterator === null) ? undefined : new PyTuple(items);
      });
    },
    'tee(iterable, n=2, /)': function* (iterable: Value, n: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      const seen: Value[] = [];
      const copies = Array.from({ length: toIndex(n) }, () => {
        let at = 0;
        return iteratorFrom('_tee', [iterator!], function* () {
          if (at >= seen.length) {
            const item = yield* nextOf(iterator!);
            if (item === undefined) return undefined;
            seen.push(item);
          }
          return seen[at++];
        });
      });
      return new PyTuple(copies);
    },
    'groupby(iterable, key=None)': function* (iterable: Value, key: Value) {
      const [iterator] = yield* iteratorsOf([iterable]);
      let pending: { item: Value; key: Value } | undefined;
      let current: object = {};
      const read = function* (): Task<void> {
        const item = yield* nextOf(iterator!);
        pending = item === undefined ? undefined : { item, key: key === null ? item : yield* call(key, [item]) };
      };
      let started = false;
      let lastKey: Value | undefined;
      return iteratorFrom('groupby', [iterator!, key], function* () {
        if (!started) yield* read();
        started = true;
        while (pending !== undefined && lastKey !== undefined && (yield* finish(equal(pending.key, lastKey))))
          yield* read();
        if (pending === undefined) return undefined;
        const groupKey = pending.key;
        lastKey = groupKey;
        const mine = (current = {});
        const group = iteratorFrom('_grouper', [iterator!], function* () {
          if (current !== mine || pending === undefined || !(yield* finish(equal(pending.key, groupKey))))
            return undefined;
          const { item } = pending;
          yield* read();
          return item;
        });
        return tuple(groupKey, group);
      });
    },
    'product(*iterables, repeat=1)': function* (iterables: Value[], repeat: Value) {
      const pools: Value[][] = [];
      for (const iterable of iterables) pools.push(yield* iterate(iterable));
      const times = toIndex(repeat);
      if (times < 0) throw exc.ValueError('repeat argument cannot be negative');
      const all = Array.from({ length: times }, () => pools).flat();
      const items = productOf(all);
      return iteratorFrom('product', pools.flat(), function* () {
        yield* [];
        const step = items.next();
        return step.done === true ? undefined : new PyTuple(step.value);
      });
    },
    'combinations(iterable, r)': function* (iterable: Value, r: Value) {
      const pool = yield* iterate(iterable);
      return picks('combinations', pool, combinationIndices(pool.length, size(r), false));
    },
    'combinations_with_replacement(iterable, r)': function* (iterable: Value, r: Value) {
      const pool = yield* iterate(iterable);
      return picks('combinations_with_replacement', pool, combinationIndices(pool.length, size(r), true));
    },
    'permutations(iterable, r=None)': function* (iterable: Value, r: Value) {
      const pool = yield* iterate(iterable);
      return picks('permutations', pool, permutationIndices(pool.length, r === null ? pool.length : size(r)));
    },
  },
});
