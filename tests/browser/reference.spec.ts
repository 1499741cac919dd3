import { expect, test } from '@playwright/test';

const entry = (name: string) => `.reference h3[id="${name}"]`;

test('each name has an anchor, its signature and its library’s documentation', async ({ page }) => {
  await page.goto('what-runs-here/nn/#torch.nn.Linear');
  const linear = page.locator(entry('torch.nn.Linear'));
  await expect(linear).toBeInViewport();
  await expect(linear).toContainText('Linear(in_features, out_features, bias=True');
  await expect(linear.getByRole('link', { name: 'Linear', exact: true })).toHaveAttribute(
    'href',
    'https://pytorch.org/docs/1.13/generated/torch.nn.Linear.html',
  );
});

test('the box leaves the names that contain what was typed', async ({ page }) => {
  await page.goto('what-runs-here/nn/');
  await page.getByLabel('Find a name').fill('softmax');
  await expect(page.locator(entry('torch.nn.functional.log_softmax'))).toBeVisible();
  await expect(page.locator(entry('torch.nn.Linear'))).toBeHidden();
  await expect(page.getByRole('heading', { level: 2, name: 'torch.nn.init' })).toBeHidden();
  await page.getByLabel('Find a name').fill('no such thing');
  await expect(page.getByRole('status').filter({ hasText: 'No such name here' })).toBeVisible();
  // A link to a name finds it all the same.
  await page.evaluate(() => (location.hash = '#torch.nn.Linear'));
  await expect(page.locator(entry('torch.nn.Linear'))).toBeInViewport();
});

test('what is absent says what to use instead', async ({ page }) => {
  await page.goto('what-runs-here/data/');
  const absent = page.locator('dt[id="torch.utils.tensorboard.SummaryWriter.add_graph"]');
  await expect(absent).toBeVisible();
  await expect(absent.locator('xpath=..')).toContainText('add_scalar');
});

test('links of the index lead to entries', async ({ page }) => {
  await page.goto('what-runs-here/');
  await page.getByLabel('Find a name').fill('weighted_average');
  await page.getByLabel('Find a name').fill('train_test_split');
  await page.getByRole('link', { name: 'train_test_split', exact: true }).click();
  await expect(page.locator(entry('sklearn.model_selection.train_test_split'))).toBeInViewport();
});

test('the site’s search finds a name', async ({ page }) => {
  await page.goto('./');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Search' }).fill('CosineAnnealingLR');
  await page
    .getByRole('link', { name: /CosineAnnealingLR/ })
    .first()
    .click();
  await expect(page).toHaveURL(/what-runs-here\/optim\//);
});
