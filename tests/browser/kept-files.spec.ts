import { gzipSync } from 'node:zlib';
import { expect, test, type Locator } from '@playwright/test';
import { Bench, PLAYGROUND } from './bench.ts';

const SIDE = 28;

/** An IDX file of unsigned bytes, packed. */
function idx(shape: readonly number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 * (shape.length + 1));
  header.writeUInt32BE(0x0800 + shape.length, 0);
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 4 * (i + 1));
  return gzipSync(Buffer.concat([header, values]));
}

/** Three test images of MNIST's form: the i-th is all of the grey 10 (i + 1). */
const pixels = Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, i) => 10 * (1 + Math.floor(i / (SIDE * SIDE))));
const MNIST = [
  { name: 't10k-images-idx3-ubyte.gz', buffer: idx([3, SIDE, SIDE], pixels) },
  { name: 't10k-labels-idx1-ubyte.gz', buffer: idx([3], Uint8Array.from([7, 2, 1])) },
].map((file) => ({ ...file, mimeType: 'application/gzip' }));

const PROGRAM = `from torchvision import datasets
test = datasets.MNIST("./data", train=False, download=True)
print(len(test), [label for _, label in test], test[2][0].getpixel((0, 0)))
`;

const yours = (bench: Bench): Locator => bench.root.getByRole('group', { name: 'Your files' });

test('a data set that a reader brings is read by programs, after a reload too, until it is removed', async ({
  page,
}) => {
  await page.addInitScript((text) => localStorage.setItem('listing:playground', text), PROGRAM);
  const bench = await Bench.open(page, '?engine=wasm', PLAYGROUND);

  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.error).toContainText('RuntimeError: Dataset not found. MNIST is not part of this site');
  await expect(bench.error).toContainText('under "Your files"');

  await yours(bench).locator('input[type="file"]').setInputFiles(MNIST);
  await expect(yours(bench).getByRole('listitem')).toHaveCount(2);
  await expect(yours(bench).getByRole('status')).toContainText('none of the published files');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.console).toContainText('3 [7, 2, 1] 30');

  await page.reload();
  await expect(yours(bench).getByRole('listitem').first()).toContainText('MNIST/raw/t10k-images-idx3-ubyte.gz');
  await bench.press('Run');
  await bench.ended('Finished');
  await expect(bench.console).toContainText('3 [7, 2, 1] 30');

  await yours(bench).getByRole('button', { name: 'Remove MNIST/raw/t10k-labels-idx1-ubyte.gz' }).click();
  await expect(yours(bench).getByRole('listitem')).toHaveCount(1);
  await bench.press('Run');
  await bench.ended('Stopped by an error');
});

test('a file that is damaged is said to be', async ({ page }) => {
  await page.addInitScript((text) => localStorage.setItem('listing:playground', text), PROGRAM);
  const bench = await Bench.open(page, '?engine=wasm', PLAYGROUND);
  const [images, labels] = MNIST as [(typeof MNIST)[0], (typeof MNIST)[0]];
  await yours(bench)
    .locator('input[type="file"]')
    .setInputFiles([images, { ...labels, buffer: labels.buffer.subarray(0, 12) }]);
  await expect(yours(bench).getByRole('listitem')).toHaveCount(2);
  await bench.press('Run');
  await bench.ended('Stopped by an error');
  await expect(bench.error).toContainText(/RuntimeError: data file .*t10k-labels-idx1-ubyte\.gz: /);
});
