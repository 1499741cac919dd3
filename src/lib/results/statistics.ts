/** What several seeds of one setting say together. Pure arithmetic: the site uses it at build time and in the page. */

/** A number over seeds. */
export interface Spread {
  readonly mean: number;
  /** Sample standard deviation (divisor n - 1); null for fewer than two values. */
  readonly sd: number | null;
  /** How many values. */
  readonly n: number;
}

/** One step of a curve over seeds. */
export interface BandPoint {
  readonly step: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** `[step, value]`, in order of step. */
export type Curve = readonly (readonly [number, number])[];

/** @throws {RangeError} for no values. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the mean of no values');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean and sample standard deviation. @throws {RangeError} for no values. */
export function spread(values: readonly number[]): Spread {
  const [first] = values;
  // The mean of three times 0.8 is not quite 0.8, and a spread that is only rounding says something that is not so.
  const centre = values.length > 1 && values.every((value) => value === first) ? first! : mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean: centre, sd: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)), n: values.length };
}

/** Mean and range at each step that all the curves have. */
export function band(curves: readonly Curve[]): BandPoint[] {
  const [first, ...others] = curves;
  if (!first) return [];
  const lookups = others.map((curve) => new Map(curve));
  const points: BandPoint[] = [];
  for (const [step, value] of first) {
    const values = [value, ...lookups.map((lookup) => lookup.get(step)).filter((other) => other !== undefined)];
    if (values.length < curves.length) continue;
    points.push({ step, mean: mean(values), min: Math.min(...values), max: Math.max(...values) });
  }
  return points;
}

/** A value that says less than it seems to is worse than a rounded one: at most this many digits without a spread. */
const DIGITS_ALONE = 3;

/** With spaces at which no line is broken. */
const PLUS_MINUS = '\u00a0±\u00a0';

/**
 * Mean and spread as a reader should see them, for example `0.57 ± 0.02`: both end at the decimal place of the
 * spread's first significant digit, the mean with a true minus sign. Without a spread, three significant digits.
 */
export function formatMeanSd(centre: number, sd: number | null): string {
  if (!Number.isFinite(centre)) return Number.isNaN(centre) ? 'not a number' : centre > 0 ? '∞' : '−∞';
  if (sd === null || !Number.isFinite(sd)) return minus(roundedAlone(centre));
  if (sd === 0) return `${minus(roundedAlone(centre))}${PLUS_MINUS}0`;
  let place = Math.floor(Math.log10(sd));
  // 0.0096 rounds to 0.010, whose first significant digit is one place further left.
  if (Number(sd.toExponential(0)) >= 10 ** (place + 1)) place += 1;
  return `${minus(roundTo(centre, place))}${PLUS_MINUS}${roundTo(sd, place)}`;
}

/** Rounds to the decimal place 10^place; places left of the point become zeros. */
function roundTo(value: number, place: number): string {
  if (place <= 0) return value.toFixed(Math.min(-place, 100));
  return String(Math.round(value / 10 ** place) * 10 ** place);
}

function roundedAlone(value: number): string {
  if (value === 0) return '0';
  const place = Math.floor(Math.log10(Math.abs(value))) - DIGITS_ALONE + 1;
  const text = roundTo(value, Math.min(place, 0));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const minus = (text: string): string => (/^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '−'));
