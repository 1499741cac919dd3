import { hasPlace, position } from './axis.ts';
import type { Axis, Position } from './axis.ts';
import { clipped, drawing, textWidth, verticalLine, xAxis, xAxisHeight, yAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import type { Role } from './marks.ts';
import { percent, significant } from './number.ts';
import { numbersTable } from './numbers-table.ts';

/** One group of examples and a number for each. */
export interface Sample {
  readonly name: string;
  readonly role: Role;
  readonly values: readonly number[];
}

/** Two groups over one axis: how well a threshold can tell them apart. */
export interface HistogramPair {
  readonly x: Axis;
  /** Bins of equal width on the axis; what lies beyond its ends is counted in the first and the last. */
  readonly bins: number;
  /** The group that a threshold should find, and the other. */
  readonly samples: readonly [Sample, Sample];
  /** On which side of the threshold an example is taken for one of the first group. */
  readonly called: 'below' | 'above';
  /** The largest share of a group in one bin that has room: fixed, so that steps of a run compare. */
  readonly highest?: number;
  /** How a value of the axis is said in sentences and tables; two digits of it where left out. */
  readonly reads?: (value: number) => string;
}

const said = ({ reads }: HistogramPair, value: number): string => reads?.(value) ?? significant(value, 2);

/** The share of a sample in each bin. */
export function sharesOf({ x, bins }: HistogramPair, { values }: Sample): number[] {
  const place = position(x, [0, bins]);
  const counts = Array<number>(bins).fill(0);
  const placed = values.filter((value) => hasPlace(x, value));
  for (const value of placed) counts[Math.min(bins - 1, Math.max(0, Math.floor(place(value))))]!++;
  return counts.map((count) => count / Math.max(1, placed.length));
}

/** What share of each group lies on the called side; a value at the threshold does. NaN for a group without values. */
export function calledShares({ samples, called }: HistogramPair, threshold: number): [number, number] {
  const share = ({ values }: Sample): number => {
    const numbers = values.filter((value) => !Number.isNaN(value));
    return (
      numbers.filter((value) => (called === 'below' ? value <= threshold : value >= threshold)).length / numbers.length
    );
  };
  return [share(samples[0]), share(samples[1])];
}

const shareText = (share: number): string => (Number.isNaN(share) ? '–' : percent(share));

/** The threshold in words: `At most 0.52: 81 % of the members and 34 % of the others.` */
export function thresholdSentence(pair: HistogramPair, threshold: number): string {
  const [first, second] = calledShares(pair, threshold);
  const side = pair.called === 'below' ? 'At most' : 'At least';
  return `${side} ${said(pair, threshold)}: ${shareText(first)} of the ${pair.samples[0].name} and ${shareText(second)} of the ${pair.samples[1].name}.`;
}

const MARGIN = { top: 34, right: 14, left: 44 };

/** Where the plot lies in the drawing, and its scale: for drawing, and for finding x under a pointer. */
export function pairScales(pair: HistogramPair, { width, height }: ChartSize): { plot: Plot; x: Position } {
  const bottom = height - xAxisHeight(pair.x.title, MARGIN.right);
  const plot = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom };
  return { plot, x: position(pair.x, [plot.left, plot.right]) };
}

/** A round share that is at least as large as any bin. */
const roof = (share: number): number => [0.02, 0.05, 0.1, 0.2, 0.3, 0.5].find((each) => each >= share) ?? 1;

/** The histogram's outline as steps; closed on the ground line. */
function steps(shares: readonly number[], plot: Plot, y: Position): string {
  const width = (plot.right - plot.left) / shares.length;
  const across = shares.map((share) => `V${px(y(share))}h${width.toFixed(3)}`);
  return `M${px(plot.left)},${px(plot.bottom)}${across.join('')}V${px(plot.bottom)}z`;
}

