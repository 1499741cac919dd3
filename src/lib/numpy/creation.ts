/** New arrays. */
import {
  call,
  exc,
  iterate,
  list,
  PyFloat,
  toFloat,
  toInt,
  tuple,
  type Functions,
  type Task,
  type Value,
} from '../python/bind.ts';
import { broadcastArrays, commonShape } from './broadcast.ts';
import { convert, numberArray, shapeArgument, toArray, withDType } from './conversion.ts';
import { isFloat, isNumeric, makeData, promote, type DTypeName } from './dtype.ts';
import { dtypeArgument } from './dtype-object.ts';
import { BINARY } from './binary.ts';
import { assign } from './item-access.ts';
import { NdArray, ndarray, sameShape, shapeText, sizeOf, type Shape } from './ndarray.ts';
import { scalar } from './scalar.ts';
import { moveAxis } from './shaping.ts';

/** An array of one number. */
export function filled(shape: Shape, value: number, dtype: DTypeName): NdArray {
  if (!isNumeric(dtype)) {
    // Every element is the first of the table.
    const element = dtype === 'object' ? value : value === 0 ? '' : String(value);
    return new NdArray(makeData(dtype, sizeOf(shape)), dtype, shape, undefined, [element]);
  }
  const data = makeData(dtype, sizeOf(shape));
  if (value !== 0) data.fill(value);
  return new NdArray(data, dtype, shape);
}

const constant = (value: number) =>
  function* (shape: Value, dtype: Value): Task {
    return filled(shapeArgument(shape), value, yield* dtypeArgument(dtype, 'float64'));
  };

const constantLike = (value: number) =>
  function* (like: Value, dtype: Value, _order: Value, _subok: Value, shape: Value): Task {
    const x = yield* toArray(like);
    return filled(shape === null ? x.shape : shapeArgument(shape), value, yield* dtypeArgument(dtype, x.dtype));
  };

/** An array of `shape` with `value` (a number, or what broadcasts) everywhere. */
function* fullOf(shape: Shape, value: Value, dtype: DTypeName | null): Task {
  const source = yield* toArray(value);
  const out = dtype ?? source.dtype;
  const x = isNumeric(out)
    ? filled(shape, 0, out)
    : new NdArray(makeData(out, sizeOf(shape)), out, shape, undefined, []);
  assign(x, convert(source, out));
  return x;
}

function* arrayOf(value: Value, dtype: Value, copy: Value, ndmin: Value): Task {
  const type = yield* dtypeArgument(dtype, null);
  const source = yield* toArray(value);
  let x = withDType(source, type);
  if (copy === true && x === value) x = x.copy();
  const least = toInt(ndmin, 'ndmin');
  if (x.ndim < least)
    x = x.view(
      [...new Array<number>(least - x.ndim).fill(1), ...x.shape],
      [...new Array<number>(least - x.ndim).fill(0), ...x.strides],
    );
  return x;
}

function* arange(start: Value, stop: Value | undefined, step: Value, dtype: Value): Task {
  if (start === null) throw exc.TypeError('arange() requires stop to be specified.');
  const type = yield* dtypeArgument(dtype, null);
  const bounds = (stop === undefined || stop === null ? [0, start, step ?? 1] : [start, stop, step ?? 1]).map((value) => numberArray(value)); // prettier-ignore
  if (bounds.some((bound) => bound === undefined))
    throw exc.TypeError("unsupported operand type(s) for -: 'str' and 'int'");
  const [from, to, by] = bounds.map((bound) => bound!.at()) as [number, number, number];
  if (by === 0) throw exc.ValueError('Maximum allowed size exceeded');
  let common = bounds.map((bound) => bound!.dtype).reduce(promote);
  if (common === 'bool') common = 'int64';
  const length = Math.max(0, Math.ceil((to - from) / by));
  if (!(length <= 2 ** 31)) throw exc.ValueError('Maximum allowed size exceeded');
  // NumPy takes the step from the difference of the first two elements.
  const difference = isFloat(common) ? from + by - from : by;
  const x = ndarray(
    Float64Array.from({ length }, (_, i) => from + i * difference),
    [length],
    common,
  );
  return withDType(x, type);
}

