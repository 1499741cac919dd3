import { curvesMarkup } from './curves.ts';
import type { ChartSize, CurvesChart } from './curves.ts';
import { element, escapeMarkup } from './markup.ts';
import { reading } from './number.ts';

/**
 * A chart for a page without script: drawn twice, for a phone and for a wide column, because letters in one scaled
 * drawing would be too small on one of them. `charts.css` shows the one that fits its container.
 *
 * @param wideSize about as wide as the column that the chart is for
 */
export function staticChart(chart: CurvesChart, wideSize: ChartSize = { width: 480, height: 240 }): string {
  const narrow = curvesMarkup(chart, { width: 340, height: Math.min(wideSize.height, 240) });
  const wide = curvesMarkup(chart, wideSize);
  return element('div', { class: 'at-narrow' }, narrow) + element('div', { class: 'at-wide' }, wide);
}

/** The charts' numbers as a table, a row for each x: for reading exactly, and for those who cannot see the curves. */
export function dataTable(charts: readonly CurvesChart[], caption: string): string {
  const columns = charts.flatMap((chart) =>
    chart.curves.map((curve) => ({
      heading: `${curve.strength === 'own' ? 'your ' : ''}${curve.name ?? curve.role} ${chart.title.split(' (')[0]?.toLowerCase() ?? ''}`,
      values: new Map(curve.points.map((p) => [p.x, p])),
    })),
  );
  const xs = [...new Set(columns.flatMap((column) => [...column.values.keys()]))].sort((a, b) => a - b);
  const head = [charts[0]?.xTitle ?? 'x', ...columns.map((column) => column.heading)].map((text) =>
    element('th', { scope: 'col' }, escapeMarkup(text)),
  );
  const rows = xs.map((x) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, String(x)),
      ...columns.map(({ values }) => {
        const point = values.get(x);
        return element('td', {}, point ? reading(point.mean) : '');
      }),
    ),
  );
  return element(
    'table',
    { class: 'data-table' },
    element('caption', {}, escapeMarkup(caption)),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}
