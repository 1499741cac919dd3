/** Runs some of what was published anew, from scratch, and compares: what CI does at each change. */
import { differences, REPEAT_TOLERANCE } from '../../src/lib/results/agreement.ts';
import { readResult, type MeasuredListing } from '../../src/lib/results/files.ts';
import type { Result } from '../../src/lib/results/schema.ts';
import { BrowserRunner, type ProgramRunner } from '../browser-runner.ts';
import { measureAnew, nameOf } from '../measure.ts';
import { checkJobs, exactJobs, type Job } from './jobs.ts';

/**
 * Repeats each listing's `check` on the engine that its result names, within `REPEAT_TOLERANCE`, and every setting of those with
 * `exact` on WASM, bit for bit. Prints a line for each and closes with `N passed, N failed`.
 * @returns The exit status.
 */
export async function repeat(listings: readonly MeasuredListing[], root: string, count: number): Promise<number> {
  const runner = await BrowserRunner.open();
  try {
    const queue = listings
      .flatMap((listing) => {
        const saved = readResult(root, listing.name);
        const engine = saved?.engine === 'wasm' ? 'wasm' : 'webgpu';
        return saved ? [...checkJobs(listing, engine), ...exactJobs(listing)].map((job) => ({ job, saved })) : [];
      })
      .values();
    const problems: string[][] = [];
    const work = async (): Promise<void> => {
      for (const { job, saved } of queue) {
        const start = performance.now();
        const found = await compare(job, saved, runner);
        problems.push(found);
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        console.log(`${found.length === 0 ? '✔' : '✖'} ${nameOf(job)}, ${job.engine} (${seconds} s)`);
        for (const problem of found) console.log(`    ${problem}`);
      }
    };
    await Promise.all(Array.from({ length: count }, work));
    const failed = problems.filter((found) => found.length > 0).length;
    console.log(`${problems.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await runner.close();
  }
}

/** What differs between a job's run, from scratch, and what was saved of it. */
export async function compare(job: Job, saved: Result, runner: ProgramRunner): Promise<string[]> {
  const { run, digest } = await measureAnew(job, runner);
  if (job.purpose === 'check') {
    return saved.check ? differences(saved.check, run, REPEAT_TOLERANCE) : ['no check was saved'];
  }
  const expected = saved.exact?.[job.setting.name];
  if (digest === expected) return [];
  return [`the run is not the saved one: its SHA-256 is ${digest}, not ${expected ?? 'saved'}`];
}
