import type { DType } from './dtype.ts';

/** Numbers on the host in row-major order. */
export interface HostArrayContents {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** What can hand its numbers over at once: NumPy's arrays and scalars (whose shape is empty). */
export interface HostArrayValue {
  /** The values may be the object's own memory: copy before writing. Raises TypeError for dtypes that torch has not. */
  hostArray(): HostArrayContents;
}

export const isHostArray = (value: unknown): value is HostArrayValue =>
  typeof value === 'object' && value !== null && typeof (value as Partial<HostArrayValue>).hostArray === 'function';

type ArrayFactory = (contents: HostArrayContents) => unknown;

let factory: ArrayFactory | null = null;

/** Says how NumPy's arrays are made: torch makes them for `Tensor.numpy()` without knowing numpy. */
export const registerArrayFactory = (make: ArrayFactory): void => {
  factory = make;
};

/** An array of NumPy's with a copy of `contents`. */
export function makeArray(contents: HostArrayContents): unknown {
  if (factory === null) throw new Error('no library of arrays is registered');
  return factory(contents);
}