function* linspace(
  start: Value,
  stop: Value,
  num: Value,
  endpoint: Value,
  retstep: Value,
  dtype: Value,
  axis: Value,
): Task {
  const count = toInt(num, 'num');
  if (count < 0) throw exc.ValueError(`Number of samples, ${count}, must be non-negative.`);
  const divisions = endpoint === true ? count - 1 : count;
  const type = yield* dtypeArgument(dtype, null);
  const [from, to] = broadcastArrays([yield* toArray(start), yield* toArray(stop)]) as [NdArray, NdArray];
  const low = from.values();
  const high = to.values();
  const size = low.length;
  const x = filled([count, ...from.shape], 0, 'float64');
  for (let j = 0; j < size; j++) {
    const delta = high[j]! - low[j]!;
    const step = delta / divisions;
    for (let i = 0; i < count; i++) {
      const part = divisions > 0 ? (step === 0 ? (i / divisions) * delta : i * step) : i * delta;
      x.data[i * size + j] = part + low[j]!;
    }
    if (endpoint === true && count > 1) x.data[(count - 1) * size + j] = high[j]!;
  }
  const whole = type !== null && !isFloat(type);
  if (whole) for (let i = 0; i < x.data.length; i++) x.data[i] = Math.floor(x.data[i]!);
  const result = moveAxis(withDType(x, type), 0, toInt(axis, 'axis'));
  if (retstep !== true) return result;
  return tuple(result, scalar((high[0]! - low[0]!) / divisions, 'float64'));
}

function* logspace(start: Value, stop: Value, num: Value, endpoint: Value, base: Value, dtype: Value): Task {
  const exponents = (yield* linspace(start, stop, num, endpoint, false, null, 0)) as NdArray;
  return withDType(BINARY.power!(yield* toArray(base), exponents), yield* dtypeArgument(dtype, null));
}

function* geomspace(start: Value, stop: Value, num: Value, endpoint: Value): Task {
  const [low, high] = [toFloat(start, 'start'), toFloat(stop, 'stop')];
  if (low === 0 || high === 0) throw exc.ValueError('Geometric sequence cannot include zero');
  if (low < 0 || high < 0) throw exc.NotImplementedError('geomspace runs here for positive bounds');
  const ratio = high / low;
  const exponents = (yield* linspace(0, new PyFloat(Math.log10(ratio)), num, endpoint, false, null, 0)) as NdArray;
  const result = BINARY.multiply!(BINARY.power!(numberArray(10)!, exponents), numberArray(new PyFloat(low))!);
  if (result.size > 0) result.data[0] = low;
  if (result.size > 1 && endpoint === true) result.data[result.size - 1] = high;
  return result;
}

function* eye(rows: Value, columns: Value, k: Value, dtype: Value): Task {
  const n = toInt(rows, 'N');
  const m = columns === null ? n : toInt(columns, 'M');
  const shift = toInt(k, 'k');
  const x = filled([n, m], 0, yield* dtypeArgument(dtype, 'float64'));
  for (let i = 0; i < n; i++) if (i + shift >= 0 && i + shift < m) x.data[i * m + i + shift] = 1;
  return x;
}

function* meshgrid(vectors: readonly Value[], indexing: Value, sparse: Value): Task {
  const arrays: NdArray[] = [];
  for (const vector of vectors) arrays.push(yield* toArray(vector));
  const rank = arrays.length;
  const swapped = (i: number): number => (indexing === 'xy' && rank > 1 && i < 2 ? 1 - i : i);
  const shaped = arrays.map((x, i) => x.like(x.values(), Array.from({ length: rank }, (_, d) => (d === swapped(i) ? x.size : 1)))); // prettier-ignore
  return list(sparse === true ? shaped : broadcastArrays(shaped).map((x) => x.copy()));
}

