/** Writing into arrays at chosen places. */
import { exc, typeName, type Functions, type Task, type Value } from '../python/bind.ts';
import { axisArgument } from './axes.ts';
import { broadcastInto, broadcastShapes } from './broadcast.ts';
import { toArray, withDType } from './conversion.ts';
import { isInteger, kindOf, type DTypeName } from './dtype.ts';
import { store } from './elementwise.ts';
import { asFunctions } from './functions.ts';
import { assign } from './item-access.ts';
import { NdArray, ndarray } from './ndarray.ts';
import { ravel } from './shaping.ts';

function target(value: Value, name: string): NdArray {
  if (value instanceof NdArray) return value;
  throw exc.TypeError(`${name} must be numpy.ndarray, not ${typeName(value)}`);
}

const KINDS = 'buif';

/** Raises TypeError where a copy would lose the kind of the numbers, as floats to integers would. */
function requireSameKind(from: NdArray, to: DTypeName): void {
  const [a, b] = [KINDS.indexOf(kindOf(from.dtype)), KINDS.indexOf(kindOf(to))];
  // The value of a lone integer decides, so that it fits unsigned ones as well.
  if (a <= b || (isInteger(from.dtype) && isInteger(to) && from.ndim === 0)) return;
  const what = from.ndim === 0 ? 'scalar' : 'array data';
  throw exc.TypeError(`Cannot cast ${what} from dtype('${from.dtype}') to dtype('${to}') according to the rule 'same_kind'`); // prettier-ignore
}

function* copyTo(destination: Value, source: Value, casting: Value, where: Value): Task {
  const to = target(destination, 'copyto() argument 1');
  const from = yield* toArray(source);
  if (casting !== 'unsafe') requireSameKind(from, to.dtype);
  if (where === true) {
    assign(to, from);
    return null;
  }
  const chosen = broadcastInto(yield* toArray(where), to.shape).values();
  const values = broadcastInto(from, to.shape);
  const [places, sources] = [to.offsets(), values.offsets()];
  chosen.forEach((hit, i) => {
    if (hit !== 0) assign(to.view([], [], places[i]), values.view([], [], sources[i]));
  });
  return null;
}

function* place(array: Value, mask: Value, values: Value): Task {
  const to = target(array, 'argument 1');
  const chosen = (yield* toArray(mask)).values();
  const from = ravel(withDType(yield* toArray(values), to.dtype));
  if (chosen.length !== to.size) throw exc.ValueError('place: mask and data must be the same size');
  if (from.size === 0 && chosen.some((hit) => hit !== 0)) {
    throw exc.ValueError('Cannot insert from an empty array!');
  }
  const [places, sources] = [to.offsets(), from.offsets()];
  let next = 0;
  chosen.forEach((hit, i) => {
    if (hit !== 0) store(to.view([], [], places[i]), from.view([], [], sources[next++ % sources.length]));
  });
  return null;
}

function* putAlongAxis(array: Value, indices: Value, values: Value, axis: Value): Task {
  const whole = target(array, 'put_along_axis() argument 1');
  const to = axis === null ? whole.view([whole.size]) : whole;
  if (axis === null && !whole.contiguous) throw exc.NotImplementedError('axis=None runs here for contiguous arrays; give the axis'); // prettier-ignore
  const at = yield* toArray(indices);
  if (at.ndim !== to.ndim) throw exc.ValueError('`indices` and `arr` must have the same number of dimensions');
  const along = axisArgument(axis ?? 0, to.ndim);
  const shape = broadcastShapes(to.shape.map((n, i) => (i === along ? 1 : n)), at.shape); // prettier-ignore
  const chosen = at.expand(shape).values();
  const rows = to.view(shape, to.strides.map((stride, i) => (i === along ? 0 : stride))).offsets(); // prettier-ignore
  const from = broadcastInto(withDType(yield* toArray(values), to.dtype), shape);
  const sources = from.offsets();
  const n = to.shape[along]!;
  chosen.forEach((index, i) => {
    if (index < -n || index >= n) throw exc.IndexError(`index ${index} is out of bounds for axis ${along} with size ${n}`); // prettier-ignore
    const offset = rows[i]! + (index < 0 ? index + n : index) * to.strides[along]!;
    store(to.view([], [], offset), from.view([], [], sources[i]));
  });
  return null;
}

function* putMask(a: NdArray, mask: Value, values: Value): Task {
  const [at, from] = [(yield* toArray(mask)).values(), ravel(yield* toArray(values))];
  const [places, sources] = [a.offsets(), from.offsets()];
  at.forEach((hit, i) => {
    if (hit !== 0) store(a.view([], [], places[i]), from.view([], [], sources[i % sources.length]));
  });
  return null;
}

/** Writes at places of the flattened array. */
export function* put(a: Value, places: Value, values: Value): Task {
  if (!(a instanceof NdArray)) throw exc.TypeError('argument 1 must be numpy.ndarray');
  const [at, from] = [(yield* toArray(places)).values(), (yield* toArray(values)).values()];
  const flat = a.offsets();
  at.forEach((place, i) => {
    const index = place < 0 ? place + a.size : place;
    if (index < 0 || index >= a.size) throw exc.IndexError(`index ${place} is out of bounds for axis 0 with size ${a.size}`); // prettier-ignore
    assign(a.view([], [], flat[index]), ndarray([from[i % from.length]!], [], a.dtype));
  });
  return null;
}

export const placingFunctions: Functions = {
  'copyto(dst, src, casting="same_kind", where=True)': copyTo,
  'place(arr, mask, vals)': place,
  'put(a, ind, v)': put,
  'put_along_axis(arr, indices, values, axis)': putAlongAxis,
  ...asFunctions({ 'putmask(a, mask, values)': putMask }),
};
