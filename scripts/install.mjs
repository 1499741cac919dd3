/**
 * Installs the project's packages where they are missing or older than the lock file, and finds the Node that runs
 * the tools. Plain JavaScript without dependencies: it starts under Node 20 in a fresh clone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..');

const stamp = join(root, 'node_modules', '.installed-from');

const wantedPackages = () => {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) {
    const { scripts: _, ...content } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    hash.update(JSON.stringify(content));
  }
  return hash.digest('hex');
};

/** Runs a command in the project's folder, printing it first. Ends this process with its status where it fails. */
export function run(command, args, { exitOnFailure = true } = {}) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: toolEnvironment(),
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0 && exitOnFailure) process.exit(status ?? 1);
  return status ?? 1;
}

/** `npm install`, unless it was done for these very package files. */
export function ensureInstalled() {
  const wanted = wantedPackages();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  run('npm', ['install', '--no-progress']);
  // npm may have completed the lock file.
  writeFileSync(stamp, wantedPackages());
}

/** The environment in which `node` is the project's own Node and its tools are found. */
export const toolEnvironment = () => ({
  ...process.env,
  PATH: join(root, 'node_modules', '.bin') + delimiter + (process.env.PATH ?? ''),
  ASTRO_TELEMETRY_DISABLED: '1',
});

/** Tools need a Node that runs TypeScript as it is. */
const OLDEST = [22, 18];

/** Path of a Node that is new enough: the one that the project brings, or the one that runs this. */
export function modernNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', binary);
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  console.error(
    `This needs Node ${OLDEST.join('.')} or later and found ${process.versions.node}. On ${process.platform} ` +
      `${process.arch} the project does not bring its own: install a newer Node from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
