/** What a listing says of each training image: the table `examples`, with a memorization score and how often it was fitted. */
import type { ScatterChart, ScatterGroup } from '../../lib/charts/scatter.ts';
import { FASHION_MNIST_CLASSES } from '../../lib/data/fashion-mnist-classes.ts';
import type { ExamplesTable } from './answers.ts';

export interface Example {
  /** Which image of Fashion-MNIST's training part. */
  readonly image: number;
  /** The label that it was given, and the true one: 0 to 9. */
  readonly label: number;
  readonly truth: number;
  /** How much more often networks that learned the image answer its label, from -1 to 1. */
  readonly score: number;
  /** The share of the looks at a single run at which its label was answered. */
  readonly fitted: number;
}

export const isWrong = ({ label, truth }: Example): boolean => label !== truth;

export const className = (index: number): string => FASHION_MNIST_CLASSES[index] ?? String(index);

/**
 * A table of two numbers an image, with the columns `image`, `label` and `true`. Null for any other table: a reader's program
 * may log what it likes.
 */
export function examplesOf({ points, header, metadata }: ExamplesTable): Example[] | null {
  const [image, label, truth] = ['image', 'label', 'true'].map((name) => header.indexOf(name)) as [
    number,
    number,
    number,
  ];
  if (Math.min(image, label, truth) < 0 || points.length === 0) return null;
  const examples = points.map(([score = NaN, fitted = NaN], i) => {
    const row = metadata[i] ?? [];
    return { image: Number(row[image]), label: Number(row[label]), truth: Number(row[truth]), score, fitted };
  });
  const whole = examples.every((each) => [each.image, each.label, each.truth].every(Number.isInteger));
  return whole ? examples : null;
}

/** The most memorized first; of those that are memorized alike, those that were fitted latest. */
export const byScore = (examples: readonly Example[]): Example[] =>
  examples.toSorted((a, b) => b.score - a.score || a.fitted - b.fitted || a.image - b.image);

/** The groups in the order in which the chart has them: right labels, then wrong ones. */
export const groupsOf = (examples: readonly Example[]): [right: Example[], wrong: Example[]] => [
  examples.filter((each) => !isWrong(each)),
  examples.filter(isWrong),
];

/** @param marked whether the wrong labels are marked as such; else all points look alike */
export function examplesChart(examples: readonly Example[], strength: 'saved' | 'own', marked: boolean): ScatterChart {
  const looks = [
    { name: 'right label', role: 'training' },
    { name: 'wrong label', role: marked ? 'wrong' : 'training' },
  ] as const;
  const groups = groupsOf(examples).map((members, i): ScatterGroup => {
    const { name, role } = looks[i]!;
    const points = members.map((each) => ({ x: each.score, y: each.fitted, name: exampleName(each, marked) }));
    return { name: marked ? name : 'image', role, strength, label: null, points };
  });
  return {
    x: { title: 'memorization score', domain: [-0.35, 1.1], ticks: [-0.25, 0, 0.25, 0.5, 0.75, 1] },
    y: {
      title: 'share of the looks at which its label was answered',
      domain: [-0.06, 1.06],
      ticks: [0, 0.25, 0.5, 0.75, 1],
    },
    groups,
    spread: true,
  };
}

/** What the image is, in words: `image 18, Shirt`, and where that may be told, `image 24, Coat, labelled Sandal`. */
export function exampleName(example: Example, told: boolean): string {
  const { image, label, truth } = example;
  if (!told) return `image ${image}, labelled ${className(label)}`;
  return isWrong(example)
    ? `image ${image}, ${className(truth)}, labelled ${className(label)}`
    : `image ${image}, ${className(label)}`;
}
