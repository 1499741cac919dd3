/** Functions that fewer programs call: choosing by masks, grids of indices, blocks, ratios of whole numbers. */
import { call, defineClass, exc, isCallable, iterate, NativeIterator, PyInstance, PyList, PySlice, PyTuple, toInt, type Functions, type PyType, type Task, type Value } from '../python/bind.ts'; // prettier-ignore
import { axisArgument } from './axes.ts';
import { BINARY } from './binary.ts';
import { broadcastArrays, broadcastInto } from './broadcast.ts';
import { shapeArgument, toArray } from './conversion.ts';
import { namedDType } from './dtype-object.ts';
import { isInteger, kindOf, itemSize, makeData, promote, type DTypeName } from './dtype.ts';
import { store } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { concatenate, takeAlong } from './joining.ts';
import { assign } from './item-access.ts';
import { NdArray, ndarray } from './ndarray.ts';
import { returned } from './scalar.ts';
import { ravel } from './shaping.ts';

const wide = (x: NdArray, dims: number): NdArray =>
  x.ndim >= dims ? x : x.view([...new Array<number>(dims - x.ndim).fill(1), ...x.shape]);

/** Arrays nested in lists: the innermost lists join along the last axis. */
function* block(nested: Value): Task<NdArray> {
  const depthOf = (value: Value): number => (value instanceof PyList ? 1 + depthOf(value.items[0] ?? null) : 0);
  const depth = depthOf(nested);
  const leaves: NdArray[] = [];
  const collect = function* (value: Value): Task<void> {
    if (value instanceof PyList) for (const item of value.items) yield* collect(item);
    else leaves.push(yield* toArray(value));
  };
  yield* collect(nested);
  const ndim = Math.max(depth, ...leaves.map((leaf) => leaf.ndim));
  let next = 0;
  const join = (value: Value, level: number): NdArray => {
    if (!(value instanceof PyList)) return wide(leaves[next++]!, ndim);
    return concatenate(value.items.map((item) => join(item, level + 1)), ndim - depth + level); // prettier-ignore
  };
  return join(nested, 0);
}

