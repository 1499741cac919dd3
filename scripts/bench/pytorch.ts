/** The same listings under CPython with PyTorch, on one thread, where they are installed. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable, type Effort } from '../../src/lib/benchmark/contest.ts';
import { parseBlocks } from '../../src/lib/benchmark/listing.ts';
import { IMAGE_SIDE, loadFashionMnist } from '../../src/lib/data/fashion-mnist.ts';
import { setParameters } from '../../src/lib/run/params.ts';

const DATA = join(import.meta.dirname, '..', '..', 'public', 'data');

/** Runs a program as `python3 FILE.py` does, but on one thread. */
const ONE_THREAD =
  'import runpy, sys, torch; torch.set_num_threads(1); runpy.run_path(sys.argv[1], run_name="__main__")';

const VERSIONS =
  'import sys, torch, torchvision; print("Python", sys.version.split()[0] + ", PyTorch", torch.__version__)';

/** A Python with PyTorch, and a folder with the data where torchvision looks for it. */
export class Pytorch {
  readonly #python: string;
  readonly #folder: string;
  /** For example `Python 3.11.2, PyTorch 1.13.0`. */
  readonly versions: string;

  private constructor(python: string, folder: string, versions: string) {
    this.#python = python;
    this.#folder = folder;
    this.versions = versions;
  }

  /** @throws {Unavailable} when no Python here has torch and torchvision. `BENCH_PYTHON` names one. */
  static async open(): Promise<Pytorch> {
    const named = process.env.BENCH_PYTHON;
    for (const python of named ? [named] : ['python3', '/usr/bin/python3', 'python']) {
      const versions = await execute(python, ['-c', VERSIONS], tmpdir()).catch(() => null);
      if (versions === null) continue;
      const folder = await mkdtemp(join(tmpdir(), 'bench-pytorch-'));
      await writeDataSet(join(folder, 'data', 'FashionMNIST', 'raw'));
      return new Pytorch(python, folder, versions.trim());
    }
    throw new Unavailable('No Python with torch and torchvision was found; BENCH_PYTHON names one.');
  }

  /** Milliseconds a step, of each block. */
  async measure(source: string, { steps, blocks, warmUp }: Effort): Promise<number[]> {
    const file = join(this.#folder, 'benchmark.py');
    await writeFile(file, setParameters(source, { steps, blocks, warm_up: warmUp }));
    return parseBlocks(await execute(this.#python, ['-c', ONE_THREAD, file], this.#folder));
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}

/** What a command writes to standard output; rejects with its errors when it fails. */
function execute(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (status) => (status === 0 ? resolve(output.stdout) : reject(new Error(output.stderr.trim()))));
  });
}

/** Writes the bundled images as the idx files that torchvision reads. */
async function writeDataSet(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const read = async (path: string): Promise<Uint8Array> => readFile(join(DATA, path));
  for (const [split, name] of [
    ['train', 'train'],
    ['test', 't10k'],
  ] as const) {
    const { images, labels } = await loadFashionMnist(split, Infinity, read);
    const count = labels.length;
    await writeFile(join(folder, `${name}-images-idx3-ubyte`), idx([count, IMAGE_SIDE, IMAGE_SIDE], images));
    await writeFile(join(folder, `${name}-labels-idx1-ubyte`), idx([count], labels));
  }
}

/** An idx file: its type (unsigned bytes), its number of dimensions, their sizes, big-endian, and the bytes. */
function idx(sizes: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt8(8, 2);
  header.writeUInt8(sizes.length, 3);
  sizes.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, bytes]);
}
