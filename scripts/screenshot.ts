/**
 * Takes the picture in the README: the lesson's bench in the middle of a run.
 *
 *     npm run build && npm run screenshot
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findBrowser, QUIET_FLAGS, WEBGPU_FLAGS } from './browser.mjs';
import { serve } from './static-server.ts';

const root = join(import.meta.dirname, '..');
const picture = join(root, 'docs', 'lesson.png');
/** Points of the reader's own curves to wait for: enough to see them under way. */
const POINTS = 40;

const executablePath = await findBrowser();
if (executablePath === null) throw new Error('There is no Chromium: `npm run browser` installs one.');
const server = await serve({ mounts: { '/': join(root, 'dist') }, port: 0 });
const browser = await chromium.launch({ executablePath, args: [...WEBGPU_FLAGS, ...QUIET_FLAGS] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1200 }, deviceScaleFactor: 1.5 });
  await page.goto(`${server.url}lessons/regularization/`);
  const bench = page.getByRole('group', { name: /^Bench/ });
  await bench.scrollIntoViewIfNeeded();
  await bench.getByRole('button', { name: 'Run', exact: true }).click();
  const numbers = bench.locator('[data-table] tbody tr');
  await page.waitForFunction(
    ([selector, wanted]) => {
      const table = document.querySelector<HTMLTableElement>(selector);
      const own = [...(table?.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent.startsWith('your '));
      const cells = [...(table?.tBodies[0]?.rows ?? [])].flatMap((row) => [...row.cells].filter((_, i) => own[i]));
      return cells.filter((cell) => cell.textContent !== '').length >= wanted;
    },
    ['[data-table] table', POINTS] as const,
    { timeout: 300_000 },
  );
  await numbers.first().evaluate(() => document.querySelector('run-bench')?.scrollIntoView());
  mkdirSync(join(root, 'docs'), { recursive: true });
  await page.screenshot({ path: picture });
  console.log(`wrote ${picture}`);
} finally {
  await browser.close();
  await server.close();
}
