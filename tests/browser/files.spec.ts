import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { Bench, PLAYGROUND } from './bench.ts';

const WRITES = readFileSync(join(import.meta.dirname, 'writes-files.py'), 'utf8');

/** The playground with a program that its reader wrote earlier, with its output in view. */
async function open(page: Page, source: string): Promise<Bench> {
  await page.addInitScript((text) => localStorage.setItem('listing:playground', text), source);
  const bench = await Bench.open(page, '?engine=wasm', PLAYGROUND);
  const tab = bench.root.getByRole('tab', { name: 'Output' });
  if (await tab.isVisible()) await tab.click();
  return bench;
}

const files = (bench: Bench): Locator => bench.root.getByRole('group', { name: 'Files the program wrote' });
const said = (bench: Bench): Locator => bench.root.locator('[role="status"][data-said="files"]');

/** What a link of the list saves, and the name it has then. */
async function save(page: Page, link: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await link.focus();
  await page.keyboard.press('Enter');
  const saved = await download;
  return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
}

test('files that a run leaves can be downloaded', async ({ page }) => {
  const bench = await open(page, WRITES);
  await expect(files(bench)).toBeHidden();
  const height = await bench.root.evaluate((root) => root.getBoundingClientRect().height);
  await bench.press('Run');
  await bench.ended('Finished');

  await expect(files(bench).getByRole('heading', { name: 'Files the program wrote' })).toBeVisible();
  await expect(said(bench)).toHaveText('The program left 3 files, under Output.');
  const items = files(bench).getByRole('listitem');
  await expect(items).toHaveCount(3);
  await expect(items.nth(1)).toContainText('state_dict');
  await expect(items.nth(2)).toContainText(/log\.txt\s*24 bytes/);

  const log = await save(page, items.getByRole('link', { name: 'Download log.txt, 24 bytes' }));
  expect(log).toEqual({ name: 'log.txt', bytes: Buffer.from('epoch 0\nepoch 1\nepoch 2\n') });
  const weights = await save(page, items.getByRole('link', { name: /^Download weights\.pt, [\d.]+ kB$/ }));
  expect(weights.name).toBe('weights.pt');
  expect(weights.bytes.subarray(0, 2).toString('latin1')).toBe('PK');
  // Stored, not packed: the names are in the bytes as they are.
  expect(weights.bytes.includes('weights/data.pkl')).toBe(true);

  // Nothing around them moved, and the end of the output is still in view above them.
  expect(await bench.root.evaluate((root) => root.getBoundingClientRect().height)).toBe(height);
  const hiddenBelow = await bench.console.evaluate((pre) => pre.scrollHeight - pre.scrollTop - pre.clientHeight);
  expect(hiddenBelow).toBeLessThan(24);
  const { violations } = await new AxeBuilder({ page }).include('run-bench').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('a thumb finds the links of a phone', async ({ page }) => {
  test.skip(page.viewportSize()!.width > 600, 'for a phone');
  const bench = await open(page, WRITES);
  await bench.press('Run');
  await bench.ended('Finished');
  for (const link of await files(bench).getByRole('link').all()) {
    const { width, height } = (await link.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  }
});

test('an error keeps the files that were written before it, and the next run begins without them', async ({ page }) => {
  const bench = await open(page, WRITES + 'if seed == 0:\n    pass\n');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.console).toContainText("NameError: name 'seed' is not defined");
  await expect(files(bench).getByRole('listitem')).toHaveCount(3);
  const hiddenBelow = await bench.console.evaluate((pre) => pre.scrollHeight - pre.scrollTop - pre.clientHeight);
  expect(hiddenBelow).toBeLessThan(24);

  const address = (await files(bench).getByRole('link').first().getAttribute('href'))!;
  const stillThere = () => page.evaluate((url) => fetch(url).then(() => true, () => false), address); // prettier-ignore
  expect(await stillThere()).toBe(true);
  await bench.press('Reset');
  await expect(files(bench)).toBeHidden();
  await expect(said(bench)).toHaveText('');
  expect(await stillThere()).toBe(false);
});

test('a program that writes nothing shows nothing of it', async ({ page }) => {
  const bench = await open(page, 'print("done")\n');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.console).toHaveText('done\n');
  await expect(files(bench)).toBeHidden();
  await expect(said(bench)).toHaveText('');
});
