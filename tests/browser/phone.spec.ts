import { expect, test } from '@playwright/test';
import { Bench, LESSON, PLAYGROUND } from './bench.ts';

for (const path of [
  './',
  LESSON,
  PLAYGROUND,
  'what-runs-here/',
  'what-runs-here/torch/',
  'what-runs-here/python/',
  'results/',
  'benchmark/',
  'about/',
]) {
  test(`${path} fits a phone's width`, async ({ page }) => {
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
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
