import { expect, test } from '@playwright/test';
import { BrowserRunner } from '../../../scripts/browser-runner.ts';
import { program } from '../bench.ts';

/** Steps in which buffers that are kept for reuse are made. */
const WARM_UP = 8;

for (const engine of ['webgpu', 'tfjs-webgpu'] as const) {
  test(`device memory of ${engine} stays flat over many steps`, async () => {
    const runner = await BrowserRunner.open();
    try {
      const samples: { steps: number; bytes: number }[] = [];
      let ranOn = '';
      const { end, steps } = await runner.run(
        { source: program({ images: 200, epochs: 9 }), filename: 'regularization.py', engine },
        {
          onEvent: (event) => {
            if (event.kind === 'engine') ranOn = event.engine.name;
            if (event.kind === 'status') samples.push({ steps: event.steps, bytes: event.deviceBytes });
          },
        },
      );
      expect(end).toEqual({ how: 'finished', exitStatus: 0 });
      expect(ranOn).toBe(engine);
      expect(steps).toBe(36);
      const warm = samples.filter((sample) => sample.steps > WARM_UP);
      const early = warm.filter((sample) => sample.steps <= 24).map(({ bytes }) => bytes);
      // After the last step the program looks at all its weights at once, which takes room of its own.
      const late = warm.filter((sample) => sample.steps > 24 && sample.steps < steps).map(({ bytes }) => bytes);
      expect(Math.min(early.length, late.length)).toBeGreaterThan(2);
      // The parameters alone are 2.1 MB: memory is counted at all.
      expect(Math.max(...early)).toBeGreaterThan(535_818 * 4);
      expect(Math.max(...late)).toBeLessThanOrEqual(Math.max(...early) * 1.02);
    } finally {
      await runner.close();
    }
  });
}
