import { scaleLinear } from 'd3';
import { element, escapeMarkup, px } from './markup.ts';

/** One bar: a middle with its spread. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The value with its unit, printed at the bar's end. */
  readonly label: string;
  /** Strong for what the page is about, pale for what it is compared with. */
  readonly strength: 'own' | 'saved';
}

/** Below this width in pixels, names stand above their bars. */
const NARROW = 480;
const NAME_WIDTH = 190;
const LABEL_WIDTH = 84;

/** Horizontal bars from zero, each with its name and its value in words; a line over the end is the spread. */
export function barsMarkup(bars: readonly Bar[], width: number): string {
  const narrow = width < NARROW;
  const rowHeight = narrow ? 46 : 34;
  const thickness = 16;
  const left = narrow ? 0 : NAME_WIDTH;
  const x = scaleLinear([0, Math.max(1e-9, ...bars.map(({ high }) => high))], [left, width - LABEL_WIDTH]);
  const rows = bars.map(({ name, value, low, high, label, strength }, i) => {
    const top = i * rowHeight + (narrow ? 22 : (rowHeight - thickness) / 2);
    const middle = top + thickness / 2;
    return element(
      'g',
      { class: 'bar', 'data-strength': strength },
      element(
        'text',
        narrow
          ? { class: 'bar-name', x: 0, y: px(top - 6) }
          : { class: 'bar-name', x: left - 10, y: px(middle), dy: '0.35em', 'text-anchor': 'end' },
        escapeMarkup(name),
      ),
      // What is too short to see is still there.
      element('rect', {
        x: left,
        y: px(top),
        width: px(Math.max(1.5, x(value) - left)),
        height: thickness,
      }),
      element('line', { class: 'spread', x1: px(x(low)), x2: px(x(high)), y1: px(middle), y2: px(middle) }),
      element(
        'text',
        { class: 'bar-label', x: px(Math.max(x(value), x(high)) + 8), y: px(middle), dy: '0.35em' },
        escapeMarkup(label),
      ),
    );
  });
  const height = bars.length * rowHeight + 4;
  return element('svg', { class: 'bars', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, ...rows);
}
