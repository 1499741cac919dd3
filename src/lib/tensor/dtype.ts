/** The element types a program can name. */
export type DType = 'float32' | 'float64' | 'int64' | 'int32' | 'uint8' | 'bool';

/** How values lie in memory. float64 is carried out as float32, int64 as int32; `uint8` and `bool` are bytes. */
export type HostArray = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export const isFloating = (dtype: DType): boolean => dtype === 'float32' || dtype === 'float64';

/** Bytes of one element on the host and on the device. */
export const itemSize = (dtype: DType): number => (dtype === 'uint8' || dtype === 'bool' ? 1 : 4);

/** An array of zeros for `size` elements of `dtype`. */
export function hostArray(dtype: DType, size: number): HostArray {
  if (isFloating(dtype)) return new Float32Array(size);
  return dtype === 'uint8' || dtype === 'bool' ? new Uint8Array(size) : new Int32Array(size);
}

const CATEGORY: Record<DType, number> = { bool: 0, uint8: 1, int32: 1, int64: 1, float32: 2, float64: 2 };
const WIDTH: Record<DType, number> = { bool: 0, uint8: 1, int32: 2, int64: 3, float32: 4, float64: 5 };

/** The dtype of the result of an operation on two tensors (torch.promote_types). */
export const promote = (a: DType, b: DType): DType => (WIDTH[a] >= WIDTH[b] ? a : b);

/**
 * The dtype of an operation between a tensor with dimensions and a Python number or a 0-d tensor: the latter counts only when it is of a
 * higher category, bool < integer < floating (PyTorch, "Tensor Attributes", type promotion).
 */
export const promoteWeak = (strong: DType, weak: DType): DType => (CATEGORY[weak] > CATEGORY[strong] ? weak : strong);
