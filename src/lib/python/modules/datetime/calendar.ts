/** Days of the Gregorian calendar, counted and named. */
import { exc } from '../../objects/exceptions.ts';

/** A moment as its fields; `month` and `day` begin with 1. */
export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export const MIDNIGHT = { hour: 0, minute: 0, second: 0, microsecond: 0 };
const DAY_MS = 86_400_000;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number): number => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!; // prettier-ignore

/** Days since 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY_MS);
}

/** The date of a number of days since 1970-01-01. Raises OverflowError beyond the years 1 to 9999. */
export function dateOf(days: number): Pick<Fields, 'year' | 'month' | 'day'> {
  const date = new Date(days * DAY_MS);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw exc.OverflowError('date value out of range');
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Raises ValueError where a field is out of its range, as CPython words it. */
export function check(fields: Fields): Fields {
  const { year, month, day, hour, minute, second, microsecond } = fields;
  if (year < 1 || year > 9999) throw exc.ValueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw exc.ValueError('month must be in 1..12');
  if (day < 1 || day > daysIn(year, month)) throw exc.ValueError('day is out of range for month');
  if (hour < 0 || hour > 23) throw exc.ValueError('hour must be in 0..23');
  if (minute < 0 || minute > 59) throw exc.ValueError('minute must be in 0..59');
  if (second < 0 || second > 59) throw exc.ValueError('second must be in 0..59');
  if (microsecond < 0 || microsecond > 999_999) throw exc.ValueError('microsecond must be in 0..999999');
  return fields;
}

/** The fields of `time.struct_time`. */
export function structFields({ year, month, day, hour, minute, second }: Fields): number[] {
  const days = dayNumber(year, month, day);
  return [year, month, day, hour, minute, second, weekday(days), days - dayNumber(year, 1, 1) + 1, -1];
}

/** Monday is 0. */
export const weekday = (days: number): number => (((days + 3) % 7) + 7) % 7;

const padded = (n: number, width: number): string => String(n).padStart(width, '0');
export const dateText = (f: Pick<Fields, 'year' | 'month' | 'day'>): string =>
  `${padded(f.year, 4)}-${padded(f.month, 2)}-${padded(f.day, 2)}`;

/** `HH:MM:SS`, with six digits more where there are microseconds. */
export function timeText(f: Fields, precision = 'auto'): string {
  const parts = [f.hour, f.minute, f.second].map((n) => padded(n, 2));
  if (precision === 'hours') return parts[0]!;
  if (precision === 'minutes') return parts.slice(0, 2).join(':');
  const whole = parts.join(':');
  if (precision === 'milliseconds') return `${whole}.${padded(Math.floor(f.microsecond / 1000), 3)}`;
  if (precision === 'microseconds' || (precision === 'auto' && f.microsecond > 0))
    return `${whole}.${padded(f.microsecond, 6)}`;
  return whole;
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: '(\\d{4})', m: '(\\d{1,2})', d: '(\\d{1,2})', H: '(\\d{1,2})', M: '(\\d{1,2})', S: '(\\d{1,2})', f: '(\\d{1,6})',
  y: '(\\d{2})', I: '(\\d{1,2})', p: '(am|pm)', b: '([a-z]{3})', B: '([a-z]+)', j: '(\\d{1,3})', z: '(z|[+-]\\d{2}:?\\d{2})',
  a: '([a-z]{3})', A: '([a-z]+)',
}; // prettier-ignore

/** Reads a text by a format of `strftime`; the offset from UTC is in minutes. Raises ValueError. */
export function parseTime(text: string, format: string): Fields & { readonly offset: number | null } {
  const letters: string[] = [];
  const whole = format.replace(/%[FTRD]/g, (part) => ({ '%F': '%Y-%m-%d', '%T': '%H:%M:%S', '%R': '%H:%M', '%D': '%m/%d/%y' })[part]!); // prettier-ignore
  const source = whole.replace(/%(.)|\s+|([^\w\s])/g, (_part, letter: string | undefined, sign: string | undefined) => {
    if (sign !== undefined) return `\\${sign}`;
    if (letter === undefined) return '\\s+';
    if (letter === '%') return '%';
    const directive = DIRECTIVES[letter];
    if (directive === undefined) throw exc.ValueError(`'${letter}' is a bad directive in format '${format}'`);
    letters.push(letter);
    return directive;
  });
  const found = new RegExp(`^${source}`, 'i').exec(text);
  if (found === null) throw exc.ValueError(`time data '${text}' does not match format '${format}'`);
  if (found[0].length < text.length) throw exc.ValueError(`unconverted data remains: ${text.slice(found[0].length)}`);
  const value = new Map(letters.map((letter, i) => [letter, found[i + 1]!.toLowerCase()]));
  const number = (letter: string, otherwise: number): number =>
    value.has(letter) ? Number(value.get(letter)) : otherwise;
  const short = number('y', -1);
  const name = value.get('B') ?? value.get('b');
  const hour = value.has('I') ? (number('I', 12) % 12) + (value.get('p') === 'pm' ? 12 : 0) : number('H', 0);
  const zone = value.get('z');
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone ?? '') ?? [];
  return {
    ...check({
      year: short >= 0 ? short + (short < 69 ? 2000 : 1900) : number('Y', 1900),
      month: name === undefined ? number('m', 1) : MONTHS.findIndex((month) => month.startsWith(name)) + 1,
      day: number('d', 1),
      hour,
      minute: number('M', 0),
      second: number('S', 0),
      microsecond: Number((value.get('f') ?? '').padEnd(6, '0')),
    }),
    offset: zone === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)),
  };
}

/** Reads ISO 8601 as `isoformat` writes it, and with `Z`. Raises ValueError. */
export function parseIso(text: string): Fields & { readonly offset: number | null } {
  const found =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:[^](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (found === null) throw exc.ValueError(`Invalid isoformat string: '${text}'`);
  const n = (i: number): number => Number(found[i] ?? 0);
  const zone = found[8];
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone ?? '') ?? [];
  const microsecond = Number((found[7] ?? '').slice(0, 6).padEnd(6, '0'));
  return {
    ...check({ year: n(1), month: n(2), day: n(3), hour: n(4), minute: n(5), second: n(6), microsecond }),
    offset: zone === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)),
  };
}
