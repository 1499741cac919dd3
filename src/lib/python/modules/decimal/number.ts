/** Decimal numbers, and their arithmetic by the General Decimal Arithmetic Specification, as CPython's `decimal` has it. */

/** A finite number: `(-1)^negative * digits * 10^exponent`. */
export interface Finite {
  readonly kind: 'finite';
  readonly negative: boolean;
  readonly digits: bigint;
  readonly exponent: number;
}

export interface Infinite {
  readonly kind: 'infinity';
  readonly negative: boolean;
}

export interface NotANumber {
  readonly kind: 'nan';
  readonly negative: boolean;
}

export type Decimal = Finite | Infinite | NotANumber;

export const ROUNDINGS = [
  'ROUND_CEILING', 'ROUND_DOWN', 'ROUND_FLOOR', 'ROUND_HALF_DOWN', 'ROUND_HALF_EVEN', 'ROUND_HALF_UP', 'ROUND_UP', 'ROUND_05UP',
] as const; // prettier-ignore
export type Rounding = (typeof ROUNDINGS)[number];

/** How many digits results keep, and how the others are rounded away. */
export interface Context {
  readonly precision: number;
  readonly rounding: Rounding;
}

/** What an operation has no result for, by the name of the condition: `DivisionByZero`, `InvalidOperation` … */
export class DecimalSignal extends Error {
  readonly condition: string;

  constructor(condition: string) {
    super(condition);
    this.condition = condition;
  }
}

export const NAN: NotANumber = { kind: 'nan', negative: false };
export const infinity = (negative: boolean): Infinite => ({ kind: 'infinity', negative });
export const finite = (digits: bigint, exponent = 0, negative = digits < 0n): Finite => ({
  kind: 'finite',
  negative,
  digits: digits < 0n ? -digits : digits,
  exponent,
});

const tens = (n: number): bigint => 10n ** BigInt(n);
export const lengthOf = (digits: bigint): number => digits.toString().length;

/** The coefficient divided by `10^places`, rounded. */
function cut(digits: bigint, places: number, negative: boolean, rounding: Rounding): bigint {
  const unit = tens(places);
  const [kept, rest] = [digits / unit, digits % unit];
  if (rest === 0n) return kept;
  const twice = rest * 2n;
  const half = twice === unit ? 0 : twice > unit ? 1 : -1;
  const up: Record<Rounding, boolean> = {
    ROUND_DOWN: false,
    ROUND_UP: true,
    ROUND_CEILING: !negative,
    ROUND_FLOOR: negative,
    ROUND_HALF_UP: half >= 0,
    ROUND_HALF_DOWN: half > 0,
    ROUND_HALF_EVEN: half > 0 || (half === 0 && kept % 2n === 1n),
    ROUND_05UP: kept % 5n === 0n,
  };
  return up[rounding] ? kept + 1n : kept;
}

/** The number with another exponent: zeros are added, or digits rounded away. */
export function rescaled(x: Finite, exponent: number, rounding: Rounding): Finite {
  if (x.exponent >= exponent) return { ...x, digits: x.digits * tens(x.exponent - exponent), exponent };
  const places = exponent - x.exponent;
  if (places > lengthOf(x.digits) + 1) return { ...x, digits: cut(x.digits === 0n ? 0n : 1n, 2, x.negative, rounding), exponent }; // prettier-ignore
  return { ...x, digits: cut(x.digits, places, x.negative, rounding), exponent };
}

/** The number with no more digits than the context keeps. */
export function fitted(x: Finite, { precision, rounding }: Context): Finite {
  const extra = lengthOf(x.digits) - precision;
  if (extra <= 0) return x;
  const made = rescaled(x, x.exponent + extra, rounding);
  // Rounding up 999 makes 1000.
  return lengthOf(made.digits) > precision ? fitted(made, { precision, rounding }) : made;
}

const signed = (x: Finite): bigint => (x.negative ? -x.digits : x.digits);
const isZero = (x: Decimal): boolean => x.kind === 'finite' && x.digits === 0n;

export const negated = <T extends Decimal>(x: T): T => ({ ...x, negative: !x.negative });

