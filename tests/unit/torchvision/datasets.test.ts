import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CIFAR10_SUMS } from '../../../src/lib/data/cifar10.ts';
import { runInNode } from '../../../scripts/node-runner.ts';

const cifar = join(import.meta.dirname, '..', 'data', 'cifar');
const folder = mkdtempSync(join(tmpdir(), 'datasets-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs a program in `folder`; gives what it printed, and after it the last line of its traceback. */
async function run(source: string): Promise<string> {
  let output = '';
  const { end } = await runInNode(
    { source, filename: 'main.py', engine: 'tfjs-cpu' },
    {
      folder,
      onEvent: (event) => (event.kind === 'output' && event.stream === 'stdout' ? (output += event.text) : undefined),
    },
  );
  return end.how === 'failed' ? output + end.error.traceback.trimEnd().split('\n').at(-1)! : output;
}

/** An IDX file of bytes. */
const idx = (shape: number[], values: number[]): Uint8Array =>
  Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]), ...values]);

/** Three images of one grey each: 10, 20, 30. */
const images = idx(
  [3, 28, 28],
  [10, 20, 30].flatMap((grey) => new Array<number>(784).fill(grey)),
);

describe('data sets from a folder of the program', () => {
  const raw = join(folder, 'data', 'MNIST', 'raw');
  mkdirSync(raw, { recursive: true });
  writeFileSync(join(raw, 'train-images-idx3-ubyte.gz'), gzipSync(images));
  writeFileSync(join(raw, 'train-labels-idx1-ubyte'), idx([3], [7, 8, 9]));
  writeFileSync(join(raw, 't10k-labels-idx1-ubyte'), idx([3], [1, 2, 3]));
  writeFileSync(join(raw, 't10k-images-idx3-ubyte'), images.subarray(0, 1000));

  it('MNIST, packed or not', async () => {
    const program = `
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
train = datasets.MNIST('data', transform=transforms.PILToTensor())
print(train)
print(train.targets, train.data.shape, train[2][0].max().item(), train[1][1], train.class_to_idx['3 - three'])
print([(x[:, 0, 0, 0], y) for x, y in DataLoader(train, batch_size=2)])
`;
    assert.equal(
      await run(program),
      [
        'Dataset MNIST',
        '    Number of datapoints: 3',
        '    Root location: data',
        '    Split: Train',
        '    StandardTransform',
        'Transform: PILToTensor()',
        'tensor([7, 8, 9]) torch.Size([3, 28, 28]) 30 8 3',
        '[(tensor([10, 20], dtype=torch.uint8), tensor([7, 8])), (tensor([30], dtype=torch.uint8), tensor([9]))]',
        '',
      ].join('\n'),
    );
  });

  it('says which file is damaged', async () => {
    const message = await run(
      "from torchvision import datasets\nt = datasets.MNIST('./data', train=False)\nprint(len(t))\nt[0]",
    );
    assert.equal(
      message,
      '3\nRuntimeError: data file ./data/MNIST/raw/t10k-images-idx3-ubyte: it has 984 elements instead of 2352. Fetch the file again, or remove it',
    );
  });

  it('says where files that are not there go', async () => {
    assert.match(
      await run("from torchvision.datasets import MNIST\nMNIST('elsewhere')"),
      /^RuntimeError: Dataset not found\. MNIST is not part of this site: add its four files, .* under "Your files" .* put them into elsewhere\/MNIST\/raw\. FashionMNIST needs no file$/,
    );
    assert.match(
      await run("from torchvision.datasets import CIFAR10\nCIFAR10(root='data/', download=True)"),
      /^RuntimeError: Dataset not found\. CIFAR-10 is too large .* put it into data$/,
    );
  });

  it('takes no other CIFAR-10 than the published one', async () => {
    mkdirSync(join(folder, 'cifar'));
    cpSync(
      join(import.meta.dirname, '..', 'data', 'cifar', 'python2.tar.gz'),
      join(folder, 'cifar', 'cifar-10-python.tar.gz'),
    );
    assert.match(
      await run("from torchvision.datasets import CIFAR10\nCIFAR10('cifar')"),
      /^RuntimeError: data file cifar\/cifar-10-python\.tar\.gz\/data_batch_1: it is damaged: its MD5 is /,
    );
  });

  it('CIFAR-10 as torchvision has it', async (t) => {
    const published = { ...CIFAR10_SUMS };
    const facts = JSON.parse(readFileSync(join(cifar, 'facts.json'), 'utf8')) as Record<string, Record<string, string>>;
    // The small files stand in for the published ones.
    Object.assign(CIFAR10_SUMS, facts['python2.tar.gz']);
    t.after(() => Object.assign(CIFAR10_SUMS, published));
    const program = join(import.meta.dirname, 'cifar_program.py');
    assert.equal(await run(readFileSync(program, 'utf8')), readFileSync(program.replace('.py', '.out'), 'utf8'));
  });

  it('Fashion-MNIST without files is what the site has', async () => {
    const program = `
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms
d = datasets.FashionMNIST('data', transform=transforms.ToTensor())
print(len(d), len(d.data), len(d.targets))
x, y = next(iter(DataLoader(d, batch_size=3, sampler=[0, 9999, 5000])))
print(y)
d[10000]
`;
    assert.equal(
      await run(program),
      '60000 10000 10000\ntensor([9, 6, 4])\nIndexError: image 10000 is not bundled: this page has the first 10000 of the 60000 train images. Use Subset(dataset, range(10000)), or fewer',
    );
  });
});
