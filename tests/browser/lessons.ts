import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setParameters, type ParameterValue } from '../../src/lib/run/params.ts';

/** An experiment of a lesson: a listing, its bench, and the figure that follows its runs. */
export interface Experiment {
  /** The page, below `lessons/`. */
  readonly lesson: string;
  /** The listing, without `.py`. */
  readonly listing: string;
  /** Values that make its run short enough for a software adapter. */
  readonly short: Readonly<Record<string, ParameterValue>>;
  /** The custom element of the lesson's own figure; it draws saved results before a run and the run's own after. */
  readonly figure: string;
}

/** Every experiment of every lesson. */
export const EXPERIMENTS: readonly Experiment[] = [
  {
    lesson: 'understanding-memorization',
    listing: 'true-and-random',
    short: { images: 100, epochs: 4 },
    figure: 'answer-grids',
  },
  { lesson: 'introduction', listing: 'learning-order', short: { images: 200, epochs: 4 }, figure: 'answer-grids' },
  { lesson: 'causes', listing: 'data-size', short: { steps: 40 }, figure: 'data-size-figure' },
  { lesson: 'causes', listing: 'width', short: { steps: 40 }, figure: 'width-figure' },
  { lesson: 'signs', listing: 'signs', short: { images: 100, epochs: 4 }, figure: 'membership-figure' },
  {
    lesson: 'example',
    listing: 'scores',
    short: { images: 100, pairs: 2, steps: 10, early: 10, retrainings: 1 },
    figure: 'examples-figure',
  },
  { lesson: 'techniques', listing: 'techniques', short: { images: 200, epochs: 4 }, figure: 'technique-figure' },
  { lesson: 'data-augmentation', listing: 'augmentation', short: { images: 100, epochs: 4 }, figure: 'changes-figure' },
  {
    lesson: 'data-augmentation',
    listing: 'synthetic',
    short: { images: 100, synthetic: 100, epochs: 2 },
    figure: 'gap-figure',
  },
  { lesson: 'regularization', listing: 'regularization', short: { images: 200, epochs: 2 }, figure: 'gap-figure' },
  {
    lesson: 'cross-validation',
    listing: 'cross-validation',
    short: { folds: 2, steps: 20 },
    figure: 'shortcuts-figure',
  },
  { lesson: 'cross-validation', listing: 'holdout', short: { repeats: 2, steps: 20 }, figure: 'estimates-figure' },
  { lesson: 'conclusion', listing: 'adaptive', short: { images: 200, epochs: 10 }, figure: 'control-figure' },
];

/** The page of every lesson. */
export const LESSONS: readonly string[] = [...new Set(EXPERIMENTS.map(({ lesson }) => `lessons/${lesson}/`))];

/** The experiment's program, made short. */
export const shortProgram = ({ listing, short }: Experiment): string =>
  setParameters(readFileSync(join(import.meta.dirname, `../../src/content/listings/${listing}.py`), 'utf8'), short);