export function sum(a: Decimal, b: Decimal, context: Context): Decimal {
  if (a.kind !== 'finite' || b.kind !== 'finite') {
    if (a.kind === 'nan' || b.kind === 'nan') return NAN;
    if (a.kind === 'infinity' && b.kind === 'infinity' && a.negative !== b.negative) {
      throw new DecimalSignal('InvalidOperation');
    }
    return a.kind === 'infinity' ? a : b;
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const [x, y] = [rescaled(a, exponent, 'ROUND_DOWN'), rescaled(b, exponent, 'ROUND_DOWN')];
  const total = signed(x) + signed(y);
  const bothNegative = a.negative && b.negative;
  const minusZero = bothNegative || (context.rounding === 'ROUND_FLOOR' && (a.negative || b.negative));
  return fitted(finite(total, exponent, total === 0n ? minusZero : total < 0n), context);
}

export function product(a: Decimal, b: Decimal, context: Context): Decimal {
  const negative = a.negative !== b.negative;
  if (a.kind !== 'finite' || b.kind !== 'finite') {
    if (a.kind === 'nan' || b.kind === 'nan') return NAN;
    if (isZero(a) || isZero(b)) throw new DecimalSignal('InvalidOperation');
    return infinity(negative);
  }
  return fitted(finite(a.digits * b.digits, a.exponent + b.exponent, negative), context);
}

export function quotient(a: Decimal, b: Decimal, context: Context): Decimal {
  const negative = a.negative !== b.negative;
  if (a.kind === 'nan' || b.kind === 'nan') return NAN;
  if (a.kind === 'infinity') {
    if (b.kind === 'infinity') throw new DecimalSignal('InvalidOperation');
    return infinity(negative);
  }
  if (b.kind === 'infinity') return finite(0n, 0, negative);
  if (b.digits === 0n) throw new DecimalSignal(a.digits === 0n ? 'DivisionUndefined' : 'DivisionByZero');
  const ideal = a.exponent - b.exponent;
  if (a.digits === 0n) return finite(0n, ideal, negative);
  const shift = lengthOf(b.digits) - lengthOf(a.digits) + context.precision + 1;
  const [top, bottom] = shift >= 0 ? [a.digits * tens(shift), b.digits] : [a.digits, b.digits * tens(-shift)];
  let digits = top / bottom;
  let exponent = ideal - shift;
  // A last digit of 0 or 5 that is not exact would round as a tie.
  if (top % bottom !== 0n) digits += digits % 5n === 0n ? 1n : 0n;
  else for (; exponent < ideal && digits % 10n === 0n; exponent++) digits /= 10n;
  return fitted(finite(digits, exponent, negative), context);
}

/** The whole part of the quotient, and what is left, both with the sign that division towards zero gives. */
export function divided(a: Decimal, b: Decimal, context: Context): readonly [whole: Decimal, rest: Decimal] {
  const negative = a.negative !== b.negative;
  if (a.kind === 'nan' || b.kind === 'nan') return [NAN, NAN];
  if (a.kind === 'infinity') throw new DecimalSignal('InvalidOperation');
  if (b.kind === 'infinity') return [finite(0n, 0, negative), fitted(a, context)];
  if (b.digits === 0n) throw new DecimalSignal(a.digits === 0n ? 'DivisionUndefined' : 'DivisionByZero');
  const exponent = Math.min(a.exponent, b.exponent);
  const [top, bottom] = [a, b].map((x) => rescaled(x, exponent, 'ROUND_DOWN').digits) as [bigint, bigint];
  const whole = top / bottom;
  if (lengthOf(whole) > context.precision) throw new DecimalSignal('DivisionImpossible');
  return [finite(whole, 0, negative), fitted(finite(top % bottom, exponent, a.negative), context)];
}

const PLAIN = 'ROUND_HALF_EVEN';

/** `base ** exponent` for a whole exponent; null where it is none. */
export function power(base: Decimal, exponent: Decimal, context: Context): Decimal | null {
  if (exponent.kind !== 'finite' || base.kind !== 'finite') {
    return base.kind === 'nan' || exponent.kind === 'nan' ? NAN : null;
  }
  const whole = rescaled(exponent, 0, 'ROUND_DOWN');
  if (whole.digits * tens(Math.max(0, -exponent.exponent)) !== exponent.digits * tens(Math.max(0, exponent.exponent))) {
    return null;
  }
  const n = Number(whole.digits);
  const negative = base.negative && n % 2 === 1;
  if (n === 0) {
    if (base.digits === 0n) throw new DecimalSignal('InvalidOperation');
    return finite(1n);
  }
  if (base.digits === 0n) return exponent.negative ? infinity(negative) : finite(0n, base.exponent * n, negative);
  // Digits enough that the last one kept is right.
  const wide = { precision: context.precision + 4 + lengthOf(BigInt(n)) * 2, rounding: PLAIN } as const;
  let result: Decimal = finite(1n);
  let square: Decimal = { ...base, negative: false };
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = product(result, square, wide);
    if (left > 1) square = product(square, square, wide);
  }
  if (exponent.negative) return negative ? negated(quotient(finite(1n), result, context)) : quotient(finite(1n), result, context); // prettier-ignore
  return fitted({ ...(result as Finite), negative }, context);
}

