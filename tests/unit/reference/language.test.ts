import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DOES_NOT_RUN, RUNS, tryFeature } from '../../../src/lib/reference/language.ts';
import { modules } from '../../../src/lib/run/modules/index.ts';

describe('the language, as the page says it', () => {
  for (const feature of RUNS) {
    it(`runs: ${feature.name}`, async () => {
      assert.equal((await tryFeature(feature, modules)).message, null);
    });
  }
  for (const feature of DOES_NOT_RUN) {
    it(`does not run: ${feature.name}`, async () => {
      const { message } = await tryFeature(feature, modules);
      assert.match(message ?? 'it ran', /^(NotImplementedError|SyntaxError|ModuleNotFoundError|TypeError): /);
    });
  }
});
