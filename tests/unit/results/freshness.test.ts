import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ENGINE_VERSION } from '../../../src/lib/engine/version.ts';
import { hashText, ResultFileError } from '../../../src/lib/results/files.ts';
import { staleMessage, staleResults } from '../../../src/lib/results/freshness.ts';
import type { Result, Sweep } from '../../../src/lib/results/schema.ts';
import { formatResult } from '../../../src/lib/results/write.ts';

const LISTING = 'seed = 0  # @param\nprint(seed)\n';
const SWEEP: Sweep = { settings: [{ name: 'plain', parameters: {} }], seeds: [0, 1] };

const run = (seed: number): Result['settings'][number]['runs'][number] => ({
  seed,
  scalars: { loss: [[1, 0.5]] },
  metrics: { loss: 0.5 },
  steps: 1,
  msPerStep: null,
  stdout: `${seed}\n`,
});

const result = (): Result => ({
  listing: 'example',
  listingHash: hashText(LISTING),
  settingsHash: hashText(JSON.stringify(SWEEP)),
  engineVersion: ENGINE_VERSION,
  measured: '2025-01-01',
  engine: 'webgpu',
  adapter: 'test',
  versions: {},
  settings: [{ name: 'plain', parameters: {}, runs: [run(0), run(1)] }],
});

describe('staleResults', () => {
  let root: string;
  const write = (path: string, text: string) => writeFileSync(join(root, 'src', 'content', path), text);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'results-'));
    for (const folder of ['listings', 'results']) mkdirSync(join(root, 'src', 'content', folder), { recursive: true });
    write('listings/example.py', LISTING);
    write('listings/example.settings.json', JSON.stringify(SWEEP));
    write('results/example.json', formatResult(result()));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is empty where every result belongs to its listing', () => {
    assert.deepEqual(staleResults(root), []);
  });

  it('does not mind how the checkout ends lines', () => {
    write('listings/example.py', LISTING.replaceAll('\n', '\r\n'));
    assert.deepEqual(staleResults(root), []);
  });

  it('names a listing that changed, and what to run', () => {
    write('listings/example.py', LISTING.replace('print', 'print '));
    const stale = staleResults(root);
    assert.equal(stale.length, 1);
    assert.match(staleMessage(stale), /listings.example\.py changed after it was measured/);
    assert.match(staleMessage(stale), /npm run results -- example$/);
  });

  it('names settings that changed', () => {
    write('listings/example.settings.json', JSON.stringify({ ...SWEEP, seeds: [0] }));
    assert.match(staleResults(root)[0]!.reason, /example\.settings\.json changed/);
  });

  it('names a listing that was never measured', () => {
    rmSync(join(root, 'src/content/results/example.json'));
    assert.match(staleResults(root)[0]!.reason, /has not been measured/);
  });

  it('names a result that lacks a seed', () => {
    write(
      'results/example.json',
      formatResult({ ...result(), settings: [{ name: 'plain', parameters: {}, runs: [run(0)] }] }),
    );
    assert.match(staleResults(root)[0]!.reason, /lacks some of the settings or seeds/);
  });

  it('names an engine whose numbers changed', () => {
    write('results/example.json', formatResult({ ...result(), engineVersion: ENGINE_VERSION - 1 }));
    assert.match(staleResults(root)[0]!.reason, /was measured with version \d+ of the engine, which is now \d+/);
  });

  it('asks for the check and the digests that the settings declare', () => {
    for (const declared of [{ check: { seed: 1 } }, { exact: true }]) {
      const text = JSON.stringify({ ...SWEEP, ...declared });
      write('listings/example.settings.json', text);
      write('results/example.json', formatResult({ ...result(), settingsHash: hashText(text) }));
      assert.match(staleResults(root)[0]!.reason, /lacks some of the settings or seeds/);
    }
  });

  it('asks for the reference, and names it where it is stale or incomplete', () => {
    const text = JSON.stringify({ ...SWEEP, referenceSeeds: [0, 1, 2] });
    write('listings/example.settings.json', text);
    const measured = { ...result(), settingsHash: hashText(text) };
    const logged = (seed: number) => ({ seed, scalars: {}, metrics: {}, stdout: '' });
    const reference = {
      listingHash: measured.listingHash,
      settingsHash: measured.settingsHash,
      measured: '2025-01-01',
      versions: { torch: '1.13.0' },
      settings: [{ name: 'plain', runs: [0, 1, 2].map(logged) }],
    };
    const reasons = (saved: Result) => {
      write('results/example.json', formatResult(saved));
      return staleResults(root);
    };
    assert.match(reasons(measured)[0]!.reason, /has not been run with PyTorch/);
    assert.match(staleMessage(staleResults(root)), /npm run results -- example --reference$/);
    assert.deepEqual(reasons({ ...measured, reference }), []);
    assert.match(
      reasons({ ...measured, reference: { ...reference, listingHash: 'other' } })[0]!.reason,
      /changed after PyTorch/,
    );
    const fewer = [{ name: 'plain', runs: [0, 1].map(logged) }];
    assert.match(
      reasons({ ...measured, reference: { ...reference, settings: fewer } })[0]!.reason,
      /PyTorch should have run/,
    );
  });

  it('says where a file is not what it should be', () => {
    write('results/example.json', JSON.stringify({ ...result(), engine: 7 }));
    assert.throws(
      () => staleResults(root),
      (error) => {
        assert.ok(error instanceof ResultFileError);
        assert.match(error.message, /results.example\.json is not valid: engine: /);
        return true;
      },
    );
    write('results/example.json', '{');
    assert.throws(() => staleResults(root), /results.example\.json is not JSON/);
  });
});

describe('formatResult', () => {
  it('gives JSON of the same value, with lines that curves fill', () => {
    const curve = Array.from({ length: 40 }, (_, i): [number, number] => [i, i / 3]);
    const long = { ...run(0), scalars: { loss: curve } };
    const value = { ...result(), settings: [{ name: 'plain', parameters: {}, runs: [long] }] };
    const text = formatResult(value);
    assert.deepEqual(JSON.parse(text), value);
    assert.match(text, /^ +\[0, 0\], \[1, 0\.3{16}\], /m);
    const lines = text.split('\n');
    assert.ok(lines.length < 55 && lines.every((line) => line.length <= 120), text);
    assert.ok(text.endsWith('}\n'));
  });
});
