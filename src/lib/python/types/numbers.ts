/** int, bool and float: constructors, methods and operators as attributes. */
import { floatRepr, toFixedExact } from '../format/float.ts';
import { PyBytes } from '../objects/containers.ts';
import { tuple } from '../objects/containers.ts';
import { DerivedValue, derivedFrom, plainValue } from '../objects/derived.ts';
import { extendType } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import {
  boolType,
  float,
  floatType,
  intType,
  normalizeInt,
  NOT_IMPLEMENTED,
  PyFloat,
  PyObject,
  typeName,
} from '../objects/object.ts';
import type { Value, PyType } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { BINARY_METHODS, unaryOperation } from '../operations/arithmetic.ts';
import type { BinaryOperator, UnaryOperator } from '../operations/arithmetic.ts';
import { invoke } from '../operations/call.ts';
import { compareValues } from '../operations/comparison.ts';
import { hashOf, reprOf, truthOf } from '../operations/conversion.ts';
import { formatOf } from '../operations/formatting.ts';
import { bitLength, floatDivmod, intOf, intToNumber, numeric } from '../operations/numbers.ts';
import { indexOrNone, toIndex } from '../operations/slicing.ts';
import { stringRepr } from '../format/string.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** The int that a text spells; null if it spells none. */
function parseInteger(text: string, base: number): number | bigint | null {
  let digits = text.trim().toLowerCase();
  let negative = false;
  if (/^[-+]/.test(digits)) {
    negative = digits[0] === '-';
    digits = digits.slice(1);
  }
  const prefix = { '0x': 16, '0o': 8, '0b': 2 }[digits.slice(0, 2)];
  let radix = base;
  if (prefix !== undefined && (base === 0 || base === prefix)) {
    digits = digits.slice(2).replace(/^_/, '');
    radix = prefix;
  } else if (base === 0) {
    radix = 10;
    if (/^0[\d_]*[1-9]/.test(digits)) return null;
  }
  if (!/^[0-9a-z]+(?:_[0-9a-z]+)*$/.test(digits)) return null;
  digits = digits.replace(/_/g, '');
  let value = 0n;
  for (const digit of digits) if (DIGITS.indexOf(digit) >= radix) return null;
  if (radix === 10) value = BigInt(digits);
  else for (const digit of digits) value = value * BigInt(radix) + BigInt(DIGITS.indexOf(digit));
  return normalizeInt(negative ? -value : value);
}

function* makeInt(_type: PyType, given: Value | undefined, base: Value | undefined): Task {
  const value = given instanceof DerivedValue && typeof given.value === 'string' ? given.value : given;
  if (value === undefined) return 0;
  if (typeof value === 'string' || value instanceof PyBytes) {
    const radix = base === undefined ? 10 : toIndex(base);
    if (radix !== 0 && (radix < 2 || radix > 36)) throw exc.ValueError('int() base must be >= 2 and <= 36, or 0');
    const text = typeof value === 'string' ? value : String.fromCharCode(...value.bytes);
    const digits = text.trim().replace(/[-+_]/g, '').length;
    if (digits > 4300 && radix === 10) {
      throw exc.ValueError(
        `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits} digits; use sys.set_int_max_str_digits() to increase the limit`,
      );
    }
    const parsed = parseInteger(text, radix);
    if (parsed === null) throw exc.ValueError(`invalid literal for int() with base ${radix}: ${stringRepr(text)}`);
    return parsed;
  }
  if (base !== undefined) throw exc.TypeError("int() can't convert non-string with explicit base");
  if (value instanceof PyFloat) return truncate(value.value);
  const own = intOf(value);
  if (own !== undefined) return own;
  for (const name of ['__int__', '__index__', '__trunc__']) {
    const method = value instanceof PyObject ? value.type.lookup(name) : undefined;
    if (method === undefined || method === null) continue;
    const made = yield* finish(invoke(method, [value], null));
    if (intOf(made) === undefined) throw exc.TypeError(`${name} returned non-int (type ${typeName(made)})`);
    return intOf(made)!;
  }
  throw exc.TypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}

