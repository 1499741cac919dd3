import { expect, test } from '@playwright/test';
import { LESSON } from './bench.ts';
import { EXPERIMENTS } from './lessons.ts';

test('without script the lesson has its program, its saved curves and its table', async ({ page }) => {
  await page.goto(LESSON);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Regularization techniques');
  await expect(page.locator('listing-pane pre')).toContainText('nn.Linear(784, 512)');
  await expect(page.locator('run-figure path.curve').first()).toBeVisible();
  await expect(page.locator('results-table tbody').first().getByRole('row').first()).toContainText('as on the slide');
  // Text locators skip what is in a noscript.
  const explanation = page.locator('run-bench noscript p');
  await expect(explanation).toBeVisible();
  await expect(explanation).toHaveText(/^Without JavaScript this page shows/);
  for (const name of ['Run', 'Stop', 'Reset']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden();
  }
});

test('without script the results are whole, and their files can be had', async ({ page }) => {
  await page.goto('results/');
  await expect(page.getByRole('link', { name: '8. Regularization techniques' }).last()).toBeVisible();
  const table = page.locator('results-table[data-listing="regularization"]');
  await expect(table.locator('tbody tr')).toHaveCount(13);
  for (const row of await table.locator('tbody tr').all())
    await expect(row).toContainText(/\d\s±\s\d.*PT \d[\d.]*\s±\s\d/s);
  await table.getByText('Where these numbers come from').click();
  await expect(table).toContainText(/PyTorch.*torch \d+\.\d+/s);
  const csv = await page.request.get(new URL('regularization.csv', page.url()).href);
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(1 + 13 * (3 + 5));
  const json = await page.request.get(new URL('regularization.json', page.url()).href);
  expect(((await json.json()) as { listing: string }).listing).toBe('regularization');
});

test('without script the landing page asks, answers at a press, and leads to the lessons', async ({ page }) => {
  await page.goto('./');
  const asked = page.locator('.landing-figure .question');
  const answered = page.locator('.landing-figure .answer');
  await expect(asked).toBeVisible();
  await expect(answered).toBeHidden();
  await page.locator('main summary').click();
  await expect(answered).toBeVisible();
  await expect(asked).toBeHidden();
  await expect(page.locator('main nav.lessons li')).not.toHaveCount(0);
  await page.locator('main a.way-in').click();
  await expect(page).toHaveURL(/lessons\/understanding-memorization\/#run-true-and-random$/);
});

test('without script the reference is whole', async ({ page }) => {
  await page.goto('what-runs-here/optim/');
  await expect(page.locator('.reference h3[id="torch.optim.SGD"]')).toContainText('momentum=0');
  await expect(page.getByLabel('Find a name')).toBeHidden();
});

for (const { lesson, listing, figure } of EXPERIMENTS) {
  test(`without script ${lesson} shows ${listing}, its figure and its table`, async ({ page }) => {
    await page.goto(`lessons/${lesson}/`);
    await expect(page.locator(`run-bench[data-listing="${listing}"] listing-pane pre`)).toContainText('import torch');
    // Of the two drawings of a chart the container shows one.
    await expect(page.locator(`${figure} svg`).filter({ visible: true }).first()).toBeVisible();
    await expect(page.locator(`results-table[data-listing="${listing}"] tbody td`).first()).toBeVisible();
  });
}
