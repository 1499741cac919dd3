/** The module `datetime`: date, datetime, timedelta and timezones of a fixed offset. Local time is the reader's. */
import { currentRun } from '../../objects/context.ts';
import { defineClass, defineModule, extendType } from '../../objects/define.ts';
import { exc } from '../../objects/exceptions.ts';
import { float, NOT_IMPLEMENTED, PyObject, PyType, typeName } from '../../objects/object.ts';
import type { Value, Visit } from '../../objects/object.ts';
import { PyTuple, tupleType } from '../../objects/containers.ts';
import { toFloat, toStr } from '../../operations/arguments.ts';
import { toIndex } from '../../operations/slicing.ts';
import { formatTime, structTime } from '../clock.ts';
import { check, dateOf, dateText, dayNumber, MIDNIGHT, parseIso, parseTime, structFields, timeText, weekday } from './calendar.ts'; // prettier-ignore
import type { Fields } from './calendar.ts';
import { floorDivide } from './rounding.ts';
import { defineFields } from '../collections.ts';
import { TimeOfDay, timeType } from './time-of-day.ts';
import { Timedelta, timedeltaType } from './timedelta.ts';

const DAY = 86_400_000_000;

class Timezone extends PyObject {
  /** Minutes east of UTC. */
  offset = 0;
  name: string | null = null;

  get type(): PyType {
    return timezoneType;
  }

  get label(): string {
    return this.name ?? (this.offset === 0 ? 'UTC' : `UTC${offsetText(this.offset)}`);
  }
}

const offsetText = (minutes: number, colon = ':'): string => {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${colon}${String(rest).padStart(2, '0')}`;
};

const timezoneType: PyType = defineClass({
  name: 'timezone',
  label: 'datetime.timezone',
  module: 'datetime',
  allocate: () => new Timezone(),
  methods: {
    '__init__(self, offset, name=None)': (self: Timezone, offset: Value, name: Value) => {
      if (!(offset instanceof Timedelta)) throw exc.TypeError(`timezone() argument 1 must be datetime.timedelta, not ${typeName(offset)}`); // prettier-ignore
      self.offset = offset.microseconds / 6e7;
      self.name = name === null ? null : toStr(name, 'name');
    },
    '__str__(self, /)': (self: Timezone) => self.label,
    '__repr__(self, /)': (self: Timezone) =>
      self === UTC
        ? 'datetime.timezone.utc'
        : `datetime.timezone(${`datetime.timedelta(seconds=${self.offset * 60})`})`,
    'utcoffset(self, dt)': (self: Timezone) => Timedelta.of(self.offset * 6e7),
    'tzname(self, dt)': (self: Timezone) => self.label,
  },
});
const UTC = new Timezone();
timezoneType.define('utc', UTC);

/** A date, or a date with a time. */
class Moment extends PyObject {
  fields: Fields = { year: 1, month: 1, day: 1, ...MIDNIGHT };
  zone: Timezone | null = null;
  readonly #type: PyType;

  constructor(type: PyType, fields?: Fields, zone: Timezone | null = null) {
    super();
    this.#type = type;
    if (fields !== undefined) this.fields = fields;
    this.zone = zone;
  }

  get type(): PyType {
    return this.#type;
  }

  override traverse(visit: Visit): void {
    visit(this.zone);
  }

  get days(): number {
    return dayNumber(this.fields.year, this.fields.month, this.fields.day);
  }

  get hasTime(): boolean {
    return this.type.isSubtypeOf(datetimeType);
  }

  /** Microseconds since 1970, by this moment's own clock. */
  get microseconds(): number {
    const { hour, minute, second, microsecond } = this.fields;
    return this.days * DAY + ((hour * 60 + minute) * 60 + second) * 1e6 + microsecond;
  }

  /** The same kind, at other microseconds of its clock. */
  at(microseconds: number): Moment {
    return new Moment(
      this.type,
      fieldsAt(this.hasTime ? microseconds : floorDivide(microseconds, DAY) * DAY),
      this.zone,
    );
  }
}

function fieldsAt(microseconds: number): Fields {
  const days = floorDivide(microseconds, DAY);
  const rest = microseconds - days * DAY;
  const seconds = Math.floor(rest / 1e6);
  const clock = { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 };
  return { ...dateOf(days), ...clock, microsecond: rest - seconds * 1e6 };
}

/** Minutes east of UTC of the reader's clock at a moment. */
const localOffset = (seconds: number): number => -new Date(seconds * 1000).getTimezoneOffset();

/** Seconds since 1970 in UTC; without a zone the clock is the reader's. */
function timestamp(self: Moment): number {
  const seconds = self.microseconds / 1e6;
  return seconds - (self.zone?.offset ?? localOffset(seconds)) * 60;
}

function zoneOf(value: Value): Timezone | null {
  if (value === null || value instanceof Timezone) return value;
  throw exc.TypeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`);
}

