import { expect, test, type Page } from '@playwright/test';
import { Bench, program } from '../bench.ts';

/** A browser without a window shows every page: this says what it would say of a tab behind another. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: value ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

test('a run waits while its tab is hidden, and goes on when it is seen again', async ({ page }) => {
  const bench = await Bench.open(page, '?engine=wasm');
  await bench.write(program({ epochs: 60, images: 1000 }));
  await bench.press('Run');
  await expect.poll(() => bench.steps()).toBeGreaterThan(5);
  await setHidden(page, true);
  await expect(bench.cell('state')).toHaveText('Paused: the tab is hidden');
  const hidden = await bench.steps();
  await page.waitForTimeout(1500);
  expect(await bench.steps()).toBe(hidden);
  await setHidden(page, false);
  await expect(bench.cell('state')).toHaveText('Running');
  await expect.poll(() => bench.steps()).toBeGreaterThan(hidden);
  // The time in which it waited is no step's time.
  expect(parseFloat((await bench.cell('pace').textContent()) ?? '')).toBeLessThan(1000);

  // A pause of the reader's own lasts.
  await bench.press('Pause');
  await expect(bench.cell('state')).toHaveText('Paused');
  await setHidden(page, true);
  await setHidden(page, false);
  const paused = await bench.steps();
  await page.waitForTimeout(500);
  await expect(bench.cell('state')).toHaveText('Paused');
  expect(await bench.steps()).toBe(paused);
  await bench.press('Stop');
  await bench.ended('Stopped');
});

test('Stop answers at once, also in the middle of one long kernel', async ({ page }) => {
  const bench = await Bench.open(page, '?engine=wasm');
  await bench.write(
    [
      'import time',
      'import torch',
      'print("before")',
      'time.sleep(0.2)',
      'x = torch.randn(3000, 3000)',
      'while True:',
      '    x = (x @ x).tanh()',
      '    x.sum().item()',
      '',
    ].join('\n'),
  );
  await bench.press('Run');
  await expect(bench.console).toHaveText('before\n');
  // By now it multiplies, for seconds each time.
  await page.waitForTimeout(1500);
  const milliseconds = await bench.button('Stop').evaluate(async (button) => {
    const state = document.querySelector('run-status [data-cell="state"]')!;
    const stopped = new Promise<number>((resolve) => {
      new MutationObserver(() => state.textContent === 'Stopped' && resolve(performance.now())).observe(state, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    const pressed = performance.now();
    (button as HTMLElement).click();
    return (await stopped) - pressed;
  });
  // Fifty on a machine with nothing else to do; this one computes, and may run other tests.
  expect(milliseconds).toBeLessThan(250);
  await expect(bench.console).toHaveText('before\n');
  // The next run has a worker.
  await bench.write('print("again")\n');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.console).toHaveText('again\n');
});

test('the engine is a setting, kept in the address', async ({ page }) => {
  const bench = await Bench.open(page);
  const engine = bench.root.getByRole('combobox', { name: 'Engine' });
  await expect(engine).toHaveValue('auto');
  await engine.selectOption({ label: 'Processor, relaxed arithmetic' });
  expect(new URL(page.url()).search).toBe('?engine=wasm-relaxed');
  await expect(engine).toHaveAccessibleDescription(/last bits may differ/);
  await bench.write('import torch\nprint(torch.ones(2).sum())\n');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.cell('engine')).toHaveText(/^wasm-relaxed · /);
  await page.reload();
  await expect(engine).toHaveValue('wasm-relaxed');
  await engine.selectOption('auto');
  expect(new URL(page.url()).search).toBe('');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.cell('engine')).toHaveText(/^wasm · /);
});

test('a reader who only reads loads nothing of a run; one who goes for Run finds it loaded', async ({ page }) => {
  const bench = await Bench.open(page);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.waitForTimeout(1000);
  expect(workers).toEqual([]);
  await bench.button('Run').hover();
  await expect.poll(() => workers.length).toBe(1);
  await bench.press('Run');
  await bench.ended('Finished');
  expect(workers).toHaveLength(1);
});
