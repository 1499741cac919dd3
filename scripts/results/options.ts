/** The command line of `npm run results`. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, isEngineName, type EngineName } from '../../src/lib/engine/names.ts';
import { readMeasuredListings, type MeasuredListing } from '../../src/lib/results/files.ts';
import { staleResults } from '../../src/lib/results/freshness.ts';
import type { Shard } from './jobs.ts';

export const USAGE = `usage: npm run results [-- LISTING ...] [--check | --repeat | --merge DIR ...]
                            [--reference] [--seeds N] [--engine ${ENGINE_NAMES.join('|')}] [--jobs N] [--shard I/N]`;

export class UsageError extends Error {}

export interface Options {
  readonly listings: readonly MeasuredListing[];
  readonly action: 'measure' | 'check' | 'repeat' | 'merge';
  /** Run CPython with PyTorch and not the page's engines. */
  readonly reference: boolean;
  readonly jobs: number;
  readonly engine: EngineName;
  /** Which of the jobs to do, and to leave as a part; null does all and writes the results. */
  readonly shard: Shard | null;
  /** Folders with parts. */
  readonly folders: readonly string[];
}

/**
 * @param root The project's folder.
 * @throws {UsageError}
 */
export function readOptions(root: string, args: readonly string[] = process.argv.slice(2)): Options {
  const { values, positionals } = parse(args);
  if (!isEngineName(values.engine)) throw new UsageError(`there is no engine '${values.engine}'`);
  const actions = (['check', 'repeat', 'merge'] as const).filter((name) => values[name]);
  if (actions.length > 1) throw new UsageError(`--${actions[0]} and --${actions[1]} do not go together`);
  const action = actions[0] ?? 'measure';
  const all = readMeasuredListings(root);
  const seeds = values.seeds === undefined ? null : wholeNumber('--seeds', values.seeds);
  const names = action === 'merge' ? [] : positionals;
  const unknown = names.find((name) => !all.some((listing) => listing.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`no listing '${unknown}' has settings; there is ${all.map(({ name }) => name).join(', ')}`);
  }
  const wanted = names.length > 0 ? new Set(names) : action === 'measure' ? staleNames(root) : null;
  return {
    listings: all.filter(({ name }) => wanted?.has(name) ?? true).map((listing) => withSeeds(listing, seeds)),
    action,
    reference: values.reference,
    jobs: Math.min(wholeNumber('--jobs', values.jobs), availableParallelism()),
    engine: values.engine,
    shard: values.shard === undefined ? null : readShard(values.shard),
    folders: action === 'merge' ? positionals : [],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        repeat: { type: 'boolean', default: false },
        merge: { type: 'boolean', default: false },
        reference: { type: 'boolean', default: false },
        seeds: { type: 'string' },
        jobs: { type: 'string', default: '1' },
        engine: { type: 'string', default: 'webgpu' },
        shard: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const staleNames = (root: string): Set<string> => new Set(staleResults(root).map(({ listing }) => listing));

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`${option} needs a whole number from 1, not ${text}`);
  return value;
}

function readShard(text: string): Shard {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!index || !count || index > count) throw new UsageError(`--shard needs I/N, from 1/N to N/N, not ${text}`);
  return { index, count };
}

/** `--seeds N` measures 0 to N - 1 in place of the seeds that the settings name. */
function withSeeds(listing: MeasuredListing, count: number | null): MeasuredListing {
  if (count === null) return listing;
  const seeds = Array.from({ length: count }, (_, i) => i);
  return { ...listing, sweep: { ...listing.sweep, seeds, referenceSeeds: seeds } };
}
