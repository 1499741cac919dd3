/** Format specs, `[[fill]align][sign][z][#][0][width][,][.precision][type]`, for str, int and float. */
import { exc } from '../objects/exceptions.ts';
import { exponentOf, floatRepr, toExponentialExact, toFixedExact } from './float.ts';

export interface FormatSpec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly coerceZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
  readonly zero: boolean;
}

const SPEC = /^(?:([^])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?((?!\.$)[^])?$/u;
const LARGEST = 2 ** 31 - 1;
/** Widths and precisions beyond this would stop the page. */
const LARGEST_HERE = 100_000;

/** Reads a spec; `typeName` is for the message if it is none. */
export function parseSpec(text: string, typeName: string): FormatSpec {
  const found = SPEC.exec(text);
  if (found === null) {
    if (/\.(?!\d)/.test(text)) throw exc.ValueError('Format specifier missing precision');
    throw exc.ValueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  }
  const [, fill, align, sign, coerce, alternate, zero, width, grouping, precision, type] = found;
  if (Number(width ?? 0) > LARGEST || Number(precision ?? 0) > LARGEST) {
    throw exc.ValueError('Too many decimal digits in format string');
  }
  if (Number(width ?? 0) > LARGEST_HERE || Number(precision ?? 0) > LARGEST_HERE) throw exc.MemoryError();
  return {
    fill: fill ?? (zero !== undefined && align === undefined ? '0' : ' '),
    align: align ?? (zero !== undefined ? '=' : ''),
    sign: sign ?? '-',
    coerceZero: coerce !== undefined,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? null : Number(precision),
    type: type ?? '',
    zero: zero !== undefined,
  };
}

function unknownCode(spec: FormatSpec, typeName: string): never {
  throw exc.ValueError(`Unknown format code '${spec.type}' for object of type '${typeName}'`);
}

/** Pads a text; `sign` goes before the padding where the spec asks for `=`. */
export function pad(sign: string, body: string, spec: FormatSpec, standard: '<' | '>'): string {
  const missing = spec.width - [...sign, ...body].length;
  if (missing <= 0) return sign + body;
  switch (spec.align === '' ? standard : spec.align) {
    case '<':
      return sign + body + spec.fill.repeat(missing);
    case '^': {
      const left = missing >> 1;
      return spec.fill.repeat(left) + sign + body + spec.fill.repeat(missing - left);
    }
    case '=':
      return sign + spec.fill.repeat(missing) + body;
    default:
      return spec.fill.repeat(missing) + sign + body;
  }
}

export function formatString(text: string, spec: FormatSpec): string {
  if (spec.type !== '' && spec.type !== 's') unknownCode(spec, 'str');
  if (spec.sign !== '-')
    throw exc.ValueError(
      spec.sign === ' '
        ? 'Space not allowed in string format specifier'
        : 'Sign not allowed in string format specifier',
    );
  if (spec.alternate) throw exc.ValueError('Alternate form (#) not allowed in string format specifier');
  if (spec.coerceZero) throw exc.ValueError('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.grouping !== '') throw exc.ValueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.align === '=' && !spec.zero) throw exc.ValueError("'=' alignment not allowed in string format specifier");
  const shown = spec.precision === null ? text : [...text].slice(0, spec.precision).join('');
  return pad('', shown, spec.align === '=' ? { ...spec, align: '<' } : spec, '<');
}

function signOf(negative: boolean, spec: FormatSpec): string {
  if (negative) return '-';
  return spec.sign === '-' ? '' : spec.sign;
}

/** Puts separators between groups of digits; with zero padding they reach into the padding. */
function grouped(digits: string, size: number, separator: string): string {
  if (separator === '') return digits;
  let out = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % size === 0) out += separator;
    out += digits[i]!;
  }
  return out;
}

/** Digits before the point, grouped and zero-padded so that the whole has the spec's width. */
function groupedAndPadded(digits: string, rest: string, sign: string, spec: FormatSpec, size: number): string {
  let shown = grouped(digits, size, spec.grouping);
  if (spec.grouping === '' || spec.fill !== '0' || spec.align !== '=') return shown + rest;
  let padded = digits;
  while (sign.length + shown.length + rest.length < spec.width) {
    padded = '0' + padded;
    shown = grouped(padded, size, spec.grouping);
  }
  return shown + rest;
}

const RADIX: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

