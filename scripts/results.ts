/**
 * Measures listings: each of their settings with each seed, in a headless browser, and writes `src/content/results/`.
 *
 *     npm run results [-- LISTING …] [--seeds N] [--engine NAME] [--jobs N] [--shard I/N]
 *     npm run results -- [LISTING …] --reference     the same with CPython and PyTorch
 *     npm run results -- --merge DIR …               joins the parts that shards left
 *     npm run results -- --check                     measures nothing; says which results are stale
 *     npm run results -- --repeat                    runs some of it anew and compares
 *
 * Without a listing it measures those whose result is missing or stale. A measurement that was stopped goes on where it
 * was: finished runs wait in `.cache/results/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENGINE_VERSION } from '../src/lib/engine/version.ts';
import { readMeasuredListings, readResult, resultPath, type MeasuredListing } from '../src/lib/results/files.ts';
import { staleMessage, staleResults } from '../src/lib/results/freshness.ts';
import { formatResult } from '../src/lib/results/write.ts';
import { BrowserRunner } from './browser-runner.ts';
import { exit } from './exit.ts';
import { measure, measureReference } from './measure.ts';
import { Reference } from './pytorch/reference.ts';
import { ofShard, pageJobs, referenceJobs, type Job } from './results/jobs.ts';
import { readOptions, USAGE, UsageError, type Options } from './results/options.ts';
import { assemble, readParts, type Outcome } from './results/outcomes.ts';
import { repeat } from './results/repeat.ts';
import { sweep, type Done, type SweepOptions } from './results/sweeps.ts';

const root = join(import.meta.dirname, '..');
const today = (): string => new Date().toISOString().slice(0, 10);

type Finish = SweepOptions['finish'];

const identityOf = ({ listing, setting, seed }: Job) => ({
  listing: listing.name,
  listingHash: listing.listingHash,
  settingsHash: listing.settingsHash,
  setting: setting.name,
  seed,
  measured: today(),
});

async function onPage(jobs: readonly Job[], count: number, finish: Finish): Promise<MeasuredListing[]> {
  const runner = await BrowserRunner.open();
  try {
    const versions = pageVersions(runner.version);
    const perform = async (job: Job): Promise<Done> => {
      const { run, digest, engine, adapter, saved } = await measure(job, runner, root);
      const known = { ...identityOf(job), versions, engineVersion: ENGINE_VERSION, engine, adapter };
      const { purpose } = job;
      return {
        saved,
        outcome: purpose === 'exact' ? { purpose, ...known, digest } : { purpose: purpose as 'row', ...known, run },
      };
    };
    return await sweep(jobs, { count, perform, finish, say: console.log });
  } finally {
    await runner.close();
  }
}

async function withPytorch(jobs: readonly Job[], count: number, finish: Finish): Promise<MeasuredListing[]> {
  const reference = await Reference.open(count);
  try {
    const perform = async (job: Job): Promise<Done> => {
      const { run, saved } = await measureReference(job, reference, root);
      const outcome = { purpose: 'reference' as const, ...identityOf(job), versions: reference.versions, run };
      return { saved, outcome };
    };
    return await sweep(jobs, { count, perform, finish, say: console.log });
  } finally {
    await reference.close();
  }
}

function pageVersions(browser: string): Record<string, string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { 'understanding-memorization': version, chromium: browser };
}

function writeResult(listing: MeasuredListing, jobs: readonly Job[], outcomes: readonly Outcome[]): void {
  const path = join(root, resultPath(listing.name));
  // What was saved under another schema is as good as nothing: all of it is written anew.
  const saved = jobs.some(({ purpose }) => purpose === 'row')
    ? readSavedReference(listing)
    : readResult(root, listing.name);
  const text = formatResult(assemble(listing, jobs, outcomes, saved));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${resultPath(listing.name)}`);
}

/** The saved result where it can be read; its reference outlives new rows. */
function readSavedReference(listing: MeasuredListing) {
  try {
    return readResult(root, listing.name);
  } catch {
    return null;
  }
}

function writePart({ shard, reference }: Options, outcomes: readonly Outcome[]): void {
  const path = join(
    '.cache',
    'results-parts',
    `${reference ? 'reference' : 'page'}-${shard!.index}-of-${shard!.count}.json`,
  );
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), `${JSON.stringify(outcomes)}\n`);
  console.log(`wrote ${path}`);
}

async function measureAll(options: Options): Promise<number> {
  const { listings, reference, engine, shard, jobs: count } = options;
  if (listings.length === 0) {
    console.log('Every result belongs to its listing. Name a listing to measure it again.');
    return 0;
  }
  const jobs = listings.flatMap((listing) => (reference ? referenceJobs(listing) : pageJobs(listing, engine)));
  const part: Outcome[] = [];
  const finish: Finish = (listing, outcomes) => {
    if (shard) part.push(...outcomes);
    else
      writeResult(
        listing,
        jobs.filter((job) => job.listing === listing),
        outcomes,
      );
  };
  const failed = await (reference ? withPytorch : onPage)(ofShard(jobs, shard), count, finish);
  if (shard) writePart(options, part);
  if (failed.length === 0) return 0;
  console.error(`Not measured, because of a program that failed: ${failed.map(({ name }) => name).join(', ')}.`);
  return 1;
}

/** Joins what shards measured; listings of which no part speaks stay as they are. */
function merge({ folders }: Options): number {
  if (folders.length === 0) throw new UsageError('--merge needs the folders that hold the parts');
  const outcomes = readParts(folders);
  const listings = readMeasuredListings(root).filter(({ name }) => outcomes.some(({ listing }) => listing === name));
  for (const listing of listings) {
    const purposes = new Set(
      outcomes.filter((outcome) => outcome.listing === listing.name).map(({ purpose }) => purpose),
    );
    const jobs = [...pageJobs(listing, 'webgpu'), ...referenceJobs(listing)];
    const covered = jobs.filter(
      ({ purpose }) => purposes.has(purpose) || (purpose !== 'reference' && purposes.has('row')),
    );
    writeResult(listing, covered, outcomes);
  }
  return 0;
}

function check(): number {
  const stale = staleResults(root);
  console.log(stale.length === 0 ? 'Every result belongs to its listing.' : staleMessage(stale));
  return stale.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const options = readOptions(root);
  switch (options.action) {
    case 'check':
      return check();
    case 'merge':
      return merge(options);
    case 'repeat':
      return repeat(options.listings, root, options.jobs);
    case 'measure':
      return measureAll(options);
  }
}

try {
  exit(await main());
} catch (error) {
  const usage = error instanceof UsageError;
  console.error(usage ? `${USAGE}\nresults: error: ${error.message}` : (error as Error).message);
  exit(usage ? 2 : 1);
}
