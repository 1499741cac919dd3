/** Middle and spread of a few measurements. */
export interface Quartiles {
  readonly median: number;
  /** A quarter of the values is below. */
  readonly low: number;
  /** A quarter of the values is above. */
  readonly high: number;
  readonly count: number;
}

/** The value below which a share of `sorted` lies, between its neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** @throws {RangeError} for no values. */
export function quartiles(values: readonly number[]): Quartiles {
  if (values.length === 0) throw new RangeError('the quartiles of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [number, number, number];
  return { median, low, high, count: values.length };
}

/** @throws {RangeError} for no values. */
export const median = (values: readonly number[]): number => quartiles(values).median;
