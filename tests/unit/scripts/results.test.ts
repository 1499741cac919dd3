import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Program, ProgramRunner, RunOptions } from '../../../scripts/browser-runner.ts';
import { measureReference } from '../../../scripts/measure.ts';
import { checkJobs, exactJobs, ofShard, pageJobs, referenceJobs, type Job } from '../../../scripts/results/jobs.ts';
import { readOptions, UsageError } from '../../../scripts/results/options.ts';
import { assemble, OutcomeError, readParts, type Outcome } from '../../../scripts/results/outcomes.ts';
import { compare } from '../../../scripts/results/repeat.ts';
import { ENGINE_VERSION } from '../../../src/lib/engine/version.ts';
import type { MeasuredListing } from '../../../src/lib/results/files.ts';
import { staleness } from '../../../src/lib/results/freshness.ts';
import type { Sweep } from '../../../src/lib/results/schema.ts';

const SOURCE = 'seed = 0  # @param\nrate = 0.5  # @param\n';
const sweep: Sweep = {
  settings: [
    { name: 'low', parameters: {} },
    { name: 'high', parameters: { rate: 1.5 } },
  ],
  seeds: [0, 1, 2],
  referenceSeeds: [0, 1, 2, 3, 4],
  check: { rate: 0.25 },
  exact: true,
};
const listing: MeasuredListing = { name: 'example', source: SOURCE, sweep, listingHash: 'l', settingsHash: 's' };
const jobs = [...pageJobs(listing, 'webgpu'), ...referenceJobs(listing)];

const logged = (seed: number, loss: number) => ({
  seed,
  scalars: { loss: [[1, loss] as [number, number]] },
  metrics: { loss },
  stdout: '',
});

function outcomeOf({ purpose, setting, seed }: Job): Outcome {
  const known = {
    ...{ listing: 'example', listingHash: 'l', settingsHash: 's', setting: setting.name, seed },
    ...{ measured: '2025-01-01', versions: { some: '1' } },
  };
  const page = { ...known, engineVersion: ENGINE_VERSION, engine: 'webgpu', adapter: 'fake' };
  const run = { ...logged(seed, seed + 0.5), steps: 1, msPerStep: null };
  switch (purpose) {
    case 'exact':
      return { purpose, ...page, engine: 'wasm', digest: `${setting.name}-${seed}` };
    case 'reference':
      return { purpose, ...known, run: logged(seed, seed + 0.5) };
    case 'row':
    case 'check':
      return { purpose, ...page, run };
  }
}

describe('jobs', () => {
  it('are every setting with every seed, the check, and every setting on WASM', () => {
    const texts = pageJobs(listing, 'webgpu').map(
      (job) => `${job.purpose} ${job.setting.name} ${job.seed} ${job.engine}`,
    );
    assert.equal(texts.length, 6 + 1 + 2);
    assert.equal(new Set(texts).size, 9);
    assert.deepEqual(texts.slice(6), ['check check 0 webgpu', 'exact low 0 wasm', 'exact high 0 wasm']);
    assert.equal(referenceJobs(listing).length, 10);
  });

  it('are split so that every job is in exactly one shard', () => {
    const shards = [1, 2, 3, 4].map((index) => ofShard(jobs, { index, count: 4 }));
    assert.deepEqual(new Set(shards.flat()), new Set(jobs));
    assert.equal(shards.flat().length, jobs.length);
    assert.ok(shards.every((shard) => Math.abs(shard.length - jobs.length / 4) < 1));
  });
});

describe('parts', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'parts-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  it('make, in any order, the result that one machine makes', () => {
    const whole = assemble(listing, jobs, jobs.map(outcomeOf), null);
    assert.equal(staleness(listing, whole), null);
    assert.deepEqual(whole.exact, { low: 'low-0', high: 'high-0' });
    for (const index of [3, 1, 2]) {
      const folder = join(root, `part-${index}`);
      mkdirSync(folder);
      const outcomes = ofShard(jobs, { index, count: 3 }).map(outcomeOf).reverse();
      writeFileSync(join(folder, 'part.json'), JSON.stringify(outcomes));
    }
    assert.deepEqual(assemble(listing, jobs, readParts([root]), null), whole);
  });

  it('keep pictures of the first seed of each setting only', () => {
    const pictures = { images: { v: { step: 1, width: 1, height: 1, png: 'data:' } } };
    const outcomes = jobs
      .map(outcomeOf)
      .map((outcome) =>
        outcome.purpose === 'row' || outcome.purpose === 'check'
          ? { ...outcome, run: { ...outcome.run, ...pictures } }
          : outcome,
      );
    const { settings, check } = assemble(listing, jobs, outcomes, null);
    assert.deepEqual(
      settings.map(({ runs }) => runs.map(({ images }) => images !== undefined)),
      [
        [true, false, false],
        [true, false, false],
      ],
    );
    assert.equal(check?.images, undefined);
  });

  it('are refused where one is missing, old, or of another engine', () => {
    const outcomes = jobs.map(outcomeOf);
    assert.throws(
      () => assemble(listing, jobs, outcomes.slice(1), null),
      /example · low · seed 0 \(row\) was not measured/,
    );
    const [first, ...others] = outcomes as [Outcome, ...Outcome[]];
    const changed = (change: object) => () => assemble(listing, jobs, [{ ...first, ...change }, ...others], null);
    assert.throws(changed({ listingHash: 'old' }), OutcomeError);
    assert.throws(changed({ engineVersion: ENGINE_VERSION - 1 }), /another version of example or of the engine/);
    assert.throws(changed({ adapter: 'another' }), /different engines or adapters/);
    writeFileSync(join(root, 'x.json'), '[{"purpose": "row"}]');
    assert.throws(() => readParts([root]), /x\.json is not a part of a measurement/);
  });

  it('leave the reference of a result as it was, and its rows', () => {
    const whole = assemble(listing, jobs, jobs.map(outcomeOf), null);
    const rows = pageJobs(listing, 'webgpu');
    assert.deepEqual(assemble(listing, rows, rows.map(outcomeOf), whole), whole);
    const reference = referenceJobs(listing);
    assert.deepEqual(assemble(listing, reference, reference.map(outcomeOf), whole), whole);
    assert.throws(
      () => assemble(listing, reference, reference.map(outcomeOf), null),
      /measure example on a page first/,
    );
  });
});

