import type { CurvesChart } from './curves.ts';
import { significant } from './number.ts';

/** Every curve's value at one x: what the readout beside the cursor says. */
export interface Reading {
  readonly label: string;
  readonly value: number;
}

/** The values of the chart's curves at `x`; a curve that does not reach there is left out. */
export function readingsAt(chart: CurvesChart, x: number): Reading[] {
  return chart.curves.flatMap((curve) => {
    const point = curve.points.find((p) => p.x === x);
    const name = curve.name ?? curve.role;
    const label = curve.strength === 'saved' ? `saved ${name}` : name;
    return point ? [{ label, value: point.mean }] : [];
  });
}

/** Every x at which some curve has a point, ascending: where a cursor can stop. */
export function stopsOf(charts: readonly CurvesChart[]): number[] {
  const xs = charts.flatMap((chart) => chart.curves.flatMap((curve) => curve.points.map((p) => p.x)));
  return [...new Set(xs)].sort((a, b) => a - b);
}

/** One sentence for someone who cannot see the chart: where each curve starts and ends. */
export function describeCurves(chart: CurvesChart): string {
  const parts = chart.curves.flatMap((curve) => {
    const [first, last] = [curve.points[0], curve.points.at(-1)];
    if (!first || !last) return [];
    const own = curve.name ?? curve.role;
    const name = curve.strength === 'own' ? `your ${own}` : own;
    return [`${name} goes from ${significant(first.mean, 2)} to ${significant(last.mean, 2)}`];
  });
  const from = chart.curves.find((curve) => curve.points.length > 0)?.points[0]?.x;
  if (parts.length === 0 || from === undefined) return `${chart.title}: nothing drawn yet.`;
  const to = Math.max(...chart.curves.map((curve) => curve.points.at(-1)?.x ?? from));
  // A chart that shares the x axis of the one under it does not name it.
  const range = [chart.xTitle, from, 'to', to].filter((word) => word !== '').join(' ');
  return `${chart.title}, ${range}: ${parts.join('; ')}.`;
}
