/** Tensors whose values are on the host already: what is only moved there needs no device, and no kernel for each piece. */
import { hostArray, type HostArray } from '../../tensor/dtype.ts';
import { valueOf } from '../../tensor/ops.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { hostTensor } from './creation.ts';
import type { Tensor } from '../tensor.ts';

/** A tensor's values, where they are known without asking a device and no gradient will ask for them. They must not be changed. */
export const valuesAtHand = (tensor: Tensor): HostArray | null =>
  tensor.requiresGrad ? null : valueOf(tensor.node).host;

/** Tensors of one shape and dtype whose values are at hand as one, along a new first dimension; null for any others. */
export function stackedAtHand(tensors: readonly Tensor[]): Tensor | null {
  const { shape, dtype } = tensors[0]!;
  const size = sizeOf(shape);
  const out = hostArray(dtype, size * tensors.length);
  for (const [i, tensor] of tensors.entries()) {
    const values = valuesAtHand(tensor);
    if (values === null || tensor.dtype !== dtype || tensor.shape.join() !== shape.join()) return null;
    out.set(values, i * size);
  }
  return hostTensor(out, [tensors.length, ...shape], dtype);
}
