import { expect, test } from '@playwright/test';
import { Bench, LESSON, PLAYGROUND } from './bench.ts';
import { LESSONS } from './lessons.ts';

const REFERENCE = ['what-runs-here/', 'what-runs-here/torch/', 'what-runs-here/python/'];
/** Upright, beside the sidebar, a tablet leaves a page little more than a phone does. */
const TABLET = { width: 834, height: 1112 };

for (const path of ['./', ...LESSONS, PLAYGROUND, ...REFERENCE, 'results/', 'benchmark/', 'glossary/', 'about/']) {
  test(`${path} fits a phone's width, and a tablet's`, async ({ page }) => {
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.goto(path);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.setViewportSize(TABLET);
    await expect.poll(overflow).toBeLessThanOrEqual(0);
  });
}

test('one part of the bench is seen at a time, and Run stays within reach', async ({ page }) => {
  const bench = await Bench.open(page);
  await bench.root.scrollIntoViewIfNeeded();
  await bench.root.getByRole('tab', { name: 'Program' }).tap();
  await expect(bench.root.locator('listing-pane')).toBeVisible();
  await expect(bench.root.locator('run-figure')).toBeHidden();
  await bench.root.getByRole('tab', { name: 'Output' }).tap();
  await expect(bench.console).toBeVisible();
  await expect(bench.root.locator('listing-pane')).toBeHidden();
  await expect(bench.button('Run')).toBeInViewport();
  const { height } = (await bench.button('Run').boundingBox())!;
  expect(height).toBeGreaterThanOrEqual(44);
});

/** A phone's, and that of a window in which the bar has least room beside its buttons. */
const WIDTHS = [390, 1200];

for (const path of [LESSON, PLAYGROUND]) {
  for (const width of WIDTHS) {
    test(`${path}, ${width} wide: the bar keeps its height when a run starts and says its engine`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      const bench = await Bench.open(page, '', path);
      const height = async () => Math.round((await bench.root.boundingBox())!.height);
      const before = await height();
      await bench.press('Run');
      await expect(bench.cell('engine')).toHaveText(/wasm/);
      expect(await height()).toBe(before);

      // Nor is the line of the state cut off, with a pace in it.
      await expect(bench.cell('pace')).toHaveText(/ms a step/);
      const row = bench.root.locator('run-status dl');
      expect(await row.evaluate((list) => list.scrollWidth - list.clientWidth)).toBeLessThanOrEqual(0);
    });
  }
}

/** A4 less its margins, in CSS pixels. */
const SHEET = { width: 718, height: 1000 };

for (const path of LESSONS) {
  test(`${path} on paper: the program, then its figure, and nothing wider than the sheet`, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(SHEET);
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    for (const bench of await page.locator('run-bench').all()) {
      const program = (await bench.locator('.pane.program').boundingBox())!;
      const figure = (await bench.locator('.pane.figure').boundingBox())!;
      const last = (await bench.locator('listing-pane .line').last().boundingBox())!;
      expect(last.y + last.height).toBeLessThanOrEqual(program.y + program.height + 1);
      expect(program.y + program.height).toBeLessThanOrEqual(figure.y + 1);
    }
  });
}
