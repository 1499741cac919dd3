/** Functions that are computed lane by lane: division that rounds down, powers, and trigonometry in double precision. */

export function sin(x: v128): v128 {
  let y = x;
  y = f32x4.replace_lane(y, 0, <f32>Math.sin(f32x4.extract_lane(x, 0)));
  y = f32x4.replace_lane(y, 1, <f32>Math.sin(f32x4.extract_lane(x, 1)));
  y = f32x4.replace_lane(y, 2, <f32>Math.sin(f32x4.extract_lane(x, 2)));
  return f32x4.replace_lane(y, 3, <f32>Math.sin(f32x4.extract_lane(x, 3)));
}

export function cos(x: v128): v128 {
  let y = x;
  y = f32x4.replace_lane(y, 0, <f32>Math.cos(f32x4.extract_lane(x, 0)));
  y = f32x4.replace_lane(y, 1, <f32>Math.cos(f32x4.extract_lane(x, 1)));
  y = f32x4.replace_lane(y, 2, <f32>Math.cos(f32x4.extract_lane(x, 2)));
  return f32x4.replace_lane(y, 3, <f32>Math.cos(f32x4.extract_lane(x, 3)));
}

export function atan2(a: v128, b: v128): v128 {
  let y = a;
  y = f32x4.replace_lane(y, 0, <f32>Math.atan2(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)));
  y = f32x4.replace_lane(y, 1, <f32>Math.atan2(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)));
  y = f32x4.replace_lane(y, 2, <f32>Math.atan2(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)));
  return f32x4.replace_lane(y, 3, <f32>Math.atan2(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)));
}

function power(a: f32, b: f32): f32 {
  // JavaScript, whose rule the library follows, has NaN for 1 to the power of infinity or NaN; C and PyTorch have 1.
  if (a == 1) return 1;
  if (a == -1 && abs(b) == Infinity) return 1;
  return <f32>Math.pow(a, b);
}

export function pow(a: v128, b: v128): v128 {
  let y = a;
  y = f32x4.replace_lane(y, 0, power(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)));
  y = f32x4.replace_lane(y, 1, power(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)));
  y = f32x4.replace_lane(y, 2, power(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)));
  return f32x4.replace_lane(y, 3, power(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)));
}

/** The remainder with the divisor's sign, as Python's. */
function modulo(a: f32, b: f32): f32 {
  const rest = <f32>NativeMathf.mod(a, b);
  return rest != 0 && b < 0 != rest < 0 ? rest + b : rest;
}

/** Rounds a / b down by way of the exact remainder, as Python and PyTorch do: 1 // 0.1 is 9. */
function floorQuotient(a: f32, b: f32): f32 {
  if (b == 0) return a / b;
  const rest = <f32>NativeMathf.mod(a, b);
  let quotient = (a - rest) / b;
  if (rest != 0 && b < 0 != rest < 0) quotient -= 1;
  if (quotient == 0) return copysign<f32>(0, a / b);
  const down = floor<f32>(quotient);
  return quotient - down > 0.5 ? down + 1 : down;
}

export function remainderF32(a: v128, b: v128): v128 {
  let y = a;
  y = f32x4.replace_lane(y, 0, modulo(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)));
  y = f32x4.replace_lane(y, 1, modulo(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)));
  y = f32x4.replace_lane(y, 2, modulo(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)));
  return f32x4.replace_lane(y, 3, modulo(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)));
}

export function floorDivideF32(a: v128, b: v128): v128 {
  let y = a;
  y = f32x4.replace_lane(y, 0, floorQuotient(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)));
  y = f32x4.replace_lane(y, 1, floorQuotient(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)));
  y = f32x4.replace_lane(y, 2, floorQuotient(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)));
  return f32x4.replace_lane(y, 3, floorQuotient(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)));
}

/** Rounds down. Division by zero, an error long before this, gives 0 rather than a trap, and so does what overflows. */
function floorQuotientI32(a: i32, b: i32): i32 {
  if (b == 0) return 0;
  if (b == -1) return -a;
  const quotient = a / b;
  return quotient * b != a && a < 0 != b < 0 ? quotient - 1 : quotient;
}

function truncatedQuotientI32(a: i32, b: i32): i32 {
  if (b == 0) return 0;
  return b == -1 ? -a : a / b;
}

function moduloI32(a: i32, b: i32): i32 {
  return b == 0 ? 0 : a - floorQuotientI32(a, b) * b;
}

/** Wraps around. Negative exponents leave what is left of the whole number: 1, -1 or 0. */
function powerI32(a: i32, b: i32): i32 {
  if (b < 0) return a == 1 ? 1 : a == -1 ? ((b & 1) != 0 ? -1 : 1) : 0;
  let base = a;
  let result = 1;
  for (let rest = b; rest != 0; rest >>= 1) {
    if ((rest & 1) != 0) result *= base;
    base *= base;
  }
  return result;
}

export function floorDivideI32(a: v128, b: v128): v128 {
  let y = a;
  y = i32x4.replace_lane(y, 0, floorQuotientI32(i32x4.extract_lane(a, 0), i32x4.extract_lane(b, 0)));
  y = i32x4.replace_lane(y, 1, floorQuotientI32(i32x4.extract_lane(a, 1), i32x4.extract_lane(b, 1)));
  y = i32x4.replace_lane(y, 2, floorQuotientI32(i32x4.extract_lane(a, 2), i32x4.extract_lane(b, 2)));
  return i32x4.replace_lane(y, 3, floorQuotientI32(i32x4.extract_lane(a, 3), i32x4.extract_lane(b, 3)));
}

export function divideI32(a: v128, b: v128): v128 {
  let y = a;
  y = i32x4.replace_lane(y, 0, truncatedQuotientI32(i32x4.extract_lane(a, 0), i32x4.extract_lane(b, 0)));
  y = i32x4.replace_lane(y, 1, truncatedQuotientI32(i32x4.extract_lane(a, 1), i32x4.extract_lane(b, 1)));
  y = i32x4.replace_lane(y, 2, truncatedQuotientI32(i32x4.extract_lane(a, 2), i32x4.extract_lane(b, 2)));
  return i32x4.replace_lane(y, 3, truncatedQuotientI32(i32x4.extract_lane(a, 3), i32x4.extract_lane(b, 3)));
}

export function remainderI32(a: v128, b: v128): v128 {
  let y = a;
  y = i32x4.replace_lane(y, 0, moduloI32(i32x4.extract_lane(a, 0), i32x4.extract_lane(b, 0)));
  y = i32x4.replace_lane(y, 1, moduloI32(i32x4.extract_lane(a, 1), i32x4.extract_lane(b, 1)));
  y = i32x4.replace_lane(y, 2, moduloI32(i32x4.extract_lane(a, 2), i32x4.extract_lane(b, 2)));
  return i32x4.replace_lane(y, 3, moduloI32(i32x4.extract_lane(a, 3), i32x4.extract_lane(b, 3)));
}

export function powI32(a: v128, b: v128): v128 {
  let y = a;
  y = i32x4.replace_lane(y, 0, powerI32(i32x4.extract_lane(a, 0), i32x4.extract_lane(b, 0)));
  y = i32x4.replace_lane(y, 1, powerI32(i32x4.extract_lane(a, 1), i32x4.extract_lane(b, 1)));
  y = i32x4.replace_lane(y, 2, powerI32(i32x4.extract_lane(a, 2), i32x4.extract_lane(b, 2)));
  return i32x4.replace_lane(y, 3, powerI32(i32x4.extract_lane(a, 3), i32x4.extract_lane(b, 3)));
}
