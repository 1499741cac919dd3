/** The module `decimal`. */
import { PyList, PyTuple, tuple, tupleType as tupleBase } from '../../objects/containers.ts';
import { defineClass, defineModule } from '../../objects/define.ts';
import type { Functions } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import {
  float,
  normalizeInt,
  NOT_IMPLEMENTED,
  plainText,
  PyFloat,
  PyInstance,
  typeName,
} from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { finish } from '../../objects/task.ts';
import type { Task } from '../../objects/task.ts';
import { operatorMethods } from '../../operations/arithmetic.ts';
import type { BinaryOperator } from '../../operations/arithmetic.ts';
import { reprOf } from '../../operations/conversion.ts';
import { intOf, integerRatio, ratioHash } from '../../operations/numbers.ts';
import { toIndex } from '../../operations/slicing.ts';
import { nearestDouble, ratio } from '../rational.ts';
import {
  computed,
  conditions,
  contextType,
  currentContext,
  localContext,
  roundingOf,
  setContext,
  signalled,
} from './context.ts';
import {
  compared, divided, finite, fitted, infinity, lengthOf, NAN, negated, normalized, power, product, quantized, quotient, ratioOf, rescaled, ROUNDINGS, squareRoot, sum,
  type Context, type Decimal, type Finite, type Rounding,
} from './number.ts'; // prettier-ignore
import { formatted, parsed, textOf } from './text.ts';

class DecimalObject extends PyInstance {
  readonly value: Decimal;

  constructor(value: Decimal, type: PyType = decimalType) {
    super(type);
    this.value = value;
  }
}

const made = (value: Decimal): DecimalObject => new DecimalObject(value);

/** A float's exact value. */
function ofFloat(x: number): Decimal {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? NAN : infinity(x < 0);
  const [top, bottom] = integerRatio(x);
  const places = bottom.toString(2).length - 1;
  return finite(top * 5n ** BigInt(places), -places, x < 0 || Object.is(x, -0));
}

function ofTuple({ items }: PyTuple | PyList): Decimal {
  const [sign, digits, exponent] = items;
  if (items.length !== 3 || !(digits instanceof PyTuple)) {
    throw exc.ValueError('argument must be a sequence of length 3');
  }
  const number = digits.items.map((digit) => String(toIndex(digit))).join('') || '0';
  return finite(BigInt(number), toIndex(exponent!), sign === 1);
}

function construct(value: Value): Decimal {
  if (value instanceof DecimalObject) return value.value;
  const whole = intOf(value);
  if (whole !== undefined) return finite(BigInt(whole));
  if (value instanceof PyFloat) return ofFloat(value.value);
  if (value instanceof PyTuple || value instanceof PyList) return ofTuple(value);
  if (typeof value !== 'string') {
    throw exc.TypeError(`conversion from ${typeName(value)} to Decimal is not supported`);
  }
  const found = parsed(value);
  if (found === null) throw signalled('ConversionSyntax');
  return found;
}

/** An operand of arithmetic: a Decimal or an int. */
function operand(value: Value): Decimal | null {
  if (value instanceof DecimalObject) return value.value;
  const whole = intOf(value);
  return whole === undefined ? null : finite(BigInt(whole));
}

type Operation = (a: Decimal, b: Decimal, context: Context) => Decimal;

const methods = (operator: BinaryOperator, operation: Operation): Functions =>
  operatorMethods(operator, (a, b) => {
    const [x, y] = [operand(a), operand(b)];
    if (x === null || y === null) return NOT_IMPLEMENTED;
    return computed(() => made(operation(x, y, currentContext())));
  });

const raised: Operation = (a, b, context) => {
  const result = power(a, b, context);
  if (result === null) {
    throw exc.NotImplementedError('a Decimal to a power that is not whole does not run here; float has such powers');
  }
  return result;
};

const remainder: Operation = (a, b, context) => {
  const noNumber = b.kind === 'finite' && b.digits === 0n && !(a.kind === 'finite' && a.digits === 0n);
  if (noNumber) throw signalled('InvalidOperation');
  return divided(a, b, context)[1];
};

const comparison = (test: (order: number) => boolean, exact: boolean) => (self: DecimalObject, other: Value) => {
  const value = other instanceof PyFloat ? ofFloat(other.value) : operand(other);
  if (value === null) return NOT_IMPLEMENTED;
  const order = compared(self.value, value);
  if (Number.isNaN(order) && !exact) throw signalled('InvalidOperation');
  return test(order);
};

function finiteOf(self: DecimalObject, what: string): Finite {
  if (self.value.kind === 'finite') return self.value;
  if (self.value.kind === 'nan') throw exc.ValueError(`cannot convert NaN to ${what}`);
  throw exc.OverflowError(`cannot convert Infinity to ${what}`);
}

