import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions, UsageError } from '../../../scripts/bench/options.ts';
import { ratios } from '../../../scripts/bench/ratios.ts';
import { verdict } from '../../../scripts/bench/targets.ts';

describe('ratios', () => {
  const times = {
    wasm: [[4, 6, 5], [10]],
    'jaxjs-wasm': [[10], [40]],
    'tfjs-webgpu-fit': [[500], [500]],
    pytorch: [[5], [5]],
  };

  it('compare within a round, and say how often ours fits into theirs', () => {
    const all = ratios('mlp', { times, absent: {} });
    assert.deepEqual(all['mlp.wasm/jaxjs-wasm']?.rounds, [2, 4]);
    assert.equal(all['mlp.wasm/jaxjs-wasm']?.median, 3);
    assert.deepEqual(all['mlp.wasm/pytorch']?.rounds, [1, 0.5]);
  });

  it('take the fastest library in a browser for the best peer, and PyTorch for none', () => {
    const all = ratios('cnn', { times, absent: {} });
    assert.deepEqual(all['cnn.wasm/best-peer'], all['cnn.wasm/jaxjs-wasm']);
  });

  it('are not made of contestants that were not there', () => {
    assert.deepEqual(ratios('mlp', { times: { pytorch: [[5]] }, absent: {} }), {});
  });
});

describe('a verdict', () => {
  const ratio = { median: 1, low: 0.9, high: 1.1, count: 3, rounds: [0.9, 1, 1.1] };

  it('is open where the target lies within the spread', () => {
    assert.equal(verdict(ratio, 0.8), 'reached');
    assert.equal(verdict(ratio, 1), 'within noise');
    assert.equal(verdict(ratio, 1.2), 'not reached');
    assert.equal(verdict(undefined, 1.2), 'not measured');
  });
});

describe('the command line', () => {
  it('measures all workloads unless told otherwise', () => {
    assert.deepEqual(readOptions([]).workloads, ['mlp', 'augmented', 'cnn']);
    assert.deepEqual(readOptions(['--only', 'size,cnn']).workloads, ['cnn']);
    assert.deepEqual(readOptions(['--only', 'size,cnn']).extras, ['size']);
  });

  it('refuses what it does not know', () => {
    assert.throws(() => readOptions(['--only', 'mpl']), UsageError);
    assert.throws(() => readOptions(['--rounds', '0']), UsageError);
    assert.throws(() => readOptions(['--slow']), UsageError);
  });
});
