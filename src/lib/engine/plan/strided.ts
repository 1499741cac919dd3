/** Arithmetic of strided views: how an index of a shape reaches an address, without copying. */
import { sizeOf, stridesOf, type Shape } from '../../tensor/shape.ts';

/** `offset + sum(index[i] * strides[i])`, in elements, over a shape that is known beside it. */
export interface Strided {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Row-major from the start. */
export const dense = (shape: Shape): Strided => ({ offset: 0, strides: stridesOf(shape) });

/** Whether a view visits 0, 1, 2, … in the order of its shape. */
export function isDense({ offset, strides }: Strided, shape: Shape): boolean {
  if (offset !== 0) return false;
  const wanted = stridesOf(shape);
  return shape.every((n, i) => n === 1 || strides[i] === wanted[i]);
}

/**
 * The same elements in the same order under another shape of the same size; null where one stride for each dimension
 * cannot say it. The walk is NumPy's `_attempt_nocopy_reshape`: runs of old dimensions that lie evenly become runs of new ones.
 */
export function reshapeStrided({ offset, strides }: Strided, from: Shape, to: Shape): Strided | null {
  if (sizeOf(from) === 0) return { offset, strides: to.map(() => 0) };
  const kept = from.flatMap((n, i) => (n === 1 ? [] : [{ n, stride: strides[i]! }]));
  const out = new Array<number>(to.length).fill(0);
  let next = 0;
  let i = 0;
  while (i < to.length) {
    if (to[i] === 1) {
      i++;
      continue;
    }
    const first = next;
    let have = kept[next++]!.n;
    let want = to[i]!;
    let end = i + 1;
    while (have !== want) {
      if (have < want) have *= kept[next++]!.n;
      else want *= to[end++]!;
    }
    for (let k = first; k < next - 1; k++) if (kept[k]!.stride !== kept[k + 1]!.n * kept[k + 1]!.stride) return null;
    let step = kept[next - 1]!.stride;
    for (let k = end - 1; k >= i; k--) {
      out[k] = step;
      step *= to[k]!;
    }
    i = end;
  }
  return { offset, strides: out };
}

export const permuteStrided = ({ offset, strides }: Strided, order: readonly number[]): Strided => ({
  offset,
  strides: order.map((axis) => strides[axis]!),
});

/** Dimensions of size 1 in `from` repeat. */
export const expandStrided = ({ offset, strides }: Strided, from: Shape, to: Shape): Strided => ({
  offset,
  strides: strides.map((stride, i) => (from[i] === to[i] ? stride : 0)),
});

export const sliceStrided = (
  { offset, strides }: Strided,
  starts: readonly number[],
  steps: readonly number[],
): Strided => ({
  offset: strides.reduce((sum, stride, i) => sum + stride * starts[i]!, offset),
  strides: strides.map((stride, i) => stride * steps[i]!),
});

export const flipStrided = ({ offset, strides }: Strided, shape: Shape, axes: readonly number[]): Strided => ({
  offset: axes.reduce((sum, axis) => sum + strides[axis]! * Math.max(0, shape[axis]! - 1), offset),
  strides: strides.map((stride, i) => (axes.includes(i) ? -stride : stride)),
});
