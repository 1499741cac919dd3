/** What jobs gave, as one file that another machine can join with others, and the result that all of them make. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'astro/zod';
import { ENGINE_VERSION } from '../../src/lib/engine/version.ts';
import type { MeasuredListing } from '../../src/lib/results/files.ts';
import {
  loggedRunSchema,
  runResultSchema,
  type ReferenceResult,
  type Result,
  type RunResult,
} from '../../src/lib/results/schema.ts';
import type { Job } from './jobs.ts';

const identity = {
  listing: z.string(),
  listingHash: z.string(),
  settingsHash: z.string(),
  setting: z.string(),
  seed: z.number().int(),
  /** Day, as `2025-01-31`. */
  measured: z.string(),
  versions: z.record(z.string(), z.string()),
};
const onPage = { ...identity, engineVersion: z.number().int(), engine: z.string(), adapter: z.string() };

export const outcomeSchema = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('row'), ...onPage, run: runResultSchema }),
  z.object({ purpose: z.literal('check'), ...onPage, run: runResultSchema }),
  z.object({ purpose: z.literal('exact'), ...onPage, digest: z.string() }),
  z.object({ purpose: z.literal('reference'), ...identity, run: loggedRunSchema }),
]);

/** What one job gave. */
export type Outcome = z.infer<typeof outcomeSchema>;
type OutcomeOf<P extends Outcome['purpose']> = Extract<Outcome, { purpose: P }>;

/** Outcomes that do not make a result. */
export class OutcomeError extends Error {
  override readonly name = 'OutcomeError';
}

/** The outcomes in the parts (`*.json`) of some folders. */
export const readParts = (folders: readonly string[]): Outcome[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .sort()
      .flatMap((file) => {
        const parsed = z.array(outcomeSchema).safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
        if (!parsed.success) throw new OutcomeError(`${join(folder, file)} is not a part of a measurement`);
        return parsed.data;
      }),
  );

/** Outcomes of a listing as it is now. @throws {OutcomeError} for one that belongs to another text or another engine. */
function ownOutcomes({ name, listingHash, settingsHash }: MeasuredListing, outcomes: readonly Outcome[]): Outcome[] {
  const own = outcomes.filter(({ listing }) => listing === name);
  const other = own.find(
    (outcome) =>
      outcome.listingHash !== listingHash ||
      outcome.settingsHash !== settingsHash ||
      ('engineVersion' in outcome && outcome.engineVersion !== ENGINE_VERSION),
  );
  if (other) throw new OutcomeError(`a part measured another version of ${name} or of the engine; measure it again`);
  return own;
}

/**
 * The result that the outcomes make with what was saved: rows, or a reference, or both are replaced.
 * @throws {OutcomeError} when a job's outcome is missing, or the runs ran on different engines.
 */
export function assemble(
  listing: MeasuredListing,
  jobs: readonly Job[],
  outcomes: readonly Outcome[],
  saved: Result | null,
): Result {
  const own = new Map(ownOutcomes(listing, outcomes).map((outcome) => [keyOf(outcome), outcome]));
  const find = <P extends Outcome['purpose']>(purpose: P, setting: string, seed: number): OutcomeOf<P> => {
    const outcome = own.get(keyOf({ purpose, setting, seed }));
    if (!outcome) throw new OutcomeError(`${listing.name} · ${setting} · seed ${seed} (${purpose}) was not measured`);
    return outcome as OutcomeOf<P>;
  };
  const purposes = new Set(jobs.filter((job) => job.listing === listing).map(({ purpose }) => purpose));
  const pageResult = purposes.has('row') ? pageOf(listing, purposes, [...own.values()], find) : saved;
  if (!pageResult)
    throw new OutcomeError(`measure ${listing.name} on a page first: npm run results -- ${listing.name}`);
  const reference = purposes.has('reference') ? referenceOf(listing, find) : saved?.reference;
  return { ...pageResult, ...(reference && { reference }) };
}

type Find = <P extends Outcome['purpose']>(purpose: P, setting: string, seed: number) => OutcomeOf<P>;

function pageOf(
  { name, listingHash, settingsHash, sweep }: MeasuredListing,
  purposes: ReadonlySet<Outcome['purpose']>,
  own: readonly Outcome[],
  find: Find,
): Result {
  const first = find('row', sweep.settings[0]!.name, sweep.seeds[0]!);
  const { engine, adapter } = first;
  const mixed = own.find((other) => other.purpose === 'row' && (other.engine !== engine || other.adapter !== adapter));
  if (mixed) throw new OutcomeError(`the runs of ${name} ran on different engines or adapters; measure it again`);
  const days = own.filter(({ purpose }) => purpose === 'row').map(({ measured }) => measured);
  return {
    listing: name,
    listingHash,
    settingsHash,
    engineVersion: ENGINE_VERSION,
    measured: days.sort().at(-1)!,
    engine,
    adapter,
    versions: first.versions,
    settings: sweep.settings.map((setting) => ({
      ...setting,
      runs: sweep.seeds.map((seed, i) => {
        const { run } = find('row', setting.name, seed);
        return i === 0 ? run : withoutPictures(run);
      }),
    })),
    ...(purposes.has('check') && { check: withoutPictures(find('check', 'check', sweep.seeds[0]!).run) }),
    ...(purposes.has('exact') && {
      exact: Object.fromEntries(
        sweep.settings.map((setting) => [setting.name, find('exact', setting.name, sweep.seeds[0]!).digest]),
      ),
    }),
  };
}

/** A run whose pictures no figure shows: those of a setting's first seed stand for all. */
function withoutPictures({
  histograms: _,
  pr_curves: __,
  embeddings: ___,
  images: ____,
  ...run
}: RunResult): RunResult {
  return run;
}

function referenceOf({ listingHash, settingsHash, sweep }: MeasuredListing, find: Find): ReferenceResult {
  const seeds = sweep.referenceSeeds ?? [];
  const first = find('reference', sweep.settings[0]!.name, seeds[0]!);
  return {
    listingHash,
    settingsHash,
    measured: first.measured,
    versions: first.versions,
    settings: sweep.settings.map(({ name }) => ({
      name,
      runs: seeds.map((seed) => find('reference', name, seed).run),
    })),
  };
}

const keyOf = ({ purpose, setting, seed }: Pick<Outcome, 'purpose' | 'setting' | 'seed'>): string =>
  [purpose, setting, seed].join('\0');
