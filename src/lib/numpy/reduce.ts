/**
 * Reducing arrays along axes in the order in which NumPy does it, since the order decides a float sum's last bits: axes
 * from the largest stride to the smallest, neighbours joined, and the innermost run added pairwise.
 */
import { makeData, type Data, type DTypeName } from './dtype.ts';
import { NdArray, sizeOf, stridesOf, type Shape } from './ndarray.ts';

/** A dimension as the loops see it; its result does not move where `to` is 0. */
interface Dimension {
  readonly n: number;
  readonly stride: number;
  readonly to: number;
  readonly reduced: boolean;
}

/** Combines an accumulated value with a run of `n` elements from `start` on. */
export type RunCombiner = (accumulated: number, data: Data, start: number, n: number, stride: number) => number;

/** The shape of a reduction's result. */
export const reducedShape = (shape: Shape, axes: readonly number[], keep: boolean): number[] =>
  shape.flatMap((n, i) => (axes.includes(i) ? (keep ? [1] : []) : [n]));

function dimensionsOf(x: NdArray, axes: readonly number[]): { outer: Dimension[]; inner: Dimension; start: number } {
  const to = stridesOf(reducedShape(x.shape, axes, true));
  let start = x.offset;
  const dims: Dimension[] = [];
  x.shape.forEach((n, i) => {
    if (n === 1) return;
    const reduced = axes.includes(i);
    let stride = x.strides[i]!;
    if (reduced && stride < 0) {
      start += (n - 1) * stride;
      stride = -stride;
    }
    dims.push({ n, stride, to: reduced ? 0 : to[i]!, reduced });
  });
  dims.sort((a, b) => Math.abs(b.stride) - Math.abs(a.stride));
  const joined: Dimension[] = [];
  for (const dim of dims) {
    const before = joined.at(-1);
    if (before?.reduced === dim.reduced && before.stride === dim.n * dim.stride && before.to === dim.n * dim.to) {
      joined[joined.length - 1] = { ...dim, n: before.n * dim.n };
    } else joined.push(dim);
  }
  const inner = joined.pop() ?? { n: 1, stride: 1, to: 0, reduced: true };
  return { outer: joined, inner, start };
}

/** Reduces along axes. `initial` is what each result starts from; `out` the dtype in which it accumulates. */
export function reduceRuns(
  x: NdArray,
  axes: readonly number[],
  keepDims: boolean,
  out: DTypeName,
  initial: number,
  combine: RunCombiner,
): NdArray {
  const shape = reducedShape(x.shape, axes, keepDims);
  const data = makeData(out, sizeOf(shape));
  data.fill(initial);
  const result = new NdArray(data, out, shape);
  if (x.size === 0) return result;
  const { outer, inner, start } = dimensionsOf(x, axes);
  const walk = (depth: number, from: number, to: number): void => {
    const dim = outer[depth];
    if (dim !== undefined) {
      for (let i = 0; i < dim.n; i++) walk(depth + 1, from + i * dim.stride, to + i * dim.to);
    } else if (inner.reduced) {
      data[to] = combine(data[to]!, x.data, from, inner.n, inner.stride);
    } else {
      for (let i = 0; i < inner.n; i++) {
        const place = to + i * inner.to;
        data[place] = combine(data[place]!, x.data, from + i * inner.stride, 1, 1);
      }
    }
  };
  walk(0, start, 0);
  return result;
}

/** Runs no longer than this are summed with eight accumulators; longer ones are halved. */
const BLOCK = 128;

/** The sum of a run, pairwise (N. J. Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 14, 1993). */
export function pairwiseSum(data: Data, start: number, n: number, stride: number, round: (x: number) => number): number {
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = round(sum + data[start + i * stride]!);
    return sum;
  }
  if (n <= BLOCK) return blockSum(data, start, n, stride, round);
  let half = Math.floor(n / 2);
  half -= half % 8;
  return round(
    pairwiseSum(data, start, half, stride, round) + pairwiseSum(data, start + half * stride, n - half, stride, round),
  );
}

function blockSum(data: Data, start: number, n: number, stride: number, round: (x: number) => number): number {
  const r = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => data[start + i * stride]!);
  let i = 8;
  for (; i < n - (n % 8); i += 8) {
    for (let k = 0; k < 8; k++) r[k] = round(r[k]! + data[start + (i + k) * stride]!);
  }
  const quarter = (k: number): number => round(r[k]! + r[k + 1]!);
  let sum = round(round(quarter(0) + quarter(2)) + round(quarter(4) + quarter(6)));
  for (; i < n; i++) sum = round(sum + data[start + i * stride]!);
  return sum;
}

/** A combiner that takes the elements one after another. */
export const oneByOne =
  (f: (accumulated: number, x: number) => number): RunCombiner =>
  (accumulated, data, start, n, stride) => {
    let result = accumulated;
    for (let i = 0; i < n; i++) result = f(result, data[start + i * stride]!);
    return result;
  };