/** The square root, rounded half to even whatever the context says. */
export function squareRoot(x: Decimal, context: Context): Decimal {
  if (x.kind === 'nan' || isZero(x)) return x.kind === 'finite' ? { ...x, exponent: x.exponent >> 1 } : x;
  if (x.negative) throw new DecimalSignal('InvalidOperation');
  if (x.kind !== 'finite') return x;
  const precision = context.precision + 1;
  let exponent = x.exponent >> 1;
  const odd = (x.exponent & 1) === 1;
  let digits = odd ? x.digits * 10n : x.digits;
  const length = odd ? (lengthOf(x.digits) >> 1) + 1 : (lengthOf(x.digits) + 1) >> 1;
  const shift = precision - length;
  let exact = true;
  if (shift >= 0) digits *= tens(2 * shift);
  else {
    exact = digits % tens(-2 * shift) === 0n;
    digits /= tens(-2 * shift);
  }
  exponent -= shift;
  let root = tens(precision);
  for (;;) {
    const next = digits / root;
    if (root <= next) break;
    root = (root + next) >> 1n;
  }
  exact &&= root * root === digits;
  if (exact) {
    root = shift >= 0 ? root / tens(shift) : root * tens(-shift);
    exponent += shift;
  } else if (root % 5n === 0n) root += 1n;
  return fitted(finite(root, exponent), { ...context, rounding: PLAIN });
}

/** Below, at or above zero as `a` is less than, equal to or greater than `b`; NaN if one of them is. */
export function compared(a: Decimal, b: Decimal): number {
  if (a.kind === 'nan' || b.kind === 'nan') return NaN;
  const size = (x: Decimal): number => (x.kind === 'infinity' ? (x.negative ? -1 : 1) : 0);
  if (a.kind !== 'finite' || b.kind !== 'finite') return size(a) - size(b);
  const exponent = Math.min(a.exponent, b.exponent);
  const [x, y] = [a, b].map((one) => signed(rescaled(one, exponent, 'ROUND_DOWN'))) as [bigint, bigint];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Without zeros at the end. */
export function normalized(x: Decimal, context: Context): Decimal {
  if (x.kind !== 'finite') return x;
  const kept = fitted(x, context);
  if (kept.digits === 0n) return { ...kept, exponent: 0 };
  let { digits, exponent } = kept;
  for (; digits % 10n === 0n; exponent++) digits /= 10n;
  return { ...kept, digits, exponent };
}

/** With the exponent of another. */
export function quantized(x: Decimal, like: Decimal, rounding: Rounding, { precision }: Context): Decimal {
  if (x.kind === 'nan' || like.kind === 'nan') return NAN;
  if (x.kind !== 'finite' || like.kind !== 'finite') {
    if (x.kind === like.kind) return x;
    throw new DecimalSignal('InvalidOperation');
  }
  const made = rescaled(x, like.exponent, rounding);
  if (lengthOf(made.digits) > precision) throw new DecimalSignal('InvalidOperation');
  return made;
}

/** As a ratio of integers. */
export const ratioOf = ({ negative, digits, exponent }: Finite): readonly [top: bigint, bottom: bigint] => {
  const top = (negative ? -digits : digits) * (exponent > 0 ? tens(exponent) : 1n);
  return [top, exponent < 0 ? tens(-exponent) : 1n];
};
