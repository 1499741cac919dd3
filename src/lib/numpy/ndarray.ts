import { exc, PyObject, type PyType, type Value, type Visit } from '../python/bind.ts';
import { noteWrite, type SharedArray } from '../tensor/array-interface.ts';
import type { DType } from '../tensor/dtype.ts';
import { caster, itemSize, makeData, type Data, type DTypeName } from './dtype.ts';

/** Sizes of an array's dimensions, outermost first. */
export type Shape = readonly number[];

export const sizeOf = (shape: Shape): number => shape.reduce((size, n) => size * n, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** A shape as NumPy's messages have it: `(2,3)`. */
export const shapeText = (shape: Shape): string => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(',')})`);

/** A shape as Python writes a tuple: `(2, 3)`. */
export const shapeTuple = (shape: Shape): string => shapeText(shape).replace(/,(?=\d)/g, ', ');

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}

/** Where each element of a strided shape lies, in row-major order. */
export function offsetsOf(shape: Shape, strides: Shape, start: number): Int32Array {
  const total = sizeOf(shape);
  const offsets = new Int32Array(total);
  if (total === 0) return offsets;
  offsets[0] = start;
  let filled = 1;
  // Each dimension, from the innermost, repeats what is there already.
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    const stride = strides[dim]!;
    const block = filled;
    for (let k = 1; k < shape[dim]!; k++) {
      const shift = k * stride;
      for (let i = 0; i < block; i++) offsets[filled++] = offsets[i]! + shift;
    }
  }
  return offsets;
}

/** Set once by `ndarray-type.ts`: the class statement needs the methods, and the methods need this class. */
let ndarrayType: PyType | null = null;
export const setNdarrayType = (type: PyType): void => {
  ndarrayType = type;
};

/**
 * `numpy.ndarray`: values on the host, computed at once. Basic slices, transposes and most reshapes are views: they have
 * the data of their base, with a shape, strides (in elements) and an offset of their own.
 */
export class NdArray extends PyObject implements SharedArray {
  readonly dtype: DTypeName;
  readonly data: Data;
  shape: Shape;
  strides: Shape;
  readonly offset: number;
  /** The array whose memory this one looks at; null for an array that owns its memory. */
  readonly base: NdArray | null;
  /** What the elements of a `str` or `object` array stand for. */
  readonly table: Value[];

  constructor(
    data: Data,
    dtype: DTypeName,
    shape: Shape,
    view?: { readonly strides: Shape; readonly offset: number; readonly base: NdArray },
    table: Value[] = view?.base.table ?? [],
  ) {
    super();
    this.data = data;
    this.dtype = dtype;
    this.shape = shape;
    this.strides = view?.strides ?? stridesOf(shape);
    this.offset = view?.offset ?? 0;
    this.base = view === undefined ? null : (view.base.base ?? view.base);
    this.table = table;
  }

  get type(): PyType {
    return ndarrayType!;
  }

  override traverse(visit: Visit): void {
    for (const value of this.table) visit(value);
    visit(this.base);
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** Whether the elements lie one after another in row-major order. */
  get contiguous(): boolean {
    let step = 1;
    for (let i = this.shape.length - 1; i >= 0; i--) {
      const n = this.shape[i]!;
      if (n === 0) return true;
      if (n !== 1 && this.strides[i] !== step) return false;
      step *= n;
    }
    return true;
  }

  /** The same memory seen in another way. */
  view(shape: Shape, strides: Shape = stridesOf(shape), offset = this.offset): NdArray {
    return new NdArray(this.data, this.dtype, shape, { strides, offset, base: this });
  }

  offsets(): Int32Array {
    return offsetsOf(this.shape, this.strides, this.offset);
  }

  /** The elements in row-major order: the array's own memory where it lies that way, so never write to it. */
  values(): Data {
    const size = this.size;
    if (this.contiguous) {
      if (this.offset === 0 && this.data.length === size) return this.data;
      return this.data.subarray(this.offset, this.offset + size);
    }
    return this.gather(this.offsets());
  }

  /** The elements at places of the memory, as new memory. */
  gather(offsets: Int32Array): Data {
    const { data } = this;
    const out = makeData(this.dtype, offsets.length);
    for (let i = 0; i < out.length; i++) out[i] = data[offsets[i]!]!;
    return out;
  }

  /** A new array of the same dtype (and table) for values made from this one's. */
  like(data: Data, shape: Shape): NdArray {
    return new NdArray(data, this.dtype, shape, undefined, this.table);
  }

  copy(): NdArray {
    return this.like(this.contiguous ? this.values().slice() : this.values(), this.shape);
  }

  /** The only element of a 0-d array, or the one at a place of the memory. */
  at(offset: number = this.offset): number {
    return this.data[offset]!;
  }

  /** The array stretched over a shape that it broadcasts to. */
  expand(shape: Shape): NdArray {
    if (sameShape(shape, this.shape)) return this;
    const lead = shape.length - this.ndim;
    const strides = shape.map((n, i) =>
      i < lead || (this.shape[i - lead] === 1 && n !== 1) ? 0 : this.strides[i - lead]!,
    );
    return this.view(shape, strides);
  }

  hostWrite(values: ArrayLike<number>): void {
    const cast = caster(this.dtype);
    this.offsets().forEach((offset, i) => (this.data[offset] = cast(values[i]!)));
    noteWrite(this.data);
  }

  /** The interface through which torch takes arrays. */
  hostArray(): { values: Data; shape: Shape; dtype: DType } {
    const dtype = TORCH_DTYPES[this.dtype];
    if (dtype === undefined) {
      throw exc.TypeError(
        `can't convert np.ndarray of type numpy.${this.dtype === 'str' ? 'str_' : this.dtype === 'object' ? 'object_' : this.dtype}. The supported types here are: float64, float32, int64, int32, uint8, and bool.`,
      );
    }
    return { values: this.values(), shape: this.shape, dtype };
  }
}

const TORCH_DTYPES: Readonly<Partial<Record<DTypeName, DType>>> = {
  bool: 'bool',
  uint8: 'uint8',
  int32: 'int32',
  int64: 'int64',
  float32: 'float32',
  float64: 'float64',
};

/** A new array of numbers, row-major. The values are copied. */
export function ndarray(values: ArrayLike<number>, shape: Shape, dtype: DTypeName): NdArray {
  const data = makeData(dtype, values.length);
  const cast = caster(dtype);
  for (let i = 0; i < data.length; i++) data[i] = cast(values[i]!);
  return new NdArray(data, dtype, shape);
}

/** An array with the values converted to the dtype; always a copy. */
export function castArray(x: NdArray, dtype: DTypeName): NdArray {
  if (x.dtype === dtype) return x.copy();
  return ndarray(x.values(), x.shape, dtype);
}

/** Bytes that the elements take in NumPy. */
export const byteSize = (x: NdArray): number => x.size * itemSize(x.dtype);
