/** Reading and writing elements and parts of arrays. */
import { noteWrite } from '../tensor/array-interface.ts';
import { ELLIPSIS, exc, NativeIterator, PyTuple, type Task, type Value } from '../python/bind.ts';
import { broadcastInto, commonShape } from './broadcast.ts';
import { convert, toArray } from './conversion.ts';
import { caster, isNumeric } from './dtype.ts';
import { store } from './elementwise.ts';
import { isMask, pick } from './indexing.ts';
import { NdArray, sameShape, shapeText } from './ndarray.ts';
import { elementAt, returned } from './scalar.ts';

/** `x[key]` */
export function getItem(x: NdArray, key: Value): Value {
  if (typeof key === 'number' && x.ndim > 0) {
    const n = x.shape[0]!;
    if (key < -n || key >= n) throw exc.IndexError(`index ${key} is out of bounds for axis 0 with size ${n}`);
    return row(x, key < 0 ? key + n : key);
  }
  const picked = pick(x, key);
  if (picked.kind === 'view') return hasEllipsis(key) ? picked.view : returned(picked.view);
  return x.like(x.gather(picked.offsets), picked.shape);
}

/** A key with `...` in it gives an array even where a single element is left. */
const hasEllipsis = (key: Value): boolean =>
  key === ELLIPSIS || (key instanceof PyTuple && key.items.includes(ELLIPSIS));

/** `x[i]` for a place that is known to be inside. */
export function row(x: NdArray, i: number): Value {
  const offset = x.offset + i * x.strides[0]!;
  if (x.ndim === 1) return elementAt(x, offset);
  return x.view(x.shape.slice(1), x.strides.slice(1), offset);
}

/** Writes an array's values into a view, converted to its dtype. */
export function assign(target: NdArray, source: NdArray): void {
  if (isNumeric(target.dtype) && isNumeric(source.dtype)) {
    store(target, broadcastInto(source, target.shape));
    return;
  }
  const values = intoTable(target, convert(source, target.dtype));
  store(target, broadcastInto(values, target.shape));
}

/** Values of a table array, as places in another one's table, where they are added. */
function intoTable(target: NdArray, source: NdArray): NdArray {
  if (isNumeric(target.dtype)) return source;
  const places = Float64Array.from(source.values(), (place) => target.table.push(source.table[place]!) - 1);
  return new NdArray(places, target.dtype, source.shape, undefined, target.table);
}

/** `x[key] = value` */
export function* setItem(x: NdArray, key: Value, value: Value): Task<Value> {
  const source = yield* toArray(value);
  const picked = pick(x, key);
  if (picked.kind === 'view') {
    assign(picked.view, source);
    return null;
  }
  const { offsets, shape } = picked;
  let values = isNumeric(x.dtype) ? convertNumbers(source, x) : intoTable(x, convert(source, x.dtype));
  while (values.ndim > shape.length && values.shape[0] === 1)
    values = values.view(values.shape.slice(1), values.strides.slice(1));
  const fits = commonShape([values.shape, shape]);
  if (fits === null || !sameShape(fits, shape)) {
    if (isMask(key) && values.ndim === 1) {
      throw exc.ValueError(
        `NumPy boolean array indexing assignment cannot assign ${values.size} input values to the ${offsets.length} output values where the mask is true`,
      );
    }
    throw exc.ValueError(
      `shape mismatch: value array of shape ${shapeText(source.shape)} could not be broadcast to indexing result of shape ${shapeText(shape)}`,
    );
  }
  const numbers = values.expand(shape).values();
  const cast = isNumeric(x.dtype) ? caster(x.dtype) : (number: number) => number;
  offsets.forEach((offset, i) => (x.data[offset] = cast(numbers[i]!)));
  noteWrite(x.data);
  return null;
}

const convertNumbers = (source: NdArray, x: NdArray): NdArray =>
  isNumeric(source.dtype) ? source : convert(source, x.dtype);

/** `iter(x)` */
export function iterateRows(x: NdArray): Value {
  if (x.ndim === 0) throw exc.TypeError('iteration over a 0-d array');
  let at = 0;
  return new NativeIterator(() => (at < x.shape[0]! ? row(x, at++) : undefined), [x], 'iterator');
}
