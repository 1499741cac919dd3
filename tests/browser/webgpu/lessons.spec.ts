import { expect, test } from '@playwright/test';
import { Bench } from '../bench.ts';
import { EXPERIMENTS, shortProgram } from '../lessons.ts';

for (const experiment of EXPERIMENTS) {
  const { lesson, listing, figure } = experiment;
  test(`${lesson}: ${listing} runs to its end on WebGPU, and the lesson's figure follows it`, async ({ page }) => {
    await page.addInitScript(([key, text]) => localStorage.setItem(key, text), [
      `listing:${listing}`,
      shortProgram(experiment),
    ] as const);
    const bench = await Bench.open(page, '?engine=webgpu', `lessons/${lesson}/`, listing);
    const drawn = page
      .locator(figure)
      .filter({ has: page.locator('svg') })
      .first();
    const before = await drawn.innerHTML();
    await bench.press('Run');
    await bench.ended('Finished');
    await expect(bench.cell('engine')).toHaveText(/^webgpu · \S/);
    expect(await bench.steps()).toBeGreaterThan(0);
    await expect.poll(() => drawn.innerHTML()).not.toBe(before);
  });
}
