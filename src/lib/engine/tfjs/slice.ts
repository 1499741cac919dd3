import type { Operation } from '../../tensor/node.ts';
import type { Shape } from '../../tensor/shape.ts';
import { kernel, type Kernel } from './kernel.ts';

/** Every so many elements in each dimension, `size` of them. */
export function sliceKernel({ starts, steps }: Extract<Operation, { kind: 'slice' }>, size: Shape): Kernel {
  if (steps.every((step) => step === 1)) return ([x]) => kernel('Slice', { x: x! }, { begin: starts, size });
  const end = starts.map((start, i) => start + (size[i]! - 1) * steps[i]! + 1);
  const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  return ([x]) => kernel('StridedSlice', { x: x! }, { begin: starts, end, strides: steps, ...masks });
}
