/** Dtypes that PyTorch's kernels do not take, or do not take together, in its words. */
import { exc } from '../../python/bind.ts';
import { isFloating, type DType } from '../../tensor/dtype.ts';
import { scalarName } from '../dtypes.ts';
import type { Node } from '../../tensor/node.ts';
import { apply, type Tensor } from '../tensor.ts';

/** Refuses integers and truth values where a kernel has floats only. Raises RuntimeError. */
export function floatsOnly(x: Tensor, kernel: string): void {
  if (isFloating(x.dtype)) return;
  throw exc.RuntimeError(`"${kernel}" not implemented for '${scalarName(x.dtype)}'`);
}

/** What the mean of integers or truth values raises. */
export const noMeanOf = (dtype: DType) =>
  exc.RuntimeError(
    `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${scalarName(dtype)}`,
  );

/** `apply`, of a kernel that has floats only. Raises RuntimeError. */
export function applyToFloats(
  kernel: string,
  name: string,
  build: (...nodes: Node[]) => Node,
  x: Tensor,
  ...others: Tensor[]
): Tensor {
  floatsOnly(x, kernel);
  return apply(name, build, x, ...others);
}

/** Refuses a second operand of another dtype than the first. Raises RuntimeError. */
export function sameScalarType(first: Tensor, second: Tensor | null): void {
  if (second === null || second.dtype === first.dtype) return;
  throw exc.RuntimeError(`expected scalar type ${scalarName(first.dtype)} but found ${scalarName(second.dtype)}`);
}

/** Refuses what cannot be multiplied and added together: `bias + first @ second`. Raises RuntimeError. */
export function sameProductTypes(bias: Tensor | null, first: Tensor, second: Tensor): void {
  if (bias !== null && bias.dtype !== second.dtype) throw exc.RuntimeError('self and mat2 must have the same dtype');
  if (first.dtype !== second.dtype) throw exc.RuntimeError('mat1 and mat2 must have the same dtype');
}

/** What C++ calls a dtype. */
const C_NAMES: Readonly<Record<DType, string>> = { float32: 'float', float64: 'double', int64: 'long int', int32: 'int', uint8: 'unsigned char', bool: 'bool' }; // prettier-ignore

/** Refuses what a convolution cannot take together. Raises RuntimeError. */
export function sameConvolutionTypes(input: Tensor, weight: Tensor, bias: Tensor | null): void {
  if (bias !== null && bias.dtype !== input.dtype) {
    throw exc.RuntimeError(
      `Input type (${C_NAMES[input.dtype]}) and bias type (${C_NAMES[bias.dtype]}) should be the same`,
    );
  }
  sameScalarType(input, weight);
}
