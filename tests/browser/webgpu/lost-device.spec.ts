import { expect, test, type Browser } from '@playwright/test';
import { Bench, program } from '../bench.ts';

/** Kills the process that the browser's GPU work runs in, as a driver's crash does. */
async function crashGpu(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  // Its answer may not come: what would answer has just been killed.
  await Promise.race([
    session.send('Browser.crashGpuProcess').catch(() => undefined),
    new Promise((go) => setTimeout(go, 2000)),
  ]);
}

/** The last accuracy on the training images that the program printed, and whether each line of it is a number. */
const printed = (text: string): number[] => [...text.matchAll(/train (\S+)/g)].map(([, number]) => Number(number));

test('a run survives the loss of its GPU, twice, and says so', async ({ page, browser }) => {
  const bench = await Bench.open(page, '?engine=webgpu');
  await bench.write(program({ epochs: 100, images: 300 }));
  await bench.press('Run');
  await expect(bench.cell('engine')).toHaveText(/^webgpu · \S/);
  await expect.poll(() => bench.steps(), { timeout: 60_000 }).toBeGreaterThan(10);

  await crashGpu(browser);
  await expect(bench.cell('reason')).toHaveText(/^The GPU was lost \(.+\) and opened again\. The run goes on/);
  await expect(bench.cell('engine')).toHaveText(/^webgpu · \S/);
  await expect(bench.root.locator('[role="status"][data-said="engine"]')).toContainText('The GPU was lost');
  const once = await bench.steps();
  await expect.poll(() => bench.steps(), { timeout: 60_000 }).toBeGreaterThan(once + 5);

  await crashGpu(browser);
  await expect(bench.cell('reason')).toHaveText(/^The GPU was lost \(.+\)\. The run goes on .+, on the processor\.$/);
  await expect(bench.cell('engine')).toHaveText(/^wasm · /);
  await bench.ended('Finished');

  const accuracies = printed((await bench.console.textContent()) ?? '');
  expect(accuracies).toHaveLength(10);
  expect(accuracies.every((accuracy) => accuracy > 0 && accuracy <= 1)).toBe(true);
  // It kept what it had learned: a network that began anew, or lost its numbers, would be at a tenth.
  expect(accuracies.at(-1)).toBeGreaterThan(0.6);
  await expect(page.locator('results-table tbody[data-own] tr')).toHaveCount(1);
});
