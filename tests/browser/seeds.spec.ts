import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Bench, PLAYGROUND } from './bench.ts';

/** The lesson's program on the engine that is there at once, with few images. */
const SHORT = '?engine=wasm&images=100&epochs=4';

/** What the bench tells the rest of the page, as it comes: a name, and which of the runs it is of. */
const followed = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const listen = (name: string, said: (detail: { run: { index: number; seed: number } }) => unknown): void =>
      document.addEventListener(name, (event) => {
        const text = `${name} ${JSON.stringify(said((event as CustomEvent<never>).detail))}`;
        if (told.at(-1) !== text) told.push(text);
      });
    listen('bench-started', (detail) => (detail as unknown as { seeds: number[] }).seeds);
    listen('bench-log', ({ run }) => run);
    listen('bench-ended', (detail) => detail);
    listen('bench-cleared', (detail) => detail);
  });
const told = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);

test('three seeds make a band, and one row of the table', async ({ page }) => {
  const bench = await Bench.open(page, SHORT);
  await followed(page);
  const choice = bench.root.getByRole('combobox', { name: 'Number of runs' });
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await expect(choice).toHaveValue('3');
  await bench.press('Run');
  await expect(bench.cell('state')).toHaveText('Finished, 3 seeds', { timeout: 100_000 });

  // A band for each of the reader's curves, beside those of the saved runs.
  const own = bench.root.locator('run-figure [data-strength="own"]:has(path.curve)');
  await expect(own).toHaveCount(4);
  await expect(bench.root.locator('run-figure path.band[data-strength="own"]')).toHaveCount(4);
  const row = page.locator('results-table tbody[data-own] tr');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('your 3 runs');
  await expect(row).toContainText('seeds 0, 1, 2');
  await expect(row.getByRole('cell').first()).toHaveText(/\d\s±\s\d/);
  await expect(bench.console).toContainText('— seed 2 —');
  expect(await told(page)).toEqual([
    'bench-started [0,1,2]',
    'bench-log {"index":0,"seed":0}',
    'bench-log {"index":1,"seed":1}',
    'bench-log {"index":2,"seed":2}',
    'bench-ended "finished"',
  ]);

  const { violations } = await new AxeBuilder({ page }).include('run-bench').include('results-table').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await bench.press('Reset');
  await expect(bench.cell('state')).toHaveText('Ready');
  await expect(own).toHaveCount(0);
  expect((await told(page)).at(-1)).toBe('bench-cleared null');
});

test('Stop ends all of them, and says at which', async ({ page }) => {
  const bench = await Bench.open(page, '?engine=wasm&images=100&epochs=10');
  await bench.root.getByRole('combobox', { name: 'Number of runs' }).selectOption('5');
  await bench.press('Run');
  await expect(bench.cell('state')).toHaveText('Running, seed 2 of 5', { timeout: 100_000 });
  await bench.press('Stop');
  await expect(bench.cell('state')).toHaveText(/^Stopped, seed \d of 5$/);
  await expect(page.locator('results-table tbody[data-own] tr')).toHaveCount(1);
});

test('a program without a seed has nothing to choose', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('listing:playground', 'print(1)\n'));
  const bench = await Bench.open(page, '?engine=wasm', PLAYGROUND);
  const choice = bench.root.getByRole('combobox', { name: 'Number of runs' });
  await expect(choice).toHaveCount(0);
  await bench.write('seed = 1  # @param {type:"integer"}\nprint("seed is", seed)\n');
  await choice.selectOption('3');
  await bench.press('Run');
  await expect(bench.cell('state')).toHaveText('Finished, 3 seeds', { timeout: 100_000 });
  await expect(bench.console).toContainText('seed is 3');
});
