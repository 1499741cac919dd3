import type { Family } from '../../lib/charts/marks.ts';

const FAMILIES: readonly (readonly [Family, RegExp])[] = [
  ['dropout', /^dropout/],
  ['penalty', /^L[12]\b/],
  ['augmentation', /flip|augmentation/],
  ['adaptive', /^adaptive/],
];

/** The family of a technique, by the name that a listing gives it; undefined for one that has no hue of its own. */
export const familyOf = (technique: string): Family | undefined =>
  FAMILIES.find(([, named]) => named.test(technique))?.[0];
