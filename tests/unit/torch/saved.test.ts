import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNode } from '../../../scripts/node-runner.ts';

/** `saved.pt` is PyTorch's own, and `load_program.out` what the program prints of it there. */
test('torch.load reads what PyTorch saved', async () => {
  const source = readFileSync(join(import.meta.dirname, 'load_program.py'), 'utf8');
  const output = { stdout: '', stderr: '' };
  const { end } = await runInNode(
    { source, filename: 'load_program.py', engine: 'tfjs-cpu' },
    {
      folder: import.meta.dirname,
      onEvent: (event) => (event.kind === 'output' ? (output[event.stream] += event.text) : undefined),
    },
  );
  assert.deepEqual([end.how, output.stderr], ['finished', '']);
  assert.equal(output.stdout, readFileSync(join(import.meta.dirname, 'load_program.out'), 'utf8'));
});
