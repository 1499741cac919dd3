/** What the figure of the shortcuts shows, the same at build time and in the page. */
import type { DotPlot } from '../../lib/charts/dot-plot.ts';
import { describeFolds } from '../../lib/charts/fold-strip.ts';
import type { FoldSetting } from '../../lib/charts/folds.ts';
import { mean } from '../../lib/results/statistics.ts';

/** What was measured with one order of the steps. */
export interface ShortcutRow {
  /** The setting's name. */
  readonly name: string;
  /** The value of the listing's `shortcut`. */
  readonly shortcut: string;
  /** The cross-validated accuracy, a number for each seed. */
  readonly values: readonly number[];
  /** The mean that PyTorch gave. */
  readonly reference: number | null;
}

/** What the reader's runs gave with one shortcut. */
export interface OwnEstimates {
  readonly shortcut: string;
  readonly values: readonly number[];
}

/** The strip before anybody touches it: ten examples with two copies each, appended and then cut, as `KFold` cuts. */
export const FIRST_STRIP: FoldSetting = {
  originals: 10,
  copies: 2,
  folds: 5,
  order: 'copy, then split',
  shuffle: false,
  heldOut: 0,
};

/** The labels are random, ten of them: what any method gets on new rows. */
const CHANCE = 0.1;

/** Shares of a hundred answers: a third digit would say nothing. */
const share = (value: number): string => value.toFixed(2);

/** Each order of the steps with the accuracy that cross-validation reports for it, against chance. */
export function shortcutsChart(rows: readonly ShortcutRow[], own: OwnEstimates | null): DotPlot {
  return {
    x: { title: 'accuracy that cross-validation reports', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] },
    rows: rows.map(({ name, shortcut, values, reference }) => ({
      name,
      values,
      reference,
      own: own?.shortcut === shortcut ? own.values : null,
      label: values.length === 0 ? '–' : share(mean(values)),
    })),
    role: 'validation',
    dot: 'a seed',
    truth: { x: CHANCE, label: 'all there is to know: 0.1' },
  };
}

/** The strip in words, and what the listing reports when it goes about it in that order. */
export function stripSentence(setting: FoldSetting, rows: readonly ShortcutRow[]): string {
  const shortcut = setting.order === 'copy, then split' ? 'copies before the split' : 'copies inside the fold';
  const measured = rows.find((row) => row.shortcut === shortcut);
  const reported =
    measured && measured.values.length > 0
      ? ` Measured in this order, “${measured.name}” reports ${share(mean(measured.values))}.`
      : '';
  return describeFolds(setting) + reported;
}

/** The line for the reader's runs. */
export function ownSentence({ shortcut, values }: OwnEstimates, rows: readonly ShortcutRow[]): string {
  const name = rows.find((row) => row.shortcut === shortcut)?.name ?? shortcut;
  const [report, each] = values.length === 1 ? ['run reports', 'there'] : ['runs report', 'at each mark'];
  return `Your ${report} ${values.map(share).join(', ')} with “${name}”: the diamond ${each}.`;
}
