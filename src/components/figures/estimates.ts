/** What the figure of the estimates shows, the same at build time and in the page. */
import type { DotPlot, DotRow } from '../../lib/charts/dot-plot.ts';
import { significant } from '../../lib/charts/number.ts';
import type { Point } from '../../lib/charts/series.ts';
import { mean } from '../../lib/results/statistics.ts';

/** How the folds were cut from how the images lay. */
export interface Cut {
  /** The value of the listing's `folds`. */
  readonly folds: string;
  readonly sorted: boolean;
}

/** How far each estimate is from the truth of its repeat: estimate minus truth. */
export interface Errors {
  readonly holdout: readonly number[];
  readonly crossValidation: readonly number[];
}

/** What was measured with one cut. */
export interface SavedErrors extends Cut {
  /** The setting's name. */
  readonly name: string;
  readonly errors: Errors;
}

/** What the reader's run gave so far. */
export interface OwnErrors extends Cut {
  readonly errors: Errors;
}

/** The tags of the listing's scalars. */
export const TAGS = { holdout: 'estimate/holdout', crossValidation: 'estimate/5-fold', truth: 'estimate/truth' };

/** Estimates with the truth of the same repeat; a repeat that is not complete yet is left out. */
export function errorsOf(scalars: Readonly<Record<string, readonly Point[]>>): Errors {
  const truths = new Map(scalars[TAGS.truth]);
  const errors = (tag: string): number[] =>
    (scalars[tag] ?? []).flatMap(([repeat, estimate]) => {
      const truth = truths.get(repeat);
      return truth === undefined ? [] : [estimate - truth];
    });
  return { holdout: errors(TAGS.holdout), crossValidation: errors(TAGS.crossValidation) };
}

/** The errors of several runs as those of one. */
export const joined = (all: readonly Errors[]): Errors => ({
  holdout: all.flatMap(({ holdout }) => holdout),
  crossValidation: all.flatMap(({ crossValidation }) => crossValidation),
});

/** How far off an estimate typically is: the root of the mean square of its errors. */
export const typicalError = (errors: readonly number[]): number => Math.sqrt(mean(errors.map((error) => error ** 2)));

const ESTIMATES = [
  ['holdout', 'holdout'],
  ['crossValidation', '5-fold'],
] as const;

/** For each cut a row for either estimate, a dot for each repeat. */
export function estimatesChart(saved: readonly SavedErrors[], own: OwnErrors | null): DotPlot {
  const rows = saved.flatMap(({ name, folds, sorted, errors }): DotRow[] => {
    const mine = own?.folds === folds && own.sorted === sorted ? own.errors : null;
    return ESTIMATES.map(([key, estimate]) => ({
      name: estimate,
      group: name,
      values: errors[key],
      own: mine?.[key] ?? null,
      label: errors[key].length === 0 ? '–' : `off by ${significant(typicalError(errors[key]), 2)}`,
    }));
  });
  return {
    x: {
      title: 'estimate minus truth (accuracy)',
      domain: [-0.8, 0.3],
      ticks: [-0.75, -0.5, -0.25, 0, 0.25],
    },
    rows,
    role: 'validation',
    dot: 'a repeat',
    truth: { x: 0, label: 'the truth' },
  };
}

/** The line for the reader's run. */
export function ownSentence({ errors }: OwnErrors): string {
  const repeats = errors.holdout.length;
  if (repeats === 0) return 'Your run: the first repeat is under way.';
  const [holdout, crossValidation] = [errors.holdout, errors.crossValidation].map((each) =>
    significant(typicalError(each), 2),
  );
  const over = repeats === 1 ? 'after one repeat' : `over ${repeats} repeats`;
  return `Your run, ${over}: the holdout is off by ${holdout}, 5-fold cross-validation by ${crossValidation}.`;
}
