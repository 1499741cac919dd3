import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Bench, PLAYGROUND } from './bench.ts';

const EVERYTHING = readFileSync(join(import.meta.dirname, 'everything.py'), 'utf8');

/** The playground with a program that its reader wrote earlier, on the engine that starts soonest. */
async function open(page: Page, source: string): Promise<Bench> {
  await page.addInitScript((text) => {
    if (localStorage.getItem('listing:playground') === null) localStorage.setItem('listing:playground', text);
  }, source);
  return Bench.open(page, '?engine=tfjs-cpu', PLAYGROUND);
}

const show = async (bench: Bench, tab: 'Figure' | 'Controls' | 'Program' | 'Output'): Promise<void> => {
  const button = bench.root.getByRole('tab', { name: tab });
  if (await button.isVisible()) await button.click();
};

test('shows all that a run logs, and takes a program’s text as text', async ({ page }) => {
  const bench = await open(page, EVERYTHING);
  await bench.press('Run');
  await bench.ended('Finished');
  await show(bench, 'Figure');

  const charts = bench.root.locator('run-figure .chart');
  await expect(charts).toHaveCount(3);
  await expect(charts.nth(0).locator('.curve-label')).toHaveText(['train', 'val']);
  await expect(charts.nth(2).locator('.curve-label')).toHaveText(['sgd', 'adam', 'lion']);

  const log = bench.root.getByRole('group', { name: 'What the run logged' });
  await expect(log.getByRole('img', { name: /^500 values between/ })).toBeVisible();
  await expect(log.getByRole('img', { name: /^Image digits at step 2, \d+ by \d+ pixels$/ })).toBeVisible();
  await expect(log).toContainText('# Epoch 2\n**bold** <b>not</b> <script>alert(1)</script>');
  await expect(log.getByRole('row', { name: 'lr 0.1' })).toBeVisible();
  await expect(log).toContainText('40 examples, 20 of them with label 1: average precision');
  await expect(log).toContainText('3 examples, 2 numbers each.');
  await log.getByText('The numbers').click();
  const numbers = log.getByRole('region', { name: 'The numbers of answers' });
  await expect(numbers.getByRole('row')).toHaveCount(4);
  await expect(numbers.getByRole('cell', { name: '<i>a</i>', exact: true })).toBeVisible();

  // Earlier steps are behind a slider, by keyboard too.
  const slider = log.getByRole('slider', { name: 'Step of note' });
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(log).toContainText('# Epoch 1');

  const { violations } = await new AxeBuilder({ page }).include('run-bench').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('has a control for every kind of parameter', async ({ page }) => {
  const bench = await open(page, EVERYTHING);
  await show(bench, 'Controls');
  const control = (name: string) => bench.root.getByLabel(name, { exact: true });
  await control('lr').focus();
  await page.keyboard.press('ArrowRight');
  await control('scale').fill('0.5');
  await control('rows').fill('7');
  await control('flip').focus();
  await page.keyboard.press('Space');
  await control('title').fill('say "hi"');
  await control('hidden').fill('[8] * 2');
  await control('name').selectOption('sgd');
  await control('other').fill('three');
  await control('act').selectOption('nn.Tanh');
  await bench.press('Run');
  await bench.ended('Finished');
  await show(bench, 'Output');
  await expect(bench.console).toContainText('0.11 0.5 7 False say "hi" [8, 8] sgd three Tanh');
});

test('bars of nested loops stand side by side, over nothing else', async ({ page }) => {
  const bench = await open(page, EVERYTHING);
  await bench.press('Run');
  await bench.ended('Finished');
  const bars = bench.root.getByRole('progressbar');
  await expect(bars.first()).toHaveAttribute('aria-label', 'epochs');
  expect(await bars.count()).toBeLessThanOrEqual(3);
  const status = bench.root.locator('run-status');
  const pace = (await status.locator('dl').boundingBox())!;
  const first = (await bars.first().boundingBox())!;
  const apart = first.y >= pace.y + pace.height - 1 || first.y + first.height <= pace.y + 1;
  expect(apart).toBe(true);
});

test('opens a file, keeps it, and gives it back', async ({ page }) => {
  const bench = await Bench.open(page, '?engine=tfjs-cpu', PLAYGROUND);
  await show(bench, 'Program');
  const chooser = page.waitForEvent('filechooser');
  await bench.root.getByRole('button', { name: 'Open a file' }).click();
  await (
    await chooser
  ).setFiles({ name: 'mine.py', mimeType: 'text/x-python', buffer: Buffer.from('print(6 * 7)\r\n') });
  await expect(bench.editor).toContainText('print(6 * 7)');
  await page.reload();
  await bench.press('Run');
  await bench.ended('Finished');
  await show(bench, 'Output');
  await expect(bench.console).toHaveText('42\n');
  await show(bench, 'Program');
  const download = page.waitForEvent('download');
  await bench.root.getByRole('link', { name: 'Download' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe('print(6 * 7)\n');
  await bench.root.getByRole('button', { name: 'Start again' }).click();
  expect(await bench.draft()).toBeNull();
});

test('refuses a file that is no text', async ({ page }) => {
  const bench = await Bench.open(page, '', PLAYGROUND);
  await show(bench, 'Program');
  const chooser = page.waitForEvent('filechooser');
  await bench.root.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles({ name: 'weights.pt', mimeType: '', buffer: Buffer.from([0x80, 0xff, 0x02]) });
  await expect(bench.error).toContainText('weights.pt is not text in UTF-8.');
  expect(await bench.draft()).toBeNull();
});

test('an error about what is missing leads to what there is', async ({ page }) => {
  const bench = await open(page, 'import transformers\n');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await show(bench, 'Program');
  await bench.error.getByRole('link', { name: 'What runs here' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What runs here');
});

test('what is wrong with the last line is said under it, not over it', async ({ page }) => {
  const bench = await open(page, `${'x = 1\n'.repeat(60)}y = unknown`);
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await show(bench, 'Program');
  const overlap = async () => {
    const line = await bench.root.locator('.cm-line.error-line').boundingBox();
    const error = await bench.error.boundingBox();
    return (line?.y ?? 0) + (line?.height ?? 0) - (error?.y ?? 0);
  };
  await expect.poll(overlap).toBeLessThanOrEqual(0);
});

test('a misspelt name is answered with the one that was meant', async ({ page }) => {
  const bench = await open(page, 'import torch\nx = torch.zeroes(3)\n');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await show(bench, 'Program');
  await expect(bench.error).toContainText(
    "Line 2 AttributeError: module 'torch' has no attribute 'zeroes'. Did you mean: 'zeros'?",
  );
});

test('a mistake of syntax has its line named once', async ({ page }) => {
  const bench = await open(page, 'for i in range(3)\n    print(i)\n');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await show(bench, 'Program');
  await expect(bench.error.locator('p')).toHaveText(/^Line 1\s+SyntaxError: expected ':'\s*(What runs here)?$/);
});

test('the state of a run that failed leads to what stopped it', async ({ page }) => {
  const text = `${'x = 1\n'.repeat(60)}y = unknown\n`;
  const bench = await open(page, text);
  await show(bench, 'Output');
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await bench.cell('state').getByRole('button').click();
  await expect(bench.error).toBeInViewport({ ratio: 1 });
  await expect(bench.error).toBeFocused();
  await expect(bench.error).toContainText("Line 61 NameError: name 'unknown' is not defined");
  expect(await bench.draft()).toBe(text);

  await bench.press('Reset');
  await expect(bench.cell('state')).toHaveText('Ready');
  await expect(bench.cell('state').getByRole('button')).toHaveCount(0);
});

test('a loss that is not finite is said to have no place in the figure', async ({ page }) => {
  const bench = await open(
    page,
    [
      'from torch.utils.tensorboard import SummaryWriter',
      'writer = SummaryWriter()',
      'for step, value in enumerate([2.0, 8.0, float("inf"), float("nan")]):',
      '    writer.add_scalar("loss", value, step)',
      '',
    ].join('\n'),
  );
  await bench.press('Run');
  await bench.ended('Finished');
  await show(bench, 'Figure');
  const said = bench.root.getByText('Without a place in the figure');
  await expect(said).toContainText('not finite: loss, from step 2');
  await bench.press('Reset');
  await expect(said).toBeHidden();
});

test('an endless loop is stopped, and said where', async ({ page }) => {
  const text = 'count = 0\nwhile True:\n    count += 1\n';
  const bench = await open(page, text);
  await bench.press('Run');
  await expect(bench.cell('state')).toHaveText('Running');
  await expect(bench.cell('line')).toBeHidden();
  // It has told that it is in the loop: the listing marks the line.
  await expect(bench.root.locator('.current-line')).toHaveText(/while|\+=/);
  await bench.press('Stop');
  await bench.ended('Stopped');
  await expect(bench.cell('line')).toHaveText(/^line [23]$/);
  expect(await bench.draft()).toBe(text);
  await bench.press('Reset');
  await expect(bench.cell('line')).toBeHidden();
});
