import { expect, test, type Page } from '@playwright/test';
import { Bench, program } from '../bench.ts';

/** Counts the page's own moments, and the longest gap between two, until it is read. */
async function watchPage(page: Page): Promise<() => Promise<{ ticks: number; longest: number }>> {
  await page.evaluate(() => {
    const watch = { ticks: 0, longest: 0, last: performance.now() };
    Object.assign(globalThis, { watch });
    setInterval(() => {
      const now = performance.now();
      watch.ticks++;
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
    }, 10);
  });
  return () => page.evaluate(() => (globalThis as unknown as { watch: { ticks: number; longest: number } }).watch);
}

for (const [name, source] of [
  ['an endless loop', 'while True: pass\n'],
  ['an endless loop of prints', 'while True:\n    print("again")\n'],
  ['an endless sum of a generator', 'def forever():\n    while True:\n        yield 1\n\nsum(forever())\n'],
] as const) {
  test(`${name} leaves the page alive and can be stopped`, async ({ page }) => {
    const bench = await Bench.open(page);
    await bench.write(source);
    await bench.press('Run');
    await expect(bench.cell('state')).toHaveText('Running');
    const read = await watchPage(page);
    await page.waitForTimeout(1500);
    const { ticks, longest } = await read();
    // A frozen page would have none, and one long gap. Long output takes a page some time to lay out.
    expect(ticks).toBeGreaterThan(10);
    expect(longest).toBeLessThan(750);
    const before = Date.now();
    await bench.press('Stop');
    await bench.ended('Stopped');
    expect(Date.now() - before).toBeLessThan(3000);
  });
}

test('an endless loop can be paused and resumed', async ({ page }) => {
  const bench = await Bench.open(page);
  await bench.write('while True: pass\n');
  await bench.press('Run');
  await expect(bench.cell('state')).toHaveText('Running');
  await bench.press('Pause');
  await expect(bench.cell('state')).toHaveText('Paused');
  await bench.press('Resume');
  await expect(bench.cell('state')).toHaveText('Running');
  await bench.press('Stop');
  await bench.ended('Stopped');
});

test('the page stays responsive while a network trains', async ({ page }) => {
  const bench = await Bench.open(page);
  await bench.write(program({ epochs: 60, images: 2000 }));
  await bench.press('Run');
  await expect.poll(() => bench.steps(), { timeout: 60_000 }).toBeGreaterThan(2);
  const read = await watchPage(page);
  await page.waitForTimeout(3000);
  const { ticks, longest } = await read();
  expect(ticks).toBeGreaterThan(60);
  expect(longest).toBeLessThan(500);
  await bench.press('Stop');
  await bench.ended('Stopped');
});

test('a worker that does not load is a clear error, and the next run works', async ({ page }) => {
  const bench = await Bench.open(page);
  await bench.write('print("here")\n');
  await page.route('**/*worker*.js', (route) => route.abort());
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.console).toContainText('did not load. Check the connection');
  await page.unroute('**/*worker*.js');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.console).toHaveText('here\n');
});
