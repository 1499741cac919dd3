/** The module `fractions`. */
import { tuple } from '../objects/containers.ts';
import { defineClass, defineModule } from '../objects/define.ts';
import type { Functions } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { float, NOT_IMPLEMENTED, normalizeInt, PyFloat, PyInstance, typeName } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { finish } from '../objects/task.ts';
import type { Task } from '../objects/task.ts';
import { binaryOperation, operatorMethods } from '../operations/arithmetic.ts';
import type { BinaryOperator } from '../operations/arithmetic.ts';
import { reprOf } from '../operations/conversion.ts';
import { compareNumbers, intOf, ratioHash } from '../operations/numbers.ts';
import {
  absolute, add, compare, divide, floorOf, multiply, nearestDouble, ratio, ratioOf, roundedOf, subtract, type Ratio,
} from './rational.ts'; // prettier-ignore

export class Fraction extends PyInstance {
  ratio: Ratio = { top: 0n, bottom: 1n };

  /** As a dict's key it is the number that it equals, where there is one. */
  key(): number | bigint | string {
    const { top, bottom } = this.ratio;
    if (bottom === 1n) return normalizeInt(top);
    const near = nearestDouble(this.ratio);
    return compare(ratioOf(near), this.ratio) === 0 ? near : `\u0000q${top}/${bottom}`;
  }
}

const made = (value: Ratio): Fraction => {
  const fraction = new Fraction(fractionType);
  fraction.ratio = value;
  return fraction;
};

const TEXT =
  /^\s*([-+]?)(?=\d|\.\d)(\d*|\d+(?:_\d+)*)(?:(?:\/(\d+(?:_\d+)*))?|(?:\.(\d*|\d+(?:_\d+)*))?(?:[eE]([-+]?\d+(?:_\d+)*))?)\s*$/;

/** `3/4`, `-1.25` and `1e-3` as ratios. Raises ValueError. */
function parsed(text: string): Ratio {
  const found = TEXT.exec(text);
  if (found === null) throw exc.ValueError(`Invalid literal for Fraction: '${text}'`);
  const [, sign, whole, below, decimals = '', exponent = '0'] = found.map((part) => part?.replaceAll('_', ''));
  let value = ratio(BigInt((whole ?? '') + decimals || '0'), BigInt(below ?? 1) * 10n ** BigInt(decimals.length));
  const power = Number(exponent);
  value = power >= 0 ? multiply(value, ratio(10n ** BigInt(power))) : divide(value, ratio(10n ** BigInt(-power)));
  return sign === '-' ? ratio(-value.top, value.bottom) : value;
}

/** An int or fraction as a ratio; undefined for anything else. */
export function exactRatio(value: Value): Ratio | undefined {
  if (value instanceof Fraction) return value.ratio;
  const whole = intOf(value);
  return whole === undefined ? undefined : ratio(BigInt(whole));
}

function initialize(self: Fraction, numerator: Value, denominator: Value): null {
  const top = exactRatio(numerator);
  if (denominator !== null) {
    const bottom = exactRatio(denominator);
    if (top === undefined || bottom === undefined) throw exc.TypeError('both arguments should be Rational instances');
    if (bottom.top === 0n) throw exc.ZeroDivisionError(`Fraction(${top.top}, 0)`);
    self.ratio = divide(top, bottom);
  } else if (top !== undefined) self.ratio = top;
  else if (numerator instanceof PyFloat) self.ratio = ratioOf(numerator.value);
  else if (typeof numerator === 'string') self.ratio = parsed(numerator);
  else throw exc.TypeError('argument should be a string or a Rational instance');
  return null;
}

type Exact = (a: Ratio, b: Ratio) => Ratio;

const floorDivide: Exact = (a, b) => ratio(floorOf(divide(a, b)));
const modulo: Exact = (a, b) => subtract(a, multiply(b, floorDivide(a, b)));

/** A fraction as a float; any other value as it is. */
const inexact = (value: Value): Value => (value instanceof Fraction ? float(nearestDouble(value.ratio)) : value);

/** With an int or a fraction exactly; with a float as floats. */
function operate(operator: BinaryOperator, exact: Exact, wrap: (value: Ratio) => Value = made): Functions {
  return operatorMethods(operator, (a, b) => {
    const [x, y] = [exactRatio(a), exactRatio(b)];
    if (x !== undefined && y !== undefined) return wrap(exact(x, y));
    const withFloat = a instanceof PyFloat || b instanceof PyFloat;
    return withFloat ? binaryOperation(operator, inexact(a), inexact(b)) : NOT_IMPLEMENTED;
  });
}

function* power(self: Fraction, exponent: Value): Task {
  const b = exactRatio(exponent);
  if (b?.bottom === 1n) {
    const n = absolute(b.top);
    const raised = ratio(self.ratio.top ** n, self.ratio.bottom ** n);
    return made(b.top >= 0n ? raised : divide(ratio(1n), raised));
  }
  if (b === undefined && !(exponent instanceof PyFloat)) return NOT_IMPLEMENTED;
  const other = b === undefined ? exponent : float(nearestDouble(b));
  return yield* finish(binaryOperation('**', float(nearestDouble(self.ratio)), other));
}

const comparing =
  (test: (order: number) => boolean) =>
  (self: Fraction, other: Value): Value => {
    const b = exactRatio(other);
    if (b !== undefined) return test(compare(self.ratio, b));
    if (!(other instanceof PyFloat)) return NOT_IMPLEMENTED;
    if (Number.isFinite(other.value)) return test(compare(self.ratio, ratioOf(other.value)));
    return test(compareNumbers(0, other));
  };

