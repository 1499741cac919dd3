/** Values between host arrays, whose elements may be bytes, and the device, where each element takes four. */
import { isFloating, type DType, type HostArray } from '../../tensor/dtype.ts';

/** The array as the device has it. */
export function toDevice(values: HostArray, dtype: DType): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  if (isFloating(dtype)) return values instanceof Float32Array ? values : Float32Array.from(values);
  return values instanceof Int32Array ? values : new Int32Array(values);
}

/** The device's bytes as `dtype` has them on the host; they may be used as they are. */
export function toHost(bytes: ArrayBuffer, dtype: DType): HostArray {
  if (isFloating(dtype)) return new Float32Array(bytes);
  if (dtype === 'uint8' || dtype === 'bool') return new Uint8Array(new Int32Array(bytes));
  return new Int32Array(bytes);
}
