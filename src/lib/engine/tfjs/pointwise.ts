/** Element by element. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BinaryOp, UnaryOp } from '../../tensor/node.ts';
import type { ValueType } from '../program.ts';
import { composed, kernel, type Kernel } from './kernel.ts';

const UNARY_KERNELS: Record<Exclude<UnaryOp, 'trunc'>, string> = {
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  log1p: 'Log1p',
  expm1: 'Expm1',
  sqrt: 'Sqrt',
  rsqrt: 'Rsqrt',
  reciprocal: 'Reciprocal',
  sin: 'Sin',
  cos: 'Cos',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  erf: 'Erf',
  abs: 'Abs',
  sign: 'Sign',
  floor: 'Floor',
  ceil: 'Ceil',
  round: 'Round',
  relu: 'Relu',
  not: 'LogicalNot',
  isnan: 'IsNan',
};

const BINARY_KERNELS: Record<BinaryOp, string> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Multiply',
  div: 'RealDiv',
  pow: 'Pow',
  maximum: 'Maximum',
  minimum: 'Minimum',
  floorDivide: 'FloorDiv',
  remainder: 'Mod',
  atan2: 'Atan2',
  equal: 'Equal',
  notEqual: 'NotEqual',
  less: 'Less',
  lessEqual: 'LessEqual',
  greater: 'Greater',
  greaterEqual: 'GreaterEqual',
  and: 'LogicalAnd',
  or: 'LogicalOr',
  xor: 'NotEqual',
};

/** The kernel of a unary operation. */
export function unaryKernel(op: UnaryOp): Kernel {
  if (op === 'trunc') {
    return composed(([x]) =>
      kernel('Multiply', { a: kernel('Sign', { x: x! }), b: kernel('Floor', { x: kernel('Abs', { x: x! }) }) }),
    );
  }
  const name = UNARY_KERNELS[op];
  // A shader's own logarithm of zero is a large finite number on some adapters.
  if (op === 'log') return composed(([x]) => minusInfinityAtZero(x!, kernel(name, { x: x! })));
  return ([x]) => kernel(name, { x: x! });
}

/** `values` where `x` is not zero. */
function minusInfinityAtZero(x: Tensor, values: Tensor): Tensor {
  const full = (value: number): Tensor => kernel('Fill', {}, { shape: x.shape, value, dtype: 'float32' });
  return kernel('Select', { condition: kernel('Equal', { a: x, b: full(0) }), t: full(-Infinity), e: values });
}

/** The kernel of a binary operation on values of `type`. */
export function binaryKernel(op: BinaryOp, type: ValueType): Kernel {
  const name = BINARY_KERNELS[op];
  const logical = op === 'and' || op === 'or';
  if (type.dtype !== 'bool' || logical) return ([a, b]) => kernel(name, { a: a!, b: b! });
  // tfjs does arithmetic and comparisons on bytes of truth values in some backends only.
  const asInt = (x: Tensor) => kernel('Cast', { x }, { dtype: 'int32' });
  return composed(([a, b]) => kernel(name, { a: asInt(a!), b: asInt(b!) }));
}
