import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barsMarkup, type Bar } from '../../../src/lib/charts/bars.ts';

const bar = (name: string, value: number): Bar => ({
  name,
  value,
  low: value * 0.9,
  high: value * 1.1,
  label: `${value} ms`,
  strength: 'saved',
});

/** Widths of the bars, in order. */
const widths = (markup: string): number[] =>
  [...markup.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, w]) => Number(w));

describe('bars', () => {
  const bars = [bar('a <b>', 10), bar('c', 100)];

  it('are as long as their values, from zero', () => {
    const [short, long] = widths(barsMarkup(bars, 700));
    assert.ok(Math.abs(long! / short! - 10) < 0.05);
  });

  it('carry their names and values', () => {
    const markup = barsMarkup(bars, 700);
    assert.ok(markup.includes('>a &lt;b&gt;</text>'));
    assert.ok(markup.includes('>100 ms</text>'));
  });

  it('leave room for what they say, wide and narrow', () => {
    for (const width of [300, 700]) {
      const [, long] = widths(barsMarkup(bars, width));
      assert.ok(long! <= width - 84);
    }
    // Names stand above the bars where it is narrow, so that the bars begin at the edge.
    assert.match(barsMarkup(bars, 300), /<rect x="0"/);
  });

  it('can be seen however short', () => {
    assert.ok(widths(barsMarkup([bar('a', 0.001), bar('b', 1000)], 700))[0]! > 1);
  });
});
