import { expect, test } from '@playwright/test';
import { Bench, program } from './bench.ts';

test('on an insecure origin, where there is no WebGPU at all, the run goes on and says why', async ({ page }) => {
  const bench = await Bench.open(page);
  expect(await page.evaluate(() => isSecureContext || 'gpu' in navigator)).toBe(false);
  await bench.write(program({ images: 100, epochs: 2 }));
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.cell('engine')).toHaveText(/^(wasm|tfjs-cpu) · /);
  await expect(bench.cell('reason')).toContainText('secure connection');
});