const whole = (self: DecimalObject, rounding: Rounding): Value => {
  const { digits, negative } = rescaled(finiteOf(self, 'integer'), 0, rounding);
  return normalizeInt(negative ? -digits : digits);
};

function toNumber(self: DecimalObject): number {
  const { value } = self;
  if (value.kind !== 'finite') return value.kind === 'nan' ? NaN : value.negative ? -Infinity : Infinity;
  if (value.digits === 0n) return value.negative ? -0 : 0;
  return nearestDouble(ratio(...ratioOf(value)));
}

/** The rounding that a method is given, or the context's. */
const roundingOr = (value: Value): Rounding => (value === null ? currentContext().rounding : roundingOf(value));

const argument = (value: Value): Decimal => {
  const found = operand(value);
  if (found === null) throw exc.TypeError(`conversion from ${typeName(value)} to Decimal is not supported`);
  return found;
};

const hashOf = ({ value }: DecimalObject): Value => {
  if (value.kind === 'finite') return ratioHash(...ratioOf(value));
  return value.kind === 'nan' ? 0 : value.negative ? -314159 : 314159;
};

/** To a whole number, which stays a Decimal. */
const integral = (self: DecimalObject, rounding: Value): Value => {
  const { value } = self;
  return value.kind !== 'finite' || value.exponent >= 0 ? self : made(rescaled(value, 0, roundingOr(rounding)));
};

const decimalType: PyType = defineClass({
  name: 'Decimal',
  module: 'decimal',
  allocate: (type) => new DecimalObject(finite(0n), type),
  label: 'decimal.Decimal',
  statics: {
    '__new__(cls, value="0", context=None)': (type: PyType, value: Value) => new DecimalObject(construct(value), type),
  },
  methods: {
    '__init__(self, *args, **kwargs)': () => null,
    '__repr__(self)': (self: DecimalObject) => `Decimal('${textOf(self.value)}')`,
    '__str__(self)': (self: DecimalObject) => textOf(self.value),
    '__format__(self, specifier, /)': (self: DecimalObject, spec: Value) =>
      spec === '' ? textOf(self.value) : formatted(self.value, plainText(spec), currentContext()),
    ...methods('+', sum),
    ...methods('-', (a, b, context) => sum(a, negated(b), context)),
    ...methods('*', product),
    ...methods('/', quotient),
    ...methods('//', (a, b, context) => divided(a, b, context)[0]),
    ...methods('%', remainder),
    ...methods('**', raised),
    '__divmod__(self, value, /)': (self: DecimalObject, other: Value) => {
      const value = operand(other);
      if (value === null) return NOT_IMPLEMENTED;
      return computed(() => tuple(...divided(self.value, value, currentContext()).map(made)));
    },
    '__neg__(self)': (self: DecimalObject) => made(rounded(negated(self.value))),
    '__pos__(self)': (self: DecimalObject) => made(rounded(self.value)),
    '__abs__(self)': (self: DecimalObject) => made(rounded({ ...self.value, negative: false })),
    '__bool__(self)': ({ value }: DecimalObject) => value.kind !== 'finite' || value.digits !== 0n,
    '__eq__(self, value, /)': comparison((order) => order === 0, true),
    '__lt__(self, value, /)': comparison((order) => order < 0, false),
    '__le__(self, value, /)': comparison((order) => order <= 0, false),
    '__gt__(self, value, /)': comparison((order) => order > 0, false),
    '__ge__(self, value, /)': comparison((order) => order >= 0, false),
    '__hash__(self)': hashOf,
    '__int__(self)': (self: DecimalObject) => whole(self, 'ROUND_DOWN'),
    '__trunc__(self)': (self: DecimalObject) => whole(self, 'ROUND_DOWN'),
    '__floor__(self)': (self: DecimalObject) => whole(self, 'ROUND_FLOOR'),
    '__ceil__(self)': (self: DecimalObject) => whole(self, 'ROUND_CEILING'),
    '__float__(self)': (self: DecimalObject) => float(toNumber(self)),
    '__round__(self, ndigits=None, /)': (self: DecimalObject, digits: Value) => {
      if (digits === null) return whole(self, 'ROUND_HALF_EVEN');
      return computed(() => made(quantized(self.value, finite(1n, -toIndex(digits)), 'ROUND_HALF_EVEN', currentContext()))); // prettier-ignore
    },
    '__copy__(self)': (self: Value) => self,
    '__deepcopy__(self, memo)': (self: Value) => self,
    'quantize(self, exp, rounding=None, context=None)': (self: DecimalObject, like: Value, rounding: Value) =>
      computed(() => made(quantized(self.value, argument(like), roundingOr(rounding), currentContext()))),
    'sqrt(self, context=None)': (self: DecimalObject) => computed(() => made(squareRoot(self.value, currentContext()))),
    'normalize(self, context=None)': (self: DecimalObject) => made(normalized(self.value, currentContext())),
    'to_integral_value(self, rounding=None, context=None)': integral,
    'to_integral(self, rounding=None, context=None)': integral,
    'compare(self, other, context=None)': (self: DecimalObject, other: Value) => {
      const order = compared(self.value, argument(other));
      return made(Number.isNaN(order) ? NAN : finite(BigInt(order)));
    },
    'max(self, other, context=None)': (self: DecimalObject, other: Value) =>
      made(rounded(compared(self.value, argument(other)) >= 0 ? self.value : argument(other))),
    'min(self, other, context=None)': (self: DecimalObject, other: Value) =>
      made(rounded(compared(self.value, argument(other)) <= 0 ? self.value : argument(other))),
    'as_tuple(self)': ({ value }: DecimalObject) => asTuple(value),
    'as_integer_ratio(self)': (self: DecimalObject) => {
      const { top, bottom } = ratio(...ratioOf(finiteOf(self, 'integer ratio')));
      return tuple(normalizeInt(top), normalizeInt(bottom));
    },
    'adjusted(self)': ({ value }: DecimalObject) =>
      value.kind === 'finite' ? value.exponent + lengthOf(value.digits) - 1 : 0,
    'copy_abs(self)': ({ value }: DecimalObject) => made({ ...value, negative: false }),
    'copy_negate(self)': ({ value }: DecimalObject) => made(negated(value)),
    'is_nan(self)': ({ value }: DecimalObject) => value.kind === 'nan',
    'is_infinite(self)': ({ value }: DecimalObject) => value.kind === 'infinity',
    'is_finite(self)': ({ value }: DecimalObject) => value.kind === 'finite',
    'is_zero(self)': ({ value }: DecimalObject) => value.kind === 'finite' && value.digits === 0n,
    'is_signed(self)': ({ value }: DecimalObject) => value.negative,
    'conjugate(self)': (self: Value) => self,
  },
  classMethods: {
    'from_float(cls, f, /)': (type: PyType, value: Value) => new DecimalObject(construct(value), type),
  },
  properties: { real: (self: Value) => self, imag: () => made(finite(0n)) },
});

