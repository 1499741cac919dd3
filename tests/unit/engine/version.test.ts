import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { runInNode } from '../../../scripts/node-runner.ts';
import { ENGINE_FINGERPRINT, ENGINE_VERSION } from '../../../src/lib/engine/version.ts';

const folder = join(import.meta.dirname, 'version');

/** What a program prints: its losses and its trained weights, each number in full. */
async function trained(filename: string): Promise<string> {
  let text = '';
  const { end, steps } = await runInNode(
    { source: readFileSync(join(folder, filename), 'utf8'), filename, engine: 'wasm' },
    {
      onEvent: (event) => {
        if (event.kind === 'output' && event.stream === 'stdout') text += event.text;
      },
    },
  );
  assert.equal(end.how, 'finished', end.how === 'failed' ? end.error.traceback : end.how);
  assert.equal(steps, 50);
  return text;
}

it('trains what the stored version of the engine trained, to the last bit', async () => {
  const hash = createHash('sha256');
  for (const filename of ['mlp.py', 'cnn.py']) hash.update(await trained(filename));
  assert.equal(
    hash.digest('hex'),
    ENGINE_FINGERPRINT,
    `numbers changed: raise ENGINE_VERSION, which is ${ENGINE_VERSION}, in src/lib/engine/version.ts, store the new ` +
      'fingerprint there (it is the first of these two), and measure again with npm run results',
  );
});