function fromTimestamp(type: PyType, seconds: number, zone: Timezone | null): Moment {
  const offset = zone?.offset ?? localOffset(seconds);
  const microseconds = Math.round(seconds * 1e6) + offset * 6e7;
  const hasTime = type.isSubtypeOf(datetimeType);
  return new Moment(type, fieldsAt(hasTime ? microseconds : floorDivide(microseconds, DAY) * DAY), zone);
}

const parsed = (type: PyType, { offset, ...fields }: ReturnType<typeof parseIso>): Moment =>
  new Moment(type, fields, offset === null ? null : offset === 0 ? UTC : zoneAt(offset));

function zoneAt(offset: number): Timezone {
  const zone = new Timezone();
  zone.offset = offset;
  return zone;
}

const isoText = (self: Moment, separator: string, precision?: string): string =>
  self.hasTime
    ? `${dateText(self.fields)}${separator}${timeText(self.fields, precision)}${self.zone === null ? '' : offsetText(self.zone.offset)}`
    : dateText(self.fields);

function strftime(self: Moment, format: Value): string {
  const own = toStr(format, 'format')
    .replace(/%f/g, String(self.fields.microsecond).padStart(6, '0'))
    .replace(/%z/g, self.zone === null ? '' : offsetText(self.zone.offset, ''))
    .replace(/%Z/g, self.zone?.label ?? '');
  return formatTime(own, structFields(self.fields));
}

function repr(self: Moment): string {
  const { year, month, day, hour, minute, second, microsecond } = self.fields;
  const parts: (number | string)[] = [year, month, day];
  if (self.hasTime) {
    parts.push(hour, minute);
    if (second > 0 || microsecond > 0) parts.push(second);
    if (microsecond > 0) parts.push(microsecond);
    if (self.zone !== null) parts.push(`tzinfo=${self.zone === UTC ? 'datetime.timezone.utc' : self.zone.label}`);
  }
  return `datetime.${self.type.name}(${parts.join(', ')})`;
}

const comparable = (self: Moment, other: Value): other is Moment =>
  other instanceof Moment && other.hasTime === self.hasTime;

function instants(self: Moment, other: Moment, what: string): [number, number] {
  if ((self.zone === null) !== (other.zone === null))
    throw exc.TypeError(`can't ${what} offset-naive and offset-aware datetimes`);
  const of = (moment: Moment): number => moment.microseconds - (moment.zone?.offset ?? 0) * 6e7;
  return [of(self), of(other)];
}

const compared =
  (holds: (a: number, b: number) => boolean, isEquality = false) =>
  (self: Moment, other: Value): Value => {
    if (!comparable(self, other)) {
      if (!isEquality && other instanceof Moment)
        throw exc.TypeError("can't compare datetime.datetime to datetime.date");
      return NOT_IMPLEMENTED;
    }
    if (isEquality && (self.zone === null) !== (other.zone === null)) return false;
    return holds(...instants(self, other, 'compare'));
  };

const NAMES = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

const replaced = (self: Moment, values: readonly Value[], zone: Value | undefined): Moment => {
  const fields = { ...self.fields };
  values.forEach((value, i) => value !== null && (fields[NAMES[i]!] = toIndex(value)));
  return new Moment(self.type, check(fields), zone === undefined ? self.zone : zoneOf(zone));
};

const now = (): number => currentRun().clock();

const isoCalendarType = new PyType({ name: 'IsoCalendarDate', module: 'datetime', bases: [tupleType] });
defineFields(isoCalendarType, ['year', 'week', 'weekday'], []);
extendType(isoCalendarType, {
  methods: {
    '__repr__(self, /)': ({ items: [year, week, day] }: PyTuple) =>
      `datetime.IsoCalendarDate(year=${year as number}, week=${week as number}, weekday=${day as number})`,
  },
});