function rounded(value: Decimal): Decimal {
  if (value.kind !== 'finite') return value;
  // Minus zero loses its sign where nothing rounds towards minus infinity.
  const kept = value.digits === 0n && currentContext().rounding !== 'ROUND_FLOOR' ? { ...value, negative: false } : value; // prettier-ignore
  return fitted(kept, currentContext());
}

const digitsOf = (value: Finite): PyTuple => new PyTuple([...value.digits.toString()].map(Number));

const tupleType: PyType = defineClass({
  name: 'DecimalTuple',
  module: 'decimal',
  bases: [tupleBase],
  allocate: null,
  methods: {
    '__repr__(self)': function* ({ items: [sign, digits, exponent] }: PyTuple): Task {
      const parts = [sign, digits, exponent].map((part) => part ?? null);
      const texts: string[] = [];
      for (const part of parts) texts.push(yield* finish(reprOf(part)));
      return `DecimalTuple(sign=${texts[0]}, digits=${texts[1]}, exponent=${texts[2]})`;
    },
  },
  properties: {
    sign: ({ items }: PyTuple) => items[0]!,
    digits: ({ items }: PyTuple) => items[1]!,
    exponent: ({ items }: PyTuple) => items[2]!,
  },
});

function asTuple(value: Decimal): Value {
  const parts: readonly Value[] =
    value.kind === 'finite' ? [digitsOf(value), value.exponent] : value.kind === 'nan' ? [new PyTuple([]), 'n'] : [new PyTuple([0]), 'F']; // prettier-ignore
  return new PyTuple([value.negative ? 1 : 0, ...parts], tupleType);
}

export const decimal = defineModule({
  name: 'decimal',
  functions: {
    'getcontext()': currentContext,
    'setcontext(context, /)': (context: Value) => {
      setContext(context);
    },
    'localcontext(ctx=None, *, prec=None, rounding=None)': localContext,
  },
  members: {
    Decimal: decimalType,
    Context: contextType,
    DecimalTuple: tupleType,
    ...conditions,
    ...Object.fromEntries(ROUNDINGS.map((rounding) => [rounding, rounding])),
    MAX_PREC: 999999999999999999,
  },
  absent: {
    BasicContext: 'decimal.getcontext runs here',
    ExtendedContext: 'decimal.getcontext runs here',
    DefaultContext: 'decimal.getcontext runs here',
    Overflow: 'decimal.InvalidOperation and DivisionByZero run here',
    Underflow: 'decimal.InvalidOperation and DivisionByZero run here',
    Inexact: 'decimal.InvalidOperation and DivisionByZero run here',
    Rounded: 'decimal.InvalidOperation and DivisionByZero run here',
    Subnormal: 'decimal.InvalidOperation and DivisionByZero run here',
    Clamped: 'decimal.InvalidOperation and DivisionByZero run here',
  },
});
