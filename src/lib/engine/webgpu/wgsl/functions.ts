/**
 * Functions that WGSL lacks, or has with less accuracy than PyTorch's users expect: its `exp`, `log`, `sin`, `tanh` may be off by
 * thousands of units in the last place, and what it does with NaN is left to the compiler. Polynomials as in the Cephes library.
 */
interface WgslFunction {
  readonly needs: readonly string[];
  readonly code: string;
}

/** The uniform's first four numbers: bit patterns that a compiler must not know, or it would refuse or fold them. */
export const SPECIAL_BITS = [0x7f800000, 0xff800000, 0x7fc00000, 0] as const;
export const INFINITY = 'bitcast<f32>(numbers[0].x)';
export const MINUS_INFINITY = 'bitcast<f32>(numbers[0].y)';
export const NAN = 'bitcast<f32>(numbers[0].z)';

const define = (code: string, ...needs: string[]): WgslFunction => ({ code, needs });

export const FUNCTIONS: Readonly<Record<string, WgslFunction>> = {
  is_nan: define(`fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }`),
  max_f: define(
    `fn max_f(a: f32, b: f32) -> f32 { return select(select(max(a, b), b, is_nan(b)), a, is_nan(a)); }`,
    'is_nan',
  ),
  min_f: define(
    `fn min_f(a: f32, b: f32) -> f32 { return select(select(min(a, b), b, is_nan(b)), a, is_nan(a)); }`,
    'is_nan',
  ),
  // e^x = 2^n e^r with |r| <= ln(2)/2; the power of two is applied in two halves so that neither overflows before the result does.
  exp_f: define(
    `fn exp_f(x: f32) -> f32 {
  let c = clamp(x, -104.0, 89.0);
  let n = round(c * 1.44269504);
  let r = (c - n * 0.693359375) + n * 2.12194440e-4;
  let p = ((((1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3) * r + 4.1665795894e-2) * r + 1.6666665459e-1) * r + 0.5;
  let whole = i32(n);
  let half = whole / 2;
  let scaled = ((p * r * r + r) + 1.0) * bitcast<f32>((half + 127) << 23u) * bitcast<f32>((whole - half + 127) << 23u);
  return select(select(scaled, ${INFINITY}, x > 88.72284), x, is_nan(x));
}`,
    'is_nan',
  ),
  log_f: define(
    `fn log_f(x: f32) -> f32 {
  let tiny = x < 1.17549435e-38;
  let bits = bitcast<i32>(select(x, x * 16777216.0, tiny));
  var e = (bits >> 23u) - 126 - select(0, 24, tiny);
  var m = bitcast<f32>((bits & 0x7fffff) | 0x3f000000);
  if (m < 0.70710678) { e -= 1; m = (m - 0.5) + (m - 0.5); } else { m = m - 1.0; }
  let z = m * m;
  let p = ((((((((7.0376836292e-2 * m - 1.1514610310e-1) * m + 1.1676998740e-1) * m - 1.2420140846e-1) * m
    + 1.4249322787e-1) * m - 1.6668057665e-1) * m + 2.0000714765e-1) * m - 2.4999993993e-1) * m + 3.3333331174e-1) * m * z;
  let f = f32(e);
  let value = (m + ((p - 2.12194440e-4 * f) - 0.5 * z)) + 0.693359375 * f;
  if (is_nan(x) || x > 3.4028234e38) { return x; }
  return select(select(value, ${MINUS_INFINITY}, x == 0.0), ${NAN}, x < 0.0);
}`,
    'is_nan',
  ),
  log1p_f: define(
    `fn log1p_f(x: f32) -> f32 {
  let u = 1.0 + x;
  if (abs(x) < 1e-4) { return x - 0.5 * x * x; }
  if (x > 3.4028234e38 || is_nan(x) || u <= 0.0) { return log_f(u); }
  return log_f(u) + (x - (u - 1.0)) / u;
}`,
    'log_f',
    'is_nan',
  ),
  expm1_f: define(
    `fn expm1_f(x: f32) -> f32 {
  if (abs(x) < 0.35) {
    let p = (((1.9875691500e-4 * x + 1.3981999507e-3) * x + 8.3334519073e-3) * x + 4.1665795894e-2) * x + 1.6666665459e-1;
    return (p * x + 0.5) * x * x + x;
  }
  return exp_f(x) - 1.0;
}`,
    'exp_f',
  ),
  tanh_f: define(
    `fn tanh_f(x: f32) -> f32 {
  let a = abs(x);
  if (a < 0.625) {
    let z = x * x;
    return ((((-5.70498872745e-3 * z + 2.06390887954e-2) * z - 5.37397155531e-2) * z + 1.33314422036e-1) * z - 3.33332819422e-1) * z * x + x;
  }
  let t = 1.0 - 2.0 / (exp_f(2.0 * min(a, 10.0)) + 1.0);
  return select(select(t, -t, x < 0.0), x, is_nan(x));
}`,
    'exp_f',
    'is_nan',
  ),
  sigmoid_f: define(
    `fn sigmoid_f(x: f32) -> f32 {
  let e = exp_f(-abs(x));
  return select(select(1.0, e, x < 0.0) / (1.0 + e), x, is_nan(x));
}`,
    'exp_f',
    'is_nan',
  ),
  // A rational minimax approximation; beyond 4 the result rounds to one.
  erf_f: define(
    `fn erf_f(value: f32) -> f32 {
  let x = clamp(value, -4.0, 4.0);
  let z = x * x;
  let p = (((((-2.72614225801306e-10 * z + 2.77068142495902e-8) * z - 2.10102402082508e-6) * z - 5.69250639462346e-5) * z
    - 7.34990630326855e-4) * z - 2.95459980854025e-3) * z - 1.60960333262415e-2;
  let q = (((-1.45660718464996e-5 * z - 2.13374055278905e-4) * z - 1.68282697438203e-3) * z - 7.37332916720468e-3) * z - 1.42647390514189e-2;
  return select(x * p / q, value, is_nan(value));
}`,
    'is_nan',
  ),
  // Quarter turns are taken off in three parts, exact enough up to some thousand turns.
  turn: define(
    `fn turn(x: f32) -> vec2f {
  let n = round(x * 0.636619772);
  return vec2f(((x - n * 1.5703125) - n * 4.837512969970703125e-4) - n * 7.54978995489188e-8, n);
}
fn sine(r: f32) -> f32 {
  let z = r * r;
  return ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * r + r;
}
fn cosine(r: f32) -> f32 {
  let z = r * r;
  return ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
}`,
  ),
  sin_f: define(
    `fn sin_f(x: f32) -> f32 {
  let t = turn(x);
  let quarter = i32(t.y) & 3;
  let v = select(sine(t.x), cosine(t.x), (quarter & 1) == 1);
  return select(v, -v, quarter >= 2);
}`,
    'turn',
  ),
  cos_f: define(
    `fn cos_f(x: f32) -> f32 {
  let t = turn(x);
  let quarter = i32(t.y) & 3;
  let v = select(cosine(t.x), sine(t.x), (quarter & 1) == 1);
  return select(v, -v, quarter == 1 || quarter == 2);
}`,
    'turn',
  ),
  atan2_f: define(
    `fn atan2_f(y: f32, x: f32) -> f32 {
  if (is_nan(x) || is_nan(y)) { return x + y; }
  let a = abs(x);
  let b = abs(y);
  let large = max(a, b);
  let small = min(a, b);
  var t = select(small / large, 0.0, large == 0.0);
  if (small > 3.4028234e38) { t = 1.0; }
  var base = 0.0;
  if (t > 0.414213562) { base = 0.785398163; t = (t - 1.0) / (t + 1.0); }
  let z = t * t;
  var r = base + ((((8.05374449538e-2 * z - 1.38776856032e-1) * z + 1.99777106478e-1) * z - 3.33329491539e-1) * z * t + t);
  if (b > a) { r = 1.57079633 - r; }
  if ((bitcast<u32>(x) >> 31u) == 1u) { r = 3.14159265 - r; }
  return select(r, -r, (bitcast<u32>(y) >> 31u) == 1u);
}`,
    'is_nan',
  ),
  // Whole powers by multiplication, which is exact where the result is.
  pow_f: define(
    `fn pow_f(a: f32, b: f32) -> f32 {
  if (b == 0.0 || a == 1.0) { return 1.0; }
  if (is_nan(a) || is_nan(b)) { return a + b; }
  let whole = trunc(b) == b;
  if (whole && abs(b) <= 64.0) {
    var power = 1.0;
    var square = a;
    for (var n = i32(abs(b)); n > 0; n = n >> 1u) {
      if ((n & 1) == 1) { power = power * square; }
      square = square * square;
    }
    return select(power, 1.0 / power, b < 0.0);
  }
  let size = abs(a);
  if (size == 0.0) { return select(0.0, ${INFINITY}, b < 0.0); }
  if (a < 0.0 && !whole) { return ${NAN}; }
  let value = exp_f(b * log_f(size));
  let odd = whole && abs(b) < 16777216.0 && (i32(b) & 1) == 1;
  return select(value, -value, a < 0.0 && odd);
}`,
    'exp_f',
    'log_f',
    'is_nan',
  ),
  pow_i: define(
    `fn pow_i(a: i32, b: i32) -> i32 {
  if (b < 0) { return select(0, select(1, a, (b & 1) != 0), abs(a) == 1); }
  var power = 1;
  var square = a;
  for (var n = b; n > 0; n = n >> 1u) {
    if ((n & 1) == 1) { power = power * square; }
    square = square * square;
  }
  return power;
}`,
  ),
  // Division towards minus infinity, as Python's: WGSL's goes towards zero.
  floor_divide_i: define(
    `fn floor_divide_i(a: i32, b: i32) -> i32 { return (a / b) - select(0, 1, (a % b != 0) && ((a < 0) != (b < 0))); }`,
  ),
  remainder_i: define(
    `fn remainder_i(a: i32, b: i32) -> i32 { return a - b * floor_divide_i(a, b); }`,
    'floor_divide_i',
  ),
  remainder_f: define(
    `fn remainder_f(a: f32, b: f32) -> f32 {
  let r = a - b * trunc(a / b);
  return select(r, r + b, r != 0.0 && ((r < 0.0) != (b < 0.0)));
}`,
  ),
};

/** The text of the named functions and of all they need. */
export function functionText(names: Iterable<string>): string {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    FUNCTIONS[name]!.needs.forEach(add);
    wanted.add(name);
  };
  for (const name of names) add(name);
  return [...wanted].map((name) => FUNCTIONS[name]!.code).join('\n');
}