/** The year, month and day of a call, in C's words where one is missing. */
function requireDay(given: readonly (Value | undefined)[]): [year: Value, month: Value, day: Value] {
  const missing = NAMES.slice(0, 3).findIndex((_, i) => given[i] === undefined);
  if (missing >= 0) throw exc.TypeError(`function missing required argument '${NAMES[missing]!}' (pos ${missing + 1})`);
  return [given[0]!, given[1]!, given[2]!];
}

const dateType: PyType = defineClass({
  name: 'date',
  label: 'datetime.date',
  module: 'datetime',
  allocate: (type) => new Moment(type),
  methods: {
    '__init__(self, year=..., month=..., day=...)': (self: Moment, ...given: (Value | undefined)[]) => {
      const [year, month, day] = requireDay(given);
      self.fields = check({ year: toIndex(year), month: toIndex(month), day: toIndex(day), ...MIDNIGHT });
    },
    'replace(self, year=None, month=None, day=None)': (self: Moment, ...values: Value[]) =>
      replaced(self, values, undefined),
    'weekday(self)': (self: Moment) => weekday(self.days),
    'isoweekday(self)': (self: Moment) => weekday(self.days) + 1,
    'isocalendar(self)': (self: Moment) => {
      // A week belongs to the year that its Thursday is in.
      const thursday = self.days - weekday(self.days) + 3;
      const { year } = dateOf(thursday);
      const week = Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1;
      return new PyTuple([year, week, weekday(self.days) + 1], isoCalendarType);
    },
    'toordinal(self)': (self: Moment) => self.days + 719_163,
    'timetuple(self)': (self: Moment) => new PyTuple(structFields(self.fields), structTime),
    'isoformat(self)': (self: Moment) => isoText(self, 'T'),
    'strftime(self, format)': strftime,
    'ctime(self)': (self: Moment) => formatTime('%c', structFields(self.fields)),
    '__format__(self, format_spec, /)': (self: Moment, format: string) =>
      format === '' ? isoText(self, ' ') : strftime(self, format),
    '__str__(self, /)': (self: Moment) => isoText(self, ' '),
    '__repr__(self, /)': repr,
    '__eq__(self, other, /)': compared((a, b) => a === b, true),
    '__hash__(self, /)': (self: Moment) => self.microseconds - (self.zone?.offset ?? 0) * 6e7,
    '__lt__(self, other, /)': compared((a, b) => a < b),
    '__le__(self, other, /)': compared((a, b) => a <= b),
    '__gt__(self, other, /)': compared((a, b) => a > b),
    '__ge__(self, other, /)': compared((a, b) => a >= b),
    '__add__(self, other, /)': (self: Moment, other: Value): Value =>
      other instanceof Timedelta ? self.at(self.microseconds + other.microseconds) : NOT_IMPLEMENTED,
    '__radd__(self, other, /)': (self: Moment, other: Value): Value =>
      other instanceof Timedelta ? self.at(self.microseconds + other.microseconds) : NOT_IMPLEMENTED,
    '__sub__(self, other, /)': (self: Moment, other: Value): Value => {
      if (other instanceof Timedelta) return self.at(self.microseconds - other.microseconds);
      if (!comparable(self, other)) return NOT_IMPLEMENTED;
      const [a, b] = instants(self, other, 'subtract');
      return Timedelta.of(a - b);
    },
  },
  classMethods: {
    'today(cls)': (cls: PyType) => fromTimestamp(cls, now(), null),
    'fromtimestamp(cls, timestamp)': (cls: PyType, seconds: Value) =>
      fromTimestamp(cls, toFloat(seconds, 'timestamp'), null),
    'fromisoformat(cls, date_string)': (cls: PyType, text: Value) => parsed(cls, parseIso(toStr(text, 'date_string'))),
    'fromordinal(cls, ordinal)': (cls: PyType, n: Value) =>
      new Moment(cls, { ...dateOf(toIndex(n) - 719_163), ...MIDNIGHT }),
  },
  properties: Object.fromEntries(NAMES.slice(0, 3).map((name) => [name, (self: Moment) => self.fields[name]])),
});

