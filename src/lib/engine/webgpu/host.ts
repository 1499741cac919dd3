/** Values between host arrays, whose elements may be bytes, and the device, where each element takes four. */
import { isFloating, type DType, type HostArray } from '../../tensor/dtype.ts';

/** The array as the device has it. */
export function toDevice(values: HostArray, dtype: DType): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  if (isFloating(dtype)) return values instanceof Float32Array ? values : Float32Array.from(values);
  return values instanceof Int32Array ? values : Int32Array.from(values);
}

/** A copy of the device's bytes as `dtype` has them on the host. */
export function toHost(bytes: ArrayBuffer, dtype: DType): HostArray {
  if (isFloating(dtype)) return new Float32Array(bytes.slice(0));
  if (dtype === 'uint8' || dtype === 'bool') return Uint8Array.from(new Int32Array(bytes));
  return new Int32Array(bytes.slice(0));
}
