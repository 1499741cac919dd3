/** Whether each saved result still belongs to its listing. */
import { ENGINE_VERSION } from '../engine/version.ts';
import {
  listingPath,
  readMeasuredListings,
  readResult,
  resultPath,
  settingsPath,
  type MeasuredListing,
} from './files.ts';
import type { Result, Sweep } from './schema.ts';

/** A listing whose published numbers are not its own any more. */
export interface Stale {
  readonly listing: string;
  /** One sentence. */
  readonly reason: string;
  /** What measures it again. */
  readonly command: string;
}

/** @param root The project's folder. */
export const staleResults = (root: string): Stale[] =>
  readMeasuredListings(root).flatMap((listing) => {
    const { name } = listing;
    const result = readResult(root, name);
    const reason = staleness(listing, result);
    if (reason !== null) return [{ listing: name, reason, command: `npm run results -- ${name}` }];
    const reference = referenceStaleness(listing, result);
    return reference === null
      ? []
      : [{ listing: name, reason: reference, command: `npm run results -- ${name} --reference` }];
  });

/** Why a result does not belong to a listing; null where it does. */
export function staleness(listing: MeasuredListing, result: Result | null): string | null {
  const { name, sweep } = listing;
  if (result === null) return `${listingPath(name)} has not been measured: there is no ${resultPath(name)}.`;
  if (result.listingHash !== listing.listingHash) return `${listingPath(name)} changed after it was measured.`;
  if (result.settingsHash !== listing.settingsHash) return `${settingsPath(name)} changed after it was measured.`;
  if (result.engineVersion !== ENGINE_VERSION) {
    return `${resultPath(name)} was measured with version ${result.engineVersion} of the engine, which is now ${ENGINE_VERSION}.`;
  }
  const complete =
    hasAll(sweep, result.settings, sweep.seeds) &&
    (sweep.check === undefined || result.check !== undefined) &&
    (!sweep.exact || sweep.settings.every((setting) => result.exact?.[setting.name] !== undefined));
  return complete ? null : `${resultPath(name)} lacks some of the settings or seeds that it should have.`;
}

/** Why a result's reference does not belong to a listing; null where it does, or where none is asked for. */
export function referenceStaleness({ name, listingHash, settingsHash, sweep }: MeasuredListing, result: Result | null) {
  if (!sweep.referenceSeeds) return null;
  const reference = result?.reference;
  if (!reference) return `${listingPath(name)} has not been run with PyTorch for ${resultPath(name)}.`;
  if (reference.listingHash !== listingHash) return `${listingPath(name)} changed after PyTorch ran it.`;
  if (reference.settingsHash !== settingsHash) return `${settingsPath(name)} changed after PyTorch ran it.`;
  const complete = hasAll(sweep, reference.settings, sweep.referenceSeeds);
  return complete ? null : `${resultPath(name)} lacks some of the settings or seeds that PyTorch should have run.`;
}

const hasAll = (
  sweep: Sweep,
  settings: readonly { readonly name: string; readonly runs: readonly { readonly seed: number }[] }[],
  seeds: readonly number[],
): boolean =>
  settings.length === sweep.settings.length &&
  settings.every(
    ({ name, runs }, i) => name === sweep.settings[i]?.name && runs.map(({ seed }) => seed).join() === seeds.join(),
  );

/** What to tell the editor who has to measure again. */
export const staleMessage = (stale: readonly Stale[]): string =>
  [
    'Published numbers that do not belong to their listing:',
    ...stale.map(({ reason }) => `  ${reason}`),
    'Measure again with:',
    ...stale.map(({ command }) => `  ${command}`),
  ].join('\n');
