import { mean } from 'd3';
import { hasPlace, position } from './axis.ts';
import type { Axis, Position } from './axis.ts';
import { clipped, drawing, NARROW, textWidth, xAxis, xAxisHeight, yAxis } from './drawing.ts';
import type { ChartSize, Plot } from './drawing.ts';
import { element, px } from './markup.ts';
import { mark } from './marks.ts';
import type { Family, Role, Strength } from './marks.ts';
import { significant } from './number.ts';
import { numbersTable } from './numbers-table.ts';
import { anchoredLabel, keyHeight, keyUnder, labelsBeside } from './scatter-labels.ts';
import { spreadOut } from './spread-out.ts';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** What the point is, for tables and for who walks through the points. */
  readonly name?: string;
}

/** Points that belong together: one hue, one shape, one label. */
export interface ScatterGroup {
  readonly name: string;
  readonly role: Role;
  readonly strength: Strength;
  /** Which shape a `series` has, from 0. */
  readonly shape?: number;
  /** Whose hue a `series` has, where it is of a technique. */
  readonly family?: Family | undefined;
  /** Printed beside the group; null leaves it without. */
  readonly label: string | null;
  /** Where the label stands, in the axes' units; at the right with a line to the group's middle where left out. */
  readonly anchor?: readonly [x: number, y: number];
  /** Which part of the label stands at the anchor; `start` where left out. */
  readonly align?: 'start' | 'middle' | 'end';
  /** Whether a fine line joins the label at its anchor to the group's middle. */
  readonly leader?: boolean;
  /** Whether fine lines join the points to their middle, so that a few of one group are seen to belong together. */
  readonly spokes?: boolean;
  readonly points: readonly ScatterPoint[];
  /** The way that led to the points, drawn as a line: for instance a run's course, epoch by epoch. */
  readonly trail?: readonly ScatterPoint[];
}

export interface ScatterChart {
  readonly x: Axis;
  readonly y: Axis;
  readonly groups: readonly ScatterGroup[];
  /** Points at one place lie around it, so that they can be told apart: for numbers that take few values. */
  readonly spread?: boolean;
}

/** A point by the numbers of its group and of its place in it. */
export interface PointAt {
  readonly group: number;
  readonly index: number;
}

export interface ScatterLayout {
  readonly plot: Plot;
  readonly x: Position;
  readonly y: Position;
  /** Labels at the right, or numbers there and the labels under the plot, where the width is too little. */
  readonly labels: 'beside' | 'under' | 'none';
}

/** The groups that have a label without a place of its own, with the middle of their points. */
export function freeLabels({ groups, x, y }: ScatterChart) {
  return groups.flatMap((group) => {
    const points = group.points.filter((p) => hasPlace(x, p.x) && hasPlace(y, p.y));
    const middle = [mean(points, (p) => p.x), mean(points, (p) => p.y)];
    if (group.label === null || group.anchor || middle[0] === undefined || middle[1] === undefined) return [];
    return [{ group, label: group.label, x: middle[0], y: middle[1] }];
  });
}

/** Where the plot lies in the drawing, and its scales: the size is that of the drawing without a key under it. */
export function scatterLayout(chart: ScatterChart, { width, height }: ChartSize): ScatterLayout {
  const longest = Math.max(0, ...freeLabels(chart).map(({ label }) => textWidth(label)));
  const room = width * (width < NARROW ? 0.3 : 0.4);
  const labels = longest === 0 ? 'none' : longest + 34 <= room ? 'beside' : 'under';
  const right = { none: 14, beside: longest + 34, under: 36 }[labels];
  const plot = { left: 44, right: width - right, top: 30, bottom: height - xAxisHeight(chart.x.title, right) };
  const x = position(chart.x, [plot.left, plot.right]);
  const y = position(chart.y, [plot.bottom, plot.top]);
  return { plot, x, y, labels };
}

/** Every point that has a place, in the order of x, then of y: how the arrow keys walk through them. */
export function pointsInOrder({ groups, x, y }: ScatterChart): PointAt[] {
  return groups
    .flatMap(({ points }, group) => points.map((point, index) => ({ point, at: { group, index } })))
    .filter(({ point }) => hasPlace(x, point.x) && hasPlace(y, point.y))
    .sort((a, b) => a.point.x - b.point.x || a.point.y - b.point.y)
    .map(({ at }) => at);
}

/** Where each point is drawn, in pixels, by its group and its place in it; null for one that has no place. */
function drawnAt(chart: ScatterChart, { x, y }: ScatterLayout, width: number): (readonly [number, number] | null)[][] {
  const places = chart.groups.map(({ points }) =>
    points.map((p) => (hasPlace(chart.x, p.x) && hasPlace(chart.y, p.y) ? ([x(p.x), y(p.y)] as const) : null)),
  );
  if (!chart.spread) return places;
  const apart = spreadOut(places.flat(), width < NARROW ? 2.3 : 3.4);
  return places.map((group) => group.map(() => apart.shift()!));
}

/** The point nearest to a place in the drawing, in pixels; null when none is within `reach`. */
export function nearestPoint(
  chart: ScatterChart,
  size: ChartSize,
  [left, top]: readonly [number, number],
  reach = 24,
): PointAt | null {
  const places = drawnAt(chart, scatterLayout(chart, size), size.width);
  let nearest: PointAt | null = null;
  let least = reach;
  for (const at of pointsInOrder(chart)) {
    const [x, y] = places[at.group]![at.index]!;
    const distance = Math.hypot(x - left, y - top);
    if (distance > least) continue;
    least = distance;
    nearest = at;
  }
  return nearest;
}

