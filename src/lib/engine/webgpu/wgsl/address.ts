/** Indices as WGSL expressions. All are i32: views may step backwards. */
import { sizeOf, type Shape } from '../../../tensor/shape.ts';

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

/** `x / size` and `x % size` for an x that is not negative, as shifts where they can be: a division takes its time. */
export const quotient = (x: string, size: number, suffix = ''): string =>
  isPowerOfTwo(size) ? `${x} >> ${Math.log2(size)}u` : `${x} / ${size}${suffix}`;
export const remainder = (x: string, size: number, suffix = ''): string =>
  isPowerOfTwo(size) ? `${x} & ${size - 1}${suffix}` : `${x} % ${size}${suffix}`;
const isPowerOfTwo = (size: number): boolean => Number.isInteger(Math.log2(size));

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
    const shifted = below === 1 ? flat : `(${quotient(flat, below, 'u')})`;
    const part = i === outermost ? shifted : remainder(shifted, size, 'u');
    lines.push(`let ${prefix}${i} = i32(${part});`);
    names.push(`${prefix}${i}`);
  });
  return { lines, names };
}
