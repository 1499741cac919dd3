/** Choosing by truth, finding, comparing within a tolerance. */
import { exc, toFloat, toInt, tuple, type Functions, type Task, type Value } from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { BINARY, compareArrays } from './binary.ts';
import { broadcastShapes } from './broadcast.ts';
import { toArray, withDType } from './conversion.ts';
import { commonDType } from './elementwise.ts';
import { isNumeric, makeData } from './dtype.ts';
import { asFunctions, output, type ArrayFunctions } from './functions.ts';
import { placesOf } from './indexing.ts';
import { concatenate, takeAlong } from './joining.ts';
import { NdArray, sameShape, sizeOf } from './ndarray.ts';
import { returned } from './scalar.ts';
import { ravel } from './shaping.ts';
import { around } from './unary.ts';

const indexArray = (places: Float64Array<ArrayBuffer>): NdArray => new NdArray(places, 'int64', [places.length]);

/** The places of what is not zero, one array for each dimension. */
export function nonzero(x: NdArray): Value {
  return tuple(...placesOf(x.ndim === 0 ? x.view([1]) : x).map(indexArray));
}

/** Elements of `a` where the mask is true and of `b` elsewhere. */
export function choose(mask: NdArray, a: NdArray, b: NdArray): NdArray {
  const shape = broadcastShapes(mask.shape, a.shape, b.shape);
  const chosen = mask.expand(shape).values();
  if (!isNumeric(a.dtype) || !isNumeric(b.dtype)) {
    const both = concatenate([ravel(a.expand(shape)), ravel(b.expand(shape))], 0);
    const places = Array.from(chosen, (truth, i) => (truth !== 0 ? i : i + chosen.length));
    return takeAlong(both, places, 0).view(shape);
  }
  const dtype = commonDType(a, b);
  const x = withDType(a, dtype).expand(shape).values();
  const y = withDType(b, dtype).expand(shape).values();
  const data = makeData(dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = chosen[i] !== 0 ? x[i]! : y[i]!;
  return new NdArray(data, dtype, shape);
}

function* where(condition: Value, x: Value | undefined, y: Value | undefined): Task {
  const mask = yield* toArray(condition);
  if (x === undefined && y === undefined) return nonzero(mask);
  if (x === undefined || y === undefined) throw exc.ValueError('either both or neither of x and y should be given');
  return choose(mask, yield* toArray(x), yield* toArray(y));
}

function close(a: NdArray, b: NdArray, rtol: number, atol: number, equalNan: boolean): NdArray {
  const shape = broadcastShapes(a.shape, b.shape);
  const x = a.expand(shape).values();
  const y = b.expand(shape).values();
  const data = makeData('bool', x.length);
  for (let i = 0; i < data.length; i++) {
    const near = Number.isFinite(y[i]!) ? Math.abs(x[i]! - y[i]!) <= atol + rtol * Math.abs(y[i]!) : x[i] === y[i];
    data[i] = near || (equalNan && Number.isNaN(x[i]!) && Number.isNaN(y[i]!)) ? 1 : 0;
  }
  return new NdArray(data, 'bool', shape);
}

function* isClose(a: Value, b: Value, rtol: Value, atol: Value, equalNan: Value): Task<NdArray> {
  return close(yield* toArray(a), yield* toArray(b), toFloat(rtol, 'rtol'), toFloat(atol, 'atol'), equalNan === true);
}

function* arrayEqual(first: Value, second: Value, equalNan: Value): Task {
  const a = yield* toArray(first);
  const b = yield* toArray(second);
  if (!sameShape(a.shape, b.shape)) return false;
  if (equalNan === true)
    return close(a, b, 0, 0, true)
      .values()
      .every((truth) => truth !== 0);
  return compareArrays('==', a, b)
    .values()
    .every((truth) => truth !== 0);
}

function* isIn(x: NdArray, test: Value, _unique: Value, invert: Value): Task {
  const others = yield* toArray(test);
  const key = (array: NdArray, place: number): Value => (isNumeric(array.dtype) ? place : array.table[place]!);
  const known = new Set(Array.from(others.values(), (place) => key(others, place)));
  const data = makeData('bool', x.size);
  x.values().forEach((place, i) => (data[i] = known.has(key(x, place)) === (invert !== true) ? 1 : 0));
  return returned(new NdArray(data, 'bool', x.shape));
}

function* clip(x: NdArray, low: Value, high: Value, out: Value): Task {
  if (low === null && high === null) throw exc.ValueError('One of max or min must be given');
  let result = x;
  if (low !== null) result = BINARY.maximum!(result, yield* toArray(low));
  if (high !== null) result = BINARY.minimum!(result, yield* toArray(high));
  return output(result, out);
}

function* take(x: NdArray, indices: Value, axis: Value, out: Value, mode: Value): Task {
  const source = axis === null ? ravel(x) : x;
  const along = axis === null ? 0 : axisArgument(axis, x.ndim);
  const n = source.shape[along]!;
  const at = yield* toArray(indices);
  const places = Array.from(at.values(), (index) => {
    if (mode === 'wrap') return ((index % n) + n) % n;
    if (mode === 'clip') return Math.min(n - 1, Math.max(0, index));
    if (index < -n || index >= n)
      throw exc.IndexError(`index ${index} is out of bounds for axis ${along} with size ${n}`);
    return index < 0 ? index + n : index;
  });
  const taken = takeAlong(source, places, along);
  const shape = [...source.shape.slice(0, along), ...at.shape, ...source.shape.slice(along + 1)];
  return output(taken.view(shape), out);
}

function difference(x: NdArray, n: Value, axis: Value): NdArray {
  const along = axisArgument(axis, x.ndim);
  let result = x;
  for (let i = toInt(n, 'n'); i > 0; i--) {
    const size = Math.max(0, result.shape[along]! - 1);
    const shape = result.shape.map((m, dim) => (dim === along ? size : m));
    const later = result.view(shape, result.strides, result.offset + (size > 0 ? result.strides[along]! : 0));
    const earlier = result.view(shape, result.strides);
    result = x.dtype === 'bool' ? BINARY.not_equal!(later, earlier) : BINARY.subtract!(later, earlier);
  }
  return result;
}

function* takeAlongAxis(x: NdArray, indices: Value, axis: Value): Task {
  const along = axisArgument(axis, x.ndim);
  const at = yield* toArray(indices);
  const starts = x.view(at.shape, x.strides.map((stride, i) => (i === along || x.shape[i] === 1 ? 0 : stride))).offsets(); // prettier-ignore
  const values = at.values();
  const n = x.shape[along]!;
  const offsets = starts.map((start, i) => start + (values[i]! < 0 ? values[i]! + n : values[i]!) * x.strides[along]!);
  return x.like(x.gather(offsets), at.shape);
}

/** Functions and methods alike. */
export const choosingFunctions: ArrayFunctions = {
  'nonzero(a)': nonzero,
  'clip(a, a_min=None, a_max=None, out=None)': clip,
  'take(a, indices, axis=None, out=None, mode="raise")': take,
  'round(a, decimals=0, out=None)': (x: NdArray, decimals: Value, out: Value) => output(around(x, toInt(decimals, 'decimals')), out), // prettier-ignore
};

export const logicFunctions: Functions = {
  'where(condition, x=..., y=..., /)': where,
  ...asFunctions({
    'argwhere(a)': (x: NdArray) => {
      const places = placesOf(x);
      const rows = places[0]?.length ?? 0;
      const data = Float64Array.from({ length: rows * x.ndim }, (_, i) => places[i % x.ndim]![Math.floor(i / x.ndim)]!);
      return new NdArray(data, 'int64', [rows, x.ndim]);
    },
    'flatnonzero(a)': (x: NdArray) => indexArray(placesOf(ravel(x))[0]!),
    'isin(element, test_elements, assume_unique=False, invert=False)': isIn,
    'in1d(ar1, ar2, assume_unique=False, invert=False)': isIn,
    'around(a, decimals=0, out=None)': (x: NdArray, decimals: Value, out: Value) => output(around(x, toInt(decimals, 'decimals')), out), // prettier-ignore
    'diff(a, n=1, axis=-1)': difference,
    'take_along_axis(arr, indices, axis)': takeAlongAxis,
    'nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)': (
      x: NdArray,
      _copy: Value,
      nan: Value,
      high: Value,
      low: Value,
    ) => {
      // prettier-ignore
      const most = x.dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE;
      const result = x.copy();
      result.data.forEach((value, i) => {
        if (Number.isNaN(value)) result.data[i] = toFloat(nan, 'nan');
        else if (value === Infinity) result.data[i] = high === null ? most : toFloat(high, 'posinf');
        else if (value === -Infinity) result.data[i] = low === null ? -most : toFloat(low, 'neginf');
      });
      return returned(result);
    },
  }),
  'isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)': function* (
    a: Value,
    b: Value,
    rtol: Value,
    atol: Value,
    equalNan: Value,
  ): Task {
    // prettier-ignore
    return returned(yield* isClose(a, b, rtol, atol, equalNan));
  },
  'allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)': function* (
    a: Value,
    b: Value,
    rtol: Value,
    atol: Value,
    equalNan: Value,
  ): Task {
    // prettier-ignore
    return (yield* isClose(a, b, rtol, atol, equalNan)).values().every((truth) => truth !== 0);
  },
  'array_equal(a1, a2, equal_nan=False)': arrayEqual,
  'select(condlist, choicelist, default=0)': function* (conditions: Value, choices: Value, otherwise: Value): Task {
    const masks = (conditions as unknown as { items: Value[] }).items;
    const values = (choices as unknown as { items: Value[] }).items;
    let result = yield* toArray(otherwise);
    for (let i = masks.length - 1; i >= 0; i--)
      result = choose(yield* toArray(masks[i]!), yield* toArray(values[i]!), result);
    return result;
  },
  'unravel_index(indices, shape)': function* (indices: Value, shape: Value): Task {
    const at = yield* toArray(indices);
    const sizes = yield* toArray(shape);
    let step = sizeOf(Array.from(sizes.values()));
    const parts = Array.from(sizes.values(), (n) => {
      step /= n;
      return returned(new NdArray(Float64Array.from(at.values(), (place) => Math.floor(place / step) % n), 'int64', at.shape)); // prettier-ignore
    });
    return tuple(...parts);
  },
  'ix_(*args)': function* (vectors: Value[]): Task {
    const parts: Value[] = [];
    for (const [i, vector] of vectors.entries()) {
      const x = yield* toArray(vector);
      parts.push(x.like(x.values(), vectors.map((_, dim) => (dim === i ? x.size : 1)))); // prettier-ignore
    }
    return tuple(...parts);
  },
};
