import { expect, test } from '@playwright/test';
import { Bench, program } from '../bench.ts';

const SHARD = '**/data/fashion-mnist/train-00.bin';

test('a damaged shard is a clear error and never a result', async ({ page }) => {
  await page.route(SHARD, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1]! ^= 1;
    await route.fulfill({ response, body });
  });
  const bench = await Bench.open(page);
  await bench.write(program());
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.console).toContainText('data file fashion-mnist/train-00.bin: it is damaged');
  await expect(bench.console).toContainText('Reload the page');
  expect(await bench.ownNumbers()).toBe(0);
  await expect(page.locator('results-table tbody[data-own] tr')).toHaveCount(0);
});

test('a missing shard is a clear error, and the next run fetches it again', async ({ page }) => {
  await page.route(SHARD, (route) => route.fulfill({ status: 404, body: 'Not found' }));
  const bench = await Bench.open(page);
  await bench.write(program({ epochs: 2 }));
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.console).toContainText(
    'fashion-mnist/train-00.bin: it could not be read (the server answered 404',
  );
  await page.unroute(SHARD);
  await bench.press('Run');
  await bench.ended('Finished');
});

/** One image of each part. */
const LOOKS_AT_TWO = `
from torchvision import datasets
train = datasets.FashionMNIST("./data", train=True, download=True)
test = datasets.FashionMNIST("./data", train=False, download=True)
print(train[150][1], test[10][1])
`;

test('only what a program needs is downloaded, and nothing before Run', async ({ page }) => {
  const files: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (path.includes('/data/')) files.push(path.replace(/^.*\//, ''));
  });
  const bench = await Bench.open(page);
  await bench.write(LOOKS_AT_TWO);
  expect(files).toEqual([]);
  await bench.press('Run');
  await bench.ended('Finished');
  expect(new Set(files)).toEqual(new Set(['manifest.json', 'train-00.bin', 'test-00.bin']));
});
