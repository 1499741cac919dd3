/**
 * Where a tensor's elements lie in its storage. Values are computed without it; a program sees it in `stride()`, `is_contiguous()`,
 * and in which views PyTorch can make.
 */
import { sizeOf, stridesOf, type Shape } from '../tensor/shape.ts';

/** Elements from one to the next in each dimension, and the place of the first. */
export interface Layout {
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Whether elements follow each other in row-major order. Dimensions of size 1 have no say. */
export function isContiguous(shape: Shape, strides: readonly number[]): boolean {
  if (sizeOf(shape) === 0) return true;
  let expected = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] === 1) continue;
    if (strides[i] !== expected) return false;
    expected *= shape[i]!;
  }
  return true;
}

/** The strides with which the same memory has another shape of as many elements; null where no strides do. */
export function viewStrides(shape: Shape, strides: readonly number[], wanted: Shape): readonly number[] | null {
  if (sizeOf(shape) === 0 || shape.length === 0) return stridesOf(wanted);
  const result = new Array<number>(wanted.length).fill(0);
  let to = wanted.length - 1;
  let base = strides.at(-1)!;
  let elements = 1;
  let taken = 1;
  for (let from = shape.length - 1; from >= 0; from--) {
    elements *= shape[from]!;
    // A run of dimensions ends where the next one does not continue it.
    const ends = from === 0 || (shape[from - 1] !== 1 && strides[from - 1] !== elements * base);
    if (!ends) continue;
    while (to >= 0 && (taken < elements || wanted[to] === 1)) {
      result[to] = taken * base;
      taken *= wanted[to--]!;
    }
    if (taken !== elements) return null;
    if (from > 0) {
      base = strides[from - 1]!;
      elements = 1;
      taken = 1;
    }
  }
  return to === -1 ? result : null;
}
