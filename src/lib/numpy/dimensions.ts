/** Functions of an array's dimensions: taken apart and put together along one, moved, made up to three, broadcast together. */
import {
  call, defineClass, exc, isCallable, iterate, NativeIterator, PyInstance, PyList, toInt, tuple, typeOf, type Functions, type PyType,
  type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { axisArgument } from './axes.ts';
import { commonShape } from './broadcast.ts';
import { shapeArgument, toArray } from './conversion.ts';
import { axisError } from './errors.ts';
import { asFunctions, type ArrayFunctions } from './functions.ts';
import { arraysOf, concatenate, splitting } from './joining.ts';
import { NdArray, shapeText, sizeOf, type Shape } from './ndarray.ts';
import { elementAt } from './scalar.ts';
import { expandDims, moveAxis } from './shaping.ts';

/** Splits along an axis that the array must have. */
const splitAlong = (name: string, axis: number) => (x: NdArray, sections: Value): Value => {
  if (x.ndim <= axis) throw exc.ValueError(`${name} only works on arrays of ${axis + 1} or more dimensions`);
  return splitting(true)(x, sections, axis);
}; // prettier-ignore

const atLeast1D = (x: NdArray): NdArray => (x.ndim > 0 ? x : x.view([1]));

function atLeast2D(x: NdArray): NdArray {
  if (x.ndim > 1) return x;
  return x.ndim === 1 ? expandDims(x, 0) : x.view([1, 1]);
}

function atLeast3D(x: NdArray): NdArray {
  if (x.ndim >= 3) return x;
  if (x.ndim === 0) return x.view([1, 1, 1]);
  return expandDims(x.ndim === 1 ? expandDims(x, 0) : x, 2);
}

/** What comes of one array, or the list of what comes of several. */
const ofEach = (f: (x: NdArray) => NdArray) =>
  function* (values: readonly Value[]): Task {
    const results: NdArray[] = [];
    for (const value of values) results.push(f(yield* toArray(value)));
    return results.length === 1 ? results[0]! : new PyList(results);
  };

function rollAxis(x: NdArray, axis: Value, start: Value): NdArray {
  const from = axisArgument(axis, x.ndim);
  const given = toInt(start, 'start');
  const before = given < 0 ? given + x.ndim : given;
  if (before < 0 || before > x.ndim) throw axisError(given, x.ndim);
  return moveAxis(x, from, from < before ? before - 1 : before);
}

function* applyOverAxes(function_: Value, array: Value, axes: Value): Task {
  let value = yield* toArray(array);
  const { ndim } = value;
  if (!isCallable(function_)) throw exc.TypeError('func must be callable');
  const given = typeof axes === 'number' ? [axes] : (yield* iterate(axes)).map((axis) => toInt(axis, 'axes'));
  for (const axis of given.map((at) => (at < 0 ? at + ndim : at))) {
    const result = yield* toArray(yield* call(function_, [value, axis]));
    const kept = result.ndim === value.ndim ? result : expandDims(result, axis);
    if (kept.ndim !== value.ndim) throw exc.ValueError('function is not returning an array of the correct shape');
    value = kept;
  }
  return value;
}

/** The shape that all have in common. Raises ValueError that names the first two which have none. */
function shapeInCommon(shapes: readonly Shape[]): Shape {
  const whole = commonShape(shapes);
  if (whole !== null) return whole;
  const late = shapes.findIndex((_, i) => commonShape(shapes.slice(0, i + 1)) === null);
  const early = shapes.findIndex((shape) => commonShape([shape, shapes[late]!]) === null);
  throw exc.ValueError(
    `shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg ${early} with shape ${shapeText(shapes[early]!)} and arg ${late} with shape ${shapeText(shapes[late]!)}.`,
  );
}

/** `numpy.broadcast`: arrays walked together as if all had their common shape. */
class Broadcast extends PyInstance {
  arrays: readonly NdArray[] = [];
  shape: Shape = [];
}

export const broadcastType: PyType = defineClass({
  name: 'broadcast',
  module: 'numpy',
  allocate: (type) => new Broadcast(type),
  methods: {
    '__init__(self, *args)': function* (self: Broadcast, args: Value[]): Task<null> {
      const arrays: NdArray[] = [];
      for (const value of args) arrays.push(yield* toArray(value));
      self.shape = shapeInCommon(arrays.map((x) => x.shape));
      self.arrays = arrays.map((x) => x.expand(self.shape));
      return null;
    },
    '__iter__(self)': ({ arrays, shape }: Broadcast) => {
      const offsets = arrays.map((x) => x.offsets());
      const rows = Array.from({ length: sizeOf(shape) }, (_, i) => tuple(...arrays.map((x, k) => elementAt(x, offsets[k]![i]!)))); // prettier-ignore
      return NativeIterator.over(rows, [...arrays]);
    },
  },
  properties: {
    shape: (self: Broadcast) => tuple(...self.shape),
    size: (self: Broadcast) => sizeOf(self.shape),
    ndim: (self: Broadcast) => self.shape.length,
    nd: (self: Broadcast) => self.shape.length,
    numiter: (self: Broadcast) => self.arrays.length,
  },
});

const arrayFunctions: ArrayFunctions = {
  'hsplit(ary, indices_or_sections)': (x: NdArray, sections: Value) =>
    splitAlong('hsplit', x.ndim > 1 ? 1 : 0)(x, sections),
  'vsplit(ary, indices_or_sections)': (x: NdArray, sections: Value) => {
    if (x.ndim < 2) throw exc.ValueError('vsplit only works on arrays of 2 or more dimensions');
    return splitting(true)(x, sections, 0);
  },
  'dsplit(ary, indices_or_sections)': splitAlong('dsplit', 2),
  'rollaxis(a, axis, start=0)': rollAxis,
};

export const dimensionFunctions: Functions = {
  ...asFunctions(arrayFunctions),
  'apply_over_axes(func, a, axes)': applyOverAxes,
  'atleast_1d(*arys)': ofEach(atLeast1D),
  'atleast_2d(*arys)': ofEach(atLeast2D),
  'atleast_3d(*arys)': ofEach(atLeast3D),
  'dstack(tup)': function* (values: Value): Task {
    return concatenate((yield* arraysOf(values)).map(atLeast3D), 2);
  },
  'broadcast_shapes(*args)': (shapes: Value[]) => tuple(...shapeInCommon(shapes.map(shapeArgument))),
  'iterable(y)': (value: Value) => {
    if (value instanceof NdArray) return value.ndim > 0;
    const type = typeOf(value);
    return type.lookup('__iter__') !== undefined || type.lookup('__getitem__') !== undefined;
  },
};
