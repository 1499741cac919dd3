/** What all splitters share: an iterator of pairs of places, made when it is first asked. */
import { NativeIterator, tuple, type Eventual, type Task, type Value } from '../../python/bind.ts';
import { NdArray } from '../../numpy/ndarray.ts';

/** Places of samples. */
export type Places = Float64Array<ArrayBuffer>;

/** Training and test places of one split. */
export interface Split {
  readonly train: Places;
  readonly test: Places;
}

/** Gives one split after another; undefined at the end. */
export type NextSplit = () => Split | undefined;

const indexArray = (places: Places): NdArray => new NdArray(places, 'int64', [places.length]);

/** A generator of `(train, test)`. As in Python, nothing happens, and nothing is drawn, before the first is asked for. */
export function splitIterator(begin: () => Task<NextSplit>, holds: readonly Value[]): Value {
  let next: NextSplit | null = null;
  const pair = (split: Split | undefined): Value | undefined =>
    split === undefined ? undefined : tuple(indexArray(split.train), indexArray(split.test));
  const first = function* (): Task<Value | undefined> {
    next = yield* begin();
    return pair(next());
  };
  const answer = (): Eventual<Value | undefined> => (next === null ? first() : pair(next()));
  return new NativeIterator(answer, holds, 'generator');
}

/** Splits from the test places of each: training is all the others, both in ascending order. */
export function byTestPlaces(count: number, tests: readonly ArrayLike<number>[]): NextSplit {
  let at = 0;
  return () => {
    const chosen = tests[at++];
    if (chosen === undefined) return undefined;
    const mask = new Uint8Array(count);
    for (let i = 0; i < chosen.length; i++) mask[chosen[i]!] = 1;
    const all = Float64Array.from({ length: count }, (_, i) => i);
    return { train: all.filter((i) => mask[i] === 0), test: all.filter((i) => mask[i] === 1) };
  };
}
