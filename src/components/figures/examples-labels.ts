import { fixed, percent } from '../../lib/charts/number.ts';

/** What the figure of single images says. */
export const labels = {
  mark: 'Mark the wrong labels',
  right: 'right label',
  wrong: 'wrong label',
  point: 'Point at an image, or walk through them with the arrow keys.',
  wait: 'Run the program above, and its images take the place of the saved ones.',
  yours: 'These are the images of your run.',
  noPictures: (why: string) =>
    `The pictures of these images could not be read (${why}); the points are right all the same.`,
  given: 'labelled',
  scores: (score: number, fitted: number) =>
    `memorization score ${fixed(score, 2)}, fitted at ${percent(fitted)} of the looks`,
  strips: {
    right: 'Most memorized, though the label is right',
    wrong: 'Most memorized of the wrong labels',
    none: 'Least memorized',
  },
} as const;
