/** exp, log and their kin, two lanes of float64 at a time. The series are Taylor's and artanh's. */
import { high, join, low } from './lanes';

/** Numbers that the functions share, by their places in a table: a vector constant in code takes several instructions, a load one. */
const NUMBERS = memory.data<f64>([
  700.0, -700.0, 1.4426950408889634, 6755399441055744.0, 0.6931471805599453, 1.0, 2.0, Infinity, 20.0, -20.0, 4.0, 2.5, 0.6666666666666666,
]);
/** The range in which powers of two are normal; float32 overflows long before. */
const LARGEST: usize = 0;
const SMALLEST: usize = 1;
const LOG2_E: usize = 2;
/** Adding it rounds a small number to a whole one, which the sum then holds in its last bits. */
const ROUND: usize = 3;
const LN_2: usize = 4;
const ONE: usize = 5;
const TWO: usize = 6;
const INFINITE: usize = 7;
/** Beyond it tanh is 1 in float32. */
const STEEP: usize = 8;
const STEEP_DOWN: usize = 9;
/** Beyond it erf is 1 in float32. */
const FLAT: usize = 10;
const MIDDLE: usize = 11;
const WIDTH: usize = 12;

/** 1/8! to 1/2!. */
const EXP = memory.data<f64>([
  2.48015873015873e-05, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5,
]);
/** 2/11 to 2/1. */
const LOG = memory.data<f64>([
  0.18181818181818182, 0.2222222222222222, 0.2857142857142857, 0.4, 0.6666666666666666, 2.0,
]);
/** Interpolates erf(sqrt(u)) / sqrt(u) at Chebyshev points of [0, 1]: error below 1e-12. */
const ERF_NEAR = memory.data<f64>([
  1.0595267211209887e-06, -1.3911697299623786e-05, 0.00011956946111640547, -0.0008542670496945217, 0.005223785003024825, -0.026866133624150794, 0.11283791313475959, -0.37612638889867533, 1.128379167094695,
]);
/** Interpolates erf(2.5 + 1.5 t) at Chebyshev points of [1, 4]: error below 1e-9. */
const ERF_FAR = memory.data<f64>([
  7.4039217639426475e-06, -0.00015383174903586382, 0.0002302413921094228, 0.0006738999598904508, -0.0019913923342663427, 0.0006709135840342832, 0.004635940372143528, -0.00974247674409564, 0.0066500581544065495, 0.009303870990746293, -0.031870755193435796, 0.04644783678251453, -0.043651326904234074, 0.028181964738406142, -0.01225282838855593, 0.003267417756079659, 0.9995930478582278,
]);

/** A table's entry in both lanes. */
// @ts-ignore: decorator
@inline
function coefficient(table: usize, i: usize): v128 {
  return v128.load64_splat(table + (i << 3));
}

/** exp(r) - 1 for |r| < 0.35, with a relative error below 1e-9. */
// @ts-ignore: decorator
@inline
function expm1Small(r: v128): v128 {
  let p = coefficient(EXP, 0);
  p = f64x2.add(f64x2.mul(p, r), coefficient(EXP, 1));
  p = f64x2.add(f64x2.mul(p, r), coefficient(EXP, 2));
  p = f64x2.add(f64x2.mul(p, r), coefficient(EXP, 3));
  p = f64x2.add(f64x2.mul(p, r), coefficient(EXP, 4));
  p = f64x2.add(f64x2.mul(p, r), coefficient(EXP, 5));
  p = f64x2.add(f64x2.mul(p, r), coefficient(EXP, 6));
  return f64x2.add(f64x2.mul(f64x2.mul(p, r), r), r);
}

/** A NaN stays: it is pmin's first operand. */
// @ts-ignore: decorator
@inline
function bounded(x: v128): v128 {
  return f64x2.pmax(f64x2.pmin(x, coefficient(NUMBERS, LARGEST)), coefficient(NUMBERS, SMALLEST));
}

/** x / log 2, rounded, in the last bits. */
// @ts-ignore: decorator
@inline
function exponentBits(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, coefficient(NUMBERS, LOG2_E)), coefficient(NUMBERS, ROUND));
}

/** What is left of x. */
// @ts-ignore: decorator
@inline
function reduced(x: v128, bits: v128): v128 {
  return f64x2.sub(x, f64x2.mul(f64x2.sub(bits, coefficient(NUMBERS, ROUND)), coefficient(NUMBERS, LN_2)));
}

// @ts-ignore: decorator
@inline
function powerOfTwo(bits: v128): v128 {
  return i64x2.add(i64x2.shl(bits, 52), coefficient(NUMBERS, ONE));
}

// @ts-ignore: decorator
@inline
function expm1Half(argument: v128): v128 {
  const x = bounded(argument);
  const bits = exponentBits(x);
  const scale = powerOfTwo(bits);
  return f64x2.add(f64x2.mul(scale, expm1Small(reduced(x, bits))), f64x2.sub(scale, coefficient(NUMBERS, ONE)));
}

// @ts-ignore: decorator
@inline
function expHalf(argument: v128): v128 {
  const x = bounded(argument);
  const bits = exponentBits(x);
  const scale = powerOfTwo(bits);
  return f64x2.add(scale, f64x2.mul(scale, expm1Small(reduced(x, bits))));
}

