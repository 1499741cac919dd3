import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VISIONS, contrast, difference, seenBy } from './color-vision.ts';

const css = readFileSync(new URL('../../../src/styles/palette.css', import.meta.url), 'utf8');

/** The largest share of a hue in a heat map's cell. */
const heatMap = readFileSync(new URL('../../../src/styles/charts/heat-map.css', import.meta.url), 'utf8');
const deepest = Number(/--deepest: ([\d.]+);/.exec(heatMap)?.[1]);

/** The share of a family's hue in the marks of saved runs. */
const charts = readFileSync(new URL('../../../src/styles/charts.css', import.meta.url), 'utf8');
const paleShare = Number(/var\(--hue\) (\d+)%, var\(--paper\)/.exec(charts)?.[1]) / 100;

/** What `color-mix(in srgb, …)` gives. */
function mix(hue: string, ground: string, share: number): string {
  const channel = (color: string, i: number): number => Number.parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => Math.round(share * channel(hue, i) + (1 - share) * channel(ground, i)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const declarations = [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/gi)];
const themes = {
  light: new Map(declarations.map(([, name = '', light = '']) => [name, light])),
  dark: new Map(declarations.map(([, name = '', , dark = '']) => [name, dark])),
};

const DATA = ['training', 'validation', 'wrong', 'reference', 'saved', 'own'];
/** They stand in charts of their own, beside grey and the reader's runs. */
const FAMILIES = ['dropout', 'penalty', 'augmentation', 'adaptive'];
const TEXT = ['ink', 'ink-soft', 'accent', 'error', ...DATA, ...FAMILIES];
const CODE = ['code-keyword', 'code-string', 'code-number', 'code-definition', 'code-comment'];
const MARKS = ['training-pale', 'validation-pale', 'rule-strong'];
const SURFACES = ['paper', 'sheet', 'sunk'];

for (const [theme, palette] of Object.entries(themes)) {
  const color = (name: string): string => {
    const value = palette.get(name);
    assert.ok(value, `the ${theme} theme has no --${name}`);
    return value;
  };
  const atLeast = (minimum: number, name: string, surface: string): void => {
    const ratio = contrast(color(name), color(surface));
    assert.ok(ratio >= minimum, `${theme}: --${name} on --${surface} has contrast ${ratio.toFixed(2)} < ${minimum}`);
  };

  const stayApart = (names: readonly string[]): void => {
    for (const vision of VISIONS)
      for (const [i, a] of names.entries())
        for (const b of names.slice(0, i)) {
          const apart = difference(seenBy(vision, color(a)), seenBy(vision, color(b)));
          assert.ok(apart >= 12, `${theme}, ${vision}: --${a} and --${b} differ by ${apart.toFixed(1)} only`);
        }
  };

  test(`${theme}: text has contrast 4.5 on every surface`, () => {
    for (const surface of SURFACES) for (const name of TEXT) atLeast(4.5, name, surface);
    for (const name of CODE) for (const surface of ['sunk', 'line-mark']) atLeast(4.5, name, surface);
    atLeast(4.5, 'on-accent', 'accent');
    atLeast(4.5, 'accent', 'accent-soft');
    atLeast(4.5, 'error', 'error-soft');
    atLeast(4.5, 'ink', 'error-soft');
  });

  test(`${theme}: marks have contrast 3 where charts are drawn`, () => {
    for (const name of MARKS) for (const surface of ['paper', 'sheet']) atLeast(3, name, surface);
    for (const name of FAMILIES) {
      const ratio = contrast(mix(color(name), color('paper'), paleShare), color('paper'));
      assert.ok(ratio >= 3, `${theme}: the pale --${name} has contrast ${ratio.toFixed(2)} < 3`);
    }
  });

  test(`${theme}: numbers can be read in every cell of a heat map, and the strongest cell is seen`, () => {
    for (const hue of ['training', 'validation', 'wrong'])
      for (let step = 0; step <= 20; step++) {
        const cell = mix(color(hue), color('sheet'), (deepest * step) / 20);
        const ratio = contrast(color('ink'), cell);
        assert.ok(ratio >= 4.5, `${theme}: ink on ${cell}, --${hue} at ${step / 20}, has contrast ${ratio.toFixed(2)}`);
        if (step < 20) continue;
        for (const vision of VISIONS) {
          const apart = difference(seenBy(vision, cell), seenBy(vision, color('sheet')));
          assert.ok(apart >= 25, `${theme}, ${vision}: the strongest --${hue} differs by ${apart.toFixed(1)} only`);
        }
      }
  });

  test(`${theme}: the data's hues and the accent stay apart for every common colour vision`, () => {
    stayApart([...DATA, 'accent']);
  });

  test(`${theme}: the families of techniques stay apart from each other, from grey and from the reader's runs`, () => {
    stayApart([...FAMILIES, 'saved', 'own']);
  });
}

test('contrast and simulation agree with known values', () => {
  assert.ok(Math.abs(contrast('#000000', '#ffffff') - 21) < 1e-9);
  assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01);
  // A neutral colour looks the same to everyone: the rows of each matrix sum to 1.
  for (const vision of VISIONS) assert.ok(difference(seenBy(vision, '#808080'), seenBy('normal', '#808080')) < 0.5);
});
