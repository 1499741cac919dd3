/** What a network answered on some training images, evaluation after evaluation: the table `answers` of a listing. */
import type { GridImage, ImageState } from '../../lib/charts/image-grid.ts';
import { countStates } from '../../lib/charts/image-grid.ts';
import { FASHION_MNIST_CLASSES } from '../../lib/data/fashion-mnist-classes.ts';

/** The table of answers, as a page carries it. Classes are 0 to 9. */
export interface Answers {
  /** Indices into Fashion-MNIST's training part. */
  readonly images: readonly number[];
  /** The label that each image was given. */
  readonly labels: readonly number[];
  /** What each image shows, where the program says so. */
  readonly truths: readonly number[] | null;
  /** For each image, the class answered at each evaluation. */
  readonly answered: readonly (readonly number[])[];
  /** Where along the run each evaluation was. */
  readonly epochs: readonly number[];
}

/** What `add_embedding` logged, in a saved result or from the reader's run. */
export interface ExamplesTable {
  readonly points: readonly (readonly number[])[];
  readonly header: readonly string[];
  readonly metadata: readonly (readonly string[])[];
  readonly step: number;
}

/**
 * A table whose metadata has the columns `image` and `label`, and maybe `true`, read as answers. The evaluations are an
 * equal number of epochs apart, so that the last one's epoch says where the others were. Null for any other table: a
 * reader's program may log what it likes.
 */
export function answersOf({ points, header, metadata, step }: ExamplesTable): Answers | null {
  const column = (name: string): number[] | null => {
    const at = header.indexOf(name);
    return at < 0 ? null : metadata.map((row) => Number(row[at]));
  };
  const [images, labels, truths] = [column('image'), column('label'), column('true')];
  const count = points[0]?.length ?? 0;
  if (!images || !labels || count === 0) return null;
  if (![...images, ...labels, ...(truths ?? [])].every(Number.isInteger)) return null;
  const epochs = Array.from({ length: count }, (_, i) => (step * (i + 1)) / count);
  return { images, labels, truths, answered: points, epochs };
}

/** With a true class, what is answered instead of it matters; without one, only whether the label is answered. */
function stateOf(answer: number, label: number, truth: number | undefined): ImageState {
  if (truth === undefined) return answer === label ? 'fitted' : 'open';
  if (answer === truth) return 'true';
  return answer === label ? 'wrong' : 'other';
}

const nameOf = (index: number | undefined): string => FASHION_MNIST_CLASSES[index ?? -1] ?? String(index);

/** The images as the network answered them at one evaluation, for a grid. */
export function gridAt({ images, labels, truths, answered }: Answers, evaluation: number): GridImage[] {
  return images.map((_, i) => {
    const [answer, label, truth] = [answered[i]![evaluation]!, labels[i]!, truths?.[i]];
    const given = truth === undefined ? `Labelled ${nameOf(label)}` : `${nameOf(truth)}, labelled ${nameOf(label)}`;
    return { at: i, state: stateOf(answer, label, truth), name: `${given}; answered: ${nameOf(answer)}` };
  });
}

/** How many images were in each state, at each evaluation. */
export const countsOf = (answers: Answers): Record<ImageState, number>[] =>
  answers.epochs.map((_, evaluation) => countStates(gridAt(answers, evaluation)));

/** The evaluation at an epoch, or the last one before it. */
export const evaluationAt = ({ epochs }: Answers, epoch: number): number =>
  Math.max(0, epochs.filter((each) => each <= epoch).length - 1);
