/** How the elements of one array are written, all to the same width (numpy/core/arrayprint.py). */
import { call, repr, str, type Task, type Value } from '../python/bind.ts';
import { isFloat, type DTypeName } from './dtype.ts';
import { positional, scientific } from './float-text.ts';
import type { NdArray } from './ndarray.ts';
import type { PrintOptions } from './print-options.ts';
import { scalar } from './scalar.ts';

/** Writes the element whose number this is. */
export type ElementFormat = (value: number) => string;

/** What NumPy calls the kinds of elements that a formatter may be given for; of several the last counts. */
function kindsOf(dtype: DTypeName): readonly string[] {
  if (dtype === 'bool') return ['all', 'int_kind', 'bool'];
  if (dtype === 'str') return ['all', 'str_kind', 'numpystr'];
  if (dtype === 'object') return ['all', 'object'];
  return isFloat(dtype) ? ['all', 'float_kind', 'float'] : ['all', 'int_kind', 'int'];
}

/** The format for an array whose `shown` elements decide. */
export function* elementFormat(x: NdArray, shown: ArrayLike<number>, options: PrintOptions): Task<ElementFormat> {
  const own = kindsOf(x.dtype).findLast((kind) => options.formatter?.has(kind) === true);
  if (own !== undefined) return yield* programFormat(x, shown, options.formatter!.get(own)!);
  if (x.dtype === 'str' || x.dtype === 'object') {
    const texts = new Map<number, string>();
    for (const place of Array.from(shown)) texts.set(place, yield* repr(x.table[place]!));
    return (place) => texts.get(place)!;
  }
  if (x.dtype === 'bool') {
    const wide = x.ndim > 0;
    return (value) => (value === 0 ? 'False' : wide ? ' True' : 'True');
  }
  if (isFloat(x.dtype)) return floatFormat(Array.from(shown), x.dtype === 'float32', options);
  let width = 0;
  for (const value of Array.from(shown)) width = Math.max(width, wholeText(value).length);
  return (value) => wholeText(value).padStart(width);
}

/** What the program's own function writes of each element. */
function* programFormat(x: NdArray, shown: ArrayLike<number>, write: Value): Task<ElementFormat> {
  const texts = new Map<number, string>();
  for (const value of Array.from(shown)) {
    if (texts.has(value)) continue;
    const element = x.dtype === 'str' || x.dtype === 'object' ? x.table[value]! : scalar(value, x.dtype);
    texts.set(value, yield* str(yield* call(write, [element])));
  }
  return (value) => texts.get(value)!;
}

/** A whole double as an int's digits. */
export const wholeText = (value: number): string =>
  Number.isSafeInteger(value) ? String(value) : String(BigInt(value));

function floatFormat(values: readonly number[], isSingle: boolean, options: PrintOptions): ElementFormat {
  const finite = values.filter(Number.isFinite);
  const mode = options.floatmode;
  const precision = mode === 'unique' ? 100 : options.precision;
  const unique = mode !== 'fixed';
  const exponential = needsExponent(finite, isSingle, options.suppress);
  const write = exponential ? scientific : positional;
  const signed = (x: number, text: string): string =>
    options.sign === '+' && !text.startsWith('-') && x >= 0 ? `+${text}` : text;
  const texts = finite.map((x) => signed(x, write(x, isSingle, precision, unique ? 0 : precision, unique)));
  const parts = texts.map((text) => /^([^.]*)\.([^e]*)(?:e(.*))?$/.exec(text)!);
  const longest = (part: number): number =>
    parts.reduce((most, found) => Math.max(most, (found[part] ?? '').length), 0);
  const decimals = longest(2);
  const exponentSize = exponential ? longest(3) - 1 : 0;
  let left = longest(1);
  const right = exponential ? exponentSize + 2 + decimals : decimals;
  if (options.sign === ' ' && !finite.some((x) => x < 0 || Object.is(x, -0))) left++;
  if (finite.length < values.length) left = Math.max(left, roomForNonFinite(values, right, options));
  const equal = exponential || mode === 'fixed' || mode === 'maxprec_equal';
  return (x) => {
    if (!Number.isFinite(x)) {
      const plus = options.sign === '+' ? '+' : '';
      const text = Number.isNaN(x) ? plus + options.nanstr : (x < 0 ? '-' : plus) + options.infstr;
      return text.padStart(left + right + 1);
    }
    let text = signed(x, write(x, isSingle, equal ? decimals : precision, equal ? decimals : 0, unique));
    if (exponential)
      text = text.replace(
        /e(.)(.*)$/,
        (_, sign: string, digits: string) => `e${sign}${digits.padStart(exponentSize, '0')}`,
      );
    text = ' '.repeat(Math.max(0, left - text.indexOf('.'))) + text;
    return text.padEnd(left + right + 1);
  };
}

function needsExponent(finite: readonly number[], isSingle: boolean, suppress: boolean): boolean {
  let most = 0;
  let least = Infinity;
  for (const x of finite) {
    if (x === 0) continue;
    most = Math.max(most, Math.abs(x));
    least = Math.min(least, Math.abs(x));
  }
  if (most === 0) return false;
  const ratio = isSingle ? Math.fround(most / least) : most / least;
  return most >= 1e8 || (!suppress && (least < (isSingle ? Math.fround(0.0001) : 0.0001) || ratio > 1000));
}

function roomForNonFinite(values: readonly number[], right: number, options: PrintOptions): number {
  const negative = options.sign !== '-' || values.some((x) => x === -Infinity);
  const offset = right + 1;
  return Math.max(options.nanstr.length - offset, options.infstr.length + (negative ? 1 : 0) - offset);
}
