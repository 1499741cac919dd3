import { curvesMarkup } from './curves.ts';
import type { CurvesChart } from './curves.ts';
import type { ChartSize } from './drawing.ts';
import { element } from './markup.ts';
import { reading } from './number.ts';
import { numbersTable } from './numbers-table.ts';

/**
 * A drawing for a page without script: made twice, for a phone and for a wide column, because letters in one scaled
 * drawing would be too small on one of them. `charts.css` shows the one that fits its container, `.chart`.
 *
 * @param wideSize about as wide as the column that the chart is for
 */
export function drawnTwice(draw: (size: ChartSize) => string, wideSize: ChartSize): string {
  const narrow = draw({ width: 340, height: Math.min(wideSize.height, 240) });
  return element('div', { class: 'at-narrow' }, narrow) + element('div', { class: 'at-wide' }, draw(wideSize));
}

/** Curves for a page without script. */
export const staticChart = (chart: CurvesChart, wideSize: ChartSize = { width: 480, height: 240 }): string =>
  drawnTwice((size) => curvesMarkup(chart, size), wideSize);

/** The charts' numbers as a table, a row for each x. */
export function dataTable(charts: readonly CurvesChart[], caption: string): string {
  const columns = charts.flatMap((chart) =>
    chart.curves.map((curve) => ({
      heading: `${curve.strength === 'own' ? 'your ' : ''}${curve.name ?? curve.role} ${chart.title.split(' (')[0]?.toLowerCase() ?? ''}`,
      values: new Map(curve.points.map((p) => [p.x, p])),
    })),
  );
  const xs = [...new Set(columns.flatMap((column) => [...column.values.keys()]))].sort((a, b) => a - b);
  const rows = xs.map((x) => [
    String(x),
    ...columns.map(({ values }) => {
      const point = values.get(x);
      return point ? reading(point.mean) : '';
    }),
  ]);
  // Of charts one above the other, one names the axis that they share.
  const xTitle = charts.find((chart) => chart.xTitle !== '')?.xTitle ?? 'x';
  return numbersTable(caption, [xTitle, ...columns.map((column) => column.heading)], rows);
}
