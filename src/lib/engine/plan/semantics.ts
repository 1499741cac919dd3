/**
 * What each operation on one element means, in plain JavaScript: for folding constants and for the reference executor that the others are
 * tested against. `f32` results are rounded to float32; `i32` arithmetic wraps. Conditions are 0 or 1.
 */
import type { BinaryOp, UnaryOp } from '../../tensor/node.ts';
import type { ElementType } from './plan.ts';

const { fround } = Math;

function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Abramowitz and Stegun 7.1.5 near 0, a continued fraction (7.1.14) beyond: to double precision nearly everywhere. */
function erf(x: number): number {
  const a = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let term = a;
    let sum = a;
    for (let n = 1; n < 80; n++) {
      term *= (-a * a) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * (a + fraction)));
}

const UNARY: Record<UnaryOp, (x: number) => number> = {
  neg: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  erf,
  abs: Math.abs,
  // NaN has the sign 0, as in torch.sign.
  sign: (x) => Number(x > 0) - Number(x < 0),
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundHalfToEven,
  trunc: Math.trunc,
  relu: (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  not: (x) => Number(x === 0),
  isnan: (x) => Number(Number.isNaN(x)),
};

/** Rounds a / b down by way of the exact remainder, as Python and PyTorch do: 1 // 0.1 is 9. */
function floorDivide(a: number, b: number): number {
  if (b === 0) return a / b;
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  return quotient === 0 ? quotient : Math.round(quotient);
}

const comparison =
  (compare: (a: number, b: number) => boolean) =>
  (a: number, b: number): number =>
    Number(compare(a, b));

const BINARY: Record<BinaryOp, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  // Unlike JavaScript, C has 1 for 1 to any power and for -1 to an infinite one.
  pow: (a, b) => (a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b),
  // NaN wins, as in torch.maximum.
  maximum: Math.max,
  minimum: Math.min,
  floorDivide,
  // The sign of the divisor, as Python's.
  remainder: (a, b) => {
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
  },
  atan2: Math.atan2,
  equal: comparison((a, b) => a === b),
  notEqual: comparison((a, b) => a !== b),
  less: comparison((a, b) => a < b),
  lessEqual: comparison((a, b) => a <= b),
  greater: comparison((a, b) => a > b),
  greaterEqual: comparison((a, b) => a >= b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

/** `op` of an element of `type`. */
export const evaluateUnary = (op: UnaryOp, x: number, type: ElementType): number => {
  const y = UNARY[op](x);
  return type === 'f32' ? fround(y) : y | 0;
};

/** `a op b` for elements of `type`. Integer division by zero gives 0. */
export function evaluateBinary(op: BinaryOp, a: number, b: number, type: ElementType): number {
  if (type === 'f32') return fround(BINARY[op](a, b));
  if (op === 'mul') return Math.imul(a, b);
  return BINARY[op](a, b) | 0;
}