/** A float's integral part as an int. */
export function truncate(x: number): number | bigint {
  if (Number.isNaN(x)) throw exc.ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw exc.OverflowError('cannot convert float infinity to integer');
  const whole = Math.trunc(x) + 0;
  return Number.isSafeInteger(whole) ? whole : normalizeInt(BigInt(whole));
}

const FLOAT_TEXT = /^[-+]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[-+]?\d+)?|inf(?:inity)?|nan)$/i;

/** The float that a text spells; null if it spells none. */
function parseFloatText(text: string): number | null {
  const trimmed = text.trim();
  if (!FLOAT_TEXT.test(trimmed) || !/\d|inf|nan/i.test(trimmed) || /^[-+]?\.?(?:e|$)/i.test(trimmed)) return null;
  const digits = trimmed.replace(/_/g, '');
  if (/nan/i.test(digits)) return NaN;
  if (/inf/i.test(digits)) return digits.startsWith('-') ? -Infinity : Infinity;
  return Number(digits);
}

function* makeFloat(_type: PyType, given: Value | undefined): Task {
  const value = given instanceof DerivedValue && typeof given.value === 'string' ? given.value : given;
  if (value === undefined) return float(0);
  if (value instanceof PyFloat) return value;
  if (typeof value === 'string') {
    const parsed = parseFloatText(value);
    if (parsed === null) throw exc.ValueError(`could not convert string to float: ${stringRepr(value)}`);
    return float(parsed);
  }
  const own = intOf(value);
  if (own !== undefined) return float(intToNumber(own));
  const method = value instanceof PyObject ? value.type.lookup('__float__') : undefined;
  if (method !== undefined && method !== null) {
    const made = yield* finish(invoke(method, [value], null));
    if (!(made instanceof PyFloat))
      throw exc.TypeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(made)})`);
    return made;
  }
  const index = value === null ? undefined : indexOrNone(value);
  if (index !== undefined) return float(intToNumber(index));
  throw exc.TypeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
}

/** Rounds an int to a power of ten, half to even. */
function roundInt(value: number | bigint, places: number): number | bigint {
  if (places >= 0) return value;
  if (-places > bitLength(value)) return 0;
  const unit = 10n ** BigInt(-places);
  const n = BigInt(value);
  let quotient = n / unit;
  let rest = n % unit;
  if (rest < 0n) {
    rest += unit;
    quotient -= 1n;
  }
  const twice = rest * 2n;
  if (twice > unit || (twice === unit && quotient % 2n !== 0n)) quotient += 1n;
  return normalizeInt(quotient * unit);
}

/** `round(x)`: to the nearest int, half to even. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

function roundFloat(x: number, places: Value): Value {
  if (places === null) {
    if (!Number.isFinite(x)) return truncate(x);
    return truncate(roundHalfEven(x));
  }
  const n = toIndex(places);
  if (!Number.isFinite(x) || n > 323) return float(x);
  if (n < -308) return float(x < 0 ? -0 : 0);
  if (n >= 0) return float(Math.sign(x) * Number(toFixedExact(Math.abs(x), n)) || (Object.is(x, -0) || x < 0 ? -0 : 0));
  const unit = 10 ** -n;
  return float(roundHalfEven(x / unit) * unit || (x < 0 || Object.is(x, -0) ? -0 : 0));
}

function operators(isOwn: (value: Value) => boolean): Functions {
  const methods: Record<string, (a: Value, b: Value) => Value> = {};
  const attempt = (a: Value, b: Value, operator: BinaryOperator): Value =>
    isOwn(a) && isOwn(b) ? (numeric(operator, a, b) ?? NOT_IMPLEMENTED) : NOT_IMPLEMENTED;
  for (const [operator, name] of Object.entries(BINARY_METHODS) as [BinaryOperator, string][]) {
    if (operator === '@') continue;
    methods[`__${name}__(self, value, /)`] = (a, b) => attempt(a, b, operator);
    methods[`__r${name}__(self, value, /)`] = (a, b) => attempt(b, a, operator);
  }
  const compare = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '==', ne: '!=' } as const;
  for (const [name, operator] of Object.entries(compare)) {
    methods[`__${name}__(self, value, /)`] = (a, b) =>
      isOwn(b) ? (compareValues(operator, a, b) as Value) : NOT_IMPLEMENTED;
  }
  return methods;
}

const unary = (operator: UnaryOperator) => (a: Value) => unaryOperation(operator, a);

extendType(intType, {
  statics: {
    '__new__(cls, x=..., base=...)': function* (type: PyType, value: Value | undefined, base: Value | undefined) {
      return derivedFrom(type, yield* makeInt(type, value, base));
    },
  },
  methods: {
    '__repr__(self, /)': (a: Value) => reprOf(a),
    ...operators((v) => intOf(v) !== undefined),
    '__neg__(self, /)': unary('-'),
    '__pos__(self, /)': unary('+'),
    '__invert__(self, /)': unary('~'),
    '__abs__(self, /)': (a: Value) => (intOf(a)! < 0 ? unaryOperation('-', a) : intOf(a)!),
    '__bool__(self, /)': (a: Value) => truthOf(a),
    '__hash__(self, /)': (a: Value) => hashOf(a),
    '__int__(self, /)': (a: Value) => intOf(a)!,
    '__index__(self, /)': (a: Value) => intOf(a)!,
    '__float__(self, /)': (a: Value) => float(intToNumber(intOf(a)!)),
    '__round__(self, ndigits=None, /)': (a: Value, n: Value) =>
      n === null ? intOf(a)! : roundInt(intOf(a)!, toIndex(n)),
    '__format__(self, format_spec, /)': (a: Value, spec: string) => formatOf(a, spec),
    'bit_length(self, /)': (a: Value) => bitLength(intOf(a)!),
    'bit_count(self, /)': (a: Value) => {
      const n = BigInt(intOf(a)!);
      return (n < 0n ? -n : n).toString(2).replace(/0/g, '').length;
    },
    'conjugate(self, /)': (a: Value) => intOf(a)!,
    'as_integer_ratio(self, /)': (a: Value) => tuple(intOf(a)!, 1),
    'to_bytes(self, length=1, byteorder="big", *, signed=False)': (
      a: Value,
      size: Value,
      order: Value,
      signed: Value,
    ) => {
      const length = toIndex(size);
      if (length < 0) throw exc.ValueError('length argument must be non-negative');
      if (order !== 'big' && order !== 'little') throw exc.ValueError("byteorder must be either 'little' or 'big'");
      const value = BigInt(intOf(a)!);
      if (value < 0n && !signed) throw exc.OverflowError("can't convert negative int to unsigned");
      const bits = BigInt(8 * length - (signed ? 1 : 0));
      if ((value < 0n ? -value - 1n : value) >> bits > 0n) throw exc.OverflowError('int too big to convert');
      if (length > 2 ** 20) throw exc.OverflowError('int.to_bytes: length is too large here');
      let n = BigInt.asUintN(length * 8, BigInt(intOf(a)!));
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i++, n >>= 8n) bytes[order === 'big' ? length - 1 - i : i] = Number(n & 0xffn);
      return new PyBytes(bytes);
    },
  },
  classMethods: {
    'from_bytes(cls, bytes, byteorder="big", *, signed=False)': (
      _c: Value,
      bytes: PyBytes,
      order: string,
      signed: boolean,
    ) => {
      const ordered = order === 'big' ? [...bytes.bytes] : [...bytes.bytes].reverse();
      const n = ordered.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      return normalizeInt(signed ? BigInt.asIntN(ordered.length * 8, n) : n);
    },
  },
  properties: {
    real: (a: Value) => intOf(plainValue(a))!,
    imag: () => 0,
    numerator: (a: Value) => intOf(plainValue(a))!,
    denominator: () => 1,
  },
});

extendType(boolType, {
  statics: { '__new__(cls, x=False, /)': (_type: PyType, x: Value) => truthOf(x) },
});

extendType(floatType, {
  statics: {
    '__new__(cls, x=..., /)': function* (type: PyType, value: Value | undefined) {
      return derivedFrom(type, yield* makeFloat(type, value));
    },
  },
  methods: {
    '__repr__(self, /)': (a: Value) => reprOf(a),
    ...operators((v) => v instanceof PyFloat || intOf(v) !== undefined),
    '__neg__(self, /)': unary('-'),
    '__pos__(self, /)': unary('+'),
    '__abs__(self, /)': (a: PyFloat) => float(Math.abs(a.value)),
    '__bool__(self, /)': (a: PyFloat) => a.value !== 0,
    '__hash__(self, /)': (a: PyFloat) => hashOf(a),
    '__int__(self, /)': (a: PyFloat) => truncate(a.value),
    '__trunc__(self, /)': (a: PyFloat) => truncate(a.value),
    '__floor__(self, /)': (a: PyFloat) => truncate(Math.floor(a.value)),
    '__ceil__(self, /)': (a: PyFloat) => truncate(Math.ceil(a.value)),
    '__float__(self, /)': (a: PyFloat) => float(a.value),
    '__divmod__(self, value, /)': (a: PyFloat, b: Value) => {
      const int = intOf(b);
      if (!(b instanceof PyFloat) && int === undefined) return NOT_IMPLEMENTED;
      const divisor = b instanceof PyFloat ? b.value : intToNumber(int!);
      if (divisor === 0) throw exc.ZeroDivisionError('float divmod()');
      const [q, r] = floatDivmod(a.value, divisor);
      return tuple(float(q), float(r));
    },
    '__round__(self, ndigits=None, /)': (a: PyFloat, n: Value) => roundFloat(a.value, n),
    '__format__(self, format_spec, /)': (a: PyFloat, spec: string) => formatOf(a, spec),
    'is_integer(self, /)': (a: PyFloat) => Number.isInteger(a.value),
    'conjugate(self, /)': (a: PyFloat) => a,
    'as_integer_ratio(self, /)': (a: PyFloat) => integerRatio(a.value),
    'hex(self, /)': (a: PyFloat) => hexText(a.value),
  },
  classMethods: {
    'fromhex(cls, string, /)': (_type: PyType, text: Value) => {
      if (typeof text !== 'string') throw exc.TypeError('bad argument type for built-in operation');
      const x = parseHexFloat(text.trim());
      if (x === null) throw exc.ValueError('invalid hexadecimal floating-point string');
      return float(x);
    },
  },
  properties: { real: (a: Value) => plainValue(a), imag: () => float(0) },
});

function integerRatio(x: number): Value {
  if (Number.isNaN(x)) throw exc.ValueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) throw exc.OverflowError('cannot convert Infinity to integer ratio');
  let denominator = 1n;
  let scaled = x;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return tuple(normalizeInt(BigInt(scaled)), normalizeInt(denominator));
}

/** The float that `float.hex` would have written so; null for other texts. */
function parseHexFloat(text: string): number | null {
  if (/^[-+]?(?:inf(?:inity)?|nan)$/i.test(text)) return parseFloatText(text);
  const found = /^([-+]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([-+]?\d+))?$/i.exec(text);
  if (found === null || found[2]! + (found[3] ?? '') === '') return null;
  const digits = BigInt(`0x${found[2]!}${found[3] ?? ''}`);
  const power = Number(found[4] ?? 0) - 4 * (found[3] ?? '').length;
  const magnitude =
    power >= 0 ? intToNumber(normalizeInt(digits << BigInt(Math.min(power, 5000)))) : quotient(digits, -power);
  return found[1] === '-' ? -magnitude : magnitude;
}

/** n / 2**power, rounded once. */
function quotient(n: bigint, power: number): number {
  return (numeric('/', normalizeInt(n), normalizeInt(1n << BigInt(Math.min(power, 20_000)))) as PyFloat).value;
}

function hexText(x: number): string {
  if (!Number.isFinite(x)) return floatRepr(x);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  if (x === 0) return `${sign}0x0.0p+0`;
  const power = exponent === 0 ? -1022 : exponent - 1023;
  return `${sign}0x${exponent === 0 ? 0 : 1}.${fraction}p${power < 0 ? '' : '+'}${power}`;
}
