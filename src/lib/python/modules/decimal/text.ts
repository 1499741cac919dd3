/** Decimals as text: what `Decimal(text)` reads, `str`, and format specs. */
import { exc } from '../../objects/exceptions.ts';
import { pad, parseSpec } from '../../format/spec.ts';
import {
  finite,
  fitted,
  infinity,
  lengthOf,
  NAN,
  rescaled,
  type Context,
  type Decimal,
  type Finite,
} from './number.ts';

const NUMBER = /^([-+])?(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([-+]?\d+))?$/;

/** The number that a text spells; null if it spells none. */
export function parsed(given: string): Decimal | null {
  const text = given.trim().replaceAll('_', '');
  const special = /^([-+])?(inf(?:inity)?|s?nan\d*)$/i.exec(text);
  if (special !== null) return /inf/i.test(special[2]!) ? infinity(special[1] === '-') : NAN;
  const found = NUMBER.exec(text);
  if (found === null) return null;
  const [, sign, whole = '', part = '', alone = '', power = '0'] = found;
  const after = part + alone;
  return finite(BigInt(`${whole}${after}` || '0'), Number(power) - after.length, sign === '-');
}

/** `str(decimal)`; `mark` is `E` or `e`. */
export function textOf(x: Decimal, mark = 'E'): string {
  const sign = x.negative ? '-' : '';
  if (x.kind !== 'finite') return sign + (x.kind === 'nan' ? 'NaN' : 'Infinity');
  const left = x.exponent + lengthOf(x.digits);
  return sign + placed(x, x.exponent <= 0 && left > -6 ? left : 1, mark);
}

/** The digits with the point after `place` of them, and the exponent that makes up for it. */
function placed({ digits, exponent }: Finite, place: number, mark: string): string {
  const text = digits.toString();
  const left = exponent + text.length;
  let body;
  if (place <= 0) body = `0.${'0'.repeat(-place)}${text}`;
  else if (place >= text.length) body = text + '0'.repeat(place - text.length);
  else body = `${text.slice(0, place)}.${text.slice(place)}`;
  if (left === place) return body;
  return `${body}${mark}${left - place < 0 ? '-' : '+'}${Math.abs(left - place)}`;
}

function grouped(body: string, separator: string): string {
  if (separator === '') return body;
  const digits = /^\d*/.exec(body)![0];
  return digits.replace(/\B(?=(?:\d{3})+$)/g, separator) + body.slice(digits.length);
}

/** `format(decimal, spec)` */
export function formatted(given: Decimal, text: string, context: Context): string {
  const spec = parseSpec(text, 'decimal.Decimal');
  if (!['', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%'].includes(spec.type)) throw exc.ValueError('invalid format string');
  const sign = given.negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  if (given.kind !== 'finite') return pad(sign, textOf({ ...given, negative: false }), { ...spec, fill: ' ' }, '>');
  const { rounding } = context;
  let x: Finite = { ...given, negative: false };
  const percent = spec.type === '%';
  if (percent) x = { ...x, exponent: x.exponent + 2 };
  // The sign decides which way ROUND_FLOOR and ROUND_CEILING go.
  const signedRescale = (exponent: number): Finite => ({ ...rescaled({ ...x, negative: given.negative }, exponent, rounding), negative: false }); // prettier-ignore
  const signedFit = (precision: number): Finite => ({ ...fitted({ ...x, negative: given.negative }, { precision, rounding }), negative: false }); // prettier-ignore
  const kind = spec.type.toLowerCase();
  const mark = spec.type === 'E' || spec.type === 'G' || spec.type === '' ? 'E' : 'e';
  let body;
  if (kind === 'f' || percent) {
    if (spec.precision !== null) x = signedRescale(-spec.precision);
    else if (x.exponent > 0) x = signedRescale(0);
    body = placed(x, x.exponent + lengthOf(x.digits), mark) + (percent ? '%' : '');
  } else if (kind === 'e') {
    if (spec.precision !== null)
      x = x.digits === 0n ? { ...x, exponent: -spec.precision } : signedFit(spec.precision + 1);
    if (spec.precision !== null && x.digits !== 0n) {
      const missing = spec.precision + 1 - lengthOf(x.digits);
      x = { ...x, digits: x.digits * 10n ** BigInt(missing), exponent: x.exponent - missing };
    }
    const scientific = placed(x, 1, mark);
    body = /[eE]/.test(scientific) ? scientific : `${scientific}${mark}+0`;
  } else {
    if (spec.precision !== null) x = signedFit(Math.max(spec.precision, 1));
    body = textOf(x, mark);
  }
  return pad(sign, grouped(body, spec.grouping), spec, '>');
}
