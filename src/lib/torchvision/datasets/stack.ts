import type { Value } from '../../python/bind.ts';
import { hostArray } from '../../tensor/dtype.ts';
import { hostTensor } from '../../torch/ops/creation.ts';
import { Tensor } from '../../torch/tensor.ts';
import { valuesAtHand } from '../transforms/picture.ts';

/** Tensors of one shape and dtype whose values are at hand as one, along a new first dimension; null for anything else. */
export function stackedOnHost(values: readonly Value[]): Tensor | null {
  const [first] = values;
  if (!(first instanceof Tensor)) return null;
  const { shape, dtype } = first;
  const size = shape.reduce((product, n) => product * n, 1);
  const out = hostArray(dtype, size * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value instanceof Tensor) || value.dtype !== dtype || value.shape.join() !== shape.join()) return null;
    const own = valuesAtHand(value);
    if (own === null) return null;
    out.set(own, i * size);
  }
  return hostTensor(out, [values.length, ...shape], dtype);
}
