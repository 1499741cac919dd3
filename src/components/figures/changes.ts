/** What the figure of accuracy by kind of test image shows, at build time and in the page. */
import type { DotPlot, DotRow } from '../../lib/charts/dot-plot.ts';
import { significant } from '../../lib/charts/number.ts';
import type { Axis } from '../../lib/charts/axis.ts';
import { mean } from '../../lib/results/statistics.ts';
import type { LastValues } from './last-values.ts';

/** One kind of test image. */
export interface Change {
  /** The scalar that is measured on it. */
  readonly tag: string;
  /** What stands over its rows. */
  readonly name: string;
}

/** One saved setting: what its runs gave on each kind of test image, in the order of the kinds. */
export interface TrainedWith {
  readonly name: string;
  /** The value of the parameter that a reader's run is placed by. */
  readonly choice: unknown;
  readonly values: readonly (readonly number[])[];
  readonly references: readonly (number | null)[];
}

/** Everything that the page needs. */
export interface ChangesSpec {
  readonly listing: string;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The parameter that says which row is the reader's. */
  readonly parameter: string;
  readonly changes: readonly Change[];
  readonly settings: readonly TrainedWith[];
  readonly x: Axis;
}

export const ownLabels = {
  rest: 'Press Run in the bench above: your run is marked in the rows of its kind of augmentation.',
} as const;

/** The reader's runs: what they logged, and the choice that says in which rows. */
export interface OwnChanges {
  readonly values: LastValues;
  readonly choice: unknown;
}

/** A row for each setting under each kind of test image. */
export function changesPlot({ changes, settings, x }: ChangesSpec, own?: OwnChanges): DotPlot {
  const rows = changes.flatMap(({ tag, name: group }, at) =>
    settings.map(({ name, choice, values, references }): DotRow => {
      const row = { name, group, values: values[at] ?? [], reference: references[at] ?? null };
      return own && own.choice === choice ? { ...row, own: own.values.of(tag) } : row;
    }),
  );
  return { x, rows, role: 'validation', dot: 'a seed' };
}

/** The plot in a sentence for each kind of test image. */
export function describeChanges({ changes, settings }: ChangesSpec): string {
  const parts = changes.map(({ name }, at) => {
    const means = settings.map((setting) => `${setting.name} ${significant(mean(setting.values[at] ?? []), 2)}`);
    return `${name}: ${means.join(', ')}.`;
  });
  return `Accuracy by what the network was trained with. ${parts.join(' ')}`;
}

/** The reader's runs in a sentence; null while they have logged nothing. @param said What they change of the listing. */
export function ownSentence({ changes }: ChangesSpec, { values }: OwnChanges, said: readonly string[]): string | null {
  const parts = changes.flatMap(({ tag }) => {
    const each = values.of(tag);
    return each.length === 0 ? [] : [`${tag.split('/').at(-1)} ${significant(mean(each), 3)}`];
  });
  if (parts.length === 0) return null;
  return `Your run (${said.length === 0 ? 'the listing unchanged' : said.join(' · ')}): ${parts.join(', ')}.`;
}