function* fromFunction(function_: Value, shape: Value): Task {
  const sizes = shapeArgument(shape);
  const grids = sizes.map((n, dim) => {
    const line = ndarray(Float64Array.from({ length: n }, (_, i) => i), sizes.map((_, d) => (d === dim ? n : 1)), 'float64'); // prettier-ignore
    return line.expand(sizes).copy();
  });
  return yield* call(function_, grids);
}
export const creationFunctions: Functions = {
  'array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0)': (value: Value, dtype: Value, copy: Value, _order: Value, _subok: Value, ndmin: Value) => arrayOf(value, dtype, copy, ndmin), // prettier-ignore
  'asarray(a, dtype=None, order=None)': (value: Value, dtype: Value) => arrayOf(value, dtype, false, 0),
  'asanyarray(a, dtype=None, order=None)': (value: Value, dtype: Value) => arrayOf(value, dtype, false, 0),
  'ascontiguousarray(a, dtype=None)': function* (value: Value, dtype: Value): Task {
    const x = (yield* arrayOf(value, dtype, false, 1)) as NdArray;
    return x.contiguous ? x : x.copy();
  },
  'zeros(shape, dtype=None, order="C")': constant(0),
  'ones(shape, dtype=None, order="C")': constant(1),
  'empty(shape, dtype=None, order="C")': constant(0),
  'full(shape, fill_value, dtype=None, order="C")': function* (shape: Value, value: Value, dtype: Value): Task {
    return yield* fullOf(shapeArgument(shape), value, yield* dtypeArgument(dtype, null));
  },
  'zeros_like(a, dtype=None, order="K", subok=True, shape=None)': constantLike(0),
  'ones_like(a, dtype=None, order="K", subok=True, shape=None)': constantLike(1),
  'empty_like(a, dtype=None, order="K", subok=True, shape=None)': constantLike(0),
  'full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None)': function* (
    like: Value,
    value: Value,
    dtype: Value,
    _order: Value,
    _subok: Value,
    shape: Value,
  ): Task {
    // prettier-ignore
    const x = yield* toArray(like);
    return yield* fullOf(shape === null ? x.shape : shapeArgument(shape), value, yield* dtypeArgument(dtype, x.dtype));
  },
  'arange(start=None, stop=None, step=1, dtype=None)': arange,
  'linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)': linspace,
  'logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None)': logspace,
  'geomspace(start, stop, num=50, endpoint=True)': geomspace,
  'eye(N, M=None, k=0, dtype=None)': eye,
  'tri(N, M=None, k=0, dtype=None)': function* (rows: Value, columns: Value, k: Value, dtype: Value): Task {
    const n = toInt(rows, 'N');
    const m = columns === null ? n : toInt(columns, 'M');
    const x = filled([n, m], 0, yield* dtypeArgument(dtype, 'float64'));
    const shift = toInt(k, 'k');
    x.data.forEach((_, i) => (x.data[i] = (i % m) - Math.floor(i / m) <= shift ? 1 : 0));
    return x;
  },
  'identity(n, dtype=None)': (n: Value, dtype: Value) => eye(n, null, 0, dtype),
  'meshgrid(*xi, copy=True, sparse=False, indexing="xy")': (vectors: Value[], _copy: Value, sparse: Value, indexing: Value) => meshgrid(vectors, indexing, sparse), // prettier-ignore
  'fromfunction(function, shape)': fromFunction,
  'fromiter(iter, dtype, count=-1)': function* (iter: Value, dtype: Value): Task {
    const items = yield* iterate(iter);
    return withDType(yield* toArray(list(items)), yield* dtypeArgument(dtype, null));
  },
  'copy(a)': function* (value: Value): Task {
    return (yield* toArray(value)).copy();
  },
  'broadcast_to(array, shape)': function* (value: Value, shape: Value): Task {
    const x = yield* toArray(value);
    const target = shapeArgument(shape);
    const fits = commonShape([x.shape, target]);
    if (fits !== null && sameShape(fits, target)) return x.expand(target);
    throw exc.ValueError(
      `operands could not be broadcast together with remapped shapes [original->remapped]: ${shapeText(x.shape)}  and requested shape ${shapeText(target)}`,
    );
  },
  'broadcast_arrays(*args)': function* (values: Value[]): Task {
    const arrays: NdArray[] = [];
    for (const value of values) arrays.push(yield* toArray(value));
    return list(broadcastArrays(arrays));
  },
};
