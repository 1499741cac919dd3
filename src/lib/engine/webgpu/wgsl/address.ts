/** Indices as WGSL expressions. All are i32: views may step backwards. */
import { sizeOf, type Shape } from '../../../tensor/shape.ts';
import type { View } from '../../plan/plan.ts';

/** `offset + sum(strides[i] * names[i])`, without the terms that are nothing. `'0'` names an index that is always 0. */
export function linear(offset: number, strides: readonly number[], names: readonly string[]): string {
  const terms = strides.flatMap((stride, i) => {
    const name = names[i]!;
    if (stride === 0 || name === '0') return [];
    return [stride === 1 ? name : `${name} * ${stride}`];
  });
  if (offset !== 0 || terms.length === 0) terms.push(String(offset));
  return terms.join(' + ').replaceAll('+ -', '- ');
}

/** The element of its slot that a view reaches at an index. */
export const addressOf = (view: View, names: readonly string[]): string => linear(view.offset, view.strides, names);

/** Statements that take a flat index of `sizes` apart, and the names of its parts. */
export function decompose(flat: string, sizes: Shape, prefix: string): { lines: string[]; names: string[] } {
  const lines: string[] = [];
  const names: string[] = [];
  let below = sizeOf(sizes);
  const outermost = sizes.findIndex((size) => size !== 1);
  sizes.forEach((size, i) => {
    below /= size;
    if (size === 1) {
      names.push('0');
      return;
    }
    const shifted = below === 1 ? flat : `${flat} / ${below}u`;
    const part = i === outermost ? shifted : below === 1 ? `${flat} % ${size}u` : `(${shifted}) % ${size}u`;
    lines.push(`let ${prefix}${i} = i32(${part});`);
    names.push(`${prefix}${i}`);
  });
  return { lines, names };
}
