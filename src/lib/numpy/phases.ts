/** Angles that jump at the end of a period, made to go on. */
import { toFloat, type Functions, type Task, type Value } from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { BINARY } from './binary.ts';
import { numberArray } from './conversion.ts';
import { floatingType, isFloat, isInteger } from './dtype.ts';
import { store } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { castArray, ndarray, type NdArray } from './ndarray.ts';
import { cumulative } from './reductions.ts';
import { without } from './slopes-and-areas.ts';

/** Adds whole periods, so that neighbours differ by no more than `discont` (half a period, if it is less). */
function* unwrap(x: NdArray, discont: Value, axis: Value, period: Value): Task {
  const along = axisArgument(axis, x.ndim);
  const whole = isInteger(x.dtype) && typeof period === 'number';
  const dtype = whole ? 'int64' : isFloat(x.dtype) ? floatingType(x.dtype) : 'float64';
  const source = castArray(x, dtype);
  const length = toFloat(period, 'period');
  const high = whole ? Math.floor(length / 2) : length / 2;
  const low = whole ? ndarray([-high], [], 'int64') : ndarray([-high], [], 'float64');
  const limit = discont === null ? length / 2 : toFloat(discont, 'discont');
  const steps = BINARY.subtract!(without(source, along, 'first'), without(source, along, 'last'));
  const inPeriod = BINARY.add!(BINARY.remainder!(BINARY.subtract!(steps, low), numberArray(period)!), low);
  const atLow = castArray(low, dtype).at();
  // A step of just half a period up stays one.
  const ambiguous = !whole || length % 2 === 0;
  inPeriod.data.forEach((value, i) => {
    if (ambiguous && value === atLow && steps.data[i]! > 0) inPeriod.data[i] = high;
  });
  const corrections = BINARY.subtract!(inPeriod, steps);
  steps.data.forEach((step, i) => {
    if (Math.abs(step) < limit) corrections.data[i] = 0;
  });
  const tail = without(source, along, 'first');
  const result = source.copy();
  store(without(result, along, 'first'), BINARY.add!(tail, cumulative(corrections, along, 'cumsum', null)));
  return result;
}

export const phaseFunctions: Functions = asFunctions({
  'unwrap(p, discont=None, axis=-1, *, period=6.283185307179586)': unwrap,
});
