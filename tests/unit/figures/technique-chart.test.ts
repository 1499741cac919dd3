import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { textWidth } from '../../../src/lib/charts/drawing.ts';
import { scatterLayout } from '../../../src/lib/charts/scatter.ts';
import { FITTED, HEIGHT, TESTED, techniqueChart } from '../../../src/components/figures/technique-chart.ts';

interface Saved {
  readonly settings: readonly {
    readonly name: string;
    readonly runs: readonly { readonly seed: number; readonly metrics: Readonly<Record<string, number>> }[];
  }[];
}

const saved = JSON.parse(
  readFileSync(new URL('../../../src/content/results/techniques.json', import.meta.url), 'utf8'),
) as Saved;
const techniques = saved.settings.map(({ name, runs }) => ({
  name,
  runs: runs.map(({ seed, metrics }) => ({ seed, end: [metrics[FITTED]!, metrics[TESTED]!] as const, trail: [] })),
}));

for (const width of [860, 358]) {
  test(`${width} pixels wide, no technique's name lies over another's, and all are in the map`, () => {
    const chart = techniqueChart(techniques, null, null);
    const { plot, x, y } = scatterLayout(chart, { width, height: HEIGHT });
    const boxes = chart.groups.map(({ label, anchor, align = 'start' }) => {
      assert.ok(label && anchor);
      const reach = textWidth(label);
      const left = x(anchor[0]) - { start: 0, middle: reach / 2, end: reach }[align];
      return { label, left, right: left + reach, foot: y(anchor[1]) };
    });
    for (const { label, left, foot } of boxes) {
      assert.ok(left >= 0 && foot <= plot.bottom && foot - 10 >= 0, `${label} is outside`);
    }
    for (const [i, one] of boxes.entries()) {
      for (const other of boxes.slice(i + 1)) {
        const apart = one.right <= other.left || other.right <= one.left || Math.abs(one.foot - other.foot) >= 12;
        assert.ok(apart, `${one.label} lies over ${other.label}`);
      }
    }
  });
}
