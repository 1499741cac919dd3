import { asBand, type BandPoint, type Point } from '../../lib/charts/series.ts';
import { mean } from '../../lib/results/statistics.ts';

/** The curves of the reader's runs by tag: of one run, or the mean of several with their range. */
export type OwnCurves = ReadonlyMap<string, readonly BandPoint[]>;

/** The scalars that the reader's runs log. */
export class OwnRuns {
  readonly #byTag = new Map<string, Point[][]>();
  readonly #groups = new Map<string, string>();
  #count = 0;

  /** How many points there are. */
  get count(): number {
    return this.#count;
  }

  /** The groups of `add_scalars`, by tag. */
  get groups(): ReadonlyMap<string, string> {
    return this.#groups;
  }

  /** @param run Which of the runs logged it, from 0. */
  add(run: number, tag: string, point: Point, group?: string): void {
    if (group !== undefined) this.#groups.set(tag, group);
    const runs = this.#byTag.get(tag) ?? [];
    this.#byTag.set(tag, runs);
    (runs[run] ??= []).push(point);
    this.#count++;
  }

  clear(): void {
    this.#byTag.clear();
    this.#groups.clear();
    this.#count = 0;
  }

  /** The curves as they are now. */
  get curves(): OwnCurves {
    return new Map([...this.#byTag].map(([tag, runs]) => [tag, bandOf(runs.filter((run) => run !== undefined))]));
  }
}

/**
 * Mean and range over the runs that have got to each place; a single run as it was logged. While a run is under way its
 * part of the way has one run more than the rest.
 */
export function bandOf(runs: readonly (readonly Point[])[]): BandPoint[] {
  if (runs.length < 2) return asBand(runs[0] ?? []);
  const values = new Map<number, number[]>();
  for (const run of runs) {
    // What a run logs twice at one place counts once there.
    for (const [x, y] of new Map(run)) values.set(x, [...(values.get(x) ?? []), y]);
  }
  return [...values]
    .sort(([a], [b]) => a - b)
    .map(([x, ys]) => ({ x, mean: mean(ys), low: Math.min(...ys), high: Math.max(...ys) }));
}
