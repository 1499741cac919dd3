import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageJobs, type Job } from '../../../scripts/results/jobs.ts';
import type { Outcome } from '../../../scripts/results/outcomes.ts';
import { sweep } from '../../../scripts/results/sweeps.ts';
import type { MeasuredListing } from '../../../src/lib/results/files.ts';
import { MeasurementError } from '../../../src/lib/results/recording/error.ts';

const listing = (name: string): MeasuredListing => ({
  name,
  source: '',
  sweep: { settings: [{ name: 'plain', parameters: {} }], seeds: [0, 1] },
  listingHash: '',
  settingsHash: '',
});
const jobs = ['a', 'b', 'c'].flatMap((name) => pageJobs(listing(name), 'wasm'));

async function swept(perform: (job: Job) => Promise<boolean>, count = 1) {
  const lines: string[] = [];
  const failed = await sweep(jobs, {
    count,
    perform: async (job) => ({ saved: await perform(job), outcome: job.listing.name as unknown as Outcome }),
    finish: ({ name }, outcomes) => lines.push(`${name} has ${outcomes.length}`),
    say: (line) => lines.push(line),
  });
  return { lines, failed: failed.map(({ name }) => name) };
}

describe('a sweep over listings', () => {
  it('hands each listing over as soon as it has all of its jobs', async () => {
    const { lines, failed } = await swept(() => Promise.resolve(true));
    assert.deepEqual(failed, []);
    assert.deepEqual(lines.slice(0, 3), [
      '[1/6] a · plain · seed 0: measured before',
      '[2/6] a · plain · seed 1: measured before',
      'a has 2',
    ]);
    assert.deepEqual(
      lines.filter((line) => line.includes(' has ')),
      ['a has 2', 'b has 2', 'c has 2'],
    );
  });

  it('goes on with the other listings when a program fails, and says which one failed', async () => {
    const { lines, failed } = await swept(({ listing: { name } }) =>
      name === 'b' ? Promise.reject(new MeasurementError('Traceback')) : Promise.resolve(true),
    );
    assert.deepEqual(failed, ['b']);
    assert.deepEqual(lines.slice(3, 5), [
      '[3/6] b · plain · seed 0: failed\nTraceback',
      '[4/6] b · plain · seed 1: left out',
    ]);
    assert.deepEqual(
      lines.filter((line) => line.includes(' has ')),
      ['a has 2', 'c has 2'],
    );
  });

  it('ends with an error that is no program’s', async () => {
    await assert.rejects(
      swept(() => Promise.reject(new Error('The browser was closed.'))),
      /browser was closed/,
    );
  });

  it('does as many jobs at once as it may', async () => {
    let [now, most] = [0, 0];
    await swept(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now--;
      return false;
    }, 2);
    assert.equal(most, 2);
  });
});
