import { engine, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import type { DType } from '../../tensor/dtype.ts';

/** How tfjs names what a dtype is carried out as. */
export function tfDType(dtype: DType): 'float32' | 'int32' | 'bool' {
  if (dtype === 'bool') return 'bool';
  return dtype === 'float32' || dtype === 'float64' ? 'float32' : 'int32';
}

/** Runs one kernel on the active backend. */
export function kernel(name: string, inputs: Record<string, Tensor> | Tensor[], attributes: object = {}): Tensor {
  return engine().runKernel(name, inputs as never, attributes as NamedAttrMap);
}

/** One operation on tensors. It disposes what it makes on the way; its inputs stay. */
export type Kernel = (inputs: readonly Tensor[]) => Tensor;

/** Lowers with `make`, whose own intermediate tensors are disposed. */
export const composed =
  (make: (inputs: readonly Tensor[]) => Tensor): Kernel =>
  (inputs) =>
    engine().tidy(() => make(inputs));
