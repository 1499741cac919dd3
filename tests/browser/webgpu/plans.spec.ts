import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { build } from 'vite';
import { choices } from '../../unit/engine/random-graph.ts';

/** `plans/compare.ts` with all it imports, as one script. */
async function bundle(): Promise<string> {
  const entry = join(import.meta.dirname, 'plans', 'compare.ts');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2024', lib: { entry, formats: ['es'], fileName: 'compare' } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('vite gave no output');
  return first.output[0].code;
}

for (const tiles of ['registers', 'quads', 'shared'] as const) {
  test(`kernels of every kind and random graphs give what the reference gives, products in ${tiles}`, async ({
    page,
  }) => {
    // Any page of a trusted origin will do.
    await page.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto('blank');
    await page.addScriptTag({ type: 'module', content: await bundle() });
    await page.waitForFunction(() => 'differences' in globalThis);
    const graphs = fc.sample(choices, { numRuns: 25, seed: 1 });
    const found = await page.evaluate(([how, from]) => globalThis.differences(how, from), [tiles, graphs] as const);
    expect(found).toEqual([]);
  });
}
