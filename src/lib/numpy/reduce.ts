/**
 * Reducing arrays along axes in the order in which NumPy does it, since the order decides a float sum's last bits: axes
 * from the largest stride to the smallest, and the innermost run added pairwise, a buffer of it at a time.
 */
import { makeData, type Data, type DTypeName } from './dtype.ts';
import { NdArray, offsetsOf, sizeOf, stridesOf, type Shape } from './ndarray.ts';

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

/** How many elements NumPy's iterator hands over at once. */
const BUFFER = 8192;

interface Loops {
  readonly outer: readonly Dimension[];
  /** The innermost dimension where it is kept, else null. */
  readonly kept: Dimension | null;
  /** The innermost reduced dimensions. */
  readonly run: readonly Dimension[];
}

function loopsOf(x: NdArray, axes: readonly number[]): Loops {
  const to = stridesOf(reducedShape(x.shape, axes, true));
  const dims = x.shape.flatMap((n, i): Dimension[] => {
    const reduced = axes.includes(i);
    return n === 1 ? [] : [{ n, stride: x.strides[i]!, to: reduced ? 0 : to[i]!, reduced }];
  });
  dims.sort((a, b) => Math.abs(b.stride) - Math.abs(a.stride));
  let start = dims.length;
  while (start > 0 && dims[start - 1]!.reduced) start--;
  if (start < dims.length || dims.length === 0)
    return { outer: dims.slice(0, start), kept: null, run: dims.slice(start) };
  return { outer: dims.slice(0, -1), kept: dims.at(-1)!, run: [] };
}

/** Whether the dimensions follow each other in memory without a gap. */
const isJoined = (run: readonly Dimension[]): boolean =>
  run.every((dim, i) => i === 0 || run[i - 1]!.stride === dim.n * dim.stride);

/** Combines the elements of the innermost reduced dimensions, a buffer of them at a time. */
function runCombiner(
  x: NdArray,
  run: readonly Dimension[],
  combine: RunCombiner,
): (accumulated: number, from: number) => number {
  const n = run.reduce((size, dim) => size * dim.n, 1);
  const joined = isJoined(run);
  const stride = run.at(-1)?.stride ?? 1;
  const offsets = joined ? null : offsetsOf(run.map((dim) => dim.n), run.map((dim) => dim.stride), 0); // prettier-ignore
  const gathered = joined ? null : makeData(x.dtype, n);
  return (accumulated, from) => {
    if (offsets !== null) offsets.forEach((offset, i) => (gathered![i] = x.data[from + offset]!));
    let result = accumulated;
    for (let at = 0; at < n; at += BUFFER) {
      const size = Math.min(BUFFER, n - at);
      result =
        gathered === null
          ? combine(result, x.data, from + at * stride, size, stride)
          : combine(result, gathered, at, size, 1);
    }
    return result;
  };
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
  const { outer, kept, run } = loopsOf(x, axes);
  const combineRun = runCombiner(x, run, combine);
  const walk = (depth: number, from: number, to: number): void => {
    const dim = outer[depth];
    if (dim !== undefined) {
      for (let i = 0; i < dim.n; i++) walk(depth + 1, from + i * dim.stride, to + i * dim.to);
    } else if (kept === null) {
      data[to] = combineRun(data[to]!, from);
    } else {
      for (let i = 0; i < kept.n; i++) {
        const place = to + i * kept.to;
        data[place] = combine(data[place]!, x.data, from + i * kept.stride, 1, 1);
      }
    }
  };
  walk(0, x.offset, 0);
  return result;
}

/** Runs no longer than this are summed with eight accumulators; longer ones are halved. */
const BLOCK = 128;

/** The sum of a run, pairwise (N. J. Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 14, 1993). */
export function pairwiseSum(
  data: Data,
  start: number,
  n: number,
  stride: number,
  round: (x: number) => number,
): number {
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
