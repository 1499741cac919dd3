/** What is both `numpy.NAME(a, …)` and `ndarray.NAME(…)`: written once, for an array. */
import { exc, isTask, typeName, type Functions, type Task, type Value } from '../python/bind.ts';
import { broadcastInto } from './broadcast.ts';
import { toArray } from './conversion.ts';
import { assign } from './item-access.ts';
import { NdArray } from './ndarray.ts';
import { returned } from './scalar.ts';

/** A function whose first argument is an array. */
export type ArrayFunction = (x: NdArray, ...rest: never[]) => Value | Task;

/** Array functions by signature text; the first parameter is the array. */
export type ArrayFunctions = Readonly<Record<string, ArrayFunction>>;

/** As functions of the module: the first argument may be anything that makes an array. */
export function asFunctions(functions: ArrayFunctions): Functions {
  return Object.fromEntries(
    Object.entries(functions).map(([text, run]) => [
      text,
      function* (first: Value, ...rest: never[]): Task {
        const result = run(yield* toArray(first), ...rest);
        return isTask(result) ? yield* result : result;
      },
    ]),
  );
}

/** As methods: `self` in place of the first parameter. */
export function asMethods(functions: ArrayFunctions): Functions {
  return Object.fromEntries(Object.entries(functions).map(([text, run]) => [text.replace(/\(\w+/, '(self'), run]));
}

/** What a function returns: a scalar in place of a 0-d array, or `out`, with the result written to it. */
export function output(result: NdArray, out: Value): Value {
  if (out === null) return returned(result);
  if (!(out instanceof NdArray)) throw exc.TypeError(`return arrays must be of ArrayType, not ${typeName(out)}`);
  if (result.ndim > out.ndim) broadcastInto(result, out.shape);
  assign(out, result);
  return out;
}
