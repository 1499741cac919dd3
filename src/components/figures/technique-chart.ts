/** The map of the techniques: share of wrong labels fitted against accuracy on new images. */
import type { Family } from '../../lib/charts/marks.ts';
import type { ScatterChart, ScatterGroup, ScatterPoint } from '../../lib/charts/scatter.ts';
import { mean } from '../../lib/results/statistics.ts';
import { familyOf } from './families.ts';

export const FITTED = 'fitted/wrong';
export const TESTED = 'accuracy/test';
export const HEIGHT = 460;

/** One run on the map: where it ends, and the evaluations on its way there. */
export interface TechniqueRun {
  readonly seed: number | null;
  readonly end: readonly [fitted: number, tested: number];
  readonly trail: readonly (readonly [fitted: number, tested: number])[];
}

export interface Technique {
  readonly name: string;
  readonly runs: readonly TechniqueRun[];
}

/** The slide's bullets, by the shape and the hue of their dots, and which techniques of the listing each one holds. */
export const BULLETS: readonly { readonly name: string; readonly holds: RegExp; readonly family?: Family }[] = [
  { name: 'data augmentation', holds: /flip|augmentation/, family: 'augmentation' },
  { name: 'dropout', holds: /dropout/, family: 'dropout' },
  { name: 'regularization (L1, L2)', holds: /^L[12]/, family: 'penalty' },
  { name: 'not on the slide, or several at once', holds: /early|mixup|smoothing|together/ },
  { name: 'no technique', holds: /^none$/ },
];

/** The shape of a technique's dots, as a `series` of `lib/charts/marks.ts`. */
export const shapeOf = (technique: string): number =>
  Math.max(
    0,
    BULLETS.findIndex(({ holds }) => holds.test(technique)),
  );

const X = { title: 'share of the wrong labels fitted', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] } as const;
const Y = {
  title: 'Accuracy on new images',
  domain: [0.45, 0.775],
  ticks: [0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75],
} as const;

/** How far apart labels stand, one under the other, in the units of the y axis. */
const LINE = 0.0145;

/** Evaluations that a mark stands for: the listing reports the mean of the last five, because single ones jump. */
const WINDOW = 5;

const pointsOf = (runs: readonly TechniqueRun[]): ScatterPoint[] =>
  runs.map(({ seed, end: [x, y] }) => ({ x, y, ...(seed === null ? {} : { name: `seed ${seed}` }) }));

/** A run's course: at each evaluation the mean of the last five, as its dot is at the end. */
function courseOf({ trail }: TechniqueRun): ScatterPoint[] {
  return trail.map((_, i) => {
    const last = trail.slice(Math.max(0, i + 1 - WINDOW), i + 1);
    return { x: mean(last.map(([x]) => x)), y: mean(last.map(([, y]) => y)) };
  });
}

type Place = Pick<ScatterGroup, 'anchor' | 'align' | 'leader'>;

/**
 * Where each label stands. The dots in the corner at the upper left have a column above and beside them, those at the
 * right edge one under them, so that no name leaves the plot on a phone. Of the others, those in the left half have their
 * name at the right, the rest above them.
 */
function labelPlaces(techniques: readonly Technique[]): Map<string, Place> {
  const all = techniques.map(({ name, runs }) => {
    const [xs, ys] = [runs.map(({ end }) => end[0]), runs.map(({ end }) => end[1])];
    return { name, x: mean(xs), y: mean(ys), right: Math.max(...xs), top: Math.max(...ys), bottom: Math.min(...ys) };
  });
  // From the lowest name in the column to the highest, so that the lines to them do not cross.
  const corner = all.filter(({ x }) => x < 0.2).sort((a, b) => a.y - a.x / 2 - (b.y - b.x / 2));
  const left = all.filter(({ x }) => x >= 0.2 && x < 0.45);
  const right = all.filter(({ x }) => x > 0.8).sort((a, b) => a.x - b.x);
  const between = all.filter(({ x }) => x >= 0.45 && x <= 0.8);
  const beside = Math.max(...corner.map((each) => each.right)) + 0.05;
  const above = Math.max(...corner.map(({ top }) => top)) + 0.01;
  const under = Math.min(...right.map(({ bottom }) => bottom)) - 0.025;
  return new Map<string, Place>([
    ...corner.map(({ name }, i) => [name, { anchor: [beside, above + i * LINE], leader: true }] as const),
    ...left.map(({ name, right, y }) => [name, { anchor: [right + 0.025, y - 0.004] }] as const),
    ...right.map(({ name }, i) => [name, { anchor: [0.84, under - i * LINE], align: 'end', leader: true }] as const),
    ...between.map(({ name, x, top }) => [name, { anchor: [x, top + 0.01], align: 'middle' }] as const),
  ]);
}

/**
 * The map: every saved run pale, labelled by its technique; one run's way there; the reader's runs strong over them.
 *
 * @param way whose course is drawn besides the reader's; null for none
 * @param own the reader's runs; those without wrong labels have no place
 */
export function techniqueChart(
  techniques: readonly Technique[],
  way: TechniqueRun | null,
  own: Technique | null,
): ScatterChart {
  const places = labelPlaces(techniques);
  const saved = techniques.map(({ name, runs }): ScatterGroup => ({
    name,
    role: 'series',
    strength: 'saved',
    shape: shapeOf(name),
    family: familyOf(name),
    label: name.replaceAll("'", '’'),
    ...places.get(name),
    spokes: true,
    points: pointsOf(runs),
  }));
  const course: ScatterGroup[] = way
    ? [{ name: 'course', role: 'series', strength: 'saved', label: null, points: [], trail: courseOf(way) }]
    : [];
  const last = own?.runs.at(-1);
  const mine: ScatterGroup[] =
    own && last
      ? [
          {
            name: own.name,
            role: 'series',
            strength: 'own',
            shape: shapeOf(own.name),
            family: familyOf(own.name),
            label: own.runs.length === 1 ? 'your run' : 'your runs',
            anchor: [Math.min(last.end[0] + 0.015, 0.88), last.end[1] + 0.03],
            leader: true,
            points: pointsOf(own.runs),
            trail: courseOf(last),
          },
        ]
      : [];
  // The saved groups come first, so that a chosen dot keeps its number while runs come and go.
  return { x: X, y: Y, groups: [...saved, ...course, ...mine] };
}
