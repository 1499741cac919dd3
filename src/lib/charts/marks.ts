import { element, px } from './markup.ts';

/**
 * What a mark or a curve is of. Each role has one hue, one dash and one shape everywhere on the site; `series` is any
 * other quantity, told from its neighbours by its dash or shape and by its label.
 */
export type Role = 'training' | 'validation' | 'wrong' | 'reference' | 'series';

/** A family of techniques: a `series` of one has its hue wherever techniques are compared. */
export type Family = 'dropout' | 'penalty' | 'augmentation' | 'adaptive';

/** Whose it is: `saved` pale, the reader's `own` strong. */
export type Strength = 'saved' | 'own';

/** Shapes of `series`, told apart by number: diamond, ring, triangle on its point, square, plus. */
const SERIES = [
  (s: number) =>
    `m0,${px(-1.15 * s)}l${px(1.15 * s)},${px(1.15 * s)}l${px(-1.15 * s)},${px(1.15 * s)}l${px(-1.15 * s)},${px(-1.15 * s)}z`,
  (s: number) => `m${px(-s)},0a${px(s)},${px(s)} 0 1 0 ${px(2 * s)},0a${px(s)},${px(s)} 0 1 0 ${px(-2 * s)},0z`,
  (s: number) => `m0,${px(1.15 * s)}l${px(1.15 * s)},${px(-2 * s)}h${px(-2.3 * s)}z`,
  (s: number) => `m${px(-0.9 * s)},${px(-0.9 * s)}h${px(1.8 * s)}v${px(1.8 * s)}h${px(-1.8 * s)}z`,
  (s: number) => `m${px(-s)},0h${px(2 * s)}m${px(-s)},${px(-s)}v${px(2 * s)}`,
];

/** Shapes that are outlines; the others are filled. */
const OPEN: ReadonlySet<string> = new Set(['validation', 'wrong', 'series1', 'series2', 'series4']);

/**
 * A filled disc for training, an open square for validation, a cross for wrong labels, a triangle for the reference;
 * for `series` the shape of that number.
 *
 * @param look.reach half the mark's size, in pixels
 */
export function mark(
  role: Role,
  x: number,
  y: number,
  {
    series = 0,
    reach = 3.5,
    kind = 'mark',
    family,
  }: { series?: number; reach?: number; kind?: string; family?: Family | undefined } = {},
): string {
  const shape = series % SERIES.length;
  const open = OPEN.has(role === 'series' ? `series${shape}` : role);
  const attributes = { class: kind, 'data-role': role, 'data-family': family, 'data-open': open };
  if (role === 'training') return element('circle', { ...attributes, cx: px(x), cy: px(y), r: px(reach) });
  const s = reach;
  const path = {
    validation: `m${px(-0.9 * s)},${px(-0.9 * s)}h${px(1.8 * s)}v${px(1.8 * s)}h${px(-1.8 * s)}z`,
    wrong: `m${px(-s)},${px(-s)}l${px(2 * s)},${px(2 * s)}m0,${px(-2 * s)}l${px(-2 * s)},${px(2 * s)}`,
    reference: `m0,${px(-1.15 * s)}l${px(1.15 * s)},${px(2 * s)}h${px(-2.3 * s)}z`,
    series: SERIES[shape]!(s),
  }[role];
  return element('path', { ...attributes, d: `M${px(x)},${px(y)}${path}` });
}
