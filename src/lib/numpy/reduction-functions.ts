import { exc, toInt, type Task, type Value } from '../python/bind.ts';
import { axesArgument, axisArgument } from './axes.ts';
import type { NdArray } from './ndarray.ts';
import { BINARY } from './binary.ts';
import { commonShape } from './broadcast.ts';
import { toArray } from './conversion.ts';
import { castArray, shapeText } from './ndarray.ts';
import { dtypeArgument } from './dtype-object.ts';
import { isFloat, type DTypeName } from './dtype.ts';
import { mapBinary, mapUnary } from './elementwise.ts';
import { output, type ArrayFunctions } from './functions.ts';
import { argExtreme, cumulative, extreme, mean, prod, sum, truthOver, variance } from './reductions.ts';

type Reduction = (x: NdArray, axes: readonly number[], keepDims: boolean, dtype: DTypeName | null) => NdArray;

/** The array with `stand` in place of the elements that `where` leaves out. */
function* chosen(x: NdArray, where: Value, stand: number): Task<NdArray> {
  if (where === true) return x;
  const mask = yield* toArray(where);
  if (commonShape([x.shape, mask.shape]) === null) {
    throw exc.ValueError(`operands could not be broadcast together with remapped shapes [original->remapped]: ${shapeText(x.shape)} ${shapeText(mask.shape)} `); // prettier-ignore
  }
  return mapBinary(x, mask, 'float64', x.dtype, (value, isIn) => (isIn !== 0 ? value : stand));
}

const reduction = (reduce: Reduction) =>
  function* (x: NdArray, axis: Value, dtype: Value, out: Value, keepDims: Value): Task {
    const type = yield* dtypeArgument(dtype, null);
    return output(reduce(x, axesArgument(axis, x.ndim), keepDims === true, type), out);
  };

/** A sum or a product: what is left out counts as `identity`, with which the result begins unless `initial` says other. */
const folding = (reduce: Reduction, combine: 'add' | 'multiply', identity: number) =>
  function* (x: NdArray, axis: Value, dtype: Value, out: Value, keepDims: Value, initial: Value, where: Value): Task {
    const type = yield* dtypeArgument(dtype, null);
    const folded = reduce(yield* chosen(x, where, identity), axesArgument(axis, x.ndim), keepDims === true, type);
    return output(
      initial === identity ? folded : BINARY[combine]!(folded, castArray(yield* toArray(initial), folded.dtype)),
      out,
    );
  };

function* averaged(x: NdArray, axis: Value, dtype: Value, out: Value, keepDims: Value, where: Value): Task {
  if (where === true) return yield* reduction(mean)(x, axis, dtype, out, keepDims);
  const type = (yield* dtypeArgument(dtype, null)) ?? (isFloat(x.dtype) ? x.dtype : 'float64');
  const axes = axesArgument(axis, x.ndim);
  const total = sum(yield* chosen(x, where, 0), axes, keepDims === true, type);
  const ones = yield* chosen(mapUnary(x, 'float64', () => 1), where, 0); // prettier-ignore
  return output(
    mapBinary(total, sum(ones, axes, keepDims === true), 'float64', type, (a, n) => a / n),
    out,
  );
}

const spread = (root: boolean) =>
  function* (x: NdArray, axis: Value, dtype: Value, out: Value, ddof: Value, keepDims: Value): Task {
    const type = yield* dtypeArgument(dtype, null);
    const result = variance(x, axesArgument(axis, x.ndim), keepDims === true, toInt(ddof, 'ddof'), type);
    return output(root ? mapUnary(result, result.dtype, Math.sqrt) : result, out);
  };

const extremes = (which: 'maximum' | 'minimum') =>
  function* (x: NdArray, axis: Value, out: Value, keepDims: Value, initial: Value, where: Value): Task {
    const axes = axesArgument(axis, x.ndim);
    if (initial === null) {
      if (where !== true) throw exc.ValueError(`reduction operation '${which}' does not have an identity, so to use a where mask one has to specify 'initial'`); // prettier-ignore
      return output(extreme(x, axes, keepDims === true, which), out);
    }
    const start = yield* toArray(initial);
    if (x.size === 0) return output(start, out);
    const known = yield* chosen(x, where, start.at());
    return output(BINARY[which]!(extreme(known, axes, keepDims === true, which), start), out);
  };

