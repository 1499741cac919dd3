import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Bench, LESSON, PLAYGROUND } from './bench.ts';

for (const path of ['./', LESSON, PLAYGROUND, 'what-runs-here/', 'what-runs-here/nn/', 'about/', 'no-such-page/']) {
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
