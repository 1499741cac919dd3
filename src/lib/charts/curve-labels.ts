import { element, escapeMarkup, px } from './markup.ts';
import { placeLabels } from './place-labels.ts';

/** A curve's name, and the end of the curve that it stands at, in pixels. */
export interface CurveLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** What gives it the curve's hue: attributes of the markup. */
  readonly look: Readonly<Record<string, string | undefined>>;
}

/** Between the middles of labels, one under the other. */
const LINE = 15;
/** More labels than these may come to stand far from the ends of their curves, and get leaders. */
const FEW = 3;
/** How far a label is moved up or down before it needs its leader. */
const MOVED = 3;
/** From the end of a curve to where its leader begins: the reach of its mark, with some air. */
const BESIDE_MARK = 5;

/** From a curve's end to its label, where there are `count` of them: leaders need some length. */
export const labelGap = (count: number): number => (count > FEW ? 13 : 9);

/** Names at the ends of curves, moved apart within the plot's height; of many, those that were moved have a leader line. */
export function curveLabels(labels: readonly CurveLabel[], top: number, bottom: number): string {
  const ends = labels.map(({ y }) => Math.min(bottom, Math.max(top, y)));
  const heights = placeLabels(ends, LINE, top, bottom);
  const gap = labelGap(labels.length);
  return labels
    .map(({ text, x, look }, i) => {
      const [from, to] = [ends[i]!, heights[i]!];
      const leader = labels.length > FEW && Math.abs(to - from) > MOVED;
      const line = { x1: px(x + BESIDE_MARK), x2: px(x + gap - 2), y1: px(from), y2: px(to) };
      return [
        leader ? element('line', { class: 'curve-leader', ...look, ...line }) : '',
        element('text', { class: 'curve-label', ...look, x: px(x + gap), y: px(to), dy: '0.32em' }, escapeMarkup(text)),
      ].join('');
    })
    .join('');
}
