/** What the figure of answers shows at one moment, the same at build time and in the page. */
import { describeImageGrid, type StateWords } from '../../lib/charts/image-grid.ts';
import { percent } from '../../lib/charts/number.ts';
import { stateHistoryMarkup, type StateHistory } from '../../lib/charts/state-history.ts';
import type { Point } from '../../lib/charts/series.ts';
import type { ChartSize } from '../../lib/charts/drawing.ts';
import { countsOf, gridAt, type Answers } from './answers.ts';

/** One grid of the figure. */
export interface AnswersPanel {
  /** The tag of the table that the listing logs with `add_embedding`. */
  readonly tag: string;
  readonly title: string;
  /** The scalar that says how unseen images are answered, a share. */
  readonly unseen: string;
}

/** The answers of one panel, and what was scored on unseen images: of a saved run or the reader's. */
export interface PanelRun {
  readonly answers: Answers;
  readonly unseen: readonly Point[];
}

/** Everything the figure needs in the page; pictures are in the grids already. */
export interface AnswersSpec {
  readonly listing: string;
  readonly setting: string;
  readonly seed: number;
  /** What each state means, after a number of images. */
  readonly words: StateWords;
  /** The states from the foot of the history to its head, in a word or two each. */
  readonly names: StateHistory['names'];
  readonly panels: readonly (AnswersPanel & {
    readonly saved: PanelRun;
    readonly sprite: { readonly columns: number; readonly rows: number };
  })[];
}

/** Height of the layers over the run, in pixels. */
export const HISTORY_HEIGHT = 104;

/** The layers over the run with a rule at one evaluation. */
export const drawHistory = (
  answers: Answers,
  names: StateHistory['names'],
  at: number,
  width: number,
  height = HISTORY_HEIGHT,
): string =>
  stateHistoryMarkup({ xs: answers.epochs, counts: countsOf(answers), names }, at, {
    width,
    height,
  } satisfies ChartSize);

/** The share of unseen images that were answered rightly at an evaluation; null where it was not logged. */
export const unseenAt = ({ answers, unseen }: PanelRun, at: number): number | null =>
  unseen.find(([epoch]) => epoch === answers.epochs[at])?.[1] ?? null;

/** One panel at one evaluation in a sentence. */
export function describePanel(title: string, run: PanelRun, at: number, words: StateWords): string {
  const share = unseenAt(run, at);
  const unseen = share === null ? '' : ` Of unseen images ${percent(share)} are answered rightly.`;
  return `${title}: ${describeImageGrid(gridAt(run.answers, at), words)}${unseen}`;
}
