import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Bench, PLAYGROUND } from './bench.ts';
import { LESSONS } from './lessons.ts';

const REFERENCE = ['what-runs-here/', 'what-runs-here/nn/'];
const OTHERS = ['results/', 'benchmark/', 'glossary/', 'about/', 'no-such-page/'];

/** Looked at in the dark and on a phone too: between them they have the bench, curves, rows, a map, a scatter and pictures. */
const EVERYWHERE = ['lessons/regularization/', 'lessons/causes/', 'lessons/example/'];

for (const path of ['./', ...LESSONS, PLAYGROUND, ...REFERENCE, ...OTHERS]) {
  const tag = LESSONS.includes(path) && !EVERYWHERE.includes(path) ? '@light' : [];
  test(`${path} has no violations`, { tag }, async ({ page }) => {
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
