/** Operations on registers as WGSL expressions. Conditions are i32 0 or 1. */
import type { BinaryOp, ReduceOp, UnaryOp } from '../../../tensor/node.ts';
import type { ElementType } from '../../plan/plan.ts';
import { INFINITY, MINUS_INFINITY, NAN } from './functions.ts';

/** Notes that a function of `functions.ts` is used, and gives a call of it. */
export type Call = (name: string, ...parts: string[]) => string;

const truth = (condition: string): string => `select(0, 1, ${condition})`;

/** A number as a literal. */
export function literal(value: number, type: ElementType): string {
  if (type === 'i32')
    return value === -(2 ** 31) ? 'i32(-2147483648)' : `${Math.trunc(value) | 0}`.replace(/^-.*/, '($&)');
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return NAN;
  if (rounded === Infinity) return INFINITY;
  if (rounded === -Infinity) return MINUS_INFINITY;
  if (Object.is(rounded, -0)) return 'bitcast<f32>(0x80000000u)';
  const text = `${rounded}`;
  const float = /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
  return rounded < 0 ? `(${float})` : float;
}

const UNARY_FUNCTIONS: Partial<Record<UnaryOp, string>> = {
  exp: 'exp_f',
  log: 'log_f',
  log1p: 'log1p_f',
  expm1: 'expm1_f',
  sin: 'sin_f',
  cos: 'cos_f',
  tanh: 'tanh_f',
  sigmoid: 'sigmoid_f',
  erf: 'erf_f',
};

/** `op(x)` for a register `x` of `type`. */
export function unaryExpression(op: UnaryOp, x: string, type: ElementType, call: Call): string {
  const own = UNARY_FUNCTIONS[op];
  if (own !== undefined) return call(own, type === 'f32' ? x : `f32(${x})`);
  const zero = literal(0, type);
  switch (op) {
    case 'neg':
      return `-(${x})`;
    case 'sqrt':
    case 'abs':
      return `${op}(${x})`;
    case 'floor':
    case 'ceil':
    case 'round':
    case 'trunc':
      return type === 'i32' ? x : `${op}(${x})`;
    case 'rsqrt':
      return `1.0 / sqrt(${x})`;
    case 'reciprocal':
      return `1.0 / ${x}`;
    case 'sign': {
      const [one, minus] = [literal(1, type), literal(-1, type)];
      return `select(select(${zero}, ${minus}, ${x} < ${zero}), ${one}, ${x} > ${zero})`;
    }
    case 'relu':
      return `select(${x}, ${zero}, ${x} < ${zero})`;
    case 'not':
      return truth(`${x} == ${zero}`);
    case 'isnan':
      return type === 'i32' ? '0' : truth(call('is_nan', x));
    default:
      throw new Error(`no WGSL for the operation ${op}`);
  }
}

const COMPARISON: Partial<Record<BinaryOp, string>> = {
  equal: '==',
  less: '<',
  lessEqual: '<=',
  greater: '>',
  greaterEqual: '>=',
};

const ARITHMETIC: Partial<Record<BinaryOp, string>> = { add: '+', sub: '-', mul: '*', div: '/' };

/** `a op b` for registers of `type`. */
export function binaryExpression(op: BinaryOp, a: string, b: string, type: ElementType, call: Call): string {
  // `!=` is taken to be false for NaN by some compilers of WGSL.
  if (op === 'notEqual') return `select(1, 0, ${a} == ${b})`;
  const comparison = COMPARISON[op];
  if (comparison !== undefined) return truth(`${a} ${comparison} ${b}`);
  const arithmetic = ARITHMETIC[op];
  if (arithmetic !== undefined) return `${a} ${arithmetic} ${b}`;
  const integers = type === 'i32';
  const zero = literal(0, type);
  switch (op) {
    case 'pow':
      return call(integers ? 'pow_i' : 'pow_f', a, b);
    case 'maximum':
      return integers ? `max(${a}, ${b})` : call('max_f', a, b);
    case 'minimum':
      return integers ? `min(${a}, ${b})` : call('min_f', a, b);
    case 'floorDivide':
      return integers ? call('floor_divide_i', a, b) : `floor(${a} / ${b})`;
    case 'remainder':
      return call(integers ? 'remainder_i' : 'remainder_f', a, b);
    case 'atan2':
      return call('atan2_f', a, b);
    case 'and':
      return truth(`${a} != ${zero} && ${b} != ${zero}`);
    case 'or':
      return truth(`${a} != ${zero} || ${b} != ${zero}`);
    case 'xor':
      return truth(`(${a} != ${zero}) != (${b} != ${zero})`);
    default:
      throw new Error(`no WGSL for the operation ${op}`);
  }
}

/** `x` to a constant power, in multiplications where PyTorch's own is. Null where there is no short form. */
export function constantPower(x: string, exponent: number): string | null {
  switch (exponent) {
    case 1:
      return x;
    case 2:
      return `${x} * ${x}`;
    case 3:
      return `${x} * ${x} * ${x}`;
    case 0.5:
      return `sqrt(${x})`;
    case -0.5:
      return `1.0 / sqrt(${x})`;
    case -1:
      return `1.0 / ${x}`;
    case -2:
      return `1.0 / (${x} * ${x})`;
    default:
      return null;
  }
}

/** What a reduction starts from. */
export function neutral(op: ReduceOp, type: ElementType): string {
  switch (op) {
    case 'sum':
      return literal(0, type);
    case 'prod':
      return literal(1, type);
    case 'max':
      return type === 'i32' ? 'i32(-2147483648)' : MINUS_INFINITY;
    case 'min':
      return type === 'i32' ? '2147483647' : INFINITY;
  }
}

/** Two partial results of a reduction as one. */
export function combine(op: ReduceOp, a: string, b: string, type: ElementType, call: Call): string {
  switch (op) {
    case 'sum':
      return `${a} + ${b}`;
    case 'prod':
      return `${a} * ${b}`;
    case 'max':
      return binaryExpression('maximum', a, b, type, call);
    case 'min':
      return binaryExpression('minimum', a, b, type, call);
  }
}
