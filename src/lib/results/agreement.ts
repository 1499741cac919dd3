/** Whether two sets of runs say the same, and whether a run repeats another. Pure arithmetic, for the build and the page. */
import type { LoggedRun } from './schema.ts';
import type { Spread } from './statistics.ts';

/** The standard errors of a difference of means that the spread of the seeds explains. */
const STANDARD_ERRORS = 2;

/**
 * What the rounding of 32-bit floats may move a mean by, as a share of it, and of 1 where it is smaller: sums in another
 * order carry an image or two of a thousand across the border between right and wrong.
 */
const ROUNDING = 0.001;

export interface Agreement {
  /** Mean of the first less mean of the second. */
  readonly difference: number;
  /** How large a difference the spread of the seeds and rounding explain. */
  readonly allowance: number;
  readonly agrees: boolean;
}

/**
 * Welch's comparison of two means: they agree when they are apart by at most two standard errors of their difference,
 * √(sd₁²/n₁ + sd₂²/n₂), plus rounding. Welch's and not a pooled one, because nothing says that both have one variance.
 */
export function agreement(a: Spread, b: Spread): Agreement {
  const variance = ({ sd, n }: Spread): number => (sd ?? 0) ** 2 / n;
  const rounding = ROUNDING * Math.max(1, Math.abs(a.mean), Math.abs(b.mean));
  const allowance = STANDARD_ERRORS * Math.sqrt(variance(a) + variance(b)) + rounding;
  const difference = a.mean - b.mean;
  return { difference, allowance, agrees: Math.abs(difference) <= allowance };
}

/** How far a number may be from the saved one when a run is repeated on another GPU. */
export interface Tolerance {
  readonly absolute: number;
  /** Share of the saved number's size. */
  readonly relative: number;
}

/** For a short run on WebGPU: adapters round and add up in their own ways; the runs have not had time to part. */
export const REPEAT_TOLERANCE: Tolerance = { absolute: 0.003, relative: 0.001 };

/** Every logged number of a repeated run that is missing, new, or further from the saved one than the tolerance. */
export function differences(saved: LoggedRun, repeated: LoggedRun, { absolute, relative }: Tolerance): string[] {
  const numbers = numbersOf(repeated);
  const problems = [...numbersOf(saved)].flatMap(([name, value]) => {
    const other = numbers.get(name);
    numbers.delete(name);
    if (other === undefined) return [`${name} was ${value} and is not logged any more`];
    const far = !(Math.abs(other - value) <= absolute + relative * Math.abs(value));
    return far ? [`${name} was ${value} and is ${other}`] : [];
  });
  return [...problems, ...[...numbers].map(([name, value]) => `${name} is ${value} and was not logged before`)];
}

const numbersOf = ({ scalars, metrics }: LoggedRun): Map<string, number> =>
  new Map([
    ...Object.entries(scalars).flatMap(([tag, points]) =>
      points.map(([step, value]): [string, number] => [`${tag} at step ${step}`, value]),
    ),
    ...Object.entries(metrics).map(([name, value]): [string, number] => [`the metric ${name}`, value]),
  ]);
