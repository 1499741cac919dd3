/** `datetime.time`: a time of day, without a date and without a zone. */
import { defineClass } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { NOT_IMPLEMENTED, PyObject } from '../../objects/object.ts';
import type { PyType, Value } from '../../objects/object.ts';
import { toStr } from '../../operations/arguments.ts';
import { toIndex } from '../../operations/slicing.ts';
import { formatTime } from '../clock.ts';
import { check, parseIso, structFields, timeText, type Fields } from './calendar.ts';

type Clock = Pick<Fields, 'hour' | 'minute' | 'second' | 'microsecond'>;

/** The day that `strftime` shows for a time that has none. */
const SOME_DAY = { year: 1900, month: 1, day: 1 };

/** A time of day. */
export class TimeOfDay extends PyObject {
  fields: Fields;

  constructor(clock: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0 }) {
    super();
    const { hour, minute, second, microsecond } = clock;
    this.fields = { ...SOME_DAY, hour, minute, second, microsecond };
  }

  get type(): PyType {
    return timeType;
  }

  get microseconds(): number {
    const { hour, minute, second, microsecond } = this.fields;
    return ((hour * 60 + minute) * 60 + second) * 1e6 + microsecond;
  }
}

const NAMES = ['hour', 'minute', 'second', 'microsecond'] as const;

function withoutZone(zone: Value): void {
  if (zone === null) return;
  throw exc.NotImplementedError('a datetime.time has no zone here; datetime.datetime has one');
}

const compared = (holds: (a: number, b: number) => boolean) => (self: TimeOfDay, other: Value) =>
  other instanceof TimeOfDay ? holds(self.microseconds, other.microseconds) : NOT_IMPLEMENTED;

const strftime = (self: TimeOfDay, format: Value): string =>
  formatTime(
    toStr(format, 'format').replace(/%f/g, String(self.fields.microsecond).padStart(6, '0')),
    structFields(self.fields),
  );

function repr({ fields: { hour, minute, second, microsecond } }: TimeOfDay): string {
  const parts = [hour, minute];
  if (second > 0 || microsecond > 0) parts.push(second);
  if (microsecond > 0) parts.push(microsecond);
  return `datetime.time(${parts.join(', ')})`;
}

export const timeType: PyType = defineClass({
  name: 'time',
  label: 'datetime.time',
  module: 'datetime',
  allocate: () => new TimeOfDay(),
  methods: {
    '__init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)': (self: TimeOfDay, ...given: Value[]) => {
      withoutZone(given[4] ?? null);
      const [hour, minute, second, microsecond] = given.slice(0, 4).map((value) => toIndex(value));
      self.fields = check({ ...SOME_DAY, hour: hour!, minute: minute!, second: second!, microsecond: microsecond! });
    },
    'replace(self, hour=None, minute=None, second=None, microsecond=None)': (self: TimeOfDay, ...given: Value[]) => {
      const fields = { ...self.fields };
      given.forEach((value, i) => value !== null && (fields[NAMES[i]!] = toIndex(value)));
      return new TimeOfDay(check(fields));
    },
    'isoformat(self, timespec="auto")': (self: TimeOfDay, precision: string) => timeText(self.fields, precision),
    'strftime(self, format)': strftime,
    'utcoffset(self)': () => null,
    'tzname(self)': () => null,
    '__format__(self, format_spec, /)': (self: TimeOfDay, format: string) =>
      format === '' ? timeText(self.fields) : strftime(self, format),
    '__str__(self, /)': (self: TimeOfDay) => timeText(self.fields),
    '__repr__(self, /)': repr,
    '__eq__(self, other, /)': compared((a, b) => a === b),
    '__hash__(self, /)': (self: TimeOfDay) => self.microseconds,
    '__lt__(self, other, /)': compared((a, b) => a < b),
    '__le__(self, other, /)': compared((a, b) => a <= b),
    '__gt__(self, other, /)': compared((a, b) => a > b),
    '__ge__(self, other, /)': compared((a, b) => a >= b),
  },
  classMethods: {
    'fromisoformat(cls, time_string)': (_cls: PyType, given: Value) => {
      const text = toStr(given, 'time_string');
      try {
        return new TimeOfDay(parseIso(`2000-01-01T${text.replace(/^T/, '')}`));
      } catch {
        throw exc.ValueError(`Invalid isoformat string: '${text}'`);
      }
    },
  },
  properties: {
    ...Object.fromEntries(NAMES.map((name) => [name, (self: TimeOfDay) => self.fields[name]])),
    tzinfo: () => null,
    fold: () => 0,
  },
});
timeType.define('min', new TimeOfDay());
timeType.define('max', new TimeOfDay({ hour: 23, minute: 59, second: 59, microsecond: 999_999 }));
