/** exp, log and their kin, two lanes of float64 at a time. The series are Taylor's and artanh's: coefficients need no table. */
import { high, join, low, muladd } from './lanes';

const LOG2_E: f64 = 1.4426950408889634;
const LN_2: f64 = 0.6931471805599453;

/** exp(r) - 1 for |r| < 0.35, with a relative error below 1e-11. */
// @ts-ignore: decorator
@inline
function expm1Small(r: v128): v128 {
  let p = f64x2.splat(1.0 / 3628800.0);
  p = muladd(p, r, 1.0 / 362880.0);
  p = muladd(p, r, 1.0 / 40320.0);
  p = muladd(p, r, 1.0 / 5040.0);
  p = muladd(p, r, 1.0 / 720.0);
  p = muladd(p, r, 1.0 / 120.0);
  p = muladd(p, r, 1.0 / 24.0);
  p = muladd(p, r, 1.0 / 6.0);
  p = muladd(p, r, 0.5);
  return f64x2.add(f64x2.mul(f64x2.mul(p, r), r), r);
}

/** exp(x) - 1, and, in `one`, what is to be added to make it exp(x). Arguments beyond float32's range saturate. */
// @ts-ignore: decorator
@inline
function expm1Half(x: v128): v128 {
  // pmin and pmax keep a NaN that is their first operand.
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(700)), f64x2.splat(-700));
  const n = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(LOG2_E)));
  const r = f64x2.sub(bounded, f64x2.mul(n, f64x2.splat(LN_2)));
  const scale = powerOfTwo(n);
  return f64x2.add(f64x2.mul(scale, expm1Small(r)), f64x2.sub(scale, f64x2.splat(1)));
}

// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n));
  return i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
}

// @ts-ignore: decorator
@inline
function expHalf(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(700)), f64x2.splat(-700));
  const n = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(LOG2_E)));
  const r = f64x2.sub(bounded, f64x2.mul(n, f64x2.splat(LN_2)));
  const scale = powerOfTwo(n);
  return f64x2.add(scale, f64x2.mul(scale, expm1Small(r)));
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
  const s = f64x2.div(f64x2.sub(m, f64x2.splat(1)), f64x2.add(m, f64x2.splat(1)));
  const t = f64x2.mul(s, s);
  let p = f64x2.splat(2.0 / 15.0);
  p = muladd(p, t, 2.0 / 13.0);
  p = muladd(p, t, 2.0 / 11.0);
  p = muladd(p, t, 2.0 / 9.0);
  p = muladd(p, t, 2.0 / 7.0);
  p = muladd(p, t, 2.0 / 5.0);
  p = muladd(p, t, 2.0 / 3.0);
  p = muladd(p, t, 2.0);
  return f64x2.add(f64x2.mul(e, f64x2.splat(LN_2)), f64x2.mul(p, s));
}

// @ts-ignore: decorator
@inline
function logHalf(x: v128): v128 {
  const infinity = f64x2.splat(Infinity);
  const zero = f64x2.splat(0);
  let y = logFinite(x);
  y = v128.bitselect(y, x, f64x2.lt(x, infinity));
  y = v128.bitselect(y, f64x2.splat(NaN), f64x2.ge(x, zero));
  return v128.bitselect(f64x2.splat(-Infinity), y, f64x2.eq(x, zero));
}

// @ts-ignore: decorator
@inline
function log1pHalf(x: v128): v128 {
  const u = f64x2.add(x, f64x2.splat(1));
  // What rounding took from 1 + x, to first order.
  const lost = f64x2.div(f64x2.sub(x, f64x2.sub(u, f64x2.splat(1))), u);
  const exact = f64x2.lt(f64x2.abs(x), f64x2.splat(1e300));
  const useful = v128.and(exact, f64x2.gt(u, f64x2.splat(0)));
  return f64x2.add(logHalf(u), v128.and(lost, useful));
}

// @ts-ignore: decorator
@inline
function tanhHalf(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(20)), f64x2.splat(-20));
  const e = expm1Half(f64x2.add(bounded, bounded));
  return f64x2.div(e, f64x2.add(e, f64x2.splat(2)));
}

// @ts-ignore: decorator
@inline
function sigmoidHalf(x: v128): v128 {
  const e = expHalf(f64x2.neg(x));
  return f64x2.div(f64x2.splat(1), f64x2.add(e, f64x2.splat(1)));
}

// @ts-ignore: decorator
@inline
function erfHalf(x: v128): v128 {
  const u = f64x2.mul(x, x);
  // Interpolation of erf(sqrt(u)) / sqrt(u) at Chebyshev points of [0, 1]: error below 1e-12.
  let near = f64x2.splat(1.0595267211209887e-6);
  near = muladd(near, u, -1.3911697299623786e-5);
  near = muladd(near, u, 0.00011956946111640547);
  near = muladd(near, u, -0.0008542670496945217);
  near = muladd(near, u, 0.005223785003024825);
  near = muladd(near, u, -0.026866133624150794);
  near = muladd(near, u, 0.11283791313475959);
  near = muladd(near, u, -0.37612638889867533);
  near = muladd(near, u, 1.128379167094695);
  near = f64x2.mul(near, x);
  // The same for erf(2.5 + 1.5 t) on [1, 4]: error below 1e-9. Beyond 4 it is 1 in float32.
  const magnitude = f64x2.pmin(f64x2.abs(x), f64x2.splat(4));
  const t = f64x2.mul(f64x2.sub(magnitude, f64x2.splat(2.5)), f64x2.splat(1.0 / 1.5));
  let far = f64x2.splat(7.4039217639426475e-6);
  far = muladd(far, t, -0.00015383174903586382);
  far = muladd(far, t, 0.0002302413921094228);
  far = muladd(far, t, 0.0006738999598904508);
  far = muladd(far, t, -0.0019913923342663427);
  far = muladd(far, t, 0.0006709135840342832);
  far = muladd(far, t, 0.004635940372143528);
  far = muladd(far, t, -0.00974247674409564);
  far = muladd(far, t, 0.0066500581544065495);
  far = muladd(far, t, 0.009303870990746293);
  far = muladd(far, t, -0.031870755193435796);
  far = muladd(far, t, 0.04644783678251453);
  far = muladd(far, t, -0.043651326904234074);
  far = muladd(far, t, 0.028181964738406142);
  far = muladd(far, t, -0.01225282838855593);
  far = muladd(far, t, 0.003267417756079659);
  far = muladd(far, t, 0.9995930478582278);
  const signed = v128.bitselect(x, far, i64x2.splat(0x8000_0000_0000_0000));
  return v128.bitselect(signed, near, f64x2.gt(f64x2.abs(x), f64x2.splat(1)));
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
