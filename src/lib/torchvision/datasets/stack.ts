import type { Value } from '../../python/bind.ts';
import { stackedAtHand } from '../../torch/ops/at-hand.ts';
import { Tensor } from '../../torch/tensor.ts';

/** Tensors of one shape and dtype whose values are at hand as one, along a new first dimension; null for anything else. */
export const stackedOnHost = (values: readonly Value[]): Tensor | null =>
  values.length > 0 && values.every((value) => value instanceof Tensor) ? stackedAtHand(values) : null;
