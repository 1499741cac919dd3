import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInNode } from '../../../scripts/node-runner.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** What a program prints in this folder; and after it the last line of its traceback. */
async function run(source: string): Promise<string> {
  let output = '';
  const { end } = await runInNode(
    { source, filename: 'main.py', engine: 'tfjs-cpu' },
    { folder: import.meta.dirname, onEvent: (event) => (event.kind === 'output' ? (output += event.text) : undefined) },
  );
  return end.how === 'failed' ? output + end.error.traceback.trimEnd().split('\n').at(-1)! : output;
}

describe('torch.load, of files that PyTorch saved', () => {
  it('reads a checkpoint', async () => {
    assert.equal(await run(read('load_program.py')), read('load_program.out'));
  });

  it('refuses integers that are too wide, rather than cut them off', async () => {
    assert.match(
      await run('import torch\ntorch.load("wide.pt")\n'),
      /^NotImplementedError: .*1099511627776 needs more/,
    );
  });

  it('reads the bytes that torch.save put beside tensors', async () => {
    const program = `
import io, torch
file = io.BytesIO()
torch.save({'x': torch.ones(2), 'bytes': b'\\x00a\\xff'}, file)
file.seek(0)
print(torch.load(file))
`;
    assert.equal(await run(program), "{'x': tensor([1., 1.]), 'bytes': b'\\x00a\\xff'}\n");
  });
});
