import type { Operation } from '../../tensor/node.ts';
import type { Shape } from '../../tensor/shape.ts';
import { composed, kernel, type Kernel } from './kernel.ts';

/** Every so many elements in each dimension, `size` of them. */
export function sliceKernel({ starts, steps }: Extract<Operation, { kind: 'slice' }>, size: Shape): Kernel {
  if (steps.every((step) => step === 1)) return ([x]) => kernel('Slice', { x: x! }, { begin: starts, size });
  const end = starts.map((start, i) => start + (size[i]! - 1) * steps[i]! + 1);
  const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  return ([x]) => kernel('StridedSlice', { x: x! }, { begin: starts, end, strides: steps, ...masks });
}

/**
 * A constant around `whole`. tfjs's WebGPU kernel pads four dimensions at most, so neighbours without padding become one for its time.
 */
export function padKernel(
  { before, after, value }: Extract<Operation, { kind: 'pad' }>,
  whole: Shape,
  padded: Shape,
): Kernel {
  const merged: { size: number; padding: [number, number] }[] = [];
  whole.forEach((size, i) => {
    const last = merged[merged.length - 1];
    const plain = before[i] === 0 && after[i] === 0;
    if (plain && last !== undefined && last.padding[0] === 0 && last.padding[1] === 0) last.size *= size;
    else merged.push({ size, padding: [before[i]!, after[i]!] });
  });
  const attributes = { paddings: merged.map(({ padding }) => padding), constantValue: value };
  const shape = merged.map(({ size }) => size);
  return composed(([x]) => {
    const flat = kernel('Reshape', { x: x! }, { shape });
    return kernel('Reshape', { x: kernel('PadV2', { x: flat }, attributes) }, { shape: padded });
  });
}
