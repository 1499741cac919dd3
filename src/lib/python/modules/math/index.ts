/** The module `math`. */
import { acos, asin, atan, atan2, cos, exp, log, log10, log2, sin, tan } from '../../../libm/elementary.ts';
import { erf, erfc } from '../../../libm/error-function.ts';
import { acosh, asinh, cbrt, cosh } from '../../../libm/roots-and-hyperbolas.ts';
import { tuple } from '../../objects/containers.ts';
import { defineModule } from '../../objects/define.ts';
import type { Functions } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { float, normalizeInt, PyFloat, PyObject } from '../../objects/object.ts';
import type { Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { binaryOperation } from '../../operations/arithmetic.ts';
import { invoke } from '../../operations/call.ts';
import { iterate } from '../../operations/iteration.ts';
import { bitLength, intOf } from '../../operations/numbers.ts';
import { truncate } from '../../types/numbers.ts';
import { greatestCommon } from '../rational.ts';
import { constants } from './constants.ts';
import { gamma, logGamma } from './gamma.ts';
import { combinations, factorial, integer, integerRoot, permutations } from './integers.ts';
import { nextAfter, real } from './real.ts';
import { exactSum, norm } from './sums.ts';

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

/** A float times a factor, which may be too large: that is infinity here, and no error. */
function product(factor: number) {
  return function* (value: Value): Task {
    return float((yield* real(value)) * factor);
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

/** A logarithm of a float or an int of any size. */
function* logOf(value: Value, f: (x: number) => number): Task<number> {
  const i = intOf(value);
  if (typeof i !== 'bigint') return pole(f)(yield* real(value));
  if (i <= 0n) throw exc.ValueError('math domain error');
  if (Number.isFinite(Number(i))) return f(Number(i));
  // A significand in [1/2, 1) and the bits that it is shifted by, as CPython takes it apart.
  const bits = bitLength(i);
  const shift = BigInt(bits - 64);
  const significand = Number(shift >= 0n ? i >> shift : i << -shift) / 2 ** 64;
  return f(significand) + f(2) * bits;
}

function* logarithm(value: Value, base: Value | undefined): Task {
  const x = yield* logOf(value, log);
  if (base === undefined) return float(x);
  const y = yield* logOf(base, log);
  if (y === 0) throw exc.ZeroDivisionError('float division by zero');
  return float(x / y);
}

const FUNCTIONS: Functions = {
  'sqrt(x, /)': one(Math.sqrt),
  'cbrt(x, /)': one(cbrt),
  'exp(x, /)': one(exp),
  'exp2(x, /)': one((x) => 2 ** x),
  'expm1(x, /)': one(Math.expm1),
  'log(x, base=..., /)': logarithm,
  'log2(x, /)': function* (x: Value): Task {
    return float(yield* logOf(x, log2));
  },
  'log10(x, /)': function* (x: Value): Task {
    return float(yield* logOf(x, log10));
  },
  'log1p(x, /)': one((x) => {
    if (x <= -1) throw exc.ValueError('math domain error');
    return Math.log1p(x);
  }),
  'sin(x, /)': one(sin),
  'cos(x, /)': one(cos),
  'tan(x, /)': one(tan),
  'asin(x, /)': one(asin),
  'acos(x, /)': one(acos),
  'atan(x, /)': one(atan),
  'atan2(y, x, /)': two(atan2),
  'sinh(x, /)': one(Math.sinh),
  'cosh(x, /)': one(cosh),
  'tanh(x, /)': one(Math.tanh),
  'asinh(x, /)': one(asinh),
  'acosh(x, /)': one(acosh),
  'atanh(x, /)': one((x) => {
    if (Math.abs(x) >= 1) throw exc.ValueError('math domain error');
    return Math.atanh(x);
  }),
  'erf(x, /)': one(erf),
  'erfc(x, /)': one(erfc),
  'gamma(x, /)': one(gamma),
  'lgamma(x, /)': one(logGamma),
  'degrees(x, /)': product(180 / Math.PI),
  'radians(x, /)': one((x) => x * (Math.PI / 180)),
  'fabs(x, /)': one(Math.abs),
  'pow(x, y, /)': two((x, y) => {
    if (x === 0 && y < 0) throw exc.ValueError('math domain error');
    return x === 1 || y === 0 ? 1 : x ** y;
  }),
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
    return float(norm(values));
  },
  'dist(p, q, /)': function* (p: Value, q: Value): Task {
    const [a, b] = [yield* iterate(p), yield* iterate(q)];
    if (a.length !== b.length) throw exc.ValueError('both points must have the same number of dimensions');
    const squares: number[] = [];
    for (let i = 0; i < a.length; i++) squares.push((yield* real(a[i]!)) - (yield* real(b[i]!)));
    return float(norm(squares));
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
    // Both parts have the number's sign, a zero too.
    const rest = Number.isFinite(x) ? x - whole : Number.isNaN(x) ? x : 0;
    return tuple(float(rest === 0 ? Math.sign(x) * 0 : rest), float(whole));
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
  'gcd(*integers)': (values: Value[]) => normalizeInt(values.map(integer).reduce(greatestCommon, 0n)),
  'lcm(*integers)': (values: Value[]) =>
    normalizeInt(
      values.map(integer).reduce((a, b) => (a === 0n || b === 0n ? 0n : (a * b) / greatestCommon(a, b)), 1n),
    ),
  'isqrt(n, /)': (n: Value) => normalizeInt(integerRoot(integer(n))),
};

export const math = defineModule({
  name: 'math',
  functions: FUNCTIONS,
  members: constants(),
});