function* piecewise(x: NdArray, conditions: Value, functions: Value): Task {
  const masks: NdArray[] = [];
  for (const mask of yield* iterate(conditions)) masks.push(yield* toArray(mask));
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

/** One array of indices for each dimension. */
function indices(dimensions: Value): NdArray {
  const shape = shapeArgument(dimensions);
  const planes = shape.map((n, dim) => {
    const line = ndarray(Float64Array.from({ length: n }, (_, i) => i), [n], 'int64'); // prettier-ignore
    const plane = line.view(shape.map((m, i) => (i === dim ? m : 1))).expand(shape);
    return plane.copy().view([1, ...shape]);
  });
  return concatenate(planes, 0);
}

function* ravelMultiIndex(indices_: Value, dims: Value): Task {
  const shape = shapeArgument(dims);
  const columns: NdArray[] = [];
  for (const column of yield* iterate(indices_)) columns.push(yield* toArray(column));
  const stretched = broadcastArrays(columns);
  const parts = stretched.map((x) => x.values());
  const flat = Float64Array.from({ length: stretched[0]?.size ?? 0 }, (_, i) =>
    shape.reduce((sum, n, axis) => {
      const at = parts[axis]![i]!;
      if (at < 0 || at >= n) throw exc.ValueError('invalid entry in coordinates array');
      return sum * n + at;
    }, 0),
  );
  return returned(new NdArray(flat, 'int64', stretched[0]?.shape ?? []));
}

function* choose(x: NdArray, choices: Value): Task {
  const list: NdArray[] = [];
  for (const choice of yield* iterate(choices)) list.push(yield* toArray(choice));
  const [at, ...options] = broadcastArrays([x, ...list]) as [NdArray, ...NdArray[]];
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

function vander(x: NdArray, columns: Value, increasing: Value): NdArray {
  if (x.ndim !== 1) throw exc.ValueError('x must be a one-dimensional array or sequence.');
  const n = columns === null ? x.size : toInt(columns, 'N');
  const values = x.values();
  const data = makeData(x.dtype, x.size * n);
  values.forEach((value, i) => {
    for (let j = 0; j < n; j++) data[i * n + j] = value ** (increasing === true ? j : n - 1 - j);
  });
  return new NdArray(data, x.dtype, [x.size, n]);
}

function* ediff1d(x: NdArray, end: Value, begin: Value): Task {
  const values = x.values();
  const data = makeData(x.dtype, Math.max(0, x.size - 1));
  for (let i = 0; i < data.length; i++) data[i] = values[i + 1]! - values[i]!;
  const parts = [new NdArray(data, x.dtype, [data.length])];
  if (begin !== null) parts.unshift(ravel(yield* toArray(begin)));
  if (end !== null) parts.push(ravel(yield* toArray(end)));
  return concatenate(parts, 0);
}

function* correlate(first: Value, second: Value, mode: Value): Task {
  const [a, v] = [yield* toArray(first), yield* toArray(second)];
  const [x, y] = [Array.from(a.values()), Array.from(v.values())];
  const dtype = promote(a.dtype, v.dtype);
  const swapped = y.length > x.length;
  const [long, short] = swapped ? [y, x] : [x, y];
  // The sum of long[k + i] * short[i] for all shifts k; backwards where the arguments were swapped.
  const [least, most] =
    mode === 'valid' ? [0, long.length - short.length] : mode === 'same' ? [-(short.length >> 1), long.length - 1 - (short.length >> 1)] : [1 - short.length, long.length - 1]; // prettier-ignore
  const sums = Array.from({ length: most - least + 1 }, (_, j) => short.reduce((sum, value, i) => sum + value * (long[least + j + i] ?? 0), 0)); // prettier-ignore
  return ndarray(Float64Array.from(swapped ? sums.reverse() : sums), [sums.length], dtype);
}

/** Whether every value of one dtype has a place in another. */
export function fits(from: DTypeName, to: DTypeName): boolean {
  if (from === to || from === 'bool') return true;
  const [a, b] = [kindOf(from), kindOf(to)];
  const [n, m] = [itemSize(from), itemSize(to)];
  if (a === 'f') return b === 'f' && m >= n;
  if (b === 'f') return m > n || (m === 8 && n <= 8);
  if (a === b) return m >= n;
  return a === 'u' && b === 'i' && m > n;
}

const dtypeOfArgument = function* (value: Value): Task<DTypeName> {
  return namedDType(value) ?? (yield* toArray(value)).dtype;
};

const memoryOf = (x: NdArray): NdArray => x.base ?? x;

/** Where an array's memory lies, as `ndarray.flags` tells it. */
export function flagsOf(x: NdArray): Value {
  const turnedOver = x.view([...x.shape].reverse(), [...x.strides].reverse());
  const flags: readonly (readonly [string, boolean])[] = [
    ['C_CONTIGUOUS', x.contiguous],
    ['F_CONTIGUOUS', turnedOver.contiguous],
    ['OWNDATA', x.base === null],
    ['WRITEABLE', true],
    ['ALIGNED', true],
    ['WRITEBACKIFCOPY', false],
  ];
  const made = new PyInstance(flagsType);
  for (const [name, value] of flags) made.dict.set(name.toLowerCase(), value);
  return made;
}

const flagsType: PyType = defineClass({
  name: 'flagsobj',
  module: 'numpy.core.multiarray',
  allocate: null,
  methods: {
    '__getitem__(self, key, /)': (self: PyInstance, key: string) => {
      const found = self.dict.get(key.toLowerCase());
      if (found === undefined) throw exc.KeyError('Unknown flag');
      return found;
    },
    '__repr__(self)': (self: PyInstance) =>
      [...self.dict].map(([name, value]) => `  ${name.toUpperCase()} : ${value === true ? 'True' : 'False'}`).join('\n') + '\n',
  },
}); // prettier-ignore

/** `numpy.nditer` of one array, without options: its elements in order. */
export const nditerType: PyType = defineClass({
  name: 'nditer',
  module: 'numpy',
  statics: {
    '__new__(cls, op, flags=None, op_flags=None, order="K")': function* (_cls: PyType, value: Value, flags: Value): Task {
      if (flags !== null || value instanceof PyTuple || value instanceof PyList) {
        throw exc.NotImplementedError('numpy.nditer runs here on one array, without flags; numpy.ndenumerate gives places');
      }
      const x = yield* toArray(value);
      return NativeIterator.over(x.offsets().length === 0 ? [] : Array.from(x.offsets(), (at) => x.view([], [], at)), [x]);
    },
  },
}); // prettier-ignore

/** `numpy.ogrid[a:b, c:d]`: ranges that broadcast to a grid. */
export function openGrid(key: Value): Value {
  const slices = key instanceof PyTuple ? key.items : [key];
  const lines = slices.map((slice, dim) => {
    if (!(slice instanceof PySlice)) throw exc.TypeError('ogrid takes slices');
    const part = (value: Value, usual: number): number => (value === null ? usual : Number(typeof value === 'object' && 'value' in value ? value.value : value)); // prettier-ignore
    const [start, stop, step] = [part(slice.start, 0), part(slice.stop, 0), part(slice.step, 1)];
    const whole = [slice.start, slice.stop, slice.step].every((value) => value === null || typeof value === 'number');
    const n = Math.max(0, Math.ceil((stop - start) / step));
    const line = ndarray(Float64Array.from({ length: n }, (_, i) => start + i * step), [n], whole ? 'int64' : 'float64'); // prettier-ignore
    return line.view(slices.map((_, i) => (i === dim ? n : 1)));
  });
  return lines.length === 1 ? lines[0]! : new PyList(lines);
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? Math.abs(a) : greatestDivisor(b, a % b));

const whole = (name: string, f: (a: number, b: number) => number) =>
  function* (first: Value, second: Value): Task {
    const [a, b] = broadcastArrays([yield* toArray(first), yield* toArray(second)]) as [NdArray, NdArray];
    const dtype = promote(a.dtype, b.dtype);
    if (!isInteger(dtype)) throw exc.TypeError(`ufunc '${name}' not supported for the input types`);
    const other = b.values();
    const data = makeData(dtype, a.size);
    a.values().forEach((value, i) => (data[i] = f(value, other[i]!)));
    return returned(new NdArray(data, dtype, a.shape));
  };

const filledWith = (x: NdArray, value: number): Value => {
  const made = new NdArray(makeData(x.dtype, x.size), x.dtype, x.shape);
  made.data.fill(value);
  return returned(made);
};

export const rarerFunctions: Functions = {
  ...asFunctions({
    'piecewise(x, condlist, funclist)': piecewise,
    'choose(a, choices)': choose,
    'compress(condition, a, axis=None)': compress,
    'extract(condition, arr)': extract,
    'vander(x, N=None, increasing=False)': vander,
    'ediff1d(ary, to_end=None, to_begin=None)': ediff1d,
    'real(val)': (x: NdArray) => returned(x),
    'imag(val)': (x: NdArray) => filledWith(x, 0),
    'iscomplexobj(x)': () => false,
    'isrealobj(x)': () => true,
    'putmask(a, mask, values)': function* (a: NdArray, mask: Value, values: Value): Task {
      const [at, from] = [(yield* toArray(mask)).values(), ravel(yield* toArray(values))];
      const offsets = a.offsets();
      at.forEach((hit, i) => {
        if (hit !== 0) store(a.view([], [], offsets[i]), from.view([], [], from.offset + (i % from.size) * (from.strides[0] ?? 1)));
      });
      return null;
    },
  }),
  'block(arrays)': block,
  'dstack(tup)': function* (values: Value): Task {
    const arrays: NdArray[] = [];
    for (const value of yield* iterate(values)) {
      const x = yield* toArray(value);
      arrays.push(x.ndim < 2 ? x.copy().view([1, x.size, 1]) : x.ndim === 2 ? x.copy().view([...x.shape, 1]) : x);
    }
    return concatenate(arrays, 2);
  },
  'indices(dimensions)': indices,
  'ravel_multi_index(multi_index, dims)': ravelMultiIndex,
  'correlate(a, v, mode="valid")': correlate,
  'divmod(x1, x2)': function* (first: Value, second: Value): Task {
    const [a, b] = [yield* toArray(first), yield* toArray(second)];
    return new PyTuple([returned(BINARY.floor_divide!(a, b)), returned(BINARY.remainder!(a, b))]);
  },
  'gcd(x1, x2)': whole('gcd', greatestDivisor),
  'lcm(x1, x2)': whole('lcm', (a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / greatestDivisor(a, b))),
  'can_cast(from_, to, casting="safe")': function* (from: Value, to: Value): Task {
    return fits(yield* dtypeOfArgument(from), yield* dtypeOfArgument(to));
  },
  'shares_memory(a, b)': (a: Value, b: Value) => a instanceof NdArray && b instanceof NdArray && memoryOf(a) === memoryOf(b) && a.offsets().some((at) => b.offsets().includes(at)),
  'may_share_memory(a, b)': (a: Value, b: Value) => a instanceof NdArray && b instanceof NdArray && memoryOf(a) === memoryOf(b),
  'put(a, ind, v)': function* (a: Value, places: Value, values: Value): Task {
    if (!(a instanceof NdArray)) throw exc.TypeError('argument 1 must be numpy.ndarray');
    const [at, from] = [(yield* toArray(places)).values(), (yield* toArray(values)).values()];
    const flat = a.offsets();
    at.forEach((place, i) => {
      const index = place < 0 ? place + a.size : place;
      if (index < 0 || index >= a.size) throw exc.IndexError(`index ${place} is out of bounds for axis 0 with size ${a.size}`);
      assign(a.view([], [], flat[index]), ndarray([from[i % from.length]!], [], a.dtype));
    });
    return null;
  },
}; // prettier-ignore
