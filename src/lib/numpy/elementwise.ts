/** Carrying a function of numbers out over arrays that broadcast. */
import { noteWrite } from '../tensor/array-interface.ts';
import { caster, makeData, resultType, type Data, type DTypeName, type Operand } from './dtype.ts';
import { broadcastShapes } from './broadcast.ts';
import { NdArray } from './ndarray.ts';

/** How an array counts in promotion. */
export const operandOf = (x: NdArray): Operand => ({
  dtype: x.dtype,
  scalar: x.ndim === 0,
  value: x.ndim === 0 ? x.at() : 0,
});

/** The dtype to which operands are promoted. */
export const commonDType = (...arrays: NdArray[]): DTypeName => resultType(arrays.map(operandOf));

/** A function of one number over an array; the result has the dtype `out`. */
export function mapUnary(x: NdArray, out: DTypeName, f: (value: number) => number): NdArray {
  const values = x.values();
  const data = makeData(out, values.length);
  for (let i = 0; i < data.length; i++) data[i] = f(values[i]!);
  return new NdArray(data, out, x.shape);
}

/**
 * A function of two numbers over arrays that broadcast. Operands are seen as numbers of the dtype `as` (a Python 0.1
 * beside a float32 array is the float32 0.1); the result has the dtype `out`.
 */
export function mapBinary(
  a: NdArray,
  b: NdArray,
  as: DTypeName,
  out: DTypeName,
  f: (x: number, y: number) => number,
): NdArray {
  const shape = broadcastShapes(a.shape, b.shape);
  if (a.size === 1 && b.size !== 1) {
    const x = seenAs(a, as)[0]!;
    return mapUnary(
      b.expand(shape),
      out,
      as === b.dtype || as !== 'float32' ? (y) => f(x, y) : (y) => f(x, Math.fround(y)),
    );
  }
  if (b.size === 1 && a.size !== 1) {
    const y = seenAs(b, as)[0]!;
    return mapUnary(
      a.expand(shape),
      out,
      as === a.dtype || as !== 'float32' ? (x) => f(x, y) : (x) => f(Math.fround(x), y),
    );
  }
  const x = seenAs(a.expand(shape), as);
  const y = seenAs(b.expand(shape), as);
  const data = makeData(out, x.length);
  for (let i = 0; i < data.length; i++) data[i] = f(x[i]!, y[i]!);
  return new NdArray(data, out, shape);
}

/** Row-major values as numbers of that dtype. Only float32 loses anything that the value had. */
export function seenAs(x: NdArray, dtype: DTypeName): Data {
  const values = x.values();
  if (dtype !== 'float32' || x.dtype === 'float32') return values;
  const data = makeData('float32', values.length);
  data.set(values);
  return data;
}

/** Writes an array over another one's memory, cast to its dtype. The shapes are equal. */
export function store(target: NdArray, source: NdArray): void {
  const values = source.values();
  // A source that looks at the same memory may be overwritten while it is read.
  const safe = values.buffer === target.data.buffer ? values.slice() : values;
  const cast = source.dtype === target.dtype ? null : caster(target.dtype);
  const { data } = target;
  noteWrite(data);
  if (target.contiguous) {
    const start = target.offset;
    if (cast === null) data.set(safe, start);
    else for (let i = 0; i < safe.length; i++) data[start + i] = cast(safe[i]!);
    return;
  }
  const offsets = target.offsets();
  for (let i = 0; i < safe.length; i++) data[offsets[i]!] = cast === null ? safe[i]! : cast(safe[i]!);
}
