/** Builds the pages that scripts run, once for each state of the sources, so that a second call starts at once. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKernels } from './build-kernels.mjs';

const root = join(import.meta.dirname, '..');
const cache = join(root, '.cache', 'harness');
const DAY = 86_400_000;

/**
 * Folder of a built page for the sources as they are now. Safe to call from several processes at once.
 * @param page Folder of the page's sources, below `scripts/`.
 */
export async function buildHarness(page = 'harness'): Promise<string> {
  // First, because what it makes is among the sources.
  await ensureKernels();
  const target = join(cache, sourceHash(page));
  if (!existsSync(target)) {
    const { build } = await import('vite');
    const temporary = join(cache, `tmp-${randomUUID()}`);
    await build({
      configFile: false,
      root: join(root, 'scripts', page),
      logLevel: 'error',
      build: { outDir: temporary, emptyOutDir: false, target: 'es2024', minify: false },
      worker: { format: 'es' },
    });
    try {
      renameSync(temporary, target);
    } catch (error) {
      // Another process was faster; its build is as good.
      rmSync(temporary, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
    removeOld();
  }
  const now = new Date();
  utimesSync(target, now, now);
  return target;
}

function sourceHash(page: string): string {
  const hash = createHash('sha256');
  const files = ['src/lib/**/*', `scripts/${page}/*`, 'package-lock.json', 'scripts/harness-build.ts'];
  for (const file of globSync(files, { cwd: root }).sort()) {
    const path = join(root, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** SHA-256 of the names and the content of all files in a folder, as lower-case hexadecimal. */
export function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*', { cwd: folder }).sort()) {
    const path = join(folder, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** Builds that nobody has used for a day. */
function removeOld(): void {
  for (const name of globSync('*', { cwd: cache })) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > DAY) rmSync(path, { recursive: true, force: true });
  }
}
