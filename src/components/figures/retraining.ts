/** What the figure of retrained networks shows, at build time and in the page. */
import type { Axis } from '../../lib/charts/axis.ts';
import type { DotPlot, DotRow } from '../../lib/charts/dot-plot.ts';

/** A metric and its row. */
export interface MetricRow {
  readonly metric: string;
  readonly name: string;
  readonly values: readonly number[];
  readonly reference: number | null;
}

export interface RetrainingSpec {
  readonly listing: string;
  readonly x: Axis;
  readonly rows: readonly MetricRow[];
}

/** @param own for each of the reader's runs the metrics that it ended with */
export function retrainingChart(
  { x, rows }: RetrainingSpec,
  own: readonly Readonly<Record<string, number>>[],
): DotPlot {
  const drawn = rows.map(({ metric, name, values, reference }): DotRow => {
    const mine = own.flatMap((metrics) => metrics[metric] ?? []);
    return { name, values, reference, own: mine.length > 0 ? mine : null };
  });
  return { x, rows: drawn, role: 'validation', dot: 'a seed' };
}

export const rest = 'Run the program above: your networks come in here as diamonds.';
