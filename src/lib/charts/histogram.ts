import { scaleLinear } from 'd3';
import type { ChartSize } from './drawing.ts';
import { element, px } from './markup.ts';
import { significant, tickText } from './number.ts';

/** Counts of values between edges, ascending; one more edge than counts. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const MARGIN = { top: 6, right: 12, bottom: 22, left: 12 };

/** The histogram as SVG text: a bar for each bin, with the area of what lies in it. `histogramSentence` says it in words. */
export function histogramMarkup({ edges, counts }: Histogram, { width, height }: ChartSize): string {
  const [first = 0, last = 1] = [edges[0], edges.at(-1)];
  const x = scaleLinear([first, last], [MARGIN.left, width - MARGIN.right]);
  // Bins may differ in width, and a bar's area is what counts.
  const densities = counts.map((count, i) => count / Math.max(Number.MIN_VALUE, edges[i + 1]! - edges[i]!));
  const bottom = height - MARGIN.bottom;
  const y = scaleLinear([0, Math.max(Number.MIN_VALUE, ...densities)], [bottom, MARGIN.top]);
  const bars = densities.map((density, i) => {
    const [left, right] = [x(edges[i]!), x(edges[i + 1]!)];
    return `M${px(left)},${px(bottom)}V${px(y(density))}H${px(Math.max(left, right - 1))}V${px(bottom)}z`;
  });
  const stops = x.ticks(width < 420 ? 3 : 6);
  const ticks = stops.map((tick) => {
    const text = element('text', { x: px(x(tick)), y: height - 5, 'text-anchor': 'middle' }, tickText(tick, stops));
    return element('line', { x1: px(x(tick)), x2: px(x(tick)), y1: bottom, y2: bottom + 4 }) + text;
  });
  return element(
    'svg',
    {
      class: 'histogram',
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      width: px(width),
      height: px(height),
      'aria-hidden': 'true',
      focusable: 'false',
    },
    element('path', { d: bars.join('') }),
    element('line', { x1: MARGIN.left, x2: px(width - MARGIN.right), y1: bottom, y2: bottom }),
    ...ticks,
  );
}

/** The histogram in words: how many values, between what, and where most of them lie. */
export function histogramSentence({ edges, counts }: Histogram): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const most = counts.indexOf(Math.max(...counts));
  const between = (from: number, to: number): string => `${significant(from, 3)} and ${significant(to, 3)}`;
  return (
    `${total} values between ${between(edges[0] ?? 0, edges.at(-1) ?? 0)}; ` +
    `the fullest bin, between ${between(edges[most] ?? 0, edges[most + 1] ?? 0)}, has ${counts[most] ?? 0}.`
  );
}
