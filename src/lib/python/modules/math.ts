/** The module `math`. */
import { PyFloat, float } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { PyObject, typeName, normalizeInt } from '../objects/object.ts';
import { defineModule } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { tuple } from '../objects/containers.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { invoke } from '../operations/call.ts';
import { binaryOperation } from '../operations/arithmetic.ts';
import { iterate } from '../operations/iteration.ts';
import { bitLength, intOf, intToNumber } from '../operations/numbers.ts';
import { indexOrNone, toIndex } from '../operations/slicing.ts';
import { truncate } from '../types/numbers.ts';

/** A float argument: a float, an int, or what has `__float__`. */
function* real(value: Value): Task<number> {
  if (value instanceof PyFloat) return value.value;
  const i = intOf(value);
  if (i !== undefined) return intToNumber(i);
  const method = value instanceof PyObject ? value.type.lookup('__float__') : undefined;
  if (method === undefined) throw exc.TypeError(`must be real number, not ${typeName(value)}`);
  const made = yield* finish(invoke(method, [value], null));
  if (!(made instanceof PyFloat))
    throw exc.TypeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(made)})`);
  return made.value;
}

/** The double next to `x` in the direction of `y`. */
function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(x).buffer);
  bits[0]! += x < y === x > 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0]!;
}

/** A function of one float, with CPython's errors where the result is no number or too large. */
function one(f: (x: number) => number) {
  return function* (value: Value): Task {
    const x = yield* real(value);
    const y = f(x);
    if (Number.isNaN(y) && !Number.isNaN(x)) throw exc.ValueError('math domain error');
    if (!Number.isFinite(y) && Number.isFinite(x)) throw exc.OverflowError('math range error');
    return float(y);
  };
}

function two(f: (x: number, y: number) => number) {
  return function* (a: Value, b: Value): Task {
    const [x, y] = [yield* real(a), yield* real(b)];
    const z = f(x, y);
    if (Number.isNaN(z) && !Number.isNaN(x) && !Number.isNaN(y)) throw exc.ValueError('math domain error');
    if (!Number.isFinite(z) && Number.isFinite(x) && Number.isFinite(y)) throw exc.OverflowError('math range error');
    return float(z);
  };
}

/** Rounding to an int by a special method, or through a float. */
function rounding(method: string, f: (x: number) => number) {
  return function* (value: Value): Task {
    const i = intOf(value);
    if (i !== undefined) return i;
    const own = value instanceof PyObject && !(value instanceof PyFloat) ? value.type.lookup(method) : undefined;
    if (own !== undefined) return yield* finish(invoke(own, [value], null));
    return truncate(f(yield* real(value)));
  };
}

function pole(f: (x: number) => number): (x: number) => number {
  return (x) => {
    if (x <= 0) throw exc.ValueError('math domain error');
    return f(x);
  };
}

function* logarithm(value: Value, base: Value | undefined): Task {
  const natural = function* (v: Value): Task<number> {
    const i = intOf(v);
    if (typeof i === 'bigint') {
      if (i <= 0n) throw exc.ValueError('math domain error');
      const bits = bitLength(i) - 53;
      return Math.log(Number(i >> BigInt(bits))) + bits * Math.LN2;
    }
    return pole(Math.log)(yield* real(v));
  };
  const x = yield* natural(value);
  if (base === undefined) return float(x);
  const y = yield* natural(base);
  if (y === 0) throw exc.ZeroDivisionError('float division by zero');
  return float(x / y);
}

function integer(value: Value): bigint {
  const i = indexOrNone(value);
  if (i === undefined) throw exc.TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return BigInt(i);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function integerRoot(n: bigint): bigint {
  if (n < 0n) throw exc.ValueError('isqrt() argument must be nonnegative');
  if (n < 2n) return n;
  let x = 1n << BigInt((bitLength(normalizeInt(n)) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

function factorial(value: Value): Value {
  if (value instanceof PyFloat) throw exc.TypeError("'float' object cannot be interpreted as an integer");
  const n = toIndex(value);
  if (n < 0) throw exc.ValueError('factorial() not defined for negative values');
  if (n > 20_000) throw exc.OverflowError('factorial() argument should not exceed 20000 here');
  let product = 1n;
  for (let i = 2n; i <= BigInt(n); i++) product *= i;
  return normalizeInt(product);
}

function combinations(n: Value, k: Value): bigint {
  const [a, b] = [integer(n), integer(k)];
  if (a < 0n || b < 0n) throw exc.ValueError(`${a < 0n ? 'n' : 'k'} must be a non-negative integer`);
  if (b > a) return 0n;
  const least = b < a - b ? b : a - b;
  let result = 1n;
  for (let i = 1n; i <= least; i++) result = (result * (a - least + i)) / i;
  return result;
}

function permutations(n: Value, k: Value): Value {
  if (k === null) return factorial(n);
  const [a, b] = [integer(n), integer(k)];
  if (a < 0n || b < 0n) throw exc.ValueError(`${a < 0n ? 'n' : 'k'} must be a non-negative integer`);
  let result = b > a ? 0n : 1n;
  for (let i = 0n; i < b && result !== 0n; i++) result *= a - i;
  return normalizeInt(result);
}

/** Shewchuk's exact sum, rounded once. */
function exactSum(values: readonly number[]): number {
  const partials: number[] = [];
  for (let x of values) {
    let n = 0;
    for (const partial of [...partials]) {
      let y = partial;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[n++] = low;
      x = high;
    }
    partials.length = n;
    partials.push(x);
  }
  let high = partials.pop() ?? 0;
  let low = 0;
  while (partials.length > 0) {
    const x = high;
    const y = partials.pop()!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const next = partials.at(-1);
  if (next !== undefined && ((low < 0 && next < 0) || (low > 0 && next > 0))) {
    const doubled = low * 2;
    if (doubled === high + doubled - high) high += doubled;
  }
  return high;
}

// Lanczos' approximation (g = 607/128, n = 15), as used by many numerical libraries.
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978,
  0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3,
  -0.21026444172410488319e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
  -0.2619083840158140867e-4, 0.36899182659531622704e-5,
];

function logGamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) throw exc.ValueError('math domain error');
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i);
  const t = x - 1 + 607 / 128 + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

function gamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x < 24) {
    let product = 1;
    for (let i = 2; i < x; i++) product *= i;
    return product;
  }
  if (x <= 0 && Number.isInteger(x)) throw exc.ValueError('math domain error');
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Math.exp(logGamma(x));
}

/** erf by its series near zero and by a continued fraction of erfc elsewhere. */
function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 2.5) {
    let term = a;
    let sum = a;
    for (let n = 1; n < 120 && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= (-a * a) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  return Math.sign(x) * (1 - erfcTail(a));
}

function erfcTail(x: number): number {
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}

function erfc(x: number): number {
  return x > 2.5 ? erfcTail(x) : 1 - erf(x);
}

const FUNCTIONS: Functions = {
  'sqrt(x, /)': one(Math.sqrt),
  'cbrt(x, /)': one(Math.cbrt),
  'exp(x, /)': one(Math.exp),
  'exp2(x, /)': one((x) => 2 ** x),
  'expm1(x, /)': one(Math.expm1),
  'log(x, base=..., /)': logarithm,
  'log2(x, /)': one(pole(Math.log2)),
  'log10(x, /)': one(pole(Math.log10)),
  'log1p(x, /)': one((x) => {
    if (x <= -1) throw exc.ValueError('math domain error');
    return Math.log1p(x);
  }),
  'sin(x, /)': one(Math.sin),
  'cos(x, /)': one(Math.cos),
  'tan(x, /)': one(Math.tan),
  'asin(x, /)': one(Math.asin),
  'acos(x, /)': one(Math.acos),
  'atan(x, /)': one(Math.atan),
  'atan2(y, x, /)': two(Math.atan2),
  'sinh(x, /)': one(Math.sinh),
  'cosh(x, /)': one(Math.cosh),
  'tanh(x, /)': one(Math.tanh),
  'asinh(x, /)': one(Math.asinh),
  'acosh(x, /)': one(Math.acosh),
  'atanh(x, /)': one((x) => {
    if (Math.abs(x) >= 1) throw exc.ValueError('math domain error');
    return Math.atanh(x);
  }),
  'erf(x, /)': one(erf),
  'erfc(x, /)': one(erfc),
  'gamma(x, /)': one(gamma),
  'lgamma(x, /)': one(logGamma),
  'degrees(x, /)': one((x) => x * (180 / Math.PI)),
  'radians(x, /)': one((x) => x * (Math.PI / 180)),
  'fabs(x, /)': one(Math.abs),
  'pow(x, y, /)': two((x, y) => (x === 1 || y === 0 ? 1 : x ** y)),
  'fmod(x, y, /)': two((x, y) => x % y),
  'remainder(x, y, /)': two((x, y) => {
    const q = x / y;
    const rounded = Math.abs(q - Math.trunc(q)) === 0.5 ? 2 * Math.round(q / 2) : Math.round(q);
    return x - rounded * y;
  }),
  'copysign(x, y, /)': two((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  'ldexp(x, i, /)': two((x, i) => x * 2 ** i),
  'nextafter(x, y, /)': function* (from: Value, to: Value): Task {
    return float(nextAfter(yield* real(from), yield* real(to)));
  },
  'ulp(x, /)': function* (value: Value): Task {
    const x = Math.abs(yield* real(value));
    if (!Number.isFinite(x)) return float(x);
    const next = nextAfter(x, Infinity);
    return float(Number.isFinite(next) ? next - x : x - nextAfter(x, -Infinity));
  },
  'hypot(*coordinates)': function* (coordinates: Value[]): Task {
    const values: number[] = [];
    for (const value of coordinates) values.push(yield* real(value));
    return float(Math.hypot(...values));
  },
  'dist(p, q, /)': function* (p: Value, q: Value): Task {
    const [a, b] = [yield* iterate(p), yield* iterate(q)];
    if (a.length !== b.length) throw exc.ValueError('both points must have the same number of dimensions');
    const squares: number[] = [];
    for (let i = 0; i < a.length; i++) squares.push((yield* real(a[i]!)) - (yield* real(b[i]!)));
    return float(Math.hypot(...squares));
  },
  'floor(x, /)': rounding('__floor__', Math.floor),
  'ceil(x, /)': rounding('__ceil__', Math.ceil),
  'trunc(x, /)': rounding('__trunc__', Math.trunc),
  'isnan(x, /)': function* (x: Value): Task {
    return Number.isNaN(yield* real(x));
  },
  'isinf(x, /)': function* (x: Value): Task {
    const value = yield* real(x);
    return !Number.isFinite(value) && !Number.isNaN(value);
  },
  'isfinite(x, /)': function* (x: Value): Task {
    return Number.isFinite(yield* real(x));
  },
  'isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)': function* (
    a: Value,
    b: Value,
    relative: Value,
    absolute: Value,
  ): Task {
    const [x, y, r, t] = [yield* real(a), yield* real(b), yield* real(relative), yield* real(absolute)];
    if (x === y) return true;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
    const difference = Math.abs(x - y);
    return difference <= Math.abs(r * y) || difference <= Math.abs(r * x) || difference <= t;
  },
  'modf(x, /)': function* (value: Value): Task {
    const x = yield* real(value);
    const whole = Math.trunc(x);
    return tuple(float(Number.isFinite(x) ? x - whole : 0), float(whole));
  },
  'frexp(x, /)': function* (value: Value): Task {
    const x = yield* real(value);
    if (x === 0 || !Number.isFinite(x)) return tuple(float(x), 0);
    let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
    let mantissa = x * 2 ** -exponent;
    while (Math.abs(mantissa) < 0.5) {
      mantissa *= 2;
      exponent--;
    }
    while (Math.abs(mantissa) >= 1) {
      mantissa /= 2;
      exponent++;
    }
    return tuple(float(mantissa), exponent);
  },
  'fsum(seq, /)': function* (values: Value): Task {
    const numbers: number[] = [];
    for (const value of yield* iterate(values)) numbers.push(yield* real(value));
    return float(exactSum(numbers));
  },
  'prod(iterable, /, *, start=1)': function* (values: Value, start: Value): Task {
    let product = start;
    for (const value of yield* iterate(values)) product = yield* finish(binaryOperation('*', product, value));
    return product;
  },
  'factorial(n, /)': factorial,
  'comb(n, k, /)': (n: Value, k: Value) => normalizeInt(combinations(n, k)),
  'perm(n, k=None, /)': permutations,
  'gcd(*integers)': (values: Value[]) => normalizeInt(values.map(integer).reduce(gcd, 0n)),
  'lcm(*integers)': (values: Value[]) =>
    normalizeInt(values.map(integer).reduce((a, b) => (a === 0n || b === 0n ? 0n : (a * b) / gcd(a, b)), 1n)),
  'isqrt(n, /)': (n: Value) => normalizeInt(integerRoot(integer(n))),
};

export const math = defineModule({
  name: 'math',
  functions: FUNCTIONS,
  members: {
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Infinity),
    nan: float(NaN),
  },
});
