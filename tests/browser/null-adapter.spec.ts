import { expect, test } from '@playwright/test';
import { Bench, program } from './bench.ts';

test('without a graphics adapter the run goes on with another engine, and says why', async ({ page }) => {
  const bench = await Bench.open(page);
  // So that this test cannot pass on a machine whose browser found an adapter after all.
  expect(await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) ?? null)).toBeNull();
  await bench.write(program({ images: 100, epochs: 2 }));
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.cell('engine')).toHaveText(/^(wasm|tfjs-cpu) · /);
  await expect(bench.cell('reason')).toContainText('no graphics adapter');
  expect(await bench.ownNumbers()).toBe(4);
});

test('an engine that is asked for and not there is a clear error', async ({ page }) => {
  const bench = await Bench.open(page, '?engine=tfjs-webgpu');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.error).toContainText('The engine tfjs-webgpu is not available');
});
