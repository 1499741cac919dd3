/** Charts for scalars that no figure was prepared for: which curves belong together, and axes that fit them. */
import { scaleLinear } from 'd3';
import type { Curve, CurveRole, CurvesChart } from '../../lib/charts/curves.ts';
import type { BandPoint } from '../../lib/charts/series.ts';
import type { OwnCurves } from './own-runs.ts';

/** The groups of `add_scalars`, by tag. */
export type TagGroups = ReadonlyMap<string, string>;

const SPLITS: readonly (readonly [RegExp, CurveRole])[] = [
  [/^(train|training)$/i, 'training'],
  [/^(val|valid|validation|test|testing|eval|dev)$/i, 'validation'],
];

const splitRole = (segment: string): CurveRole | undefined => SPLITS.find(([pattern]) => pattern.test(segment))?.[1];

interface Place {
  readonly chart: string;
  readonly series: string;
}

/**
 * Which chart a tag belongs to. Curves share one if `add_scalars` says so, or if they are the same quantity on different
 * parts of the data: `loss/train` and `loss/val`, `train/loss` and `val/loss`. Any other tag has a chart to itself.
 */
export function placeOf(tag: string, groups: TagGroups): Place {
  const group = groups.get(tag);
  if (group !== undefined) return { chart: group, series: tag.slice(group.length + 1) };
  const segments = tag.split('/');
  const at = segments.findIndex((segment) => splitRole(segment) !== undefined);
  const rest = segments.filter((_, i) => i !== at).join('/');
  return at < 0 || rest === '' ? { chart: tag, series: '' } : { chart: rest, series: segments[at]! };
}

/** A domain with room for all values, its ends round numbers, and ticks on it. */
function axis(values: readonly number[]): { domain: [number, number]; ticks: number[] } {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  // A quantity that is never negative is seen from zero, if that wastes little.
  if (low > 0 && low < high / 2) low = 0;
  const scale = scaleLinear([low, high], [0, 1]).nice(4);
  return { domain: scale.domain() as [number, number], ticks: scale.ticks(4) };
}

/** A chart for each group of tags, in the order in which they were first logged. */
export function ownCharts(own: OwnCurves, groups: TagGroups, xTitle: string): CurvesChart[] {
  const byChart = new Map<string, { series: string; points: readonly BandPoint[] }[]>();
  for (const [tag, points] of own) {
    const { chart, series } = placeOf(tag, groups);
    byChart.set(chart, [...(byChart.get(chart) ?? []), { series, points }]);
  }
  return [...byChart].map(([title, entries]) => {
    const points = entries.flatMap((entry) => entry.points);
    const { domain, ticks } = axis(extremes(points.flatMap(({ low, high }) => [low, high])));
    const [first, last] = extremes(points.map(({ x }) => x));
    let dash = 0;
    const curves = entries.map(({ series, points }): Curve => {
      const role = splitRole(series) ?? 'series';
      const name = series === '' ? title : series;
      const label = series === '' ? null : series;
      return {
        role,
        strength: 'own',
        label,
        points,
        name,
        ...(role === 'series' ? { dash: dash++ % 5 } : {}),
      };
    });
    const xDomain: [number, number] = [first, last > first ? last : first + 1];
    return { title, xTitle, xDomain, yDomain: domain, yTicks: ticks, curves };
  });
}

/** The least and the greatest; a program may log more values than a call takes arguments. */
function extremes(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
