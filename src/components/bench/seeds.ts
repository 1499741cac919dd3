import { parseParameters, setParameter } from '../../lib/run/params.ts';
import type { RunPlace } from './run-events.ts';

/** How many runs a reader can ask for at once. */
export const RUN_COUNTS = [1, 3, 5] as const;

/** A program with the seed of one run in place. */
export interface SeededProgram {
  readonly source: string;
  readonly place: RunPlace;
}

const seedOf = (source: string) => parseParameters(source).findLast(({ name }) => name === 'seed');

/** Whether a program has a `seed` parameter that is a number, so that it can run with several. */
export const hasSeed = (source: string): boolean => typeof seedOf(source)?.value === 'number';

/**
 * The programs of `count` runs: `source` with its own seed, then with the ones that follow. After the last that its slider
 * has comes the first. A program without a seed runs once.
 */
export function withSeeds(source: string, count: number): SeededProgram[] {
  const parameter = seedOf(source);
  if (typeof parameter?.value !== 'number') return [{ source, place: { index: 0, seed: null } }];
  const { value, min = 0, max = Infinity } = parameter;
  const choices = Math.floor(max - min) + 1;
  return Array.from({ length: Math.min(count, choices) }, (_, index) => {
    const seed = index === 0 ? value : min + ((value - min + index) % choices);
    return { source: index === 0 ? source : setParameter(source, 'seed', seed), place: { index, seed } };
  });
}
