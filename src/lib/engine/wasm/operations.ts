/** Operations of a body as vector instructions. A condition that was just computed is a mask, all ones or zeros in a lane. */
import type { BinaryOp, UnaryOp } from '../../tensor/node.ts';
import type { ElementType } from '../plan/plan.ts';
import type { FunctionCode } from './code.ts';
import { kernelIndex, type KernelName } from './module.ts';
import type { SimdOpcode } from './opcodes.ts';

/** Writes code that leaves a value on the stack. */
export type Push = () => void;

const CALLED: Partial<Record<UnaryOp, KernelName>> = {
  exp: 'exp',
  log: 'log',
  log1p: 'log1p',
  expm1: 'expm1',
  sin: 'sin',
  cos: 'cos',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  erf: 'erf',
};

const UNARY_F32: Partial<Record<UnaryOp, SimdOpcode>> = {
  neg: 'f32x4.neg',
  abs: 'f32x4.abs',
  sqrt: 'f32x4.sqrt',
  floor: 'f32x4.floor',
  ceil: 'f32x4.ceil',
  round: 'f32x4.nearest',
  trunc: 'f32x4.trunc',
};

/** Whether the result of a unary operation is a mask. */
export const unaryGivesMask = (op: UnaryOp): boolean => op === 'not' || op === 'isnan';

function missing(op: string, type: ElementType): Error {
  return new Error(`the engine has no kernel for ${op} of ${type}`);
}

/** Leaves `op(x)` on the stack; `type` is the operand's. */
export function emitUnary(code: FunctionCode, op: UnaryOp, type: ElementType, x: Push): void {
  if (type === 'i32') {
    emitUnaryI32(code, op, x);
    return;
  }
  const called = CALLED[op];
  const instruction = UNARY_F32[op];
  const one = () => code.get(code.splat(1, 'f32'));
  const zero = () => code.get(code.splat(0, 'f32'));
  if (called !== undefined) {
    x();
    code.call(kernelIndex(called));
  } else if (instruction !== undefined) {
    x();
    code.simd(instruction);
  } else if (op === 'rsqrt') {
    one();
    x();
    code.simd('f32x4.sqrt').simd('f32x4.div');
  } else if (op === 'reciprocal') {
    one();
    x();
    code.simd('f32x4.div');
  } else if (op === 'relu') {
    // Where x < 0 the second operand, else x itself: a NaN stays.
    x();
    zero().simd('f32x4.pmax');
  } else if (op === 'sign') {
    // Masks are -1 as numbers. NaN has the sign 0, as in PyTorch.
    x();
    zero().simd('f32x4.lt');
    x();
    zero().simd('f32x4.gt').simd('i32x4.sub').simd('f32x4.convert_i32x4_s');
  } else if (op === 'not') {
    x();
    zero().simd('f32x4.eq');
  } else if (op === 'isnan') {
    x();
    x();
    code.simd('f32x4.ne');
  } else {
    throw missing(op, type);
  }
}

function emitUnaryI32(code: FunctionCode, op: UnaryOp, x: Push): void {
  x();
  switch (op) {
    case 'neg':
      code.simd('i32x4.neg');
      return;
    case 'abs':
      code.simd('i32x4.abs');
      return;
    case 'sign':
      code.get(code.splat(1, 'i32')).simd('i32x4.min_s').get(code.splat(-1, 'i32')).simd('i32x4.max_s');
      return;
    case 'relu':
      code.get(code.splat(0, 'i32')).simd('i32x4.max_s');
      return;
    case 'not':
      code.get(code.splat(0, 'i32')).simd('i32x4.eq');
      return;
    case 'isnan':
      code.get(code.splat(0, 'i32')).simd('v128.and');
      return;
    case 'floor':
    case 'ceil':
    case 'round':
    case 'trunc':
      return;
    default:
      throw missing(op, 'i32');
  }
}

type Lowering = SimdOpcode | KernelName;

const BINARY: Partial<Record<BinaryOp, Record<ElementType, Lowering | null>>> = {
  add: { f32: 'f32x4.add', i32: 'i32x4.add' },
  sub: { f32: 'f32x4.sub', i32: 'i32x4.sub' },
  mul: { f32: 'f32x4.mul', i32: 'i32x4.mul' },
  div: { f32: 'f32x4.div', i32: 'divideI32' },
  pow: { f32: 'pow', i32: 'powI32' },
  // These give NaN where either operand is NaN.
  maximum: { f32: 'f32x4.max', i32: 'i32x4.max_s' },
  minimum: { f32: 'f32x4.min', i32: 'i32x4.min_s' },
  floorDivide: { f32: 'floorDivideF32', i32: 'floorDivideI32' },
  remainder: { f32: 'remainderF32', i32: 'remainderI32' },
  atan2: { f32: 'atan2', i32: null },
  equal: { f32: 'f32x4.eq', i32: 'i32x4.eq' },
  notEqual: { f32: 'f32x4.ne', i32: 'i32x4.ne' },
  less: { f32: 'f32x4.lt', i32: 'i32x4.lt_s' },
  lessEqual: { f32: 'f32x4.le', i32: 'i32x4.le_s' },
  greater: { f32: 'f32x4.gt', i32: 'i32x4.gt_s' },
  greaterEqual: { f32: 'f32x4.ge', i32: 'i32x4.ge_s' },
};

const LOGICAL: Partial<Record<BinaryOp, SimdOpcode>> = { and: 'v128.and', or: 'v128.or', xor: 'v128.xor' };
const MASKS: ReadonlySet<BinaryOp> = new Set<BinaryOp>([
  ...(['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const),
  ...(['and', 'or', 'xor'] as const),
]);

/** Whether the result of a binary operation is a mask. */
export const binaryGivesMask = (op: BinaryOp): boolean => MASKS.has(op);
/** Whether a binary operation takes masks. */
export const binaryTakesMasks = (op: BinaryOp): boolean => LOGICAL[op] !== undefined;

/** Leaves `a op b` on the stack, operands of `type`, or masks where `binaryTakesMasks`. */
export function emitBinary(code: FunctionCode, op: BinaryOp, type: ElementType, a: Push, b: Push): void {
  const lowering = LOGICAL[op] ?? BINARY[op]?.[type];
  if (lowering == null) throw missing(op, type);
  a();
  b();
  emitLowering(code, lowering);
}

function emitLowering(code: FunctionCode, lowering: Lowering): void {
  const index = kernelIndex(lowering as KernelName);
  if (index >= 0) code.call(index);
  else code.simd(lowering as SimdOpcode);
}

/** Leaves x to a constant power on the stack and says so, or does nothing. PyTorch computes these by the same products. */
export function emitConstantPower(code: FunctionCode, exponent: number, x: Push): boolean {
  const square = () => {
    x();
    x();
    code.simd('f32x4.mul');
  };
  switch (exponent) {
    case 1:
      x();
      return true;
    case 2:
      square();
      return true;
    case 3:
      square();
      x();
      code.simd('f32x4.mul');
      return true;
    case 0.5:
      x();
      code.simd('f32x4.sqrt');
      return true;
    case -1:
      code.get(code.splat(1, 'f32'));
      x();
      code.simd('f32x4.div');
      return true;
    default:
      return false;
  }
}
