import { expect, test, type Page } from '@playwright/test';
import { REPEAT_TOLERANCE } from '../../../src/lib/results/agreement.ts';
import { Bench } from '../bench.ts';

async function metricsOn(page: Page, engine: string): Promise<Record<string, number>> {
  const bench = await Bench.open(page, `?engine=${engine}&images=200&epochs=4&wrong_labels=0.4`);
  const metrics = page.evaluate(
    () =>
      new Promise<Record<string, number>>((resolve) => {
        const heard = (event: Event) =>
          resolve((event as CustomEvent<{ metrics: Record<string, number> }>).detail.metrics);
        document.addEventListener('run-finished', heard, { once: true });
      }),
  );
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.cell('engine')).toHaveText(new RegExp(`^${engine} · `));
  return metrics;
}

test('a short run is the same on WebGPU and on WASM, within the tolerance that the site states', async ({ page }) => {
  const wasm = await metricsOn(page, 'wasm');
  const webgpu = await metricsOn(page, 'webgpu');
  expect(Object.keys(webgpu)).toEqual(Object.keys(wasm));
  for (const [name, value] of Object.entries(wasm)) {
    const { absolute, relative } = REPEAT_TOLERANCE;
    expect(Math.abs(webgpu[name]! - value), name).toBeLessThanOrEqual(absolute + relative * Math.abs(value));
  }
});