/** log(m 2^e) = e log 2 + 2 artanh((m - 1) / (m + 1)), with m from sqrt(1/2) to sqrt(2). Positive and finite arguments. */
// @ts-ignore: decorator
@inline
function logFinite(x: v128): v128 {
  // Adding the bits of 1 / sqrt(1/2) first rounds the exponent to the nearer power of two.
  const shifted = i64x2.add(x, i64x2.splat(0x0009_5f61_9980_c433));
  const exponent = i64x2.sub(i64x2.shr_u(shifted, 52), i64x2.splat(1023));
  const m = i64x2.sub(x, i64x2.shl(exponent, 52));
  const e = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponent, exponent, 0, 2, 0, 2));
  const s = f64x2.div(f64x2.sub(m, coefficient(NUMBERS, ONE)), f64x2.add(m, coefficient(NUMBERS, ONE)));
  const t = f64x2.mul(s, s);
  let p = coefficient(LOG, 0);
  p = f64x2.add(f64x2.mul(p, t), coefficient(LOG, 1));
  p = f64x2.add(f64x2.mul(p, t), coefficient(LOG, 2));
  p = f64x2.add(f64x2.mul(p, t), coefficient(LOG, 3));
  p = f64x2.add(f64x2.mul(p, t), coefficient(LOG, 4));
  p = f64x2.add(f64x2.mul(p, t), coefficient(LOG, 5));
  return f64x2.add(f64x2.mul(e, coefficient(NUMBERS, LN_2)), f64x2.mul(p, s));
}

// @ts-ignore: decorator
@inline
function logHalf(x: v128): v128 {
  const infinity = coefficient(NUMBERS, INFINITE);
  const zero = f64x2.splat(0);
  let y = logFinite(x);
  y = v128.bitselect(y, x, f64x2.lt(x, infinity));
  y = v128.bitselect(y, f64x2.splat(NaN), f64x2.ge(x, zero));
  return v128.bitselect(f64x2.splat(-Infinity), y, f64x2.eq(x, zero));
}

// @ts-ignore: decorator
@inline
function log1pHalf(x: v128): v128 {
  const u = f64x2.add(x, coefficient(NUMBERS, ONE));
  // What rounding took from 1 + x, to first order.
  const lost = f64x2.div(f64x2.sub(x, f64x2.sub(u, coefficient(NUMBERS, ONE))), u);
  const exact = f64x2.lt(f64x2.abs(x), f64x2.splat(1e300));
  const useful = v128.and(exact, f64x2.gt(u, f64x2.splat(0)));
  return f64x2.add(logHalf(u), v128.and(lost, useful));
}

// @ts-ignore: decorator
@inline
function tanhHalf(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, coefficient(NUMBERS, STEEP)), coefficient(NUMBERS, STEEP_DOWN));
  const e = expm1Half(f64x2.add(bounded, bounded));
  return f64x2.div(e, f64x2.add(e, coefficient(NUMBERS, TWO)));
}

// @ts-ignore: decorator
@inline
function sigmoidHalf(x: v128): v128 {
  const e = expHalf(f64x2.neg(x));
  return f64x2.div(coefficient(NUMBERS, ONE), f64x2.add(e, coefficient(NUMBERS, ONE)));
}

// @ts-ignore: decorator
@inline
function erfHalf(x: v128): v128 {
  const u = f64x2.mul(x, x);
  let near = coefficient(ERF_NEAR, 0);
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 1));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 2));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 3));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 4));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 5));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 6));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 7));
  near = f64x2.add(f64x2.mul(near, u), coefficient(ERF_NEAR, 8));
  near = f64x2.mul(near, x);
  // Beyond 4 it is 1 in float32.
  const magnitude = f64x2.pmin(f64x2.abs(x), coefficient(NUMBERS, FLAT));
  const t = f64x2.mul(f64x2.sub(magnitude, coefficient(NUMBERS, MIDDLE)), coefficient(NUMBERS, WIDTH));
  let far = coefficient(ERF_FAR, 0);
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 1));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 2));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 3));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 4));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 5));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 6));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 7));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 8));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 9));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 10));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 11));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 12));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 13));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 14));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 15));
  far = f64x2.add(f64x2.mul(far, t), coefficient(ERF_FAR, 16));
  const signed = v128.bitselect(x, far, i64x2.splat(0x8000_0000_0000_0000));
  return v128.bitselect(signed, near, f64x2.gt(f64x2.abs(x), coefficient(NUMBERS, ONE)));
}

export function exp(x: v128): v128 {
  return join(expHalf(low(x)), expHalf(high(x)));
}

export function expm1(x: v128): v128 {
  return join(expm1Half(low(x)), expm1Half(high(x)));
}

export function log(x: v128): v128 {
  return join(logHalf(low(x)), logHalf(high(x)));
}

export function log1p(x: v128): v128 {
  return join(log1pHalf(low(x)), log1pHalf(high(x)));
}

export function tanh(x: v128): v128 {
  return join(tanhHalf(low(x)), tanhHalf(high(x)));
}

export function sigmoid(x: v128): v128 {
  return join(sigmoidHalf(low(x)), sigmoidHalf(high(x)));
}

export function erf(x: v128): v128 {
  return join(erfHalf(low(x)), erfHalf(high(x)));
}
