/**
 * Measures listings: each of their settings with each seed, in a headless browser, and writes `src/content/results/`.
 *
 *     npm run results [-- LISTING …] [--check] [--jobs N] [--engine NAME]
 *
 * Without a listing it measures those whose result is missing or stale. `--check` measures nothing and says which they
 * are. A measurement that was stopped goes on where it was: finished runs wait in `.cache/results/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, isEngineName, type EngineName } from '../src/lib/engine/names.ts';
import { readMeasuredListings, resultPath, type MeasuredListing } from '../src/lib/results/files.ts';
import { staleMessage, staleResults } from '../src/lib/results/freshness.ts';
import type { Result } from '../src/lib/results/schema.ts';
import { formatResult } from '../src/lib/results/write.ts';
import { BrowserRunner } from './browser-runner.ts';
import { exit } from './exit.ts';
import { measure, type Measured, type Task } from './measure.ts';
import { TimeLeft } from './time-left.ts';

const root = join(import.meta.dirname, '..');
const USAGE = `usage: npm run results [-- LISTING ...] [--check] [--jobs N] [--engine ${ENGINE_NAMES.join('|')}]`;

class UsageError extends Error {}

interface Options {
  readonly listings: readonly MeasuredListing[];
  readonly check: boolean;
  readonly jobs: number;
  readonly engine: EngineName;
}

function readOptions(): Options {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        jobs: { type: 'string', default: '1' },
        engine: { type: 'string', default: 'webgpu' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new UsageError(`--jobs needs a whole number from 1, not ${values.jobs}`);
  if (!isEngineName(values.engine)) throw new UsageError(`there is no engine '${values.engine}'`);
  const all = readMeasuredListings(root);
  const unknown = positionals.find((name) => !all.some((listing) => listing.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`no listing '${unknown}' has settings; there is ${all.map(({ name }) => name).join(', ')}`);
  }
  const stale = new Set(staleResults(root).map(({ listing }) => listing));
  const listings = all.filter(({ name }) => (positionals.length > 0 ? positionals.includes(name) : stale.has(name)));
  return { listings, check: values.check, jobs: Math.min(jobs, availableParallelism()), engine: values.engine };
}

/** Runs every task, `jobs` at a time, and prints a line for each. */
async function measureAll(tasks: readonly Task[], runner: BrowserRunner, jobs: number): Promise<Map<Task, Measured>> {
  const results = new Map<Task, Measured>();
  const timeLeft = new TimeLeft(tasks.length, jobs);
  const queue = tasks.values();
  const work = async (): Promise<void> => {
    for (const task of queue) {
      const start = performance.now();
      const measured = await measure(task, runner, root);
      results.set(task, measured);
      timeLeft.done(measured.saved ? 0 : performance.now() - start);
      const took = measured.saved ? 'measured before' : `${((performance.now() - start) / 1000).toFixed(1)} s`;
      const { listing, setting, seed } = task;
      console.log(
        `[${results.size}/${tasks.length}] ${listing.name} · ${setting.name} · seed ${seed}: ${took}${timeLeft.text}`,
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

const tasksOf = (listing: MeasuredListing, engine: EngineName): Task[] =>
  listing.sweep.settings.flatMap((setting) => listing.sweep.seeds.map((seed) => ({ listing, setting, seed, engine })));

function assemble(listing: MeasuredListing, measured: ReadonlyMap<Task, Measured>, browser: string): Result {
  const own = [...measured].filter(([task]) => task.listing === listing);
  const [first] = own;
  if (!first) throw new Error(`nothing was measured of ${listing.name}`);
  const [, { engine, adapter }] = first;
  const mixed = own.find(([, other]) => other.engine !== engine || other.adapter !== adapter);
  if (mixed)
    throw new Error(`the runs of ${listing.name} ran on ${engine} and on ${mixed[1].engine}; measure it again`);
  return {
    listing: listing.name,
    listingHash: listing.listingHash,
    settingsHash: listing.settingsHash,
    measured: new Date().toISOString().slice(0, 10),
    engine,
    adapter,
    versions: versions(browser),
    settings: listing.sweep.settings.map((setting) => ({
      ...setting,
      runs: listing.sweep.seeds.map((seed) => {
        const run = own.find(([task]) => task.setting === setting && task.seed === seed);
        if (!run) throw new Error(`${listing.name} · ${setting.name} · seed ${seed} was not measured`);
        return run[1].run;
      }),
    })),
  };
}

function versions(browser: string): Record<string, string> {
  const read = (path: string): string =>
    (JSON.parse(readFileSync(join(root, path), 'utf8')) as { version: string }).version;
  return {
    'understanding-memorization': read('package.json'),
    '@tensorflow/tfjs-core': read('node_modules/@tensorflow/tfjs-core/package.json'),
    chromium: browser,
  };
}

async function main(): Promise<number> {
  const { listings, check, jobs, engine } = readOptions();
  if (check) {
    const stale = staleResults(root);
    console.log(stale.length === 0 ? 'Every result belongs to its listing.' : staleMessage(stale));
    return stale.length === 0 ? 0 : 1;
  }
  if (listings.length === 0) {
    console.log('Every result belongs to its listing. Name a listing to measure it again.');
    return 0;
  }
  const runner = await BrowserRunner.open();
  try {
    const tasks = listings.flatMap((listing) => tasksOf(listing, engine));
    const measured = await measureAll(tasks, runner, jobs);
    for (const listing of listings) {
      const path = join(root, resultPath(listing.name));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, formatResult(assemble(listing, measured, runner.version)));
      console.log(`wrote ${resultPath(listing.name)}`);
    }
    return 0;
  } finally {
    await runner.close();
  }
}

try {
  exit(await main());
} catch (error) {
  const usage = error instanceof UsageError;
  console.error(usage ? `${USAGE}\nresults: error: ${error.message}` : (error as Error).message);
  exit(usage ? 2 : 1);
}
