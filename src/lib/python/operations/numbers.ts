/** Arithmetic of int, bool and float, exactly as CPython's. */
import { complex, power } from '../objects/complex.ts';
import { exc } from '../objects/exceptions.ts';
import { float, isPlainFloat, normalizeInt, PyFloat } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';

export type Int = number | bigint;

/** Python's arithmetic operators. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>';

/** Ints of more bits than this would stop the page for seconds. */
const MAX_BITS = 1 << 25;

/** The int of an int or bool; undefined for anything else. */
export function intOf(value: Value): Int | undefined {
  const kind = typeof value;
  if (kind === 'number' || kind === 'bigint') return value as Int;
  return kind === 'boolean' ? Number(value) : undefined;
}

/** The nearest float of an int; raises OverflowError. */
export function intToNumber(value: Int): number {
  if (typeof value === 'number') return value;
  const x = Number(value);
  if (!Number.isFinite(x)) throw exc.OverflowError('int too large to convert to float');
  return x;
}

/** The operator's result for two numbers; undefined if one is none, or has no such operator. */
export function numeric(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
  const i = intOf(a);
  const j = intOf(b);
  if (i !== undefined && j !== undefined) {
    if (typeof a === 'boolean' && typeof b === 'boolean') {
      if (operator === '&') return a && b;
      if (operator === '|') return a || b;
      if (operator === '^') return a !== b;
    }
    return intArithmetic(operator, i, j);
  }
  const x = i === undefined ? (isPlainFloat(a) ? a.value : undefined) : undefined;
  const y = j === undefined ? (isPlainFloat(b) ? b.value : undefined) : undefined;
  if ((x === undefined && i === undefined) || (y === undefined && j === undefined)) return undefined;
  return floatArithmetic(operator, x ?? (() => intToNumber(i!))(), y ?? (() => intToNumber(j!))());
}

function intArithmetic(operator: BinaryOperator, a: Int, b: Int): Value | undefined {
  switch (operator) {
    case '+':
      return exact(
        a,
        b,
        (x, y) => x + y,
        (x, y) => x + y,
      );
    case '-':
      return exact(
        a,
        b,
        (x, y) => x - y,
        (x, y) => x - y,
      );
    case '*':
      if (typeof a === 'bigint' || typeof b === 'bigint') checkBits(bitLength(a) + bitLength(b));
      return exact(
        a,
        b,
        (x, y) => x * y,
        (x, y) => x * y,
      );
    case '/':
      return float(trueDivide(a, b));
    case '//':
      return floorDivide(a, b);
    case '%':
      return modulo(a, b);
    case '**':
      return intPower(a, b);
    case '&':
    case '|':
    case '^':
      return bitwise(operator, a, b);
    case '<<':
    case '>>':
      return shift(operator, a, b);
    default:
      return undefined;
  }
}

function exact(a: Int, b: Int, fast: (x: number, y: number) => number, slow: (x: bigint, y: bigint) => bigint): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = fast(a, b);
    // Adding 0 keeps an int from being -0.
    if (Number.isSafeInteger(result)) return result + 0;
  }
  return normalizeInt(slow(BigInt(a), BigInt(b)));
}

/** How many bits the absolute value takes. */
export function bitLength(value: Int): number {
  const absolute = value < 0 ? -BigInt(value) : BigInt(value);
  if (absolute === 0n) return 0;
  const hex = absolute.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0]!, 16)));
}

function checkBits(bits: number): void {
  if (bits > MAX_BITS) throw exc.MemoryError(`an int of ${bits} bits is too large to compute here`);
}

function trueDivide(a: Int, b: Int): number {
  if (Number(b) === 0) throw exc.ZeroDivisionError('division by zero');
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const negative = a < 0 !== b < 0;
  let numerator = BigInt(a < 0 ? -BigInt(a) : a);
  let denominator = BigInt(b < 0 ? -BigInt(b) : b);
  // 66 bits of quotient, the last of them sticky, round correctly in the conversion to a float.
  const scale = 66 - (bitLength(numerator) - bitLength(denominator));
  if (scale >= 0) numerator <<= BigInt(scale);
  else denominator <<= BigInt(-scale);
  const quotient = (numerator / denominator) | (numerator % denominator === 0n ? 0n : 1n);
  const magnitude = scaleByPowerOfTwo(Number(quotient), -scale);
  if (!Number.isFinite(magnitude)) throw exc.OverflowError('integer division result too large for a float');
  return negative ? -magnitude : magnitude;
}

function scaleByPowerOfTwo(x: number, exponent: number): number {
  let result = x;
  for (let left = exponent; left !== 0;) {
    const step = Math.max(-1000, Math.min(1000, left));
    result *= 2 ** step;
    left -= step;
  }
  return result;
}

