/** `numpy.format_float_positional` and `format_float_scientific`: the text of one number. */
import { exc, toFloat, toInt, type Functions, type Value } from '../python/bind.ts';
import { positional, scientific } from './float-text.ts';
import { isScalar, scalarDType } from './scalar.ts';

/** Digits after the point that no double goes beyond. */
const ALL_DIGITS = 400;

/** The digits before an exponent, with as much of an empty end as `trim` wants: the point, a zero, or nothing. */
function trimmedEnd(digits: string, trim: Value): string {
  if (trim === 'k' || trim === '.') return trim === '.' ? digits.replace(/0+$/, '') : digits;
  const bare = digits.replace(/\.?0*$/, '');
  return trim === '0' && !bare.includes('.') ? `${bare}.0` : bare;
}

type Writer = (x: number, isSingle: boolean, precision: number, least: number, unique: boolean) => string;

function formatted(write: Writer, x: Value, precision: Value, unique: Value, trim: Value, sign: Value, least: Value): string {
  if (unique !== true && precision === null) throw exc.ValueError('precision must be given unless unique is true');
  const value = toFloat(x, 'x');
  if (!Number.isFinite(value)) return `${sign === true && value > 0 ? '+' : ''}${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}`;
  const digits = precision === null ? ALL_DIGITS : toInt(precision, 'precision');
  const shown = least === null ? (unique === true ? 0 : digits) : toInt(least, 'min_digits');
  const isSingle = isScalar(x) && scalarDType(x) === 'float32';
  const plain = write(value, isSingle, digits, shown, unique === true);
  // Digits that were cut off leave zeros before them, unless rounding up made these.
  const cut = precision !== null && Math.abs(Number(plain)) < Math.abs(Number(write(value, isSingle, ALL_DIGITS, 0, true)));
  const text = cut && trim === 'k' ? write(value, isSingle, digits, digits, unique === true) : plain;
  const [mantissa, exponent] = text.split('e') as [string, string | undefined];
  const end = trimmedEnd(mantissa, trim);
  return `${sign === true && !text.startsWith('-') ? '+' : ''}${end}${exponent === undefined ? '' : `e${exponent}`}`;
} // prettier-ignore

/** Puts a text's point so far to the right as `left` wants, and widens it to the right. */
function padded(text: string, left: Value, right: Value): string {
  if (/[an]/.test(text)) return text;
  const point = (part: string): number => (part.includes('.') ? part.indexOf('.') : part.length);
  const before = left === null ? text : ' '.repeat(Math.max(0, toInt(left, 'pad_left') - point(text))) + text;
  if (right === null) return before;
  const behind = before.length - point(before) - 1;
  return before + ' '.repeat(Math.max(0, toInt(right, 'pad_right') - behind));
}

export const floatFormatFunctions: Functions = {
  'format_float_positional(x, precision=None, unique=True, fractional=True, trim="k", sign=False, pad_left=None, pad_right=None, min_digits=None)':
    (
      x: Value,
      precision: Value,
      unique: Value,
      fractional: Value,
      trim: Value,
      sign: Value,
      left: Value,
      right: Value,
      least: Value,
    ) => {
      if (fractional !== true)
        throw exc.NotImplementedError("fractional=False does not run here; format(x, '.3g') does");
      return padded(formatted(positional, x, precision, unique, trim, sign, least), left, right);
    },
  'format_float_scientific(x, precision=None, unique=True, trim="k", sign=False, pad_left=None, exp_digits=None, min_digits=None)':
    (
      x: Value,
      precision: Value,
      unique: Value,
      trim: Value,
      sign: Value,
      left: Value,
      exponent: Value,
      least: Value,
    ) => {
      const text = formatted(scientific, x, precision, unique, trim, sign, least);
      const width = exponent === null ? 2 : toInt(exponent, 'exp_digits');
      const wide = text.replace(/(?<=e[-+])\d+$/, (digits) => digits.padStart(width, '0'));
      return padded(wide, left, null);
    },
};
