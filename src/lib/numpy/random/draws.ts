/** Filling arrays with draws, for both of NumPy's generators. */
import { exc, float, PyFloat, type Task, type Value } from '../../python/bind.ts';
import { multipliedInterval, maskedInterval, SmallDraws, type BitSource } from '../../random/bit-source.ts';
import { broadcastShapes } from '../broadcast.ts';
import { shapeArgument, toArray } from '../conversion.ts';
import { isInteger, itemSize, kindOf, type DTypeName } from '../dtype.ts';
import { NdArray, ndarray, sameShape, shapeTuple, sizeOf, type Shape } from '../ndarray.ts';

/** The shape that `size` asks for; null for a single draw. */
export const sizeArgument = (size: Value): Shape | null => (size === null ? null : shapeArgument(size));

/** `count` floats, or one where the shape is null. */
export function floats(shape: Shape | null, draw: () => number): Value {
  if (shape === null) return float(draw());
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = draw();
  return new NdArray(data, 'float64', shape);
}

/**
 * Draws whose parameters may be arrays: they broadcast with each other, and must fit into `size` where it is given.
 * `check` raises what NumPy raises for parameters out of their range.
 */
export function* distributed(
  parameters: readonly Value[],
  size: Value,
  draw: (...parameters: number[]) => number,
  check: (...parameters: number[]) => void = () => undefined,
  dtype: DTypeName = 'float64',
): Task {
  const numbers = parameters.map((value) => (value instanceof PyFloat ? value.value : value));
  const shape = sizeArgument(size);
  if (numbers.every((value) => typeof value === 'number')) {
    check(...numbers);
    const one = (): number => draw(...numbers);
    if (dtype === 'float64') return floats(shape, one);
    return shape === null ? one() : ndarray(Float64Array.from({ length: sizeOf(shape) }, one), shape, dtype);
  }
  const arrays: NdArray[] = [];
  for (const value of parameters) arrays.push(yield* toArray(value));
  const common = broadcastShapes(...arrays.map((x) => x.shape));
  const result = shape ?? common;
  if (!sameShape(broadcastShapes(result, common), result)) {
    throw exc.ValueError(
      `Output size ${shapeTuple(result)} is not compatible with broadcast dimensions of inputs ${shapeTuple(common)}.`,
    );
  }
  const values = arrays.map((x) => x.expand(result).values());
  const data = Float64Array.from({ length: sizeOf(result) }, (_, i) => {
    const at = values.map((value) => value[i]!);
    check(...at);
    return draw(...at);
  });
  if (result.length === 0 && shape === null) return dtype === 'float64' ? float(data[0]!) : data[0]!;
  return ndarray(data, result, dtype);
}

const lowest = (dtype: DTypeName): number => (kindOf(dtype) === 'i' ? -(2 ** (8 * itemSize(dtype) - 1)) : 0);
const beyond = (dtype: DTypeName): number =>
  dtype === 'bool' ? 2 : 2 ** (8 * itemSize(dtype) - (kindOf(dtype) === 'i' ? 1 : 0));

function checkBounds(low: number, high: number, dtype: DTypeName, zeroLow: boolean): void {
  if (low < lowest(dtype)) throw exc.ValueError(`low is out of bounds for ${dtype}`);
  if (high > beyond(dtype)) throw exc.ValueError(`high is out of bounds for ${dtype}`);
  if (low >= high) throw exc.ValueError(zeroLow ? 'high <= 0' : 'low >= high');
}

/** How an integer of a bounded range is drawn: by masking (`RandomState`) or by multiplication (`Generator`). */
export type Bounding = 'masked' | 'multiplied';

/** Draws in [0, most] of a dtype; 8 and 16 bits share a draw of 32 within one call. */
function intervalDraw(source: BitSource, how: Bounding, dtype: DTypeName): (most: number) => number {
  const bits = dtype === 'bool' ? 1 : itemSize(dtype) * 8;
  if (bits === 1 || bits === 8 || bits === 16) {
    const small = new SmallDraws(source, bits);
    return how === 'masked' ? (most) => small.masked(most) : (most) => small.multiplied(most);
  }
  return how === 'masked' ? (most) => maskedInterval(source, most) : (most) => multipliedInterval(source, most);
}

/** `randint(low, high, size, dtype)`: integers in [low, high). Answers a plain number where `size` is None and the bounds are numbers. */
export function* integers(
  source: BitSource,
  how: Bounding,
  bounds: { readonly low: Value; readonly high: Value; readonly closed: boolean },
  size: Value,
  dtype: DTypeName,
): Task<NdArray | number> {
  if (!isInteger(dtype) && dtype !== 'bool') throw exc.TypeError(`Unsupported dtype dtype('${dtype}') for randint`);
  const shape = sizeArgument(size);
  const zeroLow = bounds.high === null;
  const lows = yield* toArray(zeroLow ? 0 : bounds.low);
  const highs = yield* toArray(zeroLow ? bounds.low : bounds.high);
  const draw = intervalDraw(source, how, dtype);
  const end = bounds.closed ? 1 : 0;
  const one = (low: number, high: number): number => {
    const [from, to] = [Math.trunc(low), Math.trunc(high) + end];
    checkBounds(from, to, dtype, zeroLow);
    return from + draw(to - from - 1);
  };
  if (lows.ndim === 0 && highs.ndim === 0) {
    const [low, high] = [lows.at(), highs.at()];
    if (shape === null) return one(low, high);
    checkBounds(Math.trunc(low), Math.trunc(high) + end, dtype, zeroLow);
    return ndarray(Float64Array.from({ length: sizeOf(shape) }, () => one(low, high)), shape, dtype); // prettier-ignore
  }
  const result = shape ?? broadcastShapes(lows.shape, highs.shape);
  const from = lows.expand(result).values();
  const to = highs.expand(result).values();
  return ndarray(Float64Array.from({ length: sizeOf(result) }, (_, i) => one(from[i]!, to[i]!)), result, dtype); // prettier-ignore
}
