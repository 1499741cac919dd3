import { expect, test } from '@playwright/test';
import { Bench, program } from '../bench.ts';

/** The reader's way through the lesson: change, run, watch, pause, go on, stop; then make a mistake. */
test('a reader changes the program, runs it, watches, pauses, resumes and stops it', async ({ page }) => {
  const bench = await Bench.open(page, '?engine=webgpu');
  await bench.write(program({ epochs: 40 }));
  await bench.writeLine('weight_decay', 'weight_decay = 0.05  # @param {type:"slider", min:0, max:0.1, step:0.0001}');
  // The control is the same number.
  await expect(bench.root.getByRole('slider', { name: 'weight_decay' })).toHaveValue('0.05');

  await bench.press('Run');
  await expect(bench.cell('engine')).toHaveText(/^webgpu · \S/);
  await expect(bench.cell('state')).toHaveText('Running');

  await expect.poll(() => bench.ownNumbers(), { timeout: 60_000 }).toBeGreaterThan(0);
  const first = { numbers: await bench.ownNumbers(), curves: await bench.ownCurves() };
  await expect.poll(() => bench.ownNumbers(), { timeout: 60_000 }).toBeGreaterThan(first.numbers);
  expect(await bench.ownCurves()).not.toBe(first.curves);
  await expect(bench.cell('pace')).toHaveText(/^[\d.]+ ms a step$/);

  await bench.press('Pause');
  await expect(bench.cell('state')).toHaveText('Paused');
  await page.waitForTimeout(300);
  const paused = await bench.steps();
  await page.waitForTimeout(1000);
  expect(await bench.steps()).toBe(paused);

  await bench.press('Step');
  await expect.poll(() => bench.steps()).toBe(paused + 1);
  await expect(bench.cell('state')).toHaveText('Paused');

  await bench.press('Resume');
  await expect.poll(() => bench.steps()).toBeGreaterThan(paused + 2);

  await bench.press('Stop');
  await bench.ended('Stopped');
  const stopped = await bench.steps();
  await page.waitForTimeout(700);
  expect(await bench.steps()).toBe(stopped);

  await bench.press('Reset');
  await expect(bench.cell('state')).toHaveText('Ready');
  expect(await bench.ownNumbers()).toBe(0);
});

test('a misspelt name is shown at its line, with what is wrong', async ({ page }) => {
  const bench = await Bench.open(page);
  const misspelt = program().replace('nn.Linear(512, 256)', 'nn.Liner(512, 256)');
  const line = misspelt.split('\n').findIndex((text) => text.includes('Liner')) + 1;
  await bench.write(misspelt);
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.error).toContainText(`Line ${line}`);
  await expect(bench.error).toContainText("AttributeError: module 'torch.nn' has no attribute 'Liner'");
  await expect(bench.console).toContainText('Traceback (most recent call last):');
  await expect(bench.console).toContainText(`File "regularization.py", line ${line}`);
  await expect(bench.root.locator('.cm-lintRange-error, .cm-lintPoint-error').first()).toBeVisible();

  // Mended, it runs, and the mark is gone.
  await bench.write(program());
  await expect(bench.error).toBeHidden();
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(page.locator('results-table tbody[data-own] tr')).toHaveCount(1);
});

test('the same program gives the same run', async ({ page }) => {
  const bench = await Bench.open(page);
  await bench.write(program({ epochs: 2 }).replace('if epoch % 10 == 0:', 'if epoch % 2 == 0:'));
  const outputs: string[] = [];
  for (let i = 0; i < 2; i++) {
    await bench.press('Run');
    await bench.ended('Finished');
    outputs.push((await bench.console.textContent()) ?? '');
  }
  expect(outputs[0]).toMatch(/^epoch {2}2 {2}train 0\.\d{3} {2}validation 0\.\d{3}\nnorm of the weights 1\d\.\d\d/m);
  expect(outputs[1]).toBe(outputs[0]);
});
