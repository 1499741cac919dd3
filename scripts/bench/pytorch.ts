/** The same listings under CPython with PyTorch, on one thread, where they are installed. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Unavailable, type Effort } from '../../src/lib/benchmark/contest.ts';
import { parseBlocks } from '../../src/lib/benchmark/listing.ts';
import { setParameters } from '../../src/lib/run/params.ts';
import { makeDataRoot } from '../pytorch/data-root.ts';
import { execute, findPython } from '../pytorch/python.ts';

/** Runs a program as `python3 FILE.py` does, but on one thread. */
const ONE_THREAD =
  'import runpy, sys, torch; torch.set_num_threads(1); runpy.run_path(sys.argv[1], run_name="__main__")';

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
    const found = await findPython(process.env.BENCH_PYTHON);
    if (!found) throw new Unavailable('No Python with torch and torchvision was found; BENCH_PYTHON names one.');
    const { command, versions } = found;
    return new Pytorch(command, await makeDataRoot(), `Python ${versions.python}, PyTorch ${versions.torch}`);
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
