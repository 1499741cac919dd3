import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowsOf, sentence } from '../../../src/components/benchmark/labels.ts';

const said = (times: Record<string, number>): string =>
  sentence(
    rowsOf({ times: Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, [[ms]]])), absent: {} }),
  );

describe('the sentence under the bars', () => {
  it('compares the fastest of each side', () => {
    assert.equal(
      said({ webgpu: 50, wasm: 5, 'jaxjs-wasm': 12.5, 'tfjs-wasm-fit': 100 }),
      'Here a step of the listing takes 5.00 ms on this site, WASM. ' +
        'The fastest other library, jax-js, WASM, takes 12.5 ms: 2.5 times as long.',
    );
  });

  it('says so when the other library is faster, or as fast', () => {
    assert.match(said({ wasm: 10, 'jaxjs-webgpu': 5 }), /it is 2\.0 times as fast\.$/);
    assert.match(said({ wasm: 10, 'jaxjs-webgpu': 10.2 }), /about the same\.$/);
  });

  it('does without either side', () => {
    assert.equal(said({ wasm: 10 }), 'Here a step of the listing takes 10.0 ms on this site, WASM.');
    assert.match(said({ 'jaxjs-wasm': 10 }), /^None of this site/);
  });
});
