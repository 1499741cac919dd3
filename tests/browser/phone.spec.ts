import { expect, test } from '@playwright/test';
import { Bench, PLAYGROUND } from './bench.ts';
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
