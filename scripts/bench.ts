/**
 * Measures this project's engines beside other libraries, in one run, on this machine.
 *
 *     npm run bench [-- --quick] [--only mlp,cnn] [--json FILE] [--explain FILE.py]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { outcomeOf, PEERS, Unavailable, type Workload } from '../src/lib/benchmark/contest.ts';
import { BenchBrowser } from './bench/browser.ts';
import { explain } from './bench/explain.ts';
import { countSteps, measureMemory, measureSizes, measureStarts, type Numbers, type SizeCost } from './bench/extras.ts';
import { readOptions, USAGE, UsageError, type BenchOptions } from './bench/options.ts';
import type { MemoryOutcome } from './bench/page/long-runs.ts';
import { Pytorch } from './bench/pytorch.ts';
import { OURS, ratios, type Ratio } from './bench/ratios.ts';
import { memoryTable, numbersTable, ratiosTable, sizesTable, timesTable } from './bench/report.ts';
import { playRounds, type Contestant, type Rounds } from '../src/lib/benchmark/rounds.ts';
import { ensureKernels } from './build-kernels.mjs';
import { exit } from './exit.ts';

const PROGRAMS = join(import.meta.dirname, '..', 'src', 'lib', 'benchmark', 'programs');

/** How long `--long` is. */
const LONG_STEPS = 10_000;

/** npm runs scripts in the project's folder and leaves the caller's in INIT_CWD. */
const callersPath = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path);

/** One line that is written over, where there is a terminal. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

const print = (text: string): void => {
  progress('');
  console.log(`\n${text}`);
};

/** PyTorch, or why there is none. */
const openPytorch = (): Promise<Pytorch | string> =>
  Pytorch.open().catch((error: unknown) => {
    if (error instanceof Unavailable) return error.message;
    throw error;
  });

function contestants(workload: Workload, browser: BenchBrowser, pytorch: Pytorch | string): Contestant[] {
  const source = readFileSync(join(PROGRAMS, `${workload}.py`), 'utf8');
  const inBrowser = [...OURS, ...(workload === 'augmented' ? [] : PEERS)].map((name): Contestant => ({
    name,
    measure: (effort) => browser.measure(workload, name, effort),
  }));
  const measurePytorch: Contestant['measure'] = (effort) => {
    if (typeof pytorch === 'string') return Promise.resolve({ unavailable: pytorch });
    return outcomeOf(pytorch.measure(source, effort));
  };
  return [...inBrowser, { name: 'pytorch', measure: measurePytorch }];
}

/** Everything that was measured, as it goes into the JSON. */
interface Results {
  readonly ratios: Record<string, Ratio>;
  readonly times: Record<string, Rounds['times']>;
  readonly absent: Record<string, Rounds['absent']>;
  /** Other numbers, by key; some have a limit in `AT_MOST`. */
  readonly numbers: Numbers;
  readonly sizes: SizeCost[];
  readonly memory: Record<string, MemoryOutcome>;
}

/** What is measured beside the workloads, into `results`. */
async function measureExtras(options: BenchOptions, { page }: BenchBrowser, results: Results): Promise<void> {
  const { extras, quick, long } = options;
  if (extras.includes('interpreter')) {
    progress('interpreter');
    await ensureKernels();
    const { benchInterpreter } = await import('./bench/interpreter.ts');
    results.numbers.interpreter = (await benchInterpreter()).median / 1000;
  }
  if (extras.includes('start')) {
    progress('from Run to the first step');
    Object.assign(results.numbers, await measureStarts(page, quick ? 3 : 7));
  }
  if (extras.includes('issue')) {
    progress('what a step issues');
    Object.assign(results.numbers, await countSteps(page, ['mlp', 'cnn']));
  }
  if (extras.includes('size')) {
    results.sizes.push(...(await measureSizes(page, progress)));
    print(sizesTable(results.sizes));
  }
  if (long) {
    progress('memory');
    Object.assign(results.memory, await measureMemory(page, LONG_STEPS));
    print(memoryTable(results.memory));
  }
}

async function measureAll(options: BenchOptions, browser: BenchBrowser, pytorch: Pytorch | string): Promise<Results> {
  const results: Results = { ratios: {}, times: {}, absent: {}, numbers: {}, sizes: [], memory: {} };
  for (const workload of options.workloads) {
    const rounds = await playRounds(contestants(workload, browser, pytorch), {
      rounds: options.rounds,
      budget: options.budget,
      onTurn: ({ round, contestant }) => progress(`${workload}, round ${round} of ${options.rounds}: ${contestant}`),
    });
    await browser.closeContestants();
    print(timesTable(workload, rounds));
    Object.assign(results.ratios, ratios(workload, rounds));
    results.times[workload] = rounds.times;
    results.absent[workload] = rounds.absent;
  }
  await measureExtras(options, browser, results);
  return results;
}

/** The median ratios stand at the top under their keys; `ratios` has their quartiles and rounds. */
const toJson = (results: Results, machine: Readonly<Record<string, unknown>>): object => ({
  ...Object.fromEntries(Object.entries(results.ratios).map(([key, { median }]) => [key, median])),
  ...results.numbers,
  machine,
  ratios: results.ratios,
  times: results.times,
  absent: results.absent,
  sizes: results.sizes,
  memory: results.memory,
});

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.explain !== undefined) {
    console.log(await explain(callersPath(options.explain)));
    return 0;
  }
  const pytorch = await openPytorch();
  const browser = await BenchBrowser.open();
  try {
    const machine = {
      measured: new Date().toISOString(),
      processor: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
      browser: browser.version,
      pytorch: typeof pytorch === 'string' ? null : pytorch.versions,
      rounds: options.rounds,
    };
    console.log(`${machine.processor}, Chromium ${machine.browser}, ${machine.pytorch ?? 'no PyTorch'}`);
    const results = await measureAll(options, browser, pytorch);
    if (options.workloads.length > 0) print(ratiosTable(results.ratios, options.workloads));
    if (Object.keys(results.numbers).length > 0) print(numbersTable(results.numbers));
    if (options.json !== undefined) {
      const file = callersPath(options.json);
      writeFileSync(file, `${JSON.stringify(toJson(results, machine), null, 2)}\n`);
      print(`written to ${file}`);
    }
    return 0;
  } finally {
    await browser.close();
    if (typeof pytorch !== 'string') await pytorch.close();
  }
}

try {
  exit(await main());
} catch (error) {
  const message = (error as Error).message;
  console.error(error instanceof UsageError ? `${USAGE}\nbench: error: ${message}` : message);
  exit(error instanceof UsageError ? 2 : 1);
}
