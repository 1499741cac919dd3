/** Runs programs right here in Node, for the engines that need no browser. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RunEvent } from '../src/lib/run/protocol.ts';
import { ensureKernels } from './build-kernels.mjs';
import type { EndEvent, Program, RunOptions } from './browser-runner.ts';

const DATA = join(import.meta.dirname, '..', 'public', 'data');

const readData = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(join(DATA, path)));

/** Reads a program's own files; relative paths start from `folder`. */
const readFileIn =
  (folder: string) =>
  async (path: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    try {
      return new Uint8Array(await readFile(resolve(folder, path)));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
      throw error;
    }
  };

let runs = 0;

/** As `BrowserRunner.run`, with the bundled data read from disk. */
export async function runInNode(program: Program, { onEvent, signal, folder }: RunOptions = {}): Promise<EndEvent> {
  await ensureKernels();
  // Only now: it imports what has just been made.
  const { Session } = await import('../src/lib/run/session.ts');
  const end = Promise.withResolvers<EndEvent>();
  const emit = (event: RunEvent): void => {
    onEvent?.(event);
    if (event.kind === 'output') setImmediate(() => session.shown(event.text.length));
    if (event.kind === 'end') end.resolve(event);
  };
  const session = new Session(
    { ...program, dataUrl: '', runId: `node-${++runs}` },
    emit,
    readData,
    folder === undefined ? undefined : readFileIn(folder),
  );
  signal?.addEventListener('abort', () => session.stop(), { once: true });
  await session.run();
  return end.promise;
}
