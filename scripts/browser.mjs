/**
 * Finds a Chromium for tests and measurements, or installs one.
 *
 *     node scripts/browser.mjs      prints its path
 */
import { existsSync, readFileSync } from 'node:fs';
import { root, run } from './install.mjs';

/** WebGPU on a machine without a GPU, computed by SwiftShader. */
export const WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** A browser that keeps to itself. Chromium's sandbox does not work for root. */
export const QUIET_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const SYSTEM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** Path of an installed Chromium: `CHROMIUM_PATH`, Playwright's own, or Debian's; null where there is none. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
  }
  const { chromium } = await import('playwright');
  return [chromium.executablePath(), ...SYSTEM].find((path) => existsSync(path)) ?? null;
}

/** `findBrowser`, installing a browser first where there is none. Prints each command it runs. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log('No Chromium found (CHROMIUM_PATH, Playwright, /usr/bin): installing one.');
  if (isDebian() && process.getuid?.() === 0) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium-headless-shell']);
  } else {
    run('npx', ['playwright', 'install', 'chromium']);
  }
  const installed = await findBrowser();
  if (!installed) throw new Error('The installation gave no browser. Install Chromium and name it in CHROMIUM_PATH.');
  return installed;
}

function isDebian() {
  try {
    return /^ID(?:_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

if (process.argv[1] === import.meta.filename) {
  process.chdir(root);
  console.log(await ensureBrowser());
}
