/** One measurement: where along the run (an epoch, a step) and the value there. */
export type Point = readonly [x: number, y: number];

/** What several runs gave at one place: their mean and their range. For a single run all three are its value. */
export interface BandPoint {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The points of a single run as a band without width. */
export const asBand = (points: readonly Point[]): BandPoint[] =>
  points.map(([x, y]) => ({ x, mean: y, low: y, high: y }));
