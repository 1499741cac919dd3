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
