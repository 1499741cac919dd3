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

/** An array whose memory a tensor can share: each sees what the other writes. */
export interface SharedArray extends HostArrayValue {
  /** The memory itself, which views of the array have in common. */
  readonly data: object;
  /** Puts numbers, in row-major order, in place of the array's. */
  hostWrite(values: ArrayLike<number>): void;
}

export const isSharedArray = (value: unknown): value is SharedArray =>
  isHostArray(value) && typeof (value as Partial<SharedArray>).hostWrite === 'function';

/** How often memory that tensors share was written; other memory is not counted. */
const writes = new WeakMap<object, number>();

/** From now on counts writes to the memory; answers how many there were. */
export function countWrites(memory: object): number {
  const count = writes.get(memory) ?? 0;
  writes.set(memory, count);
  return count;
}

/** Whoever writes to an array's memory says so. */
export function noteWrite(memory: object): void {
  const count = writes.get(memory);
  if (count !== undefined) writes.set(memory, count + 1);
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
