import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resultCsv } from '../../../src/lib/results/csv.ts';
import type { Result } from '../../../src/lib/results/schema.ts';
import { agreementShare, largestBySeed, rowShare, tableOf } from '../../../src/lib/results/table.ts';

const logged = (seed: number, loss: number, accuracy: number) => ({
  seed,
  scalars: {},
  metrics: { loss, accuracy },
  stdout: '',
});
const run = (seed: number, loss: number, accuracy: number) => ({
  ...logged(seed, loss, accuracy),
  steps: 1,
  msPerStep: 2,
});

const result: Result = {
  listing: 'example',
  listingHash: '',
  settingsHash: '',
  engineVersion: 1,
  measured: '2025-01-01',
  engine: 'webgpu',
  adapter: 'a "fast" one',
  versions: {},
  settings: [
    { name: 'plain', parameters: {}, runs: [run(0, 1, 0.5), run(1, 1.5, 0.5)] },
    { name: 'other', parameters: { rate: 2 }, runs: [run(0, 3, 0.75), run(1, 3, 0.75)] },
  ],
  reference: {
    listingHash: '',
    settingsHash: '',
    measured: '2025-01-01',
    versions: { torch: '1.13.0' },
    settings: [
      { name: 'plain', runs: [logged(1, 1.25, 0.5), logged(0, 1.125, 0.5), logged(2, 9, 0.5)] },
      { name: 'other', runs: [logged(0, 3, 0.5), logged(1, 3, 0.5), logged(2, 3, 0.5)] },
    ],
  },
};

describe('tableOf', () => {
  it('puts PyTorch beside the page, and says where they differ', () => {
    const table = tableOf(result);
    assert.deepEqual(table.metrics, ['loss', 'accuracy']);
    assert.deepEqual(
      [table.seeds, table.referenceSeeds],
      [
        [0, 1],
        [1, 0, 2],
      ],
    );
    const [plain, other] = table.rows;
    assert.equal(plain!.cells[0]!.page.mean, 1.25);
    assert.equal(plain!.cells[0]!.reference!.n, 3);
    assert.deepEqual(
      plain!.cells.map((cell) => cell.agreement?.agrees),
      [true, true],
    );
    assert.deepEqual(
      other!.cells.map((cell) => cell.agreement?.agrees),
      [true, false],
    );
    assert.deepEqual(agreementShare([table]), { agreeing: 3, compared: 4 });
    assert.deepEqual(rowShare([table]), { agreeing: 1, compared: 2 });
  });

  it('has no cell where a setting has no such metric, and the columns of all of them', () => {
    const [plain, other] = result.settings;
    const bare = { ...other!, runs: other!.runs.map((each) => ({ ...each, metrics: { loss: each.metrics.loss! } })) };
    const table = tableOf({ ...result, settings: [bare, plain!], reference: undefined });
    assert.deepEqual(table.metrics, ['loss', 'accuracy']);
    assert.deepEqual(
      table.rows.map(({ cells }) => cells.map(({ metric }) => metric)),
      [['loss'], ['loss', 'accuracy']],
    );
    const [heading, first] = resultCsv({ ...result, settings: [bare, plain!] }).split('\r\n');
    assert.match(heading!, /loss,accuracy$/);
    assert.match(first!, /,3,$/);
  });

  it('does not take a metric from some runs of a setting only', () => {
    const [plain] = result.settings;
    const runs = [plain!.runs[0]!, { ...plain!.runs[1]!, metrics: { loss: 1 } }];
    assert.throws(
      () => tableOf({ ...result, settings: [{ ...plain!, runs }] }),
      /"plain" with seed 1 has no metric "accuracy"/,
    );
  });

  it('stands without a reference', () => {
    const { reference: _, ...alone } = result;
    const table = tableOf(alone);
    assert.deepEqual(table.rows[0]!.cells[0]!.reference, null);
    assert.deepEqual(agreementShare([table]), { agreeing: 0, compared: 0 });
    assert.equal(largestBySeed(alone, 'loss'), null);
  });

  it('compares seed by seed, whatever their order', () => {
    assert.equal(largestBySeed(result, 'loss'), 0.25);
    assert.equal(largestBySeed(result, 'accuracy'), 0.25);
  });
});

describe('resultCsv', () => {
  it('has a line for each run, wherever it ran', () => {
    const lines = resultCsv(result).split('\r\n');
    assert.deepEqual(lines.slice(0, 2), [
      'listing,setting,ran on,seed,rate,loss,accuracy',
      'example,plain,"webgpu, a ""fast"" one",0,,1,0.5',
    ]);
    assert.equal(lines[5], 'example,plain,torch 1.13.0,1,,1.25,0.5');
    assert.equal(lines.length, 1 + 4 + 6 + 1);
  });
});
