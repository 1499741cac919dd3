import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resultSchema, type Result } from '../../../src/lib/results/schema.ts';
import { formatResult } from '../../../src/lib/results/write.ts';

test('a curve fills lines, and each histogram, table and image is one line', () => {
  const points = Array.from({ length: 40 }, (_, i): [number, number] => [i * 10, i / 7]);
  const result: Result = {
    listing: 'example',
    listingHash: 'l',
    settingsHash: 's',
    engineVersion: 1,
    measured: '2025-01-01',
    engine: 'webgpu',
    adapter: 'a',
    versions: {},
    settings: [
      {
        name: 'plain',
        parameters: {},
        runs: [
          {
            seed: 0,
            scalars: { loss: points },
            metrics: { loss: 1 },
            stdout: '',
            steps: 1,
            msPerStep: null,
            histograms: { w: [0, 1].map((step) => ({ step, edges: [0, 1, 2], counts: [3, 4] })) },
            pr_curves: { m: [{ step: 1, labels: '01', predictions: [0.5, 1] }] },
            embeddings: { a: { step: 1, points: [[1], [2]], header: ['image'], metadata: [['7'], ['8']] } },
            images: { v: { step: 1, width: 1, height: 1, png: 'data:image/png;base64,AA==' } },
          },
        ],
      },
    ],
  };
  const text = formatResult(result);
  assert.deepEqual(resultSchema.parse(JSON.parse(text)), result);
  const lines = text.split('\n');
  assert.equal(lines.filter((line) => line.includes('"step"')).length, 5);
  assert.ok(lines.some((line) => line.trim() === '{"step":1,"edges":[0,1,2],"counts":[3,4]}'));
  assert.ok(lines.every((line) => line.includes('"step"') || line.length <= 112));
});
