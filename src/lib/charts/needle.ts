import { scaleLinear } from 'd3';
import { drawing } from './drawing.ts';
import { element, escapeMarkup, px } from './markup.ts';
import { significant } from './number.ts';

/** One value of a control loop on a dial. */
export interface Needle {
  readonly title: string;
  /** null before there is one. */
  readonly value: number | null;
  /** The ends of the dial: fixed, so that what moves is the value. */
  readonly domain: readonly [number, number];
  /** Where the value should be, or null where nothing is asked of it. */
  readonly target: number | null;
  /** A number as it is printed; two decimals where left out. */
  readonly format?: (value: number) => string;
}

const RADIUS = 76;
const SIZE = { width: 264, height: 142 };
const MIDDLE = { x: SIZE.width / 2, y: 108 };

/** A place on the dial, `radius` pixels from its middle: the domain's ends lie at the left and at the right. */
function place({ domain }: Needle, value: number, radius: number): [x: number, y: number] {
  const angle = scaleLinear(domain, [Math.PI, 0]).clamp(true)(value);
  return [MIDDLE.x + radius * Math.cos(angle), MIDDLE.y - radius * Math.sin(angle)];
}

const printed = ({ format }: Needle, value: number): string => (format ? format(value) : value.toFixed(2));

/** The dial as SVG text, with its ends, the target, and the value in figures. It is as wide as it needs to be. */
export function needleMarkup(needle: Needle): string {
  const { title, value, domain, target } = needle;
  const [left, right] = [place(needle, domain[0], RADIUS), place(needle, domain[1], RADIUS)];
  const ends = [
    { at: left, text: printed(needle, domain[0]) },
    { at: right, text: printed(needle, domain[1]) },
  ];
  const drawn = [
    element('text', { class: 'title', x: px(MIDDLE.x), y: 13, 'text-anchor': 'middle' }, escapeMarkup(title)),
    element('path', {
      class: 'scale',
      d: `M${left.map(px).join(',')}A${RADIUS},${RADIUS} 0 0 1 ${right.map(px).join(',')}`,
    }),
    ...ends.map(({ at, text }) =>
      element('text', { class: 'end', x: px(at[0]), y: px(at[1] + 17), 'text-anchor': 'middle' }, escapeMarkup(text)),
    ),
  ];
  if (target !== null) {
    const [inner, outer, name] = [RADIUS - 7, RADIUS + 7, RADIUS + 11].map((radius) => place(needle, target, radius));
    const line = { x1: px(inner![0]), y1: px(inner![1]), x2: px(outer![0]), y2: px(outer![1]) };
    const anchor = name![0] > MIDDLE.x + 12 ? 'start' : name![0] < MIDDLE.x - 12 ? 'end' : 'middle';
    drawn.push(
      element('line', { class: 'target', ...line }),
      element('text', { class: 'target-name', x: px(name![0]), y: px(name![1] + 3), 'text-anchor': anchor }, 'target'),
    );
  }
  if (value !== null && Number.isFinite(value)) {
    const tip = place(needle, value, RADIUS - 4);
    const along = [tip[0] - MIDDLE.x, tip[1] - MIDDLE.y].map((part) => (2.5 * part) / (RADIUS - 4));
    const foot = [MIDDLE.x - along[1]!, MIDDLE.y + along[0]!, MIDDLE.x + along[1]!, MIDDLE.y - along[0]!].map(px);
    drawn.push(
      element('path', {
        class: 'pointer',
        d: `M${foot[0]},${foot[1]}L${tip.map(px).join(',')}L${foot[2]},${foot[3]}z`,
      }),
      element('circle', { class: 'pointer', cx: MIDDLE.x, cy: MIDDLE.y, r: 4 }),
    );
  }
  const now = value === null || !Number.isFinite(value) ? '–' : printed(needle, value);
  drawn.push(
    element('text', { class: 'now', x: MIDDLE.x, y: MIDDLE.y + 27, 'text-anchor': 'middle' }, escapeMarkup(now)),
  );
  return drawing('needle', SIZE, ...drawn);
}

/** The dial in a sentence: `gap 0.12, above its target of 0.05.` */
export function describeNeedle(needle: Needle): string {
  const { title, value, target } = needle;
  if (value === null || !Number.isFinite(value)) return `${title}: no value yet.`;
  const now = `${title} ${printed(needle, value)}`;
  if (target === null) return `${now}.`;
  const side = value > target ? 'above' : value < target ? 'below' : 'at';
  return `${now}, ${side} its target of ${significant(target, 2)}.`;
}

/** Draws the dial anew in an element and brings it up to date in the accessibility tree, where it is a meter. */
export function showNeedle(host: HTMLElement, needle: Needle): void {
  host.innerHTML = needleMarkup(needle);
  host.role = 'meter';
  host.ariaLabel = needle.title;
  host.ariaValueMin = String(needle.domain[0]);
  host.ariaValueMax = String(needle.domain[1]);
  host.ariaValueNow = needle.value === null || !Number.isFinite(needle.value) ? null : String(needle.value);
  host.ariaValueText = describeNeedle(needle);
}
