import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { effortFor, WORKLOADS } from '../../../src/lib/benchmark/contest.ts';
import { parseBlocks } from '../../../src/lib/benchmark/listing.ts';
import { parseParameters } from '../../../src/lib/run/params.ts';
import { runInNode } from '../../../scripts/node-runner.ts';
import { setParameters } from '../../../src/lib/run/params.ts';

const source = (workload: string): string =>
  readFileSync(join(import.meta.dirname, `../../../src/lib/benchmark/programs/${workload}.py`), 'utf8');

describe('an effort', () => {
  it('fills the time it is given with blocks', () => {
    assert.deepEqual(effortFor(5, 1200), { steps: 16, blocks: 10, warmUp: 6 });
    assert.deepEqual(effortFor(100, 1200), { steps: 4, blocks: 3, warmUp: 1 });
  });

  it('is one step where that alone takes longer', () => {
    assert.deepEqual(effortFor(5000, 1200), { steps: 1, blocks: 1, warmUp: 1 });
  });
});

describe('a benchmark listing', () => {
  for (const workload of Object.keys(WORKLOADS)) {
    it(`${workload} has the parameters that an effort sets`, () => {
      const names = parseParameters(source(workload)).map(({ name }) => name);
      for (const name of ['steps', 'blocks', 'warm_up']) assert.ok(names.includes(name), name);
    });
  }

  it('prints a time for each block that counts', async () => {
    let output = '';
    const { end } = await runInNode(
      {
        source: setParameters(source('mlp'), { steps: 1, blocks: 2, warm_up: 1, width: 16 }),
        filename: 'mlp.py',
        engine: 'tfjs-cpu',
      },
      { onEvent: (event) => void (event.kind === 'output' && (output += event.text)) },
    );
    assert.deepEqual(end, { how: 'finished', exitStatus: 0 });
    const times = parseBlocks(output);
    assert.equal(times.length, 2);
    for (const time of times) assert.ok(time > 0);
  });
});