describe('a repeated run', () => {
  const saved = assemble(listing, jobs, jobs.map(outcomeOf), null);
  const programs: Program[] = [];
  const runner = (value: number): ProgramRunner => ({
    version: '1',
    sources: 'a',
    run(program: Program, { onEvent }: RunOptions = {}) {
      programs.push(program);
      const runId = 'r';
      onEvent?.({ runId, kind: 'engine', engine: { name: 'webgpu', adapter: 'fake', reason: '' } });
      onEvent?.({ runId, kind: 'log', event: { kind: 'scalar', tag: 'loss', value, step: 1 } });
      onEvent?.({ runId, kind: 'log', event: { kind: 'hparams', parameters: {}, metrics: { loss: value } } });
      return Promise.resolve({
        runId,
        kind: 'end',
        end: { how: 'finished', exitStatus: 0 },
        steps: 1,
        msPerStep: 1,
      } as const);
    },
  });

  it('runs the check, and passes within the tolerance', async () => {
    const [job] = checkJobs(listing, 'webgpu');
    assert.deepEqual(await compare(job!, saved, runner(0.5)), []);
    assert.deepEqual(await compare(job!, saved, runner(0.502)), []);
    assert.equal(programs.at(-1)?.source, 'seed = 0  # @param\nrate = 0.25  # @param\n');
    assert.deepEqual(await compare(job!, saved, runner(0.51)), [
      'loss at step 1 was 0.5 and is 0.51',
      'the metric loss was 0.5 and is 0.51',
    ]);
  });

  it('is the very same on WASM, or fails', async () => {
    const [job] = exactJobs(listing);
    const [problem] = await compare(job!, saved, runner(0.5));
    const digest = /SHA-256 is (\w{64}), not low-0$/.exec(problem!)![1]!;
    const same = { ...saved, exact: { low: digest } };
    assert.deepEqual(await compare(job!, same, runner(0.5)), []);
    assert.equal((await compare(job!, same, runner(0.5 + 2 ** -53))).length, 1);
  });
});

describe('the reference', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'reference-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  it('runs the same program, once', async () => {
    const sources: string[] = [];
    const reference = {
      versions: { torch: '1.13.0' },
      run: (source: string) => {
        sources.push(source);
        return Promise.resolve({ scalars: { loss: [[1, 1 / 3] as [number, number]] }, metrics: {}, stdout: 'x\n' });
      },
    };
    const task = { listing, setting: sweep.settings[1]!, seed: 4 };
    const first = await measureReference(task, reference, root);
    assert.deepEqual(sources, ['seed = 4  # @param\nrate = 1.5  # @param\n']);
    assert.deepEqual(first, { run: { ...first.run, seed: 4, scalars: { loss: [[1, 0.33333]] } }, saved: false });
    assert.deepEqual(await measureReference(task, reference, root), { ...first, saved: true });
    assert.equal(sources.length, 1);
    await measureReference(task, { ...reference, versions: { torch: '2' } }, root);
    assert.equal(sources.length, 2);
  });

  it('says which program failed', async () => {
    const reference = { versions: {}, run: () => Promise.reject(new Error('Traceback\nValueError: no')) };
    const task = { listing, setting: sweep.settings[0]!, seed: 1 };
    await assert.rejects(measureReference(task, reference, root), /example · low · seed 1, with PyTorch\nTraceback/);
  });
});

describe('the command line', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const read = (...args: string[]) => readOptions(root, args);

  it('reads listings, seeds, engine and shard', () => {
    const options = read('regularization', '--seeds', '2', '--engine', 'wasm', '--shard', '2/3');
    assert.deepEqual(
      options.listings.map(({ name }) => name),
      ['regularization'],
    );
    assert.deepEqual(options.listings[0]!.sweep.seeds, [0, 1]);
    assert.deepEqual([options.action, options.engine, options.shard], ['measure', 'wasm', { index: 2, count: 3 }]);
    assert.deepEqual(read('--merge', 'a', 'b').folders, ['a', 'b']);
    assert.equal(read('--check').action, 'check');
  });

  it('refuses what it does not know', () => {
    for (const args of [
      ['--jobs', '0'],
      ['--shard', '4/3'],
      ['--engine', 'none'],
      ['nothing'],
      ['--check', '--repeat'],
      ['--x'],
    ]) {
      assert.throws(() => read(...args), UsageError, args.join(' '));
    }
  });
});
