/** Elements chosen by masks, indices and conditions. */
import { call, exc, isCallable, iterate, type Functions, type Task, type Value } from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { broadcastArrays, broadcastInto } from './broadcast.ts';
import { toArray } from './conversion.ts';
import { makeData, promote } from './dtype.ts';
import { asFunctions } from './functions.ts';
import { arraysOf, takeAlong } from './joining.ts';
import { NdArray } from './ndarray.ts';
import { returned } from './scalar.ts';
import { ravel } from './shaping.ts';

/** At each place the value of the function whose condition holds there, the last such. */
function* piecewise(x: NdArray, conditions: Value, functions: Value): Task {
  const masks = yield* arraysOf(conditions);
  const choices = yield* iterate(functions);
  if (choices.length !== masks.length && choices.length !== masks.length + 1) {
    throw exc.ValueError(`with ${masks.length} condition(s), either ${masks.length} or ${masks.length + 1} functions are expected`); // prettier-ignore
  }
  const result = x.copy();
  const places = Array.from({ length: x.size }, (_, i) => {
    const hit = masks.findLastIndex((mask) => mask.values()[i] !== 0);
    return hit < 0 ? (choices.length > masks.length ? masks.length : -1) : hit;
  });
  result.data.fill(0);
  for (const [k, choice] of choices.entries()) {
    const own = places.flatMap((place, i) => (place === k ? [i] : []));
    const given = isCallable(choice) ? yield* call(choice, [takeAlong(ravel(x), own, 0)]) : choice;
    const values = broadcastInto(yield* toArray(given), [own.length]).values();
    own.forEach((place, i) => (result.data[place] = values[i]!));
  }
  return result;
}

/** Of several arrays, at each place the element of the one that `x` names. */
export function* choose(x: NdArray, choices: Value): Task {
  const [at, ...options] = broadcastArrays([x, ...(yield* arraysOf(choices))]) as [NdArray, ...NdArray[]];
  const dtype = options.map((option) => option.dtype).reduce(promote);
  const values = options.map((option) => option.values());
  const data = makeData(dtype, at.size);
  at.values().forEach((which, i) => {
    if (which < 0 || which >= options.length) throw exc.ValueError('invalid entry in choice array');
    data[i] = values[which]![i]!;
  });
  return returned(new NdArray(data, dtype, at.shape));
}

const placesOf = (mask: NdArray): number[] => [...mask.values().keys()].filter((i) => mask.values()[i] !== 0);

/** The elements, or the slices along an axis, at which the condition holds. */
export function* compress(condition: NdArray, a: Value, axis: Value): Task {
  const x = yield* toArray(a);
  const places = placesOf(condition);
  return axis === null ? takeAlong(ravel(x), places, 0) : takeAlong(x, places, axisArgument(axis, x.ndim));
}

function* extract(condition: NdArray, a: Value): Task {
  return takeAlong(ravel(yield* toArray(a)), placesOf(condition), 0);
}

export const selectingFunctions: Functions = asFunctions({
  'piecewise(x, condlist, funclist)': piecewise,
  'choose(a, choices)': choose,
  'compress(condition, a, axis=None)': compress,
  'extract(condition, arr)': extract,
});
