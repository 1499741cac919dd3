/** A Python with PyTorch on this machine, where there is one. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

const VERSIONS =
  'import json, platform, torch, torchvision; ' +
  'print(json.dumps({"python": platform.python_version(), "torch": torch.__version__, "torchvision": torchvision.__version__}))';

export interface Python {
  readonly command: string;
  /** Of `python`, `torch` and `torchvision`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** One thread: sums keep their order, and times can be compared with those of a page. */
export const oneThread = (): NodeJS.ProcessEnv => ({ ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' });

/**
 * The first Python that has torch and torchvision; null where none has.
 * @param named A command to try instead of the usual ones.
 */
export async function findPython(named: string | undefined): Promise<Python | null> {
  for (const command of named ? [named] : ['python3', '/usr/bin/python3', 'python']) {
    const text = await execute(command, ['-c', VERSIONS], tmpdir()).catch(() => null);
    if (text !== null) return { command, versions: JSON.parse(text) as Record<string, string> };
  }
  return null;
}

/** What a command writes to standard output, on one thread; rejects with its errors when it fails. */
export function execute(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: oneThread(), stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (status) => (status === 0 ? resolve(output.stdout) : reject(new Error(output.stderr.trim()))));
  });
}
