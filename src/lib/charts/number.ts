import { format } from 'd3';

/** A value as it is read off a chart: three decimals, or as many digits where those would say nothing. */
export const reading = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(3) : value.toFixed(3);

/** A number to so many significant digits, never in exponent form: `0.00031`. */
export function significant(value: number, digits: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(12, decimals));
}

/** A number with so many decimals, and a minus sign that is one. */
export const fixed = (value: number, decimals: number): string => {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
};

/** A share in whole hundredths; no line ends before its sign. */
export const percent = (share: number): string => `${Math.round(100 * share)}\u00a0%`;

/** A tick's number, with as many decimals as its neighbours need; very large and very small ones in powers of ten. */
export function tickText(tick: number, ticks: readonly number[]): string {
  const largest = Math.max(...ticks.map(Math.abs));
  if (largest >= 1e5) return format('~s')(tick);
  if (largest < 0.01) return tick === 0 ? '0' : format('~e')(tick).replace('−', '-');
  const decimals = Math.max(...ticks.map((each) => (String(each).split('.')[1] ?? '').length));
  return fixed(tick, decimals);
}
