import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Bench, LESSON, PLAYGROUND } from './bench.ts';

const REFERENCE = ['what-runs-here/', 'what-runs-here/nn/'];

for (const path of ['./', LESSON, PLAYGROUND, ...REFERENCE, 'results/', 'benchmark/', 'about/', 'no-such-page/']) {
  test(`${path} has no violations`, async ({ page }) => {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}

test('the bench has no violations with its editor open and an error shown', async ({ page }) => {
  const bench = await Bench.open(page);
  const programTab = bench.root.getByRole('tab', { name: 'Program' });
  if (await programTab.isVisible()) await programTab.click();
  await bench.write('print(1)\nprint(tornch)\n');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.error).toContainText("NameError: name 'tornch' is not defined");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('the measured benchmark has no violations', async ({ page }) => {
  await page.goto('benchmark/?quick');
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('status')).toHaveText('Measured.', { timeout: 90_000 });
  await page.getByText('The times as a table').click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