/** The closest fraction whose denominator is at most `most`, by continued fractions. */
function limited(value: Ratio, most: bigint): Ratio {
  if (most < 1n) throw exc.ValueError('max_denominator should be at least 1');
  if (value.bottom <= most) return value;
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n];
  let [n, d] = [value.top, value.bottom];
  for (;;) {
    const a = floorOf({ top: n, bottom: d });
    const q2 = q0 + a * q1;
    if (q2 > most) break;
    [p0, q0, p1, q1] = [p1, q1, p0 + a * p1, q2];
    [n, d] = [d, n - a * d];
  }
  const k = (most - q0) / q1;
  const first = ratio(p0 + k * p1, q0 + k * q1);
  const second = ratio(p1, q1);
  const distance = (other: Ratio): Ratio => {
    const gap = subtract(other, value);
    return { top: absolute(gap.top), bottom: gap.bottom };
  };
  return compare(distance(second), distance(first)) <= 0 ? second : first;
}

function* rounded(self: Fraction, digits: Value): Task {
  if (digits === null) return normalizeInt(roundedOf(self.ratio));
  const places = Number(intOf(digits) ?? 0);
  const scale = ratio(10n ** BigInt(Math.abs(places)));
  yield* [];
  if (places >= 0) return made(divide(ratio(roundedOf(multiply(self.ratio, scale))), scale));
  return made(multiply(ratio(roundedOf(divide(self.ratio, scale))), scale));
}

const shown = ({ top, bottom }: Ratio): string => (bottom === 1n ? String(top) : `${top}/${bottom}`);

export const fractionType: PyType = defineClass({
  name: 'Fraction',
  module: 'fractions',
  allocate: (type) => new Fraction(type),
  methods: {
    '__init__(self, numerator=0, denominator=None)': initialize,
    '__repr__(self, /)': (self: Fraction) => `Fraction(${self.ratio.top}, ${self.ratio.bottom})`,
    '__str__(self, /)': (self: Fraction) => shown(self.ratio),
    ...operate('+', add),
    ...operate('-', subtract),
    ...operate('*', multiply),
    ...operate('/', divide),
    ...operate('//', floorDivide, (value) => normalizeInt(value.top)),
    ...operate('%', modulo),
    '__pow__(self, exponent, /)': power,
    '__rpow__(self, base, /)': function* (self: Fraction, base: Value): Task {
      const whole = self.ratio.bottom === 1n ? normalizeInt(self.ratio.top) : float(nearestDouble(self.ratio));
      return yield* finish(binaryOperation('**', base, whole));
    },
    '__neg__(self, /)': (self: Fraction) => made(ratio(-self.ratio.top, self.ratio.bottom)),
    '__pos__(self, /)': (self: Fraction) => made(self.ratio),
    '__abs__(self, /)': (self: Fraction) => made(ratio(absolute(self.ratio.top), self.ratio.bottom)),
    '__bool__(self, /)': (self: Fraction) => self.ratio.top !== 0n,
    '__eq__(self, other, /)': comparing((order) => order === 0),
    '__ne__(self, other, /)': comparing((order) => order !== 0),
    '__lt__(self, other, /)': comparing((order) => order < 0),
    '__le__(self, other, /)': comparing((order) => order <= 0),
    '__gt__(self, other, /)': comparing((order) => order > 0),
    '__ge__(self, other, /)': comparing((order) => order >= 0),
    '__hash__(self, /)': (self: Fraction) => ratioHash(self.ratio.top, self.ratio.bottom),
    '__int__(self, /)': (self: Fraction) => normalizeInt(self.ratio.top / self.ratio.bottom),
    '__trunc__(self, /)': (self: Fraction) => normalizeInt(self.ratio.top / self.ratio.bottom),
    '__float__(self, /)': (self: Fraction) => float(nearestDouble(self.ratio)),
    '__floor__(self, /)': (self: Fraction) => normalizeInt(floorOf(self.ratio)),
    '__ceil__(self, /)': (self: Fraction) => normalizeInt(-floorOf(ratio(-self.ratio.top, self.ratio.bottom))),
    '__round__(self, ndigits=None, /)': rounded,
    '__copy__(self)': (self: Value) => self,
    '__deepcopy__(self, memo)': (self: Value) => self,
    'as_integer_ratio(self)': (self: Fraction) => tuple(normalizeInt(self.ratio.top), normalizeInt(self.ratio.bottom)),
    'limit_denominator(self, max_denominator=1000000)': (self: Fraction, most: Value) =>
      made(limited(self.ratio, BigInt(intOf(most) ?? 1))),
  },
  classMethods: {
    'from_float(cls, f)': function* (_type: PyType, value: Value): Task {
      const whole = intOf(value);
      if (whole !== undefined) return made(ratio(BigInt(whole)));
      if (value instanceof PyFloat) return made(ratioOf(value.value));
      throw exc.TypeError(
        `Fraction.from_float() only takes floats, not ${yield* finish(reprOf(value))} (${typeName(value)})`,
      );
    },
  },
  properties: {
    numerator: (self: Fraction) => normalizeInt(self.ratio.top),
    denominator: (self: Fraction) => normalizeInt(self.ratio.bottom),
  },
});

export const fractions = defineModule({ name: 'fractions', members: { Fraction: fractionType } });
export { made as fractionOf };