const datetimeType: PyType = defineClass({ name: 'datetime', label: 'datetime.datetime', module: 'datetime', bases: [dateType], allocate: (type) => new Moment(type) }); // prettier-ignore
extendType(datetimeType, {
  methods: {
    '__init__(self, year=..., month=..., day=..., hour=0, minute=0, second=0, microsecond=0, tzinfo=None)': (
      self: Moment,
      ...given: (Value | undefined)[]
    ) => {
      const values = [...requireDay(given), ...(given.slice(3) as Value[])];
      const fields = Object.fromEntries(NAMES.map((name, i) => [name, toIndex(values[i]!)])) as unknown as Fields;
      self.fields = check(fields);
      self.zone = zoneOf(given[7] ?? null);
    },
    'replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=...)':
      (self: Moment, ...given: (Value | undefined)[]) => replaced(self, given.slice(0, 7) as Value[], given[7]),
    'date(self)': (self: Moment) => new Moment(dateType, { ...self.fields, ...MIDNIGHT }),
    'time(self)': (self: Moment) => new TimeOfDay(self.fields),
    'timestamp(self)': (self: Moment) => float(timestamp(self)),
    'isoformat(self, sep="T", timespec="auto")': (self: Moment, separator: string, precision: string) => isoText(self, separator, precision), // prettier-ignore
    'astimezone(self, tz=None)': (self: Moment, zone: Value) =>
      fromTimestamp(self.type, timestamp(self), zoneOf(zone) ?? zoneAt(localOffset(timestamp(self)))),
    'utcoffset(self)': (self: Moment) => (self.zone === null ? null : Timedelta.of(self.zone.offset * 6e7)),
    'tzname(self)': (self: Moment) => self.zone?.label ?? null,
  },
  classMethods: {
    'combine(cls, date, time)': (cls: PyType, day: Value, time: Value) => {
      if (!(day instanceof Moment))
        throw exc.TypeError(`combine() argument 1 must be datetime.date, not ${typeName(day)}`);
      if (!(time instanceof TimeOfDay)) {
        throw exc.TypeError(`combine() argument 2 must be datetime.time, not ${typeName(time)}`);
      }
      const { year, month, day: date } = day.fields;
      return new Moment(cls, { ...time.fields, year, month, day: date });
    },
    'now(cls, tz=None)': (cls: PyType, zone: Value) => fromTimestamp(cls, now(), zoneOf(zone)),
    'utcnow(cls)': (cls: PyType) => new Moment(cls, fromTimestamp(cls, now(), UTC).fields),
    'fromtimestamp(cls, timestamp, tz=None)': (cls: PyType, seconds: Value, zone: Value) =>
      fromTimestamp(cls, toFloat(seconds, 'timestamp'), zoneOf(zone)),
    'utcfromtimestamp(cls, timestamp)': (cls: PyType, seconds: Value) =>
      new Moment(cls, fromTimestamp(cls, toFloat(seconds, 'timestamp'), UTC).fields),
    'strptime(cls, date_string, format)': (cls: PyType, text: Value, format: Value) =>
      parsed(cls, parseTime(toStr(text, 'date_string'), toStr(format, 'format'))),
  },
  properties: {
    ...Object.fromEntries(NAMES.slice(3).map((name) => [name, (self: Moment) => self.fields[name]])),
    tzinfo: (self: Moment): Value => self.zone,
  },
});

for (const type of [dateType, datetimeType]) {
  const end = type === datetimeType ? { hour: 23, minute: 59, second: 59, microsecond: 999_999 } : MIDNIGHT;
  type.define('min', new Moment(type));
  type.define('max', new Moment(type, { year: 9999, month: 12, day: 31, ...end }));
  type.define('resolution', Timedelta.of(type === datetimeType ? 1 : DAY));
}

export const datetime = defineModule({
  name: 'datetime',
  members: {
    date: dateType,
    time: timeType,
    datetime: datetimeType,
    timedelta: timedeltaType,
    timezone: timezoneType,
    UTC,
    MINYEAR: 1,
    MAXYEAR: 9999,
  },
  absent: {
    tzinfo: 'datetime.timezone has zones of a fixed offset',
  },
});