/** The point itself. */
export const pointOf = (chart: ScatterChart, { group, index }: PointAt): ScatterPoint | undefined =>
  chart.groups[group]?.points[index];

/** A point in words: `wrong label, Sandal: memorization score 0.91, share of epochs 0.40`. */
export function pointSentence(chart: ScatterChart, at: PointAt): string {
  const point = pointOf(chart, at);
  if (!point) return 'No point.';
  const name = [chart.groups[at.group]?.name, point.name].filter(Boolean).join(', ');
  return `${name}: ${chart.x.title} ${significant(point.x, 3)}, ${chart.y.title} ${significant(point.y, 3)}`;
}

function groupMarks(group: ScatterGroup, places: readonly (readonly [number, number] | null)[]): string {
  const many = group.points.length > 100;
  const reach = group.strength === 'own' ? (many ? 3.2 : 4.5) : many ? 2.8 : 3.5;
  const marks = places
    .filter((place) => place !== null)
    .map(([x, y]) => mark(group.role, x, y, { series: group.shape ?? 0, reach, family: group.family }));
  return element(
    'g',
    { class: 'points', 'data-role': group.role, 'data-family': group.family, 'data-strength': group.strength },
    ...marks,
  );
}

/** Fine lines from the middle of a group's points to each of them. */
function spokesMarkup({ spokes, points }: ScatterGroup, chart: ScatterChart, { x, y }: ScatterLayout): string {
  const placed = points.filter((p) => hasPlace(chart.x, p.x) && hasPlace(chart.y, p.y));
  if (!spokes || placed.length < 2) return '';
  const [left, top] = [x(mean(placed, (p) => p.x)!), y(mean(placed, (p) => p.y)!)];
  const d = placed.map((p) => `M${px(left)},${px(top)}L${px(x(p.x))},${px(y(p.y))}`).join('');
  return element('path', { class: 'leader', d });
}

/** The line of a group's trail; places off the axes are cut at the plot's edge. */
function trailMarkup(
  { trail = [], role, family, strength }: ScatterGroup,
  chart: ScatterChart,
  { x, y }: ScatterLayout,
): string {
  const places = trail.filter((p) => hasPlace(chart.x, p.x) && hasPlace(chart.y, p.y));
  if (places.length < 2) return '';
  const d = places.map((p, i) => `${i === 0 ? 'M' : 'L'}${px(x(p.x))},${px(y(p.y))}`).join('');
  return element('path', { class: 'trail', 'data-role': role, 'data-family': family, 'data-strength': strength, d });
}

/** The point that is looked at, in a ring. */
function chosenMark(place: readonly [number, number] | null | undefined): string {
  if (!place) return '';
  return element('circle', { class: 'chosen', cx: px(place[0]), cy: px(place[1]), r: 8 });
}

/**
 * The points as SVG text, on fixed axes. Where the width is too little for the groups' labels they stand under the plot
 * in a key with numbers, and the drawing is that much higher than `size`.
 *
 * @param chosen the point in a ring, or null for none
 */
export function scatterMarkup(chart: ScatterChart, size: ChartSize, chosen: PointAt | null = null): string {
  const layout = scatterLayout(chart, size);
  const { plot, x, y, labels } = layout;
  const free = freeLabels(chart)
    .map((each) => ({ ...each, x: x(each.x), y: y(each.y) }))
    .sort((a, b) => a.y - b.y);
  const key = labels === 'under' ? keyUnder(free, size) : '';
  const places = drawnAt(chart, layout, size.width);
  return drawing(
    'scatter',
    { width: size.width, height: size.height + (labels === 'under' ? keyHeight(free, size.width) : 0) },
    yAxis(chart.y, y, plot),
    xAxis(chart.x, x, plot, size),
    labels === 'none' ? '' : labelsBeside(free, plot, labels === 'under'),
    clipped(
      plot,
      9,
      ...chart.groups.map((group) => trailMarkup(group, chart, layout)),
      ...chart.groups.map((group) => spokesMarkup(group, chart, layout)),
      ...chart.groups.map((group, i) => groupMarks(group, places[i]!)),
      chosen ? chosenMark(places[chosen.group]?.[chosen.index]) : '',
    ),
    ...chart.groups.map((group) => anchoredLabel(group, x, y)),
    key,
  );
}

/** The points in a sentence: how many of each group, and where their middle is. */
export function describeScatter(chart: ScatterChart): string {
  const parts = chart.groups.flatMap(({ name, strength, points }) => {
    const placed = points.filter((p) => hasPlace(chart.x, p.x) && hasPlace(chart.y, p.y));
    if (placed.length === 0) return [];
    const [x, y] = [mean(placed, (p) => p.x)!, mean(placed, (p) => p.y)!].map((value) => significant(value, 2));
    const whose = strength === 'own' ? `your ${name}` : name;
    return [`${whose}, ${placed.length === 1 ? 'one point' : `${placed.length} points around`} (${x}, ${y})`];
  });
  const axes = `${chart.y.title} over ${chart.x.title}`;
  return parts.length === 0 ? `${axes}: no points yet.` : `${axes}: ${parts.join('; ')}.`;
}

/** The points as a table, a row for each. */
export function scatterTable(chart: ScatterChart, caption: string): string {
  const rows = chart.groups.flatMap(({ name, strength, points }) =>
    points.map((point) => [
      [strength === 'own' ? `your ${name}` : name, point.name].filter(Boolean).join(', '),
      significant(point.x, 3),
      significant(point.y, 3),
    ]),
  );
  return numbersTable(caption, ['point', chart.x.title, chart.y.title], rows);
}
