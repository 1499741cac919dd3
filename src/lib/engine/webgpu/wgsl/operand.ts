/** How a factor of a product lies in memory, and so how four of its elements are loaded. */
import type { Kernel, Load } from '../../plan/plan.ts';
import { linear } from './address.ts';
import { indirectTerm } from './body.ts';
import type { Shader } from './shader.ts';

/** A kernel whose anchor is a product with one or two inner dimensions. */
export interface Product {
  readonly kernel: Kernel;
  readonly batch: readonly number[];
  readonly m: number;
  readonly n: number;
  /** The inner dimension that a factor is read along, and one around it, 1 where there is none. */
  readonly k: number;
  readonly around: number;
  readonly a: Load;
  readonly b: Load;
}

/** The kernel as a product; null for other kernels, and for products that tiles cannot do. */
export function productOf(kernel: Kernel): Product | null {
  const { anchor, space } = kernel;
  if (anchor?.kind !== 'matmul' || anchor.k.length === 0) return null;
  const [m, n] = space.slice(-2) as [number, number];
  const [around, k] = anchor.k.length === 2 ? (anchor.k as [number, number]) : [1, anchor.k[0]!];
  const widen = (strides: readonly number[]): number[] =>
    anchor.k.length === 2 ? [...strides] : strides.toSpliced(-1, 0, 0);
  const factor = (load: Load): Load => ({
    ...load,
    strides: widen(load.strides),
    indirect: load.indirect && {
      ...load.indirect,
      indices: { ...load.indirect.indices, strides: widen(load.indirect.indices.strides) },
    },
  });
  const product = { kernel, batch: space.slice(0, -2), m, n, k, around, a: factor(anchor.a), b: factor(anchor.b) };
  return mixes(product.a) || mixes(product.b) ? null : product;
}

/** Whether a list of indices runs along the outer and the inner dimension at once. */
function mixes({ indirect }: Load): boolean {
  if (indirect === null) return false;
  const [outer, , inner] = indirect.indices.strides.slice(-3) as [number, number, number];
  return outer !== 0 && inner !== 0;
}

/** What a factor's neighbours in memory are: along the inner dimension, along its outer one, or neither. */
export type Direction = 'inner' | 'outer' | 'none';

/** Along which dimension a factor of `outer` rows can be loaded four at a time, as far as its layout tells. */
export function directionOf(load: Load, { batch, k, around }: Product, outer: number): Direction {
  const sizes = [...batch, outer, around, k];
  const along = (d: number): boolean =>
    load.strides[d] === 1 &&
    load.offset % 4 === 0 &&
    (load.indirect === null || (load.indirect.stride % 4 === 0 && load.indirect.indices.strides[d] === 0)) &&
    sizes.every((size, i) => i === d || size === 1 || load.strides[i]! % 4 === 0);
  if (along(sizes.length - 1)) return 'inner';
  return along(sizes.length - 3) && outer % 4 === 0 ? 'outer' : 'none';
}

/** Whether the list of indices of a factor runs along the inner dimension. */
const indirectInner = ({ indirect }: Load): boolean => indirect !== null && indirect.indices.strides.at(-1) !== 0;

/** The part of a factor's address that one outer index gives. */
export function outerAddress(
  shader: Shader,
  load: Load,
  batch: readonly string[],
  outer: string,
  around: string,
): string {
  const names = [...batch, outer, around, '0'];
  const direct = linear(load.offset, load.strides, names);
  if (load.indirect === null || indirectInner(load)) return direct;
  return `${direct} + ${indirectTerm(shader, load.indirect, names)}`;
}

/** The part of a factor's address that an inner index gives. */
export function innerAddress(shader: Shader, load: Load, batch: readonly string[], around: string, k: string): string {
  const direct = linear(0, [load.strides.at(-1)!], [k]);
  if (load.indirect === null || !indirectInner(load)) return direct;
  return `${direct} + ${indirectTerm(shader, load.indirect, [...batch, '0', around, k])}`;
}