const truths = (which: 'all' | 'any') =>
  function* (x: NdArray, axis: Value, out: Value, keepDims: Value, where: Value): Task {
    const known = yield* chosen(x, where, which === 'all' ? 1 : 0);
    return output(truthOver(known, axesArgument(axis, x.ndim), keepDims === true, which), out);
  };

const places = (which: 'argmax' | 'argmin') => (x: NdArray, axis: Value, out: Value, keepDims: Value) => {
  if (axis !== null) return output(argExtreme(x, axisArgument(axis, x.ndim), keepDims === true, which), out);
  const flat = x.like(x.values(), [x.size]);
  const place = argExtreme(flat, 0, false, which);
  return output(keepDims === true ? place.view(x.shape.map(() => 1)) : place, out);
};

const running = (which: 'cumsum' | 'cumprod') =>
  function* (x: NdArray, axis: Value, dtype: Value, out: Value): Task {
    const type = yield* dtypeArgument(dtype, null);
    const source = axis === null ? x.like(x.values(), [x.size]) : x;
    return output(cumulative(source, axis === null ? 0 : axisArgument(axis, x.ndim), which, type), out);
  };

function peakToPeak(x: NdArray, axis: Value, out: Value, keepDims: Value): Value {
  const axes = axesArgument(axis, x.ndim);
  const high = extreme(x, axes, keepDims === true, 'maximum');
  const low = extreme(x, axes, keepDims === true, 'minimum');
  return output(
    mapBinary(high, low, x.dtype, x.dtype, (a, b) => a - b),
    out,
  );
}

/** Reductions that are functions and methods under the same name. */
export const reductionFunctions: ArrayFunctions = {
  'sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True)': folding(sum, 'add', 0),
  'prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1, where=True)': folding(prod, 'multiply', 1),
  'mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)': averaged,
  'std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)': spread(true),
  'var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)': spread(false),
  'max(a, axis=None, out=None, keepdims=False, initial=None, where=True)': extremes('maximum'),
  'min(a, axis=None, out=None, keepdims=False, initial=None, where=True)': extremes('minimum'),
  'ptp(a, axis=None, out=None, keepdims=False)': peakToPeak,
  'all(a, axis=None, out=None, keepdims=False, *, where=True)': truths('all'),
  'any(a, axis=None, out=None, keepdims=False, *, where=True)': truths('any'),
  'argmax(a, axis=None, out=None, *, keepdims=False)': places('argmax'),
  'argmin(a, axis=None, out=None, *, keepdims=False)': places('argmin'),
  'cumsum(a, axis=None, dtype=None, out=None)': running('cumsum'),
  'cumprod(a, axis=None, dtype=None, out=None)': running('cumprod'),
};

/** Reductions that leave NaN out: it counts as `stand`, and the mean divides by what is left. */
const withoutNan = (x: NdArray, stand: number): NdArray =>
  isFloat(x.dtype) ? mapUnary(x, x.dtype, (value) => (Number.isNaN(value) ? stand : value)) : x;

function nanMean(x: NdArray, axis: Value, keepDims: Value): NdArray {
  const axes = axesArgument(axis, x.ndim);
  const total = sum(withoutNan(x, 0), axes, keepDims === true, isFloat(x.dtype) ? null : 'float64');
  const count = sum(
    castArray(
      mapUnary(x, 'bool', (value) => (Number.isNaN(value) ? 0 : 1)),
      'float64',
    ),
    axes,
    keepDims === true,
  );
  return mapBinary(total, count, total.dtype, total.dtype, (a, b) => a / b);
}

