/** What there is to measure: independent jobs, which any machine can do in any order. */
import type { EngineName } from '../../src/lib/engine/names.ts';
import type { MeasuredListing } from '../../src/lib/results/files.ts';
import type { Task } from '../measure.ts';

/**
 * What a job's outcome is for: a row of the table, the short run that CI repeats on WebGPU, a digest that CI repeats on
 * WASM, or PyTorch's row.
 */
export type Purpose = 'row' | 'check' | 'exact' | 'reference';

export interface Job extends Task {
  readonly purpose: Purpose;
}

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Every job of a listing on a page's engines. */
export function pageJobs(listing: MeasuredListing, engine: EngineName): Job[] {
  const { settings, seeds } = listing.sweep;
  const rows = settings.flatMap((setting) =>
    seeds.map((seed): Job => ({ purpose: 'row', listing, setting, seed, engine })),
  );
  return [...rows, ...checkJobs(listing, engine), ...exactJobs(listing)];
}

/** The short run that CI repeats; none where the settings declare none. */
export function checkJobs(listing: MeasuredListing, engine: EngineName): Job[] {
  const { check, seeds } = listing.sweep;
  if (!check) return [];
  return [{ purpose: 'check', listing, setting: { name: 'check', parameters: check }, seed: seeds[0]!, engine }];
}

/** Each setting once on WASM, whose numbers are the same bits on every machine. */
export const exactJobs = (listing: MeasuredListing): Job[] =>
  listing.sweep.exact
    ? listing.sweep.settings.map((setting) => ({
        purpose: 'exact',
        listing,
        setting,
        seed: listing.sweep.seeds[0]!,
        engine: 'wasm',
      }))
    : [];

/** Every job of a listing under CPython with PyTorch. Its engine is not used. */
export const referenceJobs = (listing: MeasuredListing): Job[] =>
  listing.sweep.settings.flatMap((setting) =>
    (listing.sweep.referenceSeeds ?? []).map((seed): Job => ({
      purpose: 'reference',
      listing,
      setting,
      seed,
      engine: 'wasm',
    })),
  );

/** The jobs of one shard: every `count`-th, so that all shards have jobs of every listing. */
export const ofShard = (jobs: readonly Job[], shard: Shard | null): Job[] =>
  shard === null ? [...jobs] : jobs.filter((_, i) => i % shard.count === shard.index - 1);
