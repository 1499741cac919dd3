/** What the figure of gaps shows, at build time and in the page. */
import { significant } from '../../lib/charts/number.ts';
import type { GapPlot, GapRow } from '../../lib/charts/gap-plot.ts';
import { mean } from '../../lib/results/statistics.ts';
import type { LastValues } from './last-values.ts';

/** Everything that the page needs: the plot of the saved runs, and where the reader's numbers come from. */
export interface GapSpec {
  readonly listing: string;
  /** The listing's own values, so that a run can be named by what it changes. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The scalars of the two kinds of examples. */
  readonly tags: readonly [string, string];
  /** Its last row is the reader's. */
  readonly plot: GapPlot;
}

export const ownLabels = {
  row: 'your run',
  rest: 'Press Run in the bench above: your run comes into the last row.',
} as const;

/** The row for the reader's runs, empty as long as there are none. */
export const ownRow = (values: GapRow['values'] = [[], []]): GapRow => ({ name: ownLabels.row, own: true, values });

/** The plot with the reader's runs in its last row. */
export function withOwn({ plot, tags }: GapSpec, own: LastValues): GapPlot {
  return { ...plot, rows: [...plot.rows.slice(0, -1), ownRow([own.of(tags[0]), own.of(tags[1])])] };
}

/** The reader's runs in a sentence; null while they have logged nothing. @param changes What they change of the listing. */
export function ownSentence({ plot, tags }: GapSpec, own: LastValues, changes: readonly string[]): string | null {
  const parts = tags.flatMap((tag, i) => {
    const values = own.of(tag);
    return values.length === 0 ? [] : [`${plot.kinds[i]!.name} ${significant(mean(values), 3)}`];
  });
  if (parts.length === 0) return null;
  const settings = changes.length === 0 ? 'the listing unchanged' : changes.join(' · ');
  return `Your run (${settings}): ${parts.join(', ')}.`;
}
