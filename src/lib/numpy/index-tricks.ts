/** `numpy.r_`, `c_`, `s_`, `mgrid`, and walking over places. */
import {
  defineClass, exc, NativeIterator, PyInstance, PySlice, PyTuple, toFloat, tuple, type PyType, type Task, type Value,
} from '../python/bind.ts'; // prettier-ignore
import { shapeArgument, toArray } from './conversion.ts';
import { concatenate } from './joining.ts';
import type { NdArray } from './ndarray.ts';
import { ndarray, sizeOf, stridesOf, type Shape } from './ndarray.ts';
import { openGrid } from './rarer.ts';
import { elementAt } from './scalar.ts';

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

function* grid(key: Value): Task {
  const slices = key instanceof PyTuple ? key.items : [key];
  const lines = slices.map((slice) => {
    if (slice instanceof PySlice) return rangeOf(slice);
    throw exc.TypeError('mgrid takes slices');
  });
  if (lines.length === 1) return lines[0]!;
  const shape = lines.map((line) => line.size);
  const planes = lines.map((line, dim) => line.view(shape.map((n, i) => (i === dim ? n : 1))).expand(shape));
  return concatenate(planes.map((plane) => plane.copy().view([1, ...shape])), 0); // prettier-ignore
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
