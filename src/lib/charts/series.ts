import { deviation, max, mean, min } from 'd3';

/** One measurement: where along the run (an epoch, a step) and the value there. */
export type Point = readonly [x: number, y: number];

/** What several runs gave at one place: their mean and their range. */
export interface BandPoint {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Mean and range over runs, at each x that every run has a finite value for, in the order of the first run.
 * The range is min to max, because an sd of three runs draws a band that no run need lie in.
 */
export function bandOver(runs: readonly (readonly Point[])[]): BandPoint[] {
  const [first, ...others] = runs.map((run) => new Map(run.filter(([, y]) => Number.isFinite(y))));
  if (!first) return [];
  return [...first.keys()]
    .filter((x) => others.every((run) => run.has(x)))
    .map((x) => {
      const values = [first, ...others].map((run) => run.get(x) as number);
      return { x, mean: mean(values) as number, low: min(values) as number, high: max(values) as number };
    });
}

/** Mean and sample standard deviation of some values; the deviation of a single one is null. */
export interface Summary {
  readonly mean: number;
  readonly sd: number | null;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Throws a RangeError when there is nothing to summarize. */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('no values to summarize');
  return {
    mean: mean(values) as number,
    sd: deviation(values) ?? null,
    low: min(values) as number,
    high: max(values) as number,
    count: values.length,
  };
}
