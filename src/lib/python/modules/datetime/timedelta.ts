/** `datetime.timedelta`: a length of time in whole microseconds. */
import { tuple } from '../../objects/containers.ts';
import { defineClass } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { float, NOT_IMPLEMENTED, PyFloat, PyObject } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { asNumber, toFloat } from '../../operations/arguments.ts';
import { floorDivide, roundHalfEven } from './rounding.ts';

const DAY = 86_400_000_000;
const UNITS = [DAY, 1e6, 1, 1e3, 6e7, 3.6e9, 7 * DAY];

export class Timedelta extends PyObject {
  /** Exact below 285 years, as 53 bits are. */
  microseconds = 0;

  static of(microseconds: number): Timedelta {
    const made = new Timedelta();
    made.microseconds = roundHalfEven(microseconds);
    if (Math.abs(made.microseconds) > 999_999_999 * DAY) throw exc.OverflowError('date value out of range');
    return made;
  }

  get type(): PyType {
    return timedeltaType;
  }

  get days(): number {
    return floorDivide(this.microseconds, DAY);
  }

  get seconds(): number {
    return Math.floor((this.microseconds - this.days * DAY) / 1e6);
  }

  get rest(): number {
    return this.microseconds - this.days * DAY - this.seconds * 1e6;
  }
}

const two = (n: number): string => String(n).padStart(2, '0');

function text(self: Timedelta): string {
  const { days, seconds, rest } = self;
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const before = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return before + clock + (rest === 0 ? '' : `.${String(rest).padStart(6, '0')}`);
}

function repr(self: Timedelta): string {
  const parts = [`days=${self.days}`, `seconds=${self.seconds}`, `microseconds=${self.rest}`].filter((part) => !part.endsWith('=0')); // prettier-ignore
  return `datetime.timedelta(${parts.join(', ') || '0'})`;
}

const compared =
  (holds: (a: number, b: number) => boolean) =>
  (self: Timedelta, other: Value): Value =>
    other instanceof Timedelta ? holds(self.microseconds, other.microseconds) : NOT_IMPLEMENTED;

function scaled(self: Timedelta, other: Value): Value {
  const by = asNumber(other);
  return by === undefined ? NOT_IMPLEMENTED : Timedelta.of(self.microseconds * by);
}

const nonZero = (n: number): number => {
  if (n === 0) throw exc.ZeroDivisionError('integer division or modulo by zero');
  return n;
};

export const timedeltaType: PyType = defineClass({
  name: 'timedelta',
  label: 'datetime.timedelta',
  module: 'datetime',
  allocate: () => new Timedelta(),
  methods: {
    '__init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)': (
      self: Timedelta,
      ...given: Value[]
    ) => {
      const names = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];
      const total = given.reduce<number>((sum, value, i) => sum + toFloat(value, names[i]!) * UNITS[i]!, 0);
      self.microseconds = Timedelta.of(total).microseconds;
    },
    'total_seconds(self)': (self: Timedelta) => float(self.microseconds / 1e6),
    '__repr__(self, /)': repr,
    '__str__(self, /)': text,
    '__hash__(self, /)': (self: Timedelta) => self.microseconds,
    '__bool__(self, /)': (self: Timedelta) => self.microseconds !== 0,
    '__eq__(self, other, /)': compared((a, b) => a === b),
    '__lt__(self, other, /)': compared((a, b) => a < b),
    '__le__(self, other, /)': compared((a, b) => a <= b),
    '__gt__(self, other, /)': compared((a, b) => a > b),
    '__ge__(self, other, /)': compared((a, b) => a >= b),
    '__neg__(self, /)': (self: Timedelta) => Timedelta.of(-self.microseconds),
    '__pos__(self, /)': (self: Timedelta) => self,
    '__abs__(self, /)': (self: Timedelta) => Timedelta.of(Math.abs(self.microseconds)),
    '__add__(self, other, /)': (self: Timedelta, other: Value) =>
      other instanceof Timedelta ? Timedelta.of(self.microseconds + other.microseconds) : NOT_IMPLEMENTED,
    '__radd__(self, other, /)': (self: Timedelta, other: Value) => (other === 0 ? self : NOT_IMPLEMENTED),
    '__sub__(self, other, /)': (self: Timedelta, other: Value) =>
      other instanceof Timedelta ? Timedelta.of(self.microseconds - other.microseconds) : NOT_IMPLEMENTED,
    '__mul__(self, other, /)': scaled,
    '__rmul__(self, other, /)': scaled,
    '__truediv__(self, other, /)': (self: Timedelta, other: Value): Value => {
      if (other instanceof Timedelta) return float(self.microseconds / nonZero(other.microseconds));
      const by = asNumber(other);
      return by === undefined ? NOT_IMPLEMENTED : Timedelta.of(self.microseconds / nonZero(by));
    },
    '__floordiv__(self, other, /)': (self: Timedelta, other: Value): Value => {
      if (other instanceof Timedelta) return floorDivide(self.microseconds, nonZero(other.microseconds));
      const by = other instanceof PyFloat ? undefined : asNumber(other);
      return by === undefined ? NOT_IMPLEMENTED : Timedelta.of(floorDivide(self.microseconds, nonZero(by)));
    },
    '__divmod__(self, other, /)': (self: Timedelta, other: Value): Value => {
      if (!(other instanceof Timedelta)) return NOT_IMPLEMENTED;
      const by = nonZero(other.microseconds);
      const times = floorDivide(self.microseconds, by);
      return tuple(times, Timedelta.of(self.microseconds - times * by));
    },
    '__mod__(self, other, /)': (self: Timedelta, other: Value): Value => {
      if (!(other instanceof Timedelta)) return NOT_IMPLEMENTED;
      const by = nonZero(other.microseconds);
      return Timedelta.of(self.microseconds - floorDivide(self.microseconds, by) * by);
    },
  },
  properties: {
    days: (self: Timedelta) => self.days,
    seconds: (self: Timedelta) => self.seconds,
    microseconds: (self: Timedelta) => self.rest,
  },
});
