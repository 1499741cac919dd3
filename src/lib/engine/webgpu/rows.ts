/**
 * Row fusion: kernels over the same rows, each of which needs only its own row of what the others made, become one unit in which an
 * invocation does a whole row, kernel after kernel. No barrier is needed, and a loss with its gradient is one launch.
 */
import { sizeOf } from '../../tensor/shape.ts';
import type { Kernel, Load, View } from '../plan/plan.ts';
import { splitRows } from './collapse.ts';
import { reads } from './unit.ts';

/** Most trips of the innermost loops that one invocation takes for one kernel. */
const TRIPS = 64;
/** The same for a kernel that one invocation does alone. */
const TRIPS_ALONE = 256;
/** Most kernels in a unit: compilers take their time over long shaders. */
const MOST = 24;

export interface Rows {
  readonly kernels: readonly Kernel[];
  /** The same kernels, the first dimension of each being the rows. */
  readonly split: readonly Kernel[];
  readonly rows: number;
}

const loopsOf = ({ anchor }: Kernel): number => {
  switch (anchor?.kind) {
    case 'reduce':
      return sizeOf(anchor.sizes);
    case 'argmax':
    case 'argmin':
      return anchor.size;
    case 'scatterAdd':
      return anchor.count;
    case 'fold2d':
      return anchor.kernel[0] * anchor.kernel[1];
    case 'matmul':
      return sizeOf(anchor.k);
    default:
      return 1;
  }
};

/** The kernel over `rows` rows, if it can be part of such a unit. */
function asRows(kernel: Kernel, rows: number): Kernel | null {
  const trips = (sizeOf(kernel.space) / rows) * loopsOf(kernel);
  if (trips > (rows === 1 ? TRIPS_ALONE : TRIPS)) return null;
  if (rows === 1) return kernel;
  const { anchor } = kernel;
  if (anchor?.kind === 'matmul') return null;
  if ((anchor?.kind === 'cumsum' || anchor?.kind === 'scatterAdd') && anchor.axis === 0) return null;
  return splitRows(kernel, rows);
}

/** The sizes of the dimensions that a kernel's views have. */
function spaceOf(kernel: Kernel, view: View): readonly number[] {
  const { space, anchor } = kernel;
  switch (anchor?.kind) {
    case 'reduce':
      return view.strides.length > space.length ? [...space, ...anchor.sizes] : space;
    case 'argmax':
    case 'argmin':
      return view.strides.length > space.length ? [...space, anchor.size] : space;
    case 'scatterAdd':
      return view === anchor.source || view === anchor.indices ? space.with(anchor.axis, anchor.count) : space;
    case 'fold2d':
      return view === anchor.columns ? [...space.slice(0, 2), ...anchor.kernel, ...anchor.counts] : space;
    default:
      return space;
  }
}

/** The distance between rows if the view stays, in each row, within it; else null. */
function rowStride(view: View, sizes: readonly number[]): number | null {
  const stride = view.strides[0]!;
  let [low, high] = [view.offset, view.offset];
  view.strides.forEach((step, d) => {
    if (d === 0) return;
    const reach = step * (sizes[d]! - 1);
    if (reach < 0) low += reach;
    else high += reach;
  });
  const { indirect } = view as Load;
  if (indirect) high += indirect.stride * (indirect.size - 1);
  return low >= 0 && high < stride ? stride : null;
}

/** Kernels in order of a plan, with what each waits for. */
export interface Graph {
  readonly kernels: readonly Kernel[];
  /** For each kernel, those that write what it reads. */
  readonly needs: readonly ReadonlySet<number>[];
}

/** The largest group of rows that starts with `seed`; `done` are the kernels of earlier launches, `taken` what is not to be had. */
export function growRows(
  { kernels, needs }: Graph,
  seed: number,
  rows: number,
  done: ReadonlySet<number>,
  taken: ReadonlySet<number>,
  fits: (members: readonly Kernel[]) => boolean,
): { members: number[]; group: Rows } | null {
  const first = asRows(kernels[seed]!, rows);
  if (first === null) return null;
  const members = [seed];
  const split = [first];
  const inside = new Set(members);
  /** The distance between rows of each slot that the group writes; null where its rows are not apart. */
  const strides = new Map<number, number | null>();
  const noteStores = (kernel: Kernel): void => {
    for (const { view } of kernel.stores) {
      const stride = rowStride(view, kernel.space);
      const before = strides.get(view.slot);
      strides.set(view.slot, before === undefined || before === stride ? stride : null);
    }
  };
  const staysInRow = (kernel: Kernel): boolean =>
    rows === 1 ||
    reads(kernel).every((view) => {
      if (!strides.has(view.slot)) return true;
      const stride = strides.get(view.slot)!;
      return stride !== null && rowStride(view, spaceOf(kernel, view)) === stride;
    });
  /** What is written again is written by the same invocation. */
  const writesInRow = (kernel: Kernel): boolean =>
    rows === 1 ||
    kernel.stores.every(({ view }) => {
      const stride = strides.get(view.slot);
      return stride === undefined || (stride !== null && rowStride(view, kernel.space) === stride);
    });
  if (rows > 1) noteStores(first);
  for (let i = seed + 1; i < kernels.length && members.length < MOST; i++) {
    if (done.has(i) || taken.has(i) || inside.has(i)) continue;
    const waits = [...needs[i]!];
    if (!waits.some((j) => inside.has(j)) || !waits.every((j) => done.has(j) || inside.has(j))) continue;
    const candidate = asRows(kernels[i]!, rows);
    if (candidate === null || !staysInRow(candidate) || !writesInRow(candidate)) continue;
    if (!fits([...members, i].map((member) => kernels[member]!))) continue;
    members.push(i);
    split.push(candidate);
    inside.add(i);
    if (rows > 1) noteStores(candidate);
  }
  const chosen = members.map((i) => kernels[i]!);
  return { members, group: { kernels: chosen, split, rows } };
}

/** Numbers of rows that are worth a try for a group that starts with a kernel. */
export function rowCounts(kernel: Kernel, readers: readonly Kernel[]): number[] {
  const counts = [kernel, ...readers].flatMap(({ space }) => (space.length > 0 ? [space[0]!] : []));
  return [...new Set([1, ...counts])];
}
