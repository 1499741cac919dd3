/** The module `time`. Local time is the reader's; a `struct_time` is a tuple with names. */
import { defineClass, defineModule, nativeFunction } from '../objects/define.ts';
import { currentRun } from '../objects/context.ts';
import { PyTuple, tupleType } from '../objects/containers.ts';
import { exc } from '../objects/exceptions.ts';
import { float, normalizeInt, plainText } from '../objects/object.ts';
import type { PyType, Value } from '../objects/object.ts';
import { wait } from '../objects/task.ts';
import { toFloat, toStr } from '../operations/arguments.ts';
import { toIndex } from '../operations/slicing.ts';
import { defineFields } from './collections.ts';
import { parseTime, structFields } from './datetime/calendar.ts';

const FIELDS = 'tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst'.split(' ');

export const structTime: PyType = defineClass({
  name: 'struct_time',
  module: 'time',
  bases: [tupleType],
  allocate: null,
});
defineFields(structTime, FIELDS, []);
structTime.define(
  '__repr__',
  nativeFunction(
    '__repr__(self, /)',
    (self: PyTuple) =>
      `time.struct_time(${FIELDS.map((name, i) => `${name}=${plainText(self.items[i]!)}`).join(', ')})`,
    { method: true },
  ),
);

/** A moment as `struct_time`: in the reader's time zone, or in UTC. */
export function structOf(date: Date, local: boolean): PyTuple {
  const of = (name: 'FullYear' | 'Month' | 'Date' | 'Hours' | 'Minutes' | 'Seconds' | 'Day'): number =>
    local ? date[`get${name}`]() : date[`getUTC${name}`]();
  const days = Math.round((Date.UTC(of('FullYear'), of('Month'), of('Date')) - Date.UTC(of('FullYear'), 0, 1)) / 864e5);
  const weekday = (of('Day') + 6) % 7;
  const time = [of('Hours'), of('Minutes'), of('Seconds')];
  return new PyTuple([of('FullYear'), of('Month') + 1, of('Date'), ...time, weekday, days + 1, 0], structTime);
}

function now(seconds: Value): Date {
  return new Date((seconds === null ? currentRun().clock() : toFloat(seconds, 'seconds')) * 1000);
}

function fields(given: Value): readonly number[] {
  if (given === null) return structOf(now(null), true).items as number[];
  if (!(given instanceof PyTuple)) throw exc.TypeError('Tuple or struct_time argument required');
  if (given.items.length !== 9) throw exc.TypeError('time tuple must have exactly 9 items');
  return given.items.map(toIndex);
}

const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const two = (n: number): string => String(n).padStart(2, '0');

/** `time.strftime`, in the C locale; `t` are the fields of a `struct_time`. */
export function formatTime(pattern: string, t: readonly number[]): string {
  const [year, month, day, hour, minute, second, weekday, yearday] = t as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const parts: Readonly<Record<string, () => string>> = {
    a: () => DAYS[weekday]!.slice(0, 3),
    A: () => DAYS[weekday]!,
    b: () => MONTHS[month - 1]!.slice(0, 3),
    B: () => MONTHS[month - 1]!,
    c: () => formatTime(`%a %b ${String(day).padStart(2)} %H:%M:%S %Y`, t),
    d: () => two(day),
    e: () => String(day).padStart(2),
    D: () => formatTime('%m/%d/%y', t),
    F: () => formatTime('%Y-%m-%d', t),
    H: () => two(hour),
    I: () => two(hour % 12 === 0 ? 12 : hour % 12),
    j: () => String(yearday).padStart(3, '0'),
    m: () => two(month),
    M: () => two(minute),
    n: () => '\n',
    p: () => (hour < 12 ? 'AM' : 'PM'),
    R: () => formatTime('%H:%M', t),
    S: () => two(second),
    T: () => formatTime('%H:%M:%S', t),
    u: () => String(weekday + 1),
    U: () => two(Math.floor((yearday + 6 - ((weekday + 1) % 7)) / 7)),
    w: () => String((weekday + 1) % 7),
    W: () => two(Math.floor((yearday + 6 - weekday) / 7)),
    x: () => formatTime('%m/%d/%y', t),
    X: () => formatTime('%H:%M:%S', t),
    y: () => two(year % 100),
    Y: () => String(year),
    Z: () => '',
    z: () => '+0000',
    '%': () => '%',
  };
  return pattern.replace(/%(.)/g, (whole, letter: string) => (Object.hasOwn(parts, letter) ? parts[letter]!() : whole));
}

const seconds = (): Value => float(performance.now() / 1000);
const nanoseconds = (): Value => Math.round(performance.now() * 1e6);

export const time = defineModule({
  name: 'time',
  members: { struct_time: structTime, timezone: 0, altzone: 0, daylight: 0, tzname: new PyTuple(['UTC', 'UTC']) },
  functions: {
    'time()': () => float(currentRun().clock()),
    'strptime(string, format="%a %b %d %H:%M:%S %Y", /)': (text: Value, format: Value) => {
      const fields = parseTime(toStr(text, 'string'), toStr(format, 'format'));
      // Whether it is summer there, the text does not say.
      return new PyTuple([...structFields(fields).slice(0, 8), -1], structTime);
    },
    'time_ns()': () => normalizeInt(BigInt(Math.round(currentRun().clock() * 1e6)) * 1000n),
    'perf_counter()': seconds,
    'monotonic()': seconds,
    'process_time()': seconds,
    'thread_time()': seconds,
    'perf_counter_ns()': nanoseconds,
    'monotonic_ns()': nanoseconds,
    'process_time_ns()': nanoseconds,
    'sleep(seconds, /)': function* (length: Value) {
      const duration = toFloat(length, 'sleep length');
      if (duration < 0) throw exc.ValueError('sleep length must be non-negative');
      let timer: ReturnType<typeof setTimeout> | undefined;
      const passed = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.min(duration * 1000, 2 ** 31 - 1));
      });
      yield* wait(passed, () => clearTimeout(timer));
      return null;
    },
    'gmtime(seconds=None, /)': (given: Value) => structOf(now(given), false),
    'localtime(seconds=None, /)': (given: Value) => structOf(now(given), true),
    'mktime(seconds, /)': (given: Value) => {
      const t = fields(given);
      return float(new Date(t[0]!, t[1]! - 1, t[2], t[3], t[4], t[5]).getTime() / 1000);
    },
    'strftime(format, t=None, /)': (pattern: Value, given: Value) => {
      if (typeof pattern !== 'string') throw exc.TypeError('strftime() argument 1 must be str');
      return formatTime(pattern, fields(given));
    },
    'asctime(t=None, /)': (given: Value) => {
      return formatTime('%c', fields(given));
    },
    'ctime(seconds=None, /)': (given: Value) => formatTime('%c', structOf(now(given), true).items as number[]),
  },
  absent: { get_clock_info: 'perf_counter() runs here' },
});
