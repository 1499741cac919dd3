/** Whether each saved result still belongs to its listing. */
import {
  listingPath,
  readMeasuredListings,
  readResult,
  resultPath,
  settingsPath,
  type MeasuredListing,
} from './files.ts';
import type { Result } from './schema.ts';

/** A listing whose published numbers are not its own any more. */
export interface Stale {
  readonly listing: string;
  /** One sentence. */
  readonly reason: string;
}

/** @param root The project's folder. */
export const staleResults = (root: string): Stale[] =>
  readMeasuredListings(root).flatMap((listing) => {
    const reason = staleness(listing, readResult(root, listing.name));
    return reason === null ? [] : [{ listing: listing.name, reason }];
  });

/** Why a result does not belong to a listing; null where it does. */
export function staleness(listing: MeasuredListing, result: Result | null): string | null {
  const { name, sweep } = listing;
  if (result === null) return `${listingPath(name)} has not been measured: there is no ${resultPath(name)}.`;
  if (result.listingHash !== listing.listingHash) return `${listingPath(name)} changed after it was measured.`;
  if (result.settingsHash !== listing.settingsHash) return `${settingsPath(name)} changed after it was measured.`;
  const complete =
    result.settings.length === sweep.settings.length &&
    result.settings.every(
      (setting, i) =>
        setting.name === sweep.settings[i]?.name && setting.runs.map(({ seed }) => seed).join() === sweep.seeds.join(),
    );
  return complete ? null : `${resultPath(name)} lacks some of the settings or seeds that it should have.`;
}

/** What to tell the editor who has to measure again. */
export const staleMessage = (stale: readonly Stale[]): string =>
  [
    'Published numbers that do not belong to their listing:',
    ...stale.map(({ reason }) => `  ${reason}`),
    'Measure again with:',
    ...stale.map(({ listing }) => `  npm run results -- ${listing}`),
  ].join('\n');
