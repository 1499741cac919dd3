import { expect, test, type Page } from '@playwright/test';
import { Bench, LESSON } from './bench.ts';

/** Plain WASM: the same bits on every machine, so that the same run is the same to the last one. */
const ENGINE = 'engine=wasm';

/** Runs the program as it stands; its metrics in full, and what it printed. */
async function runOnce(page: Page, bench: Bench): Promise<{ metrics: Record<string, number>; printed: string }> {
  const metrics = page.evaluate(
    () =>
      new Promise<Record<string, number>>((resolve) => {
        const heard = (event: Event) =>
          resolve((event as CustomEvent<{ metrics: Record<string, number> }>).detail.metrics);
        document.addEventListener('run-finished', heard, { once: true });
      }),
  );
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.cell('engine')).toHaveText(/^wasm · /);
  return { metrics: await metrics, printed: (await bench.console.textContent()) ?? '' };
}

test('Reset, a reload, and the address in a fresh profile give the same run', async ({ page, browser, baseURL }) => {
  const bench = await Bench.open(page, `?${ENGINE}`);
  const set = (name: string, value: string) => bench.root.getByRole('slider', { name, exact: true }).fill(value);
  await set('images', '100');
  await set('epochs', '10');
  await set('dropout', '0.8');
  await set('seed', '2');
  await set('wrong_labels', '0.4');
  await bench.root.getByRole('combobox', { name: 'dropout_after' }).selectOption('both layers');
  // Only what differs from the listing: weight_decay, for one, does not.
  const settings = {
    dropout: '0.8',
    dropout_after: 'both layers',
    epochs: '10',
    images: '100',
    seed: '2',
    wrong_labels: '0.4',
  };
  const inAddress = () =>
    Object.fromEntries([...new URL(page.url()).searchParams].filter(([name]) => name !== 'engine'));
  await expect.poll(inAddress).toEqual(settings);

  const first = await runOnce(page, bench);
  expect(Object.keys(first.metrics)).toContain('loss/validation');
  expect(first.printed).toMatch(/epoch 10 {2}train 0\.\d{3}/);

  await bench.press('Reset');
  expect(await runOnce(page, bench)).toEqual(first);

  await page.reload();
  expect(await runOnce(page, bench)).toEqual(first);

  const fresh = await browser.newContext({ baseURL: baseURL! });
  const other = await fresh.newPage();
  await other.goto(page.url());
  const theirs = new Bench(other);
  await expect(theirs.root.getByRole('slider', { name: 'seed', exact: true })).toHaveValue('2');
  expect(await runOnce(other, theirs)).toEqual(first);
  await fresh.close();

  // Another seed is another run: the comparison above could fail.
  await set('seed', '3');
  await expect.poll(inAddress).toEqual({ ...settings, seed: '3' });
  expect((await runOnce(page, bench)).metrics).not.toEqual(first.metrics);
});

test('an address comes before a draft, and restoring the listing clears it', async ({ page }) => {
  const bench = await Bench.open(page);
  await bench.root.getByRole('slider', { name: 'dropout', exact: true }).fill('0.2');
  await expect(page).toHaveURL(/[?&]dropout=0\.2/);
  await page.goto(`${LESSON}?seed=4`);
  await expect(bench.root.getByRole('slider', { name: 'seed', exact: true })).toHaveValue('4');
  await expect(bench.root.getByRole('slider', { name: 'dropout', exact: true })).toHaveValue('0.5');
  await bench.root.getByRole('button', { name: 'Restore the listing' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});

test('the table sorts, and puts a run inside or outside the band', async ({ page }) => {
  const bench = await Bench.open(page, `?${ENGINE}`);
  const table = page.locator('results-table');
  const names = () => table.locator('tbody[data-saved] th').allTextContents();
  const before = await names();
  const column = table.getByRole('button', { name: 'validation' }).last();
  const values = () =>
    table
      .locator('tbody[data-saved] tr td:nth-child(5)')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.value)));
  await column.click();
  const upwards = await values();
  expect(upwards).toEqual(upwards.toSorted((a, b) => a - b));
  await expect(table.locator('th[aria-sort]')).toHaveAttribute('aria-sort', 'ascending');
  await column.click();
  expect(await values()).toEqual(upwards.toReversed());
  await column.click();
  expect(await names()).toEqual(before);

  // The listing as it is: seed 0 was among the saved runs, so it ends within them, on whichever engine.
  await bench.press('Run');
  await bench.ended('Finished');
  const own = table.locator('tbody[data-own] tr');
  await expect(own).toHaveCount(1);
  await expect(own).toContainText('inside the band');
  await expect(own).not.toContainText('outside the band');
});
