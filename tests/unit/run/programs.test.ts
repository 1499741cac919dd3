import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNode } from '../../../scripts/node-runner.ts';
import type { RunEnd, RunEvent, WrittenFile } from '../../../src/lib/run/protocol.ts';

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly files: readonly WrittenFile[];
  readonly end: RunEnd;
}

/** What a program prints, writes and ends with. */
async function run(source: string, args: readonly string[] = []): Promise<Outcome> {
  const output = { stdout: '', stderr: '' };
  const files: WrittenFile[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'output') output[event.stream] += event.text;
    if (event.kind === 'file') files.push(event.file);
  };
  const { end }: { readonly end: RunEnd } = await runInNode(
    { source, filename: 'main.py', engine: 'tfjs-cpu', args },
    { onEvent },
  );
  return { ...output, files, end };
}

describe('programs as published', () => {
  it('get their own arguments, and leave with argparse’s status', async () => {
    const source =
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--lr", type=float)\nprint(p.parse_args().lr)\n';
    const good = await run(source, ['--lr', '0.5']);
    assert.equal(good.stdout, '0.5\n');
    const wrong = await run(source, ['--lr', 'fast']);
    assert.deepEqual(wrong.end, { how: 'finished', exitStatus: 2 });
    assert.match(wrong.stderr, /main\.py: error: argument --lr: invalid float value: 'fast'\n$/);
  });

  it('leave the files that they wrote, with a note on whole modules', async () => {
    const { files } = await run(
      'import torch\nopen("log.txt", "w").write("done")\ntorch.save(torch.nn.Linear(2, 1), "net.pth")\ntorch.save(torch.ones(2), "x.pt")\n',
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ['log.txt', 'net.pth', 'x.pt'],
    );
    assert.equal(new TextDecoder().decode(files[0]!.bytes), 'done');
    assert.match(files[1]!.note ?? '', /state_dict/);
    assert.equal(files[2]!.note, null);
    // A zip, stored: PyTorch reads no other.
    assert.deepEqual([...files[2]!.bytes.subarray(0, 4)], [0x50, 0x4b, 3, 4]);
  });

  it('draw with matplotlib to no effect but one note', async () => {
    const { stdout, stderr, end } = await run(
      'import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2, 2)\nfor ax in axes.flat:\n    ax.plot([1, 2])\nplt.figure(figsize=(8, 8)).add_subplot(1, 1, 1)\nplt.show()\nprint("on")\n',
    );
    assert.deepEqual([stdout, end.how], ['on\n', 'finished']);
    assert.equal(stderr.match(/matplotlib does not draw here/g)?.length, 1);
  });

  it('are told what is near what does not run here', async () => {
    const failure = async (source: string) => {
      const { end } = await run(source);
      return end.how === 'failed' ? `${end.error.type}: ${end.error.message}` : '';
    };
    assert.match(
      await failure('import transformers\n'),
      /^ModuleNotFoundError: No module named 'transformers'; .*torch\.nn/,
    );
    assert.match(
      await failure('import pandas as pd\npd.read_csv("x.csv")\n'),
      /^NotImplementedError: pandas\.read_csv/,
    );
    assert.match(await failure('import torchvision\ntorchvision.models.vgg16()\n'), /^NotImplementedError: .*vgg16/);
    assert.match(
      await failure('from sklearn.metrics import *\nsilhouette_score()\n'),
      /^NotImplementedError: sklearn\.metrics\.silhouette_score does not run here; /,
    );
    assert.match(
      await failure('import torch\ntorch.binomial(torch.ones(1), torch.ones(1))\n'),
      /^NotImplementedError: torch\.binomial does not run here; /,
    );
    assert.match(
      await failure('import torch\ntorch.ones(1).to("cuda")\n'),
      /^AssertionError: Torch not compiled with CUDA enabled: .*"cpu"/,
    );
  });
});
