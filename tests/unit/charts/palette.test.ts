import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VISIONS, contrast, difference, seenBy } from './color-vision.ts';

const css = readFileSync(new URL('../../../src/styles/palette.css', import.meta.url), 'utf8');

const declarations = [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/gi)];
const themes = {
  light: new Map(declarations.map(([, name = '', light = '']) => [name, light])),
  dark: new Map(declarations.map(([, name = '', , dark = '']) => [name, dark])),
};

const DATA = ['training', 'validation', 'wrong', 'reference', 'saved', 'own'];
const TEXT = ['ink', 'ink-soft', 'accent', 'error', ...DATA];
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
  });

  test(`${theme}: the data's hues and the accent stay apart for every common colour vision`, () => {
    const names = [...DATA, 'accent'];
    for (const vision of VISIONS)
      for (const [i, a] of names.entries())
        for (const b of names.slice(0, i)) {
          const apart = difference(seenBy(vision, color(a)), seenBy(vision, color(b)));
          assert.ok(apart >= 12, `${theme}, ${vision}: --${a} and --${b} differ by ${apart.toFixed(1)} only`);
        }
  });
}

test('contrast and simulation agree with known values', () => {
  assert.ok(Math.abs(contrast('#000000', '#ffffff') - 21) < 1e-9);
  assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01);
  // A neutral colour looks the same to everyone: the rows of each matrix sum to 1.
  for (const vision of VISIONS) assert.ok(difference(seenBy(vision, '#808080'), seenBy('normal', '#808080')) < 0.5);
});
