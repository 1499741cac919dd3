import { expect, test } from '@playwright/test';

test('the benchmark measures on this machine and shows bars, a sentence and a table', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto('benchmark/?quick');
  await page.waitForLoadState('networkidle');
  // No library is fetched before it is asked for.
  expect(requests.filter((url) => /jaxjs|tfjs/.test(url))).toEqual([]);

  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(page.getByRole('status')).toHaveText('Measured.', { timeout: 90_000 });
  await expect(page.getByText(/^Here a step of the listing takes [\d.]+ ms on this site, WASM\./)).toBeVisible();
  await expect(page.locator('svg.bars .bar')).toHaveCount(3);

  await page.getByText('The times as a table').click();
  for (const name of ['this site, WASM', 'TensorFlow.js, WASM', 'jax-js, WASM']) {
    await expect(page.getByRole('row', { name: new RegExp(`^${name} [\\d.]+ ms`) })).toBeVisible();
  }
});

test('a measurement can be cancelled and started again', async ({ page }) => {
  await page.goto('benchmark/');
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByText(/^this site, WASM, starting$/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status')).toHaveText('Cancelled.');
  await expect(page.getByRole('button', { name: 'Measure' })).toBeFocused();
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
});
