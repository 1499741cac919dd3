/** `numpy.r_`, `c_`, `s_`, `mgrid`, grids of indices, and walking over places. */
import {
  defineClass, exc, NativeIterator, PyInstance, PyList, PySlice, PyTuple, toFloat, tuple, type Functions, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { shapeArgument, toArray, withDType } from './conversion.ts';
import { promote } from './dtype.ts';
import { broadcastArrays } from './broadcast.ts';
import { arraysOf, concatenate } from './joining.ts';
import { NdArray, ndarray, sizeOf, stridesOf, type Shape } from './ndarray.ts';
import { elementAt, returned } from './scalar.ts';

/** A range of numbers that a slice spells: a step of `5j` would be a count, but complex numbers do not run here. */
function rangeOf(slice: PySlice): NdArray {
  const part = (value: Value, otherwise: number): number => (value === null ? otherwise : toFloat(value, 'slice'));
  const [start, stop, step] = [part(slice.start, 0), part(slice.stop, 0), part(slice.step, 1)];
  const whole = [slice.start, slice.stop, slice.step].every((value) => value === null || typeof value === 'number');
  const n = Math.max(0, Math.ceil((stop - start) / step));
  return ndarray(Float64Array.from({ length: n }, (_, i) => start + i * step), [n], whole ? 'int64' : 'float64'); // prettier-ignore
}

function* parts(key: Value): Task<NdArray[]> {
  const arrays: NdArray[] = [];
  for (const item of key instanceof PyTuple ? key.items : [key]) {
    if (typeof item === 'string')
      throw exc.NotImplementedError(`the directive '${item}' does not run here; numpy.concatenate does`);
    arrays.push(item instanceof PySlice ? rangeOf(item) : yield* toArray(item));
  }
  return arrays;
}

/** An object that is only there to be subscripted. */
function subscripted(name: string, get: (key: Value) => Value | Task): Value {
  const type = defineClass({ name, module: 'numpy.lib.index_tricks', methods: { '__getitem__(self, key, /)': (_self: Value, key: Value) => get(key) } }); // prettier-ignore
  return new PyInstance(type);
}

const asColumn = (x: NdArray): NdArray => (x.ndim > 1 ? x : x.like(x.values(), [x.size, 1]));
const atLeast1d = (x: NdArray): NdArray => (x.ndim > 0 ? x : x.view([1]));

/** The ranges that `mgrid` or `ogrid` was asked for. */
function rangesOf(name: string, key: Value): NdArray[] {
  const slices = key instanceof PyTuple ? key.items : [key];
  return slices.map((slice) => {
    if (slice instanceof PySlice) return rangeOf(slice);
    throw exc.TypeError(`${name} takes slices`);
  });
}

/** Each line along a dimension of its own, so that they broadcast to a grid. */
const crossed = (lines: readonly NdArray[]): NdArray[] =>
  lines.map((line, dim) => line.view(lines.map((_, i) => (i === dim ? line.size : 1))));

/** For each dimension of the grid over some lines, the coordinates everywhere. */
function planes(lines: readonly NdArray[]): NdArray {
  const shape = lines.map((line) => line.size);
  return concatenate(crossed(lines).map((line) => line.expand(shape).copy().view([1, ...shape])), 0); // prettier-ignore
}

function grid(key: Value): Value {
  const lines = rangesOf('mgrid', key);
  return lines.length === 1 ? lines[0]! : planes(lines);
}

function openGrid(key: Value): Value {
  const ranges = rangesOf('ogrid', key);
  const dtype = ranges.map((x) => x.dtype).reduce(promote);
  const lines = crossed(ranges.map((x) => withDType(x, dtype)));
  return lines.length === 1 ? lines[0]! : new PyList(lines);
}

/** One array of indices for each dimension. */
const indices = (dimensions: Value): NdArray =>
  planes(shapeArgument(dimensions).map((n) => ndarray(Float64Array.from({ length: n }, (_, i) => i), [n], 'int64'))); // prettier-ignore

/** Coordinates as places in the flattened array. */
function* ravelMultiIndex(indices: Value, dims: Value): Task {
  const shape = shapeArgument(dims);
  const stretched = broadcastArrays(yield* arraysOf(indices));
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

/** The coordinates of a shape, in row-major order. */
function* coordinates(shape: Shape): Generator<PyTuple> {
  const strides = stridesOf(shape);
  for (let i = 0; i < sizeOf(shape); i++) {
    yield tuple(...shape.map((n, dim) => Math.floor(i / strides[dim]!) % n));
  }
}

const walker = (name: string, signature: string, walk: (...args: never[]) => Task): PyType =>
  defineClass({
    name,
    module: 'numpy',
    statics: { [`__new__(cls, ${signature})`]: (_type: Value, ...args: never[]) => walk(...args) },
  });

/** `numpy.nditer` of one array, without options: its elements in order. */
const nditerType: PyType = defineClass({
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

export const indexTrickMembers: Readonly<Record<string, Value>> = {
  r_: subscripted('RClass', function* (key) {
    return concatenate((yield* parts(key)).map(atLeast1d), 0); // prettier-ignore
  }),
  c_: subscripted('CClass', function* (key) {
    return concatenate((yield* parts(key)).map(asColumn), 1); // prettier-ignore
  }),
  s_: subscripted('IndexExpression', (key) => key),
  index_exp: subscripted('IndexExpression', (key) => (key instanceof PyTuple ? key : tuple(key))),
  mgrid: subscripted('nd_grid', grid),
  ogrid: subscripted('nd_grid', openGrid),
  ndindex: walker('ndindex', '*shape', function* (sizes: Value[]): Task {
    yield* [];
    const shape = sizes.length === 1 ? shapeArgument(sizes[0]!) : sizes.map((n) => toFloat(n, 'shape'));
    return NativeIterator.over(coordinates(shape), [], 'ndindex');
  }),
  nditer: nditerType,
  ndenumerate: walker('ndenumerate', 'arr', function* (value: Value): Task {
    const x = yield* toArray(value);
    const offsets = x.offsets();
    let i = 0;
    const places = coordinates(x.shape);
    const next = (): Value | undefined => {
      const place = places.next();
      return place.done === true ? undefined : tuple(place.value, elementAt(x, offsets[i++]!));
    };
    return new NativeIterator(next, [x], 'ndenumerate');
  }),
};

export const indexFunctions: Functions = {
  'indices(dimensions)': indices,
  'ravel_multi_index(multi_index, dims)': ravelMultiIndex,
};
