/** A tensor's values as the bytes of a storage, in PyTorch's own formats: little-endian, int64 and float64 in 8 bytes. */
import { defineClass, PyObject, type PyType } from '../../python/bind.ts';
import { hostArray, type DType, type HostArray } from '../../tensor/dtype.ts';
import { refuseWide } from '../ops/creation.ts';

/** PyTorch's names of storage classes by dtype. */
export const STORAGE_NAMES: Readonly<Record<DType, string>> = {
  float32: 'FloatStorage',
  float64: 'DoubleStorage',
  int64: 'LongStorage',
  int32: 'IntStorage',
  uint8: 'ByteStorage',
  bool: 'BoolStorage',
};

/** The dtype of a storage class's name; undefined for classes that are not here. */
export const storageDType = (name: string): DType | undefined =>
  (Object.keys(STORAGE_NAMES) as DType[]).find((dtype) => STORAGE_NAMES[dtype] === name);

/** Stands for `torch.FloatStorage` and its kind while a file is read. */
export class StorageClass extends PyObject {
  readonly dtype: DType;

  constructor(dtype: DType) {
    super();
    this.dtype = dtype;
  }

  get type(): PyType {
    return storageClassType;
  }
}

/** A storage of a file that is being read. */
export class Storage extends PyObject {
  readonly dtype: DType;
  readonly values: HostArray;

  constructor(dtype: DType, values: HostArray) {
    super();
    this.dtype = dtype;
    this.values = values;
  }

  get type(): PyType {
    return storageType;
  }
}

const storageClassType: PyType = defineClass({ name: 'StorageClass', module: 'torch', allocate: null });
const storageType: PyType = defineClass({ name: 'Storage', module: 'torch', allocate: null });

const WIDE: ReadonlySet<DType> = new Set(['int64', 'float64']);

/** Values as bytes. */
export function toBytes(values: HostArray, dtype: DType): Uint8Array {
  if (!WIDE.has(dtype)) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  const view = new DataView(new ArrayBuffer(values.length * 8));
  for (let i = 0; i < values.length; i++) {
    if (dtype === 'int64') view.setBigInt64(i * 8, BigInt(values[i]!), true);
    else view.setFloat64(i * 8, values[i]!, true);
  }
  return new Uint8Array(view.buffer);
}

/** Bytes as values; floats beyond this side's precision are rounded. Raises NotImplementedError for integers beyond its range. */
export function fromBytes(bytes: Uint8Array, dtype: DType): HostArray {
  const size = bytes.length / (WIDE.has(dtype) ? 8 : dtype === 'uint8' || dtype === 'bool' ? 1 : 4);
  const values = hostArray(dtype, size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === 'int64') {
    const wide = Array.from(values, (_, i) => Number(view.getBigInt64(i * 8, true)));
    refuseWide(wide);
    values.set(wide);
    return values;
  }
  for (let i = 0; i < size; i++) {
    if (dtype === 'float64') values[i] = view.getFloat64(i * 8, true);
    else if (dtype === 'float32') values[i] = view.getFloat32(i * 4, true);
    else if (dtype === 'int32') values[i] = view.getInt32(i * 4, true);
    else values[i] = bytes[i]!;
  }
  return values;
}

/** Row-major strides, in elements. */
export function rowMajor(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides.unshift(step);
    step *= shape[i]!;
  }
  return strides;
}

/** Values of a strided view of a storage, in row-major order. */
export function stridedValues(
  { values, dtype }: Storage,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
): HostArray {
  const size = shape.reduce((product, n) => product * n, 1);
  const out = hostArray(dtype, size);
  const place = shape.map(() => 0);
  let from = offset;
  for (let i = 0; i < size; i++) {
    out[i] = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++place[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      place[axis] = 0;
    }
  }
  return out;
}