function nanVariance(x: NdArray, axis: Value, ddof: number, keepDims: Value): NdArray {
  const axes = axesArgument(axis, x.ndim);
  const center = nanMean(x, axis, true).expand(x.shape);
  const squares = mapBinary(x, center, x.dtype, center.dtype, (a, b) => (Number.isNaN(a) ? 0 : (a - b) * (a - b)));
  const count = sum(
    castArray(
      mapUnary(x, 'bool', (value) => (Number.isNaN(value) ? 0 : 1)),
      'float64',
    ),
    axes,
    keepDims === true,
  );
  const total = sum(squares, axes, keepDims === true);
  return mapBinary(total, count, total.dtype, total.dtype, (a, b) => a / (b - ddof));
}

function nanExtreme(x: NdArray, axis: Value, keepDims: Value, which: 'maximum' | 'minimum'): NdArray {
  const stand = which === 'maximum' ? -Infinity : Infinity;
  const found = extreme(withoutNan(x, stand), axesArgument(axis, x.ndim), keepDims === true, which);
  return isFloat(found.dtype) ? mapUnary(found, found.dtype, (value) => (value === stand ? NaN : value)) : found;
}

const nanPlace = (which: 'argmax' | 'argmin') => (x: NdArray, axis: Value) => {
  const known = withoutNan(x, which === 'argmax' ? -Infinity : Infinity);
  if (isFloat(x.dtype) && x.values().every(Number.isNaN)) throw exc.ValueError('All-NaN slice encountered');
  return places(which)(known, axis, null, false);
};

/** Functions of the module only. */
export const nanFunctions: ArrayFunctions = {
  'nansum(a, axis=None, dtype=None, out=None, keepdims=False)': (x: NdArray, axis: Value, _dtype: Value, out: Value, keepDims: Value) => output(sum(withoutNan(x, 0), axesArgument(axis, x.ndim), keepDims === true), out), // prettier-ignore
  'nanprod(a, axis=None, dtype=None, out=None, keepdims=False)': (x: NdArray, ...rest: [Value, Value, Value, Value]) => reduction(prod)(withoutNan(x, 1), ...rest), // prettier-ignore
  'nancumsum(a, axis=None, dtype=None, out=None)': (x: NdArray, ...rest: [Value, Value, Value]) => running('cumsum')(withoutNan(x, 0), ...rest), // prettier-ignore
  'nancumprod(a, axis=None, dtype=None, out=None)': (x: NdArray, ...rest: [Value, Value, Value]) => running('cumprod')(withoutNan(x, 1), ...rest), // prettier-ignore
  'nanmean(a, axis=None, dtype=None, out=None, keepdims=False)': (x: NdArray, axis: Value, _dtype: Value, out: Value, keepDims: Value) => output(nanMean(x, axis, keepDims), out), // prettier-ignore
  'nanmax(a, axis=None, out=None, keepdims=False)': (x: NdArray, axis: Value, out: Value, keepDims: Value) => output(nanExtreme(x, axis, keepDims, 'maximum'), out), // prettier-ignore
  'nanmin(a, axis=None, out=None, keepdims=False)': (x: NdArray, axis: Value, out: Value, keepDims: Value) => output(nanExtreme(x, axis, keepDims, 'minimum'), out), // prettier-ignore
  'nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)': (x: NdArray, axis: Value, _dtype: Value, out: Value, ddof: Value, keepDims: Value) => output(nanVariance(x, axis, toInt(ddof, 'ddof'), keepDims), out), // prettier-ignore
  'nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)': (
    x: NdArray,
    axis: Value,
    _dtype: Value,
    out: Value,
    ddof: Value,
    keepDims: Value,
  ) => {
    // prettier-ignore
    const squared = nanVariance(x, axis, toInt(ddof, 'ddof'), keepDims);
    return output(mapUnary(squared, squared.dtype, Math.sqrt), out);
  },
  'nanargmax(a, axis=None)': nanPlace('argmax'),
  'nanargmin(a, axis=None)': nanPlace('argmin'),
  'count_nonzero(a, axis=None, *, keepdims=False)': (x: NdArray, axis: Value, keepDims: Value) =>
    output(
      sum(
        mapUnary(x, 'bool', (value) => (value !== 0 ? 1 : 0)),
        axesArgument(axis, x.ndim),
        keepDims === true,
      ),
      null,
    ),
};
