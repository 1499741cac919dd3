/** Spaces of indices, brought into the form in which their loops are long and few. */
import type { Shape } from '../../tensor/shape.ts';

/** Strides of several views over one space: `strides[v][d]`. */
export interface Space {
  readonly sizes: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/** The same space with its dimensions in another order, or fewer of them. */
export const pickDimensions = ({ sizes, strides }: Space, order: readonly number[]): Space => ({
  sizes: order.map((d) => sizes[d]!),
  strides: strides.map((view) => order.map((d) => view[d]!)),
});

/**
 * Leaves out dimensions of size 1 and joins neighbours that every view passes through as through one. `walls` are dimensions that do not join
 * with the one before them. Gives the space and, for each old dimension, the new one that it is in (or -1).
 */
export function collapse(space: Space, walls: ReadonlySet<number> = new Set()): { space: Space; from: number[] } {
  const sizes: number[] = [];
  const strides: number[][] = space.strides.map(() => []);
  const from: number[] = [];
  let wall = true;
  space.sizes.forEach((size, d) => {
    if (walls.has(d)) wall = true;
    if (size === 1) {
      from.push(-1);
      return;
    }
    const last = sizes.length - 1;
    const joins = !wall && space.strides.every((view, v) => strides[v]![last] === view[d]! * size);
    if (joins) sizes[last]! *= size;
    else sizes.push(size);
    strides.forEach((view, v) => (view[joins ? last : view.length] = space.strides[v]![d]!));
    from.push(sizes.length - 1);
    wall = false;
  });
  return { space: { sizes, strides }, from };
}

/** Row-major strides of a dense array. */
export function denseStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= shape[d]!;
  }
  return strides;
}
