import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stepFlops } from '../../../scripts/bench/extras.ts';
import { memoryTable, numbersTable, ratiosTable, sizesTable, timesTable } from '../../../scripts/bench/report.ts';

describe('the arithmetic of a step', () => {
  it('leaves out the gradient of the images', () => {
    const layers = 784 * 512 + 512 * 256 + 256 * 10;
    assert.equal(stepFlops(64, 512), 2 * 64 * (3 * layers - 784 * 512));
  });
});

describe('the printed tables', () => {
  it('order contestants by speed, and name who is missing', () => {
    const text = timesTable('cnn', {
      times: { slow: [[900], [1100]], quick: [[2], [4]] },
      absent: { none: 'a\nreason' },
    });
    assert.ok(text.indexOf('quick') < text.indexOf('slow'));
    assert.match(text, /slow +1000 +950 – 1050 +2/);
    assert.match(text, /none: reason$/);
  });

  it('set ratios beside what is promised', () => {
    const ratio = { median: 70, low: 65, high: 75, count: 3, rounds: [65, 70, 75] };
    const text = ratiosTable({ 'mlp.wasm/tfjs-webgpu-fit': ratio }, ['mlp']);
    assert.match(text, /mlp\.wasm\/tfjs-webgpu-fit +70\.0 +65\.0 – 75\.0 +≥ 60 +reached/);
    assert.match(text, /mlp\.wasm\/pytorch +≥ 0\.9 +not measured/);
    assert.doesNotMatch(text, /cnn/);
  });

  it('judge numbers by their limits', () => {
    const text = numbersTable({ 'start.wasm': 612.3, 'mlp.webgpu.dispatches': 8, 'mlp.wasm.issue': 4 });
    assert.match(text, /start\.wasm +612 ms +≤ 500 ms +not reached/);
    assert.match(text, /mlp\.webgpu\.dispatches +8 +≤ 12 +reached/);
    assert.match(text, /mlp\.wasm\.issue +4\.00 ms$/m);
  });

  it('show sizes by width and batch, and memory by step', () => {
    const cost = { engine: 'wasm', batchSize: 64, width: 512, time: 6, gflops: 25.66 } as const;
    assert.match(sizesTable([cost]), /512 +6\.00 ms, 25\.7/);
    const samples = [{ step: 96, device: 10_250_944, heap: 8_000_000 }];
    assert.match(memoryTable({ wasm: { samples } }), /wasm +96 +10\.3 MB +8\.0 MB/);
  });
});
