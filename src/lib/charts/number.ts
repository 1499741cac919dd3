/**
 * Digits after the decimal point that a spread supports: those down to its first significant digit. Not one more, even
 * where that digit is a 1: a spread over a few seeds is not known better than that itself.
 */
export function decimalsFor(spread: number): number {
  if (!(spread > 0) || !Number.isFinite(spread)) return 3;
  // 0.0096 rounds to 0.01, so the digit that counts is that of the rounded spread.
  const exponent = Math.floor(Math.log10(Number(spread.toPrecision(1))));
  return Math.min(6, Math.max(0, -exponent));
}

/** `mean ± sd`, rounded to what the spread supports: `0.57 ± 0.02`. Without a spread, three decimals. */
export function meanWithSpread(mean: number, sd: number | null): string {
  if (sd === null) return mean.toFixed(3);
  const decimals = decimalsFor(sd);
  return `${mean.toFixed(decimals)} ± ${sd.toFixed(decimals)}`;
}

/** A number to so many significant digits, never in exponent form: `0.00031`. */
export function significant(value: number, digits: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(12, decimals));
}