export function formatInt(value: number | bigint, spec: FormatSpec, typeName = 'int'): string {
  if (spec.type !== '' && 'eEfFgG%'.includes(spec.type)) return formatFloat(Number(value), spec);
  if (spec.type !== '' && !'bcdnoxX'.includes(spec.type)) unknownCode(spec, typeName);
  if (spec.precision !== null) throw exc.ValueError('Precision not allowed in integer format specifier');
  if (spec.coerceZero) throw exc.ValueError('Negative zero coercion (z) not allowed in integer format specifier');
  if (spec.type === 'c') {
    if (spec.sign !== '-') throw exc.ValueError("Sign not allowed with integer format specifier 'c'");
    if (value >= 2n ** 63n || value < -(2n ** 63n))
      throw exc.OverflowError('Python int too large to convert to C long');
    if (value < 0 || value > 0x10ffff) throw exc.OverflowError('%c arg not in range(0x110000)');
    return pad('', String.fromCodePoint(Number(value)), spec, '>');
  }
  if (spec.grouping === ',' && spec.type in RADIX) throw exc.ValueError(`Cannot specify ',' with '${spec.type}'.`);
  const [radix, prefix] = RADIX[spec.type] ?? [10, ''];
  const absolute = (value < 0 ? -value : value).toString(radix);
  const digits = spec.type === 'X' ? absolute.toUpperCase() : absolute;
  const sign = signOf(value < 0, spec) + (spec.alternate ? prefix : '');
  return pad(sign, groupedAndPadded(digits, '', sign, spec, radix === 10 ? 3 : 4), spec, '>');
}

export function formatFloat(value: number, spec: FormatSpec): string {
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) unknownCode(spec, 'float');
  let x = Math.abs(value);
  const percent = spec.type === '%';
  if (percent) x *= 100;
  let body = Number.isFinite(x) ? finiteBody(x, spec) : Number.isNaN(x) ? 'nan' : 'inf';
  if (spec.type === 'F' || spec.type === 'E' || spec.type === 'G') body = body.toUpperCase();
  if (percent) body += '%';
  let negative = value < 0 || Object.is(value, -0);
  if (spec.coerceZero && negative && Number.isFinite(x) && !/[1-9]/.test(body)) negative = false;
  const sign = signOf(negative, spec);
  if (!Number.isFinite(x)) return pad(sign, body, spec, '>');
  const point = /^\d*/.exec(body)![0].length;
  return pad(sign, groupedAndPadded(body.slice(0, point), body.slice(point), sign, spec, 3), spec, '>');
}

function finiteBody(x: number, spec: FormatSpec): string {
  switch (spec.type) {
    case 'f':
    case 'F':
    case '%':
      return fixed(x, spec.precision ?? 6, spec.alternate);
    case 'e':
    case 'E':
      return exponential(x, spec.precision ?? 6, spec.alternate);
    case '':
      if (spec.precision === null) return floatRepr(x);
      return general(x, spec.precision, spec.alternate, true);
    default:
      return general(x, spec.precision ?? 6, spec.alternate, false);
  }
}

function fixed(x: number, precision: number, alternate: boolean): string {
  const text = toFixedExact(x, precision);
  return alternate && precision === 0 ? text + '.' : text;
}

function exponential(x: number, precision: number, alternate: boolean): string {
  const [digits, exponent] = toExponentialExact(x, precision);
  const point = precision > 0 || alternate ? '.' : '';
  return digits[0]! + point + digits.slice(1) + exponentOf(exponent);
}

/** `g`: fixed or exponential, whichever is shorter. `pointed`: as a bare `.3` does, which keeps a digit after the point. */
function general(x: number, precision: number, alternate: boolean, pointed: boolean): string {
  const places = Math.max(precision, 1);
  const [digits, exponent] = toExponentialExact(x, places - 1);
  const trim = (text: string): string => (alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  // A bare precision goes over to an exponent one digit earlier, because of the `.0` that it keeps.
  if (exponent < -4 || exponent >= (pointed ? places - 1 : places)) {
    const mantissa = places > 1 ? `${digits[0]!}.${digits.slice(1)}` : digits;
    return trim(mantissa) + exponentOf(exponent);
  }
  const text = trim(fixed(x, Math.max(places - 1 - exponent, 0), alternate));
  return pointed && !text.includes('.') ? text + '.0' : text;
}