/** A sample's name over its fullest bin; the second steps aside where the first one's stands already. */
function nameOf(
  sample: Sample,
  shares: readonly number[],
  plot: Plot,
  y: Position,
  avoid: number | null,
): { at: number; text: string } {
  const most = shares.indexOf(Math.max(...shares));
  const half = textWidth(sample.name) / 2;
  const inside = (at: number): number => Math.min(plot.right - half, Math.max(plot.left + half + 4, at));
  let at = inside(plot.left + ((most + 0.5) * (plot.right - plot.left)) / shares.length);
  let top = y(shares[most] ?? 0) - 6;
  if (avoid !== null && Math.abs(at - avoid) < 2 * half + 30) {
    // Over the middle of what lies to the right of both; to the left where there is no room.
    const right = avoid + 2 * half + 34;
    at = inside(right + half <= plot.right ? right : avoid - 2 * half - 34);
    const bin = Math.floor(((at - plot.left) / (plot.right - plot.left)) * shares.length);
    top = y(Math.max(...shares.slice(Math.max(0, bin - 2), bin + 3), 0)) - 6;
  }
  const place = { x: px(at), y: px(Math.max(plot.top - 4, top)), 'text-anchor': 'middle' };
  return {
    at,
    text: element('text', { class: 'group-label', 'data-role': sample.role, ...place }, escapeMarkup(sample.name)),
  };
}

/**
 * Both histograms as SVG text: the first filled, the second an open outline, each with its name.
 *
 * @param threshold where the rule stands, or null for none; the called side is shaded
 */
export function histogramPairMarkup(pair: HistogramPair, size: ChartSize, threshold: number | null = null): string {
  const { plot, x } = pairScales(pair, size);
  const shares = pair.samples.map((sample) => sharesOf(pair, sample));
  const highest = pair.highest ?? roof(Math.max(...shares.flat()));
  const yTicks = [0, highest / 2, highest].map((at) => ({ at, text: `${+(100 * at).toFixed(1)}\u00a0%` }));
  const yShare: Axis = { title: 'share of each group', domain: [0, highest], ticks: yTicks };
  const y = position(yShare, [plot.bottom, plot.top]);
  const bins = pair.samples.map((sample, i) =>
    element(
      'g',
      { class: i === 0 ? 'filled' : 'outline', 'data-role': sample.role },
      element('path', { class: 'bins', d: steps(shares[i]!, plot, y) }),
    ),
  );
  const first = nameOf(pair.samples[0], shares[0]!, plot, y, null);
  const second = nameOf(pair.samples[1], shares[1]!, plot, y, first.at);
  return drawing(
    'histogram-pair',
    size,
    threshold === null ? '' : shade(pair, threshold, plot, x),
    yAxis(yShare, y, plot),
    xAxis(pair.x, x, plot, size),
    clipped(plot, 1.5, ...bins),
    threshold === null ? '' : rule(threshold, plot, x),
    first.text,
    second.text,
  );
}

const held = (at: number, { left, right }: Plot): number => Math.min(right, Math.max(left, at));

function shade({ called, samples }: HistogramPair, threshold: number, plot: Plot, x: Position): string {
  const at = held(x(threshold), plot);
  const [from, to] = called === 'below' ? [plot.left, at] : [at, plot.right];
  const box = { x: px(from), y: px(plot.top), width: px(to - from), height: px(plot.bottom - plot.top) };
  return element('rect', { class: 'called', 'data-role': samples[0].role, ...box });
}

function rule(threshold: number, plot: Plot, x: Position): string {
  const at = held(x(threshold), plot);
  const grip = `M${px(at)},${px(plot.bottom)}l5,8h-10z`;
  return element(
    'g',
    { class: 'threshold' },
    verticalLine(at, '', plot, 'threshold-line'),
    element('path', { d: grip }),
    element('path', { d: `M${px(at)},${px(plot.top)}l5,-8h-10z` }),
  );
}

/** Both groups in a sentence: where the middle of each lies. */
export function describePair(pair: HistogramPair): string {
  const { x, samples } = pair;
  const parts = samples.flatMap(({ name, values }) => {
    const numbers = values.filter((value) => hasPlace(x, value)).sort((a, b) => a - b);
    const middle = numbers[Math.floor(numbers.length / 2)];
    return middle === undefined ? [] : [`half of the ${numbers.length} ${name} lie below ${said(pair, middle)}`];
  });
  return parts.length === 0 ? `${x.title}: no values yet.` : `${x.title}: ${parts.join(', ')}.`;
}

/** The share of each group in each bin as a table. */
export function histogramPairTable(pair: HistogramPair, caption: string): string {
  const place = position(pair.x, [0, pair.bins]);
  const [first, second] = pair.samples.map((sample) => sharesOf(pair, sample));
  const rows = Array.from({ length: pair.bins }, (_, i) => [
    `${said(pair, place.invert(i))} to ${said(pair, place.invert(i + 1))}`,
    shareText(first![i]!),
    shareText(second![i]!),
  ]);
  return numbersTable(caption, [pair.x.title, ...pair.samples.map(({ name }) => name)], rows);
}