export function floorDivide(a: Int, b: Int): Int {
  if (Number(b) === 0) throw exc.ZeroDivisionError('integer division or modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    const quotient = (a - rest) / b;
    return (rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient) + 0;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  const rest = x % y;
  return normalizeInt(rest !== 0n && rest < 0n !== y < 0n ? x / y - 1n : x / y);
}

export function modulo(a: Int, b: Int): Int {
  if (Number(b) === 0) throw exc.ZeroDivisionError('integer modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return (rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest) + 0;
  }
  const y = BigInt(b);
  const rest = BigInt(a) % y;
  return normalizeInt(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest);
}

function intPower(a: Int, b: Int): Value {
  if (b < 0) return floatPower(intToNumber(a), intToNumber(b));
  if (a === 0 || a === 1) return Number(b) === 0 ? 1 : a;
  if (a === -1) return BigInt(b) % 2n === 0n ? 1 : -1;
  checkBits((bitLength(a) - 1) * Number(b));
  return normalizeInt(BigInt(a) ** BigInt(b));
}

/** `pow(base, exponent, modulus)` */
export function modularPower(base: Int, exponent: Int, modulus: Int): Int {
  if (Number(modulus) === 0) throw exc.ValueError('pow() 3rd argument cannot be 0');
  const m = BigInt(modulus);
  let b = ((BigInt(base) % m) + m) % m;
  let e = BigInt(exponent);
  if (e < 0n) {
    b = inverse(b, m);
    e = -e;
  }
  let result = 1n;
  for (; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % m;
    b = (b * b) % m;
  }
  return modulo(normalizeInt(result), modulus);
}

function inverse(a: bigint, m: bigint): bigint {
  let [oldR, r, oldS, s] = [a, m, 1n, 0n];
  while (r !== 0n) {
    const q = oldR / r;
    [oldR, r] = [r, oldR - q * r];
    [oldS, s] = [s, oldS - q * s];
  }
  if (oldR !== 1n && oldR !== -1n) throw exc.ValueError('base is not invertible for the given modulus');
  return (((oldR === 1n ? oldS : -oldS) % m) + m) % m;
}

function bitwise(operator: '&' | '|' | '^', a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) {
    return operator === '&' ? a & b : operator === '|' ? a | b : a ^ b;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  return normalizeInt(operator === '&' ? x & y : operator === '|' ? x | y : x ^ y);
}

function shift(operator: '<<' | '>>', a: Int, b: Int): Int {
  if (b < 0) throw exc.ValueError('negative shift count');
  if (operator === '>>') return normalizeInt(b > MAX_BITS ? (a < 0 ? -1n : 0n) : BigInt(a) >> BigInt(b));
  if (a === 0) return 0;
  checkBits(bitLength(a) + Number(b));
  return normalizeInt(BigInt(a) << BigInt(b));
}

function floatArithmetic(operator: BinaryOperator, a: number, b: number): Value | undefined {
  switch (operator) {
    case '+':
      return float(a + b);
    case '-':
      return float(a - b);
    case '*':
      return float(a * b);
    case '/':
      if (b === 0) throw exc.ZeroDivisionError('float division by zero');
      return float(a / b);
    case '//':
      if (b === 0) throw exc.ZeroDivisionError('float floor division by zero');
      return float(floatDivmod(a, b)[0]);
    case '%':
      if (b === 0) throw exc.ZeroDivisionError('float modulo');
      return float(floatDivmod(a, b)[1]);
    case '**':
      return floatPower(a, b);
    default:
      return undefined;
  }
}

/** Quotient and rest of floats as CPython's `float_divmod` gets them. */
export function floatDivmod(a: number, b: number): [quotient: number, rest: number] {
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0) {
    if (b < 0 !== rest < 0) {
      rest += b;
      quotient -= 1;
    }
  } else rest = b < 0 ? -0 : 0;
  if (quotient === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, rest];
  let floor = Math.floor(quotient);
  if (quotient - floor > 0.5) floor += 1;
  return [floor, rest];
}

function floatPower(a: number, b: number): Value {
  if (a === 0 && b < 0) throw exc.ZeroDivisionError('0.0 cannot be raised to a negative power');
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) return power(complex(a), complex(b));
  if (a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b))) return float(1);
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    throw exc.OverflowError(34, 'Numerical result out of range');
  }
  return float(result);
}

/** Below, zero or above, as a is less than, equal to or greater than b; NaN if one of them is. Exact for big ints. */
export function compareNumbers(a: Int | PyFloat, b: Int | PyFloat): number {
  const x = a instanceof PyFloat ? a.value : a;
  const y = b instanceof PyFloat ? b.value : b;
  // JavaScript compares numbers with bigints by their exact values.
  if (x < y) return -1;
  if (x > y) return 1;
  return Number.isNaN(x) || Number.isNaN(y) ? NaN : 0;
}

const HASH_MODULUS = (1n << 61n) - 1n;

/** The hash of `top / bottom`, as CPython hashes all numbers, so that equal ones of different types have equal hashes. */
export function ratioHash(top: bigint, bottom: bigint): Int {
  let inverse = 1n;
  let base = bottom % HASH_MODULUS;
  if (base === 0n) return top < 0n ? -314159 : 314159;
  if (bottom !== 1n) {
    for (let n = HASH_MODULUS - 2n; n > 0n; n >>= 1n) {
      if (n & 1n) inverse = (inverse * base) % HASH_MODULUS;
      base = (base * base) % HASH_MODULUS;
    }
  }
  const size = (((top < 0n ? -top : top) % HASH_MODULUS) * inverse) % HASH_MODULUS;
  const hash = top < 0n ? -size : size;
  return normalizeInt(hash === -1n ? -2n : hash);
}

/** A double as a ratio of integers; it must be finite. */
export function integerRatio(x: number): readonly [top: bigint, bottom: bigint] {
  let mantissa = x;
  let shift = 0n;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    shift++;
  }
  return [BigInt(mantissa), 1n << shift];
}
